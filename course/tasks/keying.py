"""Slips of the hand at the keyboard: what each makes of a field, so that a wrong field can be recognised by it.

A field is compared in one plain form (`plain`): a telephone number by its digits alone, an e-mail address without its
capitals, an amount as 1250.00, a date as 09.07.2024. What has nothing to do with being right (a space too many, how a
date is written) is gone by then; what has (a zero in front, ß or ss) is still there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from course.locale import N_

Rule = Literal["text", "digits", "code", "email", "date", "amount"]
FieldValue = str | date | Decimal
SPELT_OUT = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))
VARIANTS = (*SPELT_OUT, ("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "b"), ("ß", "s"))
ALIKE = (("o", "0"), ("l", "1"), ("i", "1"))


@dataclass(frozen=True)
class Place:
    """A field of one card: its plain form, and what stands around it."""

    rule: Rule
    text: str
    others: tuple[str, ...] = ()  # the other fields of the same card
    neighbours: tuple[str, ...] = ()  # the same field of the card before and the card after


def place_of(at: int, rules: Sequence[Rule], card: Sequence[str], near: Sequence[Sequence[str]]) -> Place:
    """Field `at` of a card in plain form. A date or an amount is never taken for a field of another kind."""
    alike = [n for n, rule in enumerate(rules) if n != at and not {rule, rules[at]} & {"date", "amount"}]
    return Place(
        rules[at], card[at], tuple(plain(card[n], rules[at]) for n in alike), tuple(other[at] for other in near)
    )


def plain(value: FieldValue, rule: Rule) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    text = " ".join(value.split())
    if rule == "digits":
        return re.sub(r"[\s\-–/()]", "", text)
    if rule == "code":
        return text.replace(" ", "").upper()
    return text.replace(" ", "").lower() if rule == "email" else text


def zero_lost(place: Place) -> Iterator[str]:
    if place.rule in ("code", "digits", "text") and place.text.startswith("0"):
        yield place.text.lstrip("0")
        yield place.text[1:]


def day_and_month_swapped(place: Place) -> Iterator[str]:
    if place.rule == "date":
        day, month, year = place.text.split(".")
        yield f"{month}.{day}.{year}"


def decimal_slid(place: Place) -> Iterator[str]:
    if place.rule == "amount":
        for places in (1, -1, 2, -2):
            yield f"{Decimal(place.text).scaleb(places):.2f}"


def letter_for_digit(place: Place) -> Iterator[str]:
    """O for 0 and l for 1, in codes also the other way round: one of them, or all of one kind."""
    if place.rule in ("date", "amount"):
        return
    for letter, digit in ALIKE:
        for one, other in ((digit, letter), *(((letter, digit),) if place.rule == "code" else ())):
            for sign in {one, one.upper()}:
                yield from _exchanged(place.text, sign, other if place.rule == "email" else other.upper())
                yield from _exchanged(place.text, sign, other)


def one_for_seven(place: Place) -> Iterator[str]:
    yield from _exchanged(place.text, "1", "7")
    yield from _exchanged(place.text, "7", "1")


def _exchanged(text: str, old: str, new: str) -> Iterator[str]:
    for at, sign in enumerate(text):
        if sign == old:
            yield text[:at] + new + text[at + 1 :]
    yield text.replace(old, new)


def umlaut_rewritten(place: Place) -> Iterator[str]:
    if place.rule == "text":
        for german, other in VARIANTS:
            for old, new in ((german, other), (german.upper(), other.capitalize())):
                yield from _exchanged(place.text, old, new)
        every = place.text
        for german, other in SPELT_OUT:
            every = every.replace(german, other).replace(german.upper(), other.capitalize())
        yield every


def hyphen_lost(place: Place) -> Iterator[str]:
    if place.rule not in ("date", "amount", "digits") and "-" in place.text:
        for new in (" ", "", "_", "."):
            yield place.text.replace("-", new)


def capitals_wrong(place: Place) -> Iterator[str]:
    """Only the texts that come to mind are made; whatever differs in nothing but capitals is recognised."""
    yield from (text for text in (place.text.lower(), place.text.upper()) if text.lower() == place.text.lower())


def neighbours_swapped(place: Place) -> Iterator[str]:
    for at in range(len(place.text) - 1):
        yield place.text[:at] + place.text[at + 1] + place.text[at] + place.text[at + 2 :]


def sign_doubled(place: Place) -> Iterator[str]:
    for at in range(len(place.text)):
        yield place.text[: at + 1] + place.text[at:]


def sign_left_out(place: Place) -> Iterator[str]:
    for at in range(len(place.text)):
        yield place.text[:at] + place.text[at + 1 :]


def wrong_column(place: Place) -> Iterator[str]:
    yield from place.others


def neighbours_row(place: Place) -> Iterator[str]:
    yield from place.neighbours


@dataclass(frozen=True)
class KeyingSlip:
    """`message` may name the field; it never says what would be right."""

    name: str
    procedure: Callable[[Place], Iterator[str]]
    message: str


KEYING_SLIPS: Sequence[KeyingSlip] = (
    KeyingSlip("zero-lost", zero_lost, N_("the zero in front is lost.")),
    KeyingSlip("day-and-month-swapped", day_and_month_swapped, N_("day and month have changed places.")),
    KeyingSlip("decimal-slid", decimal_slid, N_("the decimal point has slid.")),
    KeyingSlip("letter-for-digit", letter_for_digit, N_("a letter and a digit that look alike were exchanged.")),
    KeyingSlip("one-for-seven", one_for_seven, N_("a 1 and a 7 were taken for each other.")),
    KeyingSlip("umlaut-rewritten", umlaut_rewritten, N_("an umlaut or a ß is spelt differently from the card.")),
    KeyingSlip("hyphen-lost", hyphen_lost, N_("the hyphen is missing.")),
    KeyingSlip("capitals-wrong", capitals_wrong, N_("only capitals and small letters differ from the card.")),
    KeyingSlip("signs-swapped", neighbours_swapped, N_("two neighbouring characters are swapped.")),
    KeyingSlip("sign-doubled", sign_doubled, N_("one character was keyed twice.")),
    KeyingSlip("sign-left-out", sign_left_out, N_("one character is missing.")),
    KeyingSlip("wrong-column", wrong_column, N_("this belongs in another column of the same card.")),
    KeyingSlip("neighbours-row", neighbours_row, N_("this belongs to the card before or after.")),
)


def yields(slip: KeyingSlip, place: Place) -> list[str]:
    """What this slip makes of the field, each once; what a slip before it in the list makes as well is that one's."""
    return [text for text, maker in _made(place).items() if maker is slip]


@lru_cache(maxsize=1024)  # a card's fields are asked about again and again while a sheet is marked
def _made(place: Place) -> Mapping[str, KeyingSlip]:
    """What could stand there and is not right, each with the slip that makes it."""
    made: dict[str, KeyingSlip] = {}
    for slip in KEYING_SLIPS:
        for text in slip.procedure(place):
            if text.strip() and text != place.text and possible(text, place.rule):
                made.setdefault(text, slip)
    return made


def possible(text: str, rule: Rule) -> bool:
    """Whether a cell could hold it: only a day that exists is a date, only a figure an amount."""
    if rule == "date":
        return _is_day(text)
    if rule != "amount":
        return True
    try:
        return f"{Decimal(text):.2f}" == text
    except InvalidOperation:
        return False


def _is_day(text: str) -> bool:
    parts = text.split(".")
    if [len(part) for part in parts] != [2, 2, 4] or not all(part.isascii() and part.isdigit() for part in parts):
        return False
    try:
        found = date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return False
    return 1900 <= found.year <= 2199


def recognise(place: Place, typed: str) -> KeyingSlip | None:
    """The slip that makes this of the field; None if none does."""
    if typed != place.text and typed.lower() == place.text.lower():
        return next(slip for slip in KEYING_SLIPS if slip.procedure is capitals_wrong)
    return _made(place).get(typed)
