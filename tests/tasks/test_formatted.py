"""Formats: value and format both count, and what only looks alike is told apart, whatever program saved the file."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from course import __version__
from course.locale import LANGUAGES, Language
from course.tasks.formatted import Formats
from course.tasks.formula import cells_of, position
from course.tasks.handing_in import deal, handout_of, lay_down, mark_answer
from course.tasks.handout import Header
from course.tasks.mark import Item, Mark
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.workbook import Workbook
from course.units import find_task

Change = Callable[[Workbook], None]


def task() -> Formats:
    found = find_task("number-formats")
    assert isinstance(found, Formats)
    return found


def header(language: Language = "en") -> Header:
    return Header("ada", task().unit, task().id, 0, __version__, language)


def marked(change: Change, language: Language = "en") -> Mark:
    handout, firm = handout_of(task(), header(language)), deal(header(language), False)
    right = task().perfect(firm, handout)
    assert right.book is not None
    change(right.book)
    return task().mark(SheetAnswer(right.header, right.book.cells(), right.book), firm, handout, {})


def column(mark: Mark, letter: str) -> Item:
    return next(one for one in mark.items if one.key.startswith(letter))


def as_general_number(book: Workbook) -> None:
    for ref in cells_of("A2:A7"):
        text = str(book.value(*position(ref)))
        book.choose(*position(ref), "")
        book.type(*position(ref), text)


def as_text(book: Workbook) -> None:
    for ref in cells_of("D2:D7"):
        book.type(*position(ref), f"'{book.content(*position(ref))}")


def too_large(book: Workbook) -> None:
    for ref in cells_of("F2:F7"):
        share = book.value(*position(ref))
        assert isinstance(share, float)
        book.type(*position(ref), f"{share * 10000:.0f}%")


def no_thousands(book: Workbook) -> None:
    for ref in cells_of("E2:E7"):
        book.choose(*position(ref), "0.00")


def date_as_number(book: Workbook) -> None:
    for ref in cells_of("C2:C4"):
        book.choose(*position(ref), "")


@pytest.mark.parametrize(
    ("change", "letter", "slip", "points"),
    [
        (as_general_number, "A", "leading-zeros-lost", 0),
        (as_text, "D", "number-as-text", Decimal("0.5")),
        (too_large, "F", "per-cent-as-whole-number", Decimal("0.5")),
        (no_thousands, "E", "thousands-missing", Decimal("0.5")),
        (date_as_number, "C", "format-missing", Decimal("0.5")),
    ],
)
def test_a_slip_costs_its_half_and_is_named(change: Change, letter: str, slip: str, points: Decimal) -> None:
    mark = marked(change)
    assert (column(mark, letter).slip, column(mark, letter).points) == (slip, points)
    assert sum(one.points == one.of for one in mark.items) == 4, "the other columns are as right as before"


def test_an_apostrophe_keeps_the_noughts_as_well_as_the_format_text() -> None:
    def typed(book: Workbook) -> None:
        for ref in cells_of("A2:A7"):
            text = book.value(*position(ref))
            book.choose(*position(ref), "")
            book.type(*position(ref), f"'{text}")

    assert marked(typed).points == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_keeps_formats_for_us_and_for_others(language: Language, tmp_path: Path) -> None:
    path = lay_down(task(), header(language), tmp_path)
    assert mark_answer(task(), language, tmp_path).points == 5
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["A2"].value.startswith("00")
    assert sheet["E2"].number_format == "#,##0.00"
    assert sheet["F2"].number_format.replace(" ", "") == "0.0%"
    assert sheet["C2"].is_date


def test_formats_that_another_program_wrote_are_read(tmp_path: Path) -> None:
    path = lay_down(task(), header(), tmp_path)
    book = openpyxl.load_workbook(path)
    for row in range(2, 8):
        book.worksheets[0][f"E{row}"].number_format = '#,##0.00_-"€"'
        book.worksheets[0][f"C{row}"].number_format = "d mmm yyyy"
        book.worksheets[0][f"F{row}"].number_format = "0.00%"
    book.save(path)
    mark = mark_answer(task(), "en", tmp_path)
    assert [column(mark, letter).points for letter in "CEF"] == [1, 1, Decimal("0.5")]
    assert column(mark, "F").slip == "other-format"
