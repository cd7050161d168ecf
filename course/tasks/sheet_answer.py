"""The answer to a sheet or a journal: the cells of the learner's .xlsx, read once and worked out by our own engine.

`SheetTask` is what the kinds that are answered in a spreadsheet share: reading the file safely and writing one as the
desk would. What the file says a formula comes to is not believed; it is worked out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import ClassVar

from course.locale import Language
from course.tasks.entry import given_cell
from course.tasks.formula import position
from course.tasks.handout import Handout, SheetLayout
from course.tasks.header import header_from
from course.tasks.task import Answer, Task
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell

CENT = Decimal("0.01")


@dataclass(frozen=True)
class SheetAnswer(Answer):
    """The learner's cells by name ("B7"), row 1 and given cells included; `book` works out what changes do to them."""

    cells: Mapping[str, Cell]
    book: Workbook | None = None

    def text(self, ref: str) -> str:
        """What stands there, as text; "" for nothing."""
        cell = self.cells.get(ref)
        if cell is None or cell.value is None:
            return ""
        return f"{cell.value:.10g}" if isinstance(cell.value, float) else str(cell.value).strip()

    def amount(self, ref: str) -> Decimal | None:
        """The figure that stands there, to the cent; None for nothing or what is no figure."""
        cell = self.cells.get(ref)
        return to_cents(cell.value) if cell is not None else None


def to_cents(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, float) or abs(value) >= 1e15:
        return None
    return Decimal(repr(value)).quantize(CENT, ROUND_HALF_UP)


def own_cells(answer: SheetAnswer, layout: SheetLayout) -> dict[str, Cell]:
    """The cells that are the learner's: neither row 1, nor given, nor as they were when the work began."""
    given = {given.ref for given in layout.given}
    start = {given.ref: given_cell(given.value, given.kind) for given in layout.start}
    return {
        ref: cell
        for ref, cell in answer.cells.items()
        if position(ref)[0] > 1 and ref not in given and not _alike(cell, start.get(ref))
    }


def _alike(cell: Cell, start: Cell | None) -> bool:
    return start is not None and (cell.formula == start.formula if start.formula else cell.value == start.value)


def is_touched(answer: SheetAnswer, layout: SheetLayout) -> bool:
    """Whether the learner has changed anything: a cell, a cell that was filled in for them, a number format."""
    taken_out = any(given.value and given.ref not in answer.cells for given in layout.start)
    return bool(own_cells(answer, layout)) or taken_out or bool(answer.book and answer.book.formats)


@dataclass(frozen=True, kw_only=True)
class SheetTask(Task):
    """A task that is answered in a spreadsheet."""

    suffix: ClassVar[str] = ".xlsx"

    def read(self, path: Path, handout: Handout) -> SheetAnswer | None:
        """The cells, worked out; None if there is no file or nothing in it is the learner's. Raises Unreadable."""
        book = Workbook.open(path, handout)
        if book is None:
            return None
        answer = SheetAnswer(header_from(book.header_of_file), book.cells(), book)
        assert isinstance(handout.layout, SheetLayout)
        return answer if is_touched(answer, handout.layout) else None

    def empty(self, handout: Handout) -> SheetAnswer:
        return SheetAnswer(handout.header, {})

    def write(self, answer: Answer, path: Path, handout: Handout) -> None:
        """Write the cells as the desk would. Formulas stand in English in `answer`, whatever the language."""
        assert isinstance(answer, SheetAnswer)
        book = Workbook.blank(handout)
        for ref, cell in answer.cells.items():
            book.set(ref, replace(cell, value=None) if cell.formula else cell)
        for given in book.layout.start:
            if given.ref not in answer.cells and answer.cells:
                book.set(given.ref, Cell(None))
        if answer.book is not None:
            for place, code in answer.book.formats.items():
                book.choose(*place, code)
            book.filter_rows(answer.book.filter)
        book.save(path)


def filled_in(handout: Handout, entries: Mapping[str, str], language: Language) -> SheetAnswer:
    """An answer made by typing these texts into these cells, as a clerk at the desk would; for `perfect`."""
    book = Workbook.blank(handout)
    for ref, text in entries.items():
        book.type(*position(ref), text)
    return SheetAnswer(handout.header, book.cells(), book)
