"""One's own skills in chromium: filled in by keyboard, drawn, said in words; clean for axe-core in both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.browser import PATIENCE, Notebook, axe

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

TODAY = 'from course import view\nview("skills-before", "en")'


def test_skills_are_filled_in_by_keyboard_and_drawn(notebook: Callable[..., Notebook]) -> None:
    book = notebook(TODAY)
    book.run_all(".bo-match")
    before = book.sources()
    book.desk.get_by_role("radiogroup", name="Word processing, documents").get_by_role("radio").first.focus()
    for level in "3152435123":
        book.press(level)
        book.press("ArrowDown")
    book.until_saved()
    answers = book.answer("skills-before.json")["answers"]
    assert (len(answers), answers["documents"], answers["books"]) == (10, "3", "3")
    book.press("Tab")
    book.press("Enter")  # on the button that draws
    picture = book.desk.get_by_role("img", name="Your skills as a radar")
    picture.wait_for(timeout=2 * PATIENCE)
    assert book.page.evaluate("image => image.decode().then(() => image.naturalWidth)", picture.element_handle()) > 300
    book.press("Tab")
    book.press("Enter")  # on "In words"
    book.desk.get_by_text("Writing e-mails: 1 today.").wait_for(timeout=PATIENCE)
    assert book.sources() == before, "nothing typed reached the notebook"
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, ".bo-desk") == []
