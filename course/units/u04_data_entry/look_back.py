"""A look back: three questions on earlier units (the desk, the role, the skills)."""

from __future__ import annotations

from course.firm import Firm
from course.firm.chance import Chance
from course.locale import Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick


def look_back(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("data entry: look back")
    return (_complete(chance, language), _advert(chance, language), _back_office(chance, language))


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


def _back_office(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words = {
        "cards": _("Keying in the cards that customers filled in at a fair"),
        "stand": _("Handing out those cards at the stand"),
        "call": _("Ringing the new customers up to sell them pens"),
    }
    front = _("Here somebody meets the customer: that is the front office.")
    return pick(
        "duty",
        _("Which of these is work of the back office?"),
        words,
        "cards",
        chance=chance,
        wrong={"stand": ("front-office", front), "call": ("front-office", front)},
        where=_("Ask who is on the other side: a customer, or a list?"),
    )
