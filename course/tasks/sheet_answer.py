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
    """The cells that are the learner's: neither row 1, nor given."""
    given = {given.ref for given in layout.given}
    return {ref: cell for ref, cell in answer.cells.items() if position(ref)[0] > 1 and ref not in given}


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
        return answer if own_cells(answer, handout.layout) else None

    def empty(self, handout: Handout) -> SheetAnswer:
        return SheetAnswer(handout.header, {})

    def write(self, answer: Answer, path: Path, handout: Handout) -> None:
        """Write the cells as the desk would. Formulas stand in English in `answer`, whatever the language."""
        assert isinstance(answer, SheetAnswer)
        book = Workbook.blank(handout)
        for ref, cell in answer.cells.items():
            book.set(ref, replace(cell, value=None) if cell.formula else cell)
        book.save(path)


def filled_in(handout: Handout, entries: Mapping[str, str], language: Language) -> SheetAnswer:
    """An answer made by typing these texts into these cells, as a clerk at the desk would; for `perfect`."""
    book = Workbook.blank(handout)
    for ref, text in entries.items():
        book.type(*position(ref), text)
    return SheetAnswer(handout.header, book.cells(), book)
