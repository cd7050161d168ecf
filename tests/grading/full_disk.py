"""Grades a class while a disk fills up: run as a program of its own, which may fill that disk.

argv: the course's folder, the assignment, the disk, after how many submissions it is full, how many bytes it has then.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from io import StringIO
from pathlib import Path

from course.grading.assignment import Course
from course.grading.progress import Progress
from course.grading.refusal import Refusal
from course.grading.run import Options, grade_class


class Filling(Progress):
    """Fills the disk when so many submissions are done."""

    def step(self) -> None:
        super().step()
        if self.done == int(sys.argv[4]):
            fill(Path(sys.argv[3]) / "filler", int(sys.argv[5]))


def fill(path: Path, left: int) -> None:
    with path.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(bytes(4096))
        file.truncate(file.tell() - left)


def run() -> None:
    course = Course(Path(sys.argv[1]))
    try:
        grade_class(course, sys.argv[2], Options(jobs=1), lambda total: Filling(total, "en", StringIO()))
    except Refusal as refusal:
        print(refusal.to("en"))
        print(refusal.to("de"))


if __name__ == "__main__":
    run()
