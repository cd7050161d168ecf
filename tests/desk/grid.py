"""A sheet in an open notebook, its keyboard, and its file, as the tests of the grid in the browser use them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from tests.desk.browser import HERE, Notebook

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

    def enter(self) -> None:
        """From the notebook's cell into the sheet, with Tab alone."""
        for _ in range(25):
            self.keys.press("Tab")
            if self.book.page.evaluate("document.activeElement.closest('[role=grid]') !== null"):
                return
        raise AssertionError("25 times Tab do not lead into the sheet")

    def texts(self) -> list[str]:
        """What every cell shows, row by row."""
        return [str(text) for text in self.root.locator("[data-ref]").all_text_contents()]

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


RAN = f"""index => {{
  const {{ commands }} = window.jupyterapp;
  window.cellRan = false;
  const heard = (_, {{ id, result }}) => {{
    if (id !== 'notebook:run-cell') return;
    commands.commandExecuted.disconnect(heard);
    result.then(() => {{ window.cellRan = true; }});
  }};
  commands.commandExecuted.connect(heard);
  const notebook = {HERE}.content;
  notebook.activeCellIndex = index;
  notebook.mode = 'command';
  notebook.activeCell.node.focus();
}}"""


def run(book: Notebook, index: int = 0) -> None:
    """Go to a cell, press Ctrl+Enter, and wait until the kernel is through with it (also if its number stays)."""
    book.page.evaluate(RAN, index)
    book.press("Control+Enter")
    book.until("() => window.cellRan")


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
