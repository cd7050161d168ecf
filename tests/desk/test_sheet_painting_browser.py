"""Only cells in which something changed are painted anew: seen by the browser itself, cell by cell."""

from __future__ import annotations

import pytest

from tests.desk.grid import FILE, Grid, Open, await_value, desk_cell

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

WATCH = """grid => {
  window.painted = new Set();
  new MutationObserver((records) => {
    for (const { target } of records) {
      const cell = target.closest?.('[data-ref]') ?? target.parentElement?.closest('[data-ref]');
      if (cell) window.painted.add(cell.dataset.ref);
    }
  }).observe(grid, { subtree: true, childList: true, characterData: true });
}"""
PAINTED = "() => { const refs = [...window.painted].sort(); window.painted.clear(); return refs; }"


def test_only_what_changed_is_painted(notebook: Open) -> None:
    book = notebook(desk_cell("wide_layout(60, 6)"), desk_cell("wide_layout(60, 6)"))
    book.run_all(".bo-sheet")
    book.page.locator(".bo-sheet").nth(1).wait_for()
    grid = Grid(book)
    grid.go("A2")
    grid.type("10", "<Enter>", "=A2*2", "<Enter>", "=A3+1", "<Enter>")
    grid.expect("A4", "21.00")
    grid.wait_saved()
    grid.go("A2")
    grid.root.locator("[role=grid]").evaluate(WATCH)
    grid.type("11", "<Enter>")
    grid.expect("A4", "23.00")
    grid.wait_saved()
    await_value(book.folder / FILE, "A4", 23)
    assert book.page.evaluate(PAINTED) == ["A2", "A3", "A4"], "the cell, and what is computed from it"
    grid.type("<ArrowRight>", "<ArrowDown>", "<Shift+ArrowDown>")
    assert book.page.evaluate(PAINTED) == ["A3", "B3", "B4", "B5"], "where the handle went along"
    other = Grid(book, 1)
    other.go("A2")
    other.type("12", "<Enter>")
    grid.expect("A4", "25.00")
    assert book.page.evaluate(PAINTED) == ["A2", "A3", "A4"], "what the other desk changed"
