"""Marks one class twice, with `backoffice grade` and with plain `nbgrader autograde`, and compares cell by cell."""

from __future__ import annotations

import random
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from tests.grading.classroom import Classroom
from tests.grading.conftest import grade

MANY = 8  # submissions that plain nbgrader marks in two courses side by side, each half of them


def compare(room: Classroom, assignment: str, folder: Path) -> dict[str, dict[str, object]]:
    """Grade with both, at the same time; the gradebook, once both agree."""
    students = sorted(path.name for path in (room.root / "submitted").iterdir() if (path / assignment).is_dir())
    shares = [students[::2], students[1::2]] if len(students) > MANY else [students]
    stocks = [
        room.twin(folder.with_name(f"{folder.name}-{number}" if number else folder.name))
        for number in range(len(shares))
    ]
    for stock, share in zip(stocks, shares, strict=True):
        for student in set(students) - set(share):
            shutil.rmtree(stock.submission(student, assignment))
    with ThreadPoolExecutor(len(stocks)) as beside:
        plain = [beside.submit(stock.nbgrader, "autograde", assignment) for stock in stocks]
        summary = grade(room, assignment)
        for running in plain:
            running.result()
    assert summary.set_aside == []
    ours = room.grades(assignment)
    theirs = {student: cells for stock in stocks for student, cells in stock.grades(assignment).items()}
    assert set(theirs) == set(students)
    different = {student: (cells, theirs[student]) for student, cells in ours.items() if cells != theirs[student]}
    assert different == {}
    return ours


def of_cells(cells: dict[str, object]) -> list[tuple[float | None, ...]]:
    return [grade_ for grade_ in cells.values() if isinstance(grade_, tuple)]


def first(grade_: tuple[float | None, ...]) -> float:
    return grade_[0] or 0.0


def solutions(room: Classroom, name: str) -> dict[str, str]:
    """The instructor's answers to a code assignment: cell -> source."""
    source = nbformat.read(next((room.root / "source" / name).glob("*.ipynb")), as_version=4)
    return {
        cell.metadata.nbgrader.grade_id: cell.source
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


def with_a_slip(answers: dict[str, str]) -> dict[str, str]:
    """The last function gives back nothing; without any function, the last answer was not written."""
    slips = {name: slip for name, source in answers.items() if (slip := slip_in(source)) != "pass"}
    last = (list(slips) or list(answers))[-1]
    return {last: slips.get(last, "pass")}


def slip_in(source: str) -> str:
    """The answer with its last function giving back nothing; not written at all if it has no function."""
    functions = re.findall(r"^def (\w+)\(", source, re.MULTILINE)
    return f"{source}\n\n\ndef {functions[-1]}(*anything):\n    return None" if functions else "pass"


def simulate_code(room: Classroom, name: str, students: int, seed: int) -> None:
    """A class that works on a code assignment: each answer is right, has a slip, or is left as it was handed out."""
    answers, chance = solutions(room, name), random.Random(seed)
    for number in range(1, students + 1):
        work = {}
        for cell, source in answers.items():
            kind = chance.choice(("right", "right", "right", "slip", "untouched"))
            if kind != "untouched":
                work[cell] = source if kind == "right" else slip_in(source)
        room.hand_in(f"simulated-{number:02d}", name, work)
