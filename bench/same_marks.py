"""The same marks as plain `nbgrader autograde`, cell by cell: a simulated class on every assignment, in both languages.

    python bench/same_marks.py                      6 students an assignment
    python bench/same_marks.py --full               60 students, which takes plain nbgrader most of an hour
    python bench/same_marks.py --students 2 11-bookkeeping-de 11-bookkeeping-automate-en

Honest work and work with slips, answers that are files and answers that are code. Every mark, maximum, late penalty,
comment and "to be marked by hand" of every cell is compared. The program fails where any differ.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course.build.release import put_commands_on_path  # noqa: E402 - the folder above has to be found first
from course.grading.simulate import simulate  # noqa: E402
from tests.grading.both_ways import compare, first, of_cells, simulate_code  # noqa: E402
from tests.grading.classroom import Classroom  # noqa: E402
from tests.grading.commands import empty_gradebook  # noqa: E402
from tests.grading.conftest import ASSIGNMENTS, CODE  # noqa: E402

FEW, WHOLE_CLASS, SEED = 6, 60, 4


def course_with(folder: Path, name: str) -> Classroom:
    """The course with this one assignment, released by nbgrader."""
    folder.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    (folder / "gradebook.db").write_bytes(empty_gradebook("backoffice"))
    shutil.copytree(ROOT / "source" / name, folder / "source" / name)
    room = Classroom(folder, "backoffice")
    room.nbgrader("generate_assignment", name)
    return room


def same_marks(name: str, students: int) -> str:
    """What was compared. Raises AssertionError with what differs."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        room = course_with(Path(place) / "course", name)
        if name in CODE:
            simulate_code(room, name, students, SEED)
        else:
            simulate(room.root, name, students, SEED)
        grades = compare(room, name, Path(place) / "stock")
    totals = [sum(map(first, of_cells(cells))) for cells in grades.values()]
    assert len(totals) == students
    cells_ = sum(len(of_cells(cells)) for cells in grades.values())
    spread = f"{min(totals):g} to {max(totals):g} points"
    return f"{len(totals):4} learners, {cells_:5} marks, {spread:22} {time.perf_counter() - started:4.0f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--full", action="store_true", help=f"{WHOLE_CLASS} students an assignment")
    parser.add_argument("--students", type=int, default=0)
    parser.add_argument("assignments", nargs="*", help="only these")
    chosen = parser.parse_args()
    put_commands_on_path()
    students = chosen.students or (WHOLE_CLASS if chosen.full else FEW)
    names = chosen.assignments or ASSIGNMENTS
    for name in names:
        print(f"  {name:28} {same_marks(name, students)}", flush=True)
    print(f"the gradebooks of both are equal, cell by cell, in {len(names)} assignments of {len(ASSIGNMENTS)}")


if __name__ == "__main__":
    main()
