"""A class of seven for the tests that mark it elsewhere: half of it is right, one submission never ends."""

from __future__ import annotations

import socket
from pathlib import Path

from tests.grading.classroom import Classroom, graded, notebook, solution

RIGHT = {"answer": "def total(numbers):\n    return sum(numbers)"}
CODE = "### BEGIN SOLUTION\ndef total(numbers):\n    return sum(numbers)\n### END SOLUTION"
TIMEOUT = 6  # seconds; what does not end has to be waited for
ALL = tuple(f"s{number}" for number in range(6))  # but the one that never ends
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
