"""The marker of answers that are files. No learner's code runs; the test cell itself is not run either.

A test cell of the course says `check("task", "en")` and `mark("task", "en")` and nothing else. Such a cell is
recognised in the instructor's notebook, never in the submission, and the mark is taken straight from the answer file.
"""

from __future__ import annotations

import ast
import contextlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import course
from course.grading.assignment import NotebookSource
from course.grading.outcome import Finding
from course.locale import LANGUAGES, Language
from course.tasks.mark import Mark


@dataclass(frozen=True)
class FileTask:
    """What a test cell marks: a task of the course, in a language."""

    task: str
    language: Language


def file_tasks(notebook: NotebookSource) -> dict[str, FileTask]:
    """The test cells of a notebook that mark answer files, by the cell's name."""
    found = {}
    for cell in notebook.cells:
        if cell.grade and not cell.solution and cell.cell_type == "code":
            task = _recognise(cell.source)
            if task is not None:
                found[cell.name] = task
    return found


def desk_cells(notebook: NotebookSource, marked: Iterable[FileTask]) -> dict[str, FileTask]:
    """The cells at whose desk the marked tasks are worked on, by the cell's name."""
    tasks = set(marked)
    found = {}
    for cell in notebook.instructor:
        task = _recognise_desk(cell.source) if cell.name and cell.cell_type == "code" else None
        if task in tasks:
            found[cell.name] = task
    return found


def _recognise_desk(source: str) -> FileTask | None:
    """The task, if the cell ends by laying one on the desk."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    call = _course_call(body[-1], ("task",)) if body else None
    return call[1] if call else None


def _recognise(source: str) -> FileTask | None:
    """The task, if the cell holds the course's three lines and nothing else."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    calls: list[tuple[str, FileTask]] = []
    for node in body:
        if isinstance(node, ast.ImportFrom) and node.module == "course" and not node.level:
            if {alias.name for alias in node.names} <= {"check", "mark"} and not any(a.asname for a in node.names):
                continue
            return None
        call = _course_call(node, ("check", "mark"))
        if call is None:
            return None
        calls.append(call)
    names = [name for name, _ in calls]
    if names and names[-1] == "mark" and names.count("mark") == 1 and len({task for _, task in calls}) == 1:
        return calls[-1][1]
    return None


def _course_call(node: ast.stmt, names: tuple[str, ...]) -> tuple[str, FileTask] | None:
    """Which of these words of the course a line says, and of which task."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return None
    call = node.value
    if not isinstance(call.func, ast.Name) or call.func.id not in names or call.keywords:
        return None
    words = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if len(words) != len(call.args) or len(words) != 2:
        return None
    languages = [language for language in LANGUAGES if language == words[1]]
    return (call.func.id, FileTask(words[0], languages[0])) if languages else None


@dataclass(frozen=True)
class Marked:
    """The outputs of a test cell and what the class report needs of it."""

    outputs: list[dict[str, Any]]
    findings: tuple[Finding, ...]


def rehearse(tasks: Iterable[FileTask]) -> None:
    """Do each task rightly and mark it, once: what that loads and deals is then there for every submission."""
    from course.tasks.handing_in import lay_down
    from course.tasks.handout import Header
    from course.units import find_task

    with tempfile.TemporaryDirectory(prefix="backoffice-rehearsal-") as folder:
        for known in tasks:
            with contextlib.suppress(Exception):  # a rehearsal decides nothing; what fails here is told of a submission
                task = find_task(known.task)
                header = Header("rehearsal", task.unit, task.id, 0, course.__version__, known.language)
                lay_down(task, header, Path(folder))
                mark_file(known, Path(folder))


def mark_file(task: FileTask, folder: Path) -> Marked:
    """Mark one answer file that lies in `folder`."""
    from course.tasks.handing_in import mark_answer
    from course.units import find_task

    os.environ["NBGRADER_EXECUTION"] = "autograde"
    mark = mark_answer(find_task(task.task), task.language, folder)
    return Marked([_output("execute_result", repr(mark), mark._repr_html_())], findings_of(task.task, mark))


def show_file(task: FileTask, folder: Path) -> list[dict[str, Any]]:
    """What the desk's cell shows when its page is opened without a kernel: the answer, if it can be read."""
    from course.tasks.titles import title_of
    from course.units import find_task

    try:
        shown = course.handed_in(task.task, task.language, folder)
    except Exception:  # the mark says what is wrong with the answer; a picture of it is not worth stopping for
        return []
    return [_output("display_data", title_of(find_task(task.task), task.language), shown)]


def _output(kind: str, text: str, html: str) -> dict[str, Any]:
    output = {"output_type": kind, "data": {"text/plain": text, "text/html": html}, "metadata": {}}
    return output | ({"execution_count": None} if kind == "execute_result" else {})


def findings_of(task: str, mark: Mark) -> tuple[Finding, ...]:
    """What the class report needs of a mark."""
    told: set[str] = set()
    found = []
    for item in mark.items:
        message = item.message if item.slip and item.slip not in told else ""
        told.add(item.slip)
        points = (str(item.points), str(item.of))
        found.append(Finding(task, item.key, item.label, item.outcome.value, item.slip, *points, message))
    return tuple(found)
