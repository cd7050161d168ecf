"""The keys that somebody who knows Excel or LibreOffice presses without thinking."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.desk.grid import FILE, Grid, Open, await_value, desk_cell, values

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]
WIDE = "layout=wide_layout(20, 6)"


def opened(notebook: Open, language: str = "en") -> Grid:
    book = notebook(desk_cell(WIDE + f', language="{language}"', language))
    book.run_all(".bo-sheet")
    return Grid(book)


def test_cells_are_chosen_with_arrows_summed_and_filled(notebook: Open) -> None:
    grid = opened(notebook)
    file = grid.book.folder / FILE
    grid.go("A2")
    grid.type("10", "<Enter>", "20", "<Enter>", "30", "<Enter>")
    grid.type("=", "<ArrowUp>", "*2+", "<ArrowUp>", "<ArrowUp>", "<Enter>")
    await_value(file, "A5", 80)
    grid.type("=SUM(", "<ArrowUp>", "<Shift+ArrowUp>", "<Shift+ArrowUp>")
    assert grid.cell("A4").get_attribute("data-named") == "1", "the cells that are named are in colour"
    assert grid.cell("A2").get_attribute("data-named") is None
    grid.type("<Escape>")
    assert "A6" not in values(file)
    grid.type("<Alt+=>")
    assert grid.cell("A6").locator("input").input_value() == "=SUM(A2:A5)"
    grid.type("<Enter>")
    await_value(file, "A6", 140)
    grid.go("B2")
    grid.type("=A2*$A$2", "<Enter>")
    grid.go("B2")
    grid.type("<Shift+ArrowDown>", "<Control+d>", "<ArrowUp>", "<Shift+ArrowRight>", "<Control+r>")
    await_value(file, "C2", 1000)
    assert values(file)["B3"] == 200
    assert values(file)["C2"] != 100, "a reference without $ has moved to the right"


def test_enter_and_tab_go_round_in_a_marked_block(notebook: Open) -> None:
    grid = opened(notebook)
    grid.go("B2")
    grid.type("<Shift+ArrowDown>", "<Shift+ArrowRight>")
    grid.type("1", "<Enter>", "2", "<Enter>", "3", "<Enter>", "4", "<Enter>")
    assert grid.place == "B2"
    grid.type("<Tab>")
    assert grid.place == "C2"
    grid.type("<Shift+Tab>", "<Shift+Enter>")
    assert grid.place == "C3"
    file = grid.book.folder / FILE
    await_value(file, "C3", 4)
    assert {ref: values(file).get(ref) for ref in ("B2", "B3", "C2", "C3", "B4")} == {
        "B2": 1,
        "B3": 2,
        "C2": 3,
        "C3": 4,
        "B4": None,
    }
    grid.type("<ArrowDown>", "9", "<Enter>")
    assert grid.place == "C5", "an arrow leaves the block"


def test_names_signs_and_the_date_are_put_in(notebook: Open) -> None:
    grid = opened(notebook, "de")
    hint = grid.root.locator(".bo-sheet-hint")
    grid.go("A2")
    grid.type("8", "<Enter>", "=SUMMEW")
    assert "SUMMEWENNS" in hint.inner_text()
    assert "Tab übernimmt SUMMEWENN" in hint.inner_text()
    grid.type("<Backspace>", "<Tab>")
    field = grid.cell("A3").locator("input")
    assert field.input_value() == "=SUMME("
    assert hint.inner_text().startswith("SUMME(Zahl1")
    grid.type("A2", "<F4>")
    assert field.input_value() == "=SUMME($A$2"
    grid.type("<F4>", "<F4>")
    assert field.input_value() == "=SUMME($A2"
    grid.type(")", "<Tab>")
    assert grid.place == "B3", "with nothing offered, Tab goes right"
    await_value(grid.book.folder / FILE, "A3", 8)
    grid.go("C2")
    grid.type("<Control+;>")
    now = datetime.now()
    assert grid.cell("C2").locator("input").input_value() == f"{now:%d.%m.%Y}"
    grid.type("<Escape>")
    assert grid.cell("C2").text_content() == ""
