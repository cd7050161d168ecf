"""What a class did with one assignment, read from the gradebook and the ledger: for the report and for the exports."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from course.grading.assignment import Assignment, Course, NotReady, read_assignment
from course.grading.gradebook import points_of
from course.grading.gradebook_errors import telling_of_the_gradebook
from course.grading.headings import last_heading
from course.grading.ledger import Ledger
from course.grading.outcome import Row
from course.locale import N_
from course.tasks.diagnosis import JOIN


@dataclass(frozen=True)
class Learner:
    """One line of the gradebook. `score` is after manual marking and late penalties; None: nothing marked.

    `earlier`: points of an earlier submission, which stay in the gradebook when the one that counts was set aside.
    """

    id: str
    name: str
    score: float | None
    needs_manual: bool
    earlier: float | None = None


@dataclass(frozen=True)
class ClassResult:
    """What the report and the exports are made from."""

    assignment: str
    most: float
    learners: tuple[Learner, ...]
    rows: tuple[Row, ...]
    tasks: dict[str, float]  # graded cell -> points
    shares: dict[str, float]  # graded cell -> share of its points that the class got
    handed_in: frozenset[str]
    titles: dict[str, str] = field(default_factory=dict)  # graded cell -> the heading above it

    @property
    def missing(self) -> list[Learner]:
        return [learner for learner in self.learners if learner.id not in self.handed_in]


def read_class(course: Course, name: str) -> ClassResult:
    """The class as the gradebook and the ledger have it. Raises NotReady, and what `gradebook_errors` names."""
    with telling_of_the_gradebook(course):
        return _read_class(course, name)


def _read_class(course: Course, name: str) -> ClassResult:
    assignment = read_assignment(course, name)
    handed_in = frozenset(course.students(name))
    tasks = {cell.name: cell.points for book in assignment.notebooks for cell in book.cells if cell.grade or cell.task}
    rows = tuple(row for row in Ledger(course.root, name).all() if row.student in handed_in)
    rows += tuple(course.misnamed(name))
    aside = {row.student for row in rows if row.status == "set aside"}
    with course.gradebook() as gradebook:
        submissions = {one.student_id: one for one in gradebook.assignment_submissions(name)}
        known = {student.id: student for student in gradebook.students}
        shares = _shares((one for student, one in submissions.items() if student not in aside), tasks)
        learners = tuple(
            _learner(student, known.get(student), submissions.get(student), student in aside)
            for student in sorted({*known, *handed_in})
        )
    if not learners:
        raise NotReady(N_("Nobody is in the gradebook and nobody has handed in {name}."), name=name)
    return ClassResult(name, sum(tasks.values()), learners, rows, tasks, shares, handed_in, _titles(assignment))


def _titles(assignment: Assignment) -> dict[str, str]:
    """What stands above each graded cell; of several under one heading each keeps its name beside it."""
    found: dict[str, str] = {}
    for book in assignment.notebooks:
        title = ""
        for cell in book.instructor:
            known = book.cell(cell.name)
            if cell.cell_type == "markdown":
                title = last_heading(cell.source) or title
            if known and (known.grade or known.task) and title:
                found[cell.name] = title
    many = Counter(found.values())
    return {name: title if many[title] == 1 else f"{title} ({name})" for name, title in found.items()}


def _learner(student: str, known: Any, submission: Any, aside: bool) -> Learner:
    names = [part for part in (known.first_name, known.last_name) if part] if known else []
    name = " ".join(names)
    if submission is None:
        return Learner(student, name, None, False)
    points = points_of(submission)
    if aside:
        return Learner(student, name, None, False, points)
    return Learner(student, name, points, bool(submission.needs_manual_grade))


def _shares(submissions: Any, tasks: dict[str, float]) -> dict[str, float]:
    got: dict[str, list[float]] = defaultdict(list)
    for submission in submissions:
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                got[grade.name].append(float(grade.score))
    return {name: sum(got[name]) / (len(got[name]) * most) for name, most in tasks.items() if most and got.get(name)}


@dataclass(frozen=True)
class ClassSlip:
    """A slip that the class made in a task: by how many learners, in how many places, and what one of them was told."""

    task: str
    slip: str
    learners: int
    places: int
    told: str


def class_slips(rows: tuple[Row, ...]) -> list[ClassSlip]:
    """The slips, those that most learners made first. Two slips that were found in one place count as both."""
    learners: dict[tuple[str, str], set[str]] = defaultdict(set)
    places: Counter[tuple[str, str]] = Counter()
    told: dict[tuple[str, str], str] = {}
    for row in rows:
        for finding in row.findings:
            names = finding.slip.split(JOIN) if finding.slip else []
            for name in names:
                learners[finding.task, name].add(row.student)
                places[finding.task, name] += 1
                if finding.message and len(names) == 1:
                    told.setdefault((finding.task, name), finding.message)
    order = sorted(places, key=lambda one: (-len(learners[one]), -places[one], one))
    return [ClassSlip(*one, len(learners[one]), places[one], told.get(one, "")) for one in order]


def same_documents(rows: tuple[Row, ...]) -> list[tuple[str, list[str]]]:
    """Deals on which more than one learner handed in work, and who."""
    users: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for deal in row.deals.values():
            users[deal.rpartition("/")[0]].add(row.student)
        if row.reason == "others-documents":
            users[row.facts["learner"]] |= {row.student, row.facts["learner"]}
    return [(owner, sorted(who)) for owner, who in sorted(users.items()) if len(who) > 1]
