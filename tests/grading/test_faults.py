"""When something breaks in the middle: it is said, nothing is lost, and the run goes on or goes on later."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

import course
from course.grading import gradebook as gradebook_room
from course.grading.assignment import Course, read_assignment
from course.grading.gradebook_errors import GradebookBusyError
from course.grading.ledger import Ledger
from course.grading.pool import LocalPool
from course.grading.submission import Job, make_plan
from tests.grading.classroom import Classroom
from tests.grading.conftest import grade
from tests.grading.killing import CLASS, RIGHT, kill_and_go_on, make_class

pytestmark = pytest.mark.tool("bwrap")
KILLS = 4  # bench/kills.py kills 30 times
DEADLY = {"answer": "def total(numbers):\n    return 666"}


@pytest.fixture(scope="module")
def as_released(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Released by nbgrader once; each test has a copy of it."""
    return make_class(tmp_path_factory.mktemp("released") / "course")


@pytest.fixture
def room(as_released: Classroom, tmp_path: Path) -> Classroom:
    return as_released.twin(tmp_path / "course")


def marks(room: Classroom) -> dict[str, object]:
    return {student: cells["sums/test"] for student, cells in room.grades("sums").items()}


def test_a_run_that_is_killed_and_goes_on_ends_as_if_it_had_not_been(as_released: Classroom, tmp_path: Path) -> None:
    left = kill_and_go_on(as_released, tmp_path, KILLS)
    assert len(left) == KILLS
    assert all(0 < rows < CLASS for rows in left)


def test_what_is_marked_is_not_marked_again_unless_forced_or_changed(room: Classroom) -> None:
    assert grade(room, "sums").fresh == CLASS
    assert grade(room, "sums").fresh == 0
    path, book = room.change("s0", "sums", "sums")
    book.cells[0].source = RIGHT["answer"]
    nbformat.write(book, path)
    again = grade(room, "sums")
    assert (again.fresh, again.unchanged) == (1, CLASS - 1)
    assert grade(room, "sums", students=("s1",), force=True).fresh == 1


def test_another_version_of_the_course_or_of_the_source_is_marked_anew(
    room: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was handed in is the same; what it is measured by is not."""
    assert grade(room, "sums").fresh == CLASS
    with monkeypatch.context() as patched:
        patched.setattr(course, "__version__", "99.0.0")
        assert grade(room, "sums").fresh == CLASS
        assert grade(room, "sums").fresh == 0
    assert grade(room, "sums").fresh == CLASS
    (room.root / "source" / "sums" / "rates.csv").write_text("19\n7\n")
    assert grade(room, "sums").fresh == CLASS
    assert (marks(room)["s0"], marks(room)["s1"]) == ((0.0, None, False, 3.0), (3.0, None, False, 3.0))
    change_the_test(room, "assert total([1, 2]) == 3", "assert total([1, 2]) == 0")
    again = grade(room, "sums")
    assert (again.fresh, again.set_aside) == (CLASS, [])
    assert (marks(room)["s0"], marks(room)["s1"]) == ((3.0, None, False, 3.0), (0.0, None, False, 3.0))
    assert grade(room, "sums").fresh == 0


def change_the_test(room: Classroom, old: str, new: str) -> None:
    """In the instructor's notebook, whose solution follows, and in what nbgrader made of it."""
    place = room.root / "source" / "sums" / "sums.ipynb"
    book = nbformat.read(place, as_version=4)
    for cell in book.cells:
        assert old in cell.source or "sum(numbers)" in cell.source
        cell.source = cell.source.replace(old, new).replace("sum(numbers)", "0")
    nbformat.write(book, place)
    room.nbgrader("generate_assignment", "sums", "--force")


def test_a_marker_that_the_system_kills_costs_one_submission(room: Classroom) -> None:
    room.hand_in("deadly", "sums", DEADLY)
    summary = grade(room, "sums")
    assert [(row.student, row.reason) for row in summary.set_aside] == [("deadly", "killed")]
    assert len(marks(room)) == CLASS


def test_warm_processes_that_are_killed_are_started_again(room: Classroom) -> None:
    plan = make_plan(read_assignment(Course(room.root), "sums"))
    folder = room.submission("s1", "sums")
    job = Job("s1", {"sums.ipynb": (folder / "sums.ipynb").read_bytes()}, "")
    pool = LocalPool(plan, jobs=1)
    try:
        for warm in ("_workers", "_markers"):
            process = getattr(pool, warm).process
            process.kill()
            process.wait()
            results = list(pool.run(iter([job])))
            assert [result.row.scores for result in results] == [{"test": 3.0}]
    finally:
        pool.close()


def job_of(room: Classroom, student: str) -> Job:
    return Job(student, {"sums.ipynb": (room.submission(student, "sums") / "sums.ipynb").read_bytes()}, "")


def test_work_that_ran_while_all_workers_were_killed_is_marked_all_the_same(room: Classroom) -> None:
    room.hand_in("slow", "sums", {"answer": "import time\ntime.sleep(1)\n" + RIGHT["answer"]})
    pool = LocalPool(make_plan(read_assignment(Course(room.root), "sums")), jobs=2)

    def jobs() -> Iterator[Job]:
        yield job_of(room, "slow")
        assert pool._workers is not None
        pool._workers.process.kill()
        yield job_of(room, "s1")

    try:
        rows = {result.row.student: result.row for result in pool.run(jobs())}
    finally:
        pool.close()
    assert {student: row.scores for student, row in rows.items()} == {"slow": {"test": 3.0}, "s1": {"test": 3.0}}
    assert [note.kind for note in rows["slow"].notes] == ["started-again"]


@pytest.mark.parametrize(("failures", "end"), [(2, ""), (3, "not-started")])
def test_a_worker_that_does_not_start_is_started_again_a_few_times_then_it_is_told(
    room: Classroom, monkeypatch: pytest.MonkeyPatch, failures: int, end: str
) -> None:
    pool = LocalPool(make_plan(read_assignment(Course(room.root), "sums")), jobs=1)
    assert pool._workers is not None
    left = [None] * failures
    fork = pool._workers.fork
    monkeypatch.setattr(pool._workers, "fork", lambda *lines: left.pop() if left else fork(*lines))
    try:
        (row,) = (result.row for result in pool.run(iter([job_of(room, "s1")])))
    finally:
        pool.close()
    assert row.reason == end
    assert row.scores == ({} if end else {"test": 3.0})
    assert row.facts == ({"tries": "3"} if end else {})
    assert [note.kind for note in row.notes] == ([] if end else ["started-again"])


def test_a_full_disk_is_told_and_costs_nothing_that_was_done(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = gradebook_room.GradebookWriter._write_folder

    def full(self: gradebook_room.GradebookWriter, result: object, files: dict[str, bytes]) -> None:
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append("one")
        write(self, result, files)  # type: ignore[arg-type]  # passed through

    with monkeypatch.context() as patched:
        patched.setattr(gradebook_room.GradebookWriter, "_write_folder", full)
        with pytest.raises(OSError, match="No space left"):
            grade(room, "sums")
    assert len(Ledger(room.root, "sums").all()) == 3
    assert grade(room, "sums").unchanged == 3
    assert len(marks(room)) == CLASS


def test_half_a_file_is_never_left_by_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from course.grading import ledger

    place = tmp_path / "row.json"
    ledger.write_atomically(place, b"before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        ledger.write_atomically(place, b"after")
    assert place.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [place]


def test_a_locked_gradebook_is_waited_for_then_told(room: Classroom) -> None:
    other = sqlite3.connect(room.root / "gradebook.db")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(GradebookBusyError, match="locked"):
        grade(room, "sums", patience=0.1)
    other.rollback()
    other.close()
    grade(room, "sums")
    assert len(marks(room)) == CLASS
