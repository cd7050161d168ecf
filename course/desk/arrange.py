"""Arranging a sheet: sorting rows, hiding rows, choosing number formats.

Sorting moves what stands in exactly the block that it is given, as every spreadsheet does: if that is one column of a
list, the list is torn. Rows move as their texts, so a sort is one step that can be taken back like any other entry.
"""

from __future__ import annotations

import unicodedata

from course.desk.answers import Message
from course.tasks.formula import cell_name
from course.tasks.workbook import Workbook

Place = tuple[int, int]  # row and column, from 1
Rank = tuple[int, float, str]
EMPTY = 9


def sorted_block(book: Workbook, box: dict[str, int], column: int, downwards: bool) -> dict[Place, tuple[str, str]]:
    """What each cell of the block holds once its rows are sorted by a column: text and number format.

    Figures come before texts, empty cells always last; rows that are equal keep their order.
    """
    rows = list(range(box["top"], box["bottom"] + 1))
    filled = [row for row in rows if _rank(book, row, column)[0] != EMPTY]
    empty = [row for row in rows if row not in filled]
    order = sorted(filled, key=lambda row: _rank(book, row, column), reverse=downwards) + empty
    columns = range(box["left"], box["right"] + 1)
    return {
        (to_row, each): (book.moved(from_row, each, to_row), book.formats.get((from_row, each), ""))
        for from_row, to_row in zip(order, rows, strict=True)
        for each in columns
        if from_row != to_row
    }


def _rank(book: Workbook, row: int, column: int) -> Rank:
    value = book.value(row, column)
    if value is None or value == "":
        return EMPTY, 0.0, ""
    if isinstance(value, bool):
        return 3, float(value), ""
    if isinstance(value, float):
        return 1, value, ""
    return 2, 0.0, as_sorted(value)


def as_sorted(text: str) -> str:
    """As a telephone book sorts: capitals and umlauts do not matter, ß is ss."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def places_in(box: dict[str, int]) -> list[Place]:
    rows, columns = range(box["top"], box["bottom"] + 1), range(box["left"], box["right"] + 1)
    return [(row, column) for row in rows for column in columns]


def arrangement(book: Workbook) -> Message:
    """What the view has to know: the rows that are hidden, and by which filter."""
    chosen = book.filter
    told = None if chosen is None else {"block": chosen.block, "column": chosen.column, "values": list(chosen.values)}
    formats = {cell_name(*place): code for place, code in book.formats.items()}
    return {"hidden": sorted(book.hidden), "filter": told, "formats": formats}
