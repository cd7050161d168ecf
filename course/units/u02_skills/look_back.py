"""A look back: three questions on the role (unit 1), from an advert's own words."""

from __future__ import annotations

from course.firm import Firm
from course.firm.chance import Chance
from course.locale import N_, Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick

BACK = (
    N_("Checking an invoice against the order"),
    N_("Filing the contracts of the year"),
    N_("Keeping the list of customers up to date"),
)
FRONT = (
    N_("Welcoming visitors at the door"),
    N_("Showing a customer the new pens"),
    N_("Selling notepads at a trade fair"),
    N_("Calling on a bookshop to take its order"),
)


def look_back(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("skills: look back")
    return (_duty(chance, language), _preferred(chance, language), _degree(chance, language))


def _duty(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    duties = {f"front-{place}": duty for place, duty in enumerate(chance.some(FRONT, 2))} | {"back": chance.pick(BACK)}
    options = {key: _(duty) for key, duty in duties.items()}
    front = _("Here somebody meets the customer: that is the front office.")
    return pick(
        "duty",
        _("Which of these is work of the back office?"),
        options,
        "back",
        chance=chance,
        wrong={key: ("front-office", front) for key in options if key != "back"},
        where=_("Ask who is on the other side: a customer, or a list?"),
    )


def _preferred(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words = {
        "apply": _("Apply; it would be nice to have, and no more."),
        "not": _("Not apply; it is asked for."),
        "hide": _("Apply, and say that you can do it."),
    }
    return pick(
        "preferred",
        _("An advert says “French preferred”. You have no French, but everything else. What do you do?"),
        words,
        "apply",
        chance=chance,
        wrong={
            "not": ("preferred-for-required", _("“Preferred” is a wish. “Required” would be a condition.")),
            "hide": ("untrue", _("What is not true comes to light, at the first call from Lyon.")),
        },
        where=_("Is it a condition, or a wish?"),
    )


def _degree(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words = {
        "clerk": _("Office assistant in the back office"),
        "accountant": _("Accountant"),
        "programmer": _("Programmer"),
    }
    usual = _("For this career a degree is usually asked for.")
    return pick(
        "degree",
        _("For which of these do employers most often take experience instead of a degree?"),
        words,
        "clerk",
        chance=chance,
        wrong=dict.fromkeys(("accountant", "programmer"), ("degree-usual", usual)),
        where=_("Which of them is where most people begin?"),
    )
