"""Unit 2, skills: its tasks, in the order in which they are worked on.

Situations, CVs and courses come from the firm, through the small modules beside this one; here stands only what is
asked and for how many points.
"""

from __future__ import annotations

from decimal import Decimal

from course.firm import Firm
from course.firm.training import Choice, choice_for_one, choice_for_two
from course.locale import N_
from course.tasks.form import Form
from course.tasks.match import Match
from course.tasks.quiz import Quiz
from course.tasks.sheet import Sheet
from course.units import Unit
from course.units.u02_skills.gap import Gap
from course.units.u02_skills.look_back import look_back
from course.units.u02_skills.route_choice import RouteChoice
from course.units.u02_skills.route_sums import RouteSums
from course.units.u02_skills.situations import Situations

SORT = N_("Pick for each situation the skill that it asks for above all. A skill may be wanted twice, or not at all.")
FILL_IN = N_(
    "For each requirement of the advert: how far does the CV meet it, and which line of the CV shows that? If nothing "
    "shows it, pick “No line”."
)
SUMS = N_(
    "Take the figures from the leaflets and from our rule. Let formulas work out all fees, what Tintenfass pays, the "
    "own share, and the hours a week."
)
CHOOSE = N_(
    "Say when each course ends, and for each person whether it fits. If not, it fails on exactly one thing: the entry "
    "requirement, the hours a week, the own share of the money, or the date."
)


def situations(name: str, title: str, points: int, skills: int) -> Match:
    return Match(
        id=name,
        title=title,
        instructions=SORT,
        points=Decimal(points),
        questions=Situations(name, skills).questions,
    )


def gap(work: Gap, title: str, points: int, text: str = FILL_IN) -> Form:
    return Form(
        id=work.purpose,
        title=title,
        instructions=text,
        points=Decimal(points),
        documents=work.documents,
        questions=work.questions,
    )


def route_sums(name: str, title: str, points: int, work: RouteSums) -> Sheet:
    return Sheet(
        id=name,
        title=title,
        instructions=SUMS,
        points=Decimal(points),
        documents=work.documents,
        layout=work.layout,
        expected=work.expected,
        change=work.change,
    )


def route_choice(name: str, title: str, points: int, work: RouteChoice) -> Form:
    return Form(
        id=name,
        title=title,
        instructions=CHOOSE,
        points=Decimal(points),
        documents=work.documents,
        questions=work.questions,
    )


def for_one(firm: Firm) -> Choice:
    return choice_for_one(firm.chance("training for one"))


def for_two(firm: Firm) -> Choice:
    return choice_for_two(firm.chance("training for two"))


LESSON = (
    Quiz(
        id="skills-look-back",
        title=N_("A look back"),
        instructions=N_("Three questions on work that you have met before."),
        points=Decimal(3),
        questions=look_back,
    ),
    situations("practice-situations", N_("Ten situations"), 5, skills=5),
    gap(
        Gap("first-gap", ("qualification", "experience", "partly", "missing"), given=2),
        N_("A gap matrix, half done"),
        2,
        N_("Mira Tannhofer has done the first two requirements; her note is with the papers. Do the last two."),
    ),
    gap(
        Gap("practice-gap", ("qualification", "experience", "experience", "partly", "missing")),
        N_("A CV and an advert"),
        5,
    ),
    route_sums("practice-route-sums", N_("What three courses cost"), 6, RouteSums(for_one, 3)),
    route_choice("practice-route-choice", N_("Which course for one colleague"), 3, RouteChoice(for_one)),
)

ASSIGNMENT = (
    situations("office-situations", N_("Twenty situations"), 10, skills=10),
    gap(
        Gap(
            "gap-matrix",
            (
                "qualification",
                "qualification",
                "experience",
                "experience",
                "experience",
                "partly",
                "missing",
                "missing",
            ),
        ),
        N_("The gap matrix"),
        8,
    ),
    route_sums("route-sums", N_("What four courses cost"), 8, RouteSums(for_two, 4)),
    route_choice("route-choice", N_("Which course for whom"), 6, RouteChoice(for_two)),
)

UNIT = Unit(
    number=2,
    slug="skills",
    title=N_("Skills"),
    lesson=LESSON,
    assignment=ASSIGNMENT,
    practice={
        "office-situations": "practice-situations",
        "gap-matrix": "practice-gap",
        "route-sums": "practice-route-sums",
        "route-choice": "practice-route-choice",
    },
    together=(frozenset({"route-sums", "route-choice"}),),
)
