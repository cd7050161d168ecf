"""docs/coverage.md tells the truth: what the article says of the job is taught, in both languages, and marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course import __version__
from course.locale import LANGUAGES
from course.tasks.form import Form
from course.tasks.handing_in import deal, handout_of
from course.tasks.handout import Header
from course.tasks.task import Task
from course.units import FOLDER, Unit, units

ROOT = Path(__file__).parent.parent
STATEMENTS = (
    "word processing",
    "basic mathematics",
    "office technology",
    "several telephone lines",
    "answering the telephone",
    "writing e-mails",
    "producing documents",
    "entering data with few errors",
    "attention to detail",
    "stock-taking",
    "simple bookkeeping",
    "a degree is not always needed",
    "experience can replace it",
    "some employers pay for study",
    "specialised careers usually need a degree",
    "the subject hardly matters",
    "mathematics, writing or technology help",
)
LEARNERS = ("ada", "grace", "edsger", "barbara", "donald")


def rows() -> dict[str, list[str]]:
    """The table's cells, by its first: statement, lesson, words in English and in German, task and item."""
    lines = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {cells[0]: cells[1:] for cells in table[2:]}


def unit(name: str) -> Unit:
    return next(one for one in units() if one.name == name)


def test_every_statement_has_its_row_and_no_row_another() -> None:
    assert tuple(rows()) == STATEMENTS


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_words_stand_in_the_lesson(statement: str) -> None:
    name, *quoted = rows()[statement][:3]
    folder = next(FOLDER.glob(f"u{name.replace('-', '_')}"))
    for language, words in zip(LANGUAGES, quoted, strict=True):
        lesson = " ".join((folder / f"lesson.{language}.md").read_text(encoding="utf-8").split()).replace("**", "")
        assert words.strip("“”„*") in lesson, f"{folder.name}/lesson.{language}.md does not say {words}"


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_task_that_counts_asks_for_it(statement: str) -> None:
    found = re.fullmatch(r"`([\w-]+)`, `([\w-]+)`", rows()[statement][3])
    assert found, "a task and one of its items or answers, each in backticks"
    (task,) = [task for one in units() for task in one.tasks if task.id == found[1] and not task.lesson]
    for learner in LEARNERS:
        assert found[2] in asked(task, learner), f"{learner} is not asked for {found[2]} in {task.id}"


def asked(task: Task, learner: str) -> set[str]:
    """The keys of all that is marked in this learner's task, and of the answers that are right."""
    header = Header(learner, task.unit, task.id, 0, __version__, "en")
    firm, handout = deal(header, task.lesson), handout_of(task, header)
    mark = task.mark(task.perfect(firm, handout), firm, handout, {})
    right = [question.truth for question in task.questions(firm, "en")] if isinstance(task, Form) else []
    return {item.key for item in mark.items} | {truth for truth in right if isinstance(truth, str)}
