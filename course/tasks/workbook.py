"""The learner's sheet: what was typed, what it comes to, and the .xlsx file that keeps both.

The desk types into it and shows it; marking reads a file into it and changes its inputs. What a learner types is kept
by the kind of its column: a code stays text (007 stays 007), an amount becomes a number if it can be read in one way
only, and what cannot be read stays exactly as it was typed, with the reason at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from course.locale import Language, translator
from course.locale.numbers import TOO_LARGE, show_date, show_number
from course.tasks import number_format
from course.tasks.engine import Engine, Value, as_typed, formatted, understood
from course.tasks.entry import (
    TEXTUAL,
    entry,
    from_serial,
    general_content,
    general_entry,
    given_cell,
    is_day,
    to_serial,
)
from course.tasks.files import check_text, read_bytes, write_bytes
from course.tasks.formula import cell_name, cells_of, position, shifted
from course.tasks.formula_budget import FormulaBudget
from course.tasks.handout import ColumnKind, Handout, Header, SheetLayout
from course.tasks.header import header_fields, require_same_deal
from course.tasks.xlsx import COURSE_SHEET, LONGEST_TEXT, Book, Cell, Filter, Sheet, read_xlsx
from course.tasks.xlsx_filter import with_filter

__all__ = ["Total", "Workbook", "from_serial", "to_serial"]

NOTES = ("keys", "seconds", "pauses", "pasted")  # see `pace.py`
FIRST_NOTE = 12  # row of the hidden sheet; the header is above it
_FORMATS = {"amount": "#,##0.00", "text": "@", "code": "@", "account": "@", "number": "general", "general": "general"}
_HEADING, _GIVEN = "#DCE6F1", "#F2F2F2"  # fills of row 1 and of cells filled in beforehand


@dataclass(frozen=True)
class Total:
    """A control total as it stands: `warning` when it ought to be zero and is not."""

    label: str
    shown: str
    warning: bool


class Workbook:
    """One sheet in the learner's language. Rows and columns count from 1; refs are like "B7" in the API's texts."""

    def __init__(self, layout: SheetLayout, language: Language, header: Header | None = None) -> None:
        self.layout = layout
        self.language = language
        self.header = header
        self.given = {position(given.ref): given for given in layout.given}
        self._kinds = {position(ref): kind for block, kind in layout.kinds for ref in cells_of(block)}
        self._cells: dict[tuple[int, int, int], Cell] = {}  # (sheet, row, column) -> as typed
        self.formats: dict[tuple[int, int], str] = {}  # the number formats that the learner chose
        self.filter: Filter | None = None
        self.hidden: frozenset[int] = frozenset()  # rows that the filter hides
        self.header_of_file: dict[str, str] = {}  # what the file that was opened says of itself
        self.notes: dict[str, str] = {}  # about the work, beside it: how fast it was keyed
        self._budget = FormulaBudget(language)
        self._names = [translator(language, "tasks")("Sheet")]
        self._engine = Engine(language, self._names[0])
        self._lay_out()

    @classmethod
    def blank(cls, handout: Handout) -> Workbook:
        """The sheet as it is handed out: headings and given cells, nothing else."""
        return cls(_sheet_layout(handout), handout.header.language, handout.header)

    @classmethod
    def open(cls, path: Path, handout: Handout) -> Workbook | None:
        """The sheet in the learner's file; None if there is none. Raises Unreadable with the reason.

        Given cells are laid over what the file says of them; everything else in the file is kept, further sheets too.
        """
        content = read_bytes(path, handout.header.language)
        if content is None:
            return None
        book = read_xlsx(content, handout.header.language)
        require_same_deal(book.header, handout.header)
        workbook = cls.blank(handout)
        workbook.take(book)
        return workbook

    # --- typing -----------------------------------------------------------------------------------------------

    def kind(self, row: int, column: int) -> ColumnKind:
        """How an entry here is read. Beyond the layout: as a number, a date or a formula where it can be."""
        if self.formats.get((row, column)) == number_format.TEXT:
            return "text"
        if (row, column) in self._kinds:
            return self._kinds[row, column]
        if (row, column) in self.given:
            return self.given[row, column].kind
        return self.layout.columns[column - 1].kind if column <= len(self.layout.columns) else "number"

    def locked(self, row: int, column: int) -> bool:
        return row == 1 or (row, column) in self.given or cell_name(row, column) in self._locked

    def type(self, row: int, column: int, text: str) -> None:
        """Enter what a learner typed. Raises Unreadable for a text that no file can hold; the cell stays as it was."""
        check_text(text, self.language, LONGEST_TEXT)
        if not text.strip():
            self._put(0, row, column, Cell(None))
            return
        kind = self.kind(row, column)
        if kind in TEXTUAL and not (kind == "code" and text.strip().startswith("=")):  # no code begins with "="
            self._put(0, row, column, Cell(text if kind == "text" else text.strip()))  # a look-up minds a space
        elif text.strip().startswith("="):
            english, problem = understood(text.strip(), self.language, row, column)
            self._put(0, row, column, Cell(None, english) if english else Cell(text.strip(), "", problem))
        elif kind == "general":
            cell, chosen = general_entry(text, self.formats.get((row, column), ""), self.language)
            self._choose(row, column, chosen)
            self._put(0, row, column, cell)
        else:
            self._put(0, row, column, entry(text, kind, self.language))

    def choose(self, row: int, column: int, code: str) -> None:
        """Show this cell in another number format ("" for none). What stands in it stays as it is."""
        if self._choose(row, column, "" if code == number_format.GENERAL else code):
            self._engine.style(0, row, column, self._format(row, column))

    def _choose(self, row: int, column: int, code: str) -> bool:
        before = self.formats.pop((row, column), "")
        if code:
            self.formats[row, column] = code
        return before != code

    def filter_rows(self, chosen: Filter | None) -> None:
        """Show only the rows of a list that have one of these texts in a column; None: show all of them."""
        hidden: set[int] = set()
        if chosen is not None:
            first, last = (position(end)[0] for end in chosen.block.split(":"))
            hidden = {row for row in range(first + 1, last + 1) if self.shown(row, chosen.column) not in chosen.values}
        self.filter = chosen
        self._hide(frozenset(hidden))

    def _hide(self, rows: frozenset[int]) -> None:
        for row in rows ^ self.hidden:
            self._engine.hide_row(row, row in rows)
        self.hidden = rows

    def clear(self, row: int, column: int) -> None:
        self.type(row, column, "")

    def note(self, notes: Mapping[str, str]) -> None:
        """Keep these on the hidden sheet, beneath the header. They are the learner's own and play no part in marks."""
        self.notes = dict(notes)
        for row, (name, value) in enumerate(self.notes.items(), start=FIRST_NOTE):
            self._engine.put(1, row, 1, name)
            self._engine.put(1, row, 2, value)

    def set(self, ref: str, cell: Cell) -> None:
        """Put a cell there as it is, its formula in English; given cells and row 1 stay."""
        row, column = position(ref)
        if not self._fixed(row, column):
            self._put(0, row, column, cell)

    # --- reading ----------------------------------------------------------------------------------------------

    def content(self, row: int, column: int) -> str:
        """What the cell's editor shows: formulas in the learner's language, figures and dates in its convention."""
        cell = self._cells.get((0, row, column))
        if cell is None or (cell.value is None and not cell.formula):
            return ""
        if cell.formula:
            return as_typed(cell.formula, self.language)
        if self.kind(row, column) == "general" and isinstance(cell.value, str | float) and not cell.problem:
            return general_content(cell.value, self.formats.get((row, column), ""), self.language)
        if isinstance(cell.value, str):
            return cell.value
        if self.kind(row, column) == "date" and isinstance(cell.value, float):
            return show_date(from_serial(cell.value), self.language) if is_day(cell.value) else str(cell.value)
        return self._engine.content(0, row, column)

    def shown(self, row: int, column: int) -> str:
        """The value as displayed in the cell."""
        cell = self._cells.get((0, row, column))
        if cell is not None and (isinstance(cell.value, str) or cell.problem):
            return cell.value if isinstance(cell.value, str) else self.content(row, column)
        value = self._engine.value(0, row, column)
        code = number_format.canonical(self._format(row, column))
        tie = number_format.tie(value, code) if type(value) is float and abs(value) < 1e12 else None
        if tie is not None:
            return formatted(tie, self._format(row, column), self.language)
        return self._engine.shown(0, row, column)

    def cell(self, row: int, column: int) -> Cell:
        """What stands there as it was put there; formulas without their value."""
        return self._cells.get((0, row, column), Cell(None))

    def moved(self, row: int, column: int, to_row: int) -> Cell:
        """The cell as it would be in another row: a formula's cells move along with it, but for those with a $."""
        cell = self.cell(row, column)
        return replace(cell, formula=shifted(cell.formula, to_row - row, 0)) if cell.formula else cell

    def value(self, row: int, column: int) -> Value:
        """The value as computed: text, a number (dates are serial numbers), True/False, or None."""
        return self._engine.value(0, row, column)

    def problem(self, row: int, column: int) -> str:
        """Why the entry cannot be read, in the learner's language; "" if it can."""
        cell = self._cells.get((0, row, column))
        return cell.problem if cell else ""

    def cells(self) -> dict[str, Cell]:
        """Every cell with something in it, by its name ("B7"), formulas with the value that they come to."""
        found = {}
        for (sheet, row, column), cell in self._cells.items():
            if sheet == 0:
                worked_out = bool(cell.formula) and not cell.problem
                found[cell_name(row, column)] = replace(cell, value=self.value(row, column)) if worked_out else cell
        return found

    def calculate(self, formula: str) -> Value:
        """What a formula of ours (in English) comes to in this sheet."""
        return self._engine.calculate([formula])[0]

    def totals(self) -> list[Total]:
        """The layout's control totals as they stand."""
        totals = self.layout.totals
        values = self._engine.calculate([total.formula for total in totals])
        return [
            _total(total.label, value, total.zero, self.language) for total, value in zip(totals, values, strict=True)
        ]

    # --- files ------------------------------------------------------------------------------------------------

    def to_xlsx(self) -> bytes:
        content = self._engine.to_xlsx()
        return content if self.filter is None else with_filter(content, self.filter, self._names[0])

    def save(self, path: Path) -> None:
        """Write the file whole or not at all. Raises OSError when the disk is full or read-only."""
        write_bytes(path, self.to_xlsx())

    def take(self, book: Book) -> None:
        """Fill in the cells of a file that was read: its first visible sheet is the answer, others are kept beside."""
        self.header_of_file = book.header
        self.note({name: value for name, value in book.header.items() if name in NOTES})
        for number, sheet in enumerate(book.visible):  # all names first: a formula may refer to a later sheet
            self._name_sheet(sheet.name, further=number > 0)
        self._give_formulas()
        self._take_arrangement(book.visible[0])
        for number, sheet in enumerate(book.visible):
            for ref, cell in sheet.cells.items():
                row, column = position(ref)
                if number or not self._fixed(row, column):
                    self._put(number + (number > 0), row, column, self._from_file(cell, number, row, column))

        if "filter" in self.layout.tools:
            self.filter_rows(book.visible[0].filter)

    def _take_arrangement(self, sheet: Sheet) -> None:
        """What the learner took out of the cells that were filled in for them stays out; formats are as they chose."""
        for given in self.layout.start:
            if given.ref not in sheet.cells:
                self._put(0, *position(given.ref), Cell(None))
        for ref, code in sheet.formats.items() if "format" in self.layout.tools else ():
            row, column = position(ref)
            inside = row <= self.layout.rows and column <= len(self.layout.columns)
            usual = number_format.canonical(self._format_of(self.kind(row, column)))
            if inside and code != usual and not self._fixed(row, column):
                self.choose(row, column, code)

    def with_values(self, values: Mapping[str, Value]) -> Workbook:
        """The same sheet with other values in these cells, worked out anew; this one stays as it is."""
        other = Workbook(replace(self.layout, given=(), start=()), self.language, None)
        other.formats = dict(self.formats)
        other._hide(self.hidden)
        other._name_sheet(self._names[0], further=False)
        for (sheet, row, column), cell in self._cells.items():
            while sheet >= len(other._names):
                other._name_sheet(self._names[len(other._names)], further=True)
            other._put(sheet, row, column, cell)
        for ref, value in values.items():
            other._put(0, *position(ref), Cell(value))
        return other

    # --- inside -----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._locked = {ref for block in self.layout.locked for ref in cells_of(block)}
        for number, heading in enumerate(self.layout.columns, start=1):
            self._engine.lay_out(0, number, heading.width)
            self._put(0, 1, number, Cell(heading.label))
            self._engine.style(0, 1, number, "@", bold=True, fill=_HEADING)
        self._engine.freeze_first_row()
        for (row, column), given in self.given.items():
            self._put(0, row, column, given_cell(given.value, given.kind))
            self._engine.style(0, row, column, self._format_of(given.kind), fill=_GIVEN)
        for given in self.layout.start:
            self._put(0, *position(given.ref), given_cell(given.value, given.kind))
        self._engine.add_sheet(COURSE_SHEET, hidden=True)
        self._names.append(COURSE_SHEET)
        if self.header is not None:
            for row, (name, value) in enumerate(header_fields(self.header), start=1):
                self._engine.put(1, row, 1, name)
                self._engine.put(1, row, 2, value)

    def _give_formulas(self) -> None:
        """Given formulas anew: when its sheet is renamed, a German model reads their arguments' signs as English."""
        for (row, column), given in self.given.items():
            if given.value.startswith("=") and given.kind not in TEXTUAL:
                self._put(0, row, column, given_cell(given.value, given.kind))

    def _format(self, row: int, column: int) -> str:
        chosen = self.formats.get((row, column))
        return number_format.written(chosen, self.language) if chosen else self._format_of(self.kind(row, column))

    def _format_of(self, kind: ColumnKind) -> str:
        return number_format.written(number_format.DATE, self.language) if kind == "date" else _FORMATS[kind]

    def _fixed(self, row: int, column: int) -> bool:
        """Row 1 and locked cells are as dealt, whatever a file says."""
        return self.locked(row, column) and column <= len(self.layout.columns)

    def _name_sheet(self, name: str, further: bool) -> None:
        """Give the sheet (or a further one beside it) the name that it has in the file; formulas may use it."""
        safe = "".join("_" if sign in "[]:*?/\\'" or sign < " " else sign for sign in name)[:25] or "_"
        taken = [name.casefold() for name in (self._names if further else self._names[1:])]
        while safe.casefold() in taken:
            safe += "_"
        if further:
            self._engine.add_sheet(safe)
            self._names.append(safe)
        else:
            self._engine.rename_sheet(safe)
            self._names[0] = safe

    def _put(self, sheet: int, row: int, column: int, cell: Cell) -> None:
        old = self._cells.pop((sheet, row, column), None)
        if old is not None and old.formula and not old.problem:
            self._budget.remove((sheet, row, column), old.formula)
        if cell.formula and not cell.problem:
            cell = replace(cell, problem=self._budget.take((sheet, row, column), cell.formula))
        if sheet == 0 and row > 1 and (row, column) not in self.given and column <= len(self.layout.columns):
            shows_formula = (
                cell.formula and self.kind(row, column) == "code"
            )  # as text, Excel would show it, not work it out
            self._engine.style(0, row, column, "general" if shows_formula else self._format(row, column))
        if cell.formula and not cell.problem:
            self._engine.put_formula(sheet, row, column, cell.formula)
        else:
            self._engine.put(sheet, row, column, cell.formula or cell.value)
        if cell.value is not None or cell.formula:
            self._cells[sheet, row, column] = cell

    def _from_file(self, cell: Cell, sheet: int, row: int, column: int) -> Cell:
        """A cell of a file as if it had been typed: a figure that stands there as text is read where it can be."""
        kind = self.kind(row, column) if sheet == 0 else "text"
        if cell.formula:
            return Cell(None, cell.formula)
        if isinstance(cell.value, str):
            if kind in ("general", "code") and sheet == 0 and cell.value.startswith("="):
                english, problem = understood(cell.value, self.language, row, column)
                return cell if english else replace(cell, problem=problem)  # what makes a formula was meant as a text
            if kind in (*TEXTUAL, "general"):
                return cell
            return _text_from_file(cell.value, kind, self.language, row, column)
        if kind in TEXTUAL and sheet == 0 and isinstance(cell.value, float) and (row, column) not in self.formats:
            return Cell(f"{cell.value:.10g}")
        return cell


def _text_from_file(text: str, kind: ColumnKind, language: Language, row: int, column: int) -> Cell:
    if text.strip().startswith("="):
        english, problem = understood(text.strip(), language, row, column)
        return Cell(text, "", problem) if not english else Cell(None, english)
    return entry(text, kind, language)


def _total(label: str, value: Value, ought_to_be_zero: bool, language: Language) -> Total:
    _ = translator(language, "tasks")
    if not isinstance(value, float):
        return Total(label, str(value), ought_to_be_zero)
    if not abs(value) < TOO_LARGE:  # the cell that it comes from can be mended only at a desk that opens
        return Total(label, _("too large to be shown"), ought_to_be_zero)
    return Total(
        label, show_number(Decimal(str(round(value, 2))), language, 2, 2), ought_to_be_zero and abs(value) >= 0.005
    )


def _sheet_layout(handout: Handout) -> SheetLayout:
    if not isinstance(handout.layout, SheetLayout):
        raise TypeError(f"{handout.header.task} is no sheet")
    return handout.layout
