"""The proof of diagnosis on a few firms; `python -m bench.diagnosis` does the same on fifty and keeps the table."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from course import __version__
from course.tasks.chart import Chart
from course.tasks.error_log import ErrorLog
from course.tasks.handing_in import handout_of
from course.tasks.handout import FormLayout, Header
from course.tasks.proof import Proof, prove
from course.tasks.quiz import Quiz
from course.tasks.task import Task
from course.units import units

FIRMS = 3  # fifty take some minutes
TASKS = [task for unit in units() for task in unit.tasks]
PAGE = (Path(__file__).parents[2] / "docs" / "diagnosis.md").read_text(encoding="utf-8")
COLUMNS = ("perfect", "untouched", "alone", "two", "silent")


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
    """Whether there are figures, places or orders that can be exchanged for random ones."""
    layout = handout_of(task, Header("ada", task.unit, task.id, 0, __version__, "en")).layout
    if isinstance(layout, FormLayout):
        return task.kind in ("match", "order") or any(
            field.kind in ("amount", "number", "date") for field in layout.fields
        )
    return not isinstance(task, ErrorLog | Chart)  # what these ask for is picked from lists


def why_not_noisy(task: Task) -> str:
    """By which word the page gives the reason for a dash; "" if there is something to be exchanged."""
    if can_be_noisy(task):
        return ""
    return {ErrorLog: "error log", Chart: "chart", Quiz: "quiz"}.get(type(task), "form of choices")


def test_the_page_of_figures_knows_every_task_and_holds_what_it_wants() -> None:
    assert [task.id for task in TASKS] == [name for name in figures(PAGE) if name != "all"]
    assert not_held(PAGE) == []


@pytest.mark.parametrize(
    ("task", "column", "cell"),
    [
        ("first-form", 0, "98.0 % of 50"),
        ("first-form", 1, "0.0 % of 50"),
        ("april-vouchers", 2, "94.9 % of 800"),
        ("april-vouchers", 3, "79.9 % of 600"),
        ("front-or-back", 4, "97.7 % of 300"),
        ("front-or-back", 4, "-"),
        ("who-is-who", 3, "-"),
        ("look-back", 4, "100.0 % of 300"),
    ],
)
def test_a_low_figure_and_a_dash_without_a_reason_are_found(task: str, column: int, cell: str) -> None:
    cells = figures(PAGE)[task]
    spoilt = " | ".join([f"| `{task}`", *cells[:column], cell, *cells[column + 1 :]])
    page = re.sub(rf"(?m)^\| `{task}` .*$", f"{spoilt} |", PAGE)
    assert not_held(page) == [f"{task}, {COLUMNS[column]}: {cell}"]


def test_a_reason_that_is_not_given_is_missed() -> None:
    assert not_held(PAGE.replace("- **chart**:", "- chart:")) == [
        f"{task.id}, silent: -" for task in TASKS if isinstance(task, Chart)
    ]


def figures(page: str) -> dict[str, list[str]]:
    """The cells of each row of the last table: what a task's figures are."""
    lines = page.partition("<!-- figures -->")[2].splitlines()
    table = [[cell.strip(" `*") for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {cells[0]: cells[1:] for cells in table[2:]}


def wanted(page: str) -> list[float]:
    """What the page itself asks of each figure, in per cent."""
    return [float(re.findall(rf"(?m)^\| {name} \|.*\| (\d+) % \|$", page)[0]) for name in COLUMNS]


def not_held(page: str) -> list[str]:
    """Every figure that is below what is wanted, and every dash that the page does not give the reason for."""
    reasons = {task.id: why_not_noisy(task) for task in TASKS}
    return [
        f"{name}, {column}: {cell}"
        for name, cells in figures(page).items()
        for column, least, cell in zip(COLUMNS, wanted(page), cells, strict=True)
        if not held(cell, least, reasons.get(name, "") if column == "silent" else "", page)
    ]


def held(cell: str, least: float, reason: str, page: str) -> bool:
    percent, _, tries = cell.partition(" % of ")
    if not tries or reason:
        return cell == "-" and f"\n- **{reason}**: " in page
    return float(percent) >= least and int(tries) > 0


def test_the_page_wants_what_these_tests_ask() -> None:
    assert wanted(PAGE) == [100, 100, 95, 80, 98]
