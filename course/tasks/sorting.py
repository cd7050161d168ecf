"""Sorting rows of a sheet, as every spreadsheet does it: what stands in the block moves, and nothing else.

If the block is one column of a list, the list is torn.
"""

from __future__ import annotations

import unicodedata

from course.tasks.engine import Value
from course.tasks.formula import cell_name
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell

Place = tuple[int, int]  # row and column, from 1
Rank = tuple[int, float, str]
EMPTY = 9


def sorted_block(book: Workbook, box: dict[str, int], column: int, down: bool) -> dict[Place, tuple[Cell, str]]:
    """What each cell of the block holds once its rows are sorted by a column, and its number format.

    Figures come before texts, empty cells always last; rows that are equal keep their order.
    """
    rows = list(range(box["top"], box["bottom"] + 1))
    ranks = {row: rank(book.value(row, column)) for row in rows}
    filled = [row for row in rows if ranks[row][0] != EMPTY]
    order = sorted(filled, key=ranks.__getitem__, reverse=down) + [row for row in rows if ranks[row][0] == EMPTY]
    return {
        (to_row, each): (book.moved(from_row, each, to_row), book.formats.get((from_row, each), ""))
        for from_row, to_row in zip(order, rows, strict=True)
        for each in range(box["left"], box["right"] + 1)
        if from_row != to_row
    }


def rank(value: Value) -> Rank:
    """Where a value stands in the order."""
    if value is None or value == "":
        return EMPTY, 0.0, ""
    if isinstance(value, bool):
        return 3, float(value), ""
    if isinstance(value, float):
        return 1, value, ""
    return 2, 0.0, as_sorted(str(value))


def as_sorted(text: str) -> str:
    """As a telephone book sorts: capitals and umlauts do not matter, ß is ss."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def places_in(box: dict[str, int]) -> list[Place]:
    rows, columns = range(box["top"], box["bottom"] + 1), range(box["left"], box["right"] + 1)
    return [(row, column) for row in rows for column in columns]


def sort_rows(book: Workbook, box: dict[str, int], column: int, down: bool) -> None:
    """Sort at once, as the simulated clerk does."""
    for (row, each), (cell, code) in sorted_block(book, box, column, down).items():
        book.choose(row, each, code)
        book.set(cell_name(row, each), cell)
