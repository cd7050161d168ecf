"""A look back: three questions on earlier units (spreadsheets, the skills, data entry)."""

from __future__ import annotations

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.hiring import STATUS_WORDS, Status
from course.locale import Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick

HOW_FAR: tuple[Status, ...] = ("partly", "experience", "missing")


def look_back(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("inventory: look back")
    return (_held_fast(chance, language), _partly(chance, language), _two_counts(chance, language))


def _held_fast(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    options = {"fast": "=C2*$H$2", "loose": "=C2*H2", "all": "=$C$2*$H$2"}
    return pick(
        "held-fast",
        _("A formula in D2 takes a cost from C2 and a factor from H2. It is to be copied down. Which one is right?"),
        options,
        "fast",
        chance=chance,
        wrong={
            "loose": ("dollar-missing", _("Copied one row down, this looks for the factor in H3.")),
            "all": ("dollar-too-many", _("Copied down, this takes the cost of the first row every time.")),
        },
        where=_("What has to move along, and what has to stay?"),
    )


def _partly(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words: dict[str, str] = {key: STATUS_WORDS[key].to(language) for key in HOW_FAR}
    return pick(
        "partly",
        _(
            "An advert asks for stock-taking: counting, listing, explaining differences. The CV says: “Counted in "
            "{year}; others made the lists.” How far is it met?"
        ).format(year=chance.between(2021, 2025)),
        words,
        "partly",
        chance=chance,
        wrong={
            "experience": ("partly-for-met", _("The line says itself what is lacking. A part of it is not all of it.")),
            "missing": ("experience-not-counted", _("One of the three was done, and work that was done counts.")),
        },
        where=_("Look for each of the three in the line of the CV."),
    )


def _two_counts(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    first = chance.between(24, 88)
    words = {
        "again": _("We look at the shelf again."),
        "middle": _("We take the number in the middle."),
        "book": _("We take the one that agrees with the computer."),
    }
    guess = _("That is a guess. Only the source settles it, and here the source is the shelf.")
    return pick(
        "two-counts",
        _("Two people have counted the same shelf, one {first} packs, the other {second}. What settles it?").format(
            first=first, second=first + chance.between(2, 5)
        ),
        words,
        "again",
        chance=chance,
        wrong={"middle": ("guess", guess), "book": ("guess", guess)},
        where=_("Where did both numbers come from?"),
    )
