"""How quick the sheet is, in JupyterLab in chromium: from running the cell to a grid that takes keys, and from Enter to
the computed value (the kernel answers only once the file is written). Medians in milliseconds, with the runs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench._browser import in_chromium  # noqa: E402 - the path above first
from tests.desk.browser import Lab, Notebook, write_notebook  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

CELL = "from course.desk.widget import Desk\nfrom tests.desk.sheet_work import *\nDesk(None, 'en', work=SheetWork({}))"
SIZES = {"journal, 41 x 6 cells": "name='journal'", "large sheet, 300 x 12 cells": "wide_layout(), name='large'"}
RUNS, ENTRIES = 8, 30

# Runs the first cell; resolves with the time until a new grid stands there and has been painted.
RUN_CELL = """async () => {
  const old = document.querySelector('.bo-sheet');
  const begin = performance.now();
  window.jupyterapp.commands.execute('notebook:run-cell');
  const frame = () => new Promise(requestAnimationFrame);
  const usable = () => {
    const grid = document.querySelector('.bo-sheet');
    return grid && grid !== old && grid.querySelector('[tabindex="0"]');
  };
  while (!usable()) await frame();
  await frame();
  return performance.now() - begin;
}"""
# From the Enter that ends an entry to the change of the cell that depends on it.
WATCH = """ref => {
  window.took = [];
  let begin = 0;
  window.addEventListener('keydown', event => { if (event.key === 'Enter') begin = performance.now(); }, true);
  const watched = document.querySelector(`[data-ref="${ref}"]`);
  new MutationObserver(() => {
    if (begin) window.took.push(performance.now() - begin);
    begin = 0; // what a draft has saved already is no measurement
  }).observe(watched, { childList: true });
}"""


def open_notebook(page: Page, lab: Lab, name: str, arguments: str) -> Notebook:
    path = lab.folder / f"{name}.ipynb"
    write_notebook(path, CELL.format(arguments))
    return Notebook(page, lab, path)


def entries(page: Page, rows: int) -> list[float]:
    """Type into D2 again and again; the formula at the foot of the column follows."""
    keys = page.keyboard
    foot = f"D{rows}"
    page.locator(f'[data-ref="{foot}"]').focus()
    keys.type(f"=SUM(D2:D{rows - 1})")
    keys.press("Enter")
    page.wait_for_timeout(500)
    page.evaluate(WATCH, foot)
    for number in range(1, ENTRIES + 1):
        page.locator('[data-ref="D2"]').focus()
        keys.type(str(number))
        keys.press("Enter")
        page.wait_for_function("count => window.took.length >= count", arg=number)
    return list(page.evaluate("window.took"))


def fill(page: Page, columns: int, rows: int) -> None:
    """A full sheet, as one paste."""
    page.locator('[data-ref="A2"]').focus()
    table = "\n".join("\t".join(["1.50"] * columns) for _ in range(rows - 2))
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(paste);
        }""",
        table,
    )
    page.wait_for_function("!document.querySelector('.bo-sheet .bo-pending')")


def told(name: str, times: list[float]) -> str:
    runs = " ".join(f"{time:.0f}" for time in times)
    return f"  {name:<58}{median(times):7.0f} ms  ({runs})"


def measure(page: Page, lab: Lab, size: str, arguments: str) -> list[str]:
    book = open_notebook(page, lab, arguments[-8:-1].strip("'="), arguments)
    cold = [float(page.evaluate(RUN_CELL))]
    warm: list[Any] = [page.evaluate(RUN_CELL) for _ in range(RUNS)]
    lines = [told("cell run -> grid usable, first in its kernel", cold), told("the same, run again", warm)]
    if "300" in size:
        fill(page, 12, 300)
        lines.append(told("Enter -> value computed, file written; sheet full", entries(page, 300)))
    else:
        lines.append(told("Enter -> value computed, file written", entries(page, 41)))
    book.close()
    return [f"{size}:", *lines]


def every_size(page: Page, lab: Lab) -> None:
    for size, arguments in SIZES.items():
        print("\n".join(measure(page, lab, size, arguments)), flush=True)


if __name__ == "__main__":
    in_chromium("sheet, ", every_size)
