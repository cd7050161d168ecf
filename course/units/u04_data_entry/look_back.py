"""A look back: three questions on earlier units (the desk, the role, the skills)."""

from __future__ import annotations

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.hiring import STATUS_WORDS, Status
from course.locale import Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick

HOW_FAR: tuple[Status, ...] = ("experience", "missing", "qualification")


def look_back(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("data entry: look back")
    return (_complete(chance, language), _advert(chance, language), _how_far(chance, language))


def _complete(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words = {
        "complete": _("Nothing is missing, and every entry can be read."),
        "right": _("Every entry is right."),
        "handed": _("The work has been handed in."),
    }
    return pick(
        "complete",
        _("In an assignment, Check says “Complete and readable”. What do you know now?"),
        words,
        "complete",
        chance=chance,
        wrong={
            "right": (
                "readable-for-right",
                _("Check does not know what is right. A wrong postcode reads very well."),
            ),
            "handed": ("checked-for-handed-in", _("Check tells you something; it sends nothing.")),
        },
        where=_("Read the two words again: complete, and readable."),
    )


def _advert(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words = {
        "apply": _("Yes. It would help, but nobody asks for it."),
        "no": _("No. Without it, nobody reads the application."),
        "later": _("Only after a course in data entry."),
    }
    taken = _("“Preferred” is a wish. Only what is required has to be there.")
    return pick(
        "advert",
        _("An advert says: “Experience in data entry preferred.” You have none. Can you apply?"),
        words,
        "apply",
        chance=chance,
        wrong={"no": ("preferred-for-required", taken), "later": ("preferred-for-required", taken)},
        where=_("Is it required, or is it preferred?"),
    )


def _how_far(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words: dict[str, str] = {key: STATUS_WORDS[key].to(language) for key in HOW_FAR}
    counts = _("Work that somebody has done counts, with or without a certificate.")
    paper = _("A qualification would be something on paper: an examination, a certificate.")
    return pick(
        "how-far",
        _(
            "An advert asks for data entry. The CV says: “{years} years, all orders keyed in.” How far is it met?"
        ).format(years=chance.between(3, 8)),
        words,
        "experience",
        chance=chance,
        wrong={
            "missing": ("experience-not-counted", counts),
            "qualification": ("experience-as-qualification", paper),
        },
        where=_("Was it done at work, or learnt for a certificate?"),
    )
