"""The optional page: its solution earns every point, its untouched version none, and a typed-in result is found out."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from course.firm.stock import issued, on_hand
from course.locale import LANGUAGES, Language
from course.units.u13_inventory import automate
from tests.units.automate_page import points_earned, untouched

pytestmark = pytest.mark.usefixtures("learner_at_work")
POINTS = {"stock-by-article": 2, "value-that-went-out": 3, "classes-of": 3, "plot-curve": 2}
WRONG: dict[str, tuple[Language, str, str]] = {
    "typed in": ("en", "stock-by-article", '    stock = {"K-1": 21, "M-1": 300}\n'),
    "only what came in": (
        "de",
        "stock-by-article",
        '    bestand = bewegungen[bewegungen["menge"] > 0].groupby("artikel")["menge"].sum()\n',
    ),
    "pieces for value": (
        "en",
        "value-that-went-out",
        '    return (-issues["quantity"]).groupby(issues["article"]).sum().sort_values(ascending=False)\n',
    ),
    "not sorted": (
        "de",
        "value-that-went-out",
        '    werte = -abgaenge["menge"] * abgaenge["einstand"]\n    return werte.groupby(abgaenge["artikel"]).sum()\n',
    ),
    "not cumulated": ("en", "classes-of", "    return (100 * values / values.sum()).apply(class_of)\n"),
    "a part of one": ("de", "classes-of", "    return (werte.cumsum() / werte.sum()).apply(klasse)\n"),
    "a curve without words": ("en", "plot-curve", "    axes.plot([0, *shares])\n"),
    "single shares": (
        "de",
        "plot-curve",
        '    axes.plot([0, *werte])\n    axes.set_title("ABC")\n    axes.set_ylabel("%")\n',
    ),
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
def test_the_file_leads_to_the_stock_that_the_firm_has(language: Language) -> None:
    automate.write_moves(language)
    with Path(automate.FILE).open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file, delimiter=automate.SEPARATOR[language])) == list(automate.COLUMNS[language])
    firm, lines = automate.own_firm(language), automate.lines_in_file(language)
    assert len(lines) == len(firm.articles) + len(firm.stock_moves) > 150
    for article in firm.articles:
        quantities = [line.quantity for line in lines if line.article == article.number]
        assert sum(quantities) == on_hand(firm, article.number)
        assert -sum(quantity for quantity in quantities if quantity < 0) == issued(firm, article.number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_unseen_warehouses_differ_and_no_share_lies_on_a_limit(language: Language) -> None:
    others = list(automate.other_moves(language))
    assert len({tuple(sorted(other.values.items())) for other in others}) == len(others)
    for other in others:
        assert set(other.classes.values()) == {"A", "B", "C"}
        whole, so_far = sum(other.values.values()), 0.0
        for value in sorted(other.values.values(), reverse=True):
            so_far += value
            assert min(abs(100 * so_far / whole - limit) for limit in (80, 95)) > 1e-6
