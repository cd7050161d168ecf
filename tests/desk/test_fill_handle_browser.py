"""The fill handle under the mouse: dragged, double-clicked, given up, and dragged beyond what can be seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.desk.browser import axe
from tests.desk.grid import FILE, Grid, Open, await_value, desk_cell, values

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]


@pytest.fixture
def grid(notebook: Open) -> Grid:
    book = notebook(desk_cell("wide_layout(60, 6)"))
    book.run_all(".bo-sheet")
    return Grid(book)


def middle(grid: Grid, selector: str) -> tuple[float, float]:
    box: Any = grid.root.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(grid: Grid, ref: str) -> None:
    """The handle to a cell; the button stays down."""
    mouse = grid.book.page.mouse
    mouse.move(*middle(grid, ".bo-sheet-handle"))
    mouse.down()
    mouse.move(*middle(grid, f'[data-ref="{ref}"]'), steps=4)


def marked(grid: Grid) -> list[str]:
    cells = grid.root.locator('[aria-selected="true"]')
    return [str(ref) for ref in cells.evaluate_all("cells => cells.map(cell => cell.dataset.ref)")]


def test_figures_and_formulas_are_dragged_and_taken_back(grid: Grid) -> None:
    page, file = grid.book.page, grid.book.folder / FILE
    outline = grid.root.locator(".bo-sheet-outline")
    grid.go("A2")
    grid.type("10", "<Tab>", "=A2*2", "<Enter>", "20", "<Tab>", "=A3*2", "<Enter>")
    grid.cell("A2").click()
    grid.cell("B3").click(modifiers=["Shift"])
    drag(grid, "B6")
    assert outline.is_visible()
    around: Any = outline.bounding_box()
    corner: Any = grid.cell("B6").bounding_box()
    assert abs(around["y"] + around["height"] - corner["y"] - corner["height"]) < 1, "outlined as far as it is dragged"
    assert "A6" not in values(file), "nothing is filled before the button is let go"
    page.mouse.up()
    grid.expect("B6", "100.00")
    assert marked(grid) == [f"{column}{row}" for row in range(2, 7) for column in "AB"]
    assert not outline.is_visible()
    assert grid.root.locator(".bo-sheet-note").inner_text() == "Cells filled: 6."
    await_value(file, "A6", 50)
    assert axe(page, ".bo-desk") == []
    grid.type("<Control+z>")
    grid.expect("B6", "")
    await_value(file, "A4", None)
    assert values(file)["B3"] == 40


def test_escape_gives_a_drag_up_and_the_way_back_fills_nothing(grid: Grid) -> None:
    mouse = grid.book.page.mouse
    grid.go("A2")
    grid.type("10", "<Enter>")
    grid.wait_saved()
    grid.cell("A2").click()
    drag(grid, "A5")
    grid.type("<Escape>")
    assert not grid.root.locator(".bo-sheet-outline").is_visible()
    mouse.up()
    assert (marked(grid), grid.place) == (["A2"], "A2")
    drag(grid, "A4")
    mouse.move(*middle(grid, '[data-ref="A2"]'))
    mouse.up()
    grid.type("<ArrowRight>", "1", "<Enter>")
    await_value(grid.book.folder / FILE, "B2", 1)
    assert not {"A3", "A4", "A5"} & set(values(grid.book.folder / FILE))


def test_a_double_click_fills_down_beside_the_neighbour(grid: Grid) -> None:
    grid.go("A2")
    grid.type("1", "<Enter>", "2", "<Enter>", "3", "<Enter>")
    grid.go("B2")
    grid.type("=A2+1", "<Enter>")
    grid.wait_saved()
    grid.cell("B2").click()
    handle = grid.root.locator(".bo-sheet-handle")
    handle.dblclick()
    grid.expect("B4", "4.00")
    assert marked(grid) == ["B2", "B3", "B4"]
    grid.go("E2")
    handle.dblclick()
    grid.book.page.get_by_text("Drag the square instead").first.wait_for()
    assert grid.root.locator("input").count() == 0, "a double click on the handle edits nothing"


def test_beyond_the_edge_the_sheet_scrolls_along(grid: Grid) -> None:
    page = grid.book.page
    grid.go("A2")
    grid.type("7", "<Enter>")
    grid.wait_saved()
    grid.cell("A2").click()
    page.mouse.move(*middle(grid, ".bo-sheet-handle"))
    page.mouse.down()
    scroller: Any = grid.root.locator(".bo-sheet-scroll").bounding_box()
    page.mouse.move(scroller["x"] + 60, scroller["y"] + scroller["height"] + 30, steps=3)
    reached = "root => root.querySelector('.bo-sheet-scroll').scrollTop > 400"
    page.wait_for_function(reached, arg=grid.root.element_handle())
    page.mouse.up()
    grid.expect("A30", "7.00")
