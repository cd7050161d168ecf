"""The one writer of the gradebook: the tables, folders and files that nbgrader's other commands expect.

Everything of a submission is one transaction. Formgrader's manual points and comments are left alone, late penalties
and new learners are treated as `nbgrader autograde` treats them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, Student
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import parse_utc
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from course.grading.assignment import Assignment, Course
from course.grading.gradebook_errors import BUSY, GradebookBusyError, first_line
from course.grading.gradebook_rows import SubmissionRows
from course.grading.outcome import Result


class GradebookWriter:
    """Open while a class is graded; a context manager."""

    def __init__(self, course: Course, assignment: Assignment, patience: float) -> None:
        self.course = course
        self.assignment = assignment
        self.patience = patience
        self.penalties = AssignLatePenalties(parent=course.app)
        self.penalties.init_plugin()
        self.gradebook: Gradebook = course.gradebook()
        self.is_file = self.gradebook.db.get_bind().dialect.name == "sqlite"
        self.rows = SubmissionRows(self.gradebook, assignment.name, self.penalties)
        self.mode = 0o664 if course.folders.groupshared else 0o444

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.gradebook.close()

    def graded_students(self) -> set[str]:
        """Whose submissions stand in the gradebook with a folder beside it."""
        return {
            student
            for student in self.rows.students()
            if self.course.autograded(student, self.assignment.name).is_dir()
        }

    def points(self, student: str) -> float:
        """What stands in the gradebook for somebody who has a submission there."""
        return points_of(self.gradebook.find_submission(self.assignment.name, student))

    def write(self, result: Result, files: dict[str, bytes]) -> None:
        """The autograded folder, then the grades.

        Raises GradebookBusyError, OperationalError (server lost, file without room), OSError (folder without room).
        """
        self._write_folder(result, files)
        until = time.monotonic() + self.patience
        while True:
            try:
                self._write_grades(result, files)
                return
            except (OperationalError, IntegrityError) as problem:
                self.gradebook.db.rollback()
                passing = isinstance(problem, IntegrityError) or "locked" in str(problem)
                if problem.connection_invalidated or (self.is_file and not passing):
                    raise
                if not passing or time.monotonic() > until:
                    raise GradebookBusyError(BUSY, why=first_line(problem)) from None
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
        graded = {book.name: book for book in result.notebooks}
        self.rows.write(result.row.student, _timestamp(files), graded)
        self.gradebook.db.commit()


def points_of(submission: Any) -> float:
    """A submission's points as the gradebook has them: after marking by hand and late penalties."""
    return max(0.0, float(submission.score) - float(submission.late_submission_penalty or 0))


def known_students(course: Course) -> frozenset[str]:
    """Everybody whom the gradebook knows."""
    with course.gradebook() as gradebook:
        return frozenset(gradebook.db.scalars(select(Student.id)))


def _timestamp(files: dict[str, bytes]) -> Any:
    """When it was handed in, if the file says so; a learner may have written anything into it."""
    text = files.get("timestamp.txt", b"")[:100].decode("ascii", "replace").strip()
    with contextlib.suppress(Exception):  # dateutil goes by words of whatever kind, and fails in as many
        return parse_utc(text) if text else None
    return None


def _remove(folder: Path) -> None:
    """A folder whose files are read-only, as nbgrader leaves them."""
    if folder.exists():
        shutil.rmtree(folder)
