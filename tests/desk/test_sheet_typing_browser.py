"""Typing into the sheet in JupyterLab by keyboard: what is typed is in the file, and nowhere else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.desk.grid import FILE, Grid, Open, await_value, desk_cell, run, values
from tests.desk.sheet_work import VOUCHERS

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]


def as_saved(ref: str, typed: str) -> Any:
    if ref[0] == "A":
        return datetime.strptime(typed, "%d/%m/%Y")
    return float(typed.replace(",", "")) if ref[0] in "DE" else typed


def expected_cells() -> dict[str, Any]:
    return {
        f"{column}{row}": as_saved(column, typed)
        for row, line in enumerate(VOUCHERS, start=2)
        for column, typed in zip("ABCDEF", line, strict=True)
        if typed
    }


def test_ten_vouchers_typed_and_saved_and_there_after_a_restart(notebook: Open) -> None:
    book = notebook(desk_cell(), "after = 6 * 7")
    run(book)
    grid = Grid(book)
    grid.enter()
    assert grid.place == "A2"
    for line in VOUCHERS:
        for typed in line[:-1]:
            grid.type(typed, "<Tab>")
        grid.type(line[-1], "<Enter>")
    assert grid.place == f"A{len(VOUCHERS) + 2}", "Enter returns to the column in which the Tabs began"
    grid.wait_saved()
    found = values(book.folder / FILE)
    assert {ref: value for ref, value in found.items() if not ref.endswith("1") or len(ref) > 2} == expected_cells()
    totals = grid.root.locator(".bo-sheet-total").all_inner_texts()
    assert [text.split("\n")[-1] for text in totals] == ["2,263.70", "2,263.70", "0.00"]
    shown = grid.texts()

    book.restart()
    for _ in range(3):
        run(book)
    book.page.locator(".bo-sheet").wait_for()
    grid = Grid(book)
    assert book.page.locator(".bo-sheet").count() == 1
    assert grid.texts() == shown, "every cell is there again"
    assert grid.cell("C25").text_content() == "1000 Cash"
    assert grid.root.locator(".bo-sheet-total").all_inner_texts() == totals
    grid.go("B2")
    grid.type("<ArrowDown>")
    assert grid.place == "B3", "one key, one step: no listener of an earlier run is left"
    grid.type("X", "<Enter>")
    await_value(book.folder / FILE, "B3", "X")


def test_nothing_typed_reaches_the_notebook_but_ctrl_s(notebook: Open) -> None:
    book = notebook(desk_cell(), "after = 6 * 7")
    book.run_all(".bo-sheet")
    grid = Grid(book)
    before = book.sources()
    book.page.evaluate("""() => {
        window.reached = [];
        document.querySelector('.jp-Notebook').addEventListener('keydown', event => window.reached.push(event.key));
    }""")
    grid.go("B2")
    grid.type(
        "<Escape>", "a", "<Escape>", "<Escape>", "b", "x", "dd", "<Escape>", "<Escape>", "<Control+z>", "<Control+z>"
    )
    grid.type(
        "m",
        "<Enter>",
        "<Shift+Enter>",
        "<Control+Enter>",
        "<Alt+Enter>",
        "<F2>",
        "<Escape>",
        "<Delete>",
        "<Escape>",
        "z",
    )
    grid.type("<Escape>", "<ArrowDown>", "<Shift+m>", "<Control+d>", "<Control+y>", "<Control+a>", "<Control+x>")
    assert book.sources() == before
    saved_at = book.path.stat().st_mtime_ns
    book.page.evaluate("window.jupyterapp.shell.currentWidget.context.model.dirty = true")
    grid.go("B3")
    grid.type("<Control+s>")
    book.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    assert book.path.stat().st_mtime_ns > saved_at
    assert set(book.page.evaluate("window.reached")) == {"s"}, "not even a listener of the notebook hears them"
    book.page.locator(".jp-Notebook .jp-CodeCell").nth(1).focus()
    grid.type("q")
    assert "q" in book.page.evaluate("window.reached"), "a key outside the sheet does reach the notebook"


def test_the_last_cell_needs_no_enter(notebook: Open) -> None:
    check = "import openpyxl\nassert openpyxl.load_workbook('april-vouchers.xlsx').worksheets[0]['B3'].value == 'ER-2'"
    book = notebook(
        desk_cell(),
        f"found = __import__('openpyxl').load_workbook('{FILE}').worksheets[0]['B2'].value\nprint(found)",
        check,
    )
    run(book, 0)
    book.page.locator(".bo-sheet").wait_for()
    grid = Grid(book)
    grid.go("B2")
    grid.type("ER-1")
    run(book, 1)
    assert (
        book.page.locator(".jp-Notebook .jp-CodeCell").nth(1).locator(".jp-OutputArea-output").inner_text().strip()
        == "ER-1"
    )

    grid.go("B3")
    grid.type("ER-2")
    book.page.get_by_role("button", name="Validate").press("Enter")
    dialog = book.page.locator(".jp-Dialog")
    dialog.wait_for(timeout=60_000)
    assert "Success" in dialog.inner_text()
    book.press("Enter")
    dialog.wait_for(state="detached")

    grid.go("B4")
    grid.type("ER-4")
    book.page.wait_for_timeout(400)
    book.page.close()
    await_value(book.folder / FILE, "B4", "ER-4")


def test_a_click_on_check_takes_the_cell_that_is_being_typed_along(notebook: Open) -> None:
    """JupyterLab's own strip for folding an output away once lay over the left edge of the desk and took the click."""
    book = notebook(desk_cell())
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("B2")
    grid.type("ER-1")
    check = book.desk.get_by_role("button", name="Check")
    check.hover(position={"x": 2, "y": 8})
    assert book.page.evaluate("button => button.matches(':hover')", check.element_handle())
    check.click(position={"x": 2, "y": 8})
    report = book.desk.locator(".bo-report-head")
    report.wait_for(timeout=8000)
    assert values(book.folder / FILE)["B2"] == "ER-1", "what Check looks at is in the file already"
    assert grid.root.is_visible(), "the click did not fold the output away"
