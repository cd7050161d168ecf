"""What the fill handle fills with: series as Excel goes on with them, formulas copied, one step to take back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.desk.series import Item, going_on
from course.desk.sheet_file import OpenSheet
from course.locale import Language
from course.tasks.entry import to_serial
from course.tasks.handout import Column, SheetLayout
from tests.desk.sheet_work import SheetWork, cash_layout, journal_layout, wide_layout

Box = dict[str, int]


def next_of(*line: Any, count: int = 3, language: Language = "en") -> list[Any]:
    goes_on = going_on([Item(value) for value in line], language)
    return [goes_on(len(line) + place) for place in range(count)]


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ((5.0,), [5.0, 5.0, 5.0]),
        ((1.0, 3.0), [5.0, 7.0, 9.0]),
        ((0.1, 0.2), [0.3, 0.4, 0.5]),
        ((10.0, 20.0, 40.0), [160 / 3, 205 / 3, 250 / 3]),
        (("Blattwerk",), ["Blattwerk"] * 3),
        (("Week 1",), ["Week 2", "Week 3", "Week 4"]),
        (("INV-007",), ["INV-008", "INV-009", "INV-010"]),
        (("INV-098", "INV-099"), ["INV-100", "INV-101", "INV-102"]),
        (("Week 1", "Week 3"), ["Week 5", "Week 7", "Week 9"]),
        (("A1", "B1"), ["A2", "B2", "A3"]),
        (("Week 1", None), ["Week 2", None, "Week 3"]),
        (("Week 1", "Week 2", "Week 9"), ["Week 1", "Week 2", "Week 9"]),
        (("Q3",), ["Q4", "Q1", "Q2"]),
        (("Line 4",), ["Line 5", "Line 6", "Line 7"]),
        (("Mon",), ["Tue", "Wed", "Thu"]),
        (("Mon", "Wed"), ["Fri", "Sun", "Tue"]),
        (("April", "May"), ["June", "July", "August"]),
        (("Apr", "May"), ["Jun", "Jul", "Aug"]),
        (("NOV",), ["DEC", "JAN", "FEB"]),
        ((1.0, "x"), [1.0, "x", 1.0]),
        ((True, None), [True, None, True]),
        ((1e300, 3e300), [1e300, 3e300, 1e300]),
    ],
)
def test_a_line_goes_on_as_in_excel(line: tuple[Any, ...], more: list[Any]) -> None:
    assert next_of(*line) == more


def test_the_names_are_those_of_the_learners_language() -> None:
    assert next_of("Mo", language="de") == ["Di", "Mi", "Do"]
    assert next_of("März", language="de") == ["April", "Mai", "Juni"]
    assert next_of("1. Quartal", language="de") == ["2. Quartal", "3. Quartal", "4. Quartal"]
    assert next_of("Mo", language="en") == ["Mo"] * 3


def days(*texts: str, count: int = 3) -> list[Any]:
    line = [Item(to_serial(date.fromisoformat(text)), day=True) for text in texts]
    goes_on = going_on(line, "en")
    return [goes_on(len(line) + place) for place in range(count)]


@pytest.mark.parametrize(
    ("given_days", "more"),
    [
        (["2026-04-30"], ["2026-05-01", "2026-05-02", "2026-05-03"]),
        (["2026-04-01", "2026-04-08"], ["2026-04-15", "2026-04-22", "2026-04-29"]),
        (["2026-01-15", "2026-02-15"], ["2026-03-15", "2026-04-15", "2026-05-15"]),
        (["2026-01-31", "2026-02-28"], ["2026-03-31", "2026-04-30", "2026-05-31"]),
        (["2024-12-30", "2025-01-30"], ["2025-02-28", "2025-03-30", "2025-04-30"]),
        (["2026-04-01", "2026-04-08", "2026-04-09"], ["2026-04-01", "2026-04-08", "2026-04-09"]),
    ],
)
def test_days_go_on_by_days_by_their_step_or_by_months(given_days: list[str], more: list[str]) -> None:
    assert days(*given_days) == [to_serial(date.fromisoformat(day)) for day in more]


def test_beyond_the_last_day_there_is_none() -> None:
    assert days("9999-12-31") == [None] * 3
    assert days("9999-11-30", "9999-12-31") == [None] * 3


LINES = st.lists(
    st.one_of(
        st.none(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=8),
        st.sampled_from(["Mon", "may", "Q2", "Week 9", "007"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


@given(LINES, st.booleans(), st.sampled_from(["en", "de"]))
def test_every_line_goes_on_both_ways_with_things_of_its_kind(line: list[Any], day: bool, language: Language) -> None:
    goes_on = going_on([Item(value, day) for value in line], language)
    for distance in (-40, -1, len(line), 400):
        before, value = line[distance % len(line)], goes_on(distance)
        assert type(value) is type(before) or (day and value is None)
        if isinstance(before, str) and not any(sign.isdigit() for sign in before):
            assert value == before or len(before.strip()) >= 2, "only a name of a month or day becomes another"


@given(st.integers(-1000, 1000), st.integers(-100, 100), st.integers(2, 5), st.integers(-50, 300))
def test_cents_go_on_exactly(start: int, step: int, length: int, distance: int) -> None:
    goes_on = going_on([Item((start + step * place) / 100) for place in range(length)], "en")
    assert goes_on(distance) == (start + step * distance) / 100


# --- in the sheet -----------------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "april-vouchers.xlsx"


def box(range_: str) -> Box:
    left, top, right, bottom = openpyxl.utils.range_boundaries(range_)
    return {"top": top, "left": left, "bottom": bottom, "right": right}


def opened(path: Path, layout: SheetLayout | None = None, language: Language = "en") -> OpenSheet:
    return OpenSheet(path, SheetWork(layout or journal_layout(language), language).handout)


def enter(sheet: OpenSheet, **cells: str) -> None:
    places = [(openpyxl.utils.cell.coordinate_from_string(ref), text) for ref, text in cells.items()]
    columns = openpyxl.utils.column_index_from_string
    sheet.handle({"op": "set", "cells": [[row, columns(letter), text] for (letter, row), text in places]})


def fill(sheet: OpenSheet, source: str, area: str) -> Any:
    return sheet.handle({"op": "fill", "box": box(source), "area": box(area)})


def shown(sheet: OpenSheet, *refs: str) -> list[str]:
    cells = sheet.state()["cells"]
    return [cells.get(ref, {"shown": ""})["shown"] for ref in refs]


def test_a_row_of_the_journal_is_filled_down_and_taken_back_at_once(path: Path) -> None:
    sheet = opened(path, language="de")
    enter(sheet, A2="30.04.2026", B2="ER-09", C2="1200", D2="1.234,50", E2="=D2*2", F2="Miete")
    reply = fill(sheet, "A2:F2", "A3:F4")
    assert shown(sheet, "A4", "B4", "C4", "D4", "E4", "F4") == [
        "02.05.2026", "ER-11", "1200", "1.234,50", "2.469,00", "Miete",
    ]  # fmt: skip
    assert reply["note"] == "Ausgefüllte Zellen: 12."
    saved = openpyxl.load_workbook(path).worksheets[0]
    assert (saved["E4"].value, saved["D4"].value) == ("=D4*2", 1234.5), "it is on file, as what it is"
    assert sheet.handle({"op": "undo"})["box"] == box("A3:F4")
    assert shown(sheet, "A3", "E4", "E2") == ["", "", "2.469,00"]


def test_formulas_keep_their_signs_and_never_leave_the_sheet(path: Path) -> None:
    sheet = opened(path, wide_layout(20, 6))
    enter(sheet, C5="=$A$2+B4")
    fill(sheet, "C5:C5", "D5:F5")
    assert sheet.state()["cells"]["F5"]["text"] == "=$A$2+E4"
    reply = fill(sheet, "C5:C5", "C1:C4")
    assert reply["note"] == "Cells filled: 3. Cells passed over: 1.", "row 1 holds the labels"
    assert sheet.state()["cells"]["C2"]["text"] == "=$A$2+B1"
    enter(sheet, C5="=$A$2+B3")
    assert fill(sheet, "C5:C5", "C2:C4")["note"] == "Cells filled: 2. Cells passed over: 1."
    assert sheet.state()["cells"]["C2"]["text"] == "=$A$2+B1", "row 0 is nowhere: what stood there stays"


def test_locked_cells_are_passed_over(path: Path) -> None:
    sheet = opened(path, cash_layout())
    enter(sheet, B10="5")
    assert fill(sheet, "B10:B10", "B11:B12")["note"] == "Cells filled: 1. Cells passed over: 1."
    assert shown(sheet, "B11", "B12") == ["5.00", ""]
    assert fill(sheet, "D2:D2", "D3:D3")["note"] == "Cells filled: 1.", "one may go on from a locked cell"
    assert shown(sheet, "D3") == ["150.00"]


def test_elsewhere_it_is_read_as_what_belongs_there(path: Path) -> None:
    sheet = opened(path)
    enter(sheet, E2="7", C2="1200")
    fill(sheet, "E2:E2", "F2:F2")
    assert openpyxl.load_workbook(path).worksheets[0]["F2"].value == "7"
    fill(sheet, "C2:C2", "D2:D2")
    assert openpyxl.load_workbook(path).worksheets[0]["D2"].value == 1200
    enter(sheet, B3="ER-1")
    fill(sheet, "B3:B3", "C3:D3")
    assert sheet.state()["cells"]["D3"]["problem"], "a text is no amount, and it is said"


def test_number_formats_go_along_and_hidden_rows_are_not_filled(path: Path) -> None:
    layout = SheetLayout((Column("Day", "general"), Column("Share", "general")), 12, tools=("filter", "format"))
    sheet = opened(path, layout)
    enter(sheet, A2="30/04/2026", B2="10%", B3="20%")
    fill(sheet, "A2:A2", "A3:A5")
    fill(sheet, "B2:B3", "B4:B5")
    assert shown(sheet, "A5", "B5") == ["03/05/2026", "40%"]
    sheet.handle({"op": "undo"})
    assert sheet.state()["formats"].get("B5") is None
    sheet.handle({"op": "filter", "block": "A1:B5", "column": 1, "values": ["30/04/2026"]})
    assert "Show all rows" in fill(sheet, "B2:B2", "B3:B5")["note"]
    assert shown(sheet, "B3", "B4") == ["20%", ""]
