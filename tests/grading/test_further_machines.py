"""Further than one machine: a real Dask scheduler with two workers, a real PostgreSQL server, both on loopback."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from course import __version__
from course.cli import main
from course.grading import run as run_room
from course.grading.assignment import Course
from course.grading.deal import deal_class
from course.grading.gradebook import GradebookLost
from course.grading.gradebook_rows import SubmissionRows
from course.grading.ledger import Ledger
from course.grading.outcome import GradedNotebook, Result
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
from tests.grading.classroom import Classroom, graded, notebook, solution
from tests.grading.conftest import grade
from tests.leash import leash

pytestmark = pytest.mark.tool("bwrap")
ROOT = Path(__file__).parents[2]
RIGHT = {"answer": "def total(numbers):\n    return sum(numbers)"}
CODE = "### BEGIN SOLUTION\ndef total(numbers):\n    return sum(numbers)\n### END SOLUTION"
TIMEOUT = 6  # seconds; what does not end has to be waited for
ALL = tuple(f"s{number}" for number in range(6))  # but the one that never ends
PAGE = notebook(solution("answer", CODE), graded("test", 3, "assert total([1, 2]) == 3"))


def make_class(root: Path, config: str = "") -> Classroom:
    room = Classroom.make(root, config)
    room.assign("sums", sums=PAGE)
    for number in range(6):
        room.hand_in(f"s{number}", "sums", RIGHT if number % 2 else None)
    room.hand_in("stuck", "sums", {"answer": "while True: pass"})
    return room


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The class, not yet marked."""
    return make_class(tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="module")
def marked_here(here: Classroom, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Its gradebook when it is marked on this machine, into SQLite."""
    room = here.twin(tmp_path_factory.mktemp("marked") / "here")
    grade(room, "sums", timeout=TIMEOUT)
    assert len(room.grades("sums")) == 6
    return room.grades("sums")


def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


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
    cluster: Cluster, here: Classroom, marked_here: dict[str, dict[str, object]], tmp_path: Path
) -> None:
    cluster.have(2)
    there = here.twin(tmp_path / "there")
    summary = grade(there, "sums", timeout=TIMEOUT, cluster=cluster.address)
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
def sealed(course: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    """Dealt under a key, and handed in: what two students made, one's work under another name, and an open deal's."""
    monkeypatch.delenv(KEYS_FOLDER, raising=False)
    room = course.twin(tmp_path / "sealed")
    shutil.rmtree(room.root / "submitted", ignore_errors=True)
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


POSTGRES = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}  # it refuses to run as root
PLACE = "/tmp/backoffice-postgres-"  # where its own user may go, unlike pytest's folders


def remove_what_a_killed_run_left() -> None:
    for folder in Path("/tmp").glob(f"{Path(PLACE).name}*"):
        if not Path(f"/proc/{folder.name.rpartition('-')[2]}").exists():
            shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Postgres:
    """A server of our own in a temporary folder, on a socket and a port of its own. `address` is SQLAlchemy's."""

    programs: Path
    folder: Path
    number: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"postgresql+psycopg://course:secret@127.0.0.1:{self.number}/postgres"

    def start(self) -> None:
        data = ["-D", str(self.folder / "data"), "-p", str(self.number), "-k", str(self.folder), "-c", "fsync=off"]
        program = [str(self.programs / "postgres"), *data]
        self.process = subprocess.Popen(
            program, cwd="/", stderr=subprocess.DEVNULL, preexec_fn=leash(signal.SIGQUIT), **POSTGRES
        )
        await_server(self.programs / "pg_isready", self.number)

    def stop_at_once(self) -> None:
        """As when the power fails: nothing is finished, nothing is put away; the next start recovers from the log."""
        if self.process is not None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    pytest.importorskip("psycopg")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not installed:
        if os.environ.get("REQUIRE_TOOLS") == "1":
            pytest.fail("needs PostgreSQL (Debian: apt-get install postgresql), and REQUIRE_TOOLS=1 is set")
        pytest.skip("needs PostgreSQL (Debian: apt-get install postgresql)")
    remove_what_a_killed_run_left()
    folder = Path(f"{PLACE}{os.getpid()}")
    folder.mkdir(mode=0o700)
    if POSTGRES:
        shutil.chown(folder, "postgres")
    make = [str(installed[-1] / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "course", "--no-sync"]
    subprocess.run(make, check=True, cwd="/", stdout=subprocess.DEVNULL, **POSTGRES)
    made = Postgres(installed[-1], folder, port())
    made.start()
    yield made
    made.stop_at_once()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def released_there(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The class with its gradebook on the server, not yet marked."""
    config = f"c.CourseDirectory.db_url = {server.address!r}\n"
    room = make_class(tmp_path_factory.mktemp("postgres") / "course", config)
    room.db_url = server.address
    return room


def await_server(is_ready: Path, number: int) -> None:
    for _ in range(300):
        if subprocess.run([is_ready, "-q", "-h", "127.0.0.1", "-p", str(number)], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL does not answer")


def test_a_server_that_is_lost_in_the_middle_is_told_and_the_next_run_goes_on(
    server: Postgres,
    released_there: Classroom,
    marked_here: dict[str, dict[str, object]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It ends between the third learner's grades and their commit."""
    comments = SubmissionRows._comments
    written: list[str] = []

    def ended(self: SubmissionRows, row: str, known: Any, graded: GradedNotebook) -> None:
        written.append(row)
        if len(written) == 3:
            server.stop_at_once()
        comments(self, row, known, graded)

    with monkeypatch.context() as patched:
        patched.setattr(SubmissionRows, "_comments", ended)
        with pytest.raises(GradebookLost, match=r"server does not answer: .*goes on where it stopped") as told:
            grade(released_there, "sums", students=ALL)
    assert "secret" not in str(told.value), "a password is not for the screen"
    for command in (("grade", "sums"), ("report", "sums")):  # it is still down
        assert main([*command, "--course-dir", str(released_there.root)]) == 1
        said = capsys.readouterr().err
        assert f"127.0.0.1:{server.number}" in said
        assert "Start the server" in said
        assert "Traceback" not in said
    server.start()
    assert len(released_there.grades("sums")) == 2, "of the third nothing is left"
    again = grade(released_there, "sums", students=ALL)
    assert (again.unchanged, again.set_aside) == (2, [])
    assert released_there.grades("sums") == marked_here


def test_a_gradebook_in_postgresql_holds_the_same_as_one_in_sqlite(
    released_there: Classroom, marked_here: dict[str, dict[str, object]]
) -> None:
    summary = grade(released_there, "sums", timeout=TIMEOUT, force=True)
    assert len(summary.set_aside) == 1
    assert released_there.grades("sums") == marked_here
    assert "Exporting" in released_there.nbgrader("export")
    lines = (released_there.root / "grades.csv").read_text().splitlines()
    assert sum(line.startswith("sums,") for line in lines) == 6
