"""Unit 1, the role: front and back office, adverts, careers, and what is often believed of them."""

from __future__ import annotations

from decimal import Decimal

from course.locale import N_
from course.tasks.form import Form
from course.tasks.match import Match
from course.tasks.order import Order
from course.tasks.quiz import Quiz
from course.units import Unit
from course.units.u01_role import adverts, careers
from course.units.u01_role.cases import cases
from course.units.u01_role.duties import duties
from course.units.u01_role.look_back import look_back

OFFICES = N_("Put each thing that is done in an office where it belongs. A key is quicker than the mouse.")
ADVERT = N_("Mira Tannhofer has begun; her note is with the advert. Read the advert to its last line and do the rest.")
ADVERTS = N_("Read each advert to its last line, then say what it really offers and asks for.")
CAREERS = N_("Put the steps in the order in which they happened, then say where a degree is usual.")
CASES = N_("Somebody asks you whether the work is open to them. What do you say?")

LESSON = (
    Quiz(
        id="role-look-back",
        title=N_("A look back"),
        instructions=N_("Three questions on the welcome."),
        points=Decimal(3),
        questions=look_back,
    ),
    Match(
        id="practice-offices",
        title=N_("Front or back?"),
        instructions=OFFICES,
        points=Decimal(4),
        questions=duties("practice"),
    ),
    Form(
        id="practice-advert",
        title=N_("One advert, half done"),
        instructions=ADVERT,
        points=Decimal("3.5"),
        documents=adverts.begun_papers,
        questions=adverts.rest_of_begun,
    ),
    Form(
        id="practice-adverts",
        title=N_("Two more adverts"),
        instructions=ADVERTS,
        points=Decimal(10),
        documents=adverts.papers("plain", "special"),
        questions=adverts.questions("plain", "special"),
    ),
    Quiz(
        id="practice-cases",
        title=N_("Is it open to me?"),
        instructions=CASES,
        points=Decimal(4),
        questions=cases("no-degree", "experience", "subject", "helps"),
    ),
    Order(
        id="practice-career",
        title=N_("One career"),
        instructions=CAREERS,
        points=Decimal(4),
        documents=careers.papers(1),
        questions=careers.questions(1),
    ),
)

ASSIGNMENT = (
    Match(
        id="front-or-back",
        title=N_("Sixteen duties"),
        instructions=OFFICES,
        points=Decimal(8),
        questions=duties("assignment"),
    ),
    Form(
        id="three-adverts",
        title=N_("Three adverts"),
        instructions=ADVERTS,
        points=Decimal(15),
        documents=adverts.papers("grand", "plain", "special"),
        questions=adverts.questions("grand", "plain", "special"),
    ),
    Order(
        id="three-careers",
        title=N_("Three careers"),
        instructions=CAREERS,
        points=Decimal(10),
        documents=careers.papers(3),
        questions=careers.questions(3),
    ),
    Quiz(
        id="who-can-apply",
        title=N_("Who can apply?"),
        instructions=CASES,
        points=Decimal(7),
        questions=cases(),
    ),
)

UNIT = Unit(
    number=1,
    slug="role",
    title=N_("The role"),
    lesson=LESSON,
    assignment=ASSIGNMENT,
    practice={
        "front-or-back": "practice-offices",
        "three-adverts": "practice-adverts",
        "three-careers": "practice-career",
        "who-can-apply": "practice-cases",
    },
)
