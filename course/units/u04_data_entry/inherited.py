"""A list of customers that somebody else kept: duplicates, impossible values, and look-alikes that are in order.

Duplicates are one customer entered twice, as it happens: under another number, with an umlaut written out, a street
abbreviated; address and e-mail give them away. Impossible values break a rule that the list itself states. Look-alikes
break none: two people in one house, two of one name in two towns.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.customers import Customer, customers
from course.firm.papers.record_list import record_list
from course.firm.records import Document
from course.locale import Language, Text, translator
from course.tasks.error_log import Fault, LookAlike
from course.tasks.handout import Choice

DUPLICATE = "D"
KINDS = ("P", "T", "E", "L")  # postcode, date, e-mail, credit limit
TAKEN_OVER = date(2026, 4, 7)
LEAST, HIGHEST = 250, 10_000  # EUR, a credit limit at Tintenfass
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True)
class Line:
    """A line of the list as it stands there; dates and amounts are ISO and plain, or what should not be."""

    name: str
    street: str
    postcode: str
    town: str
    email: str
    since: Text
    limit: Text


@dataclass(frozen=True)
class Inherited:
    """A list of `count` records with `doubles` duplicates and `each` impossible values of every kind."""

    purpose: str
    count: int
    doubles: int
    each: int

    def kinds(self, language: Language) -> tuple[Choice, ...]:
        _ = translator(language, "units")
        return (
            Choice(DUPLICATE, _("Duplicate")),
            Choice("P", _("Postcode impossible")),
            Choice("T", _("Date impossible")),
            Choice("E", _("E-mail impossible")),
            Choice("L", _("Credit limit impossible")),
        )

    def faults(self, firm: Firm) -> tuple[Fault, ...]:
        return self._work(firm).faults

    def sound(self, firm: Firm) -> tuple[LookAlike, ...]:
        return self._work(firm).sound

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return (_paper(firm, self._work(firm).lines),)

    def _work(self, firm: Firm) -> Seeded:
        return _dealt(firm.seed, self)


@dataclass(frozen=True)
class Seeded:
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    sound: tuple[LookAlike, ...]


@lru_cache(maxsize=16)  # asked about several times while one log is marked
def _dealt(seed: str, work: Inherited) -> Seeded:
    return seeded(Chance(seed, f"inherited: {work.purpose}"), work.count, work.doubles, work.each)


def seeded(chance: Chance, count: int, doubles: int, each: int) -> Seeded:
    """The list with its faults. Records are numbered from 1, in order of their postcodes, as the tours drive them."""
    people = _people(chance, count - doubles)
    wrong = doubles + each * len(KINDS)
    twins, namesakes = people[wrong : wrong + 2], people[wrong + 2 : wrong + 4]
    lines = {number: _line(one) for number, one in enumerate(people)}
    lines[wrong + 1] = _in_one_house(lines[wrong + 1], twins[0])
    lines[wrong + 3] = _of_one_name(lines[wrong + 3], namesakes[0])
    for place, kind in enumerate(kind for kind in KINDS for _one in range(each)):
        lines[doubles + place] = _impossible(lines[doubles + place], kind, chance)
    for number in range(doubles):
        lines[len(people) + number] = _again(people[number], chance)
    order = sorted(lines, key=lambda number: (lines[number].postcode, chance.below(1000)))
    record = {number: str(place) for place, number in enumerate(order, start=1)}
    faults = [_fault(record[number], record[len(people) + number]) for number in range(doubles)]
    faults += [
        Fault(record[doubles + place], kind, where=_WHERE[kind])
        for place, kind in enumerate(kind for kind in KINDS for _one in range(each))
    ]
    house = LookAlike(record[wrong], record[wrong + 1], _HOUSE)
    name = LookAlike(record[wrong + 2], record[wrong + 3], _NAME)
    return Seeded(tuple(lines[number] for number in order), tuple(faults), (house, name))


def _fault(one: str, other: str) -> Fault:
    older, newer = sorted((one, other), key=int)
    return Fault(newer, DUPLICATE, older, _WHERE[DUPLICATE])


def _people(chance: Chance, count: int) -> list[Customer]:
    """So many customers; names that came twice by chance are left out, for two of one name would look like one."""
    found: dict[str, Customer] = {}
    for one in customers(chance, count + 12):
        found.setdefault(one.name, one)
    return list(found.values())[:count]


def _line(one: Customer) -> Line:
    return Line(one.name, one.street, one.postcode, one.city, one.email, _day(one.since), _amount(one.limit))


def _day(day: date) -> Text:
    return Text(f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}")


def _amount(amount: Decimal) -> Text:
    english = f"{amount:,.2f}"
    return Text(english, english.translate(str.maketrans(",.", ".,")))


def _again(one: Customer, chance: Chance) -> Line:
    """The same customer, entered by somebody else on another day."""
    line = _line(one)
    name = line.name.translate(SPELT_OUT)
    if name == line.name:
        first, family = line.name.split(" ", 1)
        name = f"{first[0]}. {family}"
    street = line.street.replace("straße", "str.").replace("Straße", "Str.")
    if street == line.street:
        street = line.street.translate(SPELT_OUT)
    later = date(2026, chance.between(1, 3), chance.between(1, 28))
    return Line(name, street, line.postcode, line.town, line.email, _day(later), line.limit)


def _in_one_house(line: Line, other: Customer) -> Line:
    return Line(line.name, other.street, other.postcode, other.city, line.email, line.since, line.limit)


def _of_one_name(line: Line, other: Customer) -> Line:
    return Line(other.name, line.street, line.postcode, line.town, line.email, line.since, line.limit)


def _impossible(line: Line, kind: str, chance: Chance) -> Line:
    """The line with one value that cannot be."""
    postcode, email, since, limit = line.postcode, line.email, line.since, line.limit
    if kind == "P":
        postcode = chance.pick((postcode[:-1], postcode.replace("0", "O", 1) if "0" in postcode else postcode + "1"))
    elif kind == "E":
        email = chance.pick((email.replace("@", ""), email.replace("@", "@@"), email.replace("@", " at ")))
    elif kind == "T":
        year = chance.between(2012, 2024)
        since = chance.pick(
            (
                Text(f"31/04/{year}", f"31.04.{year}"),
                Text(f"30/02/{year}", f"30.02.{year}"),
                Text(f"17/13/{year}", f"17.13.{year}"),
                Text(f"12/03/{year + 50}", f"12.03.{year + 50}"),
            )
        )
    else:
        amount = Decimal(chance.between(30, 90) * 100)
        limit = chance.pick((_amount(-amount), _amount(amount * 100)))
    return Line(line.name, line.street, postcode, line.town, email, since, limit)


_HOUSE = Text(
    "Two different customers can have one address: name and e-mail differ.",
    "Zwei verschiedene Kunden können eine Adresse haben: Name und E-Mail sind verschieden.",
)
_NAME = Text(
    "Two people can have one name: address and e-mail differ.",
    "Zwei Menschen können gleich heißen: Adresse und E-Mail sind verschieden.",
)
_WHERE = {
    DUPLICATE: Text(
        "Compare the records that share a postcode: same e-mail?",
        "Vergleichen Sie die Datensätze mit gleicher Postleitzahl: dieselbe E-Mail?",
    ),
    "P": Text(
        "Go down the column of postcodes: five digits each?", "Gehen Sie die Postleitzahlen durch: je fünf Ziffern?"
    ),
    "T": Text(
        "Go down the column of dates: is there such a day, and is it past?",
        "Gehen Sie die Datumsangaben durch: Gibt es den Tag, und liegt er zurück?",
    ),
    "E": Text(
        "Go down the column of e-mails: one @, no space?",
        "Gehen Sie die E-Mail-Adressen durch: ein @, kein Leerzeichen?",
    ),
    "L": Text(
        "Go down the column of limits: is each within the house's rule?",
        "Gehen Sie die Kreditrahmen durch: Hält sich jeder an die Regel des Hauses?",
    ),
}


def _paper(firm: Firm, lines: tuple[Line, ...]) -> Document:
    rules = Text(
        f"Rules of the house: a postcode has five digits. A customer's first day is past, as of 7 April 2026. A credit "
        f"limit is between {LEAST} and {HIGHEST:,} EUR.",
        f"Regeln des Hauses: Eine Postleitzahl hat fünf Ziffern. Der Tag „Seit“ liegt vor dem 7. April 2026. Ein "
        f"Kreditrahmen liegt zwischen {LEAST} und 10.000 EUR.",
    )
    title = Text("Customer list, taken over", "Kundenliste, übernommen")
    return record_list(firm, "KL-01", title, TAKEN_OVER, rules, [asdict(line) for line in lines])
