"""What the grading tests share: the vault (one class of attackers and honest learners, graded once) and a browser."""

from __future__ import annotations

import hashlib
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from course.grading.assignment import Course
from course.grading.outcome import Row
from course.grading.progress import Progress
from course.grading.run import Options, Summary, grade_class
from tests.grading import small_class
from tests.grading.attacks import ASSIGNMENT, ATTACKS, Target, folders, machine, marks, pages
from tests.grading.classroom import Classroom, graded, locked, notebook, solution, text
from tests.grading.commands import empty_gradebook

__all__ = ["folders", "machine", "marks", "pages"]
SECRET = "the-instructors-secret-9417"
HONEST = "def total(numbers):\n    return sum(numbers)\nvalue = 4711"
TIMEOUT, PATIENCE = 10, 5  # seconds; the second for those that never end
ROOT = Path(__file__).parents[2]
ASSIGNMENTS = sorted(path.name for path in (ROOT / "source").iterdir())
CODE = [name for name in ASSIGNMENTS if "-automate-" in name]  # the others' answers are files
FILES = [name for name in ASSIGNMENTS if name not in CODE]


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


def grade(room: Classroom, assignment: str, **options: object) -> Summary:
    """`backoffice grade`, without its words."""
    chosen = Options(**options)  # type: ignore[arg-type]  # whatever a test wants to set
    return grade_class(Course(room.root), assignment, chosen, lambda total: Progress(total, "en", StringIO()))


def fingerprints(root: Path) -> dict[str, str]:
    """Every file that no submission may change."""
    kept = [root / "secret.txt", *(root / "source").rglob("*"), *(root / "release").rglob("*")]
    kept += (root / "submitted").rglob("*")
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in kept
        if path.is_file() and path.stat().st_size < 10**8
    }


@dataclass
class Vault:
    """The class of attackers, after grading."""

    target: Target
    rows: dict[str, Row]
    before: dict[str, str]
    listener: Listener
    grades: dict[str, dict[str, object]] = field(default_factory=dict)

    def student(self, attack: str) -> str:
        return f"attack-{attack}"


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


@pytest.fixture(scope="session")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    """Every attack once, honest learners among them; sandbox on. Those that never end are graded all at once."""
    room = Classroom.make(tmp_path_factory.mktemp("vault"))
    vault_assignment(room)
    (room.root / "secret.txt").write_text(SECRET)
    listener = Listener()
    listener.start()
    target = Target(room, SECRET, listener.port)
    room.hand_in("honest-0", ASSIGNMENT, {"answer": HONEST})
    for number, (name, attack) in enumerate(ATTACKS.items()):
        attack.build(target, f"attack-{name}")
        if number % 8 == 0 and attack.ends != {"timed-out"}:
            room.hand_in(f"attack-{name}-then-honest", ASSIGNMENT, {"answer": HONEST})
    endless = tuple(f"attack-{name}" for name, attack in ATTACKS.items() if attack.ends == {"timed-out"})
    honest = tuple(f"{name}-then-honest" for name in endless)
    for student in honest:
        room.hand_in(student, ASSIGNMENT, {"answer": HONEST})
    before = fingerprints(room.root)
    waited = grade(room, ASSIGNMENT, timeout=PATIENCE, jobs=len(endless), students=endless + honest)
    others = set(Course(room.root).students(ASSIGNMENT)) - set(endless) - set(honest)
    summary = grade(room, ASSIGNMENT, timeout=TIMEOUT, students=tuple(others))
    rows = {row.student: row for row in waited.rows + summary.rows}
    return Vault(target, rows, before, listener, room.grades(ASSIGNMENT))


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """The course itself with its own settings, all assignments released by nbgrader. To be copied (`twin`), not used:
    modules share it, and what one of them graded another would find."""
    root = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "gradebook.db").write_bytes(empty_gradebook("backoffice"))
    room = Classroom(root, "backoffice")
    for name in ASSIGNMENTS:
        shutil.copytree(ROOT / "source" / name, root / "source" / name)
    room.nbgrader("generate_assignment", "--assignment=*")
    empty = (root / "gradebook.db").read_bytes()
    yield room
    assert not (root / "submitted").exists(), "a test handed in here"
    assert (root / "gradebook.db").read_bytes() == empty, "a test graded here"


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The class, not yet marked."""
    return small_class.make_class(tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="session")
def marked_here(here: Classroom, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """Its gradebook when it is marked on this machine, into SQLite."""
    room = here.twin(tmp_path_factory.mktemp("marked") / "here")
    grade(room, "sums", timeout=small_class.TIMEOUT)
    assert len(room.grades("sums")) == 6
    return room.grades("sums")


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    """A page in chromium that notes every request but its own file."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()
