"""What the grading tests share: the vault (one class of attackers and honest learners, graded once) and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from course.grading.assignment import Course
from course.grading.progress import Progress
from course.grading.run import Options, Summary, grade_class
from tests.grading import small_class
from tests.grading.attacks import ASSIGNMENT, ATTACKS, FIRST, Target
from tests.grading.classroom import Classroom
from tests.grading.commands import empty_gradebook
from tests.grading.vault import (
    ENDLESS,
    HONEST,
    Listener,
    Vault,
    fingerprints,
    folder_outside_tmp,
    instructors_place,
    make_target,
)

TIMEOUT, PATIENCE = 10, 5  # seconds; the second for those that never end
ROOT = Path(__file__).parents[2]
ASSIGNMENTS = sorted(path.name for path in (ROOT / "source").iterdir())
CODE = [name for name in ASSIGNMENTS if "-automate-" in name]  # the others' answers are files
FILES = [name for name in ASSIGNMENTS if name not in CODE]


def grade(room: Classroom, assignment: str, **options: object) -> Summary:
    """`backoffice grade`, without its words."""
    chosen = Options(**options)  # type: ignore[arg-type]  # whatever a test wants to set
    return grade_class(Course(room.root), assignment, chosen, lambda total: Progress(total, "en", StringIO()))


@pytest.fixture(scope="session")
def vault() -> Iterator[Vault]:
    """Every attack once, honest learners among them; sandbox on. Those that never end are graded all at once."""
    listener = Listener()
    listener.start()
    with folder_outside_tmp() as folder:
        target = make_target(Classroom.make(folder / "course"), listener)
        with instructors_place(target):
            yield grade_the_vault(target, listener)


def grade_the_vault(target: Target, listener: Listener) -> Vault:
    room = target.room
    endless = tuple(f"attack-{name}" for name, attack in ATTACKS.items() if attack.ends == ENDLESS)
    honest = tuple(f"{name}-then-honest" for name in endless)
    for number, (name, attack) in enumerate(ATTACKS.items()):
        attack.build(target, f"attack-{name}")
        if number % 8 == 0 and attack.ends != ENDLESS:
            room.hand_in(f"attack-{name}-then-honest", ASSIGNMENT, {"answer": HONEST})
    for student in honest:
        room.hand_in(student, ASSIGNMENT, {"answer": HONEST})
    grade(room, ASSIGNMENT, students=(FIRST,))
    before, marks_before = fingerprints(room.root), room.grades(ASSIGNMENT)[FIRST]
    waited = grade(room, ASSIGNMENT, timeout=PATIENCE, jobs=len(endless), students=endless + honest)
    others = set(Course(room.root).students(ASSIGNMENT)) - set(endless) - set(honest)
    summary = grade(room, ASSIGNMENT, timeout=TIMEOUT, students=tuple(others))
    rows = {row.student: row for row in waited.rows + summary.rows}
    return Vault(target, rows, before, listener, room.grades(ASSIGNMENT), marks_before)


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
