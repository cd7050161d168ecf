"""The learner's sheet: entries kept by the kind of their column, saved, and read back as they were."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from course.locale import LANGUAGES, Language
from course.tasks.formula import position
from course.tasks.handout import Column, ControlTotal, Given, Handout, Header, SheetLayout
from course.tasks.task import Unreadable
from course.tasks.workbook import Workbook

LAYOUT = SheetLayout(
    columns=(
        Column("Datum", "date"),
        Column("Beleg", "code"),
        Column("Konto", "account"),
        Column("Betrag", "amount"),
        Column("Menge", "number"),
        Column("Text", "text", 30),
    ),
    rows=20,
    given=(Given("A2", "2026-04-01", "date"), Given("B2", "007", "code"), Given("D2", "1234.5", "amount")),
    kinds=(("F9", "amount"), ("E9", "general")),
    locked=("F10:F11",),
    totals=(ControlTotal("Summe", "=SUM(D2:D20)"), ControlTotal("Rest", "=D2-D3", zero=True)),
)


def handout(language: Language = "de") -> Handout:
    header = Header("ada", "99-example", "sheet", 0, "0.1.0", language)
    return Handout(header, "sheet", "Blatt", "", Decimal(1), False, (), LAYOUT, "sheet.xlsx")


def typed(book: Workbook, ref: str, text: str) -> tuple[str, str, object, str]:
    place = position(ref)
    book.type(*place, text)
    return book.content(*place), book.shown(*place), book.value(*place), book.problem(*place)


@pytest.mark.parametrize(
    ("ref", "text", "content", "shown", "value"),
    [
        ("A3", "30.4.26", "30.04.2026", "30.04.2026", 46142.0),
        ("B3", "007", "007", "007", "007"),
        ("C3", "0420", "0420", "0420", "0420"),
        ("D3", "1.234,56", "1234,56", "1.234,56", 1234.56),
        ("D3", "12 €", "12", "12,00", 12.0),
        ("D3", "=SUMME(D2;0,5)", "=SUMME(D2;0,5)", "1.235,00", 1235.0),
        ("D3", "=SUM(D2,0.5)", "=SUMME(D2;0,5)", "1.235,00", 1235.0),
        ("E3", "0,125", "0,125", "0,125", 0.125),
        ("F3", "=kein Text", "=kein Text", "=kein Text", "=kein Text"),
        ("F9", "2,50", "2,5", "2,50", 2.5),
        ("D3", "   ", "", "", None),
        ("D3", "-", "0", "0,00", 0.0),
        ("D3", "+12,5", "12,5", "12,50", 12.5),
    ],
)
def test_an_entry_is_kept_by_the_kind_of_its_cell(
    tmp_path: Path, ref: str, text: str, content: str, shown: str, value: object
) -> None:
    book = Workbook.blank(handout())
    assert typed(book, ref, text) == (content, shown, value, "")
    book.save(tmp_path / "a.xlsx")
    again = Workbook.open(tmp_path / "a.xlsx", handout())
    assert again is not None
    assert again.cells() == book.cells()
    assert (again.content(*position(ref)), again.shown(*position(ref))) == (content, shown)


@pytest.mark.parametrize(
    ("ref", "text", "reason"),
    [
        ("D3", "1,234", "1.234,00"),
        ("D3", "zwölf", "keine Zahl"),
        ("A3", "4/30/2026", "Den Tag"),
        ("D3", "=SUMME(D2", "nicht geschlossen"),
        ("D3", "=FOO(D2)", "keine Funktion"),
        ("D3", "SUMME(D2:D2)", "beginnt mit „=“"),
        ("E9", "=WENN(D2>1;ja;nein)", "weder eine Zelle noch eine Funktion"),
    ],
)
def test_what_cannot_be_read_stays_as_typed_with_the_reason(tmp_path: Path, ref: str, text: str, reason: str) -> None:
    book = Workbook.blank(handout())
    content, shown, value, problem = typed(book, ref, text)
    assert (content, shown, value) == (text, text, text)
    assert reason in problem
    book.save(tmp_path / "a.xlsx")
    again = Workbook.open(tmp_path / "a.xlsx", handout())
    assert again is not None
    assert again.content(*position(ref)) == text
    assert reason in again.problem(*position(ref))


def test_the_same_file_is_shown_in_the_learners_convention(tmp_path: Path) -> None:
    book = Workbook.blank(handout("de"))
    for ref, text in {"A3": "30.4.26", "D3": "1.234,56", "D4": "=WENN(D3>1;D3*0,5;0)"}.items():
        book.type(*position(ref), text)
    book.save(tmp_path / "a.xlsx")
    english = Workbook.open(tmp_path / "a.xlsx", handout("en"))
    assert english is not None
    assert [english.content(*position(ref)) for ref in ("A3", "D3", "D4")] == [
        "30/04/2026",
        "1234.56",
        "=IF(D3>1,D3*0.5,0)",
    ]
    assert english.shown(*position("D3")) == "1,234.56"


def test_control_totals_are_live_and_leave_nothing_in_the_sheet() -> None:
    book = Workbook.blank(handout())
    book.type(*position("D3"), "1.000,00")
    assert [(total.shown, total.warning) for total in book.totals()] == [("2.234,50", False), ("234,50", True)]
    book.type(*position("D3"), "1.234,50")
    assert [total.warning for total in book.totals()] == [False, False]
    assert set(book.cells()) == {"A1", "B1", "C1", "D1", "E1", "F1", "A2", "B2", "D2", "D3"}


def test_given_cells_row_1_and_named_cells_are_locked() -> None:
    book = Workbook.blank(handout())
    assert all(book.locked(*position(ref)) for ref in ("A1", "F1", "A2", "D2", "F10", "F11"))
    assert not any(book.locked(*position(ref)) for ref in ("C2", "A3", "F9", "F12"))


def test_tampering_with_locked_cells_changes_nothing(tmp_path: Path) -> None:
    import openpyxl

    Workbook.blank(handout()).save(tmp_path / "a.xlsx")
    file = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = file.worksheets[0]
    sheet["D2"], sheet["D1"], sheet["D4"], sheet["F10"] = 1, "Mein Betrag", "=D2*2", "locked and empty"
    file.save(tmp_path / "a.xlsx")
    book = Workbook.open(tmp_path / "a.xlsx", handout())
    assert book is not None
    assert [book.value(*position(ref)) for ref in ("D1", "D2", "D4")] == ["Betrag", 1234.5, 2469.0]
    assert "F10" not in book.cells()


def test_other_values_are_tried_without_touching_the_sheet() -> None:
    book = Workbook.blank(handout())
    book.type(*position("D3"), "=D2*2")
    other = book.with_values({"D2": 10.0})
    assert other.value(*position("D3")) == 20.0
    assert book.value(*position("D3")) == 2469.0


def test_text_that_doubles_itself_is_stopped() -> None:
    """Twenty lines of =D3&D3 would fill the memory."""
    book = Workbook.blank(handout())
    book.type(*position("D3"), '=D2&"x"')
    assert book.value(*position("D3")) == "1234.5x"
    for row in range(4, 20):
        book.type(row, 5, f"=E{row - 1}&E{row - 1}" if row > 4 else "=D3&D3")
    stopped = [row for row in range(4, 20) if "&" in book.problem(row, 5)]
    assert stopped
    assert min(stopped) > 5, "joined twice or three times is office work"
    assert all(len(str(cell.value)) < 5_000 for cell in book.cells().values())
    for row in range(7, 20):
        book.clear(row, 5)
    book.type(20, 5, "=E5&E6")
    assert book.value(20, 5) == "1234.5x" * 12, "with room again, it is worked out"


@pytest.mark.parametrize(
    "formulas",
    [
        {"D3": "=D2*2", "D4": '=COUNTIF(D2:D3,"<="&D3)', "D5": '=SUMIF(D$2:D$3,">"&D4,D$2:D$3)'},
        {"D3": '="K-"&D2', "D4": '="K-"&D2', "D5": '=COUNTIF(D$3:D$4,"="&D3)'},
    ],
)
def test_a_criterion_may_join_a_sign_to_a_cell_that_holds_a_formula(formulas: dict[str, str]) -> None:
    book = Workbook.blank(handout("en"))
    for ref, text in formulas.items():
        book.type(*position(ref), text)
    assert [book.problem(*position(ref)) for ref in formulas] == ["", "", ""]
    assert book.value(*position("D5")) in (3703.5, 2.0)


def test_a_text_that_no_file_can_hold_leaves_the_cell_as_it_was() -> None:
    book = Workbook.blank(handout())
    book.type(*position("F3"), "vorher")
    for text in ("\ud800", "a\x00b", "x" * 5_000):
        with pytest.raises(Unreadable):
            book.type(*position("F3"), text)
    assert book.content(*position("F3")) == "vorher"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_looks_like_office_work(tmp_path: Path, language: Language) -> None:
    import openpyxl

    book = Workbook.blank(handout(language))
    book.type(*position("A3"), "30/04/2026")
    book.save(tmp_path / "a.xlsx")
    file = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet, course = file.worksheets
    assert (sheet.freeze_panes, course.title, course.sheet_state) == ("A2", "course", "hidden")
    assert {course[f"A{row}"].value: course[f"B{row}"].value for row in range(1, 7)} == {
        "learner": "ada",
        "unit": "99-example",
        "task": "sheet",
        "variant": "0",
        "version": "0.1.0",
        "language": language,
    }
    assert sheet["A1"].font.b
    assert sheet["A3"].is_date
    assert sheet["D2"].number_format == "#,##0.00"
    assert sheet.column_dimensions["F"].width > 25


def test_newer_functions_are_read_under_their_name_in_the_file(tmp_path: Path) -> None:
    """A file says _xlfn.XLOOKUP where Excel shows XLOOKUP."""
    book = Workbook.blank(handout())
    book.type(*position("D3"), '=XVERWEIS("007";B2:B9;D2:D9)')
    book.save(tmp_path / "a.xlsx")
    again = Workbook.open(tmp_path / "a.xlsx", handout())
    assert again is not None
    assert (again.content(*position("D3")), again.value(*position("D3"))) == ('=XVERWEIS("007";B2:B9;D2:D9)', 1234.5)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=2.345*1", "2.35"),
        ("=2.675*1", "2.68"),
        ("=0-0.285", "-0.29"),
        ("=1.005*1", "1.01"),
        ("=0.125*1", "0.13"),
        ("=1000.125+0", "1,000.13"),
        ("=2.3449*1", "2.34"),
        ("=2.344999999*1", "2.34"),
        ("=12*1", "12.00"),
    ],
)
def test_a_figure_half_way_is_shown_rounded_as_excel_shows_it(text: str, shown: str) -> None:
    book = Workbook.blank(handout("en"))
    book.type(*position("D3"), text)
    assert book.shown(*position("D3")) == shown
    assert book.content(*position("D3")) == text
    assert book.shown(*position("D2")) == "1,234.50"
