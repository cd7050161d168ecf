"""Figures and dates: what is written in one way only is read, what could be two is refused with both named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.locale import LANGUAGES, Language
from course.locale.numbers import NotAFigure, read_amount, read_date, read_number, show_amount, show_date, show_number

AMOUNTS = st.decimals(-Decimal("9999999.99"), Decimal("9999999.99"), places=2)
LANGUAGE = st.sampled_from(LANGUAGES)


@settings(deadline=None)  # the first call loads Babel's data
@given(AMOUNTS, LANGUAGE, st.booleans())
def test_an_amount_that_is_shown_is_read_back(amount: Decimal, language: Language, currency: bool) -> None:
    assert read_amount(show_amount(amount, language, currency), language) == amount


@settings(deadline=None)  # the first call loads Babel's data
@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), LANGUAGE)
def test_a_date_that_is_shown_is_read_back(day: date, language: Language) -> None:
    assert read_date(show_date(day, language), language) == day
    assert read_date(day.isoformat(), language) == day


@settings(deadline=None)  # the first call loads Babel's data
@given(st.text(max_size=60), LANGUAGE)
def test_whatever_is_typed_is_read_or_refused_with_a_reason(text: str, language: Language) -> None:
    for read in (read_amount, read_number, read_date):
        try:
            found = read(text, language)
        except NotAFigure as reason:
            found = str(reason)
        assert found not in (None, "")


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("1,234.56", "en", "1234.56"),
        ("1.234,56", "de", "1234.56"),
        ("1234.5", "en", "1234.50"),
        ("1234,5", "de", "1234.50"),
        ("€ 12", "en", "12.00"),
        ("12,00 €", "de", "12.00"),
        ("12 EUR", "de", "12.00"),
        ("1 234,56", "de", "1234.56"),
        ("1\u202f234,56\u00a0€", "de", "1234.56"),
        ("-3.10", "en", "-3.10"),
        ("−3.10", "en", "-3.10"),
        ("3.10-", "en", "-3.10"),
        ("-€3.10", "en", "-3.10"),
        ("1.234", "de", "1234.00"),
        ("1,234", "en", "1234.00"),
        ("0,50", "de", "0.50"),
        (".50", "en", "0.50"),
        ("-0", "en", "0"),
        ("+3.10", "en", "3.10"),
        ("+ 1.234,50 €", "de", "1234.50"),
    ],
)
def test_amounts_are_read_as_the_learner_writes_them(text: str, language: Language, amount: str) -> None:
    assert read_amount(text, language) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("1.234", "en", "“1.234” can be read as 1,234.00 or as 1.234"),
        ("1,234", "de", "„1,234“ kann 1.234,00 heißen oder 1,234"),
        ("12.50", "de", "1.234,56"),
        ("12,50", "en", "1,234.56"),
        ("1.234,56", "en", "1,234.56"),
        ("1,234.56", "de", "1.234,56"),
        ("12,34,567", "en", "1,234.56"),
        ("1234.567", "en", "more than two decimals"),
        ("12a", "en", "is not a number"),
        ("", "en", "is not a number"),
        ("1--2", "en", "is not a number"),
        ("+-5", "en", "is not a number"),
        ("5+", "en", "is not a number"),
        ("-5-", "en", "is not a number"),
        ("1e3", "en", "is not a number"),
        ("NaN", "en", "is not a number"),
        ("٣", "en", "is not a number"),
        ("9" * 500, "en", "is not a number"),
        ("1" + "0" * 26, "en", "too large for an amount"),
        ("-1000000000000000", "de", "als Betrag zu groß"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(text: str, language: Language, reason: str) -> None:
    with pytest.raises(NotAFigure) as refused:
        read_amount(text, language)
    assert reason in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_number_may_have_more_decimals() -> None:
    assert read_number("0.125", "en") == Decimal("0.125")
    assert read_number("12.3456", "en") == Decimal("12.3456")
    assert show_number(Decimal("1234.5"), "de") == "1.234,5"
    with pytest.raises(NotAFigure):
        read_number("12.345", "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("30.4.26", "de"),
        ("30.04.2026", "de"),
        ("30/04/2026", "en"),
        ("30/4/26", "en"),
        ("30-04-2026", "en"),
        ("2026-04-30", "en"),
        ("30 April 2026", "en"),
        ("30 Apr 2026", "en"),
        ("30. April 2026", "de"),
        (" 30.04.2026 ", "en"),
    ],
)
def test_the_ways_to_write_a_day(text: str, language: Language) -> None:
    assert read_date(text, language) == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("04/30/2026", "the day comes first"),
        ("31/04/2026", "There is no such day"),
        ("30/04-2026", "is not a date"),
        ("tomorrow", "is not a date"),
        ("30/04", "is not a date"),
        ("30 Mai 2026", "is not a date"),
        ("0001-01-01", "too far"),
        ("1" * 300, "is not a date"),
    ],
)
def test_what_is_no_day_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(NotAFigure, match=reason):
        read_date(text, "en")
