"""Saved, checked, handed in: three words that are easily taken for each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from course.firm import Firm
from course.locale import N_, Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick


@dataclass(frozen=True)
class Situation:
    """A question, the right answer, and wrong ones by the slip that leads to them."""

    key: str
    text: str
    right: str
    wrong: Mapping[str, str]
    where: str


IN_A_FILE = N_("What I entered is in a file beside this page.")
ALL_RIGHT = N_("Everything that I entered is right.")
MY_INSTRUCTOR = N_("My instructor has my work.")
SITUATIONS = (
    Situation(
        "saved",
        N_("The line at the top of a task says “Saved in …”. What is certain now?"),
        IN_A_FILE,
        {"saved-for-right": ALL_RIGHT, "saved-for-handed-in": MY_INSTRUCTOR},
        N_("Saving is like laying a paper in your own drawer."),
    ),
    Situation(
        "checked",
        N_("In an assignment, Check says “Complete and readable”. What is certain now?"),
        N_("Nothing is left out, and every entry can be read."),
        {"checked-for-right": ALL_RIGHT, "checked-for-handed-in": MY_INSTRUCTOR},
        N_("In an assignment, Check looks at your page as a colleague does who has not seen the papers."),
    ),
    Situation(
        "handed-in",
        N_("When does your instructor have your assignment?"),
        N_("When I have pressed Submit in the list of assignments."),
        {
            "saved-for-handed-in": N_("As soon as it is saved."),
            "checked-for-handed-in": N_("As soon as I have pressed Check."),
        },
        N_("Handing in is a step of its own."),
    ),
    Situation(
        "not-saved",
        N_("The line says “NOT SAVED – run this cell again”. What do you do?"),
        N_("Click on the grey line above the task, press Shift+Enter, and see that the line says “Saved”."),
        {
            "begun-anew": N_("Close the page and begin anew."),
            "passed-over": N_("Go on; it will be saved at the end."),
        },
        N_("What you typed is still on the page, and it is saved as soon as the task is run again."),
    ),
)
MESSAGES = {
    "saved-for-right": N_("Saving keeps right and wrong entries alike."),
    "saved-for-handed-in": N_("A saved file is still on your side; nobody else has it."),
    "checked-for-right": N_(
        "In an assignment, Check does not know what is right; that is looked at when it is marked."
    ),
    "checked-for-handed-in": N_("Check tells you something; it sends nothing."),
    "begun-anew": N_("What you typed is only on this page. If you close it, it is lost."),
    "passed-over": N_("As long as the line says NOT SAVED, nothing of it reaches the file."),
}


def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("three words")
    return tuple(_question(one, chance.shuffled(["right", *one.wrong]), language) for one in SITUATIONS)


def _question(one: Situation, order: list[str], language: Language) -> Question:
    _ = translator(language, "units")
    return pick(
        one.key,
        _(one.text),
        {key: _(one.right if key == "right" else one.wrong[key]) for key in order},
        "right",
        wrong={slip: (slip, _(MESSAGES[slip])) for slip in one.wrong},
        where=_(one.where),
        worked=_(one.right),
    )
