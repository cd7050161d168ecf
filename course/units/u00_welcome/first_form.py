"""The first form: four things to read off an invoice. Each has a neighbour on the paper that is easily taken for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from course.firm import Firm
from course.firm.records import Document, Voucher
from course.locale import Language, translator
from course.locale.numbers import show_amount, show_date
from course.tasks.form import Question, Wrong
from course.tasks.handout import Choice, Field
from course.tasks.slips import swaps

OPTIONS = 4  # senders to choose from


def invoice(firm: Firm) -> Voucher:
    """A supplier's invoice of April that reached us on a later day than the one printed on it."""
    april = [v for v in firm.vouchers if v.kind == "purchase" and v.date.month == 4 and v.received != v.date]
    return firm.chance("first form").pick(april)


def papers(firm: Firm, language: Language) -> tuple[Document, ...]:
    return (firm.document(invoice(firm).number),)


def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
    voucher = invoice(firm)
    return (
        _sender(firm, voucher, language),
        _number(voucher, language),
        _day(voucher, language),
        _amount(voucher, language),
    )


def _sender(firm: Firm, voucher: Voucher, language: Language) -> Question:
    _ = translator(language, "units")
    sender = firm.partner(voucher.partner)
    others = [one for one in firm.partners if one.role == "supplier" and one.number != sender.number]
    chance = firm.chance("senders")
    names = {one.number: one.name for one in [sender, *chance.some(others, OPTIONS - 2)]} | {"us": firm.company.name}
    options = tuple(Choice(key, names[key]) for key in chance.shuffled(list(names)))
    ours = Wrong("recipient-for-sender", "us", _("That is us: the invoice is addressed to Tintenfass."))
    return Question(
        Field("sender", _("Who sent the invoice?"), "choice", options),
        truth=sender.number,
        wrong=(ours,),
        message=_("This firm's name is not on the invoice."),
        where=_("The sender is at the very top of the paper, beside the logo."),
        worked=sender.name,
    )


def _number(voucher: Voucher, language: Language) -> Question:
    _ = translator(language, "units")
    ours = _("This is our own number from the stamp; the sender gave the invoice another.")
    return Question(
        Field("number", _("Number of the invoice"), "code", help=_("As it is printed, with letters and hyphen.")),
        truth=voucher.paper_number,
        wrong=(Wrong("stamp-for-number", voucher.number, ours), *_swapped_digits(voucher.paper_number, language)),
        message=_("This number is not on the invoice."),
        where=_("Look among the small lines above the word “Invoice”."),
        worked=voucher.paper_number,
    )


def _swapped_digits(number: str, language: Language) -> Iterator[Wrong]:
    _ = translator(language, "units")
    for place in range(len(number) - 1):
        one, other = number[place], number[place + 1]
        if one.isdigit() and other.isdigit() and one != other:
            copy = number[:place] + other + one + number[place + 2 :]
            yield Wrong("digits-swapped", copy, _("Two neighbouring digits are swapped."))


def _day(voucher: Voucher, language: Language) -> Question:
    _ = translator(language, "units")
    wrong = []
    if voucher.received:
        stamped = _("This is the day on the stamp, when the post arrived.")
        wrong.append(Wrong("stamp-for-date", voucher.received, stamped))
    if voucher.date.day <= 12:
        turned = date(voucher.date.year, voucher.date.day, voucher.date.month)
        wrong.append(Wrong("day-and-month-swapped", turned, _("Day and month have changed places.")))
    return Question(
        Field("date", _("Date of the invoice"), "date"),
        truth=voucher.date,
        wrong=tuple(one for one in wrong if one.answer != voucher.date),
        message=_("This is not the date that the sender printed."),
        where=_("The date is below the number of the invoice, not on the stamp."),
        worked=show_date(voucher.date, language),
    )


def _amount(voucher: Voucher, language: Language) -> Question:
    _ = translator(language, "units")
    wrong = [
        Wrong("net-for-gross", voucher.net, _("This is the total before the tax.")),
        Wrong("tax-for-gross", voucher.tax, _("This is the tax alone.")),
    ]
    known = {voucher.net, voucher.tax, voucher.gross}
    swapped = _("Two neighbouring digits are swapped.")
    wrong += [Wrong("digits-swapped", one, swapped) for one in swaps(voucher.gross) if one not in known]
    return Question(
        Field("amount", _("Amount to be paid"), "amount"),
        truth=voucher.gross,
        wrong=tuple(wrong),
        message=_("This is not the amount that has to be paid."),
        where=_("Look for the last and boldest figure beneath the table."),
        worked=show_amount(voucher.gross, language),
    )
