"""Quiz and form in real chromium through JupyterLab, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.desk.browser import Notebook, axe

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

Open = Callable[..., Notebook]
FORM_FILE, QUIZ_FILE = "find-the-error.json", "which-account.json"


def desk_cell(arguments: str = '"form"', language: str = "en") -> str:
    return (
        "from course.desk.widget import Desk\nfrom tests.desk.hand_made import *\n"
        f'Desk(None, "{language}", work=HandMadeWork({arguments}))'
    )


def fill_in_form(book: Notebook) -> None:
    """From the first radio to the last line, with the keys that a learner would use."""
    book.desk.locator("input").first.focus()
    book.press("ArrowDown")  # the second kind of error
    book.press("Tab")
    book.type("45.00")
    book.press("Tab")
    book.type("bank")
    book.press("ArrowDown", "Enter")  # the first account with this word in its name
    book.press("Tab")
    book.type("30/04/2026")
    book.press("Tab", "Space", "Tab", "Space", "Tab")
    book.type("Halved the difference")


FILLED_IN = {
    "kind": "side",
    "amount": "45.00",
    "account": "1200",
    "day": "30/04/2026",
    "seen": ["tb", "bs"],
    "why": "Halved the difference",
}


def test_form_filled_in_by_keyboard_stands_in_the_file_and_comes_back(notebook: Open) -> None:
    book = notebook(desk_cell(), "print('next')")
    book.run_all()
    assert not (book.folder / FORM_FILE).exists()  # showing a desk writes nothing
    fill_in_form(book)
    book.run(1)  # the last line was never left
    book.until_saved()
    assert book.answer(FORM_FILE)["answers"] == FILLED_IN
    assert book.answer(FORM_FILE)["header"]["learner"] == "learner-1"

    book.restart()
    for _ in range(3):
        book.run(0)
    book.page.wait_for_function("() => document.querySelectorAll('.bo-desk').length === 1")
    shown = book.desk.locator("input[type=text]")
    assert [shown.nth(at).input_value() for at in range(4)] == ["45.00", "1200", "30/04/2026", "Halved the difference"]
    assert book.desk.locator("input:checked").count() == 3
    assert book.answer(FORM_FILE)["answers"] == FILLED_IN


def test_quiz_by_keyboard(notebook: Open) -> None:
    book = notebook(desk_cell('"quiz"'))
    book.run_all()
    book.desk.locator("input").first.focus()
    for steps in (1, 0, 2, 1, 3, 0):
        book.press(*["ArrowRight"] * steps or ["Space"], "Tab")
    book.until_saved()
    assert book.answer(QUIZ_FILE)["answers"] == {
        "e1-type": "liability",
        "e1-side": "debit",
        "e2-type": "expense",
        "e2-side": "credit",
        "e3-type": "income",
        "e3-side": "debit",
    }


CLICKS = """async () => {
  const radios = [...document.querySelectorAll('.bo-desk fieldset:first-of-type input')].slice(0, 4);
  for (let click = 0; click < 14; click++) {
    radios[click % 4].click();
    await new Promise((done) => setTimeout(done, 8));
  }
}"""
SLOW_FILE = """
import time
from course.desk import form
write = form.write_json
def write_slowly(path, content):
    time.sleep(0.06)
    write(path, content)
    with open("order.txt", "a") as order:
        print(content["answers"]["e1-type"], file=order)
form.write_json = write_slowly
"""


def test_many_quick_choices_are_kept_in_their_order(notebook: Open) -> None:
    """Meanwhile JupyterLab moves a desk's messages from one of the kernel's threads to another, past those in wait."""
    book = notebook(SLOW_FILE + desk_cell('"quiz"'))
    book.run_all()
    book.page.wait_for_timeout(500)  # the other thread is there
    book.page.evaluate(CLICKS)
    book.until_saved()
    clicked = ["asset", "liability", "expense", "income"] * 3 + ["asset", "liability"]
    assert (book.folder / "order.txt").read_text().split() == clicked
    assert book.answer(QUIZ_FILE)["answers"] == {"e1-type": "liability"}


DEAF = """() => {
  const { prototype } = WebSocket;
  prototype.hearing ??= prototype.send;
  prototype.send = () => {};
}"""
HEARING = "() => { WebSocket.prototype.send = WebSocket.prototype.hearing; }"


def test_what_was_lost_on_the_way_goes_along_with_the_next_entry(notebook: Open) -> None:
    """As after a laptop slept: the page believes that the line is open, and what it sends comes nowhere."""
    book = notebook(desk_cell())
    book.run_all()
    lines = book.desk.locator("input[type=text]")
    lines.nth(3).fill("before")
    book.press("Tab")
    book.until_saved()
    book.page.evaluate(DEAF)
    try:
        lines.nth(0).fill("45.00")
        book.press("Tab")
        book.page.get_by_text("NOT SAVED").first.wait_for(timeout=10_000)
    finally:
        book.page.evaluate(HEARING)
    assert book.answer(FORM_FILE)["answers"] == {"why": "before"}
    lines.nth(3).fill("after")
    book.press("Tab")
    book.until_saved()
    assert book.answer(FORM_FILE)["answers"] == {"why": "after", "amount": "45.00"}
    assert book.page.get_by_text("NOT SAVED").count() == 0


def test_what_cannot_be_read_is_said_after_leaving_the_field_and_saved_all_the_same(notebook: Open) -> None:
    book = notebook(desk_cell())
    book.run_all()
    amount, error = book.desk.locator("input.bo-amount"), book.desk.locator(".bo-wrong .bo-error")
    amount.focus()
    book.type("forty")
    book.until_saved()
    assert error.count() == 0  # nobody is corrected in the middle of a word
    book.press("Tab")
    error.wait_for()
    assert "forty" in error.inner_text()
    assert amount.get_attribute("aria-invalid") == "true"
    assert error.get_attribute("id") in str(amount.get_attribute("aria-describedby"))
    assert book.answer(FORM_FILE)["answers"]["amount"] == "forty"
    amount.fill("40.00")
    book.press("Tab")
    error.wait_for(state="detached")


def test_dead_kernel_says_not_saved_and_nothing_typed_is_lost(notebook: Open) -> None:
    book = notebook(desk_cell())
    book.run_all()
    why = book.desk.locator("input.bo-text")
    why.focus()
    book.type("before")
    book.until_saved()
    book.stop_kernel()
    book.type(" and after")
    book.page.get_by_text("NOT SAVED – run this cell again").wait_for()
    assert book.answer(FORM_FILE)["answers"]["why"] == "before"
    book.start_kernel()
    book.run(0)
    # it is sent to the file first, and shown once the kernel tells what the file says
    book.until("() => document.querySelector('.bo-desk input.bo-text').value === 'before and after'")
    book.until_saved()
    assert book.answer(FORM_FILE)["answers"]["why"] == "before and after"


FULL = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({size}, resource.RLIM_INFINITY))"


def test_full_disk_is_told_and_nothing_saved_is_lost(notebook: Open) -> None:
    book = notebook(desk_cell(), FULL.format(size=200), FULL.format(size="resource.RLIM_INFINITY"))
    book.run(0)
    why = book.desk.locator("input.bo-text")
    why.focus()
    book.type("short")
    book.until_saved()
    book.run(1)
    why.focus()
    book.type(" and then something that no longer fits")
    book.desk.get_by_text("There is no room left on the disk").wait_for()
    assert book.answer(FORM_FILE)["answers"]["why"] == "short"
    book.press("Tab")
    book.run(2)
    book.desk.get_by_role("button", name="Save again").press("Enter")
    book.until_saved()
    assert book.answer(FORM_FILE)["answers"]["why"] == "short and then something that no longer fits"


def test_two_desks_on_one_file_and_a_second_kernel(notebook: Open) -> None:
    book = notebook(desk_cell(), desk_cell())
    book.run_all()
    desks = book.page.locator(".bo-desk")
    desks.nth(1).wait_for()
    desks.nth(0).locator("input.bo-amount").fill("1.00")
    book.until("() => document.querySelectorAll('input.bo-amount')[1].value === '1.00'")
    desks.nth(1).locator("input.bo-text").fill("from below")
    book.until("() => document.querySelectorAll('input.bo-text')[0].value === 'from below'")

    other = notebook(desk_cell(), folder=book.folder, name="other")
    other.run_all()
    assert other.desk.locator("input.bo-text").input_value() == "from below"
    other.desk.locator("input.bo-date").fill("01/04/2026")
    other.until_saved()
    desks.nth(0).locator("input.bo-text").fill("from above")
    book.until("() => document.querySelectorAll('input.bo-text')[1].value === 'from above'")
    answers = book.answer(FORM_FILE)["answers"]
    assert (answers["amount"], answers["day"], answers["why"]) == ("1.00", "01/04/2026", "from above")


def test_closing_the_page_in_the_middle_of_a_word_loses_nothing(notebook: Open) -> None:
    book = notebook(desk_cell())
    book.run_all()
    book.desk.locator("input.bo-text").focus()
    book.type("half a wor")
    book.reload()
    book.run(0)
    book.page.locator(".bo-desk input.bo-text").wait_for()
    assert book.desk.locator("input.bo-text").input_value() == "half a wor"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(notebook: Open, theme: str) -> None:
    book = notebook(desk_cell('"form", documents=PAPERS'), desk_cell('"quiz", lesson=True'))
    book.run_all()
    book.page.locator(".bo-desk").nth(1).wait_for()
    book.theme(theme)
    book.desk.locator("input.bo-amount").fill("forty")
    book.press("Tab")
    book.desk.get_by_role("button", name="Check").press("Enter")
    book.desk.locator(".bo-report").wait_for()
    assert axe(book.page, ".bo-desk") == []
    book.desk.locator("input.bo-account").focus()
    book.type("b")
    book.desk.locator("[role=option]").first.wait_for()
    assert axe(book.page, ".bo-desk") == []
