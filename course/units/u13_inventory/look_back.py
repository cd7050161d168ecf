"""A look back: three questions on earlier units (spreadsheets, data entry, orders), from the firm's own records."""

from __future__ import annotations

from course.firm import Firm
from course.firm.chance import Chance
from course.locale import Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick


def look_back(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("inventory: look back")
    return (_held_fast(chance, language), _arrived(firm, chance, language), _two_counts(chance, language))


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


def _arrived(firm: Firm, chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    supplier = chance.pick([partner for partner in firm.partners if partner.role == "supplier"]).name
    words = {
        "note": _("The delivery note, once somebody has compared it with the goods."),
        "order": _("Our order."),
        "invoice": _("The supplier's invoice."),
    }
    said = _("That paper says what was wanted or what is to be paid. Goods may be missing all the same.")
    return pick(
        "arrived",
        _("Goods have come from {supplier}. Which paper says how many pieces really arrived?").format(
            supplier=supplier
        ),
        words,
        "note",
        chance=chance,
        wrong={"order": ("paper-for-goods", said), "invoice": ("paper-for-goods", said)},
        where=_("Which paper travels with the goods?"),
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
