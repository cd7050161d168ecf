"""The simulated class: the same seed gives the same class, and the marker agrees with what was expected of it."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from course.grading.demo import Result, table
from course.grading.simulate import NoSuchAssignment, read_expected, simulate
from course.tasks.handing_in import mark_answer
from course.units import find_task

ROOT = Path(__file__).parents[2]
NAME = "11-bookkeeping-de"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "release", tmp_path / "release")
    return tmp_path


def test_the_marker_agrees_with_what_is_expected(course: Path) -> None:
    rows = simulate(course, NAME, students=4, seed=3)
    assert len(rows) == 4 * 6
    assert list(read_expected(course / "submitted" / "expected.csv")) == rows
    for row in rows:
        folder = course / "submitted" / row.student / NAME
        assert mark_answer(find_task(row.task), "de", folder).points == Decimal(row.points), row
        if row.slips == "not attempted":
            assert not (folder / find_task(row.task).answer_file).exists()
    assert any(row.slips not in ("", "not attempted") for row in rows)


def test_the_same_seed_gives_the_same_class_and_another_seed_another(course: Path) -> None:
    first = simulate(course, NAME, students=3, seed=1)
    assert simulate(course, NAME, students=3, seed=1) == first
    assert simulate(course, NAME, students=3, seed=2) != first


def test_real_submissions_and_the_rows_of_other_assignments_are_left_alone(course: Path) -> None:
    real = course / "submitted" / "amira" / NAME / "april-vouchers.xlsx"
    real.parent.mkdir(parents=True)
    real.write_bytes(b"an evening's work")
    english = simulate(course, "11-bookkeeping-en", students=1, seed=1)
    german = simulate(course, NAME, students=1, seed=1)
    assert real.read_bytes() == b"an evening's work"
    assert list(read_expected(course / "submitted" / "expected.csv")) == english + german


def test_what_cannot_be_simulated_is_named(course: Path) -> None:
    with pytest.raises(NoSuchAssignment, match=r"11-bookkeeping-automate-en.*There are: .*11-bookkeeping-en"):
        simulate(course, "11-bookkeeping-automate-en", students=1, seed=1)


def test_the_table_shows_a_mark_that_was_not_expected() -> None:
    marks = {"simulated-01": {"a": Decimal(4), "b": Decimal("2.50")}}
    other = {"simulated-01": {"c": Decimal(1)}}
    expected = {"simulated-01": {"a": Decimal(4), "b": Decimal(3)}, "simulated-02": {"a": Decimal(1)}}
    lines = table([Result("one-en", marks, expected), Result("two-en", other, other)]).splitlines()
    assert lines[0].split() == ["student", "one-en", "two-en", "total"]
    assert lines[1].split() == ["simulated-01", "6.5", "1", "7.5"]
    assert lines[3:] == [
        "one-en, simulated-01, b: 2.5 (expected 3)",
        "one-en, simulated-02, a: not marked (expected 1)",
    ]
