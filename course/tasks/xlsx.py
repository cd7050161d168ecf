"""Reading a spreadsheet file that a stranger made, with nothing but the standard library's zip and XML parser.

The engine that computes for us must never see such bytes: it can take the whole process down. So the cells are taken
out here, within bounds, and only they go on. What a file says of its own sizes is not believed; it is unpacked in small
pieces up to a limit. A document type or an entity in the XML is refused before it can grow.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from course.locale import Language, translator
from course.tasks.files import LARGEST
from course.tasks.formula import LAST_COLUMN, LAST_ROW, LONGEST, cell_name, position, shifted
from course.tasks.task import Unreadable
from course.tasks.xlsx_parts import Attributes, LinksPart, Part, StylesPart, TextsPart

LARGEST_UNPACKED = 20_000_000  # bytes of all the parts that are read
MOST_PARTS = 200
MOST_SHEETS = 8
MOST_CELLS = 20_000  # cells with content
MOST_FORMULAS = 4_000
LONGEST_TEXT = 2_000  # characters in a cell
COURSE_SHEET = "course"  # the hidden sheet with the header

_NEWER = re.compile(r"_xlfn\.(_xlws\.)?", re.IGNORECASE)  # files mark the names of newer functions with it

Value = str | float | bool | None


@dataclass(frozen=True)
class Cell:
    """One cell: its value (dates are serial numbers) and, where there is one, its formula in English, with "=".

    `problem` says in the learner's language why the formula was not worked out.
    """

    value: Value
    formula: str = ""
    problem: str = ""


@dataclass
class Sheet:
    name: str
    hidden: bool
    cells: dict[str, Cell] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)  # number formats, those of empty cells too
    filter: Filter | None = None


@dataclass(frozen=True)
class Filter:
    """A list of which only some rows are shown: those with one of these texts in a column (from 1)."""

    block: str  # "A1:F15", the headings included
    column: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class Book:
    sheets: tuple[Sheet, ...]

    @property
    def visible(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.sheets if not sheet.hidden and sheet.name != COURSE_SHEET)

    @property
    def header(self) -> dict[str, str]:
        """The pairs on the hidden sheet: names in column A, values in column B."""
        cells = next((sheet.cells for sheet in self.sheets if sheet.name == COURSE_SHEET), {})
        pairs = ((cells.get(f"A{row}"), cells.get(f"B{row}")) for row in range(1, 21))
        return {str(name.value): _plain(value.value) for name, value in pairs if name and value}


def _plain(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def read_xlsx(content: bytes, language: Language) -> Book:
    """The cells of every sheet. Raises Unreadable with the reason, whatever the bytes are."""
    _ = translator(language, "tasks")
    if len(content) > LARGEST:
        raise Unreadable(_("The answer file is larger than any answer to this task."))
    if not content.startswith(b"PK"):
        raise Unreadable(_("The answer file is not an Excel file (.xlsx); save it again in that format."))
    try:
        return _Reader(content, language).book()
    except Unreadable:
        raise
    except Exception:  # hostile bytes end in any exception that zipfile, zlib, expat or int() knows: all mean the same
        raise Unreadable(_("The answer file is damaged; it cannot be opened as an Excel file.")) from None


class _Reader:
    """One file being read: the zip, what has been unpacked so far, the texts that its cells share."""

    def __init__(self, content: bytes, language: Language) -> None:
        self.language = language
        self._ = translator(language, "tasks")
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        if len(self.zip.infolist()) > MOST_PARTS:
            raise Unreadable(self._("The answer file has more parts than a spreadsheet has."))
        self.unpacked = 0
        self.cells = 0
        self.formulas = 0
        self.formats: list[str] = []

    def book(self) -> Book:
        names = set(self.zip.namelist())
        if "xl/workbook.xml" not in names:
            raise Unreadable(self._("The answer file is not an Excel file (.xlsx); save it again in that format."))
        workbook = _WorkbookPart()
        self.parse("xl/workbook.xml", workbook)
        if workbook.from_1904:
            raise Unreadable(self._("The answer file counts its days from 1904; save it with the usual setting."))
        links = LinksPart()
        if "xl/_rels/workbook.xml.rels" in names:
            self.parse("xl/_rels/workbook.xml.rels", links)
        styles = StylesPart()
        if "xl/styles.xml" in names:
            self.parse("xl/styles.xml", styles)
        self.formats = styles.formats()
        shared = TextsPart()
        if "xl/sharedStrings.xml" in names:
            self.parse("xl/sharedStrings.xml", shared)
        if len(workbook.sheets) > MOST_SHEETS:
            raise Unreadable(self._("The answer file has more sheets than any answer to this task."))
        book = Book(tuple(self.sheet(sheet, link, links, shared.texts) for sheet, link in workbook.sheets))
        if not book.visible:
            raise Unreadable(self._("The answer file has no sheet that can be seen."))
        return book

    def sheet(self, sheet: Sheet, link: str, links: LinksPart, shared: list[str]) -> Sheet:
        part = links.targets.get(link)
        if part is not None:
            self.parse(part, _SheetPart(sheet, shared, self))
        return sheet

    def count(self, formula: bool) -> None:
        self.cells += 1
        self.formulas += formula
        if self.cells > MOST_CELLS or self.formulas > MOST_FORMULAS:
            raise Unreadable(self._("The answer file has more cells than any answer to this task."))

    def parse(self, name: str, part: Part) -> None:
        info = self.zip.getinfo(name)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(self._("The answer file is packed in a way that Excel does not use."))
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse_doctype
        parser.StartElementHandler = part.start
        parser.EndElementHandler = part.end
        parser.CharacterDataHandler = part.characters
        with self.zip.open(info) as stream:
            while piece := stream.read(65_536):
                self.unpacked += len(piece)
                if self.unpacked > LARGEST_UNPACKED:
                    raise Unreadable(self._("The answer file grows far too large when it is unpacked."))
                parser.Parse(piece, False)
        parser.Parse(b"", True)

    def refuse_doctype(self, *_: object) -> None:
        raise Unreadable(self._("The answer file declares things that no spreadsheet needs (a document type)."))


class _WorkbookPart(Part):
    """The sheets in their order, with the link to each one's part."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[Sheet, str]] = []
        self.from_1904 = False

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((Sheet(attributes["name"], hidden), link))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true")


class _SheetPart(Part):
    """The cells of one sheet."""

    def __init__(self, sheet: Sheet, shared: list[str], reader: _Reader) -> None:
        super().__init__()
        self.sheet, self.shared, self.reader = sheet, shared, reader
        self.row = self.column = 0
        self.type = ""
        self.value: str | None = None
        self.formula: str | None = None
        self.formula_attributes: Attributes = {}
        self.pieces: list[str] = []
        self.fill_down: dict[str, tuple[str, int, int]] = {}  # shared formulas by their number
        self.spilt: set[str] = set()  # cells that an array formula fills
        self.filled = 0  # how many such cells the file has claimed so far
        self.style = 0
        self.filtered = ("", 0)  # the block of the file's filter, and its column
        self.wanted: list[str] = []

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
        elif name == "c":
            row, column = position(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
            self.row, self.column = row, column
            self.type, self.value, self.formula = attributes.get("t", "n"), None, None
            self.formula_attributes, self.pieces = {}, []
            self.style = int(attributes.get("s", "0"))
        elif name == "autoFilter":
            self.filtered = (attributes.get("ref", ""), 0)
        elif name == "filterColumn":
            self.filtered = (self.filtered[0], int(attributes["colId"]) + 1)
        elif name == "filter" and len(self.wanted) < MOST_CELLS:
            self.wanted.append(attributes.get("val", "")[:LONGEST_TEXT])
        elif name in ("v", "f", "t"):
            self.text = []
            if name == "f":
                self.formula_attributes = dict(attributes)

    def closed(self, name: str) -> None:
        if name == "v":
            self.value = "".join(self.text)
        elif name == "f":
            self.formula = _NEWER.sub("", "".join(self.text))
        elif name == "t":
            self.pieces.append("".join(self.text))
        elif name == "c":
            self.keep_format()
            self.finish()
        elif name == "autoFilter":
            self.keep_filter()
        elif name == "sheetData":
            for ref in self.spilt:
                self.sheet.cells.pop(ref, None)

    def finish(self) -> None:
        """A cell has ended: keep it, if there is anything in it."""
        formula = self.full_formula()
        value = self.read_value()
        if value in (None, "") and not formula:
            return
        _ = self.reader._
        if not (1 <= self.row <= LAST_ROW and 1 <= self.column <= LAST_COLUMN):
            raise Unreadable(_("The answer file has more rows or columns than any answer to this task."))
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise Unreadable(_("The answer file holds a text that is longer than any answer to this task."))
        self.reader.count(bool(formula))
        self.sheet.cells[cell_name(self.row, self.column)] = Cell(value, formula)

    def keep_format(self) -> None:
        formats = self.reader.formats
        chosen = formats[self.style] if 0 <= self.style < len(formats) else ""
        inside = 1 <= self.row <= LAST_ROW and 1 <= self.column <= LAST_COLUMN
        if chosen and inside and len(self.sheet.formats) < MOST_CELLS:
            self.sheet.formats[cell_name(self.row, self.column)] = chosen

    def keep_filter(self) -> None:
        """The filter of the sheet, if it is of the kind that is chosen by values in one column."""
        block, column = self.filtered
        if self.wanted and column and re.fullmatch(r"\$?[A-Z]{1,2}\$?[0-9]{1,4}:\$?[A-Z]{1,2}\$?[0-9]{1,4}", block):
            first = position(block.partition(":")[0])[1]
            self.sheet.filter = Filter(block.replace("$", ""), first + column - 1, tuple(self.wanted))

    def read_value(self) -> Value:
        if self.type == "inlineStr":
            return "".join(self.pieces)
        if self.value is None or (not self.value and self.type != "str"):
            return None  # openpyxl writes an empty value beside a formula
        if self.type == "s":
            index = int(self.value)
            if index < 0:
                raise ValueError(index)
            return self.shared[index]
        if self.type == "b":
            return self.value.strip() in ("1", "true")
        if self.type in ("str", "e", "d"):
            return self.value
        number = float(self.value)
        if not math.isfinite(number):
            raise Unreadable(self.reader._("The answer file holds a figure that is not a number."))
        return number

    def full_formula(self) -> str:
        kind, text = self.formula_attributes.get("t", "normal"), self.formula
        if text is None:
            return ""
        if kind == "shared":
            number = self.formula_attributes["si"]
            if text:
                self.fill_down[number] = (text, self.row, self.column)
            else:
                text, row, column = self.fill_down[number]
                if len(text) < LONGEST:  # a longer one is refused as it stands; moving it would only cost time
                    return shifted("=" + text, self.row - row, self.column - column)
        elif kind == "array":
            self.spill(self.formula_attributes.get("ref", ""))
        return "=" + text if text else ""

    def spill(self, block: str) -> None:
        """Remember what an array formula fills: those cells are its results, not the learner's entries."""
        if not re.fullmatch(r"[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}", block):
            return
        (top, left), (bottom, right) = (position(end) for end in block.split(":"))
        self.filled += max(0, bottom - top + 1) * max(0, right - left + 1)
        if self.filled > MOST_CELLS:
            raise Unreadable(self.reader._("The answer file has more cells than any answer to this task."))
        own = (self.row, self.column)
        for row in range(top, bottom + 1):
            self.spilt.update(cell_name(row, column) for column in range(left, right + 1) if (row, column) != own)
