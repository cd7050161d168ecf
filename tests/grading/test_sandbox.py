"""The outer wall, as far as it can be seen from its command line; what it withstands is in test_attacks.py."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from course.grading import sandbox


def test_a_course_that_lies_below_tmp_is_not_covered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    walls = sandbox._walls()
    empty = next(at for at, word in enumerate(walls) if word == "--tmpfs" and walls[at + 1] == "/tmp")
    assert empty < walls.index(str(tmp_path.resolve()))


def test_nothing_of_the_house_but_python_and_the_course_is_within_reach() -> None:
    walls = sandbox._walls()
    shown = [Path(walls[at + 1]) for at, word in enumerate(walls) if word.startswith("--ro-bind")]
    house = Path(sandbox.course.__file__).parent.parent
    assert house / "course" in shown
    assert house not in shown
    assert not any((house / hidden).is_relative_to(path) for hidden in ("source", "gradebook.db") for path in shown)
