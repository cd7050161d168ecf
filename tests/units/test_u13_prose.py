"""What unit 13's lesson tells is true; its formulas, typed as they stand there, earn the points of its exercises."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from course import __version__
from course.firm.facts import value
from course.firm.replenishment import (
    A_LIMIT,
    B_LIMIT,
    WORKING_DAYS_A_WEEK,
    class_of,
    cumulative_shares,
    economic_quantity,
    reorder_point,
    whole_packs,
)
from course.firm.stock_card import CardMove, fifo, lifo, moving_average
from course.locale import LANGUAGES, Language
from course.tasks.formula import position
from course.tasks.handing_in import answer_path, deal, handout_of, mark_answer
from course.tasks.handout import Header
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.workbook import Workbook
from course.units import find_task, u13_inventory

UNIT = Path(u13_inventory.__file__).parent
FIGURE = {"en": r"\d+\.\d{2,4}", "de": r"\d+,\d{2,4}"}
DAY = date(2026, 7, 2)
# Exercise -> for each column: how the lesson's formula begins (in both languages), its row there, the rows it fills.
TAUGHT: dict[str, dict[str, tuple[str, str, int, tuple[int, ...]]]] = {
    "practice-average": {"G": ("ROUND(F4*J3", "RUNDEN(F4*J3", 4, (4, 6))},
    "practice-abc": {
        "E": ("VLOOKUP(A10", "SVERWEIS(A10", 10, tuple(range(10, 15))),
        "H": ("IF(G10", "WENN(G10", 10, tuple(range(10, 15))),
    },
    "practice-reorder": {"G": ("C2*D2", "C2*D2", 2, (2, 3)), "L": ("ROUNDUP(K2", "AUFRUNDEN(K2", 2, (2, 3))},
    "practice-differences": {"G": ("SUMIF(G2:G5", "SUMMEWENN(G2:G5", 6, (6,))},
}


def lesson(language: Language) -> str:
    return (UNIT / f"lesson.{language}.md").read_text(encoding="utf-8")


def formula(start: str, language: Language) -> str:
    return next(one for one in re.findall(r"`(=[^`]+)`", lesson(language)) if one.startswith(f"={start}"))


def in_row(text: str, home: int, row: int) -> str:
    """The formula filled down from its row: cells without `$` before their row move along."""
    return re.sub(r"(?<=[A-Z])(\d+)", lambda found: str(int(found[1]) + row - home), text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("task_id", TAUGHT)
def test_the_lessons_formulas_are_right_in_its_exercises(task_id: str, language: Language, tmp_path: Path) -> None:
    task = find_task(task_id)
    header = Header("taught", task.unit, task.id, 0, __version__, language)
    handout = handout_of(task, header)
    answer = task.perfect(deal(header, task.lesson), handout)
    assert isinstance(answer, SheetAnswer)
    path = answer_path(task, tmp_path)
    task.write(answer, path, handout)
    book = Workbook.open(path, handout)
    assert book is not None
    for column, (english, german, home, rows) in TAUGHT[task_id].items():
        text = formula(english if language == "en" else german, language)
        for row in rows:
            book.type(*position(f"{column}{row}"), in_row(text, home, row) if row != home else text)
    book.save(path)
    mark = mark_answer(task, language, tmp_path)
    assert mark.points == task.points, {item.key: item.message for item in mark.items if item.points != item.of}


def test_both_languages_tell_the_same_figures() -> None:
    english = set(re.findall(FIGURE["en"], lesson("en")))
    german = {figure.replace(",", ".") for figure in re.findall(FIGURE["de"], lesson("de"))}
    assert english == german
    assert len(german) > 15


def test_the_card_of_the_lesson_is_reckoned_rightly() -> None:
    text = lesson("en")
    moves = [CardMove(100, Decimal("2.00")), CardMove(60, Decimal("2.30")), CardMove(-120)]
    first, average, last = (card(moves)[-1] for card in (fifo, moving_average, lifo))
    assert f"20 at 2.30 are {first.moved}" in text
    assert f"Forty pieces at 2.30 are left: {first.value}" in text
    assert f"120 times that, {average.moved}, and {average.value} is left" in text
    assert f"would take the 60 new ones first: {last.moved}" in text
    assert f"for 160 pieces is {moving_average(moves)[1].value / 160:.4f} each" in text


def test_the_classes_of_the_lesson_are_reckoned_rightly() -> None:
    rows = re.findall(
        r"^\| ([\w ]+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \| (\d+)% \| (\d+)% \| ([ABC]) \|$", lesson("en"), re.M
    )
    assert len(rows) == 5
    values = {name: int(use) * Decimal(cost) for name, use, cost, *_rest in rows}
    shares = cumulative_shares(values)
    assert list(shares) == [name for name, *_rest in rows]
    for name, _use, _cost, worth, share, cumulative, letter in rows:
        assert (Decimal(worth), class_of(shares[name])) == (values[name], letter)
        assert Decimal(share) == 100 * values[name] / sum(values.values())
        assert Decimal(cumulative) == shares[name]
    assert f"Up to {A_LIMIT}% an article is in class A, up to {B_LIMIT}% in B" in lesson("en")


def test_reorder_point_and_order_quantity_of_the_lesson_are_reckoned_rightly() -> None:
    point = reorder_point(Decimal(30), WORKING_DAYS_A_WEEK, 50)
    assert f"30 × {WORKING_DAYS_A_WEEK} + 50 = {point}" in lesson("en")
    best = economic_quantity(Decimal(900), Decimal(20), Decimal(2), Decimal(20))
    assert f"200 × 900 × 20 / (2 × 20) is {best}." in lesson("en")
    assert f"With 8 in a pack, {best} becomes {whole_packs(best, 8)}" in lesson("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_law_says_is_what_the_lesson_says(language: Language) -> None:
    years = value("retention_books", DAY)
    assert value("stock_taking", DAY) == 1
    said = {
        "en": (f"once in every business year, and to keep the list for {years} years",),
        "de": ("Einmal in jedem Geschäftsjahr", f"er hebt es {years} Jahre auf"),
    }[language]
    assert all(text in lesson(language) for text in said)


def test_the_shelf_at_the_beginning_holds_what_the_text_says() -> None:
    """Counted from the picture's own rectangles: 3 x 3 and 2 x 2 cartons, three packs, four pieces."""
    drawing = (UNIT / "shelf.en.svg").read_text(encoding="utf-8")
    counts = [
        drawing.count(size) for size in ('width="58" height="40"', 'width="38" height="24"', 'width="24" height="13"')
    ]
    assert counts == [9, 3, 4]
    assert drawing.count('width="34" height="30"') == 3 + 2  # from the side
    assert drawing.count('width="26" height="26"') == 3 + 2  # from above
    packs = (9 + 2 * 2) * 4 + 3
    assert f"are {packs} packs, and with the four single ones that makes {packs * 6 + 4} pieces" in lesson("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_dollar_signs_stand_only_where_they_are_not_taken_for_mathematics(language: Language) -> None:
    for page in ("lesson", "assignment"):
        text = (UNIT / f"{page}.{language}.md").read_text(encoding="utf-8")
        assert "$" not in re.sub(r"`[^`]*`", "", text)
        assert "!" not in re.sub(r"!\[|`[^`]*`", "", text)
