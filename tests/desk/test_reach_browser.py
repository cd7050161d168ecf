"""A desk for everybody: at 200 % and on a small screen nothing is cut off, the keyboard's place is always seen, and in
Windows' high contrast what is chosen still differs from what is not.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.browser import Notebook
from tests.desk.careful import at_first_cell, desk_of
from tests.desk.grid import Grid, Open

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

# a form with papers, a match in words, an order, a wide sheet with cards, a list with tools, a chart
KINDS = ("practice-advert", "practice-offices", "practice-career", "first-cards", "practice-sort", "practice-chart")
# What reaches beyond an edge that clips it, before one that scrolls. Cells, which keep to their columns, can be opened.
CUT_OFF = """() => {
  const found = [];
  for (const folded of document.querySelectorAll(".bo-desk details")) folded.open = true;
  for (const node of document.querySelectorAll(".bo-desk *")) {
    const box = node.getBoundingClientRect();
    if (!box.width || node.closest(".bo-live, [aria-hidden=true], [role=grid]")) continue;
    for (let above = node.parentElement; above.closest(".jp-Cell"); above = above.parentElement) {
      const { overflowX } = getComputedStyle(above);
      const edge = above.getBoundingClientRect();
      const beyond = box.right > edge.right + 1 || box.left < edge.left - 1;
      if (/auto|scroll/.test(overflowX)) break;
      if (/hidden|clip/.test(overflowX) && beyond) { found.push(node.outerHTML.slice(0, 120)); break; }
    }
  }
  return found;
}"""
# What the keyboard is on: a name for it, and what is wrong with how it is seen.
FOCUSED = """() => {
  const node = document.activeElement;
  if (!node.closest(".bo-desk")) return null;
  const outlined = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  };
  const wrong = [];
  if (!outlined(node) && !outlined(node.closest("label") ?? node)) wrong.push("no ring");
  const page = document.querySelector(".jp-WindowedPanel-outer").getBoundingClientRect();
  const box = node.getBoundingClientRect();
  const within = (least, most, place) => Math.min(Math.max(place, least + 2), most - 2);
  const [x, y] = [within(page.left, page.right, box.left + 4), within(page.top, page.bottom, box.top + box.height / 2)];
  const sides = [[page.top, page.bottom, box.top, box.bottom], [page.left, page.right, box.left, box.right]];
  const top = document.elementFromPoint(x, y);
  if (sides.some(([first, last, from, to]) => to < first + 4 || from > last - 4)) wrong.push("out of sight");
  else if (top && !node.contains(top) && !top.contains(node)) wrong.push(`covered by ${top.outerHTML.slice(0, 80)}`);
  const name = `${node.tagName} ${node.className} ${node.textContent.slice(0, 40)}`;
  return { name, inGrid: Boolean(node.closest("[role=grid]")), wrong: wrong.join(", ") };
}"""


@pytest.fixture
def desks(notebook: Open, request: pytest.FixtureRequest) -> Iterator[Notebook]:
    """One desk of each kind, in a window of this size, with JupyterLab's list of files folded away."""
    width, height = request.param
    book = notebook(*map(desk_of, KINDS), width=width, height=height)
    book.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    at_first_cell(book)
    book.until("() => document.querySelector('.bo-chart-sheet table')")
    yield book
    book.page.evaluate("() => window.jupyterapp.shell.expandLeft()")


@pytest.mark.parametrize("desks", [(683, 384), (420, 800)], indirect=True, ids=["200-per-cent", "small-screen"])
def test_nothing_is_cut_off_and_the_keyboard_is_seen(desks: Notebook) -> None:
    assert desks.page.evaluate(CUT_OFF) == []
    wrong, seen = {}, 0
    for _ in range(150):
        desks.press("Tab")
        here = desks.page.evaluate(FOCUSED)
        if not here:
            break
        seen += 1
        if here["wrong"]:
            wrong[here["name"]] = here["wrong"]
        if here["inGrid"]:
            desks.press("Escape")
    assert wrong == {}
    assert seen > 60, "every desk was walked through"


def test_high_contrast_tells_what_is_chosen(notebook: Open) -> None:
    """Backgrounds are the system's there: a cell, a tab, a step, a button that is pressed differ all the same."""
    book = notebook(*map(desk_of, ("practice-career", "first-cards")))
    book.page.emulate_media(forced_colors="active")
    try:
        at_first_cell(book)
        grid = Grid(book)
        grid.go("A3")
        grid.type("<Shift+ArrowRight>")
        for chosen, other in (
            ('[data-ref="A3"]', '[data-ref="A4"]'),
            ('[data-ref="B3"]', '[data-ref="B4"]'),
            ('.bo-tab[aria-selected="true"]', '.bo-tab[aria-selected="false"]'),
            ('.bo-steps [aria-selected="true"]', '.bo-steps [aria-selected="false"]'),
            ('.bo-button[aria-pressed="true"]', ".bo-button:not([aria-pressed])"),
        ):
            assert look(book, chosen) != look(book, other), chosen
        assert look(book, '[data-ref="A3"]') == look(book, ".bo-steps [aria-selected=true]")
        assert book.page.locator('[data-ref="B3"]').evaluate("cell => getComputedStyle(cell).outlineStyle") == "solid"
        ticks = book.page.locator(".bo-option input").evaluate_all(
            "inputs => inputs.map(input => getComputedStyle(input).appearance)"
        )
        assert set(ticks) <= {"auto", "checkbox"}, "drawn by the system"
    finally:
        book.page.emulate_media(forced_colors="none")


def look(book: Notebook, selector: str) -> str:
    """The background as it is painted."""
    seen = book.page.locator(f".bo-desk {selector}").first
    return str(seen.evaluate("node => getComputedStyle(node).backgroundColor"))
