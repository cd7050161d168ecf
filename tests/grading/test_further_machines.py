"""Further than one machine: a real Dask scheduler with two workers, a real PostgreSQL server, both on loopback."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading.pool import ClusterError
from tests.grading.classroom import Classroom, graded, notebook, solution
from tests.grading.conftest import grade
from tests.leash import leash

pytestmark = pytest.mark.tool("bwrap")
ROOT = Path(__file__).parents[2]
RIGHT = {"answer": "def total(numbers):\n    return sum(numbers)"}
CODE = "### BEGIN SOLUTION\ndef total(numbers):\n    return sum(numbers)\n### END SOLUTION"
TIMEOUT = 6  # seconds; what does not end has to be waited for
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


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    pytest.importorskip("distributed")
    address = f"tcp://127.0.0.1:{port()}"
    env = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ACTIVE_MEMORY_MANAGER__START": "False"}
    module = [sys.executable, "-m"]
    place = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2]]
    scheduler = [*module, "distributed.cli.dask_scheduler", *place, "--no-dashboard"]
    worker = [*module, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    commands = [scheduler, worker, worker]
    log = (tmp_path / "dask.log").open("w")
    running = [
        subprocess.Popen(command, cwd=tmp_path, env=env, stdout=log, stderr=log, preexec_fn=leash())
        for command in commands
    ]
    yield address
    for process in reversed(running):  # the workers first: without a scheduler they would wait for it to come back
        process.kill()
        process.wait()


def test_a_cluster_of_two_workers_gives_the_same_gradebook(
    scheduler: str, here: Classroom, marked_here: dict[str, dict[str, object]], tmp_path: Path
) -> None:
    from distributed import Client

    with Client(scheduler, timeout="60s") as client:
        client.wait_for_workers(2, timeout=120)
    there = here.twin(tmp_path / "there")
    summary = grade(there, "sums", timeout=TIMEOUT, cluster=scheduler)
    assert [(row.student, row.reason) for row in summary.set_aside] == [("stuck", "timed-out")]
    assert there.grades("sums") == marked_here


def test_a_cluster_that_does_not_answer_is_told(here: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    dask_pool = pytest.importorskip("course.grading.dask_pool")
    monkeypatch.setattr(dask_pool, "ANSWER", "1s")
    with pytest.raises(ClusterError, match="dask scheduler"):
        grade(here, "sums", cluster=f"tcp://127.0.0.1:{port()}")


POSTGRES = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}  # it refuses to run as root
PLACE = "/tmp/backoffice-postgres-"  # where its own user may go, unlike pytest's folders


def remove_what_a_killed_run_left() -> None:
    for folder in Path("/tmp").glob(f"{Path(PLACE).name}*"):
        if not Path(f"/proc/{folder.name.rpartition('-')[2]}").exists():
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres() -> Iterator[str]:
    """A cluster of our own in a temporary folder, on a socket and a port of its own; its address for SQLAlchemy."""
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
    number = port()
    data = ["-D", str(folder / "data")]
    make = [str(installed[-1] / "initdb"), *data, "-A", "trust", "-U", "course", "--no-sync"]
    subprocess.run(make, check=True, cwd="/", stdout=subprocess.DEVNULL, **POSTGRES)
    start = [str(installed[-1] / "postgres"), *data, "-p", str(number), "-k", str(folder), "-c", "fsync=off"]
    with subprocess.Popen(
        start, cwd="/", stderr=subprocess.DEVNULL, preexec_fn=leash(signal.SIGQUIT), **POSTGRES
    ) as server:
        await_server(installed[-1] / "pg_isready", number)
        yield f"postgresql+psycopg://course@127.0.0.1:{number}/postgres"
        server.send_signal(signal.SIGQUIT)
    shutil.rmtree(folder)


def await_server(is_ready: Path, number: int) -> None:
    for _ in range(300):
        if subprocess.run([is_ready, "-q", "-h", "127.0.0.1", "-p", str(number)], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL does not answer")


def test_a_gradebook_in_postgresql_holds_the_same_as_one_in_sqlite(
    postgres: str, marked_here: dict[str, dict[str, object]], tmp_path: Path
) -> None:
    big = make_class(tmp_path / "postgres", f"c.CourseDirectory.db_url = {postgres!r}\n")
    big.db_url = postgres
    summary = grade(big, "sums", timeout=TIMEOUT)
    assert len(summary.set_aside) == 1
    assert big.grades("sums") == marked_here
    assert "Exporting" in big.nbgrader("export")
    lines = (big.root / "grades.csv").read_text().splitlines()
    assert sum(line.startswith("sums,") for line in lines) == 6
