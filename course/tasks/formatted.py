"""Formats: a sheet whose figures are right or nearly so, and whose cells have to be made to look as they should.

What counts is what is stored: the value *and* the number format. That tells apart what looks alike on the screen: a
figure that is a text, a percentage that is a hundred times too large, a number that has lost its leading zeros.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from course.firm import Firm
from course.locale import Language, translator
from course.tasks import number_format
from course.tasks.diagnosis import JOIN
from course.tasks.engine import Value
from course.tasks.entry import general_content, general_entry
from course.tasks.expected import Expected
from course.tasks.formula import cells_of, position
from course.tasks.handout import Handout, Header, SheetLayout
from course.tasks.mark import CENT, Item, Mark, Outcome, not_attempted, share_out
from course.tasks.sealing import require_firm
from course.tasks.sheet import Sheet
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.task import Answer
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell

AS_TEXT, ZEROS_LOST, TOO_LARGE = "number-as-text", "leading-zeros-lost", "per-cent-as-whole-number"
NO_FORMAT, NO_THOUSANDS, NO_PLACES, OTHER_FORMAT = (
    "format-missing",
    "thousands-missing",
    "places-missing",
    "other-format",
)
MOST_NAMED = 3  # cells that a message names


@dataclass(frozen=True)
class Formatted:
    """The cells of one column ("B2:B7"), what they hold, and their format. Texts are in the learner's language."""

    block: str
    label: str
    values: tuple[str | float, ...]
    format: str
    where: str = ""

    @property
    def refs(self) -> list[str]:
        return cells_of(self.block)


@dataclass(frozen=True, kw_only=True)
class Formats(Sheet):
    """Columns to be put in order: half of a column's points are for its values, half for its format."""

    columns: Callable[[Firm, Language], tuple[Formatted, ...]]
    expected: Callable[[Firm, Language, SheetLayout], tuple[Expected, ...]] = lambda firm, language, layout: ()

    def handout(self, firm: Firm, header: Header, earlier: Mapping[str, Answer]) -> Handout:
        handout = super().handout(firm, header, earlier)
        assert isinstance(handout.layout, SheetLayout)
        asked = tuple(ref for column in self.columns(firm, header.language) for ref in column.refs)
        return replace(handout, layout=replace(handout.layout, asked=asked))

    def mark(self, answer: Answer | None, firm: Firm, handout: Handout, earlier: Mapping[str, Answer]) -> Mark:
        language = handout.header.language
        if not isinstance(answer, SheetAnswer) or answer.book is None:
            return not_attempted(handout.title, self.points, language)
        columns = self._known(firm, handout)
        shares = share_out(self.points, [1] * len(columns))
        pairs = zip(columns, shares, strict=True)
        items = tuple(ColumnMarker(column, answer.book, handout).item(of) for column, of in pairs)
        return Mark(handout.title, items, self.points, language)

    def slips(self, firm: Firm, handout: Handout) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for column in self._known(firm, handout):
            names |= dict.fromkeys((*value_slips(column), *format_slips(column)))
        return tuple(names)

    def perfect(self, firm: Firm, handout: Handout, slips: tuple[str, ...] = ()) -> SheetAnswer:
        book = Workbook.blank(handout)
        for column in self._known(firm, handout):
            made = [found for name, found in format_slips(column).items() if name in slips]
            change = next((change for name, change in value_slips(column).items() if name in slips), None)
            for ref, value in zip(column.refs, column.values, strict=True):
                book.choose(*position(ref), made[0] if made else column.format)
                book.set(ref, Cell(change(value, handout.header.language) if change else value))
        return SheetAnswer(handout.header, book.cells(), book)

    def _known(self, firm: Firm, handout: Handout) -> tuple[Formatted, ...]:
        require_firm(firm, handout.header)
        return self.columns(firm, handout.header.language)


Changed = Callable[[str | float, Language], Value]


def value_slips(column: Formatted) -> dict[str, Changed]:
    """What each slip makes of a value of this column."""
    if column.format == number_format.TEXT:
        return {ZEROS_LOST: lambda value, language: float(value)}
    slips: dict[str, Changed] = {AS_TEXT: lambda value, language: general_content(value, column.format, language)}
    if number_format.is_percent(column.format):
        slips[TOO_LARGE] = lambda value, language: float(value) * 100
    return slips


def format_slips(column: Formatted) -> dict[str, str]:
    """The formats that are chosen by mistake."""
    if column.format == number_format.TEXT:
        return {}  # an apostrophe before the figures does as well
    slips = {NO_FORMAT: ""}
    if "," in column.format:
        slips[NO_THOUSANDS] = column.format.replace("#,##", "")
    if number_format.is_percent(column.format) and "." in column.format:
        slips[NO_PLACES] = "0%"
    return slips


class ColumnMarker:
    """Looks at one column of one learner's sheet."""

    def __init__(self, column: Formatted, book: Workbook, handout: Handout) -> None:
        self.column, self.book, self.handout = column, book, handout
        self.language = handout.header.language
        self._ = translator(self.language, "tasks")
        self.cells = {ref: book.cells().get(ref, Cell(None)) for ref in column.refs}

    def item(self, of: Decimal) -> Item:
        values, formats = self._values(), self._formats()
        ok = (values is None, formats is None)
        worked = self.column.where if self.handout.lesson and not all(ok) else ""
        where = "" if all(ok) else self.column.where
        ref = self.column.block
        if self._untouched():
            return Item(ref, self.column.label, Decimal(0), of, Outcome.NOT_ATTEMPTED, where=where, worked=worked)
        points = (of * sum(ok) / 2).quantize(CENT, ROUND_HALF_UP)
        slip = JOIN.join(found[0] for found in (values, formats) if found and found[0])
        message = " ".join(found[1] for found in (values, formats) if found)
        outcome = Outcome.RIGHT if all(ok) else Outcome.WRONG
        return Item(ref, self.column.label, points, of, outcome, slip, message, where, worked)

    def _untouched(self) -> bool:
        blank = Workbook.blank(self.handout).cells()
        same = all(self.cells[ref].value == blank.get(ref, Cell(None)).value for ref in self.column.refs)
        return same and not any(position(ref) in self.book.formats for ref in self.column.refs)

    # --- values -----------------------------------------------------------------------------------------------

    def _values(self) -> tuple[str, str] | None:
        """Slip and message; None if every value is right."""
        pairs = zip(self.column.refs, self.column.values, strict=True)
        wrong = {ref: value for ref, value in pairs if not _same(self.cells[ref].value, value)}
        if not wrong:
            return None
        named = ", ".join(list(wrong)[:MOST_NAMED]) + (" …" if len(wrong) > MOST_NAMED else "")
        kinds = {self._slip(ref, value) for ref, value in wrong.items()}
        slip = kinds.pop() if len(kinds) == 1 else ""
        words = {
            AS_TEXT: self._(
                "{cells}: this is a text, not a number. It looks like one, but nothing can be worked out with it."
            ),
            ZEROS_LOST: self._("{cells}: stored as a number, so the leading zeros are gone."),
            TOO_LARGE: self._("{cells}: a hundred times too large. 12 per cent is stored as 0.12."),
            "": self._("{cells}: the value is not the one on the paper, or the cell is empty."),
        }
        return slip, words[slip].format(cells=named)

    def _slip(self, ref: str, value: str | float) -> str:
        cell = self.cells[ref]
        for name, change in value_slips(self.column).items():
            if name != AS_TEXT and _same(cell.value, change(value, self.language)):
                return name
        if isinstance(value, float) and isinstance(cell.value, str):
            reads_as = general_entry(cell.value.strip(), self.column.format, self.language)[0].value
            return AS_TEXT if _same(reads_as, value) or cell.problem else ""
        return ""

    # --- formats ----------------------------------------------------------------------------------------------

    def _formats(self) -> tuple[str, str] | None:
        """Slip and message; None if every cell has the format."""
        if self.column.format == number_format.TEXT:
            lost = [ref for ref in self.column.refs if not isinstance(self.cells[ref].value, str)]
            return ("", "") if lost else None
        found = {ref: self.book.formats.get(position(ref), "") for ref in self.column.refs}
        wrong = {code for code in found.values() if code != self.column.format}
        if not wrong:
            return None
        known = {code: name for name, code in format_slips(self.column).items()}
        slip = known.get(wrong.pop(), OTHER_FORMAT) if len(wrong) == 1 else OTHER_FORMAT
        words = {
            NO_FORMAT: self._("No number format is chosen for some cells of this column."),
            NO_THOUSANDS: self._("The thousands separator is missing."),
            NO_PLACES: self._("The place behind the point is missing: 12.5 per cent reads as 13."),
            OTHER_FORMAT: self._("Some cells have another number format than this column needs."),
        }
        return slip, words[slip]


def _same(found: Value, wanted: Value) -> bool:
    if isinstance(wanted, float):
        return isinstance(found, float) and abs(found - wanted) < 1e-9
    return isinstance(found, str) and found.strip() == wanted
