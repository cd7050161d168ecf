"""The sheet in JupyterLab, in a real browser, by keyboard: what is typed is in the file, whatever happens next."""

from __future__ import annotations

import csv
import subprocess
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.browser import Notebook, axe
from tests.desk.sheet_work import VOUCHERS

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

DESK = """
from course.desk.widget import Desk
from tests.desk.sheet_work import *
desk = Desk(None, "{language}", work=SheetWork({arguments}))
desk
"""
FILE = "april-vouchers.xlsx"
Open = Callable[..., Notebook]


def desk_cell(arguments: str = "", language: str = "en") -> str:
    return DESK.format(arguments=arguments, language=language)


class Grid:
    """One sheet of an open notebook, and the keyboard."""

    def __init__(self, book: Notebook, number: int = 0) -> None:
        self.book = book
        self.keys = book.page.keyboard
        self.root = book.page.locator(".bo-sheet").nth(number)

    def cell(self, ref: str) -> Any:
        return self.root.locator(f'[data-ref="{ref}"]')

    def go(self, ref: str) -> None:
        """To a cell, as a reader of screens would set the focus."""
        self.cell(ref).focus()

    def type(self, *keys: str) -> None:
        """Texts are typed; names of keys (Tab, Enter, Control+z) in angle brackets are pressed."""
        for key in keys:
            if key.startswith("<"):
                self.keys.press(key.strip("<>"))
            elif key:
                self.keys.type(key)

    @property
    def place(self) -> str:
        return str(self.book.page.evaluate("document.activeElement.dataset.ref ?? document.activeElement.tagName"))

    def wait_saved(self) -> None:
        """Until nothing typed is waiting for the kernel."""
        self.book.page.wait_for_function(
            "root => !root.querySelector('.bo-pending, .bo-editing')", arg=self.root.element_handle()
        )

    def expect(self, ref: str, shown: str) -> None:
        self.book.page.wait_for_function(
            "([cell, shown]) => cell.textContent === shown", arg=[self.cell(ref).element_handle(), shown], timeout=8000
        )


def run(book: Notebook, index: int = 0) -> None:
    """Click on a cell, run it, and wait until the kernel is through with it (also if its number stays the same)."""
    book.page.locator(".jp-Notebook .jp-CodeCell").nth(index).locator(".jp-InputArea").click(position={"x": 4, "y": 4})
    book.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")


def values(path: Path) -> dict[str, Any]:
    """What openpyxl, which we did not write, reads from the file."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def await_value(path: Path, ref: str, value: Any) -> None:
    """The file is written before the kernel answers, but not before the key is down."""
    deadline = time.monotonic() + 8
    while time.monotonic() < deadline:
        if path.exists() and values(path).get(ref) == value:
            return
        time.sleep(0.05)
    raise AssertionError(f"{ref} is {values(path).get(ref) if path.exists() else 'in no file'}, not {value}")


def as_saved(ref: str, typed: str) -> Any:
    if ref[0] == "A":
        return datetime.strptime(typed, "%d/%m/%Y")
    return float(typed.replace(",", "")) if ref[0] in "DE" else typed


def expected_cells() -> dict[str, Any]:
    return {
        f"{column}{row}": as_saved(column, typed)
        for row, line in enumerate(VOUCHERS, start=2)
        for column, typed in zip("ABCDEF", line, strict=True)
        if typed
    }


def test_ten_vouchers_typed_and_saved_and_there_after_a_restart(notebook: Open) -> None:
    book = notebook(desk_cell(), "after = 6 * 7")
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("A2")
    for line in VOUCHERS:
        for typed in line[:-1]:
            grid.type(typed, "<Tab>")
        grid.type(line[-1], "<Enter>")
    assert grid.place == f"A{len(VOUCHERS) + 2}", "Enter returns to the column in which the Tabs began"
    grid.wait_saved()
    found = values(book.folder / FILE)
    assert {ref: value for ref, value in found.items() if not ref.endswith("1") or len(ref) > 2} == expected_cells()
    totals = grid.root.locator(".bo-sheet-total").all_inner_texts()
    assert [text.split("\n")[-1] for text in totals] == ["2,263.70", "2,263.70", "0.00"]

    book.restart()
    for _ in range(3):
        run(book)
    book.page.locator(".bo-sheet").wait_for()
    grid = Grid(book)
    assert book.page.locator(".bo-sheet").count() == 1
    assert grid.cell("F25").text_content() == "Parcel"
    assert grid.cell("C25").text_content() == "1000 Cash"
    grid.go("B2")
    grid.type("<ArrowDown>")
    assert grid.place == "B3", "one key, one step: no listener of an earlier run is left"
    grid.type("X", "<Enter>")
    await_value(book.folder / FILE, "B3", "X")


def test_nothing_typed_reaches_the_notebook_but_ctrl_s(notebook: Open) -> None:
    book = notebook(desk_cell(), "after = 6 * 7")
    book.run_all(".bo-sheet")
    grid = Grid(book)
    before = book.sources()
    book.page.evaluate("""() => {
        window.reached = [];
        document.querySelector('.jp-Notebook').addEventListener('keydown', event => window.reached.push(event.key));
    }""")
    grid.go("B2")
    grid.type(
        "<Escape>", "a", "<Escape>", "<Escape>", "b", "x", "dd", "<Escape>", "<Escape>", "<Control+z>", "<Control+z>"
    )
    grid.type(
        "m",
        "<Enter>",
        "<Shift+Enter>",
        "<Control+Enter>",
        "<Alt+Enter>",
        "<F2>",
        "<Escape>",
        "<Delete>",
        "<Escape>",
        "z",
    )
    grid.type("<Escape>", "<ArrowDown>", "<Shift+m>", "<Control+d>", "<Control+y>", "<Control+a>", "<Control+x>")
    assert book.sources() == before
    saved_at = book.path.stat().st_mtime_ns
    book.page.evaluate("window.jupyterapp.shell.currentWidget.context.model.dirty = true")
    grid.go("B3")
    grid.type("<Control+s>")
    book.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    assert book.path.stat().st_mtime_ns > saved_at
    assert set(book.page.evaluate("window.reached")) == {"s"}, "not even a listener of the notebook hears them"
    book.page.locator(".jp-Notebook .jp-CodeCell").nth(1).focus()
    grid.type("q")
    assert "q" in book.page.evaluate("window.reached"), "a key outside the sheet does reach the notebook"


def test_the_last_cell_needs_no_enter(notebook: Open) -> None:
    check = "import openpyxl\nassert openpyxl.load_workbook('april-vouchers.xlsx').worksheets[0]['B3'].value == 'ER-2'"
    book = notebook(
        desk_cell(),
        f"found = __import__('openpyxl').load_workbook('{FILE}').worksheets[0]['B2'].value\nprint(found)",
        check,
    )
    run(book, 0)
    book.page.locator(".bo-sheet").wait_for()
    grid = Grid(book)
    grid.go("B2")
    grid.type("ER-1")
    run(book, 1)
    assert (
        book.page.locator(".jp-Notebook .jp-CodeCell").nth(1).locator(".jp-OutputArea-output").inner_text().strip()
        == "ER-1"
    )

    grid.go("B3")
    grid.type("ER-2")
    book.page.get_by_role("button", name="Validate").click()
    dialog = book.page.locator(".jp-Dialog")
    dialog.wait_for(timeout=60_000)
    assert "Success" in dialog.inner_text()
    dialog.get_by_role("button").first.click()

    grid.go("B4")
    grid.type("ER-4")
    book.page.wait_for_timeout(400)
    book.page.close()
    await_value(book.folder / FILE, "B4", "ER-4")


def test_a_busy_kernel_is_told_and_its_late_answer_is_shown(notebook: Open) -> None:
    book = notebook(desk_cell(), "import time\ntime.sleep(5.5)")
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("D2")
    grid.type("12", "<Enter>", "=D2*2", "<Enter>")
    assert "bo-pending" in grid.cell("D3").get_attribute("class")
    book.page.get_by_text("NOT SAVED").first.wait_for(timeout=10_000)
    grid.expect("D3", "24.00")
    grid.wait_saved()
    book.until_saved()


def test_a_dead_kernel_is_told_and_what_was_typed_comes_back(notebook: Open) -> None:
    book = notebook(desk_cell())
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("B2")
    grid.type("first", "<Enter>")
    await_value(book.folder / FILE, "B2", "first")
    book.stop_kernel()
    grid.type("second", "<Enter>")
    book.page.get_by_text("NOT SAVED").first.wait_for(timeout=10_000)
    assert "bo-pending" in grid.cell("B3").get_attribute("class")
    assert "B3" not in values(book.folder / FILE)
    book.start_kernel()
    run(book)
    grid = Grid(book)
    grid.expect("B3", "second")
    await_value(book.folder / FILE, "B3", "second")


READ_HTML = "async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text()"


def test_excel_tables_are_pasted_and_taken_back_at_once(notebook: Open) -> None:
    book = notebook(desk_cell())
    book.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("A2")
    grid.type("01/04/2026", "<Enter>")
    excel = (
        '02/04/2026\tER-1\t3400\t1,200.00\t\t"Paper ""A4"", white"\r\n02/04/2026\tER-1\t1600\t\t1,200.00\tBlattwerk\r\n'
    )
    book.page.evaluate("text => navigator.clipboard.writeText(text)", excel)
    grid.type("<Control+v>")
    grid.expect("F3", 'Paper "A4", white')
    grid.expect("D3", "1,200.00")
    await_value(book.folder / FILE, "E4", 1200)
    grid.type("<Control+z>")
    grid.expect("F3", "")
    assert grid.cell("A2").text_content() == "01/04/2026", "what was typed before the paste stays"
    await_value(book.folder / FILE, "E4", None)
    grid.type("<Control+y>")
    grid.expect("E4", "1,200.00")
    grid.type("<Control+c>")
    copied = book.page.evaluate("navigator.clipboard.readText()")
    assert copied == excel.replace("\r\n", "\n").rstrip("\n")
    html = book.page.evaluate(READ_HTML)
    assert "<td>1,200.00</td>" in html
    assert '<td>Paper "A4", white</td>' in html

    grid.go("D5")
    grid.type("=D3*2", "<Enter>", "<Shift+Enter>", "<Control+c>", "<ArrowDown>", "<Shift+ArrowDown>", "<Control+v>")
    grid.expect("D6", "0.00")
    grid.expect("D7", "4,800.00")
    grid.type("<Escape>", "<F2>")
    assert grid.root.locator(".bo-sheet-content").inner_text() == "=D5*2", "a copied formula moves its references"
    grid.type("<Escape>", "<Shift+ArrowDown>", "<Control+d>")
    grid.expect("D8", "0.00")
    grid.type("<ArrowDown>", "<ArrowUp>")
    assert "Formula =D6*2" in book.page.locator(".bo-live").first.inner_text(), "a screen reader hears the formula"


def test_the_mouse_selects_and_points_at_cells(notebook: Open) -> None:
    book = notebook(desk_cell())
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("D2")
    grid.type("10", "<Enter>", "20", "<Enter>", "=2*")
    grid.cell("D3").click()
    grid.type("+SUM(")
    grid.cell("D2").hover()
    book.page.mouse.down()
    grid.cell("D3").hover()
    book.page.mouse.up()
    grid.type(")", "<Enter>")
    grid.expect("D4", "70.00")
    grid.cell("B2").click()
    grid.cell("D4").click(modifiers=["Shift"])
    assert grid.root.locator('[aria-selected="true"]').count() == 9
    grid.type("<Delete>")
    grid.expect("D4", "")
    grid.cell("F5").dblclick()
    grid.type("by mouse")
    grid.cell("A6").click()
    await_value(book.folder / FILE, "F5", "by mouse")


def test_two_desks_on_one_file_lose_nothing(notebook: Open) -> None:
    book = notebook(desk_cell(), desk_cell())
    run(book, 0)
    run(book, 1)
    book.page.locator(".bo-sheet").nth(1).wait_for()
    one, two = Grid(book, 0), Grid(book, 1)
    one.go("B2")
    one.type("from one", "<Enter>")
    two.expect("B2", "from one")
    two.go("B3")
    two.type("from two", "<Enter>")
    one.expect("B3", "from two")

    other = notebook(desk_cell(), folder=book.folder, name="second")
    other.run_all(".bo-sheet")
    third = Grid(other)
    assert third.cell("B3").text_content() == "from two"
    one.go("F2")
    one.type("kernel one", "<Enter>")
    await_value(book.folder / FILE, "F2", "kernel one")
    third.go("F3")
    third.type("kernel two", "<Enter>")
    await_value(book.folder / FILE, "F3", "kernel two")
    third.expect("F2", "kernel one")
    one.go("F4")
    one.type("again", "<Enter>")
    one.expect("F3", "kernel two")
    await_value(book.folder / FILE, "F4", "again")
    found = values(book.folder / FILE)
    assert [found[ref] for ref in ("B2", "B3", "F2", "F3")] == ["from one", "from two", "kernel one", "kernel two"]


READ_ONLY = """
import os
os.chmod(".", 0o555)
os.geteuid() == 0 and os.seteuid(65534)  # root may write everywhere, nobody may not
"""
WRITABLE = """
os.getuid() == 0 and os.seteuid(0)
os.chmod(".", 0o755)
"""
FULL = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))"
ROOM = "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))"


def test_a_read_only_folder_and_a_full_disk_are_told_and_nothing_is_lost(notebook: Open) -> None:
    book = notebook(desk_cell(), READ_ONLY, WRITABLE, FULL, ROOM)
    run(book, 0)
    book.page.locator(".bo-sheet").wait_for()
    grid = Grid(book)
    file = book.folder / FILE
    grid.go("B2")
    grid.type("safe", "<Enter>")
    await_value(file, "B2", "safe")
    for row, (spoil, mend, words) in enumerate(
        ((1, 2, "This folder is read-only"), (3, 4, "There is no room left")), start=3
    ):
        run(book, spoil)
        grid.go(f"B{row}")
        grid.type("held", "<Enter>")
        book.page.get_by_text(words).first.wait_for(timeout=8000)
        assert "bo-pending" in grid.cell(f"B{row}").get_attribute("class")
        assert values(file)["B2"] == "safe"
        assert f"B{row}" not in values(file)
        run(book, mend)
        grid.go(f"F{row}")
        grid.type("next", "<Enter>")
        await_value(file, f"B{row}", "held")
        grid.wait_saved()
        assert values(file)[f"F{row}"] == "next"
    assert sorted(path.name for path in book.folder.iterdir() if not path.name.startswith(".ipynb")) == [
        FILE,
        "page.ipynb",
    ]


def test_the_german_sheet_reads_and_shows_german(notebook: Open) -> None:
    book = notebook(desk_cell('language="de"', "de"))
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("A2")
    grid.type("3.4.26", "<Tab>", "0042", "<Tab>", "büro", "<Tab>", "1.234,5", "<Enter>")
    grid.go("D3")
    grid.type("=SUMME(D2;1)", "<Enter>", "1,234.50", "<Enter>")
    grid.expect("D3", "1.235,50")
    assert [grid.cell(ref).text_content() for ref in ("A2", "B2", "C2", "D2")] == [
        "03.04.2026",
        "0042",
        "4930 Bürobedarf",
        "1.234,50",
    ]
    grid.wait_saved()
    assert grid.cell("D4").text_content() == "1,234.50"
    assert grid.cell("D4").get_attribute("aria-invalid") == "true"
    grid.go("D3")
    assert grid.root.locator(".bo-sheet-content").inner_text() == "=SUMME(D2;1)"
    await_value(book.folder / FILE, "D3", 1235.5)
    grid.go("F2")
    composing = book.page.context.new_cdp_session(book.page)
    composing.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Dead", "windowsVirtualKeyCode": 229})
    composing.send("Input.imeSetComposition", {"text": "´", "selectionStart": 1, "selectionEnd": 1})
    composing.send("Input.insertText", {"text": "é"})
    grid.type("tui", "<Enter>")
    await_value(book.folder / FILE, "F2", "étui")
    formulas = openpyxl.load_workbook(book.folder / FILE).worksheets[0]
    assert formulas["D3"].value == "=SUM(D2,1)", "on file every formula is English, as Excel keeps it"
    assert formulas["D4"].value == "1,234.50", "what cannot be read stays as it was typed"


def test_locked_cells_say_so_and_axe_finds_no_violation_in_either_theme(notebook: Open) -> None:
    book = notebook(desk_cell("cash_layout(), name='cash-book'"), desk_cell())
    book.run_all(".bo-sheet")
    book.page.locator(".bo-sheet").nth(1).wait_for()
    cash, journal = Grid(book, 0), Grid(book, 1)
    assert cash.cell("D2").get_attribute("aria-readonly") == "true"
    cash.go("D2")
    cash.type("9", "<Delete>", "<F2>")
    assert cash.cell("D2").text_content() == "150.00"
    assert "cannot be changed" in book.page.locator(".bo-live").first.inner_text()
    cash.go("B3")
    cash.type("abc", "<Tab>", "20", "<Tab>", "=D2+B3-C3", "<Enter>")
    cash.expect("D3", "#VALUE!")
    journal.go("C2")
    journal.type("vat")
    book.page.locator(".bo-lookup:popover-open [role=option]").first.wait_for()
    for theme in ("light", "dark"):
        book.theme(theme)
        assert axe(book.page, ".bo-desk") == []
    journal.type("<ArrowDown>", "<Enter>")
    journal.expect("C2", "1571 Input VAT 7 %")
    assert journal.place == "C3"
    journal.type("<Escape>", "<Tab>")
    assert book.page.evaluate("document.activeElement.closest('[role=grid]')") is None, (
        "Escape, then Tab leaves the grid"
    )


@pytest.mark.tool("soffice")
def test_libreoffice_agrees_with_every_value(notebook: Open, tmp_path: Path) -> None:
    book = notebook(desk_cell("wide_layout(9, 4), name='sums'"))
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("A2")
    rows = (
        ("12.50", "=A2*3", "=SUM(A2:B2)", "=ROUND(C2/7,2)"),
        ("0.10", "=A3+0.2", "=IF(B3>0.25,1,2)", '=SUMIF(A2:A3,">1")'),
    )
    for line in rows:
        for typed in line[:-1]:
            grid.type(typed, "<Tab>")
        grid.type(line[-1], "<Enter>")
    grid.wait_saved()
    shown = [grid.cell(f"{column}{row}").text_content() for row in (2, 3) for column in "ABCD"]
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to",
         "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1", "--outdir", str(tmp_path),
         str(book.folder / "sums.xlsx")], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    [table] = tmp_path.glob("*.csv")
    theirs = [cell for line in list(csv.reader(table.open(encoding="utf-8")))[1:3] for cell in line[:4]]
    assert [float(cell.replace(",", "")) for cell in theirs] == [float(cell.replace(",", "")) for cell in shown]
    assert shown == ["12.50", "37.50", "50.00", "7.14", "0.10", "0.30", "1.00", "12.50"]
