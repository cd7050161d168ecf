"""How a line of cells goes on when it is filled further, as Excel does it: the pure reckoning behind the fill handle.

A line is cut into runs of one nature: figures, days, texts that count ("Week 1"), names of months and of days. Each run
goes on by its own step, so that two kinds of cells that take turns both go on rightly. What has no step is repeated.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise

from course.locale import Language
from course.tasks.engine import Value
from course.tasks.entry import from_serial, is_day, to_serial

Rule = Callable[[int], Value]  # the value at a place of its run, counted from 0; before the run, below 0
GREATEST = 1e15  # figures beyond it are copied: a spreadsheet does not keep their last places anyway
_COUNTED = re.compile(r"(?P<head>.*?)(?P<digits>[0-9]{1,15})(?P<tail>)", re.DOTALL)  # "Week 1", "INV-007"
_COUNTED_FIRST = re.compile(r"(?P<head>)(?P<digits>[0-9]{1,15})(?P<tail>[. ].*)", re.DOTALL)  # "1. Woche"
_QUARTER = re.compile(r"(q|qtr|quarter|quartal)\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """A cell of the line: its value, whether it is shown as a day, whether it may count on (no account does)."""

    value: Value
    day: bool = False
    counts: bool = True


def going_on(line: Sequence[Item], language: Language) -> Rule:
    """The value at any distance from the line's first cell, beyond its end or (below 0) before its start."""
    natures = [_nature(item, place, line, language) for place, item in enumerate(line)]
    rules = {nature: _rule(nature, [item for item, own in zip(line, natures, strict=True) if own == nature], language)
             for nature in set(natures)}  # fmt: skip

    def at(distance: int) -> Value:
        round_, place = divmod(distance, len(line))
        nature = natures[place]
        return rules[nature](round_ * natures.count(nature) + natures[:place].count(nature))

    return at


def _nature(item: Item, place: int, line: Sequence[Item], language: Language) -> tuple[Hashable, ...]:
    """Cells of one nature go on together; the first word of it names the rule."""
    value = item.value
    if isinstance(value, float) and abs(value) < GREATEST:
        return ("day",) if item.day and is_day(value) else ("figure",)
    if isinstance(value, str) and item.counts:
        if (names := _names_like(value, line, language)) is not None:
            return "name", names
        if counted := _counted(value):
            return "count", counted["head"], counted["tail"]
    return "same", place


def _rule(nature: tuple[Hashable, ...], run: list[Item], language: Language) -> Rule:
    values = [item.value for item in run]
    match nature[0]:
        case "figure":
            return _figures([value for value in values if isinstance(value, float)])
        case "day":
            return _days([value for value in values if isinstance(value, float)])
        case "count":
            return _counts([str(value) for value in values])
        case "name":
            return _in_turn([str(value) for value in values], language)
    return lambda _place: values[0]


# --- figures and days -------------------------------------------------------------------------------------------------


def _figures(values: list[float]) -> Rule:
    """One figure is copied; several go on along the straight line through them, which is their step if it is even."""
    if len(values) == 1:
        return lambda _place: values[0]
    line = _straight([Fraction(Decimal(repr(value))) for value in values])
    return lambda place: float(line(place))


def _straight(values: list[Fraction]) -> Callable[[int], Fraction]:
    """The straight line that lies nearest to the values (least squares), exact."""
    middle = Fraction(len(values) - 1, 2)
    mean = sum(values, Fraction(0)) / len(values)
    leaning = sum(((place - middle) * value for place, value in enumerate(values)), Fraction(0))
    step = leaning / sum((place - middle) ** 2 for place in range(len(values)))
    return lambda place: mean + (place - middle) * step


def _days(serials: list[float]) -> Rule:
    """One day goes on by days, several by their step: whole months where the day of the month is the same."""
    months = _step([12 * day.year + day.month for day in map(from_serial, serials)])
    days = [from_serial(serial) for serial in serials]
    if len(serials) > 1 and months and (_same([day.day for day in days]) or all(map(_ends_month, days))):
        return lambda place: _months_on(days[0], months * place, all(map(_ends_month, days)))
    step = 1 if len(serials) == 1 else _step([int(serial) for serial in serials])
    if step is None:
        return lambda place: serials[place % len(serials)]
    return lambda place: serial if is_day(serial := serials[0] + step * place) else None


def _months_on(day: date, months: int, to_end: bool) -> float | None:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if not 1900 <= year <= 9999:
        return None
    last = monthrange(year, month + 1)[1]
    return to_serial(date(year, month + 1, last if to_end else min(day.day, last)))


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _same(numbers: list[int]) -> bool:
    return len(set(numbers)) == 1


def _step(numbers: list[int], around: int = 0) -> int | None:
    """What each number is more than the one before; None if it is not always the same. 1 for a single number.

    `around` is how many there are where the first comes again after the last.
    """
    steps = {after - before for before, after in pairwise(numbers)} or {1}
    if around:
        steps = {step % around for step in steps}
    return steps.pop() if len(steps) == 1 else None


# --- texts ------------------------------------------------------------------------------------------------------------


def _counted(text: str) -> re.Match[str] | None:
    return _COUNTED.fullmatch(text) or _COUNTED_FIRST.fullmatch(text)


def _counts(texts: list[str]) -> Rule:
    """The number at the end (else at the start) counts on and keeps its zeros; quarters of a year begin again."""
    found = [match for text in texts if (match := _counted(text))]
    numbers = [int(match["digits"]) for match in found]
    step = _step(numbers)
    if step is None:
        return lambda place: texts[place % len(texts)]
    head, tail = found[0]["head"], found[0]["tail"]
    width = max((len(match["digits"]) for match in found if match["digits"].startswith("0")), default=0)
    of_year = _QUARTER.fullmatch((head + tail.lstrip(".")).strip()) and all(1 <= number <= 4 for number in numbers)

    def at(place: int) -> str:
        number = numbers[0] + step * place
        return f"{head}{(number - 1) % 4 + 1 if of_year else abs(number):0{width}d}{tail}"

    return at


@cache
def _names(language: Language) -> tuple[tuple[str, ...], ...]:
    """Months and days of the week, in full and short, as spreadsheets have them."""
    from babel.dates import get_day_names, get_month_names

    lists = [names(width, "stand-alone", language) for names in (get_month_names, get_day_names)
             for width in ("wide", "abbreviated")]  # fmt: skip
    return tuple(tuple(str(listed[key]).casefold() for key in sorted(listed)) for listed in lists)


def _names_like(text: str, line: Sequence[Item], language: Language) -> int | None:
    """Which list of names the text is from; "May" is from the one that its neighbours are from."""
    lists = _names(language)
    own = [number for number, names in enumerate(lists) if text.strip().casefold() in names]
    texts = [item.value.strip().casefold() for item in line if isinstance(item.value, str)]
    return max(own, key=lambda number: sum(other in lists[number] for other in texts), default=None)


def _in_turn(texts: list[str], language: Language) -> Rule:
    """Names go on round and round, written as the first one is: May, MAY, may."""
    line = [Item(text) for text in texts]
    number = _names_like(texts[0], line, language)
    assert number is not None
    names = _names(language)[number]
    places = [names.index(text.strip().casefold()) for text in texts]
    step = _step(places, len(names))
    if step is None:
        return lambda place: texts[place % len(texts)]
    written = next((way for way in (str.upper, str.lower) if way(texts[0]) == texts[0]), str.title)
    return lambda place: written(names[(places[0] + step * place) % len(names)])
