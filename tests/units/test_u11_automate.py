"""The optional page: its solution earns every point, its untouched version none, and a typed-in result is found out."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from course.locale import LANGUAGES, Language
from course.units.u11_bookkeeping import automate
from tests.units.automate_page import points_earned, untouched

pytestmark = pytest.mark.usefixtures("learner_at_work")
POINTS = {"read-journal": 2, "vat-payable": 3, "expenses-by-account": 3, "plot-expenses": 2}
WRONG: dict[str, tuple[Language, str, str]] = {
    "typed in": ("en", "vat-payable", "    return 15.20\n"),
    "the other side forgotten": (
        "en",
        "vat-payable",
        '    return round(output_vat["credit"].sum() - input_vat["debit"].sum(), 2)\n',
    ),
    "the sign turned round": (
        "de",
        "vat-payable",
        '    return round(vorsteuer["soll"].sum() - umsatzsteuer["haben"].sum(), 2)\n',
    ),
    "only the debits": (
        "de",
        "expenses-by-account",
        '    return aufwand.groupby("name")["soll"].sum().sort_values(ascending=False)\n',
    ),
    "not sorted": (
        "en",
        "expenses-by-account",
        '    return (expenses["debit"] - expenses["credit"]).groupby(expenses["name"]).sum()\n',
    ),
    "numbers for amounts": ("en", "read-journal", 'journal = pd.read_csv("journal.csv")\n'),
    "a picture without words": ("en", "plot-expenses", "    axes.barh(expenses.index, expenses.values)\n"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_solution_earns_ten_points_and_the_untouched_page_none(
    language: Language, capfd: pytest.CaptureFixture[str]
) -> None:
    assert points_earned(automate, language) == POINTS
    assert capfd.readouterr().err == ""  # anything there would cost the points in nbgrader
    assert points_earned(automate, language, untouched(automate, language)) == {}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_wrong_step_costs_its_own_points_alone(mistake: str) -> None:
    language, step, answer = WRONG[mistake]
    others = {name: points for name, points in POINTS.items() if name != step}
    assert points_earned(automate, language, {step: answer}) == others


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_the_firms_journal_and_balances(language: Language) -> None:
    automate.write_journal(language)
    with Path(automate.FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=automate.SEPARATOR[language]))
    entries = automate.own_firm(language).entries
    assert len(rows) - 1 == sum(len(entry.postings) for entry in entries)
    lines = automate.lines_in_file(language)
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines) > 0
    first = entries[0].postings[0]
    assert (lines[0].account, lines[0].debit or lines[0].credit) == (first.account, first.amount)
    assert any(line.account.startswith("0") for line in lines)  # or there is nothing to lose by reading numbers


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_unseen_journals_differ_and_hold_what_catches_half_an_answer(language: Language) -> None:
    others = list(automate.other_journals(language))
    assert len({other.vat_payable for other in others}) == len(others)
    account, debit = automate.COLUMNS[language][2], automate.COLUMNS[language][5]
    taken_back = [
        other.table[other.table[account].isin(["1771", "1776"]) & (other.table[debit] > 0)] for other in others
    ]
    assert all(len(lines) for lines in taken_back)
    firm_truth = automate.own_firm(language).balances()
    vat = sum((firm_truth.get(number, Decimal(0)) for number in ("1571", "1576", "1771", "1776")), Decimal(0))
    own = automate.with_truth(
        automate.own_firm(language), automate.journal_lines(automate.own_firm(language), language), language
    )
    assert Decimal(str(round(own.vat_payable, 2))) == -vat
