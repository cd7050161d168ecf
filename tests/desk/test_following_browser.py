"""The line that says that an earlier task has changed, and its button, in real chromium."""

from __future__ import annotations

import pytest

from tests.desk.browser import Notebook
from tests.desk.grid import Open
from tests.desk.test_following import BALANCE, JOURNAL

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

CELLS = (
    f'from course import task\ntask("{JOURNAL}", "en")',
    f'task("{BALANCE}", "en")',
)


def test_the_line_and_its_button_at_the_desk(notebook: Open) -> None:
    book: Notebook = notebook(*CELLS)
    book.run_all()
    book.page.locator(".bo-sheet").nth(1).wait_for()
    line = book.page.locator(".bo-behind").nth(1)
    assert line.is_hidden()
    journal = book.page.locator(".bo-sheet").first
    journal.locator('.bo-sheet-row [data-ref^="F"]:not(.bo-locked)').last.focus()
    book.type("note")
    book.press("Enter")
    line.wait_for()
    assert "has changed since" in line.inner_text()
    assert book.page.locator(".bo-behind").first.is_hidden()
    line.get_by_role("button", name="Load it").focus()
    book.press("Enter")
    line.wait_for(state="hidden")
    assert book.page.locator(".bo-sheet").nth(1).is_visible()
