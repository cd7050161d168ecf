"""One submission from intake to result, in a process of its own that is thrown away afterwards.

Takes a job, returns a Result; whatever goes wrong on the way ends in a row with its reason. No database, no other
learner's work, and no file outside a temporary folder is within its reach.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from course.grading import wire
from course.grading.assignment import Assignment, NotebookSource
from course.grading.disk import DiskFailed, failure_of_disk, working_folder
from course.grading.headers import read_deals
from course.grading.learner import LearnerLink
from course.grading.marker import FileTask, desk_cells, file_tasks, mark_file, show_file
from course.grading.names import VerdictPlan, plan_tests
from course.grading.outcome import CellGrade, Finding, GradedNotebook, Note, Result, Row, SetAside
from course.grading.repair import find_notebook, read_notebook, repair
from course.grading.sanitise import clean_notebook
from course.tasks.sealing import LearnersSeal, Seal, Sealed, holding


@dataclass(frozen=True)
class Plan:
    """What is worked out once for an assignment: which cells mark files, which run tests.

    It travels to every process and machine that marks, so the key of a sealed assignment is no part of it.
    """

    assignment: Assignment
    files: dict[str, dict[str, FileTask]]  # notebook -> cell -> task
    desks: dict[str, dict[str, FileTask]]  # likewise: the cells at whose desk these tasks are worked on
    tests: dict[str, VerdictPlan]
    timeout: float = 60.0  # seconds for a whole submission
    classmates: frozenset[str] = frozenset()  # everybody who handed in or stands in the gradebook

    @property
    def runs_code(self) -> bool:
        """Whether any learner's code has to run at all."""
        return any(plan.tests for plan in self.tests.values())

    def seal_for(self, seal: Seal | None, student: str) -> LearnersSeal | None:
        """What the student's work is marked with, if the assignment is sealed."""
        if seal is None:
            return None
        from course.units import find_task

        tasks = [find_task(known.task) for cells in self.files.values() for known in cells.values()]
        return seal.of_learner(student, {(task.unit, task.dealt_with) for task in tasks})

    @property
    def modules(self) -> list[str]:
        return sorted({module for plan in self.tests.values() for module in plan.modules})


def make_plan(assignment: Assignment, timeout: float = 60.0, classmates: frozenset[str] = frozenset()) -> Plan:
    files = {notebook.name: file_tasks(notebook) for notebook in assignment.notebooks}
    desks = {notebook.name: desk_cells(notebook, files[notebook.name].values()) for notebook in assignment.notebooks}
    tests = {notebook.name: plan_tests(notebook, frozenset(files[notebook.name])) for notebook in assignment.notebooks}
    return Plan(replace(assignment, seal=None), files, desks, tests, timeout, classmates)


@dataclass(frozen=True)
class Job:
    """One submission to be marked: its files as they were taken in."""

    student: str
    files: dict[str, bytes]
    fingerprint: str
    seal: LearnersSeal | None = None  # of this learner's own deals, if the assignment is sealed


@dataclass
class _Work:
    """What is gathered while one submission is marked."""

    notes: list[Note] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notebooks: list[GradedNotebook] = field(default_factory=list)


def grade_submission(plan: Plan, job: Job, line: socket.socket | None) -> Result | DiskFailed:
    """Mark one submission; `line` leads to its worker, if any learner's code has to run.

    DiskFailed is returned, not raised: it has to come out of this process, or from another machine.
    """
    started = wire.now()
    try:
        folder = working_folder()
    except DiskFailed as failed:
        return failed
    work = _Work()
    deals: dict[str, str] = {}
    reason, facts = "", {}
    try:
        _lay_out(folder, plan, job)
        with holding(plan.assignment.name, job.seal, job.student):
            for notebook in plan.assignment.notebooks:
                _grade_notebook(plan, notebook, job, line, folder, started, work)
            deals = read_deals(plan, folder / "work", job, work.notes)
    except SetAside as aside:
        reason, facts = aside.reason, aside.facts
    except Sealed:  # it comes from a sealed assignment, and this one is open
        reason = "other-key"
    except Exception as problem:  # one submission never stops the class; the reason is kept and shown
        if broken := failure_of_disk(problem):
            return DiskFailed.at(folder.parent, broken)
        traceback.print_exc()
        reason, facts = "marker-failed", {"why": f"{type(problem).__name__}: {problem}"[:300]}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    row = Row(
        student=job.student,
        status="set aside" if reason else "marked",
        fingerprint=job.fingerprint,
        reason=reason,
        facts=facts,
        notes=tuple(work.notes),
        findings=() if reason else tuple(work.findings),
        deals=deals,
        scores={} if reason else {g.cell: g.auto_score for book in work.notebooks for g in book.grades},
        seconds=round(wire.now() - started, 3),
    )
    return Result(row, () if reason else tuple(work.notebooks))


def _lay_out(folder: Path, plan: Plan, job: Job) -> None:
    """The learner's files under the instructor's, as nbgrader lays them; the instructor's alone, to import from."""
    for path, content in (job.files | plan.assignment.files).items():
        place = folder / "work" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    for path, content in plan.assignment.files.items():
        place = folder / "own" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    (folder / "work").mkdir(exist_ok=True)
    sys.path.insert(0, str(folder / "own"))
    os.chdir(folder / "work")


def _grade_notebook(
    plan: Plan,
    source: NotebookSource,
    job: Job,
    line: socket.socket | None,
    folder: Path,
    started: float,
    work: _Work,
) -> None:
    try:
        path, renamed = find_notebook(job.files, source.name, tuple(cell.name for cell in source.cells))
    except SetAside:
        if len(plan.assignment.notebooks) == 1 or not any(p.endswith(".ipynb") for p in job.files):
            raise
        work.notes.append(Note("missing-notebook", {"notebook": f"{source.name}.ipynb"}))
        grades = tuple(CellGrade(cell.name, 0.0, cell.points) for cell in source.cells if cell.grade or cell.task)
        work.notebooks.append(GradedNotebook(source.name, "", grades, ()))
        return
    notebook = read_notebook(path, job.files[path])
    work.notes += [*renamed, *repair(notebook, source)]
    tests = plan.tests[source.name]
    if tests.tests:
        from course.grading.running import run_notebook

        assert line is not None  # a plan that runs code is given a line (see the pool)
        link = LearnerLink(line, started + plan.timeout, plan.timeout)
        files = {name: body for name, body in job.files.items() if not name.endswith(".ipynb")}
        given = plan.assignment.files
        work.notes += run_notebook(notebook, tests, link, files | given, folder / "work", frozenset(given))
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if desk := plan.desks[source.name].get(name):
            cell.outputs = [nbformat.from_dict(output) for output in show_file(desk, folder / "work")]
        if task := plan.files[source.name].get(name):
            marked = mark_file(task, folder / "work")
            cell.outputs = [nbformat.from_dict(output) for output in marked.outputs]
            work.findings += marked.findings
    work.notebooks.append(_result(notebook, source))


def _result(notebook: NotebookNode, source: NotebookSource) -> GradedNotebook:
    """Grades by nbgrader's own rules, then the notebook as it may be shown: cleaned, without hidden tests."""
    grades, unanswered = [], []
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if is_grade(cell):
            points, most = determine_grade(cell)
            grades.append(CellGrade(name, None if points is None else float(points), float(most)))
        if is_task(cell):
            grades.append(CellGrade(name, None, float(cell.metadata.nbgrader["points"])))
        if is_solution(cell) and cell.metadata.nbgrader["checksum"] == compute_checksum(cell):
            unanswered.append(name)
    ours = frozenset(cell.source for cell in source.instructor) | frozenset(cell.source for cell in source.cells)
    clean_notebook(notebook, ours)
    for cell in notebook.cells:
        known = source.cell(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
        if known and known.hidden_lines:
            cell.source = known.visible
    text = nbformat.writes(notebook).encode("utf-8", "replace").decode()  # half letters: no file can hold them
    return GradedNotebook(source.name, text, tuple(grades), tuple(unanswered))
