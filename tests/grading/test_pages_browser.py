"""What comes back to a class, in chromium: axe-core finds nothing in the feedback page and in the class report.

Both stand alone, without JupyterLab, and follow the system's light or dark. What is folded away is looked at, too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import nbformat
import pytest
from nbformat import NotebookNode
from playwright.sync_api import Browser

from course import __version__, handed_in
from course.grading.class_result import ClassResult
from course.grading.report import report_page
from course.locale import Language
from course.tasks.handing_in import deal, handout_of, lay_down, mark_answer
from course.tasks.handout import Header
from course.tasks.mark import Outcome
from course.tasks.task import Task
from course.units import units
from tests.desk.browser import axe
from tests.grading.test_feedback import as_page, cell, html_output
from tests.grading.test_report import result  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
UNFOLD = "() => document.querySelectorAll('details').forEach((each) => { each.open = true })"


@pytest.mark.parametrize(("name", "language"), [("05-spreadsheets", "en"), ("11-bookkeeping", "de")])
def test_feedback(chromium: Browser, tmp_path: Path, name: str, language: Language) -> None:
    """An assignment that somebody worked through with a slip in every task."""
    unit = next(unit for unit in units() if unit.name == name)
    cells = [made for task in unit.tasks if not task.lesson for made in graded(task, language, tmp_path)]
    assert complaints(chromium, as_page(cells, language)) == []


def graded(task: Task, language: Language, folder: Path) -> list[NotebookNode]:
    """A task's heading and its two cells, as they are when they have been marked."""
    header = Header("learner-1", task.unit, task.id, 0, __version__, language)
    slips = task.slips(deal(header, lesson=False), handout_of(task, header, folder))
    lay_down(task, header, folder, slips[:1])
    mark = mark_answer(task, language, folder)
    assert any(item.outcome is Outcome.WRONG for item in mark.items), "something is explained"
    work = cell("task()", [html_output(handed_in(task.id, language, folder))], solution=True, comment="Well done")
    test = cell("mark()", [html_output(mark._repr_html_())], grade=True, grade_id=task.id)
    test.metadata.nbgrader.update(score=float(mark.points), points=float(mark.of))
    for folded in (work, test):
        folded.metadata.jupyter = NotebookNode(source_hidden=True)
    return [nbformat.v4.new_markdown_cell(f"## {task.title} ({mark.of:.0f} points)"), work, test]


@pytest.mark.parametrize("language", ["en", "de"])
def test_class_report(chromium: Browser, result: ClassResult, language: Language) -> None:  # noqa: F811 - the fixture
    assert complaints(chromium, report_page(result, language)) == []


def complaints(chromium: Browser, html: str) -> list[str]:
    page = chromium.new_page()
    page.set_content(html)
    page.evaluate(UNFOLD)
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += axe(page, "html")
    page.close()
    return found
