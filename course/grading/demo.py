"""An instructor's whole cycle on a class that does not exist, in a temporary folder, with nbgrader's own commands.

Nothing of a real course is touched: the folder has its own gradebook and exchange, and stays for the user to look at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from course.build.release import CONFIG, put_commands_on_path
from course.grading.simulate import Row, simulate
from course.tasks.mark import plain


class DemoFailed(Exception):
    """A command of nbgrader failed. Its text is the command and what it said."""


@dataclass(frozen=True)
class Result:
    """What came of it: each student's points by task, as nbgrader's gradebook has them, and as expected."""

    folder: Path
    tasks: tuple[str, ...]
    marks: dict[str, dict[str, Decimal]]
    expected: dict[str, dict[str, Decimal]]
    pages: tuple[Path, ...]


def run_demo(course: Path, assignment: str, students: int, seed: int, say: Callable[[str], None]) -> Result:
    """Release, simulate a class, mark it, write feedback, export. Raises DemoFailed, NoSuchAssignment."""
    folder = Path(tempfile.mkdtemp(prefix="backoffice-demo-")).resolve()
    say(f"A course of its own in {folder}")
    shutil.copy(course / CONFIG, folder / CONFIG)
    shutil.copytree(course / "source" / assignment, folder / "source" / assignment)
    (folder / "exchange").mkdir()
    say("Making the student version (nbgrader generate_assignment)")
    _nbgrader(folder, "generate_assignment", assignment)
    say(f"{students} simulated students do their work")
    rows = simulate(folder, assignment, students, seed)
    say("Marking (nbgrader autograde)")
    _nbgrader(folder, "autograde", assignment)
    say("Writing feedback (nbgrader generate_feedback)")
    _nbgrader(folder, "generate_feedback", assignment)
    say("Exporting marks to grades.csv (nbgrader export)")
    _nbgrader(folder, "export")
    return _result(folder, assignment, rows)


def _nbgrader(folder: Path, *arguments: str) -> None:
    put_commands_on_path()
    command = [sys.executable, "-m", "nbgrader", *arguments]
    environment = os.environ | {"BACKOFFICE_EXCHANGE": str(folder / "exchange")}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise DemoFailed(f"nbgrader {' '.join(arguments)} failed:\n{done.stdout[-3000:]}")


def _result(folder: Path, assignment: str, rows: Sequence[Row]) -> Result:
    expected: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        expected.setdefault(row.student, {})[row.task] = Decimal(row.points)
    return Result(
        folder=folder,
        tasks=tuple(dict.fromkeys(row.task for row in rows)),
        marks=gradebook_marks(folder, assignment),
        expected=expected,
        pages=tuple(sorted((folder / "feedback").glob(f"*/{assignment}/*.html"))),
    )


def gradebook_marks(course: Path, assignment: str) -> dict[str, dict[str, Decimal]]:
    """Student -> graded cell -> points, from the course's gradebook."""
    from nbgrader.api import Gradebook

    marks: dict[str, dict[str, Decimal]] = {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "backoffice") as gradebook:
        for submission in gradebook.assignment_submissions(assignment):
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            marks[submission.student_id] = {grade.name: Decimal(str(round(grade.score, 2))) for grade in grades}
    return marks


def table(result: Result) -> str:
    """The marks, a line a student; a mark that is not the expected one is followed by what was expected."""
    heads = ["student", *result.tasks, "total"]
    lines = [heads]
    for student, marks in sorted(result.marks.items()):
        cells = [_cell(marks[task], result.expected[student][task]) for task in result.tasks]
        lines.append([student, *cells, plain(sum(marks.values(), Decimal(0)))])
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _cell(found: Decimal, expected: Decimal) -> str:
    return plain(found) if found == expected else f"{plain(found)} (expected {plain(expected)})"


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (text.ljust(widths[0]) if not n else text.rjust(widths[n]) for n, text in enumerate(line))
    return "  ".join([first, *others])
