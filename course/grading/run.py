"""Grading a class: take in, mark, write, note; each submission ends as one row, and the class goes on.

This is the only room that knows all the others. Order matters once: the ledger's row is written last, so a run that is
killed at any moment does again what it had not finished, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import nbformat

from course.grading.assignment import Assignment, Course, NotebookSource, NotReady, read_assignment
from course.grading.gradebook import GradebookWriter, known_students
from course.grading.gradebook_errors import telling_of_the_gradebook
from course.grading.intake import Limits, require_room, take_in
from course.grading.keys import handouts_are_gone
from course.grading.ledger import Ledger, fingerprint
from course.grading.outcome import NOTES, REASONS, Result, Row, SetAside
from course.grading.pool import ClusterError, LocalPool, Pool
from course.grading.progress import Progress
from course.grading.refusal import Refusal
from course.grading.repair import new_cell
from course.grading.submission import Job, Plan, make_plan
from course.locale import N_, Language

NO_DASK = N_("Dask is not installed. Run: pip install 'backoffice-course[cluster]'")
NOT_MARKED_HERE = N_("The instructor's own solution could not be marked here: {why} {advice}")
NOT_FULL_MARKS = N_(
    "The instructor's own solution does not get full marks here, in: {cells}. {notes} Either the solution is wrong, or "
    "its tests need more than plain data and functions (docs/instructors-more.md); mark this assignment with: "
    "nbgrader autograde"
)
TRIAL = "\0instructor"  # no folder can have this name


@dataclass(frozen=True)
class Options:
    """How to grade. `jobs` 0: all cores. `cluster`: the address of a Dask scheduler."""

    force: bool = False
    any_documents: bool = False  # work on a classmate's documents is marked and noted, not set aside
    students: tuple[str, ...] = ()
    jobs: int = 0
    timeout: float = 60.0
    sandboxed: bool = True
    cluster: str = ""
    patience: float = 60.0  # seconds that a locked gradebook is waited for
    language: Language = "en"
    limits: Limits = field(default_factory=Limits)


@dataclass
class Summary:
    """How a run ended: the rows of everybody who handed in, and how many of them were marked in this run."""

    rows: list[Row]
    fresh: int
    unchanged: int
    earlier: dict[str, float] = field(default_factory=dict)  # set aside, and what the gradebook has from before
    undealt: bool = False  # sealed, and the handouts are no longer in the release

    @property
    def set_aside(self) -> list[Row]:
        return [row for row in self.rows if row.status == "set aside"]


def grade_class(course: Course, name: str, options: Options, progress: Callable[[int], Progress]) -> Summary:
    """Grade all submissions of an assignment.

    Raises NotReady, NoSandboxError, DiskFailed, ClusterError, what `gradebook_errors` names, OSError.
    """
    with telling_of_the_gradebook(course):
        return _grade_class(course, name, options, progress)


def _grade_class(course: Course, name: str, options: Options, progress: Callable[[int], Progress]) -> Summary:
    assignment = read_assignment(course, name)
    classmates = frozenset(course.students(name)) | known_students(course)
    plan = make_plan(assignment, options.timeout, frozenset() if options.any_documents else classmates)
    students = [one for one in course.students(name) if not options.students or one in options.students]
    unknown = set(options.students) - set(students)
    if unknown:
        raise NotReady(N_("Nothing handed in by: {students}."), students=", ".join(sorted(unknown)))
    return _ClassRun(course, assignment, plan, options, students).go(progress)


class _ClassRun:
    def __init__(
        self, course: Course, assignment: Assignment, plan: Plan, options: Options, students: list[str]
    ) -> None:
        self.course = course
        self.assignment = assignment  # with its key, which stays in this process
        self.plan = plan
        self.options = options
        self.students = students
        self.ledger = Ledger(course.root, assignment.name)
        self.files: dict[str, dict[str, bytes]] = {}  # of submissions that are being marked right now
        self.rows: dict[str, Row] = {}
        self.unchanged = 0
        self.ignore = (*course.ignore, *assignment.left_out)
        self.own = [*assignment.files, *(f"{notebook.name}.ipynb" for notebook in assignment.notebooks)]
        self.print = fingerprint({}, assignment.fingerprint)

    def go(self, progress: Callable[[int], Progress]) -> Summary:
        with GradebookWriter(self.course, self.assignment, self.options.patience) as writer:
            graded = writer.graded_students()
            jobs = self._jobs(graded)
            first = next(jobs, None)
            if first is not None:
                self._mark(first, jobs, writer, progress(len(self.students)))
            aside = [row.student for row in self.rows.values() if row.status == "set aside"]
            earlier = {student: writer.points(student) for student in aside if student in graded}
        rows = [self.rows[student] for student in self.students]
        rows += self.course.misnamed(self.assignment.name)
        undealt = handouts_are_gone(self.assignment.seal, self.course.released(self.assignment.name))
        return Summary(rows, len(rows) - self.unchanged, self.unchanged, earlier, undealt)

    def _mark(self, first: Job, rest: Iterator[Job], writer: GradebookWriter, progress: Progress) -> None:
        pool = open_pool(self.plan, self.options)
        try:
            if self.plan.runs_code:
                try_solution(pool, self.plan)
            progress.begin()
            for result in pool.run(_chain(first, rest)):
                self._finish(result, writer)
                progress.pass_by(len(self.rows) - 1)
                progress.step()
        finally:
            pool.close()
            progress.close()

    def _jobs(self, graded: set[str]) -> Iterator[Job]:
        """The submissions that have to be marked, taken in one by one; those set aside at the door get their row."""
        for student in self.students:
            name = self.assignment.name
            try:
                files = take_in(self.course.submitted(student, name), self.ignore, self.options.limits)
                require_room(files, self.own)
            except SetAside as aside:
                self._set_aside(Row(student, "set aside", "", reason=aside.reason, facts=aside.facts))
                continue
            marks = fingerprint(files, self.print)
            known = self.ledger.row(student)
            same = known is not None and known.fingerprint == marks and known.status == "marked"
            if known is not None and same and student in graded and not self.options.force:
                self.rows[student] = known
                self.unchanged += 1
                continue
            self.files[student] = files
            yield Job(student, files, marks, self.plan.seal_for(self.assignment.seal, student))

    def _set_aside(self, row: Row) -> None:
        self.rows[row.student] = row
        self.ledger.keep(row)

    def _finish(self, result: Result, writer: GradebookWriter) -> None:
        student = result.row.student
        files = self.files.pop(student)
        self.ledger.forget(student)
        if result.row.status == "marked":
            writer.write(result, files)
        self._set_aside(result.row)


def open_pool(plan: Plan, options: Options) -> Pool:
    if options.cluster:
        try:
            from course.grading.dask_pool import DaskPool
        except ImportError:
            raise ClusterError(NO_DASK) from None
        return DaskPool(plan, options.cluster, options.jobs, options.sandboxed)
    return LocalPool(plan, options.jobs, options.sandboxed)


def _chain(first: Job, rest: Iterator[Job]) -> Iterator[Job]:
    yield first
    yield from rest


def try_solution(pool: Pool, plan: Plan) -> None:
    """The instructor's own solution must pass here before anybody is marked. Raises NotReady with the cells that fail.

    It is how an assignment is refused whose tests need more than plain data, instead of marking a whole class down.
    """
    files = {
        f"{notebook.name}.ipynb": nbformat.writes(_instructor_notebook(notebook)).encode()
        for notebook in plan.assignment.notebooks
    }
    results = list(pool.run(iter([Job(TRIAL, files, "")])))
    row = results[0].row
    if row.status == "set aside":
        why, advice = (Refusal(words, **row.facts) for words in REASONS[row.reason])
        raise NotReady(NOT_MARKED_HERE, why=why, advice=advice)
    wanted = {name: cell for tests in plan.tests.values() for name, cell in tests.tests.items()}
    most = {cell.name: cell.points for book in plan.assignment.notebooks for cell in book.cells}
    failed = [name for name in wanted if (row.scores.get(name) or 0.0) < most[name]]
    if failed:
        notes = tuple(Refusal(NOTES[n.kind], **n.facts) for n in row.notes if n.facts.get("cell") in failed)
        raise NotReady(NOT_FULL_MARKS, cells=", ".join(failed), notes=notes)


def _instructor_notebook(source: NotebookSource) -> nbformat.NotebookNode:
    cells = []
    for number, cell in enumerate(source.instructor):
        made = new_cell(cell.cell_type, cell.source)
        made.id = f"cell-{number}"
        known = source.cell(cell.name)
        if known:
            made.metadata = nbformat.from_dict(known.metadata())
        cells.append(made)
    made_of: nbformat.NotebookNode = nbformat.v4.new_notebook(cells=cells)
    return made_of
