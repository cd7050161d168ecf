"""A task of a unit dealt to a learner, filled in and marked: what the tests of every unit's tasks begin with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import to_excel

from course.firm import Firm
from course.locale import Language
from course.tasks.formula import shifted
from course.tasks.handing_in import deal, handout_of, lay_down
from course.tasks.handout import Handout
from course.tasks.mark import Item, Mark
from course.tasks.sheet_answer import filled_in
from course.tasks.task import Answer, Task
from course.tasks.workbook import Workbook
from course.units import find_task
from tests.office import saved_by_libreoffice
from tests.tasks.examples import header


def dealt(
    task_id: str, language: Language = "en", learner: str = "ada", earlier: Mapping[str, Answer] | None = None
) -> tuple[Task, Firm, Handout]:
    task = find_task(task_id)
    own = header(task, language, learner=learner)
    firm = deal(own, task.lesson)
    return task, firm, task.handout(firm, own, earlier or {})


def marked(task_id: str, entries: dict[str, str], language: Language = "en", learner: str = "ada") -> Mark:
    """The mark of a sheet in which these cells were typed."""
    task, firm, handout = dealt(task_id, language, learner)
    return task.mark(filled_in(handout, entries, language), firm, handout, {})


def item(mark: Mark, key: str) -> Item:
    return next(one for one in mark.items if one.key == key)


def down(column: str, rows: Sequence[int], formula: str) -> dict[str, str]:
    """A formula written for the first of these rows and filled down, its cells moving along as they do at the desk."""
    return {f"{column}{row}": shifted(formula, row - rows[0], 0) for row in rows}


def said_of_slips(task_id: str) -> Iterator[tuple[str, str]]:
    """Each slip that can be made in a task, and all that its mark says of it."""
    task, firm, handout = dealt(task_id)
    for slip in task.slips(firm, handout):
        mark = task.mark(task.perfect(firm, handout, (slip,)), firm, handout, {})
        yield slip, " ".join(f"{one.message} {one.where} {one.worked}" for one in mark.items)


def libreoffice_reads(tasks: Iterable[Task], folder: Path) -> Iterator[tuple[Task, Path, Any]]:
    """Each task's perfect answer, and its sheet as LibreOffice works it out and saves it again."""
    paths = {task: lay_down(task, header(task), folder) for task in tasks}
    saved = saved_by_libreoffice(list(paths.values()), folder)
    for task, path in paths.items():
        yield task, path, openpyxl.load_workbook(saved / path.name, data_only=True).worksheets[0]


def formulas_with_other_values(task: Task, path: Path, theirs: Any) -> tuple[int, dict[str, object]]:
    """How many formulas the answer has, and those of which LibreOffice makes something else."""
    book = Workbook.open(path, handout_of(task, header(task), path.parent))
    assert book is not None
    ours = {ref: cell.value for ref, cell in book.cells().items() if cell.formula}
    return len(ours), {ref: theirs[ref].value for ref, value in ours.items() if not _same(value, theirs[ref].value)}


def _same(ours: object, theirs: object) -> bool:
    if isinstance(theirs, datetime):
        theirs = to_excel(theirs)  # ours is the number of days, too
    if isinstance(ours, float):
        return isinstance(theirs, int | float) and bool(theirs == pytest.approx(ours, abs=1e-9))
    return theirs == ours
