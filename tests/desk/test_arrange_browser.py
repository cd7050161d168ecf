"""Sorting, filtering, formats and charts in JupyterLab by keyboard alone, and what axe-core says of their panels."""

from __future__ import annotations

import pytest

from tests.desk.browser import axe
from tests.desk.grid import Grid, Open, values

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

TASK = 'from course import task\ntask("{name}", "en")'
LAST = 9  # row of the last invoice of the exercise


def column(grid: Grid, letter: str) -> list[str]:
    return [str(grid.cell(f"{letter}{row}").text_content()) for row in range(2, LAST + 1)]


def rows(grid: Grid) -> set[tuple[str, ...]]:
    return set(zip(*(column(grid, letter) for letter in "ABCDEF"), strict=True))


@pytest.fixture
def invoices(notebook: Open) -> Grid:
    """The exercise on lists, just opened."""
    book = notebook(TASK.format(name="practice-sort"))
    book.run_all(".bo-sheet")
    return Grid(book)


def test_a_list_is_torn_and_taken_back(invoices: Grid) -> None:
    grid, page, whole = invoices, invoices.book.page, rows(invoices)
    cut = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)"
    assert grid.root.locator("[data-ref]").evaluate_all(cut) == [], "no name is cut short"
    grid.go("E2")
    grid.type(*["<Shift+ArrowDown>"] * (LAST - 2), "<Alt+ArrowDown>", "<Enter>")
    page.locator(".bo-sheet-panel select").wait_for()
    for theme in ("light", "dark"):
        grid.book.theme(theme)
        assert axe(page, ".bo-desk") == []
    page.locator(".bo-sheet-panel select").focus()
    grid.type("<Tab>", "<Tab>", "<ArrowDown>", "<Tab>", "<Enter>")  # only what is marked
    page.get_by_text("E2:E9 sorted by E").first.wait_for()
    assert rows(grid) != whole, "one column alone can be sorted, as everywhere"
    assert grid.place.startswith("E"), "the keyboard is back in the sheet"
    grid.type("<Control+z>")
    grid.wait_saved()
    grid.expect("E2", next(row[4] for row in whole if row[0] == column(grid, "A")[0]))
    assert rows(grid) == whole, "one step back and every row is together again"


def test_a_list_is_sorted_whole(invoices: Grid) -> None:
    grid, whole = invoices, rows(invoices)
    grid.go("D4")
    grid.type("<Alt+ArrowDown>", "<Enter>")
    grid.book.page.locator(".bo-sheet-panel select").wait_for()
    grid.type("<Tab>", "<Tab>", "<Enter>")
    grid.book.page.get_by_text("A2:F9 sorted by D").first.wait_for()
    assert rows(grid) == whole
    days = [text[6:] + text[3:5] + text[:2] for text in column(grid, "D")]
    assert days == sorted(days)


def test_a_list_is_filtered_and_only_what_is_shown_is_copied_and_added_up(invoices: Grid) -> None:
    grid, book, whole = invoices, invoices.book, rows(invoices)
    book.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    grid.go("C2")
    grid.type("<Alt+ArrowDown>", "<ArrowRight>", "<Enter>")
    book.page.locator(".bo-sheet-texts input").first.wait_for()
    assert axe(book.page, ".bo-desk") == []
    grid.type("<Tab>", "<Space>", "<Tab>", "<Tab>", "<Enter>")
    shown = book.page.locator(".bo-sheet-shown")
    book.until("() => document.querySelector('.bo-sheet-shown').textContent.includes('of 8 rows shown (Town: Berlin)')")
    berlin = sum(row[2] == "Berlin" for row in whole)
    assert str(shown.text_content()).startswith(f"{berlin} of 8")
    grid.go("A1")
    grid.type(*["<Shift+ArrowDown>"] * berlin, "<Control+c>")
    copied = str(book.page.evaluate("navigator.clipboard.readText()")).split("\n")
    assert len(copied) == berlin + 1, "arrows and the clipboard pass over hidden rows"
    grid.go("E12")
    grid.type("=SUBTOTAL(109,E2:E9)", "<Enter>")
    total = sum(float(row[4].replace(",", "")) for row in whole if row[2] == "Berlin")
    grid.expect("E12", f"{total:,.2f}")
    grid.wait_saved()
    assert len([ref for ref in values(book.folder / "practice-sort.xlsx") if ref[0] == "A"]) == 9, "none was deleted"


def test_formats_are_chosen_and_a_chart_is_drawn(notebook: Open) -> None:
    book = notebook(TASK.format(name="practice-formats"), TASK.format(name="practice-chart"))
    book.run_all(".bo-chart-sheet table")
    grid = Grid(book)
    stored = grid.cell("C2").text_content()
    grid.go("C2")
    grid.type(*["<Shift+ArrowDown>"] * 4, "<Alt+ArrowDown>", "<Enter>")
    book.page.locator(".bo-sheet-panel input:focus").wait_for()
    assert axe(book.page, ".bo-desk") == []
    grid.type("<ArrowUp>", "<ArrowUp>", "<Tab>", "<Enter>")  # from General round to Date
    book.until("() => /^\\d\\d.\\d\\d.2026$/.test(document.querySelector('[data-ref=C2]').textContent)")
    assert stored is not None
    assert stored.startswith("461"), "it was a number of days"
    grid.go("A2")
    grid.type("<Alt+ArrowDown>", "<Enter>")
    book.page.locator(".bo-sheet-panel input:focus").wait_for()
    grid.type("<ArrowUp>", "<Tab>", "<Enter>")  # Text
    book.page.locator(".bo-sheet-panel").first.wait_for(state="hidden")
    grid.type("00417", "<Enter>", "00417", "<Enter>")
    grid.expect("A2", "00417")
    grid.expect("A3", "417")

    fields = book.page.locator(".bo-form .bo-input")
    fields.first.focus()
    grid.type("F2:F4", "<Tab>", "G1:H4", "<Tab>", "<Space>", "<Tab>", "Sales <2026>", "<Tab>", "EUR", "<Tab>")
    picture = book.page.locator(".bo-chart-light")
    book.until("() => document.querySelector('.bo-chart-light')?.alt.includes('<2026>')")
    words = str(picture.get_attribute("alt"))
    shown = book.page.locator(".bo-chart-sheet tbody tr").nth(1).locator("td").nth(6).text_content()
    assert shown
    assert shown in words, "the words say the figures of the sheet"
    assert book.page.evaluate("image => image.decode().then(() => image.naturalWidth)", picture.element_handle()) > 300
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, ".bo-desk") == []
