"""The tray and the frame in real chromium: papers turned, ticked and printed by keyboard; Check; fresh documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.browser import Notebook, axe
from tests.desk.test_form_browser import FORM_FILE, desk_cell

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

Open = Callable[..., Notebook]
WITH_PAPERS = desk_cell('"form", documents=PAPERS, lesson=True')


def paper(book: Notebook) -> str:
    """The number that stands on the paper that is shown."""
    text: str = book.desk.locator(".bo-paper").evaluate("host => host.shadowRoot.querySelector('p').textContent")
    return text


def test_papers_by_keyboard(notebook: Open) -> None:
    book = notebook(WITH_PAPERS)
    book.run_all()
    assert paper(book) == "RE-101"
    book.desk.get_by_role("tab", name="RE-101").focus()
    book.press("ArrowRight")
    assert paper(book) == "RE-102"
    book.press("End", "ArrowRight")
    assert paper(book) == "RE-101"
    book.desk.get_by_role("button", name="Next").press("Enter")
    assert paper(book) == "RE-102"
    book.desk.locator("input.bo-amount").focus()  # in the middle of the work
    book.type("12")
    book.press("Alt+PageDown")
    book.type(".50")
    assert paper(book) == "RE-103"
    book.desk.get_by_label("Done with this paper").press("Space")
    book.desk.get_by_role("tab", name="RE-103 done").wait_for()
    book.until_saved()
    assert book.answer(FORM_FILE)["answers"] == {"amount": "12.50"}  # a tick is no answer

    book.run(0)
    book.desk.get_by_role("tab", name="RE-103 done", selected=True).wait_for()
    assert paper(book) == "RE-103"


def test_a_single_paper_has_nothing_to_turn(notebook: Open) -> None:
    book = notebook(desk_cell('"form", documents=PAPERS[:1]'), WITH_PAPERS)
    book.run_all()
    tray, pile = book.page.locator(".bo-tray").first, book.page.locator(".bo-tray").nth(1)
    pile.wait_for()
    for words in ("Next", "Previous", "Done with this paper", "Paper 1 of"):
        assert tray.get_by_text(words).count() == 0
        assert pile.get_by_text(words).count() == 1
    assert tray.get_by_role("button", name="Print").count() == 1
    book.desk.locator("input.bo-amount").focus()
    book.press("Alt+PageDown")
    assert paper(book) == "RE-101"


def test_printing_gives_a_page_of_papers_and_nothing_else(notebook: Open) -> None:
    book = notebook(WITH_PAPERS)
    book.run_all()
    book.page.evaluate(
        """() => {
          window.printed = [];
          const append = document.body.append.bind(document.body);
          document.body.append = (frame) => {
            append(frame);
            frame.contentWindow.print = () => window.printed.push(frame.contentDocument.body.innerText);
          };
        }"""
    )
    book.desk.get_by_role("button", name="Print", exact=True).press("Enter")
    book.desk.get_by_role("button", name="Print all").press("Enter")
    one, every = book.page.evaluate("window.printed")
    assert " ".join(one.split()) == "RE-101 Invoice 1"
    assert " ".join(every.split()) == "RE-101 Invoice 1 RE-102 Invoice 2 RE-103 Invoice 3 RE-104 Invoice 4"


@pytest.mark.parametrize(("width", "beside"), [(1280, True), (900, False)])
def test_papers_lie_beside_or_above_the_work(notebook: Open, width: int, beside: bool) -> None:
    book = notebook(WITH_PAPERS, width=width)
    book.run_all()
    tray, tool = (book.desk.locator(name).bounding_box() for name in (".bo-tray", ".bo-tool"))
    assert tray is not None
    assert tool is not None
    if beside:
        assert tray["x"] + tray["width"] <= tool["x"]
        book.desk.get_by_role("button", name="Side by side").press("Enter")
        book.until("() => !document.querySelector('.bo-side')")
    else:
        assert tray["y"] + tray["height"] <= tool["y"]
    assert book.desk.evaluate("desk => desk.scrollWidth <= desk.clientWidth")


def test_check_says_what_is_open_and_fresh_documents_lose_nothing(notebook: Open) -> None:
    book = notebook(WITH_PAPERS)
    book.run_all()
    book.desk.locator("input.bo-text").fill("old work")
    book.desk.get_by_role("button", name="Check").press("Enter")
    report = book.desk.get_by_role("region", name="What Check found")
    report.get_by_text("“Which account?” is still open.").wait_for()
    book.until("() => document.activeElement.classList.contains('bo-report')")
    book.desk.get_by_role("button", name="Fresh documents").press("Enter")
    book.desk.get_by_text("Your earlier work is kept in find-the-error-0.json").wait_for()
    book.until("() => document.activeElement.classList.contains('bo-title')")  # the keyboard is still at this desk
    assert book.desk.locator("input.bo-text").input_value() == ""
    assert book.answer("find-the-error-0.json")["answers"] == {"why": "old work"}


@pytest.mark.parametrize("task", ["practice-vouchers", "practice-error", "two-sides"])
def test_a_task_of_the_course_in_both_themes_and_languages(notebook: Open, task: str) -> None:
    book = notebook(*(f"from course import task\ntask('{task}', '{language}')" for language in ("en", "de")))
    for at, (language, word) in enumerate((("en", "Check"), ("de", "Prüfen"))):
        book.run(at)
        desk = book.page.locator(f'.bo-desk[lang="{language}"]')
        desk.wait_for()
        desk.get_by_role("button", name=word, exact=True).press("Enter")
        desk.locator(".bo-report").wait_for()
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, '.bo-desk[lang="en"]') == []
