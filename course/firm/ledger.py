"""The ledger: numbers the happenings, turns them into vouchers and entries, and reads balances off the entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from course.firm.calendar import YEAR, working_day_from
from course.firm.chance import Chance
from course.firm.check_digits import creditor_reference
from course.firm.facts import Chart
from course.firm.happening import Happening, credit, debit
from course.firm.money import ZERO
from course.firm.records import BankLine, CashLine, Entry, Posting, Voucher
from course.firm.running import of_month

VAT_DAY = 10  # of the next month, or the next working day (§ 18 Abs. 1 UStG)
FIRST_NUMBERS = {"A": (180, 260), "E": (90, 150), "B": (210, 290), "K": (40, 90), "S": (20, 40)}


def number(happenings: list[Happening], seed: str) -> None:
    """Put the happenings in order of their dates and give each its voucher number, consecutive in its circle."""
    chance = Chance(seed, "numbers")
    following = {circle: chance.between(low, high) for circle, (low, high) in FIRST_NUMBERS.items()}
    happenings.sort(key=lambda happening: happening.date)
    for happening in happenings:
        happening.number = f"{happening.circle}-{following[happening.circle]:04d}"
        if happening.circle == "A":
            happening.paper_number = f"RE-{YEAR}-{following['A']:04d}"
        following[happening.circle] += 1


def voucher(happening: Happening, chart: Chart) -> Voucher:
    tax = sum((t.tax for t in happening.taxes), ZERO)
    return Voucher(
        number=happening.number,
        kind=happening.kind,
        date=happening.date,
        partner=happening.partner,
        text=happening.text,
        net=happening.gross - tax,
        tax=tax,
        gross=happening.gross,
        taxes=happening.taxes,
        entry=entry(happening, chart),
        lines=happening.lines,
        reference=happening.settles.number if happening.settles else "",
        document=happening.number,
        paper_number=happening.paper_number,
        supplied=happening.supplied,
        received=happening.received,
        due=happening.due,
        discount=happening.discount,
    )


def entry(happening: Happening, chart: Chart) -> Entry:
    postings = tuple(Posting(chart.number(role), side, amount) for role, side, amount in happening.postings)
    return Entry(happening.posted or happening.date, happening.number, happening.text, postings)


def balances(entries: Iterable[Entry], until: date) -> dict[str, Decimal]:
    """Account number -> balance (debit positive) after the entries up to and including a day."""
    found: dict[str, Decimal] = {}
    for item in entries:
        if item.date <= until:
            for posting in item.postings:
                amount = posting.amount if posting.side == "debit" else -posting.amount
                found[posting.account] = found.get(posting.account, ZERO) + amount
    return dict(sorted(found.items()))


def change(item: Entry, account: str) -> Decimal:
    """What an entry does to one account (debit positive)."""
    return balances((item,), item.date).get(account, ZERO)


def vat_payment(happenings: Sequence[Happening], month: int, tax_office: str) -> Happening:
    """The VAT of one month, paid (or paid back) in the next: output VAT less input VAT, as the month's postings say."""
    due = ZERO
    for happening in happenings:
        if happening.date.month == month and happening.kind != "opening":
            for role, side, amount in happening.postings:
                if "put_vat" in role:
                    due += amount if side == "credit" else -amount
    text = of_month("VAT", "Umsatzsteuer", month)
    day = working_day_from(date(YEAR, month + 1, VAT_DAY))
    postings = (debit("vat_prepayments", due), credit("bank", due))
    if due < 0:  # the tax office pays back
        due = -due
        postings = (debit("bank", due), credit("vat_prepayments", due))
    return Happening(
        date=day, circle="B", kind="vat_payment", text=text, gross=due, postings=postings, partner=tax_office
    )


def bank_lines(vouchers: Sequence[Voucher], bank: str) -> tuple[BankLine, ...]:
    """The statement's lines, made from the vouchers that move the bank account; what was carried over is no line."""
    by_number = {item.number: item for item in vouchers}
    return tuple(
        BankLine(item.date, item.text, amount, item.partner, _reference(item, by_number), item.number)
        for item in vouchers
        if item.kind != "opening" and (amount := change(item.entry, bank))
    )


def _reference(item: Voucher, by_number: dict[str, Voucher]) -> str:
    """What the payer wrote: our invoices carry a creditor reference, other papers their number."""
    settled = by_number.get(item.reference)
    if settled is None:
        return item.paper_number
    return creditor_reference(settled.paper_number) if settled.number.startswith("A-") else settled.paper_number


def cash_lines(vouchers: Sequence[Voucher], cash: str) -> tuple[CashLine, ...]:
    return tuple(
        CashLine(item.date, item.number, item.text, amount, item.number)
        for item in vouchers
        if item.kind != "opening" and (amount := change(item.entry, cash))
    )
