"""A look back: three questions on earlier units (data entry, the skills), from the firm's own records."""

from __future__ import annotations

from decimal import Decimal

from course.firm import Firm
from course.firm.chance import Chance
from course.locale import Language, translator
from course.locale.numbers import show_amount
from course.tasks.form import Question
from course.tasks.quiz import pick


def look_back(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("spreadsheets: look back")
    return (_postcode(chance, language), _two_passes(firm, chance, language), _course(chance, language))


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


def _course(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    rate, months, fees = chance.between(45, 89), chance.between(8, 14), chance.between(12, 24) * 10
    amounts = {"all": rate * months + fees, "rates": rate * months, "month": rate, "once": rate + fees}
    words = {name: show_amount(Decimal(value), language) for name, value in (("rate", rate), ("fees", fees))}
    left_out = _("Registration and examination are part of the price, too.")
    once = _("That is for one month. What counts is how often it is paid.")
    return pick(
        "course",
        _(
            "A course costs {rate} a month for {months} months; registration and examination are {fees} on top. What "
            "is it in all?"
        ).format(months=months, **words),
        {key: show_amount(Decimal(amount), language) for key, amount in amounts.items()},
        "all",
        chance=chance,
        wrong={
            "rates": ("fees-left-out", left_out),
            "month": ("month-for-all", once),
            "once": ("month-for-all", once),
        },
        where=_("Payment times how often, and then what is paid once."),
        worked=f"{months} × {words['rate']} + {words['fees']} = {show_amount(Decimal(amounts['all']), language)}",
    )
