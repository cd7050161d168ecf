"""The clipboard, with the other program at its end: LibreOffice reads what we copy, we take what it and Excel write."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.browser import Notebook
from tests.desk.grid import FILE, Grid, Open, await_value, desk_cell, values

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

READ = """async () => {
  const [item] = await navigator.clipboard.read();
  const text = async (type) => (await item.getType(type)).text();
  return { txt: await text('text/plain'), html: await text('text/html') };
}"""
WRITE = """async ({ txt, html }) => navigator.clipboard.write([new ClipboardItem({
  'text/plain': new Blob([txt], { type: 'text/plain' }), 'text/html': new Blob([html], { type: 'text/html' }) })])"""
TSV = "Text - txt - csv (StarCalc):9,34,76,1,{},0,false,true,false,false,false"
AS_WORDS = "2/2/4/2"  # columns 2 and 4, as whoever pastes plain text says in LibreOffice's dialog
HTML = "HTML (StarCalc)"

# a quote inside, at both ends, a tab between words, a line that is broken, signs of HTML, letters beyond ASCII
TEXTS = ('Paper "A4", white', '"quoted"', "left\tright", "first line\nsecond line", "<b> & Co. ä €", "007")
# What Excel puts on the clipboard for the same texts in one column, with a date, a code and an amount in front of each.
EXCEL_TSV = (
    '02/04/2026\tER-1\t1,200.50\t"Paper ""A4"", white"\r\n'
    '03/04/2026\tER-2\t7.00\t"""quoted"""\r\n'
    '04/04/2026\tER-3\t-3.10\t"left\tright"\r\n'
    '05/04/2026\tER-4\t0.07\t"first line\nsecond line"\r\n'
    "06/04/2026\tER-5\t12.00\t<b> & Co. ä €\r\n"
    "07/04/2026\t0042\t1.00\t007\r\n"
)
EXCEL_HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta name=Generator content="Microsoft Excel 15">
<style>td {white-space:nowrap}</style></head><body><table border=0><!--StartFragment--><col width=64>
<tr height=20><td class=xl63 align=right>02/04/2026</td><td>ER-1</td></tr><!--EndFragment--></table></body></html>"""
LAYOUT = """SheetLayout((Column("Date", "date"), Column("Code", "code"), Column("Amount", "amount"),
    Column("Text", "text", 30)), 30)"""


@pytest.fixture
def sheet(notebook: Open) -> Grid:
    book = notebook(desk_cell(LAYOUT))
    book.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    book.run_all(".bo-sheet")
    return Grid(book)


def convert(path: Path, to: str, reading: str = "") -> Path:
    """What LibreOffice makes of a file."""
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    options = [f"--infilter={reading}"] if reading else []
    command = ["soffice", "--headless", profile, *options, "--convert-to", to, "--outdir", str(path.parent / "made")]
    english = os.environ | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}  # it reads figures as the system writes them
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120, env=english)
    [made] = (path.parent / "made").glob(f"{path.stem}.{to.partition(':')[0]}")
    return made


def paste(book: Notebook, txt: str, html: str) -> None:
    book.page.evaluate(WRITE, {"txt": txt, "html": html})
    book.press("Control+v")


def rows_of(path: Path) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def rows_in(found: dict[str, Any], first: int) -> list[list[Any]]:
    return [[found[f"{column}{row}"] for column in "ABCD"] for row in range(first, first + 6)]


def expected(row: int) -> list[Any]:
    codes, amounts = ("ER-1", "ER-2", "ER-3", "ER-4", "ER-5", "0042"), (1200.5, 7, -3.1, 0.07, 12, 1)
    return [datetime(2026, 4, 2 + row), codes[row], amounts[row], TEXTS[row]]


def test_what_excel_copies_is_pasted_cell_by_cell(sheet: Grid) -> None:
    file = sheet.book.folder / FILE
    sheet.go("A2")
    paste(sheet.book, EXCEL_TSV, EXCEL_HTML)
    await_value(file, "D7", "007")
    found = values(file)
    assert [[found[f"{column}{row + 2}"] for column in "ABCD"] for row in range(6)] == [
        expected(row) for row in range(6)
    ]
    assert "A8" not in found, "the line end is no row"
    assert sheet.root.locator("[aria-invalid=true]").count() == 0
    sheet.type("<Control+z>")
    await_value(file, "D7", None)


def test_what_is_copied_before_the_kernel_has_read_it_says_what_its_column_is_for(sheet: Grid) -> None:
    paste_and_copy = """([txt, html]) => {
      const grid = document.activeElement, copied = new DataTransfer(), given = new DataTransfer();
      given.setData("text/plain", txt);
      grid.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true }));
      document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData: copied, bubbles: true }));
      return copied.getData("text/html");
    }"""
    sheet.go("A2")
    html = sheet.book.page.evaluate(paste_and_copy, [EXCEL_TSV, EXCEL_HTML])
    first = html.partition("</tr>")[0]
    assert [cell.startswith(" style") for cell in first.split("<td")[1:]] == [False, True, False, True]
    assert ">1,200.50</td>" in first


@pytest.mark.tool("soffice")
def test_libreoffice_reads_what_we_copy_and_we_take_what_it_writes(sheet: Grid, tmp_path: Path) -> None:
    book, file = sheet.book, sheet.book.folder / FILE
    sheet.go("A2")
    paste(book, EXCEL_TSV, EXCEL_HTML)
    await_value(file, "D7", "007")
    sheet.type("<Control+c>")
    copied = book.page.evaluate(READ)
    for name, kind, reading in (("text", "txt", TSV.format(AS_WORDS)), ("table", "html", HTML)):
        path = tmp_path / f"{name}.{kind}"
        path.write_text(copied[kind], encoding="utf-8", newline="")
        read = rows_of(convert(path, "xlsx", reading))
        ours = [expected(row)[1:] for row in range(6)]
        if kind == "html":  # where a tab is a space
            ours = [[code, amount, text.replace("\t", " ")] for code, amount, text in ours]
        assert [row[1:] for row in read] == ours, name

    theirs = openpyxl.Workbook()
    page = theirs.worksheets[0]
    for number in range(6):
        day, code, amount, text = expected(number)
        page.append([f"{day:%d/%m/%Y}", code, amount, text])
        page.cell(number + 1, 3).number_format = "#,##0.00"
    theirs.save(tmp_path / "theirs.xlsx")
    txt = convert(tmp_path / "theirs.xlsx", f"txt:{TSV.format('')}").read_text(encoding="utf-8")
    html = convert(tmp_path / "theirs.xlsx", f"html:{HTML}").read_text(encoding="utf-8")
    sheet.go("A12")
    paste(book, txt, html)
    await_value(file, "D17", "007")
    assert rows_in(values(file), 12) == [expected(row) for row in range(6)]
