"""The formulas that the lesson teaches, typed as they stand there, earn the points of its exercises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course.locale import LANGUAGES, Language
from course.tasks.formula import position
from course.tasks.handing_in import answer_path, handout_of, lay_down, mark_answer
from course.tasks.handout import Handout, SheetLayout
from course.tasks.workbook import Workbook
from course.units import find_task, u11_bookkeeping
from tests.tasks.examples import header

UNIT = Path(u11_bookkeeping.__file__).parent
LOWER = re.compile(r"(?<=[A-Z])3\b")
DEBIT_TOTAL, CREDIT_TOTAL, BALANCE = 7, 8, 6  # columns


def taught(language: Language) -> tuple[str, str]:
    """The formula of the cash book and the one of the trial balance, both as written for row 3."""
    text = (UNIT / f"lesson.{language}.md").read_text(encoding="utf-8")
    cash, total = (found for found in re.findall(r"`(=[^`]+)`", text) if "..." not in found)
    return cash, total


def account_rows(handout: Handout) -> list[int]:
    assert isinstance(handout.layout, SheetLayout)
    return [position(given.ref)[0] for given in handout.layout.given if given.ref.startswith("E")]


def marked_with(total: str, language: Language, folder: Path) -> tuple[float, float]:
    """Points for a trial balance whose totals are this formula, and the points there are."""
    task = find_task("practice-trial-balance")
    own = header(task, language, learner="taught")
    lay_down(find_task("practice-vouchers"), own, folder)
    handout = handout_of(task, own, folder)
    book = Workbook.blank(handout)
    rows = account_rows(handout)
    for row in rows:
        debit = LOWER.sub(str(row), total)
        book.type(row, DEBIT_TOTAL, debit)
        book.type(row, CREDIT_TOTAL, debit.replace("C:C", "D:D"))
    for column, letter in ((DEBIT_TOTAL, "G"), (CREDIT_TOTAL, "H")):
        book.type(2, column, f"={'SUMME' if language == 'de' else 'SUM'}({letter}3:{letter}{rows[-1]})")
    book.save(answer_path(task, folder))
    return float(repr(mark_answer(task, language, folder))), float(task.points)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trial_balance_by_the_lessons_formula_is_right(language: Language, tmp_path: Path) -> None:
    points, full = marked_with(taught(language)[1], language, tmp_path)
    assert points == full


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_formula_over_the_other_column_is_not(language: Language, tmp_path: Path) -> None:
    points, full = marked_with(taught(language)[1].replace("C:C", "D:D"), language, tmp_path)
    assert points < full


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cash_book_by_the_lessons_formula_is_right(language: Language, tmp_path: Path) -> None:
    task = find_task("practice-cash")
    path = lay_down(task, header(task, language, learner="taught"), tmp_path)
    handout = handout_of(task, header(task, language, learner="taught"), tmp_path)
    book = Workbook.open(path, handout)
    assert book is not None
    below = re.compile(r"(?<=[DE])3").sub
    for row in range(3, 7):
        book.type(row, BALANCE, below(str(row), taught(language)[0]).replace("F2", f"F{row - 1}"))
    book.save(path)
    assert float(repr(mark_answer(task, language, tmp_path))) == float(task.points)
