"""A disk that is full ends the run and is told. It never costs anybody a point. The disks here are small, but real."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.grading.classroom import Classroom, graded, notebook, solution
from tests.grading.conftest import grade

pytestmark = pytest.mark.tool("bwrap", "unshare")
CLASS = 4
LARGE = 500_000
RIGHT = {"answer": f"open('total.txt', 'w').write('6' * {LARGE})"}
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def as_released(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """An assignment whose test reads a file that the learner's code writes. Everybody did it rightly."""
    made = Classroom.make(tmp_path_factory.mktemp("released"))
    cells = (
        solution("answer", f"### BEGIN SOLUTION\n{RIGHT['answer']}\n### END SOLUTION"),
        graded("test", 3, f"assert open('total.txt').read() == '6' * {LARGE}"),
    )
    made.assign("sums", sums=notebook(*cells))
    for number in range(CLASS):
        made.hand_in(f"s{number}", "sums", RIGHT)
    return made


@pytest.fixture
def room(as_released: Classroom, tmp_path: Path) -> Classroom:
    return as_released.twin(tmp_path / "course")


def with_a_small_disk(room: Classroom, disk: Path, left: int, temporary: Path | None = None) -> str:
    """What a run says during which the disk fills up after two submissions. The gradebook lies on it meanwhile, or
    what is temporary."""
    disk.mkdir()
    setting = f"c.CourseDirectory.db_url = 'sqlite:///{disk}/gradebook.db'\n"
    config = room.root / "nbgrader_config.py"
    before = config.read_text()
    config.write_text(before + ("" if temporary else setting))
    program = (
        'mount -t tmpfs -o size=4m none "$3" && cp "$1/gradebook.db" "$3" && "$0" -m tests.grading.full_disk "$@" && '
        'if [ ! "$TMPDIR" ]; then rm "$3/filler"; cp "$3/gradebook.db" "$1"; fi'
    )
    about = [str(room.root), "sums", str(disk), "2", str(left)]
    run = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", program, sys.executable, *about],
        env=os.environ | {"TMPDIR": str(temporary or ""), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    config.write_text(before)
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    return run.stdout


def all_is_well_once_there_is_room(room: Classroom) -> None:
    full = (3.0, None, False, 3.0)
    assert marks(room) == [full] * 2
    assert grade(room, "sums").set_aside == []
    assert marks(room) == [full] * CLASS


def marks(room: Classroom) -> list[object]:
    return [cells["sums/test"] for cells in room.grades("sums").values()]


@pytest.mark.parametrize("left", [0, LARGE // 5])  # with the second there is room for the notebook, not for the file
def test_a_disk_that_fills_up_while_marking_stops_the_run_and_costs_nobody_a_point(
    room: Classroom, tmp_path: Path, left: int
) -> None:
    small = tmp_path / "small"
    said = with_a_small_disk(room, small, left, temporary=small)
    assert f"Marking needs room in {small} for a moment" in said
    assert "No space left on device" in said
    assert f"Für das Bewerten wird vorübergehend Platz in {small} gebraucht" in said
    all_is_well_once_there_is_room(room)


def test_a_disk_without_room_for_the_gradebook_is_told_as_such(room: Classroom, tmp_path: Path) -> None:
    said = with_a_small_disk(room, tmp_path / "small", left=0)
    assert f"The gradebook {tmp_path}/small/gradebook.db could not be written or read" in said
    assert "database or disk is full" in said
    assert "Make room" in said
    assert "Close other programs" not in said
    assert f"Das Notenbuch {tmp_path}/small/gradebook.db ließ sich nicht schreiben oder lesen" in said
    all_is_well_once_there_is_room(room)
