"""Further than one machine: a real Dask scheduler with two workers, a real PostgreSQL server, both on loopback."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading.pool import ClusterError
from tests.grading.classroom import Classroom, graded, notebook, solution
from tests.grading.conftest import grade

pytestmark = pytest.mark.tool("bwrap")
ROOT = Path(__file__).parents[2]
RIGHT = {"answer": "def total(numbers):\n    return sum(numbers)"}
CODE = "### BEGIN SOLUTION\ndef total(numbers):\n    return sum(numbers)\n### END SOLUTION"
PAGE = notebook(solution("answer", CODE), graded("test", 3, "assert total([1, 2]) == 3"))


def make_class(root: Path, config: str = "") -> Classroom:
    room = Classroom.make(root, config)
    room.assign("sums", sums=PAGE)
    for number in range(6):
        room.hand_in(f"s{number}", "sums", RIGHT if number % 2 else None)
    room.hand_in("stuck", "sums", {"answer": "while True: pass"})
    return room


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
    running = [subprocess.Popen(command, cwd=tmp_path, env=env, stdout=log, stderr=log) for command in commands]
    yield address
    for process in reversed(running):  # the workers first: without a scheduler they would wait for it to come back
        process.kill()
        process.wait()


def test_a_cluster_of_two_workers_gives_the_same_gradebook(scheduler: str, tmp_path: Path) -> None:
    from distributed import Client

    with Client(scheduler, timeout="60s") as client:
        client.wait_for_workers(2, timeout=120)
    here = make_class(tmp_path / "here")
    there = here.twin(tmp_path / "there")
    grade(here, "sums", timeout=12)
    summary = grade(there, "sums", timeout=12, cluster=scheduler)
    assert [(row.student, row.reason) for row in summary.set_aside] == [("stuck", "timed-out")]
    assert there.grades("sums") == here.grades("sums")
    assert len(there.grades("sums")) == 6


def test_a_cluster_that_does_not_answer_is_told(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    room = make_class(tmp_path)
    with pytest.raises(ClusterError, match="dask scheduler"):
        grade(room, "sums", cluster=f"tcp://127.0.0.1:{port()}")


def run_as_postgres(command: list[str]) -> None:
    """PostgreSQL refuses to run as root."""
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*other, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)


@pytest.fixture
def postgres() -> Iterator[str]:
    """A cluster of our own in a temporary folder, on a socket and a port of its own; its address for SQLAlchemy."""
    pytest.importorskip("psycopg")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not installed:
        if os.environ.get("REQUIRE_TOOLS") == "1":
            pytest.fail("needs PostgreSQL (Debian: apt-get install postgresql), and REQUIRE_TOOLS=1 is set")
        pytest.skip("needs PostgreSQL (Debian: apt-get install postgresql)")
    programs = installed[-1]
    folder = Path(f"/tmp/backoffice-postgres-{os.getpid()}")
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    number = port()
    data = str(folder / "data")
    run_as_postgres([str(programs / "initdb"), "-D", data, "-A", "trust", "-U", "course"])
    start = f"-p {number} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [str(programs / "pg_ctl"), "-D", data, "-w"]
    run_as_postgres([*control, "-l", str(folder / "log"), "-o", start, "start"])
    yield f"postgresql+psycopg://course@127.0.0.1:{number}/postgres"
    run_as_postgres([*control, "-m", "immediate", "stop"])
    shutil.rmtree(folder)


def test_a_gradebook_in_postgresql_holds_the_same_as_one_in_sqlite(postgres: str, tmp_path: Path) -> None:
    lite = make_class(tmp_path / "sqlite")
    big = make_class(tmp_path / "postgres", f"c.CourseDirectory.db_url = {postgres!r}\n")
    big.db_url = postgres
    grade(lite, "sums", timeout=12)
    summary = grade(big, "sums", timeout=12)
    assert len(summary.set_aside) == 1
    assert big.grades("sums") == lite.grades("sums")
    assert len(big.grades("sums")) == 6
    exported = big.nbgrader("export")
    assert re.search(r"Exporting", exported.stderr + exported.stdout)
    lines = (big.root / "grades.csv").read_text().splitlines()
    assert sum(line.startswith("sums,") for line in lines) == 6
