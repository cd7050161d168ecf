"""Cards in real chromium, by keyboard alone: read, keyed, turned, compared; drawn writing cannot be taken along."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from course.tasks.handing_in import deal, handout_for
from course.tasks.pace import Pace
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.task import Answer
from course.units import find_task
from tests.desk.browser import Notebook, axe
from tests.desk.grid import Grid

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

Open = Callable[..., Notebook]
CELL = "from course import task\ntask('first-cards', 'en')"
LABELS = "host => [...host.shadowRoot.querySelectorAll('svg.hand')].map(line => line.getAttribute('aria-label'))"
TAKEN = """host => {
  const range = document.createRange();
  range.selectNodeContents(host.shadowRoot.querySelector('.written'));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return getSelection().toString().trim();
}"""


def careful(book: Notebook) -> list[list[str]]:
    """What a careful clerk types into the rows that are still open."""
    task = find_task("first-cards")
    handout = handout_for(task, "en", book.folder, "learner-1")
    return typed(task.perfect(deal(handout.header, task.lesson), handout))


def typed(answer: Answer | None) -> list[list[str]]:
    assert isinstance(answer, SheetAnswer)
    assert answer.book is not None
    return [[answer.book.content(row, column) for column in range(1, 11)] for row in (3, 4)]


def test_a_card_is_keyed_without_the_mouse(notebook: Open) -> None:
    book = notebook(CELL, "1 + 1")
    book.run_all()
    before = book.sources()
    rows = careful(book)
    Grid(book).go("A3")
    book.press("Alt+PageDown")  # the card, while the hands stay at the sheet
    for text in rows[0]:
        book.type(text)
        book.press("Tab")
    book.until_saved()
    task = find_task("first-cards")
    handout = handout_for(task, "en", book.folder, "learner-1")
    answer = task.read(book.folder / task.answer_file, handout)
    assert typed(answer)[0] == rows[0]
    assert isinstance(answer, SheetAnswer)
    assert answer.book is not None
    pace = Pace.read(answer.book.notes)
    needed = sum(len([sign for sign in text if sign.isascii()]) + 1 for text in rows[0])  # no umlaut has a key here
    assert needed <= pace.keys <= needed + 2
    assert (pace.pasted, pace.pauses) == (0, 0)
    book.desk.get_by_role("button", name="Check").press("Enter")
    book.desk.get_by_text("1 of 2 right").wait_for()
    assert book.desk.get_by_text("0 of 10 fields wrong").count() == 1
    Grid(book).go("A4")
    for text in rows[1]:
        book.type(text)
        book.press("Tab")
    book.desk.get_by_role("button", name="Check").press("Enter")
    book.desk.get_by_text("Everything is right.").wait_for()
    assert book.sources() == before


def test_writing_is_heard_spelt_out_and_cannot_be_selected(notebook: Open) -> None:
    book = notebook(CELL)
    book.run_all()
    rows = careful(book)
    book.desk.get_by_role("button", name="Next").press("Enter")
    book.desk.get_by_role("button", name="Next").press("Enter")
    paper = book.desk.locator(".bo-paper")
    labels = paper.evaluate(LABELS)
    words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    assert ", ".join(words[int(digit)] for digit in rows[0][0]) in labels
    taken = paper.evaluate(TAKEN)
    assert not [text for text in rows[0] if text in taken]
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, ".bo-desk") == []
