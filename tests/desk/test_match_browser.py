"""Match and order in real chromium through JupyterLab, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.browser import Notebook, axe
from tests.desk.test_form_browser import desk_cell

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

Open = Callable[..., Notebook]
TEXT = "node => node.textContent"


def test_match_by_letters_and_arrow_keys_stands_in_the_file_and_comes_back(notebook: Open) -> None:
    book = notebook(desk_cell('"match"'), "1 + 1")
    book.run_all()
    before = book.sources()
    book.desk.locator("input").first.focus()
    book.press("f", "ArrowDown", "2", "ArrowDown", "ArrowRight", "ArrowLeft", "ArrowDown")
    book.press("x", "d", "d", "b")
    book.until_saved()
    right = {"duty-1": "front", "duty-2": "back", "duty-3": "front", "duty-4": "back"}
    assert book.answer("match.json")["answers"] == right
    assert book.desk.get_by_text("4 of 4 done").count() == 1
    book.press("ArrowUp", "b")
    book.until_saved()
    assert book.answer("match.json")["answers"] == {**right, "duty-3": "back"}
    assert book.sources() == before
    book.run(0)
    book.page.wait_for_function("() => document.querySelectorAll('.bo-desk input:checked').length === 4")


def test_match_with_many_places_chooses_from_lists(notebook: Open) -> None:
    book = notebook(desk_cell('"match", layout=LONG_MATCH'))
    book.run_all()
    book.desk.locator("select").first.focus()
    book.press("s", "Tab", "e", "Tab", "b")
    book.until_saved()
    assert book.answer("match.json")["answers"] == {"duty-1": "phone", "duty-2": "typing", "duty-3": "sums"}
    assert book.desk.get_by_text("3 of 4 done").count() == 1


def test_order_by_keyboard_is_said_and_stands_in_the_file(notebook: Open) -> None:
    book = notebook(desk_cell('"order"'), "1 + 1")
    book.run_all()
    before = book.sources()
    steps = book.desk.get_by_role("listbox")
    steps.focus()
    book.press("ArrowDown", "ArrowUp", "x", "d", "d")
    assert not (book.folder / "order.json").exists()  # going from step to step is no answer
    assert book.desk.get_by_text("Not put in order yet").is_visible()
    book.press("Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown")
    book.until_saved()
    assert book.answer("order.json")["answers"] == {"post": ["open", "stamp", "answer", "file"]}
    assert book.desk.locator(".bo-live").evaluate(TEXT) == "File: now number 4 of 4"
    book.press("Home", "Tab", "Tab")
    assert book.desk.get_by_role("button", name="Move down").evaluate("node => node === document.activeElement")
    book.press("Enter")
    book.until_saved()
    assert book.answer("order.json")["answers"]["post"] == ["stamp", "open", "answer", "file"]
    assert book.sources() == before
    book.desk.get_by_role("option").nth(2).click()  # the mouse does the same
    book.desk.get_by_role("button", name="Move up").click()
    book.desk.get_by_role("button", name="Move down").click()
    book.until_saved()
    book.run(0)
    shown = book.desk.get_by_role("option")
    book.page.wait_for_function("() => document.querySelector('.bo-steps')?.textContent.startsWith('1Stamp')")
    assert [shown.nth(at).evaluate(TEXT) for at in range(4)] == ["1Stamp", "2Open", "3Answer", "4File"]
    assert not book.desk.get_by_text("Not put in order yet").is_visible()


def test_the_paper_that_a_field_names_lies_on_top(notebook: Open) -> None:
    book = notebook(desk_cell('"form", documents=PAPERS, layout=BY_PAPER'))
    book.run_all()
    chosen = book.desk.locator("[role=tab][aria-selected=true]")
    assert chosen.inner_text() == "RE-101"
    book.desk.locator("input.bo-amount").first.focus()
    book.press("Tab")
    assert chosen.inner_text() == "RE-103"
    book.press("Alt+PageUp")
    assert chosen.inner_text() == "RE-102"  # the learner still turns papers
    book.press("Shift+Tab")
    assert chosen.inner_text() == "RE-101"


def test_axe_finds_nothing_in_either_theme(notebook: Open) -> None:
    book = notebook(
        desk_cell('"match"'), desk_cell('"match", layout=LONG_MATCH, title="Skills"'), desk_cell('"order"', "de")
    )
    book.run_all()
    book.until("() => document.querySelectorAll('.bo-desk').length === 3")
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, ".bo-desk") == []


def test_the_interest_profile_by_keyboard_ends_in_a_picture(notebook: Open) -> None:
    book = notebook('from course import view\nview("interest-profile", "de")')
    book.run_all()
    book.desk.locator("input").first.focus()
    for number in range(12):
        book.press("1234"[number % 4], "ArrowDown")
    book.until_saved()
    book.desk.get_by_role("button", name="Mein Bild zeigen").press("Enter")
    book.desk.locator("svg.bo-interests").wait_for()
    assert len(book.answer("interest-profile.json")["answers"]) == 12
    assert book.desk.get_by_text("Hier wird nichts bewertet").is_visible()
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, ".bo-desk") == []
