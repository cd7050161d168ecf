"""A voucher's entry taken apart by what each posting is for: the goods or cost, its tax, the total.

A slip is a wrong procedure ("left the tax out"), and a procedure speaks of parts, not of account numbers. So slips work
on parts, and the same slip fits a purchase, a sale and a till receipt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from course.firm.facts import chart
from course.firm.records import Account, AccountType, Voucher
from course.tasks.booking import Booking, booking, net

Role = Literal["base", "tax", "total"]


@dataclass(frozen=True)
class Part:
    """One posting; `amount` is in EUR, debits positive. `rate` is the VAT rate it belongs to (0 = none)."""

    account: str
    amount: Decimal
    role: Role
    rate: Decimal = Decimal(0)


Parts = tuple[Part, ...]


@dataclass(frozen=True)
class Accounts:
    """A chart of accounts as slips see it: types, and which accounts are easily taken for each other."""

    of: Mapping[str, Account]
    tax_rates: Mapping[str, Decimal]  # tax account -> its rate
    tax_twins: Mapping[str, str]  # input VAT <-> output VAT of the same rate
    rate_twins: Mapping[str, str]  # the same kind of account for the other rate
    sales: Mapping[Decimal, str]  # rate -> sales account
    output_tax: Mapping[Decimal, str]  # rate -> output VAT account

    def type_of(self, account: str) -> AccountType:
        return self.of[account].type


@cache
def accounts_of(chart_name: str) -> Accounts:
    """Read the twins off the roles: `input_vat_19` has the twins `output_vat_19` and `input_vat_7`."""
    plan = chart(chart_name)
    families: dict[str, dict[Decimal, str]] = {}
    for role, number in plan.roles.items():
        family, _, rate = role.rpartition("_")
        if rate.isdigit():
            families.setdefault(family, {})[Decimal(rate)] = number
    inputs, outputs = families["input_vat"], families["output_vat"]
    pairs = [(inputs[rate], outputs[rate]) for rate in inputs.keys() & outputs.keys()]
    two_rates = [(min(numbers.values()), max(numbers.values())) for numbers in families.values() if len(numbers) == 2]
    return Accounts(
        of={account.number: account for account in plan.accounts},
        tax_rates={number: rate for family in (inputs, outputs) for rate, number in family.items()},
        tax_twins=dict(pairs) | {b: a for a, b in pairs},
        rate_twins=dict(two_rates) | {b: a for a, b in two_rates},
        sales=families["sales"],
        output_tax=outputs,
    )


@dataclass(frozen=True)
class Case:
    """A voucher with its true booking, in parts. `usable` limits the accounts that a mix-up is tried with."""

    voucher: Voucher
    parts: Parts
    accounts: Accounts
    usable: frozenset[str]

    @property
    def truth(self) -> Booking:
        return total(self.parts)


def case_of(voucher: Voucher, accounts: Accounts, usable: Iterable[str] | None = None) -> Case:
    """Take the voucher's entry apart. Without `usable`, every account of the chart can be mixed up."""
    return Case(voucher, take_apart(voucher, accounts), accounts, frozenset(accounts.of if usable is None else usable))


def take_apart(voucher: Voucher, accounts: Accounts) -> Parts:
    """The parts of the voucher's true entry: what stands on the side of the tax is the base, the rest the total."""
    amounts = booking(voucher.entry.postings)
    tax_sides = [amount > 0 for account, amount in amounts.items() if account in accounts.tax_rates]
    base_is_debit = tax_sides[0] if tax_sides else None
    parts = []
    for account, amount in amounts.items():
        if account in accounts.tax_rates:
            parts.append(Part(account, amount, "tax", accounts.tax_rates[account]))
        elif base_is_debit is None or (amount > 0) != base_is_debit:
            parts.append(Part(account, amount, "total"))
        else:
            parts.append(Part(account, amount, "base", _rate_of(abs(amount), voucher)))
    return tuple(parts)


def _rate_of(amount: Decimal, voucher: Voucher) -> Decimal:
    """The rate whose net total on the paper is this amount; the only rate, if there is only one."""
    fitting = [tax.rate for tax in voucher.taxes if tax.net == amount]
    if fitting:
        return fitting[0]
    return voucher.taxes[0].rate if voucher.taxes else Decimal(0)


def total(parts: Parts) -> Booking:
    """What the parts come to, account by account."""
    return net((part.account, part.amount) for part in parts)
