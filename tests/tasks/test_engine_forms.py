"""What the engine is given in another form: the values are Excel's, and the file keeps what was typed."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from course.tasks.engine_forms import for_engine, in_file
from course.tasks.formula import position
from course.tasks.handout import Column, Given, Handout, Header, SheetLayout
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Filter
from tests.tasks.test_second_opinion import converted

LAYOUT = SheetLayout(
    (Column("Group", "code"), Column("Value", "general"), Column("Whole", "general")),
    12,
    start=tuple(Given(f"A{row}", name, "code") for row, name in enumerate(("a", "b", "a", "c"), start=2)),
    tools=("filter",),
)
ASKED = {
    "B8": "=SUBTOTAL(9,B2:B5)",
    "B9": "=SUBTOTAL(109,B2:B5)",
    "B10": "=subtotal(3, B2:B5)+0",
    "B11": "=SUM(B2:B5)",
    "C2": '=VLOOKUP("b",A:B,2,FALSE)',
    "C3": "=MAX(B2:B5)+MATCH(20,$B:$B,0)",
    "C4": "=VLOOKUP(25,B2:C7,1,TRUE)",
    "C5": "=MATCH(0.5,B2:B7)",
    "C6": "=LOOKUP(500,B2:B7,A2:A7)",
    "C7": "=HLOOKUP(7,B2:C2,1,TRUE)",
    "C8": '=SUMIF(A2:A5,"a",B2)',
    "C9": "=DAYS(B3,B2)+CEILING(B3,7)",
}
OTHERS: list[object] = [20, 4003, 20, "#N/A", "a", 1, 301, 40]  # what those in column C come to


def filtered(*values: str) -> tuple[Workbook, Handout]:
    handout = Handout(
        Header("ada", "99-example", "s", 0, "0", "en"), "sheet", "", "", Decimal(1), False, (), LAYOUT, "s.xlsx"
    )
    book = Workbook.blank(handout)
    for row, value in enumerate((1, 20, 300, 4000), start=2):
        book.type(row, 2, str(value))
    for ref, text in ASKED.items():
        book.type(*position(ref), text)
    book.filter_rows(Filter("A1:B5", 1, values) if values else None)
    return book, handout


def results(book: Workbook) -> list[object]:
    return [book.value(*position(ref)) for ref in ASKED]


def test_rows_that_a_filter_hides_are_left_out() -> None:
    assert results(filtered("a")[0]) == [301.0, 301.0, 2.0, 4321.0, *OTHERS]
    assert results(filtered()[0]) == [4321.0, 4321.0, 4.0, 4321.0, *OTHERS]


def test_the_file_and_the_cell_keep_what_was_typed(tmp_path: Path) -> None:
    book, handout = filtered("a")
    book.save(tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[0]
    assert [sheet[ref].value for ref in ASKED] == [
        "=SUBTOTAL(9,B2:B5)",
        "=SUBTOTAL(109,B2:B5)",
        "=SUBTOTAL(3,B2:B5)+0",
        "=SUM(B2:B5)",
        '=VLOOKUP("b",A:B,2,FALSE)',
        "=MAX(B2:B5)+MATCH(20,$B:$B,0)",
        *[ASKED[f"C{row}"] for row in range(4, 9)],
        "=_xlfn.DAYS(B3,B2)+CEILING(B3,7)",
    ]
    again = Workbook.open(tmp_path / "s.xlsx", handout)
    assert again is not None
    assert results(again) == results(book)
    assert again.content(*position("B8")) == "=SUBTOTAL(9,B2:B5)"
    shown = openpyxl.load_workbook(io.BytesIO(again.to_xlsx()), data_only=True).worksheets[0]
    assert [shown[ref].value for ref in ASKED] == [301, 301, 2, 4321, *OTHERS]


@pytest.mark.tool("soffice")
def test_libreoffice_comes_to_the_same(tmp_path: Path) -> None:
    """openpyxl keeps formulas and filter and drops our values, so LibreOffice works everything out itself."""
    openpyxl.load_workbook(io.BytesIO(filtered("a")[0].to_xlsx())).save(tmp_path / "s.xlsx")
    saved = openpyxl.load_workbook(converted(tmp_path / "s.xlsx"), data_only=True).worksheets[0]
    assert [saved[ref].value for ref in ASKED] == [301, 301, 2, 4321, *OTHERS]


@pytest.mark.parametrize(
    ("formula", "worked_out"),
    [
        ("=SUBTOTAL(9,A1:A3)*2", "=SUBTOTAL(109,A1:A3)*2"),
        ("=SUBTOTAL(109,A1:A3)", "=SUBTOTAL(109,A1:A3)"),
        ('="SUBTOTAL(9,"&A1', '="SUBTOTAL(9,"&A1'),
        ("=SUM(9,A1:A3)", "=SUM(9,A1:A3)"),
        ("=VLOOKUP(A2,$F:G,2,FALSE)", "=VLOOKUP(A2,$F$1:G$2000,2,FALSE)"),
        ("=INDEX(B:B,MATCH(7,A:A,0))", "=INDEX(B:B,MATCH(7,A$1:A$2000,0))"),
        ("=SUMIF(A:A,7,B:B)", "=SUMIF(A:A,7,B:B)"),
        ("=SUMIF(A2:A9,7,$B2)", "=SUMIF(A2:A9,7,B2:B9)"),
        (
            "=VLOOKUP(A2,F2:G9,2,TRUE)",
            '=INDEX(F2:G9,IF(AND(ISNUMBER(A2),COUNTIF(F2:F9,"<="&A2)=0),NA(),'
            "XMATCH(A2,F2:F9,-1,IF(COUNTBLANK(F2:F9)=0,2,1))),2)",
        ),
        (
            "=IF(A1>0,MATCH(SUM(A1,B1),F2:F9),0)",
            '=IF(A1>0,IF(AND(ISNUMBER(SUM(A1,B1)),COUNTIF(F2:F9,"<="&SUM(A1,B1))=0),NA(),'
            "XMATCH(SUM(A1,B1),F2:F9,-1,IF(COUNTBLANK(F2:F9)=0,2,1))),0)",
        ),
        ("=MATCH(A1,F2:F9,0)", "=MATCH(A1,F2:F9,0)"),
        ("=SUMIFS(D2:D9,E2:E8,4)", '=VALUE("?")'),
        ("=SUMIFS(D2:D9,E2:E9,4,C:C,G1)", '=VALUE("?")'),
        ("=COUNTIFS(E2:E9,4,C2:C9,G1)", "=COUNTIFS(E2:E9,4,C2:C9,G1)"),
        ("=COUNTIFS(E2:E9,4,C2:C8,G1)", '=VALUE("?")'),
        ("=SUMIFS(D:D,E:E,4,C:C,G1)", "=SUMIFS(D:D,E:E,4,C:C,G1)"),
        ('=AVERAGEIFS($D$2:D$9,E2:E9,">="&F1)', '=AVERAGEIFS($D$2:D$9,E2:E9,">="&F1)'),
    ],
)
def test_nothing_else_is_given_in_another_form(formula: str, worked_out: str) -> None:
    assert for_engine(formula) == worked_out


def test_younger_functions_carry_their_sign_in_a_file() -> None:
    assert in_file('=DAYS(A1,A2)&"DAYS(1)"') == '_xlfn.DAYS(A1,A2)&"DAYS(1)"'
    assert in_file("=CEILING(A1,5)+IFS(A1,2)") == "CEILING(A1,5)+_xlfn.IFS(A1,2)"
    assert in_file("=SUM(A1)") == "SUM(A1)"
