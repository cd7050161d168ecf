"""What the lesson tells is true and the same in both languages: its figures, its account numbers, the law's limits."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from course.firm.facts import chart, value
from course.locale import LANGUAGES, Language
from course.units import u11_bookkeeping

UNIT = Path(u11_bookkeeping.__file__).parent
TAUGHT_ON = date(2026, 4, 30)
AMOUNT = {"en": r"\d{1,3}(?:,\d{3})*\.\d{2}", "de": r"\d{1,3}(?:\.\d{3})*,\d{2}"}
ACCOUNT = re.compile(r"\b([0-9]{4}) (\p{Lu}[\w-]+)".replace(r"\p{Lu}", "[A-ZÄÖÜ]"))
PICTURES = sorted(UNIT.glob("*.svg"))


def lesson(language: Language) -> str:
    return (UNIT / f"lesson.{language}.md").read_text(encoding="utf-8")


def amounts(text: str, language: Language) -> list[Decimal]:
    found = re.findall(rf"(?<![\d./,]){AMOUNT[language]}(?![\d/]|[.,]\d)", text)
    plain = {"en": str.maketrans("", "", ","), "de": str.maketrans(",", ".", ".")}[language]
    return [Decimal(figure.translate(plain)) for figure in found]


def tables(text: str) -> list[list[list[str]]]:
    """Every Markdown table, as rows of cells, without its line of dashes."""
    blocks = re.findall(r"(?:^\|.*\|\n?)+", text, flags=re.MULTILINE)
    return [
        [[cell.strip() for cell in row.strip("|").split("|")] for row in block.strip().splitlines() if "---" not in row]
        for block in blocks
    ]


def test_both_languages_tell_the_same_figures() -> None:
    english, german = (set(amounts(lesson(language), language)) for language in LANGUAGES)
    assert english == german
    assert len(english) > 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_with_two_sides_balances(language: Language) -> None:
    sides = {"en": ["Debit", "Credit"], "de": ["Soll", "Haben"]}[language]
    balanced = 0
    for head, *rows in tables(lesson(language)):
        if not set(sides) <= set(head):
            continue
        posted = [row for row in rows if "**" not in row[0]]
        left, right = (sum(amounts(" ".join(row[head.index(side)] for row in posted), language)) for side in sides)
        assert left == right > 0
        totals = [amounts(row[head.index(side)], language) for row in rows if "**" in row[0] for side in sides]
        assert all(total == [left] for total in totals)
        balanced += 1
    assert balanced == 3  # the journal, the trial balance, the reversal


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cash_book_runs_on(language: Language) -> None:
    column = {"en": "Balance", "de": "Bestand"}[language]
    (book,) = [rows for head, *rows in tables(lesson(language)) if head[-1] == column]
    balance = Decimal(0)
    for _, _, _, money_in, money_out, written in book:
        [after] = amounts(written, language)
        if balance:
            assert after == balance + sum(amounts(money_in, language)) - sum(amounts(money_out, language))
        balance = after


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_account_is_called_as_in_the_chart(language: Language) -> None:
    named = ACCOUNT.findall(lesson(language))
    assert len(named) > 20
    for number, first_word in named:
        if not number.startswith("20"):  # the year
            assert first_word in chart("skr03").account(number).name.to(language), number


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_laws_figures_are_those_of_the_facts(language: Language) -> None:
    """A lesson has to name them; when the law changes, this says where."""
    limit, years, standard, reduced = (
        value(name, TAUGHT_ON)
        for name in ("simplified_invoice_limit", "retention_vouchers", "vat_standard", "vat_reduced")
    )
    words = {
        "en": [f"up to {limit} euros", f"kept for {years} years", f"usual rate in Germany is {standard}%"],
        "de": [f"bis {limit} Euro", f"{years} Jahre aufbewahrt", f"Üblich sind {standard} %, für Bücher {reduced} %"],
    }[language]
    for said in words:
        assert said in lesson(language)
    assert f"× {reduced} / {100 + int(reduced)}" in lesson(language)
    assert str(years) in (UNIT / f"way-of-a-voucher.{language}.svg").read_text(encoding="utf-8")
