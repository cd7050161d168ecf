"""docs/coverage.md tells the truth: what the article says of the job is taught, in both languages, and marked.

That a key is there is not enough: of two situations on the telephone, one in six learners got none with a second line,
and an advert that says nothing about fees has a question on them as well. So what each learner is asked has to be about
the statement, in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from course import __version__
from course.firm import Firm
from course.firm.chance import Chance
from course.firm.skills import Situation, skills
from course.locale import LANGUAGES, Text
from course.tasks.form import Form, Question
from course.tasks.handout import Header
from course.tasks.task import Task
from course.units import FOLDER, units
from course.units.u02_skills import situations

ROOT = Path(__file__).parent.parent
PARTS = ("computer", "internet", "copier", "fax")  # of office technology; the article names the telephone twice
ABOUT = {
    "word processing": "typed",
    "basic mathematics": r"does she pay|cheapest|cost|will it be",
    "office technology: computer": r"program|network drive",
    "office technology: internet": "online",
    "office technology: copier": r"copies|copied|ten times",
    "office technology: fax": "fax",
    "several telephone lines": r"at once|Line two .* line one",
    "answering the telephone": r"The telephone rings|You pick up the telephone",
    "writing e-mails": r"wrote to our address|attachment|gets a copy|The reply goes",
    "producing documents": r"letter by post|printed offer",
    "entering data with few errors": "Card 1",
    "attention to detail": r"who notices|against the list|digit differs|You see that",
    "stock-taking": "cartons on",
    "simple bookkeeping": "type of account",
    "a degree is not always needed": "a degree is not always needed",
    "experience can replace it": "or else three years’ practice",
    "some employers pay for study": r"Who pays for further study\? → The employer",
    "specialised careers usually need a degree": r"usually need a degree\? → HR manager, Accountant, Programmer",
    "the subject hardly matters": "the subject hardly matters",
    "mathematics, writing or technology help": "Mathematics, Writing, Office technology",
}
LEARNERS = 100


def rows() -> dict[str, list[str]]:
    """The table's cells, by its first: statement, lesson, words in English and in German, task and what it asks."""
    lines = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {cells[0]: cells[1:] for cells in table[2:]}


def test_every_statement_has_its_row_and_no_row_another() -> None:
    assert tuple(rows()) == tuple(ABOUT)
    assert len({row.partition(":")[0] for row in ABOUT}) == 17
    assert tuple(row.partition(": ")[2] for row in ABOUT if ":" in row) == PARTS


def test_no_two_rows_say_or_ask_the_same() -> None:
    table = rows()
    for column in (1, 2, 3):
        cells = [cells[column] for cells in table.values()]
        assert len(set(cells)) == len(cells)


@pytest.mark.parametrize("statement", ABOUT)
def test_the_words_stand_in_the_lesson(statement: str) -> None:
    name, *quoted = rows()[statement][:3]
    folder = next(FOLDER.glob(f"u{name.replace('-', '_')}"))
    for language, words in zip(LANGUAGES, quoted, strict=True):
        lesson = " ".join((folder / f"lesson.{language}.md").read_text(encoding="utf-8").split()).replace("**", "")
        assert words.strip("“”„*") in lesson, f"{folder.name}/lesson.{language}.md does not say {words}"


@pytest.mark.parametrize("statement", ABOUT)
def test_a_task_that_counts_asks_every_learner_about_it(statement: str) -> None:
    assert left_out(statement, *task_and_key(statement)) == []


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        ("several telephone lines", "answering"),  # no statement is served by its neighbour's situations
        ("answering the telephone", "several-lines"),
        ("some employers pay for study", "A-1-study"),  # once cited; often the first advert does not pay
    ],
)
def test_what_is_about_something_else_does_not_count(statement: str, key: str) -> None:
    assert left_out(statement, task_and_key(statement)[0], key)


def test_two_situations_of_whatever_kind_leave_learners_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def any_two(deck: Sequence[Situation], chance: Chance) -> list[Text]:
        return [one.text for one in chance.some(deck, situations.EACH)]

    monkeypatch.setattr(situations, "dealt", any_two)
    for statement in ("word processing", "office technology: fax", "several telephone lines"):
        assert left_out(statement, *task_and_key(statement))


def task_and_key(statement: str) -> tuple[Task, str]:
    found = re.fullmatch(r"`([\w-]+)`, `([\w-]+)`", rows()[statement][3])
    assert found, "a task and what of it is about the statement, each in backticks"
    (task,) = [task for one in units() for task in one.tasks if task.id == found[1] and not task.lesson]
    return task, found[2]


def left_out(statement: str, task: Task, key: str) -> list[int]:
    """The learners who are asked nothing under this key that is about the statement."""
    return [
        number
        for number in range(LEARNERS)
        if not any(name == key and re.search(ABOUT[statement], words) for name, words in asked(task, firm(number)))
    ]


@cache
def firm(number: int) -> Firm:
    return Firm.deal(f"covered {number}")


def asked(task: Task, firm: Firm) -> Iterator[tuple[str, str]]:
    """All that is marked in this learner's task: by its key, its right answer's, or what a situation is about."""
    if isinstance(task, Form):
        about = {one.text.en: one.about for skill in skills().values() for one in skill.situations}
        for question in task.questions(firm, "en"):
            label = question.field.label
            words = f"{label} → {question.worked}"
            for key in (question.field.key, right(question), about.get(label.partition(". ")[2], "")):
                yield key, words
    else:
        handout = task.handout(firm, Header("ada", task.unit, task.id, 0, __version__, "en"), {})
        for item in task.mark(task.perfect(firm, handout), firm, handout, {}).items:
            yield item.key, item.label


def right(question: Question) -> str:
    return question.truth if isinstance(question.truth, str) else ""
