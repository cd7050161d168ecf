"""Sealed: each attack earns nothing, reads and changes nothing outside, harms nobody, and its end is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grading.attacks import ASSIGNMENT, ATTACKS
from tests.grading.conftest import SECRET, Vault, fingerprints

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
    root = vault.target.room.root
    assert fingerprints(root) == vault.before
    places = [root, root.parent, Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), root / "source" / ASSIGNMENT]
    assert [str(place) for place in places if (place / "owned").exists()] == []


def test_nobody_reached_the_network(vault: Vault) -> None:
    assert vault.listener.all() == []


def test_nobody_got_points_by_another_way(vault: Vault) -> None:
    found = [cell for cells in vault.grades.values() for cell in cells.values() if isinstance(cell, tuple)]
    assert found
    assert {(manual, most) for _, manual, _, most in found} <= {(None, 5.0), (None, 1.0)}


def test_nothing_that_was_read_stands_in_any_notebook(vault: Vault) -> None:
    written = list((vault.target.room.root / "autograded").rglob("*.ipynb"))
    assert written
    secrets = (SECRET, "root:x:0", "value == 4711", "expected = 60")
    told = [(str(path), secret) for path in written for secret in secrets if secret in path.read_text()]
    assert told == [], "an attack, or the notebook itself, told a secret"


def test_a_link_was_not_followed_into_the_autograded_folder(vault: Vault) -> None:
    for name in ("symlink-to-a-secret", "hard-link-to-a-secret", "notebook-is-a-symlink"):
        assert not (vault.target.room.root / "autograded" / vault.student(name)).exists()


def test_what_is_told_of_an_attack_can_be_shown_on_any_screen(vault: Vault) -> None:
    told = [note.text("de") for row in vault.rows.values() for note in row.notes]
    told += [row.why("en") for row in vault.rows.values()]
    assert len(told) > 20
    assert [words for words in told if not words.isprintable()] == []
