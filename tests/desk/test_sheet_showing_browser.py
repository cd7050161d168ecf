"""What the sheet shows: German and English conventions, locked cells, to axe-core and to LibreOffice."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from tests.desk.browser import axe
from tests.desk.grid import FILE, Grid, Open, await_value, desk_cell
from tests.office import saved_by_libreoffice

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]


def test_the_german_sheet_reads_and_shows_german(notebook: Open) -> None:
    book = notebook(desk_cell('language="de"', "de"))
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("A2")
    grid.type("3.4.26", "<Tab>", "0042", "<Tab>", "büro", "<Tab>", "1.234,5", "<Enter>")
    grid.go("D3")
    grid.type("=SUMME(D2;1)", "<Enter>", "1,234.50", "<Enter>")
    grid.expect("D3", "1.235,50")
    assert [grid.cell(ref).text_content() for ref in ("A2", "B2", "C2", "D2")] == [
        "03.04.2026",
        "0042",
        "4930 Bürobedarf",
        "1.234,50",
    ]
    grid.wait_saved()
    assert grid.cell("D4").text_content() == "1,234.50"
    assert grid.cell("D4").get_attribute("aria-invalid") == "true"
    grid.go("D3")
    assert grid.root.locator(".bo-sheet-content").inner_text() == "=SUMME(D2;1)"
    await_value(book.folder / FILE, "D3", 1235.5)
    grid.go("F2")
    composing = book.page.context.new_cdp_session(book.page)
    composing.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Dead", "windowsVirtualKeyCode": 229})
    composing.send("Input.imeSetComposition", {"text": "´", "selectionStart": 1, "selectionEnd": 1})
    composing.send("Input.insertText", {"text": "é"})
    grid.type("tui", "<Enter>")
    await_value(book.folder / FILE, "F2", "étui")
    formulas = openpyxl.load_workbook(book.folder / FILE).worksheets[0]
    assert formulas["D3"].value == "=SUM(D2,1)", "on file every formula is English, as Excel keeps it"
    assert formulas["D4"].value == "1,234.50", "what cannot be read stays as it was typed"


def test_locked_cells_say_so_and_axe_finds_no_violation_in_either_theme(notebook: Open) -> None:
    book = notebook(desk_cell("cash_layout(), name='cash-book'"), desk_cell())
    book.run_all(".bo-sheet")
    book.page.locator(".bo-sheet").nth(1).wait_for()
    cash, journal = Grid(book, 0), Grid(book, 1)
    assert cash.cell("D2").get_attribute("aria-readonly") == "true"
    cash.go("D2")
    cash.type("9", "<Delete>", "<F2>")
    assert cash.cell("D2").text_content() == "150.00"
    assert "cannot be changed" in book.page.locator(".bo-live").first.inner_text()
    cash.go("B3")
    cash.type("abc", "<Tab>", "20", "<Tab>", "=D2+B3-C3", "<Enter>")
    cash.expect("D3", "#VALUE!")
    journal.go("C2")
    journal.type("vat")
    book.page.locator(".bo-lookup:popover-open [role=option]").first.wait_for()
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, ".bo-desk") == []
    journal.type("<ArrowDown>", "<Enter>")
    journal.expect("C2", "1571 Input VAT 7 %")
    assert journal.place == "C3"
    journal.type("<Escape>", "<Tab>")
    assert book.page.evaluate("document.activeElement.closest('[role=grid]')") is None, (
        "Escape, then Tab leaves the grid"
    )


@pytest.mark.tool("soffice")
def test_libreoffice_agrees_with_every_value(notebook: Open, tmp_path: Path) -> None:
    book = notebook(desk_cell("wide_layout(9, 4), name='sums'"))
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("A2")
    rows = (
        ("12.50", "=A2*3", "=SUM(A2:B2)", "=ROUND(C2/7,2)"),
        ("0.10", "=A3+0.2", "=IF(B3>0.25,1,2)", '=SUMIF(A2:A3,">1")'),
    )
    for line in rows:
        for typed in line[:-1]:
            grid.type(typed, "<Tab>")
        grid.type(line[-1], "<Enter>")
    grid.wait_saved()
    shown = [grid.cell(f"{column}{row}").text_content() for row in (2, 3) for column in "ABCD"]
    first_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    [table] = saved_by_libreoffice([book.folder / "sums.xlsx"], tmp_path, first_sheet).glob("*.csv")
    theirs = [cell for line in list(csv.reader(table.open(encoding="utf-8")))[1:3] for cell in line[:4]]
    assert [float(cell.replace(",", "")) for cell in theirs] == [float(cell.replace(",", "")) for cell in shown]
    assert shown == ["12.50", "37.50", "50.00", "7.14", "0.10", "0.30", "1.00", "12.50"]
