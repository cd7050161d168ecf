"""Working days in Hamburg: nobody delivers, invoices or pays on a Sunday or a public holiday."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from course.firm.facts import holidays

FIRST_DAY = date(2026, 4, 1)
LAST_DAY = date(2026, 6, 30)
MONTHS = (4, 5, 6)
YEAR = 2026


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays()


def working_day_from(day: date) -> date:
    """This day, or the next working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_later(day: date, count: int) -> date:
    """The working day `count` working days after (or, if negative, before) a day."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


@cache
def working_days(month: int) -> tuple[date, ...]:
    """The working days of a month of the firm's quarter."""
    days = (date(YEAR, month, 1) + timedelta(days=n) for n in range(31))
    return tuple(day for day in days if day.month == month and is_working_day(day))
