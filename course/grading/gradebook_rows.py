"""The rows of one submission in nbgrader's tables: made or found, filled in, all in the caller's transaction.

nbgrader's own calls commit three times a submission and look grades up by scanning a whole table, so each submission
takes longer the more there are. Here every look-up names the columns of an index, and no object outlives its
submission.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import func, insert, select, update

from course.grading.outcome import GradedNotebook


@dataclass(frozen=True)
class _Notebook:
    """A notebook of the assignment: its id, and the names of its cells by their ids."""

    id: str
    graded: dict[str, str]
    commented: dict[str, str]


@dataclass(frozen=True)
class _Score:
    """All that nbgrader's check of a penalty asks of a notebook."""

    score: float


class SubmissionRows:
    """Writes submissions of one assignment. Raises sqlalchemy's errors; commits nothing."""

    def __init__(self, gradebook: Gradebook, assignment: str, penalties: AssignLatePenalties) -> None:
        self.db = gradebook.db
        self.penalties = penalties
        found = gradebook.find_assignment(assignment)
        self.assignment_id = found.id
        self.notebooks = {notebook.name: _notebook(notebook) for notebook in found.notebooks}
        self.db.expunge_all()

    def students(self) -> set[str]:
        """Who has a submission in the gradebook."""
        query = select(SubmittedAssignment.student_id).where(SubmittedAssignment.assignment_id == self.assignment_id)
        return set(self.db.scalars(query))

    def write(self, student: str, stamp: datetime | None, graded: Mapping[str, GradedNotebook]) -> None:
        submission = self._submission(student, stamp)
        late = self._seconds_late(submission)
        for name, known in self.notebooks.items():
            row = self.db.scalar(
                select(SubmittedNotebook.id).where(
                    SubmittedNotebook.notebook_id == known.id, SubmittedNotebook.assignment_id == submission
                )
            )
            if row is None or name not in graded:
                continue
            self._grades(row, known, graded[name])
            if graded[name].text:
                self._comments(row, known, graded[name])
                penalty = self._penalty(row, known, student, late) if late > 0 else None
                self._update(SubmittedNotebook, [{"id": row, "late_submission_penalty": penalty}])

    def _submission(self, student: str, stamp: datetime | None) -> str:
        """The submission's id; a learner and a submission that are not there yet are made, as nbgrader makes them."""
        if self.db.scalar(select(Student.id).where(Student.id == student)) is None:
            self.db.execute(insert(Student), [{"id": student}])
        found = self.db.scalar(
            select(SubmittedAssignment.id).where(
                SubmittedAssignment.assignment_id == self.assignment_id, SubmittedAssignment.student_id == student
            )
        )
        if found is None:
            return self._new_submission(student, stamp)
        if stamp is not None:
            self._update(SubmittedAssignment, [{"id": found, "timestamp": stamp}])
        return str(found)

    def _new_submission(self, student: str, stamp: datetime | None) -> str:
        submission: str = new_uuid()
        about = {"id": submission, "assignment_id": self.assignment_id, "student_id": student, "timestamp": stamp}
        self.db.execute(insert(SubmittedAssignment), [about])
        for known in self.notebooks.values():
            row = new_uuid()
            self.db.execute(
                insert(SubmittedNotebook), [{"id": row, "notebook_id": known.id, "assignment_id": submission}]
            )
            for table, cells in ((Grade, known.graded), (Comment, known.commented)):
                if cells:
                    self.db.execute(insert(table), [{"cell_id": cell, "notebook_id": row} for cell in cells])
        return submission

    def _grades(self, row: str, known: _Notebook, graded: GradedNotebook) -> None:
        points = {grade.cell: grade.auto_score for grade in graded.grades}
        query = select(Grade.id, Grade.cell_id, Grade.manual_score)
        changed = []
        for grade, cell, manual in self.db.execute(_of(query, Grade, row, known.graded)):
            if known.graded[cell] in points:
                auto = points[known.graded[cell]]
                by_hand = bool(graded.text) and (manual is not None or auto is None)
                changed.append({"id": grade, "auto_score": auto, "needs_manual_grade": by_hand})
        self._update(Grade, changed)

    def _comments(self, row: str, known: _Notebook, graded: GradedNotebook) -> None:
        query = _of(select(Comment.id, Comment.cell_id), Comment, row, known.commented)
        said = {True: "No response.", False: None}
        self._update(
            Comment,
            [
                {"id": comment, "auto_comment": said[known.commented[cell] in graded.unanswered]}
                for comment, cell in self.db.execute(query)
            ],
        )

    def _update(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.db.execute(update(table), rows)

    def _seconds_late(self, submission: str) -> float:
        """As nbgrader counts it: after the due date, with the learner's own extension."""
        query = (
            select(SubmittedAssignment.timestamp, Assignment.duedate, SubmittedAssignment.extension)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .where(SubmittedAssignment.id == submission)
        )
        stamp, due, extension = self.db.execute(query).one()
        if stamp is None or due is None:
            return 0.0
        return max(0.0, float((stamp - (due + extension if extension else due)).total_seconds()))

    def _penalty(self, row: str, known: _Notebook, student: str, late: float) -> float | None:
        """By the plugin that the instructor configured, within the bounds that nbgrader sets."""
        query = _of(select(func.coalesce(func.sum(Grade.score), 0.0)), Grade, row, known.graded)
        score = float(self.db.scalar(query))
        penalty = self.penalties.plugin_inst.late_submission_penalty(student, score, late)
        return None if penalty is None else self.penalties._check_late_penalty(_Score(score), penalty)


def _notebook(notebook: Any) -> _Notebook:
    graded = [*notebook.grade_cells, *notebook.task_cells]
    commented = [*notebook.solution_cells, *notebook.task_cells]
    return _Notebook(notebook.id, {cell.id: cell.name for cell in graded}, {cell.id: cell.name for cell in commented})


def _of(query: Any, table: Any, row: str, cells: Mapping[str, str]) -> Any:
    """Only the rows of this notebook. The tables' index begins with the cell: without it the whole table is read."""
    return query.where(table.cell_id.in_(list(cells)), table.notebook_id == row)
