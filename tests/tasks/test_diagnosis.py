"""The proof of diagnosis on a few firms; `python -m bench.diagnosis` does the same on fifty and keeps the table."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from course.tasks.proof import Proof, prove
from course.units import units

FIRMS = 3  # fifty take some minutes
TASKS = [task for unit in units() for task in unit.tasks]


@cache
def proofs() -> dict[str, Proof]:
    return {proof.task: proof for proof in prove(TASKS, FIRMS)}


@pytest.mark.parametrize("task", [task.id for task in TASKS])
def test_a_clerks_slips_are_named_and_noise_is_not(task: str) -> None:
    proof = proofs()[task]
    assert proof.perfect.percent == 100
    assert proof.untouched.percent == 100
    assert proof.alone.percent >= 95, proof.taken_for
    assert proof.two.percent >= 80
    assert proof.silent.percent >= 98


def test_the_figures_were_counted_on_something() -> None:
    assert all(proof.perfect.tries == proof.untouched.tries == FIRMS for proof in proofs().values())
    assert all(proof.alone.tries >= 4 * FIRMS and proof.two.tries >= 4 * FIRMS for proof in proofs().values())
    with_figures = {proof.task for proof in proofs().values() if proof.silent.tries}
    assert with_figures == {task.id for task in TASKS if task.kind != "quiz"}


def test_the_page_of_figures_knows_every_task() -> None:
    page = (Path(__file__).parents[2] / "docs" / "diagnosis.md").read_text(encoding="utf-8")
    assert [task.id for task in TASKS if f"| `{task.id}` |" not in page] == []
