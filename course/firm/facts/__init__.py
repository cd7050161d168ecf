"""Dated facts: what the law, an authority or a chart of accounts says, since when, and where it stands.

Facts change without the course changing, so they are data. Code asks for a name and a day, or for an account's role.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from course.firm.records import Account, AccountType
from course.locale import Text

FOLDER = Path(__file__).parent
FILES = ("law", "norms", "training", "careers")


@dataclass(frozen=True)
class Fact:
    """One value, in `unit`, that holds from `valid_from` until the next fact of the same name begins."""

    name: str
    value: Decimal
    unit: str
    valid_from: date
    source: str


@dataclass(frozen=True)
class Chart:
    """A chart of accounts. `roles` says which account plays a part in the books: "input_vat_19" -> "1576"."""

    name: str
    valid_from: date
    source: str
    accounts: tuple[Account, ...]
    roles: MappingProxyType[str, str]

    def number(self, role: str) -> str:
        """The number of the account that plays this role. Raises KeyError naming the chart and the role."""
        try:
            return self.roles[role]
        except KeyError:
            raise KeyError(f"The chart {self.name} has no account with the role {role!r}") from None

    def account(self, number: str) -> Account:
        """The account with this number. Raises KeyError naming the chart and the number."""
        for account in self.accounts:
            if account.number == number:
                return account
        raise KeyError(f"The chart {self.name} has no account {number!r}")


def read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


@cache
def _law() -> dict[str, Any]:
    return read(FOLDER / "law.toml")


@cache
def facts() -> tuple[Fact, ...]:
    """What the law fixes, and what was measured or looked up."""
    rows = [row for name in FILES for row in read(FOLDER / f"{name}.toml")["values"]]
    return tuple(Fact(r["name"], Decimal(r["value"]), r["unit"], r["valid_from"], r["source"]) for r in rows)


@cache
def fact(name: str, on: date) -> Fact:
    """The fact of this name that holds on a day. Raises KeyError if there is none (yet)."""
    held = [item for item in facts() if item.name == name and item.valid_from <= on]
    if not held:
        raise KeyError(f"No fact {name!r} holds on {on}. There are: {', '.join(sorted({f.name for f in facts()}))}")
    return max(held, key=lambda item: item.valid_from)


def value(name: str, on: date) -> Decimal:
    return fact(name, on).value


@cache
def holidays() -> frozenset[date]:
    return frozenset(_law()["holidays"]["days"])


@cache
def chart(name: str = "skr03") -> Chart:
    """A chart of accounts by the name of its file."""
    data = read(FOLDER / f"{name}.toml")
    accounts = tuple(_account(row) for row in data["accounts"])
    roles = MappingProxyType({row["role"]: row["number"] for row in data["accounts"]})
    return Chart(data["name"], data["valid_from"], data["source"], accounts, roles)


def _account(row: dict[str, str]) -> Account:
    kinds = {kind: kind for kind in get_args(AccountType)}
    return Account(row["number"], Text(row["en"], row["de"]), kinds[row["type"]])
