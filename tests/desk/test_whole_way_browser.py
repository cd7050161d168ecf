"""The whole way in the browser: handed out in formgrader, typed by keyboard, handed in, marked, explained in German.

Nothing here is the course's own command: nbgrader's formgrader and its Assignment List do all of it.
"""

from __future__ import annotations

import getpass
import html
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from course.grading.demo import gradebook_marks
from course.tasks.handing_in import deal, handout_for
from course.tasks.sheet_answer import SheetAnswer
from course.units import find_task
from tests.desk.browser import PATIENCE, Lab, Notebook
from tests.desk.conftest import Pages
from tests.desk.grid import Grid, await_value
from tests.grading.commands import empty_gradebook

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

ROOT = Path(__file__).parents[2]
NAME, NOTEBOOK, TASK = "11-bookkeeping-de", "11-bookkeeping", "april-vouchers"
LEARNER = "learner-1"  # whose server it is, see server.py; nbgrader knows them by their account
STUDENT = getpass.getuser()
FORMGRADER = {"generate": ".assign", "release": ".release", "collect": ".collect"}


@dataclass
class ClassRoom:
    """The instructor's folder and the learner's, and both at work in the browser."""

    pages: Pages

    @property
    def lab(self) -> Lab:
        return self.pages.lab

    @property
    def course(self) -> Path:
        return self.lab.folder / "course"

    @property
    def work(self) -> Path:
        return self.lab.folder / "learner" / NAME

    def feedback(self) -> str:
        page = self.course / "feedback" / STUDENT / NAME / f"{NOTEBOOK}.html"
        return html.unescape(page.read_text(encoding="utf-8"))


@pytest.fixture
def room(pages: Pages) -> Iterator[ClassRoom]:
    made = ClassRoom(pages)
    shutil.copytree(ROOT / "source" / NAME, made.course / "source" / NAME)
    (made.course / "gradebook.db").write_bytes(empty_gradebook("backoffice"))
    made.work.parent.mkdir()
    (made.lab.folder.parent / "exchange").mkdir()
    yield made
    shutil.rmtree(made.course)
    shutil.rmtree(made.work.parent)


def test_from_formgrader_to_the_learner_and_back_with_the_mistake_named(room: ClassRoom) -> None:
    instructor = room.pages.browser.new_context().new_page()
    for step in ("generate", "release"):
        in_formgrader(instructor, room, "manage_assignments", FORMGRADER[step])
    learner = room.pages.take()
    in_assignment_list(learner, "released", "Fetch", "fetched")
    assert (room.work / f"{NOTEBOOK}.ipynb").read_bytes() == (
        room.course / "release" / NAME / f"{NOTEBOOK}.ipynb"
    ).read_bytes()

    voucher = post_the_vouchers(learner, room)
    learner = room.pages.take()
    in_assignment_list(learner, "fetched", "Submit", "submitted")
    learner.context.close()
    in_formgrader(instructor, room, "manage_assignments", FORMGRADER["collect"])
    for column in (".autograde", ".generate-feedback"):
        in_formgrader(instructor, room, f"manage_submissions/{NAME}", column)
    instructor.context.close()

    page = room.feedback()
    assert page.count("Soll und Haben sind vertauscht.") == 1, "the other nine are right"
    explained = re.findall(r'<section class="bo-mark".*?</section>', page, flags=re.DOTALL)
    (named,) = [mark for mark in explained if "Soll und Haben sind vertauscht." in mark]
    assert voucher in named
    left_alone = [mark for mark in explained if "Zu dieser Aufgabe wurde keine Antwort abgegeben." in mark]
    assert (len(explained), len(left_alone)) == (6, 5)
    marks = gradebook_marks(room.course, NAME)[STUDENT]
    assert 16 - Decimal("1.6") < marks.pop(TASK) < 16, "at most what one voucher is worth is lost"
    assert set(marks.values()) == {0}


def in_formgrader(page: Page, room: ClassRoom, where: str, column: str) -> None:
    """Press what stands in this column of the only row, and read the dialog that says whether it went well."""
    page.goto(f"{room.lab.url}/formgrader/{where}")
    page.locator(f"#main-table td{column} a").click(timeout=PATIENCE)
    dialog = page.locator(".modal.in")
    dialog.wait_for(timeout=2 * PATIENCE)
    assert dialog.locator(".modal-title").inner_text() == "Success", dialog.inner_text()


def in_assignment_list(page: Page, there: str, button: str, afterwards: str) -> None:
    """In JupyterLab: press the button of the only assignment in a list, until it stands in another."""
    page.evaluate("() => { window.jupyterapp.commands.execute('nbgrader:open-assignment-list') }")

    def rows(name: str) -> Locator:
        return page.locator(f"#{name}_assignments_list > .list_item", has_text=NAME)

    rows(there).get_by_role("button", name=button, exact=True).click(timeout=PATIENCE)
    rows(afterwards).first.wait_for(timeout=PATIENCE)


def post_the_vouchers(page: Page, room: ClassRoom) -> str:
    """Ten vouchers by keyboard, one of them with its sides swapped, and the page closed over the last cell."""
    book = Notebook(page, room.lab, room.work / f"{NOTEBOOK}.ipynb")
    sources = book.sources()
    [cell] = [at for at, source in enumerate(sources) if f'task("{TASK}"' in source]
    book.run(cell)
    book.page.locator(".bo-sheet").wait_for(timeout=PATIENCE)
    lines = what_a_clerk_types(room)
    swapped = lines[0][1]
    grid = Grid(book)
    grid.go("A2")
    for number, (day, voucher, account, debit, credit, text) in enumerate(lines, start=1):
        sides = (credit, debit) if voucher == swapped else (debit, credit)
        for typed in (day, voucher, account, *sides):
            grid.type(typed, "<Tab>")
        grid.type(text, "<Enter>" if number < len(lines) else "")
    assert book.sources() == sources, "nothing typed reached the notebook"
    page.close()
    await_value(room.work / f"{TASK}.xlsx", f"F{len(lines) + 1}", lines[-1][-1])
    page.context.close()
    return swapped


def what_a_clerk_types(room: ClassRoom) -> list[list[str]]:
    """Row by row the right answer to the papers that lie on the desk."""
    task = find_task(TASK)
    handout = handout_for(task, "de", room.work, LEARNER)
    right = task.perfect(deal(handout.header, lesson=False), handout)
    assert isinstance(right, SheetAnswer)
    assert right.book is not None
    content = right.book.content
    lines = [[content(row, column) for column in range(1, 7)] for row in range(2, 39) if content(row, 1)]
    assert len({line[1] for line in lines}) == 10
    return lines
