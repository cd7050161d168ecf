"""A look back at the welcome: who looks after what, and what the desk's words mean."""

from __future__ import annotations

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.records import Person
from course.locale import Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick

BOSS = "101"  # the managing director's extension
ASKED = ("102", "103", "104", "105")  # people with a duty of their own


def look_back(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("role: look back")
    return (_colleague(firm.staff, chance, language), _checked(chance, language), _handed_in(chance, language))


def _colleague(staff: tuple[Person, ...], chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    by_extension = {person.extension: person for person in staff}
    right = chance.pick(ASKED)
    shown = sorted([right, BOSS, *chance.some([one for one in ASKED if one != right], 2)])
    person = by_extension[right]
    top = _("The managing director need not hear of everything.")
    return pick(
        "colleague",
        _("Whose duty is this at Tintenfass: {duty}?").format(duty=person.role.to(language)),
        {one: by_extension[one].name for one in shown},
        right,
        wrong={BOSS: ("straight-to-the-top", top)},
        message=_("This colleague looks after something else."),
        where=_("The list of colleagues is in the welcome lesson."),
        worked=person.name,
    )


def _checked(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words = {
        "complete": _("My work is complete and can be read."),
        "right": _("My work is right."),
        "sent": _("My work has been handed in."),
    }
    knows = _("In an assignment, Check looks at the page like somebody who has not seen the papers.")
    return pick(
        "checked",
        _("In an assignment, Check has nothing to say against your work. What do you know now?"),
        words,
        "complete",
        chance=chance,
        wrong={"right": ("checked-for-right", knows), "sent": ("checked-for-sent", _("Check sends nothing."))},
        where=_("Think of the three words: saved, checked, handed in."),
    )


def _handed_in(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words = {
        "file": _("In a file beside the page."),
        "instructor": _("With my instructor."),
        "page": _("Only on the page; closing it loses them."),
    }
    return pick(
        "saved",
        _("A task says “Saved in …”. Where are your entries now?"),
        words,
        "file",
        chance=chance,
        wrong={
            "instructor": ("saved-for-sent", _("Saving is one step, handing in another.")),
            "page": ("saved-for-lost", _("That was true until the word “Saved” appeared.")),
        },
        where=_("Read the line at the top of the task again."),
    )
