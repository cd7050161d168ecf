"""Lists: whole rows in the right order earn their points; a torn list is told from a list with a typing mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from course import __version__
from course.tasks.handing_in import check_answer, deal, handout_of, mark_answer
from course.tasks.handout import Header
from course.tasks.listing import Listing, Order
from course.tasks.mark import Item, Mark, Outcome
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.sorting import as_sorted, sort_rows
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell, Filter
from course.units import find_task

WHOLE = Order("A2:F13", "E", True)


def task() -> Listing:
    found = find_task("sort-invoices")
    assert isinstance(found, Listing)
    return found


def header() -> Header:
    return Header("ada", task().unit, task().id, 0, __version__, "en")


def blank() -> Workbook:
    return Workbook.blank(handout_of(task(), header()))


def marked(book: Workbook) -> Mark:
    handout = handout_of(task(), header())
    return task().mark(SheetAnswer(header(), book.cells(), book), deal(header(), False), handout, {})


def item(mark: Mark, key: str) -> Item:
    return next(one for one in mark.items if one.key == key)


def test_a_formula_moves_along_with_its_row() -> None:
    book = blank()
    before = {book.value(row, 1): book.value(row, 6) for row in range(2, 14)}
    sort_rows(book, WHOLE.box, 5, True)
    assert {book.value(row, 1): book.value(row, 6) for row in range(2, 14)} == before
    assert [book.content(row, 6) for row in (2, 3)] == ["=ROUND(E2*2/100,2)", "=ROUND(E3*2/100,2)"]


def test_equal_rows_keep_their_order_and_empty_cells_go_last() -> None:
    book = blank()
    book.clear(3, 3)
    names = [book.value(row, 1) for row in range(2, 14) if book.value(row, 3) == "Berlin"]
    for down in (False, True):
        again = blank()
        again.clear(3, 3)
        sort_rows(again, WHOLE.box, 3, down)
        assert [again.value(row, 1) for row in range(2, 14) if again.value(row, 3) == "Berlin"] == names
        assert again.value(13, 3) is None
    assert as_sorted("Öl") < as_sorted("Zoo")
    assert as_sorted("ÄRGER") == as_sorted("Arger")


@pytest.mark.parametrize("column", ["A", "B", "D", "E"])
def test_one_column_sorted_alone_is_named_by_its_letter(column: str) -> None:
    book = blank()
    number = " ABCDEF".index(column)
    sort_rows(book, {**WHOLE.box, "left": number, "right": number}, number, False)
    whole = item(marked(book), "rows")
    assert (whole.outcome, whole.slip, whole.points) == (Outcome.WRONG, "column-sorted-alone", 0)
    assert f"Column {column} (" in whole.message


def test_half_of_the_columns_sorted_alone_is_torn_too() -> None:
    book = blank()
    sort_rows(book, {**WHOLE.box, "left": 1, "right": 3}, 1, False)
    whole = item(marked(book), "rows")
    assert (whole.slip, "A part of the list" in whole.message) == ("column-sorted-alone", True)


def test_a_typing_mistake_is_no_torn_list() -> None:
    book = blank()
    sort_rows(book, WHOLE.box, 5, True)
    book.set("B4", Cell("Someone else"))
    mark = marked(book)
    assert (item(mark, "rows").outcome, item(mark, "rows").slip) == (Outcome.WRONG, "")
    assert item(mark, "order").outcome is Outcome.RIGHT


def test_the_order_counts_apart_from_the_rows() -> None:
    book = blank()
    sort_rows(book, WHOLE.box, 5, False)
    mark = marked(book)
    assert (item(mark, "rows").points, item(mark, "order").points) == (1, 0)
    assert item(mark, "order").slip == "wrong-direction"
    book = blank()
    sort_rows(book, WHOLE.box, 2, False)
    assert item(marked(book), "order").slip == "other-column-sorted"


def test_answers_alone_earn_nothing_for_a_list_that_was_not_touched() -> None:
    book = blank()
    book.type(15, 5, "3")
    mark = marked(book)
    assert {item(mark, key).outcome for key in ("rows", "order")} == {Outcome.NOT_ATTEMPTED}


def test_rows_that_a_filter_should_hide_must_not_be_deleted() -> None:
    book = blank()
    sort_rows(book, WHOLE.box, 5, True)
    for column in range(1, 7):
        book.clear(7, column)
    assert item(marked(book), "rows").slip == "rows-deleted"


def test_the_sum_of_what_is_shown_is_right_and_the_sum_of_everything_is_explained(tmp_path: Path) -> None:
    book = blank()
    sort_rows(book, WHOLE.box, 5, True)
    town = next(text for text in ("Berlin", "Hamburg") if text in book.content(15, 2))
    book.filter_rows(Filter("A1:F13", 3, (town,)))
    book.type(15, 5, str(13 - 1 - len(book.hidden)))
    book.type(16, 5, "=SUBTOTAL(109,E2:E13)")
    assert marked(book).points == 4
    book.save(tmp_path / task().answer_file)
    assert mark_answer(task(), "en", tmp_path).points == 4, "the file keeps the filter"
    assert check_answer(task(), "en", tmp_path).complete
    book.type(16, 5, "=SUM(E2:E13)")
    assert item(marked(book), "E16").slip == "hidden-rows-counted"


def test_an_untouched_file_is_no_answer(tmp_path: Path) -> None:
    blank().save(tmp_path / task().answer_file)
    mark = mark_answer(task(), "en", tmp_path)
    assert (mark.outcome, mark.points) == (Outcome.NOT_ATTEMPTED, 0)
    assert len(check_answer(task(), "en", tmp_path).lines) == 1


def test_what_the_learner_takes_out_stays_out(tmp_path: Path) -> None:
    book = blank()
    book.clear(2, 2)
    path = tmp_path / task().answer_file
    book.save(path)
    again = Workbook.open(path, replace(handout_of(task(), header())))
    assert again is not None
    assert again.content(2, 2) == ""
    assert again.content(3, 2) == blank().content(3, 2)
