"""Answer files under attack: bombs, forgeries and copies earn nothing, and no learner's code is needed to see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from course import __version__
from course.tasks.handing_in import lay_down
from course.tasks.handout import Header
from course.units import find_task
from tests.grading.attacks import FIRST
from tests.grading.attacks.answers import ANSWER_ATTACKS, NAME, TASK, UNIT, work
from tests.grading.classroom import Classroom
from tests.grading.conftest import grade
from tests.grading.vault import (
    Listener,
    Vault,
    fingerprints,
    folder_outside_tmp,
    instructors_place,
    made_outside,
    told_by,
    with_secrets,
)


@pytest.fixture(scope="module")
def answers(released: Classroom) -> Iterator[Vault]:
    """A class of attackers on answer files, honest learners among them, after grading."""
    listener = Listener()
    listener.start()
    with folder_outside_tmp() as folder:
        target = with_secrets(released.twin(folder / "course"), listener)
        room = target.room
        work(room.hand_in(FIRST, NAME), FIRST, TASK)
        for number, (name, attack) in enumerate(ANSWER_ATTACKS.items()):
            attack.build(target, name)
            if number % 4 == 0:
                honest = f"{name}-then-honest"
                work(room.hand_in(honest, NAME), honest, TASK)
        work(room.hand_in("own-machine", NAME), "someone-at-home", TASK)
        with instructors_place(target):
            grade(room, NAME, students=(FIRST,), sandboxed=False)
            before, marks_before = fingerprints(room.root), room.grades(NAME)[FIRST]
            rows = {row.student: row for row in grade(room, NAME, sandboxed=False).rows}
        yield Vault(target, rows, before, listener, room.grades(NAME), marks_before)


@pytest.mark.parametrize("name", ANSWER_ATTACKS)
def test_the_attack_earns_nothing_and_is_marked_like_any_other(answers: Vault, name: str) -> None:
    row = answers.rows[name]
    assert (row.reason or row.status) in ANSWER_ATTACKS[name].ends
    assert sum(points or 0 for points in row.scores.values()) == 0
    assert row.reason or any(finding.outcome in ("cannot be read", "not attempted") for finding in row.findings)


@pytest.mark.parametrize("name", ANSWER_ATTACKS)
def test_nothing_that_it_wanted_to_read_is_told(answers: Vault, name: str) -> None:
    assert told_by(answers.target.room.root, name) == []


def test_nothing_outside_is_changed_or_made_and_nobody_is_asked(answers: Vault) -> None:
    root = answers.target.room.root
    assert len([path for path in answers.before if f"/{FIRST}" in path]) >= 4
    assert fingerprints(root) == answers.before
    assert made_outside(root) == []
    assert answers.listener.all() == []
    assert answers.grades[FIRST] == answers.marks_before


def test_the_next_honest_learner_has_full_marks(answers: Vault) -> None:
    honest = [row for name, row in answers.rows.items() if name.endswith("-honest")]
    assert len(honest) == len(list(ANSWER_ATTACKS)[::4])
    assert {row.scores[TASK] for row in honest} == {16}


def test_work_on_a_classmates_documents_is_set_aside_with_both_names(answers: Vault) -> None:
    row = answers.rows["work-of-a-classmate"]
    assert row.reason == "others-documents"
    assert row.facts == {"task": TASK, "learner": FIRST}


def test_work_on_a_classmates_documents_can_be_marked_all_the_same_and_is_noted(
    released: Classroom, tmp_path: Path
) -> None:
    room = released.twin(tmp_path / "course")
    for student in ("anna", "ben"):
        work(room.hand_in(student, NAME), "anna", TASK)
    (aside,) = grade(room, NAME).set_aside
    assert (aside.student, aside.reason) == ("ben", "others-documents")
    assert "--student ID --any-documents" in aside.advice("en")
    assert "--student ID --any-documents" in aside.advice("de")
    again = grade(room, NAME, students=("ben",), any_documents=True)
    assert [(row.scores[TASK], [note.kind for note in row.notes]) for row in again.rows] == [(16, ["foreign-header"])]
    assert grade(room, NAME).set_aside == [], "it stays marked"
    assert room.grades(NAME)["ben"] == room.grades(NAME)["anna"]


def test_an_unknown_name_in_the_header_is_noted_and_marked(answers: Vault) -> None:
    row = answers.rows["own-machine"]
    assert row.scores[TASK] == 16
    assert [note.facts["learner"] for note in row.notes] == ["someone-at-home"]
    assert row.deals == {TASK: "someone-at-home/0"}


def test_slips_are_kept_for_the_report(released: Classroom, tmp_path: Path) -> None:
    room = released.twin(tmp_path / "course")
    folder = room.hand_in("anna", NAME)
    header = Header("anna", UNIT, TASK, 0, __version__, "en")
    lay_down(find_task(TASK), replace(header), folder, ("sides-swapped",))
    (row,) = grade(room, NAME).rows
    assert "sides-swapped" in {finding.slip for finding in row.findings}
    assert 0 < (row.scores[TASK] or 0) < 16
