"""Sealed deals: what a key yields, and which tasks share a firm."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from course.firm import Firm
from course.firm.chance import Chance
from course.tasks import sealing
from course.tasks.handing_in import check_answer, handout_for, mark_answer, perfect, seed_of
from course.tasks.sealed_handouts import file_name
from course.tasks.sealing import KeyDamaged, Seal, holding, key_file, mark_of, named, read_key
from course.units import Unit
from tests.tasks.examples import CASH, DESKS, ERROR, TYPES, WAY, header
from tests.tasks.sealed import BALANCE, JOURNAL, SEAL, TASKS, assignment, each_unit, sealed_header

pytestmark = pytest.mark.usefixtures("a_learners_machine")
PINNED = "8f1751d84431ffdf7f2c8c2f12019d2a546101077ffc9928aebf0043d315582d"


def test_a_seed_depends_on_key_learner_unit_tasks_and_variant() -> None:
    own = header(CASH)
    seeds = [
        SEAL.seed(own, "one"),
        SEAL.seed(own, "two"),
        SEAL.seed(replace(own, learner="grace"), "one"),
        SEAL.seed(replace(own, unit="12"), "one"),
        SEAL.seed(replace(own, variant=1), "one"),
        Seal(bytes(32)).seed(own, "one"),
        seed_of(own, False),
    ]
    assert len(set(seeds)) == 7
    assert all(len(bytes.fromhex(seed)) == 32 for seed in seeds), "as long as SHA-256: nothing to try through"
    assert seeds[0] == PINNED
    same = replace(own, version="9", language="de", task="other")
    assert SEAL.seed(same, "one") == seeds[0], "a learner's documents stay the same from one version to the next"


def test_what_is_public_of_a_key_is_none_of_its_secrets() -> None:
    own = header(CASH)
    public = {SEAL.salt, SEAL.print, SEAL.mark(own, "one")}
    secret = SEAL.seed(own, "one") + SEAL.key.hex()
    assert len(public) == 3
    assert not any(part in secret for part in public)
    assert SEAL.key.hex() not in repr(SEAL)
    assert mark_of(SEAL.seed(own, "one")) == SEAL.mark(own, "one")


def test_one_name_in_two_spellings_is_one_learner() -> None:
    composed, decomposed = "m\u00fcller", "mu\u0308ller"
    assert named(composed) == named(decomposed)
    assert file_name(composed, SEAL.salt) == file_name(decomposed, SEAL.salt)
    assert file_name("muller", SEAL.salt) != file_name(composed, SEAL.salt)
    assert "ller" not in file_name(composed, SEAL.salt)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": 7}', '{"key": "zz"}', '{"key": "00ff"}', '{"about": ""}'])
def test_a_damaged_key_is_named(tmp_path: Path, content: str) -> None:
    path = key_file(tmp_path, "11-bookkeeping-en")
    assert read_key(path) is None
    path.write_text(content)
    with pytest.raises(KeyDamaged, match=r"11-bookkeeping-en\.key"):
        read_key(path)


def test_a_key_is_held_for_its_own_assignment_and_for_its_own_time() -> None:
    with holding("11-bookkeeping-en", SEAL, "ada"):
        assert sealing.seal_of("11-bookkeeping", "en") is SEAL
        assert sealing.seal_of("11-bookkeeping", "de") is None
        assert sealing.student_in_hand() == "ada"
    assert sealing.seal_of("11-bookkeeping", "en") is None
    assert sealing.student_in_hand() == ""


def test_the_instructors_version_passes_its_own_tests_with_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{assignment(JOURNAL)}.key").write_text(json.dumps({"key": SEAL.key.hex()}))
    monkeypatch.setenv(sealing.KEYS_FOLDER, str(tmp_path))
    for task in (JOURNAL, BALANCE):
        perfect(task, "en")
        assert handout_for(task, "en").header == replace(sealed_header(task), learner="ada")
        assert check_answer(task, "en").complete
        assert mark_answer(task, "en").points == task.points
    assert handout_for(JOURNAL, "de", tmp_path).header.deal == "", "the German assignment is open"
    monkeypatch.setenv(sealing.STUDENT, "grace")
    assert mark_answer(JOURNAL, "en").points == 0


def test_tasks_share_a_firm_only_if_they_start_from_each_other_or_are_put_together() -> None:
    assert JOURNAL.dealt_with == BALANCE.dealt_with
    others = [task.dealt_with for task in TASKS if task.unit == "11-bookkeeping" and task.id != BALANCE.id]
    assert len(others) == len(set(others)) == 5
    follows = replace(ERROR, id="follows", needs=(TYPES,))
    unit = Unit(99, "x", "X", (), (TYPES, CASH, DESKS, follows, WAY), (frozenset({WAY.id, CASH.id}),))
    groups = {task.id: task.dealt_with for task in unit.tasks}
    assert groups[follows.id] == groups[TYPES.id] != groups[CASH.id] == groups[WAY.id]
    assert groups[DESKS.id] == DESKS.id
    chained = Unit(99, "x", "X", (), (TYPES, CASH, DESKS, follows), (frozenset({TYPES.id, CASH.id}),))
    assert len({task.dealt_with for task in chained.tasks}) == 2


@each_unit
def test_tasks_that_draw_from_one_stream_of_chance_are_dealt_together(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They speak of the same figures: the same card by FIFO and by average, the same courses' costs and dates."""
    asked: set[str] = set()
    chance = Firm.chance

    def listening(firm: Firm, purpose: str) -> Chance:
        asked.add(purpose)
        return chance(firm, purpose)

    monkeypatch.setattr(Firm, "chance", listening)
    users: dict[str, set[str]] = {}
    for task in unit.tasks:
        if not task.lesson:
            asked.clear()
            firm = Firm.deal(f"a firm for {task.id} alone")  # nothing that was worked out for another task
            task.slips(firm, task.handout(firm, header(task), {}))
            for purpose in asked:
                users.setdefault(purpose, set()).add(task.dealt_with)
    assert {purpose: tasks for purpose, tasks in users.items() if len(tasks) > 1} == {}
