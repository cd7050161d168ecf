"""Copying, pasting and the mouse: the sheet does what Excel and LibreOffice do."""

from __future__ import annotations

import pytest

from tests.desk.grid import FILE, Grid, Open, await_value, desk_cell

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]
READ_HTML = "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"


def test_excel_tables_are_pasted_and_taken_back_at_once(notebook: Open) -> None:
    book = notebook(desk_cell())
    book.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("A2")
    grid.type("01/04/2026", "<Enter>")
    excel = (
        '02/04/2026\tER-1\t3400\t1,200.00\t\t"Paper ""A4"", white"\r\n02/04/2026\tER-1\t1600\t\t1,200.00\tBlattwerk\r\n'
    )
    book.page.evaluate("text => navigator.clipboard.writeText(text)", excel)
    grid.type("<Control+v>")
    grid.expect("F3", 'Paper "A4", white')
    grid.expect("D3", "1,200.00")
    await_value(book.folder / FILE, "E4", 1200)
    grid.type("<Control+z>")
    grid.expect("F3", "")
    assert grid.cell("A2").text_content() == "01/04/2026", "what was typed before the paste stays"
    await_value(book.folder / FILE, "E4", None)
    grid.type("<Control+y>")
    grid.expect("E4", "1,200.00")
    grid.type("<Control+c>")
    copied = book.page.evaluate("navigator.clipboard.readText()")
    assert copied == excel.replace("\r\n", "\n").rstrip("\n")
    html = book.page.evaluate(READ_HTML)
    assert "<td>1,200.00</td>" in html
    words = """ style="mso-number-format:'\\@'" sdnum="1033;0;@\""""
    assert f'<td{words}>Paper "A4", white</td>' in html
    assert f"<td{words}>ER-1</td>" in html, "Excel takes a code for words, not for a number"

    grid.go("D5")
    grid.type("=D3*2", "<Enter>", "<Shift+Enter>", "<Control+c>", "<ArrowDown>", "<Shift+ArrowDown>", "<Control+v>")
    grid.expect("D6", "0.00")
    grid.expect("D7", "4,800.00")
    grid.type("<Escape>", "<F2>")
    assert grid.root.locator(".bo-sheet-content").inner_text() == "=D5*2", "a copied formula moves its references"
    grid.type("<Escape>", "<Shift+ArrowDown>", "<Control+d>")
    grid.expect("D8", "0.00")
    grid.type("<ArrowDown>", "<ArrowUp>")
    assert "Formula =D6*2" in book.page.locator(".bo-live").first.inner_text(), "a screen reader hears the formula"


def test_the_mouse_selects_and_points_at_cells(notebook: Open) -> None:
    book = notebook(desk_cell())
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("D2")
    grid.type("10", "<Enter>", "20", "<Enter>", "=2*")
    grid.cell("D3").click()
    grid.type("+SUM(")
    grid.cell("D2").hover()
    book.page.mouse.down()
    grid.cell("D3").hover()
    book.page.mouse.up()
    grid.type(")", "<Enter>")
    grid.expect("D4", "70.00")
    grid.cell("B2").click()
    grid.cell("D4").click(modifiers=["Shift"])
    assert grid.root.locator('[aria-selected="true"]').count() == 9
    grid.type("<Delete>")
    grid.expect("D4", "")
    grid.cell("F5").dblclick()
    grid.type("by mouse")
    grid.cell("A6").click()
    await_value(book.folder / FILE, "F5", "by mouse")
