"""A look back: three questions on earlier units (the role, data entry, office maths), from the firm's figures."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from course.firm import Firm
from course.firm.chance import Chance
from course.locale import N_, Language, translator
from course.locale.numbers import show_amount, show_number
from course.tasks.form import Question
from course.tasks.quiz import pick

CENT = Decimal("0.01")
FRONT = (
    N_("Advising a customer who stands at the counter"),
    N_("Showing visitors the new pens at a trade fair"),
    N_("Negotiating prices with a customer at her shop"),
    N_("Serving coffee to guests at the reception desk"),
)
BACK = (
    N_("Checking an invoice before it is posted"),
    N_("Filing the delivery notes of the week"),
    N_("Entering new addresses in the list of customers"),
    N_("Comparing the stock list with the shelves"),
)


def look_back(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("look back")
    return (_role(chance, language), _copy(firm, chance, language), _gross(firm, chance, language))


def _role(chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    said = _("Here somebody faces the customer: that is the front office. The back office works behind it.")
    duties = {f"front{i}": duty for i, duty in enumerate(chance.some(FRONT, 3))} | {"back": chance.pick(BACK)}
    options = {key: _(duty) for key, duty in duties.items()}
    return pick(
        "role",
        _("Which of these is work of the back office?"),
        options,
        "back",
        chance=chance,
        wrong={key: ("front-office", said) for key in options if key != "back"},
        where=_("Ask who is on the other side: a customer face to face, or a colleague, a list, a file?"),
    )


def _copy(firm: Firm, chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    partner = chance.pick([partner for partner in firm.partners if partner.iban])
    iban = partner.iban
    pairs = [i for i in range(4, len(iban) - 1) if iban[i] != iban[i + 1]]
    i, j = chance.some(pairs, 2)
    lost = chance.between(6, len(iban) - 2)
    copies = {
        "same": iban,
        "swap": iban[:i] + iban[i + 1] + iban[i] + iban[i + 2 :],
        "other-swap": iban[:j] + iban[j + 1] + iban[j] + iban[j + 2 :],
        "lost": iban[:lost] + iban[lost + 1 :],
    }
    swapped = ("digits-swapped", _("Two neighbouring digits of this copy are swapped."))
    question = _("The card of {partner} says {iban}. Which copy is the same?")
    return pick(
        "copy",
        question.format(partner=partner.name, iban=_in_fours(iban)),
        {key: _in_fours(copy) for key, copy in copies.items()},
        "same",
        chance=chance,
        wrong={
            "swap": swapped,
            "other-swap": swapped,
            "lost": ("digit-left-out", _("A digit is missing from this copy.")),
        },
        where=_("Compare four digits at a time."),
    )


def _in_fours(iban: str) -> str:
    return " ".join(iban[place : place + 4] for place in range(0, len(iban), 4))


def _gross(firm: Firm, chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    article = chance.pick(firm.articles)
    rate = article.vat_rate
    pieces = chance.between(2, 9) * 10
    net = article.sales_price * (pieces if article.sales_price * pieces != 100 else pieces + 1)  # 19 % of 100 is 19
    tax = (net * rate / 100).quantize(CENT, ROUND_HALF_UP)
    amounts = {
        "right": net + tax,
        "tax": tax,
        "less": net - tax,
        "added": net + rate,
    }
    options = {key: show_amount(amount, language) for key, amount in amounts.items()}
    words = {"net": show_amount(net, language), "rate": show_number(rate, language)}
    return pick(
        "gross",
        _("Goods cost {net} net, and the VAT is {rate}%. What is to be paid?").format(**words),
        options,
        "right",
        chance=chance,
        wrong={
            "tax": ("tax-for-gross", _("That is the tax alone.")),
            "less": ("tax-taken-off", _("Here the tax was taken off instead of added.")),
            "added": ("percent-as-euros", _("Here the per cent were added as if they were euros.")),
        },
        where=_("Work out the tax first, then add it to the net amount."),
        worked=f"{words['net']} + {show_amount(tax, language)} = {options['right']}",
    )
