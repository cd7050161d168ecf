"""A gradebook on a server: a real PostgreSQL of our own, on loopback, that is also lost in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from course.cli import main
from course.grading.gradebook_errors import GradebookLost
from course.grading.gradebook_rows import SubmissionRows
from course.grading.outcome import GradedNotebook
from tests.grading.classroom import Classroom
from tests.grading.conftest import grade
from tests.grading.small_class import ALL, TIMEOUT, make_class, port
from tests.leash import leash

pytestmark = [pytest.mark.tool("bwrap"), pytest.mark.tool("postgres")]
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


def server_programs() -> Path:
    """Where a server and its `initdb` lie: the newest of Debian's, or what is on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return Path(debian[-1] if debian else str(shutil.which("postgres"))).parent


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    programs = server_programs()
    remove_what_a_killed_run_left()
    folder = Path(f"{PLACE}{os.getpid()}")
    folder.mkdir(mode=0o700)
    if POSTGRES:
        shutil.chown(folder, "postgres")
    make = [str(programs / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "course", "--no-sync"]
    subprocess.run(make, check=True, cwd="/", stdout=subprocess.DEVNULL, **POSTGRES)
    made = Postgres(programs, folder, port())
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
