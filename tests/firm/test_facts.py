"""Facts hold from their day on; the chart answers to roles, and another chart gives the same books other numbers."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from course.firm import Firm, facts, ledger
from course.firm.calendar import is_working_day, working_day_from, working_days_later
from course.firm.chance import Chance


@pytest.mark.parametrize(
    ("name", "on", "value"),
    [
        ("vat_standard", date(2020, 6, 30), "19"),
        ("vat_standard", date(2020, 7, 1), "16"),
        ("vat_standard", date(2026, 4, 1), "19"),
        ("vat_reduced", date(2020, 12, 31), "5"),
        ("simplified_invoice_limit", date(2026, 4, 1), "250"),
        ("retention_vouchers", date(2024, 12, 31), "10"),
        ("retention_vouchers", date(2025, 1, 1), "8"),
    ],
)
def test_a_fact_holds_from_its_day_on(name: str, on: date, value: str) -> None:
    assert facts.value(name, on) == Decimal(value)


def test_a_fact_that_does_not_hold_yet_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(KeyError, match="vat_standard"):
        facts.fact("vat_standard", date(1999, 1, 1))


def test_every_fact_says_since_when_and_where_it_stands() -> None:
    assert all(fact.source and fact.unit and fact.valid_from for fact in facts.facts())
    assert facts.chart().source


def test_the_chart_has_one_account_a_number_and_one_a_role() -> None:
    chart = facts.chart()
    assert len({account.number for account in chart.accounts}) == len(chart.accounts) == len(chart.roles)
    assert chart.account(chart.number("input_vat_19")).number == "1576"
    with pytest.raises(KeyError, match="no account with the role 'yacht'"):
        chart.number("yacht")
    with pytest.raises(KeyError, match="no account '4711'"):
        chart.account("4711")


def test_another_chart_is_another_file_and_gives_the_same_books_other_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standard = (facts.FOLDER / "skr03.toml").read_text(encoding="utf-8")
    other = re.sub(r'number = "(\d{4})"', lambda found: f'number = "X{found[1]}"', standard)
    (tmp_path / "other.toml").write_text(other, encoding="utf-8")
    usual = Firm.deal("charts")
    monkeypatch.setattr(facts, "FOLDER", tmp_path)
    firm = Firm.deal("charts", chart="other")
    assert firm.balances() == {f"X{number}": amount for number, amount in usual.balances().items()}
    assert [document.data for document in firm.documents] == [document.data for document in usual.documents]


def test_april_2026_in_hamburg() -> None:
    assert not is_working_day(date(2026, 4, 3))  # Good Friday
    assert working_day_from(date(2026, 4, 3)) == date(2026, 4, 7)  # after Easter Monday
    assert working_days_later(date(2026, 4, 7), -1) == date(2026, 4, 2)


def test_chance_has_a_stream_for_each_purpose() -> None:
    first, again, other = Chance("a", "x"), Chance("a", "x"), Chance("a", "y")
    drawn = [first.below(1000) for _ in range(20)]
    assert drawn == [again.below(1000) for _ in range(20)]
    assert drawn != [other.below(1000) for _ in range(20)]
    assert drawn[:4] == [150, 181, 123, 435], "the stream of random() has changed"


def test_chance_keeps_its_limits_and_deals_fairly() -> None:
    chance = Chance("b", "limits")
    assert {chance.between(3, 5) for _ in range(200)} == {3, 4, 5}
    assert sorted(chance.shuffled(range(50))) == list(range(50))
    assert len(set(chance.some(range(50), 10))) == 10
    first_places = [chance.shuffled("abcd")[0] for _ in range(4000)]
    assert all(850 < first_places.count(letter) < 1150 for letter in "abcd")


def test_balances_stop_at_the_day() -> None:
    firm = Firm.deal("until")
    march = ledger.balances(firm.entries, date(2026, 3, 31))
    opening = firm.balances(date(2026, 4, 1))
    assert march == {}
    assert opening != firm.balances()
    assert sum(firm.balances().values()) == 0
