"""A careful clerk at a real task of the course: knows the course's own perfect answer and gets it there by keys alone.

Nothing here clicks and nothing sets the focus: the clerk comes to every field, button and cell by Tab and arrow keys,
and looks where the keyboard is before typing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from course import __version__
from course.tasks.form import FormAnswer, Typed
from course.tasks.formula import cell_name, position
from course.tasks.handing_in import deal, handout_for
from course.tasks.handout import Field, FormLayout, Handout, Header, SheetLayout
from course.tasks.sheet_answer import SheetAnswer, own_cells
from course.tasks.task import Answer
from course.units import find_task
from tests.desk.browser import HERE, PATIENCE, Notebook

if TYPE_CHECKING:
    from playwright.sync_api import Locator

LEARNER = "learner-1"  # whose server it is, see server.py
FOCUSED = "node => node === document.activeElement"
HAS_FOCUS = "node => node.contains(document.activeElement)"
NAMED = "() => document.activeElement.closest('.bo-field, .bo-match-line')?.textContent ?? ''"
PLACE = "() => document.activeElement.dataset.ref ?? ''"


def desk_of(name: str) -> str:
    """The code of a notebook's cell that shows this task."""
    return f'from course import task\ntask("{name}", "en")'


def header_of(name: str) -> Header:
    task = find_task(name)
    return Header(LEARNER, task.unit, task.id, 0, __version__, "en")


def at_first_cell(book: Notebook) -> None:
    """Run every cell, and put the keyboard where JupyterLab has it when a notebook is opened: on the first cell."""
    book.run_all()
    book.until("count => document.querySelectorAll('.bo-desk').length === count", book.cells.count())
    book.page.evaluate(f"() => {{ {HERE}.content.activeCellIndex = 0; {HERE}.content.activate() }}")
    book.until("() => document.activeElement === document.querySelector('.jp-Notebook .jp-Cell')")


class Clerk:
    """One task on an open page, and what is right there."""

    def __init__(self, book: Notebook, name: str) -> None:
        self.book, self.task = book, find_task(name)
        self.keys = book.page.keyboard
        title = book.page.get_by_role("heading", name=self.handout.title, exact=True)
        self.desk = book.page.locator(".bo-desk").filter(has=title)

    @property
    def handout(self) -> Handout:
        return handout_for(self.task, "en", self.book.folder, LEARNER)

    @cached_property
    def right(self) -> Any:
        """The perfect answer to what lies on the desk."""
        handout = self.handout
        return self.task.perfect(deal(handout.header, self.task.lesson), handout)

    # --- getting about --------------------------------------------------------------------------------------------

    def tab_to(self, target: Locator, most: int = 25) -> None:
        """Press Tab until the keyboard is there."""
        target.wait_for(timeout=PATIENCE)
        for _ in range(most):
            if target.evaluate(FOCUSED):
                return
            self.keys.press("Tab")
        raise AssertionError(f"{most} times Tab do not lead there: {target}")

    def check(self, says: str = "Everything is right.") -> None:
        """Press Check and read what it found."""
        self.press_button("Check")
        self.desk.locator(".bo-report", has_text=says).wait_for(timeout=PATIENCE)

    def press_button(self, name: str) -> None:
        self.tab_to(self.desk.get_by_role("button", name=name, exact=True))
        self.keys.press("Enter")

    # --- forms --------------------------------------------------------------------------------------------------------

    def fill_in(self) -> None:
        """A quiz, form, order or chart: from its first field to its last."""
        layout, answer = self.handout.layout, self.right
        assert isinstance(layout, FormLayout)
        assert isinstance(answer, FormAnswer)
        for field in layout.fields:
            self._tab_into(field)
            self._answer(field, answer.values[field.key])

    def match(self) -> None:
        """A match: the number of the place, and down to the next line."""
        layout, answer = self.handout.layout, self.right
        assert isinstance(layout, FormLayout)
        self._tab_into(layout.fields[0])
        for field in layout.fields:
            assert field.label in self._field_here()
            self.keys.press(str(1 + _places(field).index(answer.values[field.key])))
            self.keys.press("ArrowDown")

    def _field_here(self) -> str:
        return str(self.book.page.evaluate(NAMED))

    def _tab_into(self, field: Field, most: int = 25) -> None:
        for _ in range(most):
            self.keys.press("Tab")
            if self.desk.evaluate(HAS_FOCUS) and field.label in self._field_here():
                return
        raise AssertionError(f"{most} times Tab do not lead to {field.label!r}")

    def _answer(self, field: Field, typed: Typed) -> None:
        if field.kind == "order":
            self._put_in_order([option.key for option in field.options], list(typed))
        elif field.kind == "choices":
            self._tick(_places(field), typed)
        elif field.kind == "choice":
            self.choose(_places(field).index(str(typed)))
        else:
            self.keys.type(str(typed))

    def choose(self, at: int) -> None:
        """A list begins with "Please choose"; of radio buttons, Space takes the first."""
        if self.book.page.evaluate("document.activeElement.tagName") == "SELECT":
            self.keys.press("ArrowDown")
        else:
            self.keys.press("Space")
        self._press("ArrowDown", at)

    def _tick(self, offered: list[str], wanted: Typed) -> None:
        for at, key in enumerate(offered):
            if at:
                self.keys.press("Tab")
            if key in wanted:
                self.keys.press("Space")

    def _put_in_order(self, now: list[str], wanted: list[str]) -> None:
        for to, step in enumerate(wanted):
            at = now.index(step)
            self.keys.press("Home")
            self._press("ArrowDown", at)
            self._press("Alt+ArrowUp", at - to)
            now.insert(to, now.pop(at))

    def _press(self, key: str, times: int) -> None:
        for _ in range(times):
            self.keys.press(key)

    # --- sheets -------------------------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        return str(self.book.page.evaluate(PLACE))

    def enter_sheet(self) -> None:
        self.tab_to(self.desk.locator('[role="grid"] [tabindex="0"]'))

    def leave_sheet(self) -> None:
        self.keys.press("Escape")
        self.keys.press("Tab")

    def go(self, ref: str, most: int = 60) -> None:
        """From cell to cell by arrow keys, down or up first; rows that a filter hides are stepped over."""
        to_row, to_column = position(ref)
        for _ in range(most):
            row, column = position(self.place)
            if (row, column) == (to_row, to_column):
                return
            across = "ArrowRight" if to_column > column else "ArrowLeft"
            self.keys.press(across if row == to_row else "ArrowDown" if to_row > row else "ArrowUp")
        raise AssertionError(f"{most} arrow keys do not lead to {ref}")

    def mark(self, first: str, last: str) -> None:
        """A block of cells, marked from its first to its last."""
        self.go(first)
        (row, column), (to_row, to_column) = position(first), position(last)
        self._press("Shift+ArrowDown", to_row - row)
        self._press("Shift+ArrowRight", to_column - column)

    def type_in(self, ref: str, text: str) -> None:
        self.go(ref)
        self.keys.type(text)
        self.keys.press("Enter")

    def open_panel(self, tool: str) -> None:
        """From a cell to the bar above the sheet, and open what one of its buttons opens."""
        self.keys.press("Alt+ArrowDown")
        button = self.desk.get_by_role("button", name=tool, exact=True)
        for _ in range(3):
            if button.evaluate(FOCUSED):
                break
            self.keys.press("ArrowRight")
        self.keys.press("Enter")
        self.desk.locator(".bo-sheet-panel :focus").wait_for(timeout=PATIENCE)

    def leave_panel(self, button: str) -> None:
        """Press the panel's button; the keyboard is in the sheet again."""
        self.press_button(button)
        self.desk.locator(".bo-sheet-grid :focus").wait_for(timeout=PATIENCE)

    def type_everything(self, slips: Mapping[str, str] | None = None) -> None:
        """Every cell that is not as it should be yet, row by row; `slips` are typed instead."""
        for ref, text in self.entries().items():
            self.go(ref)
            self.keys.type((slips or {}).get(ref, text))
            self.keys.press("Tab")

    def entries(self) -> dict[str, str]:
        """What is still to be typed, by cell, in the learner's convention."""
        handout, answer = self.handout, self.right
        assert isinstance(handout.layout, SheetLayout)
        there = self.task.read(self.book.folder / self.task.answer_file, handout)
        places = sorted(map(position, own_cells(answer, handout.layout)))
        wanted = {cell_name(*place): answer.book.content(*place) for place in places}
        return {ref: text for ref, text in wanted.items() if text != _content(there, ref)}


def _content(answer: Answer | None, ref: str) -> str:
    return answer.book.content(*position(ref)) if isinstance(answer, SheetAnswer) and answer.book else ""


def _places(field: Field) -> list[str]:
    return [option.key for option in field.options]
