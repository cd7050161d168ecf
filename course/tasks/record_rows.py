"""The rows of a sheet of records, as they were keyed: each field in its plain form, ready to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from course.locale import Language
from course.locale.numbers import show_amount, show_date
from course.tasks.formula import cell_name, position
from course.tasks.keying import Rule, plain
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.workbook import from_serial
from course.tasks.xlsx import Cell

FIRST_ROW = 2
LARGEST = 1e12
LAST_SERIAL = 200_000  # a day in the year 2447


@dataclass(frozen=True)
class Row:
    """A row with something in it: its number in the sheet, its fields in plain form, as shown, and what is wrong."""

    number: int
    texts: tuple[str, ...]
    shown: tuple[str, ...]
    problems: tuple[str, ...]  # why a field cannot be read; "" where it can

    @property
    def joined(self) -> str:
        return " ".join(self.texts)


def rows_of(answer: SheetAnswer, rules: Sequence[Rule], language: Language) -> list[Row]:
    numbers = sorted({position(ref)[0] for ref, cell in answer.cells.items() if cell.value is not None})
    rows = (_row(answer, number, rules, language) for number in numbers if number >= FIRST_ROW)
    return [row for row in rows if any(row.texts)]


def _row(answer: SheetAnswer, number: int, rules: Sequence[Rule], language: Language) -> Row:
    cells = [answer.cells.get(cell_name(number, column)) for column in range(1, len(rules) + 1)]
    read = [_read(cell, rule, language) for cell, rule in zip(cells, rules, strict=True)]
    return Row(
        number,
        tuple(text for text, _shown in read),
        tuple(shown for _text, shown in read),
        tuple(cell.problem if cell else "" for cell in cells),
    )


def _read(cell: Cell | None, rule: Rule, language: Language) -> tuple[str, str]:
    """A cell's plain form, and how the learner sees it."""
    if cell is None or cell.value is None:
        return "", ""
    value = cell.value
    if isinstance(value, float) and not isinstance(value, bool):
        if rule == "date" and 1 <= value < LAST_SERIAL:
            day = from_serial(value)
            return plain(day, rule), show_date(day, language)
        if rule == "amount" and abs(value) < LARGEST:
            amount = Decimal(repr(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
            return plain(amount, rule), show_amount(amount, language, currency=False)
        value = f"{value:.10g}"
    return plain(str(value), rule), str(value).strip()
