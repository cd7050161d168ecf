"""A happening: something that leaves a voucher behind, before the vouchers have their numbers.

Trades, wages and the cash box are dealt side by side; only when all of it lies on the table in order of its dates can
the vouchers be numbered one after the other. Until then a payment points at the invoice that it settles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from course.firm.money import ZERO, added_tax
from course.firm.records import Day, Line, Side, Tax, VoucherKind
from course.locale import Text

# Each voucher belongs to a circle with running numbers of its own:
# A our invoices, E incoming invoices, B bank, K cash box, S all others.
Circle = Literal["A", "E", "B", "K", "S"]
RolePosting = tuple[str, Side, Decimal]


@dataclass(eq=False, kw_only=True)
class Happening:
    date: date
    circle: Circle
    kind: VoucherKind
    text: Text
    gross: Decimal
    postings: tuple[RolePosting, ...]
    partner: str = ""
    taxes: tuple[Tax, ...] = ()
    lines: tuple[Line, ...] = ()
    settles: Happening | None = None
    paper_number: str = ""
    supplied: Day | None = None
    received: Day | None = None
    due: Day | None = None
    discount: Decimal = ZERO
    posted: Day | None = None  # where it is not the voucher's date: what was carried over
    number: str = ""  # given when all happenings are in order


def debit(role: str, amount: Decimal) -> RolePosting:
    return (role, "debit", amount)


def credit(role: str, amount: Decimal) -> RolePosting:
    return (role, "credit", amount)


def taxes_by_rate(lines: Iterable[Line]) -> tuple[Tax, ...]:
    """Net and tax for each rate; the tax is taken on the sum of the lines, as invoices do it."""
    nets: dict[Decimal, Decimal] = {}
    for line in lines:
        nets[line.vat_rate] = nets.get(line.vat_rate, ZERO) + line.net
    return tuple(added_tax(nets[rate], rate) for rate in sorted(nets, reverse=True))


def total(taxes: Iterable[Tax]) -> Decimal:
    """Gross."""
    return sum((tax.net + tax.tax for tax in taxes), ZERO)
