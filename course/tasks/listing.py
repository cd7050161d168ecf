"""Lists: rows that belong together, to be put in order whole.

A list is right if each of its rows is one of the rows that were dealt, and if they stand in the order that is asked
for. That is why the commonest accident of sorting can be told from a typing mistake: if one column was sorted alone,
every column still holds what it held, and the other columns still agree with each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.locale import Language, translator
from course.tasks.engine import Value
from course.tasks.formula import column_letters, position
from course.tasks.handout import Handout, SheetLayout
from course.tasks.mark import Item, Mark, Outcome, not_attempted, share_out
from course.tasks.sheet import Sheet
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.sheet_marking import CellMarker
from course.tasks.sorting import rank, sort_rows
from course.tasks.task import Answer
from course.tasks.workbook import Workbook

ALONE, OTHER_WAY, OTHER_COLUMN, DELETED = (
    "column-sorted-alone",
    "wrong-direction",
    "other-column-sorted",
    "rows-deleted",
)
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Order:
    """How a list is to be sorted: its rows without the headings ("A2:F13"), the column, and which way."""

    block: str
    column: str
    down: bool

    @property
    def box(self) -> dict[str, int]:
        (top, left), (bottom, right) = (position(end) for end in self.block.split(":"))
        return {"top": top, "left": left, "bottom": bottom, "right": right}

    @property
    def number(self) -> int:
        return position(f"{self.column}1")[1]


@dataclass(frozen=True, kw_only=True)
class Listing(Sheet):
    """A list to be sorted as whole rows, and further cells to be filled in (`expected`)."""

    order: Callable[[Firm, Language, SheetLayout], Order]
    weight: int = 1  # of whole rows, and of the right order, beside the weights of the cells

    def mark(self, answer: Answer | None, firm: Firm, handout: Handout, earlier: Mapping[str, Answer]) -> Mark:
        language = handout.header.language
        if not isinstance(answer, SheetAnswer) or answer.book is None:
            return not_attempted(handout.title, self.points, language)
        expected = self._expected(firm, handout)
        shares = share_out(self.points, [self.weight, self.weight, *(one.weight for one in expected)])
        rows = RowMarker(answer.book, self._order(firm, handout), handout)
        cells = CellMarker(answer.book, expected, self.change, handout)
        items = [rows.whole(shares[0]), rows.ordered(shares[1])]
        items += [cells.item(one, share) for one, share in zip(expected, shares[2:], strict=True)]
        return Mark(handout.title, tuple(items), self.points, language)

    def slips(self, firm: Firm, handout: Handout) -> tuple[str, ...]:
        return (ALONE, OTHER_WAY, OTHER_COLUMN, DELETED, *super().slips(firm, handout))

    def _order(self, firm: Firm, handout: Handout) -> Order:
        assert isinstance(handout.layout, SheetLayout)
        return self.order(firm, handout.header.language, handout.layout)

    def perfect(self, firm: Firm, handout: Handout, slips: tuple[str, ...] = ()) -> SheetAnswer:
        book = self._book(self._expected(firm, handout), handout, slips)
        order = self._order(firm, handout)
        box, column = order.box, order.number
        if ALONE in slips:
            box = {**box, "left": column, "right": column}
        if OTHER_COLUMN in slips and ALONE not in slips:
            column = column - 1 if column > box["left"] + 1 else column + 1
        sort_rows(book, box, column, order.down != (OTHER_WAY in slips))
        if DELETED in slips:
            for place in range(order.box["left"], order.box["right"] + 1):
                book.clear(order.box["bottom"], place)
        return SheetAnswer(handout.header, book.cells(), book)


class RowMarker:
    """Looks at the rows of one learner's list."""

    def __init__(self, book: Workbook, order: Order, handout: Handout) -> None:
        assert isinstance(handout.layout, SheetLayout)
        self.language, self.lesson = handout.header.language, handout.lesson
        self._ = translator(self.language, "tasks")
        self.order, self.labels = order, handout.layout.columns
        self.start_book = Workbook.blank(handout)
        formulas = {position(one.ref)[1] for one in handout.layout.start if one.value.startswith("=")}
        self.columns = [c for c in range(order.box["left"], order.box["right"] + 1) if c not in formulas]
        self.dealt = self._rows(self.start_book)
        self.found = [row for row in self._rows(book) if any(value not in (None, "") for value in row)]

    def _rows(self, book: Workbook) -> list[Row]:
        rows = range(self.order.box["top"], self.order.box["bottom"] + 1)
        return [tuple(book.value(row, column) for column in self.columns) for row in rows]

    @property
    def untouched(self) -> bool:
        return self.found == self.dealt

    @property
    def intact(self) -> bool:
        return Counter(self.found) == Counter(self.dealt)

    def whole(self, of: Decimal) -> Item:
        label = self._("Whole rows")
        where = self._("Compare three rows with how they were. Ctrl+Z takes a sort back, also later on.")
        if self.untouched:
            return self._item("rows", label, of, Outcome.NOT_ATTEMPTED, where=where)
        if self.intact:
            return self._item("rows", label, of, Outcome.RIGHT)
        slip, message = self._what_happened()
        return self._item("rows", label, of, Outcome.WRONG, slip, message, where)

    def _what_happened(self) -> tuple[str, str]:
        torn = self._torn()
        if torn:
            message = self._(
                "Column {column} was sorted alone. The rows are torn: what is side by side no longer fits."
            )
            return ALONE, message.format(column=torn)
        if self._same_in_every_column():
            return ALONE, self._(
                "A part of the list was sorted alone. The rows are torn: what is side by side no longer fits."
            )
        missing = len(self.dealt) - len(self.found)
        if missing > 0 and not Counter(self.found) - Counter(self.dealt):
            return DELETED, self._(
                "Rows are missing from the list: {count}. A filter hides rows; they must not be deleted."
            ).format(count=missing)
        return "", self._("One of the rows holds something that was not in any row of the list.")

    def _torn(self) -> str:
        """The letter and heading of the one column that no longer agrees with the others; "" if it is not one."""
        if not self._same_in_every_column():
            return ""
        for place, column in enumerate(self.columns):
            others = (Counter(row[:place] + row[place + 1 :] for row in rows) for rows in (self.found, self.dealt))
            if next(others) == next(others):
                return f"{column_letters(column)} ({self.labels[column - 1].label})"
        return ""

    def _same_in_every_column(self) -> bool:
        pairs = zip(zip(*self.found, strict=True), zip(*self.dealt, strict=True), strict=True) if self.found else ()
        return len(self.found) == len(self.dealt) and all(Counter(found) == Counter(dealt) for found, dealt in pairs)

    def ordered(self, of: Decimal) -> Item:
        label = self._("The order")
        column = self._heading(self.columns.index(self.order.number))
        way = self._("largest or latest first") if self.order.down else self._("smallest or oldest first")
        where = self._("Wanted: by {column}, {way}.").format(column=column, way=way)
        place = self.columns.index(self.order.number)
        if self.untouched:
            return self._item("order", label, of, Outcome.NOT_ATTEMPTED, where=where)
        if self._runs(place, self.order.down):
            return self._item("order", label, of, Outcome.RIGHT)
        slip, message = next(
            self._other_orders(place), ("", self._("The list is not in this order from top to bottom."))
        )
        return self._item("order", label, of, Outcome.WRONG, slip, message, where)

    def _other_orders(self, place: int) -> Iterator[tuple[str, str]]:
        if not self.intact:
            return
        if self._runs(place, not self.order.down):
            yield OTHER_WAY, self._("It is in order, but the other way round.")
        for other in range(len(self.columns)):
            if other != place and (self._runs(other, True) or self._runs(other, False)):
                message = self._("The list is in the order of another column: {column}.")
                yield OTHER_COLUMN, message.format(column=self._heading(other))

    def _runs(self, place: int, down: bool) -> bool:
        """Whether a column is in order from top to bottom."""
        ranks = [rank(row[place]) for row in self.found]
        return ranks == sorted(ranks, reverse=down)

    def _heading(self, place: int) -> str:
        column = self.columns[place]
        return f"{column_letters(column)} ({self.labels[column - 1].label})"

    def _item(
        self, key: str, label: str, of: Decimal, outcome: Outcome, slip: str = "", message: str = "", where: str = ""
    ) -> Item:
        points = of if outcome is Outcome.RIGHT else Decimal(0)
        worked = self._(
            "Choose one cell of the list, then Sort…, the column and the order; every row moves as a whole."
        )
        shown = worked if self.lesson and outcome is not Outcome.RIGHT else ""
        return Item(key, label, points, of, outcome, slip, message, where, shown)
