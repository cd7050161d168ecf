"""How long a learner waits for a lesson: all its cells run in a kernel that has imported nothing, until the last task
of the page can be used. Medians in seconds, with the runs; in JupyterLab, in chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench._browser import in_chromium  # noqa: E402 - the path above first
from tests.desk.browser import Lab, Notebook  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

RUNS = 3
# Runs all cells; resolves with the seconds until as many desks as there are tasks stand there, none of them empty.
RUN_ALL = """async () => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  const tasks = [...notebook.model.cells].filter(cell => /^task\\(/m.test(cell.sharedModel.source)).length;
  if (!tasks) throw new Error("There is no task on this page.");
  const begin = performance.now();
  window.jupyterapp.commands.execute('notebook:run-all-cells');
  const usable = () => [...document.querySelectorAll('.bo-desk')].filter(desk => desk.querySelector('button')).length;
  while (usable() < tasks) await new Promise(requestAnimationFrame);
  return (performance.now() - begin) / 1000;
}"""


def measure(page: Page, lab: Lab, lesson: Path) -> str:
    times = []
    for run in range(RUNS):
        folder = lab.folder / f"{lesson.parent.name}-{lesson.stem}-{run}"
        folder.mkdir()
        book = Notebook(page, lab, Path(shutil.copy(lesson, folder)))
        times.append(float(page.evaluate(RUN_ALL)))
        book.close()
    runs = " ".join(f"{time:.1f}" for time in times)
    return f"  {lesson.relative_to(ROOT)!s:<40}{median(times):5.1f} s  ({runs})"


def every_lesson(page: Page, lab: Lab) -> None:
    for lesson in sorted((ROOT / "notebooks").glob("*/*.ipynb")):
        print(measure(page, lab, lesson), flush=True)


if __name__ == "__main__":
    in_chromium("all cells of a lesson in a new kernel, until its last task can be used; ", every_lesson)
