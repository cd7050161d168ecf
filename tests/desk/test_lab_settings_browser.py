"""JupyterLab as a learner meets it: no single key and no button over a cell takes a task away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.browser import Notebook

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]


def test_single_keys_on_a_selected_cell_change_nothing(notebook: Callable[..., Notebook]) -> None:
    book = notebook("1 + 1", "2 + 2")
    before = book.sources()
    book.cells.first.click()
    book.press("Escape")
    book.page.locator(".jp-Notebook.jp-mod-commandMode").wait_for()
    book.press("a", "b", "x", "d", "d", "z", "m", "r", "y", "0", "0", "i", "i")
    assert book.sources() == before
    assert book.page.locator(".jp-Dialog").count() == 0
    assert book.page.locator(".jp-cell-toolbar button:visible").count() == 0
    book.press("Shift+Enter")  # running a cell is the one key that a learner needs
    book.page.locator(".jp-OutputArea-output").wait_for()
