"""What the fill handle puts into the cells that it is dragged over: values go on as a series, formulas are copied."""

from __future__ import annotations

from decimal import Decimal

from course.desk.series import Item, going_on
from course.locale.numbers import show_date
from course.tasks.engine import as_typed
from course.tasks.entry import from_serial, general_content, show_plain
from course.tasks.formula import shifted
from course.tasks.number_format import DATE
from course.tasks.sorting import Place, places_in
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell

Box = dict[str, int]
FIGURES = ("amount", "number", "general")  # kinds of cells that hold a figure in the same way


def filled_block(book: Workbook, box: Box, area: Box) -> dict[Place, tuple[Cell | str, str]]:
    """What each cell of `area` gets from the block beside it, and that one's number format.

    A cell is left out if its formula would name a place beyond the edge of the sheet.
    """
    downwards = area["left"] == box["left"]  # or upwards; else along the rows
    lines = [
        [place for place in places_in(box) if place[downwards] == across]
        for across in range(*((box["left"], box["right"] + 1) if downwards else (box["top"], box["bottom"] + 1)))
    ]
    series = [going_on([_item(book, place) for place in line], book.language) for line in lines]
    found: dict[Place, tuple[Cell | str, str]] = {}
    for place in places_in(area):
        across = place[downwards] - lines[0][0][downwards]
        distance = place[not downwards] - lines[0][0][not downwards]
        source = lines[across][distance % len(lines[across])]
        cell = book.cell(*source)
        if cell.formula:
            moved = _moved(cell.formula, place[0] - source[0], place[1] - source[1])
            if moved is None:
                continue
            cell = Cell(None, moved)
        elif not cell.problem:
            cell = Cell(series[across](distance))
        found[place] = _as_put(book, cell, source, place), book.formats.get(source, "")
    return found


def _item(book: Workbook, place: Place) -> Item:
    cell = book.cell(*place)
    value = None if cell.formula or cell.problem else cell.value
    return Item(value, _is_day(book, place), counts=book.kind(*place) != "account")


def _is_day(book: Workbook, place: Place) -> bool:
    code = book.formats.get(place, "")
    return code == DATE or (not code and book.kind(*place) == "date")


def _moved(formula: str, down: int, right: int) -> str | None:
    """The formula as it reads there; None if one of its cells would be beyond the sheet's edge."""
    moved = shifted(formula, down, right)
    return moved if shifted(moved, -down, -right) == shifted(formula, 0, 0) else None


def _as_put(book: Workbook, cell: Cell, source: Place, place: Place) -> Cell | str:
    """The cell as it is where the same kind of things belongs, else what would be typed there."""
    kind, own = book.kind(*place), book.kind(*source)
    value, language = cell.value, book.language
    if kind == own or (value is None and not cell.formula):
        return cell
    if not isinstance(value, str) and kind in FIGURES and own in FIGURES:
        return cell
    if cell.formula:
        return as_typed(cell.formula, language)
    if not isinstance(value, float):
        return general_content(str(value), "", language) if kind == "general" else str(value)
    return (
        show_date(from_serial(value), language) if _is_day(book, source) else show_plain(Decimal(repr(value)), language)
    )
