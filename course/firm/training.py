"""Training: four courses, what our house pays towards one, and people for whom exactly one of them is right.

A course is wrong for somebody for one reason out of four: they do not meet its entry requirement, it takes more hours a
week than they have, it costs more than they can pay, or it ends too late. Courses are dealt first, each with a weak
point of its own, then people whose limits lie between them; `reasons` reckons it out from the papers' figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from course.firm.cast import FOLDER
from course.firm.chance import Chance
from course.firm.facts import read
from course.firm.hiring import people
from course.firm.money import cents
from course.locale import Language, Text

Key = Literal["evening", "distance", "college", "workshop"]
Entry = Literal["nothing", "training", "office"]
Payment = Literal["month", "module", "term"]
Reason = Literal["entry", "hours", "money", "late"]
LESSON = Decimal("0.75")  # hours: 45 minutes
TODAY = date(2026, 5, 4)
EARLY, LATE = date(2027, 10, 31), date(2028, 3, 31)  # by when somebody wants to be finished


@dataclass(frozen=True)
class Course:
    """A course as its leaflet has it. Money in EUR, hours a week; `payments` of `price`, `fees` once each."""

    key: Key
    letter: str  # by which the papers and the tasks call it: A to D
    price: Decimal
    payments: int
    paid_by: Payment
    registration: Decimal
    examination: Decimal
    start: date
    months: int
    lessons: int  # a week, of 45 minutes
    self_study: Decimal  # hours a week
    entry: Entry

    @property
    def fees(self) -> Decimal:
        return self.registration + self.examination

    @property
    def total(self) -> Decimal:
        return self.price * self.payments + self.fees

    @property
    def taught(self) -> Decimal:
        """Hours of lessons a week."""
        return self.lessons * LESSON

    @property
    def hours(self) -> Decimal:
        return self.taught + self.self_study

    @property
    def last_day(self) -> date:
        return months_later(self.start, self.months) - timedelta(days=1)

    @property
    def school(self) -> Mapping[str, Any]:
        return next(row for row in cast()["schools"] if row["key"] == self.key)

    def named(self, language: Language) -> str:
        """Like `A: The office from home`."""
        return f"{self.letter}: {Text(**self.school['title']).to(language)}"


@dataclass(frozen=True)
class Support:
    """What our house pays: so many per cent of all fees, up to a limit."""

    percent: Decimal
    limit: Decimal

    def share(self, course: Course) -> Decimal:
        return min(cents(course.total * self.percent / 100), self.limit)

    def own(self, course: Course) -> Decimal:
        return course.total - self.share(course)


@dataclass(frozen=True)
class Person:
    """Somebody who wants to learn: what they bring along, and what they have to spare."""

    name: str
    brings: Entry
    background: Text
    hours: Decimal
    money: Decimal
    until: date


@dataclass(frozen=True)
class Choice:
    """Four courses in the order of their papers, and the people who choose."""

    courses: tuple[Course, ...]
    support: Support
    people: tuple[Person, ...]


@cache
def cast() -> Mapping[str, Any]:
    return read(FOLDER / "schools.toml")


def months_later(day: date, months: int) -> date:
    """The same day of a later month; for first days of a month only."""
    year, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + year, month=month + 1)


def reasons(course: Course, person: Person, support: Support) -> tuple[Reason, ...]:
    """Why the course is not for this person; nothing if it is."""
    found: list[tuple[Reason, bool]] = [
        ("entry", course.entry not in ("nothing", person.brings)),
        ("hours", course.hours > person.hours),
        ("money", support.own(course) > person.money),
        ("late", course.last_day > person.until),
    ]
    return tuple(reason for reason, holds in found if holds)


# --- dealing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Case:
    """Somebody's case: what they bring along, what they have plenty of, and which course is left for them."""

    brings: Entry
    fits: Key
    plenty: frozenset[Reason] = frozenset()
    late: bool = False  # the late course is one that they could enter, so the day has to rule it out


_CASES: Mapping[Key, tuple[tuple[_Case, ...], tuple[_Case, ...]]] = {
    # the course that begins late -> somebody whom it would suit but for that, and somebody else
    "college": (
        (
            _Case("training", "evening", frozenset({"hours"}), late=True),
            _Case("training", "distance", frozenset({"money"}), late=True),
        ),
        (
            _Case("office", "workshop"),
            _Case("nothing", "evening", frozenset({"hours"})),
            _Case("nothing", "distance", frozenset({"money"})),
        ),
    ),
    "workshop": (
        (
            _Case("office", "evening", frozenset({"hours"}), late=True),
            _Case("office", "distance", frozenset({"money"}), late=True),
        ),
        (
            _Case("training", "college"),
            _Case("nothing", "evening", frozenset({"hours"})),
            _Case("nothing", "distance", frozenset({"money"})),
        ),
    ),
}


def choice_for_two(chance: Chance) -> Choice:
    """Four courses and two people with different courses that are right for them."""
    late: Key = chance.pick(("college", "workshop"))
    first, others = _CASES[late]
    one = chance.pick(first)
    two = chance.pick([case for case in others if case.fits != one.fits])
    return _choice(chance, late, chance.shuffled([one, two]), leave_out=())


def choice_for_one(chance: Chance) -> Choice:
    """Three courses, one person: the evening course is left out, the others are right, too dear, and not open."""
    case = chance.pick((_Case("training", "college"), _Case("office", "workshop")))
    late: Key = "workshop" if case.fits == "college" else "college"
    return _choice(chance, late, [case], leave_out=("evening",))


def _choice(chance: Chance, late: Key, cases: Sequence[_Case], leave_out: tuple[Key, ...]) -> Choice:
    kept = chance.shuffled([course for course in _courses(chance, late) if course.key not in leave_out])
    courses = tuple(replace(course, letter=letter) for course, letter in zip(kept, "ABCD", strict=False))
    percent = chance.pick((40, 50))
    support = Support(Decimal(percent), Decimal(550 if percent == 40 else 600))
    names = chance.some(people(), len(cases))
    persons = tuple(_person(name, case, courses, support, chance) for name, case in zip(names, cases, strict=True))
    return Choice(courses, support, persons)


def _courses(chance: Chance, late: Key) -> tuple[Course, ...]:
    """A weak point each: many hours; much money, a little every month; an entry requirement, twice."""
    evening = Course(
        "evening", "", _tens(chance, 39, 44), 2, "term", _fives(chance, 6, 9), _tens(chance, 9, 12),
        date(2026, 9, 1), 12, chance.pick((10, 12)), Decimal(3), "nothing",
    )  # fmt: skip
    monthly = Decimal(chance.pick((129, 134, 139, 144)))
    distance = Course(
        "distance", "", monthly, 12, "month", _fives(chance, 6, 9), _tens(chance, 16, 19),
        date(2026, 7, 1), 12, 4, Decimal(4), "nothing",
    )  # fmt: skip
    college = Course(
        "college", "", _fives(chance, 40, 46), 4, "module", _fives(chance, 6, 9), _tens(chance, 11, 13),
        *_when("college", late, chance), chance.pick((6, 8)), Decimal(2), "training",
    )  # fmt: skip
    start, months = _when("workshop", late, chance)
    workshop = Course(
        "workshop", "", _fives(chance, 16, 18) if months == 10 else _fives(chance, 13, 15), months, "month",
        _fives(chance, 6, 9), _tens(chance, 12, 14), start, months, chance.pick((6, 8)), Decimal(2), "office",
    )  # fmt: skip
    return (evening, distance, college, workshop)


def _when(key: Key, late: Key, chance: Chance) -> tuple[date, int]:
    """The late course begins next winter; it would end in time if it began today."""
    if key == late:
        return date(2027, chance.between(1, 3), 1), 12
    return date(2026, chance.between(8, 10), 1), 10


def _tens(chance: Chance, low: int, high: int) -> Decimal:
    return Decimal(chance.between(low, high) * 10)


def _fives(chance: Chance, low: int, high: int) -> Decimal:
    return Decimal(chance.between(low, high) * 5)


def _person(name: str, case: _Case, courses: Sequence[Course], support: Support, chance: Chance) -> Person:
    """Limits between the course that is to be ruled out and all the others; far above all where there is plenty."""
    modest = max(support.own(course) for course in courses if course.key != "distance")
    money = Decimal(50) * (modest // 50 + 1)
    return Person(
        name=name,
        brings=case.brings,
        background=Text(**chance.pick(cast()["background"][case.brings])),
        hours=Decimal(13) if "hours" in case.plenty else Decimal(8),
        money=Decimal(1800) if "money" in case.plenty else money,
        until=EARLY if case.late else LATE,
    )
