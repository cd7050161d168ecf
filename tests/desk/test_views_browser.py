"""The learner's card and the map of the course in chromium: worked by keyboard, clean for axe-core."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.browser import PATIENCE, Notebook, axe

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

CARD = 'from course import view\nview("learner-card", "en")'
MAP = 'from course import view\nview("course-map", "en")'


def test_a_card_is_filled_in_by_keyboard_and_the_map_knows_the_name(notebook: Callable[..., Notebook]) -> None:
    book = notebook(CARD, MAP)
    (book.folder / "11-bookkeeping.ipynb").write_text(book.path.read_text())
    book.run_all(".bo-map")
    assert not (book.folder / "learner-card.json").exists()
    before = book.sources()
    book.desk.get_by_label("Your name").focus()
    book.type("Ada")
    book.press("Tab")
    book.type("b 17")
    book.press("Tab")
    book.until_saved()
    assert book.answer("learner-card.json")["answers"] == {"name": "Ada", "number": "b 17"}
    book.press("Enter")  # on the button Check
    book.page.get_by_text("Good to have you here, Ada.").wait_for(timeout=PATIENCE)
    assert book.sources() == before, "nothing typed reached the notebook"
    book.run(1)
    way = book.page.locator(".bo-map")
    way.get_by_text("Ada, this is how far you have come").wait_for(timeout=PATIENCE)
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, ".bo-desk") == []
        assert axe(book.page, ".bo-map") == []
    way.get_by_role("link", name="11 · Bookkeeping").focus()
    book.press("Enter")
    book.until("() => window.jupyterapp.shell.currentWidget?.context?.path.endsWith('/11-bookkeeping.ipynb')")
    assert book.page.locator(".bo-desk").count() >= 1, "the lesson opened beside this one"
