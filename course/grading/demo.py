"""An instructor's whole cycle on a class that does not exist, in a temporary folder, for the assignment of every unit.

The optional assignments that ask for code are left out: a simulated student fills in forms and sheets and writes none.
nbgrader hands out, writes feedback and exports; `backoffice grade` marks. Nothing of a real course is touched: the
folder has its own gradebook and exchange, and stays for the user to look at.
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
from course.grading.exchange import FAILED, CommandFailed, Exchange
from course.grading.simulate import Row, do_assignment, names_of, write_expected
from course.locale import Language, translator
from course.locale.numbers import show_number
from course.units import units

Marks = dict[str, dict[str, Decimal]]  # student -> graded cell -> points


@dataclass(frozen=True)
class Result:
    """What came of one assignment: points by student and task, as nbgrader's gradebook has them, and as expected."""

    assignment: str
    marks: Marks
    expected: Marks
    pages: tuple[Path, ...] = ()
    report: Path = Path()

    def unexpected(self, language: Language) -> list[str]:
        """A line for each mark that is not the expected one."""
        _ = translator(language, "grading")
        lines = []
        for student, tasks in sorted(self.expected.items()):
            for task, points in tasks.items():
                found = self.marks.get(student, {}).get(task)
                if found != points:
                    said = _("not marked") if found is None else _points(found, language)
                    told = _("{place}: {found} (expected {points})")
                    place = f"{self.assignment}, {student}, {task}"
                    lines.append(told.format(place=place, found=said, points=_points(points, language)))
        return lines


def run_demo(course: Path, language: Language, students: int, seed: int, say: Callable[[str], None]) -> list[Result]:
    """Hand out, work as a class, collect, mark, write feedback and reports, export. Raises CommandFailed."""
    _ = translator(language, "grading")
    folder = Path(tempfile.mkdtemp(prefix="backoffice-demo-")).resolve()
    names = [name for unit in units() if (course / "source" / (name := f"{unit.name}-{language}")).is_dir()]
    say(_("A course of its own in {folder}, with {names}").format(folder=folder, names=", ".join(names)))
    shutil.copy(course / CONFIG, folder / CONFIG)
    for name in names:
        shutil.copytree(course / "source" / name, folder / "source" / name)
    (folder / "exchange").mkdir()
    say(_("Making the student versions ({command})").format(command="nbgrader generate_assignment"))
    _nbgrader(folder, "generate_assignment", "--assignment=*")
    exchange = Exchange(folder, folder / "exchange", folder / "students")
    say(_("Handing out ({command})").format(command="nbgrader release_assignment"))
    for name in names:
        exchange.release(name)
    say(_("{count} simulated students fetch, do their work and submit").format(count=students))
    rows = {name: _work(exchange, name, students, seed) for name in names}
    say(_("Collecting ({command})").format(command="nbgrader collect"))
    for name in names:
        exchange.collect(name)
        write_expected(folder, name, rows[name])
    for name in names:
        say(_("Marking ({command})").format(command=f"backoffice grade {name}"))
        _grade(folder, name, language)
    say(_("Writing feedback ({command})").format(command="nbgrader generate_feedback"))
    _nbgrader(folder, "generate_feedback", "--assignment=*")
    say(_("Exporting marks to grades.csv ({command})").format(command="nbgrader export"))
    _nbgrader(folder, "export")
    say(_("Writing the class reports ({command})").format(command="backoffice report"))
    return [_result(folder, name, rows[name], _report(folder, name, language)) for name in names]


def _work(exchange: Exchange, assignment: str, students: int, seed: int) -> list[Row]:
    """Every student fetches the assignment, works on it in a folder of their own and hands it in."""
    rows: list[Row] = []
    for student in names_of(students):
        folder = exchange.fetch(assignment, student)
        rows += do_assignment(exchange.course, assignment, student, folder, seed)
        exchange.submit(assignment, student)
    return rows


def _nbgrader(folder: Path, *arguments: str) -> None:
    put_commands_on_path()
    command = [sys.executable, "-m", "nbgrader", *arguments]
    environment = os.environ | {"BACKOFFICE_EXCHANGE": str(folder / "exchange")}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise CommandFailed(FAILED, command=" ".join(["nbgrader", *arguments]), said=done.stdout[-3000:])


def _grade(folder: Path, assignment: str, language: Language) -> None:
    from course.grading.assignment import Course
    from course.grading.progress import Progress
    from course.grading.run import Options, grade_class

    summary = grade_class(Course(folder), assignment, Options(), lambda total: Progress(total, language))
    if summary.set_aside:
        reasons = "\n".join(f"{row.student}: {row.why(language)}" for row in summary.set_aside)
        raise CommandFailed(FAILED, command=f"backoffice grade {assignment}", said=reasons)


def _report(folder: Path, assignment: str, language: Language) -> Path:
    from course.grading.assignment import Course
    from course.grading.class_result import read_class
    from course.grading.ledger import write_atomically
    from course.grading.report import report_page

    place = folder / "grading" / assignment / "report.html"
    write_atomically(place, report_page(read_class(Course(folder), assignment), language).encode())
    return place


def _result(folder: Path, assignment: str, rows: Sequence[Row], report: Path) -> Result:
    expected: Marks = {}
    for row in rows:
        expected.setdefault(row.student, {})[row.task] = Decimal(row.points)
    pages = tuple(sorted((folder / "feedback").glob(f"*/{assignment}/*.html")))
    return Result(assignment, gradebook_marks(folder, assignment), expected, pages, report)


def gradebook_marks(course: Path, assignment: str) -> Marks:
    """Student -> graded cell -> points, from the course's gradebook."""
    from nbgrader.api import Gradebook

    marks: Marks = {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "backoffice") as gradebook:
        for submission in gradebook.assignment_submissions(assignment):
            grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
            marks[submission.student_id] = {grade.name: Decimal(str(round(grade.score, 2))) for grade in grades}
    return marks


def table(results: Sequence[Result], language: Language) -> str:
    """The marks, a line a student and a column an assignment; beneath it the marks that were not expected."""
    _ = translator(language, "grading")
    lines = [[_("student"), *(result.assignment for result in results), _("total")]]
    for student in sorted({student for result in results for student in result.expected}):
        totals = [sum(result.marks.get(student, {}).values(), Decimal(0)) for result in results]
        lines.append([student, *(_points(one, language) for one in [*totals, sum(totals, Decimal(0))])])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    unexpected = [line for result in results for line in result.unexpected(language)]
    return "\n".join([*(_aligned(line, widths) for line in lines), *unexpected])


def _points(points: Decimal, language: Language) -> str:
    """With two decimals, so that columns line up."""
    return show_number(points, language, most=2, least=2)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (text.ljust(widths[0]) if not n else text.rjust(widths[n]) for n, text in enumerate(line))
    return "  ".join([first, *others])
