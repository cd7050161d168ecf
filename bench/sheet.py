"""How quick the sheet is, in JupyterLab in chromium: from running the cell to a grid that takes keys, and from Enter to
the computed value (the kernel answers only once the file is written). Medians in milliseconds, with the runs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import nbformat  # noqa: E402 - the path above first

from tests.desk.browser import Lab, Notebook  # noqa: E402
from tests.desk.conftest import (  # noqa: E402
    CHROMIUM,
    KERNEL,
    await_server,
    free_port,
    own_environment,
    server_arguments,
)

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


@contextmanager
def jupyterlab() -> Iterator[Lab]:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "notebooks")
        folder.mkdir()
        port, log = free_port(), Path(home, "server.log")
        command = [sys.executable, "-m", "jupyterlab", *server_arguments(Path(home), folder, port)]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, env=own_environment(Path(home)), cwd=home, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            await_server(f"http://127.0.0.1:{port}/api", process, log)
            yield Lab(f"http://127.0.0.1:{port}", folder)
        finally:
            process.terminate()
            process.wait(20)


def open_notebook(page: Page, lab: Lab, name: str, arguments: str) -> Notebook:
    path = lab.folder / f"{name}.ipynb"
    cells = [nbformat.v4.new_code_cell(CELL.format(arguments))]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), path)
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


def main() -> None:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if not chromium:
        print("Not measured: chromium is not installed.")
        return
    with jupyterlab() as lab, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        page = browser.new_page()
        page.goto(f"{lab.url}/lab")
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)", timeout=60_000)
        print(f"sheet, in chromium {browser.version}")
        for size, arguments in SIZES.items():
            print("\n".join(measure(page, lab, size, arguments)), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
