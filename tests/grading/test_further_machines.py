"""Further than one machine: a real Dask scheduler with two workers, on loopback."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from course import __version__
from course.grading import run as run_room
from course.grading.assignment import Course
from course.grading.deal import deal_class
from course.grading.ledger import Ledger
from course.grading.outcome import Result
from course.grading.pool import ClusterError, LocalPool
from course.grading.progress import Progress
from course.grading.refusal import NotReady
from course.grading.roster import Roster
from course.grading.run import Options, grade_class
from course.grading.sandbox import NoSandboxError
from course.grading.simulate import read_expected, simulate
from course.grading.submission import Job
from course.tasks.handing_in import lay_down
from course.tasks.handout import Header
from course.tasks.sealed_handouts import FOLDER
from course.tasks.sealing import KEYS_FOLDER, key_file, read_key
from course.units import find_task, units
from tests.grading.classroom import Classroom
from tests.grading.conftest import grade
from tests.grading.small_class import ALL, TIMEOUT, port
from tests.leash import leash

pytestmark = pytest.mark.tool("bwrap")
ROOT = Path(__file__).parents[2]


@dataclass
class Cluster:
    """A scheduler of our own and its workers, each a process that a test may end."""

    folder: Path
    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]

    @classmethod
    def start(cls, folder: Path) -> Cluster:
        address = f"tcp://127.0.0.1:{port()}"
        place = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
        return cls(folder, address, _dask(folder, "dask_scheduler", *place), [])

    def have(self, wanted: int) -> None:
        """Start workers until there are that many."""
        from distributed import Client

        self.workers = [worker for worker in self.workers if worker.poll() is None]
        about = ["--nthreads", "1", "--no-nanny", "--no-dashboard"]
        while len(self.workers) < wanted:
            self.workers.append(_dask(self.folder, "dask_worker", self.address, *about))
        with Client(self.address, timeout="60s") as client:
            client.wait_for_workers(wanted, timeout=120)

    def done(self) -> dict[str, int]:
        """How many tasks each worker has done since it was started."""
        from distributed import Client

        with Client(self.address, timeout="60s") as client:
            return dict(client.run(_tasks_done))

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):  # without a scheduler the workers would wait for it
            process.kill()
            process.wait()


def _dask(folder: Path, program: str, *arguments: str) -> subprocess.Popen[bytes]:
    env = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ACTIVE_MEMORY_MANAGER__START": "False"}
    command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments]
    with (folder / "dask.log").open("a") as log:
        return subprocess.Popen(command, cwd=folder, env=env, stdout=log, stderr=log, preexec_fn=leash())


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    made = Cluster.start(tmp_path_factory.mktemp("dask"))
    yield made
    made.stop()


class Ending(Progress):
    """Ends processes once the first submission is marked, while others are under way."""

    def __init__(self, total: int, *processes: subprocess.Popen[bytes]) -> None:
        super().__init__(total, "en", StringIO())
        self.processes = processes

    def step(self) -> None:
        super().step()
        for process in self.processes:
            process.kill()
            process.wait()


def _tasks_done(dask_worker: Any) -> int:
    return int(dask_worker.state.executed_count)


def _look_for_programs_in(places: str) -> str:
    before = os.environ["PATH"]
    os.environ["PATH"] = places
    return before


def test_what_a_worker_refuses_to_do_is_told_in_its_own_words(
    cluster: Cluster, here: Classroom, tmp_path: Path
) -> None:
    """A machine without bubblewrap marks nobody, and says what to install."""
    from distributed import Client

    cluster.have(2)
    there = here.twin(tmp_path / "there")
    with Client(cluster.address) as client:
        (before, _) = client.run(_look_for_programs_in, "/nowhere").values()
        with pytest.raises(NoSandboxError, match="sudo apt install bubblewrap"):
            grade(there, "sums", timeout=TIMEOUT + 1, cluster=cluster.address)
        client.run(_look_for_programs_in, before)
    assert there.grades("sums") == {}


def test_a_cluster_of_two_workers_gives_the_same_gradebook(
    cluster: Cluster,
    here: Classroom,
    marked_here: dict[str, dict[str, object]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run_room, "try_solution", lambda pool, plan: None)  # what is counted here are submissions
    cluster.have(2)
    there = here.twin(tmp_path / "there")
    before = cluster.done()
    summary = grade(there, "sums", timeout=TIMEOUT, cluster=cluster.address)
    done = {worker: count - before[worker] for worker, count in cluster.done().items()}
    assert len(done) == 2
    assert all(count >= 1 for count in done.values()), "both have marked"
    assert sum(done.values()) == len(marked_here) + 1, "each submission once, the one that never ends among them"
    assert [(row.student, row.reason) for row in summary.set_aside] == [("stuck", "timed-out")]
    assert there.grades("sums") == marked_here


def test_a_worker_that_dies_in_the_middle_costs_nobody_a_mark(
    cluster: Cluster, here: Classroom, marked_here: dict[str, dict[str, object]], tmp_path: Path
) -> None:
    cluster.have(2)
    there = here.twin(tmp_path / "there")
    options = Options(timeout=TIMEOUT, cluster=cluster.address, students=ALL)
    summary = grade_class(Course(there.root), "sums", options, lambda total: Ending(total, cluster.workers[0]))
    assert cluster.workers[0].poll() is not None
    assert summary.set_aside == []
    assert there.grades("sums") == marked_here


def test_a_cluster_that_loses_all_workers_is_told_and_the_next_run_goes_on(
    cluster: Cluster,
    here: Classroom,
    marked_here: dict[str, dict[str, object]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from course.grading import dask_pool

    monkeypatch.setattr(dask_pool, "PATIENCE", 1.0)
    cluster.have(2)
    there = here.twin(tmp_path / "there")
    options = Options(timeout=TIMEOUT, cluster=cluster.address, students=ALL)
    with pytest.raises(ClusterError, match=r"all its workers have ended.*goes on where it stopped"):
        grade_class(Course(there.root), "sums", options, lambda total: Ending(total, *cluster.workers))
    done = len(Ledger(there.root, "sums").all())
    assert 0 < done < len(marked_here)
    assert grade(there, "sums", students=ALL).unchanged == done
    assert there.grades("sums") == marked_here


def test_a_cluster_that_does_not_answer_is_told(here: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    dask_pool = pytest.importorskip("course.grading.dask_pool")
    monkeypatch.setattr(dask_pool, "ANSWER", "1s")
    with pytest.raises(ClusterError, match="dask scheduler"):
        grade(here, "sums", cluster=f"tcp://127.0.0.1:{port()}")


# --- a sealed assignment on the cluster ------------------------------------------------------------------------------

SEALED = "05-spreadsheets-en"  # dealt in no time


@pytest.fixture
def sealed(released: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    """Dealt under a key, and handed in: what two students made, one's work under another name, and an open deal's."""
    monkeypatch.delenv(KEYS_FOLDER, raising=False)
    room = released.twin(tmp_path / "sealed")
    deal_class(Course(room.root), SEALED, Roster(("simulated-01", "simulated-02"), ()))
    simulate(room.root, SEALED, 2, seed=4)
    for trick in ("copied", "open"):
        shutil.copytree(room.submission("simulated-01", SEALED), room.submission(trick, SEALED))
    for task in (task for unit in units() if unit.name == "05-spreadsheets" for task in unit.tasks if not task.lesson):
        folder = room.submission("open", SEALED)
        (folder / task.answer_file).unlink(missing_ok=True)
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        lay_down(task, Header("open", task.unit, task.id, 0, __version__, "en"), folder)
    return room


def test_a_sealed_assignment_is_marked_on_a_cluster_that_never_has_its_key(
    cluster: Cluster, sealed: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster.have(2)
    there = sealed.twin(tmp_path / "there")
    ours, theirs = grade(sealed, SEALED), grade(there, SEALED, cluster=cluster.address)
    for summary in (ours, theirs):
        assert [(row.student, row.reason) for row in summary.set_aside] == [("copied", "others-documents")]
        (trick,) = (row for row in summary.rows if row.student == "open")
        assert {note.kind for note in trick.notes} == {"other-deal"}
        assert set(trick.scores.values()) == {0}
    assert there.grades(SEALED) == sealed.grades(SEALED)
    expected = [row for row in read_expected(sealed.root / "submitted" / "expected.csv") if row.assignment == SEALED]
    points = {row.student: row.scores for row in theirs.rows}
    assert {points[row.student][row.task] == float(row.points) for row in expected} == {True}
    assert sum(float(row.points) for row in expected) > 0


def test_what_travels_is_what_one_learners_work_is_marked_with(
    sealed: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    seal = read_key(key_file(sealed.root / "keys", SEALED))
    assert seal is not None
    run = LocalPool.run

    def spy(self: LocalPool, jobs: Iterable[Job]) -> Iterator[Result]:
        for job in jobs:
            sent.append(pickle.dumps((self.plan, job)))
            yield from run(self, iter([job]))

    monkeypatch.setattr(LocalPool, "run", spy)
    grade(sealed, SEALED, students=("simulated-01",))
    (job,) = sent
    tasks = [find_task(task) for task in ("price-list", "due-dates")]
    for task in tasks:
        own, other = (Header(f"simulated-0{n}", task.unit, task.id, 0, __version__, "en") for n in (1, 2))
        assert seal.seed(own, task.dealt_with).encode() in job
        assert seal.seed(other, task.dealt_with).encode() not in job
    for secret in (seal.key, seal.key.hex().encode(), seal.salt.encode()):
        assert secret not in job


@pytest.mark.parametrize(
    ("key", "said"), [(None, "cannot be made anew"), (bytes(32), "dealt under another key")], ids=["no key", "another"]
)
def test_without_the_right_key_no_machine_is_asked_and_no_submission_touched(
    sealed: Classroom, monkeypatch: pytest.MonkeyPatch, key: bytes | None, said: str
) -> None:
    place = key_file(sealed.root / "keys", SEALED)
    place.unlink()
    if key is not None:
        place.write_text(json.dumps({"key": key.hex()}))
    monkeypatch.setattr(run_room, "take_in", lambda *_: pytest.fail("a submission was opened"))
    with pytest.raises(NotReady, match=said):
        grade(sealed, SEALED, cluster=f"tcp://127.0.0.1:{port()}")
    assert sealed.grades(SEALED) == {}
    assert Ledger(sealed.root, SEALED).all() == []
