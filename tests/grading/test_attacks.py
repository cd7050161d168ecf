"""Sealed: each attack earns nothing, reads and changes nothing outside, harms nobody, and its end is named."""

from __future__ import annotations

import pytest

from tests.grading.attacks import ATTACKS, FIRST
from tests.grading.vault import HIDDEN, Vault, fingerprints, made_outside, told_by

pytestmark = pytest.mark.tool("bwrap")


def points(vault: Vault, student: str) -> float:
    """The automatic points in the gradebook; 0 for those set aside."""
    grade = vault.grades.get(student, {}).get("vault/test", (0.0,))
    assert isinstance(grade, tuple)
    return float(grade[0] or 0.0)


def test_the_corpus_is_large_enough() -> None:
    assert len(ATTACKS) >= 40


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_ends_as_it_has_to_and_earns_nothing(vault: Vault, name: str) -> None:
    row = vault.rows[vault.student(name)]
    end = row.reason or row.status
    assert end in ATTACKS[name].ends, (end, row.facts)
    assert points(vault, vault.student(name)) == ATTACKS[name].points
    assert row.why("en") or row.status == "marked"


def test_every_honest_learner_among_them_has_full_marks(vault: Vault) -> None:
    honest = [student for student in vault.rows if "honest" in student]
    assert len(honest) > 8
    assert {student: points(vault, student) for student in honest} == dict.fromkeys(honest, 5.0)


def test_nothing_outside_was_changed_or_made(vault: Vault) -> None:
    assert len([path for path in vault.before if f"/{FIRST}" in path]) >= 3, "handed in, marked, and its ledger row"
    assert fingerprints(vault.target.room.root) == vault.before
    assert made_outside(vault.target.room.root) == []


def test_the_marks_that_stood_in_the_gradebook_before_still_stand(vault: Vault) -> None:
    assert vault.marks_before["vault/test"] == (5.0, None, False, 5.0)
    assert vault.grades[FIRST] == vault.marks_before


def test_nobody_reached_the_network(vault: Vault) -> None:
    assert vault.listener.all() == []


def test_nobody_got_points_by_another_way(vault: Vault) -> None:
    found = [cell for cells in vault.grades.values() for cell in cells.values() if isinstance(cell, tuple)]
    assert found
    assert {(manual, most) for _, manual, _, most in found} <= {(None, 5.0), (None, 1.0)}


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_tells_nothing_that_it_may_not_read_and_nothing_that_it_may_not_do(vault: Vault, name: str) -> None:
    """Neither in its notebook nor in what is kept of it: each attack prints what it comes to."""
    assert told_by(vault.target.room.root, vault.student(name)) == []


def test_no_hidden_test_stands_in_any_notebook(vault: Vault) -> None:
    written = [path.read_text() for path in (vault.target.room.root / "autograded").rglob("*.ipynb")]
    assert written
    assert [hidden for hidden in HIDDEN if any(hidden in text for text in written)] == []


def test_what_an_attack_prints_would_be_found(vault: Vault) -> None:
    """Else the test before this one could not fail."""
    assert told_by(vault.target.room.root, FIRST) == ["copies the work of others"]
    room = vault.target.room
    marked = {name for name, row in vault.rows.items() if row.status == "marked"}
    assert marked == {path.name for path in (room.root / "autograded").iterdir()}


def notebook(vault: Vault, attack: str) -> str:
    return (vault.target.room.root / "autograded" / vault.student(attack) / "vault" / "vault.ipynb").read_text()


@pytest.mark.parametrize("name", ["output-flood", "output-flood-in-lines"])
def test_a_flood_of_output_is_cut_and_that_is_noted(vault: Vault, name: str) -> None:
    assert [note.kind for note in vault.rows[vault.student(name)].notes] == ["output-cut"]
    assert 100_000 < len(notebook(vault, name)) < 2_000_000


def test_a_workers_environment_holds_what_it_is_given_and_one_thread_for_arithmetic(vault: Vault) -> None:
    shown = notebook(vault, "environment")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        assert f"'{name}': '1'" in shown
    assert "'PATH': '/usr/bin:/bin'" in shown


def test_a_link_was_not_followed_into_the_autograded_folder(vault: Vault) -> None:
    for name in ("symlink-to-a-secret", "hard-link-to-a-secret", "notebook-is-a-symlink"):
        assert not (vault.target.room.root / "autograded" / vault.student(name)).exists()


def test_what_is_told_of_an_attack_can_be_shown_on_any_screen(vault: Vault) -> None:
    told = [note.text("de") for row in vault.rows.values() for note in row.notes]
    told += [row.why("en") for row in vault.rows.values()]
    assert len(told) > 20
    assert [words for words in told if not words.isprintable()] == []
