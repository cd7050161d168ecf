"""Papers of our own office that belong to no voucher of the quarter: a journal page, a count of the cash box, a note.

Tasks make them (a task's seeded error must not be on file in the firm), so this is a builder, not a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from course.firm.papers.parts import Data, day, us, words
from course.firm.records import Document
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm

CellKind = Literal["text", "date", "amount", "figure"]  # a figure is shown as it is, an amount with its cents
Cell = Text | str | date | Decimal | None


def internal(
    firm: Firm,
    number: str,
    title: Text,
    on: date,
    *,
    before: Sequence[Text] = (),
    columns: Sequence[tuple[Text, CellKind]] = (),
    rows: Sequence[Sequence[Cell]] = (),
    totals: Sequence[Sequence[Cell]] = (),
    after: Sequence[Text] = (),
    circle: Text | None = None,
) -> Document:
    """A paper with lines of text before and after one table; `totals` are the table's last rows, set off.

    `circle` says whom it is meant for, where that is not the accounts department.
    """
    data: Data = {
        "circle": words(circle) if circle else None,
        "sender": us(firm.company),
        "date": day(on),
        "before": [words(text) for text in before],
        "columns": [{"label": words(label), "kind": kind} for label, kind in columns],
        "rows": [{"cells": [_plain(cell) for cell in row], "sum": False} for row in rows]
        + [{"cells": [_plain(cell) for cell in row], "sum": True} for row in totals],
        "after": [words(text) for text in after],
        "stamp": None,
    }
    return Document(number, "internal", title, data)


def _plain(cell: Cell) -> Data | str:
    if isinstance(cell, Text):
        return words(cell)
    if isinstance(cell, date):
        return day(cell)
    return "" if cell is None else str(cell)
