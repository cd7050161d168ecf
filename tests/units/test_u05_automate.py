"""The optional page: its solution earns every point, its untouched version none, and half an answer is found out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from course.locale import LANGUAGES, Language
from course.units.u05_spreadsheets import automate
from tests.units.automate_page import points_earned, untouched

pytestmark = pytest.mark.usefixtures("learner_at_work")
POINTS = {"read-sales": 2, "sums-by-month": 3, "look-up": 3, "plot-months": 2}
WRONG: dict[str, tuple[Language, str, str]] = {
    "noughts lost": ("en", "read-sales", 'sales = pd.read_csv("sales.csv", dayfirst=True, parse_dates=["date"])\n'),
    "day and month swapped": (
        "en",
        "read-sales",
        'sales = pd.read_csv("sales.csv", dtype={"customer": str})\n'
        'sales["date"] = pd.to_datetime(sales["date"], format="mixed", dayfirst=False)\n',
    ),
    "group left out": (
        "de",
        "sums-by-month",
        '    return umsaetze.groupby(umsaetze["datum"].dt.month)["netto"].sum()\n',
    ),
    "typed in": (
        "en",
        "sums-by-month",
        '    return pd.DataFrame({"Books": [30.3, 0], "Stationery": [0, 5.0]}, index=[4, 5])\n',
    ),
    "unknown article dropped": (
        "de",
        "look-up",
        '    tabelle = bestellung.merge(preise, on="nummer")\n'
        '    tabelle["betrag"] = (tabelle["menge"] * tabelle["preis"]).round(2)\n',
    ),
    "price for amount": (
        "en",
        "look-up",
        '    table = order.merge(prices, on="number", how="left")\n    table["amount"] = table["price"]\n',
    ),
    "a picture without words": ("en", "plot-months", "    table.plot.bar(ax=axes)\n"),
    "a picture without a key": (
        "de",
        "plot-months",
        '    tabelle.plot.bar(ax=axes, legend=False)\n    axes.set_title("Umsatz")\n    axes.set_ylabel("EUR")\n',
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
def test_the_unseen_figures_hold_what_catches_half_an_answer(language: Language) -> None:
    sales = list(automate.other_sales(language))
    assert any(amount == 0 for amount in sales[-1].sums.values())
    assert len({tuple(one.sums.values()) for one in sales}) == len(sales)
    for order in automate.other_orders(language):
        assert order.amounts.count(None) == 1
    assert all(one.customer.startswith("0") for one in automate.sales(automate.own_firm(language)))


def test_the_sales_are_the_firms() -> None:
    firm = automate.own_firm("en")
    booked = sum((tax.net for voucher in firm.vouchers if voucher.kind == "sale" for tax in voucher.taxes), Decimal(0))
    assert sum((one.net for one in automate.sales(firm)), Decimal(0)) == booked > 0
