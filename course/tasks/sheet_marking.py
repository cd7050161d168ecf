"""Marking the cells of a sheet: value, formula, and whether the formula still holds when its figures change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from course.locale import translator
from course.tasks.engine import Value, as_typed
from course.tasks.entry import general_content
from course.tasks.expected import (
    TYPED_TOTAL,
    Change,
    Expected,
    Figures,
    cell_named,
    figures_of,
    is_error,
    same,
    shown,
    typed_truth,
)
from course.tasks.formula import Area, areas, position, tokens
from course.tasks.handout import Handout
from course.tasks.mark import CENT, Item, Outcome
from course.tasks.number_format import DATE
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell

TYPED_SHARE = Decimal("0.4")  # of a formula's points for a right figure that was typed
TURNS = (1, 2)  # how often the figures are exchanged; by chance alone no wrong formula survives both


class World:
    """The learner's sheet with one set of figures, worked out."""

    def __init__(self, book: Workbook, figures: Figures, expected: Sequence[Expected]) -> None:
        self.book, self.figures = book, figures
        self.off: Mapping[str, Value] = {
            one.ref: typed_truth(one.truth(figures)) for one in expected if not self.right(one)
        }

    def value(self, one: Expected) -> Value:
        found = self.book.value(*position(one.ref))
        return cell_named(found) if one.names_cell else found

    def right(self, one: Expected) -> bool:
        return _fits(self.value(one), one, self.figures)

    def holds(self, one: Expected) -> bool:
        """Right, or right as soon as the other cells that are not right are put right: an error counts once."""
        if one.ref not in self.off:
            return True
        cell = self.cells.get(one.ref, Cell(None))
        if len(self.off) == 1 or _uses(cell, one.ref):
            return False
        mended, figures = self._mended
        found = mended.calculate(cell.formula) if cell.formula and not cell.problem else self.value(one)
        return _fits(found, one, figures)

    @cached_property
    def _mended(self) -> tuple[Workbook, Figures]:
        """The sheet with every cell that is not right put right: one for all, since no truth builds on its own cell."""
        mended = self.book.with_values(self.off)
        return mended, figures_of(mended)

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        return self.book.cells()


def _fits(found: Value, one: Expected, figures: Figures) -> bool:
    truths = [one.truth] if one.follows is None else [one.truth, one.follows]
    return any(same(found, typed_truth(truth(figures)), one.exact) for truth in truths)


class CellMarker:
    """Marks one learner's sheet, cell by cell."""

    def __init__(self, book: Workbook, expected: Sequence[Expected], change: Change, handout: Handout) -> None:
        self.language = handout.header.language
        self._ = translator(self.language, "tasks")
        self.lesson = handout.lesson
        self.cells = book.cells()
        figures = figures_of(book)
        changes = [change(figures, turn) for turn in TURNS]
        books = [book, *(book.with_values(values) for values in changes if values)]
        formulas = [one for one in expected if one.formula]  # an entry that was exchanged is no mistake to be mended
        asked = [expected, *(formulas for _changed in books[1:])]
        self.worlds = [World(one, figures_of(one), of) for one, of in zip(books, asked, strict=True)]

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
                "The figure is right, but it was typed. What is typed stays as it is when an entry changes; a formula "
                "follows."
            )
            return self._item(one, of, Outcome.WRONG, message, TYPED_TOTAL, TYPED_SHARE)
        if all(world.holds(one) for world in self.worlds[1:]):
            return self._item(one, of, Outcome.RIGHT, share=Decimal(1))
        slip, message = next(self._slips(one), (TYPED_TOTAL if not _uses_cells(cell) else "", ""))
        still = self._("The figure is right now, but it does not follow when the entries change.")
        return self._item(one, of, Outcome.WRONG, f"{still} {message}".strip(), slip, TYPED_SHARE)

    def _wrong(self, one: Expected, of: Decimal, cell: Cell) -> Item:
        slip, message = next(self._slips(one), ("", one.message))
        if is_error(cell.value) and cell.formula and not slip:
            message = self._("The formula ends in an error ({error}).").format(error=cell.value)
            if cell.value == "#CIRC!":
                message = self._("The formula uses its own result: it goes round in a circle.")
            return self._item(one, of, Outcome.WRONG, message)
        return self._item(one, of, Outcome.WRONG, message, slip)

    def _slips(self, one: Expected) -> Iterator[tuple[str, str]]:
        """The slips that give what the learner has, in the sheet as it is and with every exchange of figures."""
        cell = self.cells[one.ref]
        worlds = self.worlds if cell.formula else self.worlds[:1]
        for slip in one.slips:
            if is_error(cell.value) and _used(cell.formula) != _used(slip.formula):
                continue  # two formulas may end in the same error for different reasons
            alike = all(same(world.value(one), world.book.calculate(slip.formula), one.exact) for world in worlds)
            if alike and not all(world.right(one) for world in worlds):
                yield slip.name, slip.message

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


def _uses(cell: Cell, ref: str) -> bool:
    """Whether the cell's formula names that cell: its own, then, and goes round in a circle."""
    return any(position(ref) in area for area in areas(tokens(cell.formula) or []))


def _used(formula: str) -> set[Area]:
    return set(areas(tokens(formula) or ()))


def _uses_cells(cell: Cell) -> bool:
    return bool(areas(tokens(cell.formula) or ()))
