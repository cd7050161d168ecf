"""A look back: three questions on earlier units (data entry, the role), from the firm's own records."""

from __future__ import annotations

from course.firm import Firm
from course.firm.chance import Chance
from course.locale import Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick


def look_back(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("spreadsheets: look back")
    return (_postcode(chance, language), _two_passes(firm, chance, language), _by_whom(chance, language))


def _postcode(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    code = f"0{chance.between(1, 9)}{chance.between(100, 999)}"
    digits = {"right": code, "short": code[1:], "letter": "O" + code[1:], "filled": code[1:] + "0"}
    lost = _("The leading zero is lost: that happens when a postcode is entered as a number.")
    return pick(
        "postcode",
        _("A card says {code} as the postcode. Which entry is the same?").format(code=code),
        digits,
        "right",
        chance=chance,
        wrong={
            "short": ("zero-lost", lost),
            "filled": ("zero-moved", _("The zero has moved to the end. A postcode is a code: each place counts.")),
            "letter": ("letter-for-digit", _("This begins with the letter O. No program takes that for a zero.")),
        },
        where=_("Compare place by place, from the left."),
    )


def _two_passes(firm: Firm, chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    partner = chance.pick([partner for partner in firm.partners if partner.role == "customer"])
    words = {
        "card": _("I look at the card."),
        "second": _("I take the second entry; I had more practice by then."),
        "likely": _("I take the entry that looks more likely."),
    }
    guess = _("That is a guess. The two entries cannot tell you which of them is right.")
    return pick(
        "two-passes",
        _("You have keyed the card of {name} twice, and the two telephone numbers differ. What settles it?").format(
            name=partner.name
        ),
        words,
        "card",
        chance=chance,
        wrong={"second": ("guess", guess), "likely": ("guess", guess)},
        where=_("Where did both entries come from?"),
    )


def _by_whom(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words = {
        "list": _("Keeping the price list up to date"),
        "fair": _("Showing visitors round at a trade fair"),
        "visit": _("Calling on a customer to sell the new notepads"),
    }
    front = _("Here somebody meets the customer: that is the front office.")
    return pick(
        "duty",
        _("Which of these is work of the back office?"),
        words,
        "list",
        chance=chance,
        wrong={"fair": ("front-office", front), "visit": ("front-office", front)},
        where=_("Ask who is on the other side: a customer, or a list?"),
    )
