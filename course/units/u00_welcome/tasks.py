"""Unit 0, welcome: five minutes at the desk. A form, a small sheet, two quizzes; nothing counts."""

from __future__ import annotations

from decimal import Decimal

from course.locale import N_
from course.tasks.form import Form
from course.tasks.quiz import Quiz
from course.tasks.sheet import Sheet, other_figures
from course.units import Unit
from course.units.u00_welcome import first_form, first_sheet, three_words, who_is_who

LESSON = (
    Form(
        id="first-form",
        title=N_("Your first form"),
        instructions=N_("Read the invoice and fill in the four fields."),
        points=Decimal(4),
        documents=first_form.papers,
        questions=first_form.questions,
    ),
    Sheet(
        id="first-sheet",
        title=N_("Your first sheet"),
        instructions=N_(
            "Take the numbers from the slip. Let a formula work out each amount, and another one the total."
        ),
        points=Decimal(7),
        documents=first_sheet.papers,
        layout=first_sheet.layout,
        expected=first_sheet.expected,
        change=other_figures("B2:B4", "C2:C4"),
    ),
    Quiz(
        id="who-is-who",
        title=N_("Who looks after this?"),
        instructions=N_("Four things happen this morning. Pick the colleague whom you tell."),
        points=Decimal(4),
        documents=who_is_who.papers,
        questions=who_is_who.questions,
    ),
    Quiz(
        id="three-words",
        title=N_("Saved, checked, handed in"),
        instructions=N_("Four questions on what the desk tells you."),
        points=Decimal(4),
        questions=three_words.questions,
    ),
)

UNIT = Unit(number=0, slug="welcome", title=N_("Welcome"), lesson=LESSON, assignment=())
