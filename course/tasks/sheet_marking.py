"""Marking the cells of a sheet: value, formula, and whether the formula still holds when its figures change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from course.locale import translator
from course.tasks.cell_diagnosis import CellDiagnosis
from course.tasks.engine import as_typed
from course.tasks.entry import general_content
from course.tasks.expected import (
    TYPED_TOTAL,
    Change,
    Expected,
    figures_of,
    is_error,
    shown,
)
from course.tasks.handout import Handout
from course.tasks.mark import CENT, Item, Outcome
from course.tasks.number_format import DATE
from course.tasks.sheet_world import World
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell

TYPED_SHARE = Decimal("0.4")  # of a formula's points for a right figure that was typed
TURNS = (1, 2)  # how often the figures are exchanged; by chance alone no wrong formula survives both


class CellMarker:
    """Marks one learner's sheet, cell by cell."""

    def __init__(self, book: Workbook, expected: Sequence[Expected], change: Change, handout: Handout) -> None:
        self.language = handout.header.language
        self._ = translator(self.language, "tasks")
        self.lesson = handout.lesson
        self.cells = book.cells()
        figures = figures_of(book)
        changes = [values for values in (change(figures, turn) for turn in TURNS) if values]
        self.worlds = [World(book, expected)]
        for values in changes:  # an entry that was exchanged is no mistake to be mended
            kept = [one for one in expected if one.formula or one.ref not in values]
            self.worlds.append(World(book.with_values(values), kept))
        self.diagnosis = CellDiagnosis(self.worlds, expected, changes[0] if changes else {}, self.language)

    def item(self, one: Expected, of: Decimal) -> Item:
        cell = self.cells.get(one.ref)
        if cell is None:
            return self._item(one, of, Outcome.NOT_ATTEMPTED)
        if cell.problem:
            return self._item(one, of, Outcome.UNREADABLE, cell.problem)
        if not self.worlds[0].holds(one):
            return self._wrong(one, of, cell)
        if not one.formula:
            return self._item(one, of, Outcome.RIGHT, share=Decimal(1))
        if not cell.formula:
            message = self._(
                "The result is right, but it was typed and is no formula: it stays as it is when an entry changes."
            )
            return self._item(one, of, Outcome.WRONG, message, TYPED_TOTAL, TYPED_SHARE)
        if all(world.holds(one) for world in self.worlds[1:]):
            return self._item(one, of, Outcome.RIGHT, share=Decimal(1))
        slip, message = self.diagnosis.find(one)
        still = self._("The result is right now, but it does not follow when the entries change.")
        return self._item(one, of, Outcome.WRONG, f"{still} {message}".strip(), slip, TYPED_SHARE)

    def _wrong(self, one: Expected, of: Decimal, cell: Cell) -> Item:
        slip, message = self.diagnosis.find(one)
        if is_error(cell.value) and cell.formula and not slip:
            message = self._("The formula ends in an error ({error}).").format(error=cell.value)
            if cell.value == "#CIRC!":
                message = self._("The formula uses its own result: it goes round in a circle.")
            return self._item(one, of, Outcome.WRONG, message)
        return self._item(one, of, Outcome.WRONG, message or one.message, slip)

    def _item(
        self,
        one: Expected,
        of: Decimal,
        outcome: Outcome,
        message: str = "",
        slip: str = "",
        share: Decimal = Decimal(0),
    ) -> Item:
        points = (of * share).quantize(CENT, ROUND_HALF_UP)
        right = outcome is Outcome.RIGHT
        return Item(
            key=one.ref,
            label=f"{one.ref} · {one.label}",
            points=points,
            of=of,
            outcome=outcome,
            slip=slip,
            message=message,
            where="" if right else one.where,
            worked=self._worked(one) if self.lesson and not right else "",
            found="" if right else self._found(one),
        )

    def _found(self, one: Expected) -> str:
        """What the learner entered, as their spreadsheet shows it for editing."""
        cell = self.cells.get(one.ref, Cell(None))
        if cell.formula:
            return as_typed(cell.formula, self.language)
        if isinstance(cell.value, float):
            a_day = isinstance(one.truth(self.worlds[0].figures), date)
            return general_content(float(f"{cell.value:.12g}"), DATE if a_day else "", self.language)
        return cell.value if isinstance(cell.value, str) else ""

    def _worked(self, one: Expected) -> str:
        if one.worked:
            return one.worked
        if one.formula:
            return as_typed(one.formula, self.language)
        return shown(one.truth(self.worlds[0].figures), self.language)
