"""Papers of the course itself: beside the sheet they are posted in, turned by mouse, and printed as they look."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.desk.browser import Notebook
from tests.desk.grid import Grid, Open, await_value

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

VOUCHERS = "from course import task\ntask('practice-vouchers', 'en')"
PRINTED = """() => {
  window.printed = [];
  const append = document.body.append.bind(document.body);
  document.body.append = (frame) => {
    append(frame);
    frame.contentWindow.print = () => window.printed.push([
      frame.contentDocument.documentElement.outerHTML, window.looks(frame.contentDocument)]);
  };
  // how every element of a paper looks that the house's style sheet has a say in
  window.looks = (root) => [...root.querySelectorAll('.page:first-of-type *')].map((element) => {
    const look = getComputedStyle(element);
    return [element.tagName, look.fontFamily, look.fontWeight, look.textAlign, look.backgroundColor,
      look.borderBottomWidth, look.borderBottomStyle, look.display, look.position].join(' ');
  });
}"""


@pytest.fixture
def vouchers(notebook: Open) -> Notebook:
    book = notebook(VOUCHERS, width=1600)
    book.run_all(".bo-sheet")
    return book


def numbers(book: Notebook) -> list[str]:
    return [text.split()[0] for text in book.desk.get_by_role("tab").all_inner_texts()]


def box(book: Notebook, selector: str) -> dict[str, Any]:
    found = book.desk.locator(selector).bounding_box()
    assert found
    return dict(found)


def on_top(book: Notebook) -> str:
    return book.desk.locator("[role=tab][aria-selected=true]").inner_text().split()[0]


def shown(book: Notebook) -> str:
    """All that stands on the paper itself."""
    return str(book.desk.locator(".bo-paper").evaluate("host => host.shadowRoot.textContent"))


def test_papers_lie_beside_the_sheet_or_above_it_and_are_turned_from_it(vouchers: Notebook) -> None:
    book, grid = vouchers, Grid(vouchers)
    tray, sheet = box(book, ".bo-tray"), box(book, ".bo-sheet")
    assert tray["x"] + tray["width"] <= sheet["x"]
    assert abs(tray["y"] - sheet["y"]) < sheet["height"] / 2, "beside it, not further down"
    assert book.desk.evaluate("desk => desk.scrollWidth <= desk.clientWidth")
    first, second = numbers(book)[:2]
    row = next(row for row in range(2, 30) if not grid.cell(f"F{row}").text_content())
    grid.go(f"F{row}")
    grid.type("in the mid", "<Alt+PageDown>", "dle", "<Enter>")
    assert on_top(book) == second
    assert second in shown(book)
    await_value(book.folder / "practice-vouchers.xlsx", f"F{row}", "in the middle")
    grid.type("<Alt+PageUp>")
    assert on_top(book) == first

    beside = book.desk.get_by_role("button", name="Side by side")
    beside.press("Enter")
    book.until("() => !document.querySelector('.bo-side')")
    tray, sheet = box(book, ".bo-tray"), box(book, ".bo-sheet")
    assert tray["y"] + tray["height"] <= sheet["y"]
    grid.go("F2")
    assert grid.place == "F2", "the sheet is the same one"
    assert grid.cell(f"F{row}").text_content() == "in the middle"
    beside.press("Enter")
    book.until("() => document.querySelector('.bo-side')")


def test_papers_are_turned_and_ticked_by_mouse(vouchers: Notebook) -> None:
    book = vouchers
    first, second, third = numbers(book)[:3]
    assert (on_top(book), first in shown(book)) == (first, True)
    for number in (third, second):
        book.desk.get_by_role("tab", name=number, exact=True).click()
        assert on_top(book) == number
        assert number in shown(book)
    for button, number in (("Next", third), ("Previous", second), ("Previous", first)):
        book.desk.get_by_role("button", name=button, exact=True).click()
        assert on_top(book) == number
        assert number in shown(book)
    book.desk.get_by_text("Done with this paper").click()
    book.desk.get_by_role("tab", name=f"{first} done").wait_for()


def test_printed_papers_look_as_on_the_screen_one_to_a_sheet(vouchers: Notebook) -> None:
    book = vouchers
    book.page.evaluate(PRINTED)
    for button in ("Print", "Print all"):
        book.desk.get_by_role("button", name=button, exact=True).press("Enter")
    (one, looks), (every, _looks) = book.page.evaluate("window.printed")
    seen = book.desk.locator(".bo-paper").evaluate("host => window.looks(host.shadowRoot)")
    assert len(seen) > 20
    assert looks == seen
    assert [sheets(book, html) for html in (one, every)] == [1, len(numbers(book))]


def sheets(book: Notebook, html: str) -> int:
    """How many sheets of paper the browser prints this page on."""
    page = book.page.context.new_page()
    page.set_content(html)
    printed = page.pdf(prefer_css_page_size=True, format="A4")
    page.close()
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
