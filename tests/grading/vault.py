"""The vault: one class of attackers and honest learners, and everything that no attack may read, change or reach.

The tests grade it once (`vault` in conftest.py); `bench/attacks.py` does, too, and tries the same attacks on plain
nbgrader. It lies outside /tmp, which the sandbox covers: what is hidden there is hidden by its walls alone.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from course.grading.outcome import Row
from tests.grading.attacks import (
    ASSIGNMENT,
    FIRST,
    SHARED_MEMORY,
    THROUGH,
    Target,
    folders,
    machine,
    marks,
    pages,
)
from tests.grading.classroom import Classroom, graded, locked, notebook, solution, text

__all__ = ["folders", "machine", "marks", "pages"]
SECRET = "the-instructors-secret-9417"
HOME_SECRET = "the-instructors-diary-2093"
TOKEN = "the-instructors-token-5518"
HONEST = "def total(numbers):\n    return sum(numbers)\nvalue = 4711"
TOLD = {  # what no attack may tell, and what it means when one does
    SECRET: "copies the instructor's secret",
    HOME_SECRET: "reads the instructor's home",
    TOKEN: "reads the instructor's environment",
    "root:x:0": "shows the system's files",
    "value = 4711": "copies the work of others",
    THROUGH: "is not stopped",
}
HIDDEN = ("value == 4711", "expected = 60")  # in the tests; plain nbgrader's own notebooks have them anyway
ENDLESS = {"timed-out"}


class Listener(threading.Thread):
    """A port on loopback that counts who comes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.visitors: list[str] = []
        self._tcp = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._tcp.getsockname()[1]
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind(("127.0.0.1", self.port))
        self._udp.setblocking(False)

    def run(self) -> None:
        while True:
            try:
                line, _ = self._tcp.accept()
            except OSError:
                return
            self.visitors.append("tcp")
            line.close()

    def all(self) -> list[str]:
        try:
            self._udp.recv(100)
            self.visitors.append("udp")
        except BlockingIOError:
            pass
        return self.visitors


@dataclass
class Vault:
    """The class of attackers, after grading."""

    target: Target
    rows: dict[str, Row]
    before: dict[str, str]
    listener: Listener
    grades: dict[str, dict[str, object]] = field(default_factory=dict)
    marks_before: dict[str, object] = field(default_factory=dict)  # of the first honest learner

    def student(self, attack: str) -> str:
        return f"attack-{attack}"


@contextmanager
def folder_outside_tmp() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="backoffice-vault-", dir="/var/tmp", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def make_target(room: Classroom, listener: Listener) -> Target:
    """The released vault, with the first honest learner's work."""
    vault_assignment(room)
    room.hand_in(FIRST, ASSIGNMENT, {"answer": HONEST})
    return with_secrets(room, listener)


def with_secrets(room: Classroom, listener: Listener) -> Target:
    """The course with a secret beside it and one in the instructor's home."""
    target = Target(room, SECRET, listener.port)
    (room.root / "secret.txt").write_text(SECRET)
    target.home.mkdir()
    (target.home / "notes.txt").write_text(HOME_SECRET)
    return target


def vault_assignment(room: Classroom) -> None:
    room.assign(
        ASSIGNMENT,
        vault=notebook(
            text("# The vault"),
            locked(
                "setup",
                "import math\nimport pandas as pd\nTOLERANCE = 0.001\n\n\n"
                "def near(a, b):\n    return abs(a - b) <= TOLERANCE",
            ),
            solution(
                "answer",
                "### BEGIN SOLUTION\ndef total(numbers):\n    return sum(numbers)\nvalue = 4711\n### END SOLUTION",
            ),
            graded(
                "test",
                5,
                "assert near(total([1, 2, 3]), 6)\n### BEGIN HIDDEN TESTS\nexpected = 60\nnumbers = [10, 20, 30]\n"
                "assert total(numbers) == sum(numbers) == expected, 'Another sum is wrong.'\n"
                "assert value == 4711\n### END HIDDEN TESTS",
            ),
            text("Why?", grade_id="why", grade=True, solution=True, points=1),
        ),
    )


@contextmanager
def instructors_place(target: Target) -> Iterator[None]:
    """The instructor's home and environment, and shared memory on the machine, while the class is marked."""
    environment = {"HOME": str(target.home), "INSTRUCTORS_TOKEN": TOKEN}
    libc = ctypes.CDLL(None)
    held = libc.shmget(SHARED_MEMORY, 4096, 0o1600)  # make it; what an earlier run left behind will do
    try:
        with mock.patch.dict(os.environ, environment):
            yield
    finally:
        libc.shmctl(held, 0, None)  # remove it


def fingerprints(root: Path) -> dict[str, str]:
    """Every file that no submission may change, the marked work of the first learner and its ledger row among them."""
    kept = [root / "secret.txt", root / "home" / "notes.txt", *(root / "grading").rglob(f"{FIRST}-*")]
    for folder in ("source", "release", "submitted", f"autograded/{FIRST}"):
        kept += (root / folder).rglob("*")
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in kept
        if path.is_file() and path.stat().st_size < 10**8
    }


def made_outside(root: Path) -> list[str]:
    """The files named `owned` that attacks have made where they have nothing to make; they are removed."""
    places = [root, root.parent, root / "home", *map(Path, ("/tmp", "/var/tmp", "/dev/shm", "/etc"))]
    places += [root / "source" / ASSIGNMENT, root / "autograded" / FIRST, root / "grading" / ASSIGNMENT / "rows"]
    made = [place / "owned" for place in places if (place / "owned").exists()]
    for path in made:
        path.unlink()
    return [str(path) for path in made]


def told_by(root: Path, student: str) -> list[str]:
    """What the work of this learner tells, once it is marked, of what it may not tell."""
    written = [*(root / "autograded" / student).rglob("*"), *(root / "grading").rglob(f"{student}-*")]
    shown = "".join(path.read_text(errors="replace") for path in written if path.is_file())
    return [harm for secret, harm in TOLD.items() if secret in shown]
