"""One real task of each kind, out of the course itself, worked by keyboard alone until Check says that it is right.

Where a task goes on from another, both are on one page and the keyboard goes on to the second.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from course.tasks.formula import position
from course.tasks.handing_in import handout_for, lay_down, mark_answer
from course.tasks.number_format import CHOICES, DATE, TEXT
from course.tasks.sheet_answer import SheetAnswer
from course.units import find_task
from tests.desk.careful import LEARNER, Clerk, at_first_cell, desk_of, header_of
from tests.desk.conftest import Pages
from tests.desk.grid import Open

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]


def test_quiz_form_and_journal(notebook: Open) -> None:
    book = notebook(*map(desk_of, ("three-words", "first-form", "first-voucher")))
    at_first_cell(book)
    before = book.sources()
    for name in ("three-words", "first-form"):
        clerk = Clerk(book, name)
        clerk.fill_in()
        clerk.check()
    clerk = Clerk(book, "first-voucher")
    clerk.enter_sheet()
    clerk.type_everything()
    clerk.leave_sheet()
    clerk.check()
    assert book.sources() == before, "nothing typed reached the notebook"


def test_match_and_order(notebook: Open) -> None:
    book = notebook(*map(desk_of, ("practice-offices", "practice-situations", "practice-career")))
    at_first_cell(book)
    before = book.sources()
    offices = Clerk(book, "practice-offices")
    offices.match()
    offices.check()
    for name in ("practice-situations", "practice-career"):
        clerk = Clerk(book, name)
        clerk.fill_in()
        clerk.check()
    assert book.sources() == before, "nothing typed reached the notebook"


def test_settling_and_error_log(notebook: Open) -> None:
    book = notebook(*map(desk_of, ("practice-settling", "practice-log")))
    at_first_cell(book)
    for name in ("practice-settling", "practice-log"):
        clerk = Clerk(book, name)
        clerk.enter_sheet()
        clerk.type_everything()
        clerk.leave_sheet()
        clerk.check()


def test_second_pass_and_what_differs_in_it(notebook: Open, pages: Pages) -> None:
    """The last of six cards is keyed with a slip: it comes up below a colleague's, and the card settles it."""
    folder = pages.lab.folder / "double-entry"
    folder.mkdir()
    for name in ("customer-cards", "second-pass"):
        lay_down(find_task(name), header_of(name), folder)
    put_back(folder, "second-pass", row=7)
    book = notebook(*map(desk_of, ("second-pass", "settle-differences")), folder=folder)
    at_first_cell(book)
    second = Clerk(book, "second-pass")
    entries = second.entries()
    assert len(entries) == 10, "one card is left"
    second.enter_sheet()
    second.type_everything({"C7": entries["C7"] + entries["C7"][-1]})
    second.leave_sheet()
    second.check("Complete and readable")
    settling = Clerk(book, "settle-differences")
    settling.press_button("Load it")
    settling.desk.get_by_text("Load it").wait_for(state="hidden")
    settling.desk.get_by_role("heading", name=settling.handout.title).and_(book.page.locator(":focus")).wait_for()
    assert len(settling.entries()) == 11, "ten of a colleague's, one of one's own"
    settling.enter_sheet()
    settling.type_everything()
    settling.leave_sheet()
    settling.check("Complete and readable")
    assert mark_answer(settling.task, "en", folder).points == settling.task.points
    assert 0 < mark_answer(second.task, "en", folder).points < second.task.points


def put_back(folder: Path, name: str, row: int) -> None:
    """Take a row out of the answer that lies there, as before its card was keyed."""
    task = find_task(name)
    handout = handout_for(task, "en", folder, LEARNER)
    answer = task.read(folder / task.answer_file, handout)
    assert isinstance(answer, SheetAnswer)
    cells = {ref: cell for ref, cell in answer.cells.items() if position(ref)[0] != row}
    task.write(replace(answer, cells=cells, book=None), folder / task.answer_file, handout)


def test_formulas_that_are_filled_and_a_chart_of_them(notebook: Open) -> None:
    book = notebook(*map(desk_of, ("first-formulas", "practice-months", "practice-chart")))
    at_first_cell(book)
    first = Clerk(book, "first-formulas")
    first.enter_sheet()
    first.type_everything()
    first.leave_sheet()
    first.check()
    months = Clerk(book, "practice-months")
    months.enter_sheet()
    for ref in ("E2", "G2", "I2", "G5"):
        months.type_in(ref, months.entries()[ref])
    for block, key in (("E2:E13", "d"), ("G2:H2", "r"), ("G2:I4", "d"), ("G5:I5", "r")):
        months.mark(*block.split(":"))
        months.keys.press(f"Control+{key}")
    months.leave_sheet()
    months.check()
    chart = Clerk(book, "practice-chart")
    chart.fill_in()
    chart.check()
    assert chart.desk.get_by_text("a colleague’s sheet").is_hidden()


def test_a_list_is_sorted_filtered_and_counted(notebook: Open) -> None:
    book = notebook(desk_of("practice-sort"))
    at_first_cell(book)
    clerk = Clerk(book, "practice-sort")
    clerk.enter_sheet()
    clerk.go("D2")
    clerk.open_panel("Sort…")
    clerk.leave_panel("Sort")
    clerk.desk.get_by_text("A2:F9 sorted by D").first.wait_for()
    clerk.go("C2")
    clerk.open_panel("Filter…")
    question = str(clerk.desk.locator('[data-ref="B11"]').text_content())
    town = question.removeprefix("How many invoices go to ").removesuffix("?")
    clerk.tab_to(clerk.desk.get_by_label(f"{town} ("))
    clerk.keys.press("Space")
    clerk.leave_panel("Filter")
    shown = clerk.desk.get_by_text("of 8 rows shown")
    clerk.type_in("E11", str(shown.text_content()).split(" ")[0])
    clerk.type_in("E12", "=SUBTOTAL(109,E2:E9)")
    clerk.leave_sheet()
    clerk.check()


def test_formats(notebook: Open) -> None:
    book = notebook(desk_of("practice-formats"))
    at_first_cell(book)
    clerk = Clerk(book, "practice-formats")
    clerk.enter_sheet()
    for column, code in {"A": TEXT, "C": DATE, "D": "0", "E": "#,##0.00", "F": "0.0%"}.items():
        clerk.mark(f"{column}2", f"{column}6")
        clerk.open_panel("Format…")
        clerk.choose(CHOICES.index(code))
        clerk.leave_panel("Apply")
    clerk.type_everything()
    clerk.leave_sheet()
    clerk.check()
