"""What a sheet asks of a cell: its truth as a function of the sheet's own figures, its formula, its slips.

Because a truth is computed from the figures that stand in the sheet, it can be asked again after they were exchanged,
and it follows the learner's own earlier entries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from course.locale import Language
from course.locale.numbers import show_amount, show_date
from course.tasks.engine import Value
from course.tasks.formula import cells_of, position
from course.tasks.paper_numbers import number_key
from course.tasks.workbook import Workbook, to_serial

Truth = Decimal | str | date
TYPED_TOTAL = "typed_total"  # the slip of typing a sum instead of entering a formula; every formula can suffer it


@dataclass(frozen=True)
class Figures:
    """What stands in a sheet, for a truth to be computed from. Amounts in EUR; an empty cell is 0 or ""."""

    values: Mapping[str, Value]

    def amount(self, ref: str) -> Decimal:
        value = self.values.get(ref)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return Decimal(repr(value)) if number else Decimal(0)

    def text(self, ref: str) -> str:
        value = self.values.get(ref)
        return f"{value:.10g}" if isinstance(value, float) else str(value or "").strip()

    def sum(self, block: str) -> Decimal:
        """The sum of a block such as "D2:D9"."""
        return sum((self.amount(ref) for ref in cells_of(block)), Decimal(0))

    def sum_where(self, keys: str, key: str, block: str) -> Decimal:
        """The sum of the cells of `block` whose neighbour in `keys` holds `key` (what SUMIF does)."""
        pairs = zip(cells_of(keys), cells_of(block), strict=True)
        return sum((self.amount(ref) for name, ref in pairs if self.text(name) == key), Decimal(0))


@dataclass(frozen=True)
class CellSlip:
    """A wrong procedure for one cell, as the formula (in English) that it comes down to in the learner's own sheet."""

    name: str
    formula: str
    message: str


@dataclass(frozen=True)
class Expected:
    """A cell that the task asks for. Texts are in the learner's language.

    `truth` computes its value from the sheet; `follows`, where given, is a second right value: what the cell comes to
    if it builds on another cell of the learner's that may be wrong. With a `formula` (what a careful clerk enters, in
    English) the cell must hold a formula; any that does the same is right. `exact`: a value that was not rounded is
    not right, though the cell may show the same figure. `names_cell`: the answer is the name of a cell or column, and
    `$F$5` or `D:D` mean F5 and D. `is_number`: the answer is the number of a paper or article, however it is spelt.
    """

    ref: str
    label: str
    truth: Callable[[Figures], Truth]
    formula: str = ""
    follows: Callable[[Figures], Truth] | None = None
    slips: tuple[CellSlip, ...] = ()
    weight: int = 1
    message: str = ""
    where: str = ""
    worked: str = ""
    exact: bool = False
    names_cell: bool = False
    is_number: bool = False


Change = Callable[[Figures, int], Mapping[str, Value]]


def other_figures(*blocks: str) -> Change:
    """Exchange every figure in these blocks ("D2:E9") for another; blocks without any are filled with figures.

    A column of whole numbers stays one: pieces times price come to whole cents, so rounding them changes nothing.
    """

    def change(figures: Figures, turn: int) -> Mapping[str, Value]:
        refs = [ref for block in blocks for ref in cells_of(block)]
        used = [ref for ref in refs if isinstance(figures.values.get(ref), float)] or refs
        with_cents = {position(ref)[1] for ref in used if not _is_whole(figures.values.get(ref))}
        return {
            ref: float(figures.amount(ref) * (turn + 1) + _added(place, turn, position(ref)[1] in with_cents))
            for place, ref in enumerate(used, start=1)
        }

    return change


def _is_whole(value: Value) -> bool:
    """Of a figure however large: a remainder of 10^30 is more than Decimal works out."""
    return value is not None and (not isinstance(value, float) or value.is_integer())


def _added(place: int, turn: int, cents: bool) -> Decimal:
    return Decimal(place * place * 7 + 1311 * turn) / 100 if cents else Decimal(7 * place + 13 * turn)


def no_change(figures: Figures, turn: int) -> Mapping[str, Value]:
    return {}


def figures_of(book: Workbook) -> Figures:
    return Figures({ref: cell.value for ref, cell in book.cells().items()})


def typed_truth(truth: Truth) -> Value:
    """A truth as a cell holds it."""
    if isinstance(truth, date):
        return to_serial(truth)
    return float(truth) if isinstance(truth, Decimal) else truth


def same(found: Value, truth: Value, exact: bool = False) -> bool:
    """Whether a cell holds it: figures to half a cent (or `exact`), texts but for capitals and spaces; ß is not ss."""
    if isinstance(truth, float) and isinstance(found, int | float) and not isinstance(found, bool):
        return abs(found - truth) <= (1e-6 if exact else 0.005 + 1e-9)
    if isinstance(truth, str) and found is not None:
        text = f"{found:.10g}" if isinstance(found, float) else str(found)
        return "".join(text.split()).lower() == "".join(truth.split()).lower()
    return False


def shown(truth: Truth, language: Language) -> str:
    if isinstance(truth, date):
        return show_date(truth, language)
    return show_amount(truth, language) if isinstance(truth, Decimal) else truth


def cell_named(value: Value) -> Value:
    """The name of a cell or column without its dollar signs: "$F$5" -> "F5", "$D:$D" and "D2:D9" -> "D"."""
    if not isinstance(value, str):
        return value
    first, _colon, last = ("".join(end.split()) for end in value.replace("$", "").lstrip(" =").partition(":"))
    if last.casefold() in ("", first.casefold()):
        return first
    columns = [match[1].casefold() for end in (first, last) if (match := re.fullmatch(r"([A-Za-z]{1,3})[0-9]+", end))]
    return columns[0].upper() if len(columns) == 2 and columns[0] == columns[1] else value


def spelt(value: Value, one: Expected) -> Value:
    """The value without what may be written in more than one way."""
    return number_key(value) if one.is_number and isinstance(value, str) else value


def is_error(value: Value) -> bool:
    return isinstance(value, str) and value.startswith("#")
