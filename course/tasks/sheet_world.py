"""The learner's sheet with one set of figures: what its cells come to, and whether they hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from course.tasks.engine import Value
from course.tasks.expected import Expected, Figures, cell_named, figures_of, same, spelt, typed_truth
from course.tasks.formula import areas, position, tokens
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell


class World:
    """The learner's sheet with one set of figures, worked out. `asked` are the cells that may be mended in it."""

    def __init__(self, book: Workbook, asked: Sequence[Expected]) -> None:
        self.book, self.figures = book, figures_of(book)
        self.off = self._put_right(asked)

    def _put_right(self, asked: Sequence[Expected]) -> Mapping[str, Value]:
        """What belongs into the cells that are not right, one after the other: a truth may build on an earlier one."""
        found: dict[str, Value] = {}
        for one in asked:
            if not self.right(one):
                found[one.ref] = typed_truth(one.truth(Figures({**self.figures.values, **found})))
        return found

    def value(self, one: Expected) -> Value:
        """What stands there; where the name of a cell is asked for, `=F5` names it as well as F5 does."""
        found = self.book.value(*position(one.ref))
        if not one.names_cell:
            return found
        cell = self.cells.get(one.ref, Cell(None))
        return cell_named(cell.formula or found)

    def right(self, one: Expected) -> bool:
        return self.fits(self.value(one), one)

    def fits(self, found: Value, one: Expected) -> bool:
        return _fits(found, one, self.figures)

    def holds(self, one: Expected) -> bool:
        """Right, or right as soon as the other cells that are not right are put right: an error counts once."""
        if one.ref not in self.off:
            return True
        cell = self.cells.get(one.ref, Cell(None))
        if len(self.off) == 1 or uses(cell, one.ref):
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
    return any(same(spelt(found, one), spelt(typed_truth(truth(figures)), one), one.exact) for truth in truths)


def uses(cell: Cell, ref: str) -> bool:
    """Whether the cell's formula names that cell: its own, then, and goes round in a circle."""
    return any(position(ref) in area for area in areas(tokens(cell.formula) or []))
