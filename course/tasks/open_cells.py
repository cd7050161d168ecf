"""Which cells of a sheet are the learner's: those that are asked for; everything else is locked."""

from __future__ import annotations

from dataclasses import replace

from course.tasks.formula import cell_name, cells_of
from course.tasks.handout import SheetLayout


def open_only(layout: SheetLayout, *blocks: str) -> SheetLayout:
    """The layout with every cell locked but those in these blocks ("E2:E9")."""
    last = cell_name(layout.rows, len(layout.columns))
    mine = {ref for block in blocks for ref in cells_of(block)}
    return replace(layout, locked=tuple(ref for ref in cells_of(f"A2:{last}") if ref not in mine))
