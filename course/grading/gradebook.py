"""The one writer of the gradebook: the tables, folders and files that nbgrader's other commands expect.

Everything of a submission is one transaction. Formgrader's manual points and comments are left alone, late penalties
and
new learners are treated as `nbgrader autograde` treats them.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import time
import warnings
from pathlib import Path
from typing import Any

from nbgrader.api import Grade, Gradebook, InvalidEntry, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy import select
from sqlalchemy.exc import OperationalError, SAWarning
from sqlalchemy.orm import joinedload
from tornado.log import app_log

from course.grading.assignment import Assignment, Course
from course.grading.outcome import GradedNotebook, Result


class GradebookBusyError(Exception):
    """The database stayed locked. Nothing of the submission at hand was written."""


class GradebookWriter:
    """Open while a class is graded; a context manager."""

    def __init__(self, course: Course, assignment: Assignment, patience: float) -> None:
        self.course = course
        self.assignment = assignment
        self.patience = patience
        self.penalties = AssignLatePenalties(parent=course.app)
        self.penalties.init_plugin()
        self.gradebook: Gradebook = course.gradebook()
        self.gradebook.db().expire_on_commit = False
        self.mode = 0o664 if course.folders.groupshared else 0o444

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.gradebook.close()

    def graded_students(self) -> set[str]:
        """Whose submissions stand in the gradebook with a folder beside it."""
        found = {item.student_id for item in self.gradebook.assignment_submissions(self.assignment.name)}
        return {student for student in found if self.course.autograded(student, self.assignment.name).is_dir()}

    def write(self, result: Result, files: dict[str, bytes]) -> None:
        """The autograded folder, then the grades. Raises GradebookBusyError, OSError (a full disk)."""
        self._write_folder(result, files)
        until = time.monotonic() + self.patience
        while True:
            try:
                self._write_grades(result, files)
                return
            except (OperationalError, InvalidEntry) as problem:  # nbgrader makes the second of the first
                self.gradebook.db.rollback()
                if "locked" not in str(problem) or time.monotonic() > until:
                    raise GradebookBusyError(str(problem).splitlines()[0]) from None
                time.sleep(0.5)

    def _write_folder(self, result: Result, files: dict[str, bytes]) -> None:
        """Beside the old folder first, then in its place, so that no moment shows half of one."""
        place = self.course.autograded(result.row.student, self.assignment.name)
        fresh = place.with_name(place.name + ".writing")
        _remove(fresh)
        names = {f"{notebook.name}.ipynb" for notebook in result.notebooks}
        content = {path: body for path, body in (files | self.assignment.files).items() if not path.endswith(".ipynb")}
        content |= {f"{book.name}.ipynb": book.text.encode() for book in result.notebooks if book.text}
        try:
            for path, body in content.items():
                target = fresh / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(body)
                target.chmod(self.mode)
        except OSError:
            _remove(fresh)
            raise
        assert names  # a marked submission has at least one notebook
        _remove(place)
        os.replace(fresh, place)

    def _write_grades(self, result: Result, files: dict[str, bytes]) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # nbgrader's own way of adding a submission
            app_log.setLevel(logging.CRITICAL)  # nbgrader prints a traceback before it says what is wrong
            self._write_submission(result, files)

    def _write_submission(self, result: Result, files: dict[str, bytes]) -> None:
        name, student = self.assignment.name, result.row.student
        self.gradebook.update_or_create_student(student)
        stamp = _timestamp(files)
        given = {"timestamp": stamp} if stamp else {}
        self.gradebook.update_or_create_submission(name, student, **given)
        submission = self.gradebook.find_submission(name, student)
        books = {book.name: book for book in result.notebooks}
        for notebook in submission.notebooks:
            if notebook.name in books:
                self._write_notebook(notebook, books[notebook.name])
        self.gradebook.db.flush()
        for notebook in submission.notebooks:
            if notebook.name in books and books[notebook.name].text:
                self._late_penalty(submission, notebook)
        self.gradebook.db.commit()

    def _write_notebook(self, notebook: Any, graded: GradedNotebook) -> None:
        points = {grade.cell: grade.auto_score for grade in graded.grades}
        query = select(Grade).where(Grade.notebook_id == notebook.id).options(joinedload(Grade.cell))
        for grade in self.gradebook.db.execute(query).scalars():
            if grade.cell.name in points:
                grade.auto_score = points[grade.cell.name]
                grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
                if not graded.text:
                    grade.needs_manual_grade = False
        if graded.text:
            for comment in notebook.comments:
                unanswered = comment.name in graded.unanswered
                comment.auto_comment = "No response." if unanswered else None

    def _late_penalty(self, submission: Any, notebook: SubmittedNotebook) -> None:
        """As nbgrader's own step does it, with the plugin that the instructor configured."""
        notebook.late_submission_penalty = None
        late = submission.total_seconds_late
        if late <= 0:
            return
        self.gradebook.db.refresh(notebook)
        penalty = self.penalties.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, late)
        if penalty is not None:
            notebook.late_submission_penalty = self.penalties._check_late_penalty(notebook, penalty)


def known_students(course: Course) -> frozenset[str]:
    """Everybody whom the gradebook knows."""
    with course.gradebook() as gradebook:
        return frozenset(student.id for student in gradebook.students)


def _timestamp(files: dict[str, bytes]) -> Any:
    with contextlib.suppress(ValueError, KeyError, OverflowError):
        return parse_utc(files["timestamp.txt"].decode().strip()) if files["timestamp.txt"].strip() else None
    return None


def _remove(folder: Path) -> None:
    """A folder whose files are read-only, as nbgrader leaves them."""
    if folder.exists():
        shutil.rmtree(folder)
