"""New customers: what people have written on the cards that were laid out for them, ready to be keyed in.

Cards are hard to key for reasons that are known: a 1 that could be a 7, a zero and the letter O, umlauts and ß, names
with a hyphen, zeros in front, dates. A batch of cards holds its share of each, whoever is dealt it, so that nobody's
cards are easier than anybody else's. They have a stream of chance of their own: no figure of the firm's depends on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from course.firm.cast import FOLDER
from course.firm.chance import Chance
from course.firm.facts import read

EARLIEST, LATEST = date(2009, 1, 5), date(2026, 3, 27)
NAMES = ("plain", "umlaut", "double", "sharp")  # kinds of family names, in turn
MAIL = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Customer:
    """One customer as the card says. `number` and `postcode` may begin with zeros; `limit` is EUR."""

    number: str
    name: str
    street: str
    postcode: str
    city: str
    phone: str
    email: str
    tour: str  # two letters, a hyphen, two digits
    since: date
    limit: Decimal


@cache
def _cast() -> dict[str, Any]:
    return read(FOLDER / "customers.toml")


def customers(chance: Chance, count: int) -> tuple[Customer, ...]:
    """`count` customers, no two alike in number, name or street."""
    cast = _cast()
    numbers = chance.shuffled([f"{number:06d}" for number in range(10_107, 71_700, 607)])
    firsts = _round(chance, cast["first"], count)
    pools = {kind: iter(_round(chance, cast[kind], count)) for kind in NAMES}
    families = chance.shuffled([next(pools[NAMES[place % len(NAMES)]]) for place in range(count)])
    streets, towns = _round(chance, cast["streets"], count), _round(chance, _towns(cast["towns"], chance, count), count)
    shops = _round(chance, cast["shops"], count)
    names = [f"{first} {family}" for first, family in zip(firsts, families, strict=True)]
    parts = zip(numbers, names, streets, towns, shops, strict=False)
    return tuple(_customer(chance, *each) for each in parts)


def _customer(chance: Chance, number: str, name: str, street: str, town: Sequence[str], shop: str) -> Customer:
    cast = _cast()
    first, family = name.split(" ", 1)
    mail = f"{first[0]}.{family.split('-')[0]}".lower().translate(MAIL)
    ones = chance.pick(("1", "7", "11", "17", "71", "77", "10", "70"))
    return Customer(
        number=number,
        name=name,
        street=f"{street} {ones}{chance.pick(('', '', 'a', 'b'))}",
        postcode=town[0],
        city=town[1],
        phone=f"{chance.pick(cast['lines'])}-{chance.pick('017')}{chance.pick('17')}{chance.below(10)}",
        email=f"{mail}@{shop}{chance.pick(('01', '07', '10', '70', '17', '71'))}.example",
        tour=f"{chance.pick(cast['tours'])}-{chance.pick(('01', '07', '10', '70', '17', '71'))}",
        since=_day(chance),
        limit=Decimal(chance.between(31, 975)) * 10,
    )


def _round(chance: Chance, items: Sequence[Any], count: int) -> list[Any]:
    """`count` of these items, each once before any comes again."""
    found: list[Any] = []
    while len(found) < count:
        found += chance.shuffled(items)
    return found[:count]


def _towns(towns: Sequence[Sequence[str]], chance: Chance, count: int) -> list[Sequence[str]]:
    """So many towns, and two in five of them with a postcode that begins with a zero."""
    zero = [town for town in towns if town[0].startswith("0")]
    other = [town for town in towns if not town[0].startswith("0")]
    leading = round(count * 2 / 5)
    return _round(chance, zero, leading) + _round(chance, other, count - leading)


def _day(chance: Chance) -> date:
    """A day; in two cases of three one whose day and month could be taken for each other."""
    while True:
        day = EARLIEST + timedelta(days=chance.below((LATEST - EARLIEST).days))
        if (day.day <= 12 and day.day != day.month) or chance.happens(10):
            return day
