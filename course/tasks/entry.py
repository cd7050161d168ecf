"""What a text becomes when it is typed into a cell: by the kind of its column, or by what it looks like.

A cell of kind "general" is read as Excel reads one: a figure, a percentage, a date, else a text. An apostrophe before
it makes a text of anything, and such a text shows its apostrophe again when it is edited, so that nothing changes its
nature by being moved or typed again.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from course.locale import Language, translator
from course.locale.numbers import NotAFigure, read_amount, read_date, read_number, show_date
from course.tasks import number_format
from course.tasks.handout import ColumnKind
from course.tasks.xlsx import Cell

DAY_ZERO = date(1899, 12, 30)  # serial number 0 of a date, as every spreadsheet counts since March 1900
TEXTUAL = ("text", "code", "account")
DASHES = ("-", "–", "—")
_CALL = re.compile(r"\s*'?=?[^\W\d][\w.]*\(")  # a function and its bracket, without the sign in front or as a text
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", re.ASCII)
_PERCENT = re.compile(r"(.*?)[ \u00a0]?%")
_FIGURE = re.compile(r"[-+−]?[0-9., \u00a0]*[0-9][0-9., \u00a0]*(€|EUR)?", re.ASCII)


def to_serial(day: date) -> float:
    return float((day - DAY_ZERO).days)


def from_serial(serial: float) -> date:
    return DAY_ZERO + timedelta(days=int(serial))


def is_day(serial: float) -> bool:
    return 1 <= serial < 2_958_466  # 31/12/9999


def entry(text: str, kind: ColumnKind, language: Language) -> Cell:
    """What was typed where a figure or date belongs; as it is, with the reason, where it is none.

    A dash alone is how a book-keeper writes nothing: 0.
    """
    if kind != "date" and text.strip() in DASHES:
        return Cell(0.0)
    if _CALL.match(text):
        return Cell(text, "", translator(language, "tasks")("A formula begins with “=”."))
    try:
        if kind == "date":
            return Cell(to_serial(read_date(text, language)))
        return Cell(float(read_amount(text, language) if kind == "amount" else read_number(text, language)))
    except NotAFigure as reason:
        return Cell(text, "", str(reason))


def general_entry(text: str, chosen: str, language: Language) -> tuple[Cell, str]:
    """What was typed into a general cell with this number format, and the format it has then."""
    tidy = text.strip()
    if tidy.startswith("'"):
        return Cell(tidy[1:]), chosen
    try:
        if percent := _PERCENT.fullmatch(tidy):
            share = read_number(percent[1], language) / 100
            whole = share * 100 == int(share * 100)
            return Cell(float(share)), chosen or ("0%" if whole else "0.0%")
        if _DAY.fullmatch(tidy):
            return Cell(to_serial(read_date(tidy, language))), chosen or number_format.DATE
        if _FIGURE.fullmatch(tidy):
            number = read_number(tidy.removesuffix("EUR").removesuffix("€").strip(), language)
            return Cell(float(number / 100 if number_format.is_percent(chosen) else number)), chosen
    except NotAFigure as reason:
        return Cell(text, "", str(reason)), chosen
    return Cell(text), chosen


def general_content(value: str | float, chosen: str, language: Language) -> str:
    """A general cell as its editor shows it; typed again, it gives the same cell."""
    if isinstance(value, str):
        looks_like_more = value.startswith(("=", "'")) or general_entry(value, chosen, language)[0] != Cell(value)
        return f"'{value}" if looks_like_more else value
    if chosen == number_format.DATE and is_day(value):
        return show_date(from_serial(value), language)
    number = Decimal(repr(value))
    if number_format.is_percent(chosen):
        return show_plain(number * 100, language) + ("\u00a0%" if language == "de" else "%")
    return show_plain(number, language)


def show_plain(number: Decimal, language: Language) -> str:
    """Every place of a number, without signs for thousands."""
    return f"{number.normalize():f}".replace(".", "," if language == "de" else ".")


def given_cell(value: str, kind: ColumnKind) -> Cell:
    """A cell that is filled in beforehand: a text, a formula, a date, a number."""
    if kind in TEXTUAL:
        return Cell(value)
    if value.startswith("="):
        return Cell(None, value)
    if kind == "date":
        return Cell(to_serial(date.fromisoformat(value)))
    return Cell(float(value)) if value else Cell(None)
