"""The proof of diagnosis on a few firms; `python -m bench.diagnosis` does the same on fifty and keeps the table."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from course import __version__
from course.tasks.chart import Chart
from course.tasks.error_log import ErrorLog
from course.tasks.handing_in import handout_of
from course.tasks.handout import FormLayout, Header
from course.tasks.proof import Proof, prove
from course.tasks.task import Task
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
    assert all(proof.alone.tries >= 2 * FIRMS and proof.two.tries >= FIRMS for proof in proofs().values())
    without_noise = {proof.task for proof in proofs().values() if not proof.silent.tries}
    assert without_noise == {task.id for task in TASKS if not can_be_noisy(task)}


def can_be_noisy(task: Task) -> bool:
    """Whether there are amounts, places or orders that can be exchanged for random ones."""
    layout = handout_of(task, Header("ada", task.unit, task.id, 0, __version__, "en")).layout
    if isinstance(layout, FormLayout):
        return task.kind in ("match", "order") or any(field.kind == "amount" for field in layout.fields)
    return not isinstance(task, ErrorLog | Chart)  # what these ask for is picked from lists


def test_the_page_of_figures_knows_every_task() -> None:
    page = (Path(__file__).parents[2] / "docs" / "diagnosis.md").read_text(encoding="utf-8")
    assert [task.id for task in TASKS if f"| `{task.id}` |" not in page] == []
