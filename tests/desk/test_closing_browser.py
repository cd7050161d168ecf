"""Every way of leaving a page, at once and a little later: the cell that was being typed is in the file.

"Later" is before and after the pause at which a sheet sends a draft (200 ms). Nothing here is left by Enter or Tab.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.browser import HERE, Notebook
from tests.desk.grid import FILE, Grid, Open, await_value, desk_cell, run, values
from tests.desk.server import load

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

AFTER = (0, 100, 400)  # ms since the last key
CLOSE_TAB = f"() => {{ window.closing = {HERE}; window.jupyterapp.commands.execute('application:close') }}"


def new_page(book: Notebook) -> None:
    """The browser's page is gone; the learner opens JupyterLab anew."""
    address = book.page.url.partition("/tree")[0].partition("?")[0]
    book.page = book.page.context.new_page()
    load(book.page, f"{address}?reset")
    book.open()


def close_page(book: Notebook) -> None:
    book.page.close()
    new_page(book)


def unload_page(book: Notebook) -> None:
    """As when the browser itself is ended: the page is asked whether it may go."""
    book.page.on("dialog", lambda dialog: dialog.accept())
    with book.page.expect_event("close"):
        book.page.close(run_before_unload=True)
    new_page(book)


def close_tab(book: Notebook) -> None:
    book.page.evaluate(CLOSE_TAB)
    book.until("() => window.closing.isDisposed")  # without a question
    book.open()


@pytest.mark.parametrize("leave", [close_page, unload_page, close_tab, Notebook.reload], ids=lambda way: way.__name__)
def test_what_is_being_typed_when_the_page_is_left_is_in_the_file(
    notebook: Open, leave: Callable[[Notebook], None]
) -> None:
    book = notebook(desk_cell())
    file = book.folder / FILE
    for row, pause in enumerate(AFTER, start=2):
        run(book)
        book.page.evaluate("async () => { await window.jupyterapp.commands.execute('docmanager:save') }")
        grid = Grid(book)
        grid.root.wait_for()
        grid.go(f"B{row}")
        grid.type(f"ER-{row}")
        book.page.wait_for_timeout(pause)
        leave(book)
        await_value(file, f"B{row}", f"ER-{row}")
    run(book)
    assert [Grid(book).cell(f"B{row}").text_content() for row in (2, 3, 4)] == ["ER-2", "ER-3", "ER-4"]
    assert [values(file)[f"B{row}"] for row in (2, 3, 4)] == ["ER-2", "ER-3", "ER-4"]
