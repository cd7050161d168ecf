"""LibreOffice, openpyxl and formualizer on the same sheets: they agree with our values, and we read their files."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import formualizer
import openpyxl
import pytest
from openpyxl.comments import Comment

from course.locale import LANGUAGES, Language
from course.tasks.engine import Engine
from course.tasks.formula import position
from course.tasks.handing_in import mark_answer
from course.tasks.handout import Column, Handout, Header, SheetLayout
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.workbook import Workbook
from tests.office import saved_by_libreoffice
from tests.tasks.examples import CASH, ROWS, cash_answer, formulas, handed_out, right_file
from tests.tasks.hostile import rezipped

# A small journal (account, debit, credit) in rows 2 to 9, and the formulas that tasks mark or learners use.
JOURNAL: list[tuple[str | float | None, ...]] = [
    ("1200", 119.0, None),
    ("8400", None, 100.0),
    ("1776", None, 19.0),
    ("4210", 1234.56, None),
    ("1200", None, 1234.56),
    ("1200", 0.1, 0.2),
    ("4930", 33.33, None),
    ("", None, None),
]
FORMULAS = [
    "=SUM(B2:B9)",
    "=SUM(B2:B9)-SUM(C2:C9)",
    "=B2+B5-C6",
    '=SUMIF(A2:A9,"1200",B2:B9)',
    '=SUMIF($A$2:$A$9,"="&A2,$C$2:$C$9)',
    '=SUMIFS(B2:B9,A2:A9,"1200",B2:B9,">1")',
    '=COUNTIF(A2:A9,"1200")',
    "=COUNT(B2:B9)",
    "=ROUND(B5*0.19,2)",
    "=ROUND(B5/1.19*0.19,2)",
    "=ROUND(2.345,2)",
    "=ROUND(-2.345,2)",
    "=ROUNDUP(B8,1)+ROUNDDOWN(B8,1)",
    "=IF(SUM(B2:B9)>SUM(C2:C9),SUM(B2:B9)-SUM(C2:C9),0)",
    "=MAX(B2:B9)-MIN(C2:C9)",
    "=ABS(C2-C3)",
    "=AVERAGE(B2:B9)",
    '=IFERROR(1/0,"none")',
    '=IF(A2="1200","bank","other")',
    "=SUMPRODUCT(B2:B9,C2:C9)",
    '=SUMPRODUCT((A2:A9="1200")*B2:B9)',
    '=VLOOKUP("4210",A2:B9,2,FALSE)',
    '=INDEX(B2:B9,MATCH("4930",A2:A9,0))',
    "=MOD(10,3)+INT(7.9)",
    "=-B2+B3",
    "=B5%",
    "=2^10-1",
    "=(B2+B5)*(1-0.02)",
    "=SUM(B2,C3,5)",
    "=AND(B2>1,C3>1)",
]


def own_value(formula: str) -> object:
    engine = Engine("en", "Sheet")
    for row, cells in enumerate(JOURNAL, start=2):
        for column, value in enumerate(cells, start=1):
            if value not in (None, ""):
                engine.put(0, row, column, value)
    return engine.calculate([formula])[0]


def alike(ours: object, theirs: object) -> bool:
    if isinstance(ours, float) and isinstance(theirs, int | float):
        return abs(ours - theirs) < 1e-9 * max(1, abs(ours))
    return ours == theirs


@pytest.mark.parametrize("formula", FORMULAS)
def test_formualizer_agrees(formula: str) -> None:
    workbook = formualizer.Workbook()
    sheet = workbook.sheet("Sheet")
    for row, cells in enumerate(JOURNAL, start=2):
        for column, value in enumerate(cells, start=1):
            if value not in (None, ""):
                sheet.set_value(row, column, value)
    sheet.set_formula(1, 8, formula)
    assert alike(own_value(formula), workbook.evaluate_cell("Sheet", 1, 8))


def converted(path: Path) -> Path:
    """The file as LibreOffice saves it again."""
    return saved_by_libreoffice([path], path.parent) / path.name


@pytest.mark.tool("soffice")
def test_libreoffice_agrees_with_every_formula(tmp_path: Path) -> None:
    """openpyxl writes no values, so LibreOffice works everything out itself."""
    file = openpyxl.Workbook()
    sheet = file.active
    for row, cells in enumerate(JOURNAL, start=2):
        for column, value in enumerate(cells, start=1):
            if value not in (None, ""):
                sheet.cell(row, column, value)
    for row, formula in enumerate(FORMULAS, start=1):
        sheet.cell(row, 8, formula)
    file.save(tmp_path / "formulas.xlsx")
    saved = openpyxl.load_workbook(converted(tmp_path / "formulas.xlsx"), data_only=True).worksheets[0]
    theirs = {formula: saved.cell(row, 8).value for row, formula in enumerate(FORMULAS, start=1)}
    assert [f for f in FORMULAS if not alike(own_value(f), theirs[f])] == []


LAYOUT = SheetLayout(
    columns=(
        Column("Day", "date"),
        Column("Code", "code"),
        Column("Account", "account"),
        Column("Amount", "amount"),
        Column("Text", "text", 30),
        Column("Twice", "amount"),
    ),
    rows=20,
)
ENTRIES = {
    "A2": "30/04/2026",
    "B2": "007",
    "C2": "0420",
    "D2": "1234.56",
    "E2": "Büro & <Papier>, 5 €",
    "F2": "=D2*2",
    "D3": "nonsense",
    "D4": "1.234",
    "E3": "=no formula",
    "F4": "=ROUND(SUM(D2:D3)*0.19,2)",
    "F5": "=FOO(1)",
}


def sheet(language: Language) -> tuple[Workbook, Handout]:
    header = Header("ada", "99-example", "sheet", 0, "0.1.0", language)
    handout = Handout(header, "sheet", "", "", Decimal(1), False, (), LAYOUT, "sheet.xlsx")
    return Workbook.blank(handout), handout


@pytest.mark.tool("soffice")
def test_a_file_saved_again_by_libreoffice_says_the_same(tmp_path: Path) -> None:
    book, handout = sheet("en")
    for ref, text in ENTRIES.items():
        book.type(*position(ref), text)
    book.save(tmp_path / "sheet.xlsx")
    again = Workbook.open(converted(tmp_path / "sheet.xlsx"), handout)
    assert again is not None
    assert again.cells() == book.cells()
    assert again.header_of_file == dict(book_header(tmp_path / "sheet.xlsx"))
    values = openpyxl.load_workbook(tmp_path / "saved" / "sheet.xlsx", data_only=True).worksheets[0]
    assert [values["F2"].value, values["F4"].value] == [2469.12, 234.57]


@pytest.mark.tool("soffice")
def test_libreoffice_does_not_believe_what_a_file_says_a_formula_comes_to(tmp_path: Path) -> None:
    """Else every comparison with it would compare our values with themselves."""
    book, _handout = sheet("en")
    for ref in ("D2", "F2"):
        book.type(*position(ref), ENTRIES[ref])
    said = rezipped(book.to_xlsx(), lambda _, part: part.replace(b"2469.12", b"999"))
    (tmp_path / "sheet.xlsx").write_bytes(said)
    for path, value in ((tmp_path / "sheet.xlsx", 999), (converted(tmp_path / "sheet.xlsx"), 2469.12)):
        assert openpyxl.load_workbook(path, data_only=True).worksheets[0]["F2"].value == value


def book_header(path: Path) -> list[tuple[str, str]]:
    course = openpyxl.load_workbook(path)["course"]
    return [(name.value, value.value) for name, value in course.iter_rows(max_col=2)]


@pytest.mark.tool("soffice")
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_saved_again_by_libreoffice_earns_the_same(language: Language, tmp_path: Path) -> None:
    path = right_file(CASH, tmp_path, language)
    converted(path)
    assert repr(mark_answer(CASH, language, tmp_path / "saved")) == "6"


def test_a_file_saved_again_by_openpyxl_with_comments_earns_the_same(tmp_path: Path) -> None:
    path = right_file(CASH, tmp_path)
    file = openpyxl.load_workbook(path)
    file.worksheets[0]["D4"].comment = Comment("Checked twice.", "ada")
    file.worksheets[0].column_dimensions["A"].width = 40
    file.create_sheet("My notes")["A1"] = "a further sheet"
    file.worksheets[0].title = "April"
    file.worksheets[0]["D4"] = "=April!D3+B4-C4+0*'My notes'!B1"
    file.save(path)
    assert repr(mark_answer(CASH, "en", tmp_path)) == "6"
    book = Workbook.open(path, handed_out(CASH)[1])
    assert book is not None
    book.type(*position("E9"), "two people")
    saved = openpyxl.load_workbook(io.BytesIO(book.to_xlsx()))
    assert saved["My notes"]["A1"].value == "a further sheet"  # what the learner made beside the answer is kept


def test_formulas_filled_down_as_excel_saves_them_are_read() -> None:
    """Excel keeps a formula that was filled down once, with a number that the other cells refer to."""
    from tests.tasks.hostile import with_sheet

    def shared(part: bytes) -> bytes:
        for row in ROWS:
            own = f"<f>D{row - 1}+B{row}-C{row}</f>".encode()
            assert own in part
            first = b'<f t="shared" ref="D3:D8" si="0">D2+B3-C3</f>'
            part = part.replace(own, first if row == ROWS[0] else b'<f t="shared" si="0"/>')
        return part

    from course.tasks.xlsx import read_xlsx

    cells = read_xlsx(with_sheet(shared), "en").visible[0].cells
    assert {f"D{row}": cells[f"D{row}"].formula for row in ROWS} == {f"D{r}": formulas()[f"D{r}"] for r in ROWS}


def test_what_a_file_says_a_formula_comes_to_is_not_believed(tmp_path: Path) -> None:
    from tests.tasks.hostile import with_formula

    path = tmp_path / CASH.answer_file
    path.write_bytes(with_formula("0*D3", "D4"))  # the file says 1
    handout = handed_out(CASH)[1]
    answer = CASH.read(path, handout)
    assert isinstance(answer, SheetAnswer)
    assert answer.cells["D4"].value == 0.0
    assert cash_answer(formulas()).cells["D4"].value != 0.0
