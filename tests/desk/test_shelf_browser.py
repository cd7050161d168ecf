"""A shelf in real chromium: looked at, put into words and counted by keyboard alone, in both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from course import __version__
from course.locale import Language
from course.tasks.handing_in import deal
from course.tasks.handout import Header
from course.tasks.sheet_answer import SheetAnswer
from course.units import find_task
from tests.desk.browser import Notebook, axe
from tests.desk.grid import Grid

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

Open = Callable[..., Notebook]
IN_PAPER = "(host, found) => host.shadowRoot.querySelector(found)"
LEARNER = "learner-1"  # whose server it is, see conftest


def right_row(language: Language) -> list[str]:
    """What a careful clerk types into the row that is still open."""
    task = find_task("first-shelves")
    header = Header(LEARNER, task.unit, task.id, 0, __version__, language)
    firm = deal(header, lesson=True)
    answer = task.perfect(firm, task.handout(firm, header, {}))
    assert isinstance(answer, SheetAnswer)
    return [f"{answer.amount(f'{column}3'):.0f}" for column in "DEFGH"]


def test_a_shelf_is_counted_by_keyboard(notebook: Open) -> None:
    book = notebook('from course import task\ntask("first-shelves", "en")', height=1300)
    book.run_all()
    tabs = book.desk.get_by_role("tab")
    tabs.first.focus()
    book.press("ArrowRight", "ArrowRight")
    host = book.desk.locator(".bo-paper")
    assert host.evaluate(f"host => ({IN_PAPER})(host, 'svg.shelf').getBoundingClientRect().width") > 400
    words = book.page.get_by_text("The drawing in words")
    words.focus()
    book.press("Enter")
    assert host.evaluate(f"host => ({IN_PAPER})(host, 'details').open")
    assert "more stacks of cartons" in host.evaluate(f"host => ({IN_PAPER})(host, 'details').innerText")
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, ".bo-desk") == []
    book.theme("light")
    grid = Grid(book)
    grid.go("D3")
    for number in right_row("en"):
        grid.type(number, "<Tab>")
    grid.type("=(D3*G3+E3)*H3+F3", "<Enter>")
    grid.wait_saved()
    book.until_saved()
    book.desk.get_by_role("button", name="Check", exact=True).press("Enter")
    book.desk.locator(".bo-report", has_text="Everything is right").wait_for()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("task", ["stock-differences", "shelf-count", "april-vouchers"])
def test_a_sheet_is_not_wider_than_what_papers_leave_it(notebook: Open, task: str, language: Language) -> None:
    """Its last column was half beyond the edge in a window of 1366 pixels, where 757 are left beside the papers."""
    book = notebook(f'from course import task\ntask("{task}", "{language}")')
    book.run_all(".bo-sheet-grid")
    least = book.desk.locator(".bo-sheet-grid").evaluate("grid => getComputedStyle(grid).minWidth")
    assert float(least.removesuffix("px")) <= 757
    cut = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)"
    assert book.desk.locator(".bo-sheet-grid [role=columnheader]").evaluate_all(cut) == []
