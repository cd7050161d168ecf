"""JupyterLab as a learner meets it: no single key and no button over a cell takes a task away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.browser import HERE, Notebook

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

KEYS = ("a", "b", "x", "c", "v", "d", "d", "m", "r", "y", "1", "z", "Shift+z", "Shift+m", "o", "0", "0", "i", "i")
SHOWN = f"() => [...{HERE}.content.model.cells].map(cell => [cell.type, cell.sharedModel.source, cell.outputHidden])"


MAP = 'from course import view\nview("course-map", "en")'


def press_one_by_one(book: Notebook) -> None:
    """Looked at after every key: what one of them adds another takes away."""
    before = book.page.evaluate(SHOWN)
    for key in KEYS:
        book.press(key)
        assert book.page.evaluate(SHOWN) == before, key
        assert book.page.locator(".jp-Dialog").count() == 0, key


def test_single_keys_on_a_selected_cell_change_nothing(notebook: Callable[..., Notebook]) -> None:
    book = notebook("1 + 1", "2 + 2", "3 + 3")
    book.run(0)
    for name in ("copy-cell", "insert-cell-below", "change-cell-to-markdown"):  # so that each key has something to do
        book.page.evaluate("name => window.jupyterapp.commands.execute(`notebook:${name}`)", name)
    for at in (0, 2):  # a code cell with its output, and one of text
        book.page.evaluate(f"at => {{ {HERE}.content.activeCellIndex = at; {HERE}.content.activate() }}", at)
        book.page.locator(".jp-Notebook.jp-mod-commandMode .jp-Cell:focus").wait_for()
        press_one_by_one(book)
    assert book.page.locator(".jp-cell-toolbar button:visible").count() == 0
    book.page.evaluate(f"() => {{ {HERE}.content.activeCellIndex = 3; {HERE}.content.activate() }}")
    book.press("Shift+Enter")  # running a cell is the one key that a learner needs
    book.page.locator(".jp-OutputArea-output").nth(1).wait_for()


def test_single_keys_on_the_map_of_the_course_change_nothing(notebook: Callable[..., Notebook]) -> None:
    """It is plain HTML and keeps no key to itself."""
    book = notebook("1 + 1", MAP)
    book.run_all(".bo-map")
    book.page.locator(".bo-map summary").first.focus()
    press_one_by_one(book)
    assert book.page.evaluate("document.activeElement.closest('.bo-map') !== null")
