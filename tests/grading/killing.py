"""Kills `backoffice grade` between its first row and its last, at random moments, and lets it go on.

Each kill has a copy of the class of its own, so that none of them comes to a run which has nothing left to do.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.grading.classroom import Classroom, graded, notebook, solution
from tests.grading.conftest import ROOT, grade
from tests.leash import leash

CLASS = 12
RIGHT = {"answer": "def total(numbers):\n    return sum(numbers)"}
WRONG = {"answer": "def total(numbers):\n    return 0"}
TEST = """import os
import signal

if total([0]) == 666:
    os.kill(os.getpid(), signal.SIGKILL)
assert total([1, 2]) == 3"""
COMMAND = [sys.executable, "-m", "course.cli", "grade", "sums", "--jobs", "1"]
PATIENCE = 120  # seconds, on a busy machine


def make_class(folder: Path) -> Classroom:
    """Released by nbgrader, handed in, not yet marked. An answer of 666 ends whatever marks it."""
    made = Classroom.make(folder)
    right = f"### BEGIN SOLUTION\n{RIGHT['answer']}\n### END SOLUTION"
    made.assign("sums", sums=notebook(solution("answer", right), graded("test", 3, TEST)))
    for number in range(CLASS):
        made.hand_in(f"s{number}", "sums", RIGHT if number % 2 else WRONG)
    return made


def kill_and_go_on(made: Classroom, folder: Path, kills: int) -> list[int]:
    """How many rows each kill left: at least one, and fewer than the class has.

    A kill that came after the last row is made again at another moment. Raises AssertionError where the run that went
    on ended in another gradebook, other folders or other rows than one that nobody killed.
    """
    undisturbed = made.twin(folder / "undisturbed")
    grade(undisturbed, "sums", jobs=1)
    expected, times = end_of(undisturbed), sorted(path.stat().st_mtime for path in rows_of(undisturbed))
    each = (times[-1] - times[0]) / (CLASS - 1)
    chance, left = random.Random(9), list[int]()
    for attempt in range(4 * kills):
        room = made.twin(folder / f"killed-{attempt}")
        rows = rows_at_the_kill(room, chance.randint(1, CLASS - 2), chance.uniform(0, 2 * each))
        if 0 < rows < CLASS:
            summary = grade(room, "sums")
            assert summary.unchanged >= rows - 1, "what was done is not done again, but for the one being written"
            assert end_of(room) == expected
            left.append(rows)
        shutil.rmtree(room.root)
        if len(left) == kills:
            break
    return left


def rows_at_the_kill(room: Classroom, wanted: int, moment: float) -> int:
    """Kill a run so many seconds after so many of its rows stand; the rows that stand then."""
    run = subprocess.Popen(
        COMMAND,
        cwd=room.root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=leash(),
    )
    until = time.monotonic() + PATIENCE
    while len(rows_of(room)) < wanted and run.poll() is None and time.monotonic() < until:
        time.sleep(0.002)
    time.sleep(moment)
    run.send_signal(signal.SIGKILL)
    run.wait()
    return len(rows_of(room))


def rows_of(room: Classroom) -> list[Path]:
    return list((room.root / "grading" / "sums" / "rows").glob("*.json"))


def end_of(room: Classroom) -> tuple[dict[str, dict[str, object]], dict[str, bytes], list[str]]:
    """The gradebook, the autograded files, the rows."""
    folder = room.root / "autograded"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return room.grades("sums"), files, sorted(path.name for path in rows_of(room))
