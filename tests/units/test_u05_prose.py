"""What unit 5's lesson tells is true, and its formulas, typed as they stand there, earn the points of its exercises."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from course import __version__
from course.firm.facts import value
from course.locale import LANGUAGES, Language
from course.tasks.formula import position
from course.tasks.handing_in import answer_path, handout_of, mark_answer
from course.tasks.handout import Header
from course.tasks.workbook import Workbook, to_serial
from course.units import find_task, u05_spreadsheets

UNIT = Path(u05_spreadsheets.__file__).parent
PICTURES = sorted(UNIT.glob("*.svg"))
FIGURE = {"en": r"\d+\.\d+", "de": r"\d+,\d+"}
# Exercise -> for each column, the lesson's formula (by what it begins with) and the rows that it is filled into.
TAUGHT = {
    "practice-price-list": {
        "D": ("ROUND(C2*$H$2/100", "RUNDEN(C2*$H$2/100", 2, 6),
        "E": ("C2+D2", "C2+D2", 2, 6),
        "G": ("ROUND(F2*$H$2/(100+$H$2)", "RUNDEN(F2*$H$2/(100+$H$2)", 2, 6),
    },
    "practice-due-dates": {
        "E": ("C2+D2", "C2+D2", 2, 7),
        "F": ("MAX(0", "MAX(0", 2, 7),
    },
    "practice-months": {"E": ("MONTH(", "MONAT(", 2, 13), "G": ("SUMIFS(", "SUMMEWENNS(", 2, 4)},
    "practice-order": {"D": ("VLOOKUP(", "SVERWEIS(", 2, 6), "F": ("IF(C2", "WENN(C2", 2, 6)},
}


def lesson(language: Language) -> str:
    return (UNIT / f"lesson.{language}.md").read_text(encoding="utf-8")


def formulas(language: Language) -> list[str]:
    return re.findall(r"`(=[^`]+)`", lesson(language))


def formula(start: str, language: Language) -> str:
    return next(one for one in formulas(language) if one.startswith(f"={start}"))


def in_row(text: str, row: int) -> str:
    """The formula filled down from row 2: cells without `$` before their row move along."""
    return re.sub(r"(?<=[A-Z])2(?![0-9])", str(row), text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task_id", TAUGHT)
def test_the_lessons_formulas_are_right_in_its_exercises(task_id: str, language: Language, tmp_path: Path) -> None:
    task = find_task(task_id)
    header = Header("taught", task.unit, task.id, 0, __version__, language)
    book = Workbook.blank(handout_of(task, header))
    typed = []
    for column, (english, german, first, last) in TAUGHT[task_id].items():
        text = formula(english if language == "en" else german, language)
        for row in range(first, last + 1):
            typed.append(f"{column}{row}")
            book.type(*position(typed[-1]), in_row(text, row))
    if task_id == "practice-order":  # amounts are what the lesson has taught before
        for row in range(2, 7):
            book.type(row, 5, f"=C{row}*D{row}")
    path = answer_path(task, tmp_path)
    book.save(path)
    wrong = {item.key: item.message for item in mark_answer(task, language, tmp_path).items if item.points != item.of}
    assert not set(typed) & set(wrong), wrong


def test_both_languages_tell_the_same_figures() -> None:
    english = set(re.findall(FIGURE["en"], lesson("en")))
    german = {figure.replace(",", ".") for figure in re.findall(FIGURE["de"], lesson("de"))}
    dates = {"30.04", "06.05"}  # German dates have points
    assert {figure for figure in english if figure not in dates} == german - dates
    assert len(german) > 15


def test_the_examples_are_reckoned_rightly() -> None:
    cents = Decimal("0.01")
    rate = value("vat_standard", date(2026, 4, 30))
    text = lesson("en")
    amounts = [12 * Decimal("4.50"), 20 * Decimal("3.20"), 8 * Decimal("11.00")]
    assert f"{amounts[0]}, {amounts[1]} and {amounts[2]}" in text
    assert f"It shows {sum(amounts)}" in text
    assert f"D5 shows {sum(amounts) + 3 * Decimal('4.50')}" in text
    tax = Decimal("2.35") * rate / 100
    assert f"{rate}% of 2.35 is {tax}" in text
    assert f"come to {3 * tax}, shown as {(3 * tax).quantize(cents)}" in text
    assert f"gets {3 * tax.quantize(cents)}" in text
    inside = (Decimal("2.80") * rate / (100 + rate)).quantize(cents)
    assert f"gives {inside}. Taking {rate}% of 2.80 would give {(Decimal('2.80') * rate / 100).quantize(cents)}" in text
    assert f"{to_serial(date(2026, 4, 30)):.0f} and 30/04/2026 are the same number" in text
    assert str(100 * amounts[0] / sum(amounts)).startswith("26.2135")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rate_is_the_laws(language: Language) -> None:
    rate = value("vat_standard", date(2026, 4, 30))
    said = {"en": f"VAT is {rate}% of the net price", "de": f"{rate} % Umsatzsteuer vom Nettopreis"}[language]
    assert said in lesson(language)
    assert f": {rate}<" in (UNIT / f"dollar.{language}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_dollar_signs_stand_only_where_they_are_not_taken_for_mathematics(language: Language) -> None:
    assert "$" not in re.sub(r"`[^`]*`", "", lesson(language))
