"""Accidents that may befall any widget: run again, shown twice, its kernel dead. The sheet's and the form's own tests
are in their files; here are those that answer with a choice, an order, or the description of a chart."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pytest

from tests.desk.browser import Notebook
from tests.desk.grid import Open
from tests.desk.test_form_browser import desk_cell

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

SHOWN = """desk => [...desk.querySelectorAll('input, select, .bo-steps')].map((field) =>
  field.type === 'radio' ? field.checked : field.value ?? field.textContent)"""


@dataclass(frozen=True)
class Stroke:
    """Where the keyboard goes, what is pressed there, and all that is in the file afterwards."""

    place: str
    keys: tuple[str, ...]
    answers: dict[str, Any]


@dataclass(frozen=True)
class Kind:
    cell: str
    file: str
    strokes: tuple[Stroke, Stroke, Stroke, Stroke]


RADIO = "input[type=radio] >> nth={}".format
KINDS = {
    "quiz": Kind(
        desk_cell('"quiz"'),
        "which-account.json",
        (
            Stroke(RADIO(0), ("Space",), {"e1-type": "asset"}),
            Stroke(RADIO(4), ("Space",), {"e1-type": "asset", "e1-side": "debit"}),
            Stroke(RADIO(0), ("ArrowDown",), {"e1-type": "liability", "e1-side": "debit"}),
            Stroke(RADIO(4), ("ArrowDown",), {"e1-type": "liability", "e1-side": "credit"}),
        ),
    ),
    "match": Kind(
        desk_cell('"match"'),
        "match.json",
        (
            Stroke(RADIO(0), ("f",), {"duty-1": "front"}),
            Stroke(RADIO(0), ("ArrowDown", "b"), {"duty-1": "front", "duty-2": "back"}),
            Stroke(RADIO(0), ("b",), {"duty-1": "back", "duty-2": "back"}),
            Stroke(RADIO(1), ("ArrowDown", "f"), {"duty-1": "back", "duty-2": "front"}),
        ),
    ),
    "order": Kind(
        desk_cell('"order"'),
        "order.json",
        (
            Stroke(".bo-steps", ("Home", "Alt+ArrowDown"), {"post": ["open", "file", "stamp", "answer"]}),
            Stroke(".bo-steps", ("End", "Alt+ArrowUp"), {"post": ["open", "file", "answer", "stamp"]}),
            Stroke(".bo-steps", ("Home", "Alt+ArrowDown"), {"post": ["file", "open", "answer", "stamp"]}),
            Stroke(".bo-steps", ("End", "Alt+ArrowUp"), {"post": ["file", "open", "stamp", "answer"]}),
        ),
    ),
    "chart": Kind(
        "from course import task\ntask('practice-chart', 'en')",
        "practice-chart.json",
        (
            Stroke("input.bo-input >> nth=0", ("F2:F4",), {"labels": "F2:F4"}),
            Stroke("input.bo-input >> nth=1", ("G2:G4",), {"labels": "F2:F4", "values": "G2:G4"}),
            Stroke("input.bo-input >> nth=0", ("F2:F5",), {"labels": "F2:F5", "values": "G2:G4"}),
            Stroke("input.bo-input >> nth=1", ("G2:G5",), {"labels": "F2:F5", "values": "G2:G5"}),
        ),
    ),
}


class Desks:
    """The desks of one notebook, and the file that they work on."""

    def __init__(self, book: Notebook, kind: Kind) -> None:
        self.book, self.kind = book, kind
        self.desks = book.page.locator(".bo-desk")

    @property
    def answers(self) -> Any:
        return self.book.answer(self.kind.file).get("answers")

    def shown(self, number: int) -> Any:
        return self.desks.nth(number).evaluate(SHOWN)

    def strike(self, number: int, stroke: Stroke) -> None:
        place = self.desks.nth(number).locator(stroke.place)
        place.focus()
        for keys in stroke.keys:
            if ":" in keys:  # a text, in the place of the one that stands there
                self.book.press("Control+a")
                self.book.type(keys)
            else:
                self.book.press(keys)

    def await_alike(self) -> None:
        """Until both desks show the same."""
        self.book.until(f"() => {{ const [one, two] = [...document.querySelectorAll('.bo-desk')].map({SHOWN});"
                        " return JSON.stringify(one) === JSON.stringify(two); }")  # fmt: skip

    def await_shown(self, number: int, shown: Any) -> None:
        """Until this desk shows what one before it did."""
        self.book.until(f"([number, shown]) => JSON.stringify(({SHOWN})(document.querySelectorAll('.bo-desk')[number]))"
                        " === JSON.stringify(shown)", [number, shown])  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_run_again_shown_twice_and_without_a_kernel(notebook: Open, name: str) -> None:
    kind = KINDS[name]
    book = notebook(kind.cell, kind.cell)
    desks = Desks(book, kind)
    first, second, third, last = kind.strokes
    for _ in range(3):
        book.run(0)
    book.until("() => document.querySelectorAll('.bo-desk').length === 1")
    desks.strike(0, first)
    book.until_saved()
    assert desks.answers == first.answers, "one key, one step: no listener of an earlier run is left"
    before = desks.shown(0)
    book.run(0)
    book.until("() => document.querySelectorAll('.bo-desk').length === 1")
    assert desks.shown(0) == before

    book.run(1)
    desks.desks.nth(1).wait_for()
    for number, stroke in ((0, second), (1, third)):
        desks.strike(number, stroke)
        until_saved(book, number)
        desks.await_alike()
        assert desks.answers == stroke.answers, "the other desk's edit is not lost"

    book.stop_kernel()
    desks.strike(0, last)
    desks.desks.nth(0).get_by_text("NOT SAVED – run this cell again").wait_for(timeout=10_000)
    assert desks.answers == third.answers
    struck = desks.shown(0)
    book.start_kernel()
    book.run(0)
    await_answers(desks, last.answers)
    desks.await_shown(0, struck)


def await_answers(desks: Desks, answers: dict[str, Any]) -> None:
    """A desk that is laid out anew shows what the file says before it has sent what the page kept."""
    deadline = time.monotonic() + 8
    while desks.answers != answers and time.monotonic() < deadline:
        time.sleep(0.05)
    assert desks.answers == answers


def until_saved(book: Notebook, number: int) -> None:
    book.page.locator(".bo-desk").nth(number).locator('.bo-status[data-status="saved"]').wait_for()
