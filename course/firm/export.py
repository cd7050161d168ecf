"""Exports: the books for two independent bookkeeping programs, and everything as JSON that reads back the same.

beancount and hledger know nothing of this course; when they accept the books and see the same balances, the books are
right.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from course.firm.firm import Firm
from course.firm.records import Account, Entry

ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "expense": "Expenses",
}


def to_beancount(firm: Firm) -> str:
    """The journal as a beancount file, with a balance assertion for every account after the last day.

    The assertions allow no difference: by itself, beancount lets a cent pass.
    """
    entries, balances = firm.entries, firm.balances()
    first, after = entries[0].date, date.fromordinal(entries[-1].date.toordinal() + 1)
    lines = [f'option "title" {_quoted(firm.company.name)}', 'option "operating_currency" "EUR"', ""]
    for account in firm.chart.accounts:
        lines.append(f"{first} open {_name(account)} EUR")
    for entry in entries:
        lines += ["", f"{entry.date} * {_quoted(entry.text.en)} {_quoted(entry.voucher)}"]
        lines += [f"  {name}  {amount} EUR" for name, amount in _postings(firm, entry)]
    lines.append("")
    lines += [
        f"{after} balance {_name(firm.account(number))} {amount} ~ 0.00 EUR" for number, amount in balances.items()
    ]
    return "\n".join(lines) + "\n"


def to_hledger(firm: Firm) -> str:
    """The journal for hledger, with accounts and currency declared so that `hledger check --strict` can look at it."""
    lines = ["decimal-mark .", "commodity EUR 1000.00", ""]
    lines += [f"account {_name(account)}" for account in firm.chart.accounts]
    for entry in firm.entries:
        lines += ["", f"{entry.date} * ({entry.voucher}) {' '.join(entry.text.en.split()).replace(';', ',')}"]
        lines += [f"    {name}  EUR {amount}" for name, amount in _postings(firm, entry)]
    return "\n".join(lines) + "\n"


def _name(account: Account) -> str:
    return f"{ROOTS[account.type]}:{account.number}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _postings(firm: Firm, entry: Entry) -> Iterator[tuple[str, Decimal]]:
    for posting in entry.postings:
        amount = posting.amount if posting.side == "debit" else -posting.amount
        yield _name(firm.account(posting.account)), amount


def to_json(firm: Firm) -> str:
    """All records as JSON: amounts as decimal strings, dates as ISO strings. Documents follow from the records."""
    return json.dumps(_plain(firm), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Firm:
    """The firm that `to_json` wrote. Raises ValueError if the text is something else."""
    try:
        firm = _read(Firm, json.loads(text, parse_float=_refuse))
    except (AttributeError, TypeError, KeyError, ArithmeticError) as error:
        raise ValueError(f"This is not a firm as `to_json` writes it: {error}") from error
    assert isinstance(firm, Firm)
    return firm


def _refuse(number: str) -> Any:
    raise ValueError(f"{number}: amounts are written as text, so that no cent is lost")


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    """Working them out takes longer than all the reading, and a firm has thousands of records."""
    return get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    """Rebuild a value of this type from its plain form, by the records' own annotations."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _read(hints[name], item) for name, item in value.items()})
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in value)
    if origin in (Union, UnionType):
        return None if value is None else _read(get_args(kind)[0], value)
    if kind is Decimal:
        return Decimal(value)
    if kind is date:
        return date.fromisoformat(value)
    allowed = get_args(kind) if origin is Literal else None
    if (allowed and value not in allowed) or (not allowed and type(value) is not kind):
        raise TypeError(f"{value!r} is not {kind}")
    return value
