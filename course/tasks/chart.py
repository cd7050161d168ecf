"""Charts: the learner names the ranges of a sheet of their own; what is drawn is what stands there.

The answer is a form (two ranges, a kind, two texts), so a chart is marked without being drawn. The figures come from
the sheet of an earlier task: whatever is wrong in it was paid for there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from course.firm import Firm
from course.locale import Language, translator
from course.tasks.form import Form
from course.tasks.formula import block_named, cell_name, position
from course.tasks.handout import Header, TaskKind
from course.tasks.sheet import Sheet
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.task import Answer
from course.tasks.workbook import Workbook

LABELS, VALUES, KIND, TITLE, AXIS = "labels", "values", "kind", "title", "axis"
MOST_POINTS = 60  # labels, and series, that a chart can still show


@dataclass(frozen=True)
class Series:
    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class ChartData:
    """What a chart shows: labels along the axis, and for each series a value for every label."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]


class CannotBeDrawn(Exception):
    """Its text says in the learner's language what is missing."""


@dataclass(frozen=True, kw_only=True)
class Chart(Form):
    """A chart of the learner's own answer to the one task that this one `needs`, a sheet."""

    kind: ClassVar[TaskKind] = "chart"

    def own_sheet(self, earlier: Mapping[str, Answer]) -> Workbook | None:
        """The learner's sheet, or None before there is one."""
        (task,) = self.needs
        answer = earlier.get(task.id)
        return answer.book if isinstance(answer, SheetAnswer) else None

    def colleagues_sheet(self, firm: Firm, header: Header) -> Workbook | None:
        """A finished sheet to practise on; `firm` is another than the learner's, whose figures it would give away."""
        (task,) = self.needs
        if not self.lesson or not isinstance(task, Sheet):
            return None
        theirs = replace(header, task=task.id)
        return task.perfect(firm, task.handout(firm, theirs, {})).book


def chart_data(book: Workbook, labels: str, values: str, language: Language) -> ChartData:
    """What stands in these ranges; a first row of texts gives the series their names. Raises CannotBeDrawn."""
    _ = translator(language, "tasks")
    if not block_named(labels) or not block_named(values):
        raise CannotBeDrawn(_("Name the range of the labels and the range of the values, and the chart is drawn here."))
    columns = columns_of(block_named(values))
    named = any(isinstance(book.value(*column[0]), str) for column in columns)
    texts = tuple(book.shown(*place) for column in columns_of(block_named(labels)) for place in column)
    series = tuple(_series(book, column, number, named, language) for number, column in enumerate(columns, start=1))
    if len(texts) > MOST_POINTS or len(series) > MOST_POINTS or len(series[0].values) > MOST_POINTS:
        raise CannotBeDrawn(_("So many cells are too many for one chart."))
    if not any(value for one in series for value in one.values):
        raise CannotBeDrawn(_("There are no figures in the range of the values yet."))
    return ChartData(texts, series)


def _series(book: Workbook, column: list[tuple[int, int]], number: int, named: bool, language: Language) -> Series:
    _ = translator(language, "tasks")
    name = book.shown(*column[0]) if named else _("Series {number}").format(number=number)
    found = (book.value(*place) for place in column[named:])
    return Series(name, tuple(value if isinstance(value, float) else None for value in found))


def columns_of(block: str) -> list[list[tuple[int, int]]]:
    """The places of a block, column by column."""
    (top, left), (bottom, right) = (position(end) for end in block.split(":"))
    return [[(row, column) for row in range(top, bottom + 1)] for column in range(left, right + 1)]


def printed(book: Workbook) -> list[list[str]]:
    """The sheet as rows of texts, the letters of the columns first and each row's number in front."""
    width, cells = len(book.layout.columns), book.cells()
    letters = ["", *(cell_name(1, column)[:-1] for column in range(1, width + 1))]
    rows = range(1, book.layout.rows + 1)
    texts = [[str(row), *(_text(book, row, column, cells) for column in range(1, width + 1))] for row in rows]
    return [letters, *texts]


def _text(book: Workbook, row: int, column: int, cells: Mapping[str, object]) -> str:
    return book.shown(row, column) if cell_name(row, column) in cells else ""
