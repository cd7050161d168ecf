"""Number formats: any program's code comes down to what it shows; what is typed into a general cell is read once."""

from __future__ import annotations

import pytest

from course.locale import Language
from course.tasks.entry import general_content, general_entry
from course.tasks.number_format import CHOICES, canonical, choices, of_number, written
from course.tasks.xlsx import Cell

CODES = {
    "General": "",
    "Standard": "",
    "0": "0",
    "#,##0.00": "#,##0.00",
    "#,##0.00_ ;[Red]-#,##0.00\\ ": "#,##0.00",
    '#,##0.00\\ "€"': "#,##0.00",
    "0.0%": "0.0%",
    "0.0 %": "0.0%",
    "0.00\\ %": "0.00%",
    "dd/mm/yyyy": "date",
    "[$-407]DD.MM.YYYY": "date",
    "@": "@",
    '"day" 0': "0",  # a text in a format is no date
    "0,": "0",  # in thousands of euros: no sign between thousands
}


@pytest.mark.parametrize("code", CODES)
def test_a_code_comes_down_to_what_it_shows(code: str) -> None:
    assert canonical(code) == CODES[code]


def test_a_files_own_codes_go_before_those_built_in() -> None:
    assert of_number(4, {}) == "#,##0.00"
    assert of_number(14, {}) == "date"
    assert of_number(164, {164: "0.0%"}) == "0.0%"
    assert of_number(165, {164: "0.0%"}) == ""


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_offered_is_written_so_that_it_is_read_again(language: Language) -> None:
    assert [choice.key for choice in choices(language)] == list(CHOICES)
    for code in CHOICES[1:]:
        assert canonical(written(code, language)) == code


@pytest.mark.parametrize(
    ("typed", "chosen", "value", "then"),
    [
        ("1234.5", "", 1234.5, ""),
        ("00417", "", 417.0, ""),
        ("'00417", "", "00417", ""),
        ("12.5%", "", 0.125, "0.0%"),
        ("12.5", "0.0%", 0.125, "0.0%"),
        ("30/04/2026", "", 46142.0, "date"),
        ("30/04/2026", "0.00", 46142.0, "0.00"),
        ("about 12", "", "about 12", ""),
    ],
)
def test_a_general_cell_is_read_by_what_it_looks_like(typed: str, chosen: str, value: object, then: str) -> None:
    cell, code = general_entry(typed, chosen, "en")
    assert (cell.value, code, cell.problem) == (value, then, "")
    again = general_content(value, code, "en")  # type: ignore[arg-type]  # every value of the table is a text or a number
    assert general_entry(again, code, "en") == (cell, code), "typed again, it is the same"


def test_what_can_be_read_in_two_ways_stays_and_says_why() -> None:
    cell, _code = general_entry("1.234", "", "en")
    assert (cell.value, bool(cell.problem)) == ("1.234", True)
    assert general_entry("1.234", "", "de")[0] == Cell(1234.0)
