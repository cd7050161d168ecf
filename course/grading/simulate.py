"""A class that does not exist: submissions by clerks whose slips are known, to try the marking and the grading on.

Every simulated student works on documents of their own and makes none, one or two slips a task, or leaves a task out.
`expected.csv` says who made which, and what the work should earn. For a journal that is reckoned from the slips alone;
for the other tasks it is what the marker gives outside nbgrader.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import get_args

from course import __version__
from course.firm.chance import Chance
from course.grading.assignment import Course
from course.grading.keys import seal_for
from course.grading.refusal import Refusal
from course.locale import N_, Language
from course.tasks.handing_in import answer_path, firm_of, handout_of, lay_down, mark_answer, with_mark
from course.tasks.handout import Header
from course.tasks.journal import Journal
from course.tasks.mark import plain
from course.tasks.sealing import holding
from course.tasks.task import Task
from course.units import Unit, units

PREFIX = "simulated-"  # whose folders a later simulation may write over, and nobody else's
HANDED_IN = "2026-05-06 16:30:00.000000 UTC"


class NoSuchAssignment(Refusal):
    """Its text names the assignments there are."""


UNKNOWN = N_("There is no assignment '{assignment}' to simulate. There are: {known}")


@dataclass(frozen=True)
class Row:
    """What one student did in one task. `slips` are names, or "not attempted"."""

    assignment: str
    student: str
    task: str
    slips: str
    points: str


def find_assignment(name: str) -> tuple[Unit, Language]:
    """The unit and language of `11-bookkeeping-en`. Raises NoSuchAssignment."""
    known: dict[str, tuple[Unit, Language]] = {
        f"{unit.name}-{language}": (unit, language)
        for unit in units()
        if unit.assignment
        for language in get_args(Language)
    }
    if name not in known:
        raise NoSuchAssignment(UNKNOWN, assignment=name, known=", ".join(known))
    return known[name]


def simulate(course: Path, assignment: str, students: int, seed: int) -> list[Row]:
    """Write the submissions and `submitted/expected.csv` into the course's folder.

    Raises NoSuchAssignment, and NotReady if the key of a sealed assignment is lost.
    """
    find_assignment(assignment)
    rows: list[Row] = []
    for student in names_of(students):
        rows += do_assignment(course, assignment, student, _fresh_submission(course, assignment, student), seed)
    write_expected(course, assignment, rows)
    return rows


def names_of(students: int) -> list[str]:
    """What the students of a simulated class are called."""
    return [f"{PREFIX}{number:02d}" for number in range(1, students + 1)]


def do_assignment(course: Path, assignment: str, student: str, folder: Path, seed: int) -> list[Row]:
    """Do every task as this student does it, in the folder in which the release lies. Raises as `simulate` does."""
    unit, language = find_assignment(assignment)
    seal = seal_for(assignment, Course(course).keys, course / "release" / assignment)
    chance = Chance(f"{seed}", f"{assignment}/{student}")
    rows: list[Row] = []
    with holding(assignment, seal, student):
        for task in unit.tasks:
            if not task.lesson:
                header = with_mark(task, Header(student, unit.name, task.id, 0, __version__, language))
                slips, points = _work(task, header, folder, chance)
                rows.append(Row(assignment, student, task.id, slips, plain(points)))
    return rows


def _fresh_submission(course: Path, assignment: str, student: str) -> Path:
    """The release as the student fetched it, at the place where `nbgrader collect` would put it."""
    folder = course / "submitted" / student / assignment
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(course / "release" / assignment, folder, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    (folder / "timestamp.txt").write_text(HANDED_IN, encoding="utf-8")
    return folder


def _work(task: Task, header: Header, folder: Path, chance: Chance) -> tuple[str, Decimal]:
    """Do the task as this student does it. The names of the slips, and the points expected.

    What builds on work that was not done is not done either: doing it would lay down the missing work, too.
    """
    missing = any(not answer_path(earlier, folder).exists() for earlier in task.needs)
    if chance.happens(percent=8) or missing:
        return "not attempted", Decimal(0)
    firm = firm_of(task, header)
    possible = task.slips(firm, handout_of(task, header, folder))
    slips = tuple(chance.some(possible, chance.pick((0, 0, 0, 1, 1, 2))))
    if isinstance(task, Journal):
        slips, points = _reckon(task, slips, header)
        lay_down(task, header, folder, slips)
    else:
        lay_down(task, header, folder, slips)
        points = mark_answer(task, header.language, folder).points
    return " ".join(slips), points


def _reckon(journal: Journal, slips: tuple[str, ...], header: Header) -> tuple[tuple[str, ...], Decimal]:
    """The points of a journal with these slips, or with fewer where two would fall on the same voucher."""
    try:
        return slips, journal.expected(firm_of(journal, header), slips)
    except ValueError:
        return _reckon(journal, slips[:-1], header)


def write_expected(course: Path, assignment: str, rows: Iterable[Row]) -> None:
    """Put these rows into the course's `submitted/expected.csv`, for those that it has of this assignment."""
    path = course / "submitted" / "expected.csv"
    others = [row for row in read_expected(path) if row.assignment != assignment]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Row)])
        writer.writerows(astuple(row) for row in [*others, *rows])


def read_expected(path: Path) -> Iterator[Row]:
    """The rows of an `expected.csv`; none if there is no such file."""
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from [Row(**row) for row in csv.DictReader(file)]
