"""Expected points are reckoned from what slips cost; the marker has to agree, and it is not asked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from course import __version__
from course.tasks.handing_in import deal
from course.tasks.handout import Header
from course.tasks.journal import Journal
from course.tasks.reckoning import reckon
from course.tasks.slips import OMITTED
from course.units import find_task

LEARNERS = ("ada", "berta", "cem")
TASKS = ("april-vouchers", "put-it-right", "first-voucher", "which-account", "find-the-error", "look-back", "cash-book")


@pytest.mark.parametrize("task_id", TASKS)
def test_the_marker_gives_what_is_reckoned_for_every_single_slip(task_id: str) -> None:
    task = find_task(task_id)
    reckoned = 0
    for learner in LEARNERS:
        header = Header(learner, task.unit, task.id, 0, __version__, "en")
        firm = deal(header, task.lesson)
        handout = task.handout(firm, header, {})
        for slips in ((), *((name,) for name in task.slips(firm, handout))):
            try:
                expected = reckon(task, firm, handout, slips)
            except ValueError:
                continue
            mark = task.mark(task.perfect(firm, handout, slips), firm, handout, {})
            assert mark.points == expected, (learner, slips)
            reckoned += bool(slips) and expected < task.points
    assert reckoned >= len(LEARNERS)


def test_two_slips_on_different_vouchers_cost_what_both_cost() -> None:
    task = find_task("april-vouchers")
    assert isinstance(task, Journal)
    header = Header("ada", task.unit, task.id, 0, __version__, "en")
    firm = deal(header, task.lesson)
    handout = task.handout(firm, header, {})
    first, second = (voucher.number for voucher in task.work(firm).to_post[:2])
    slips = (f"sides-swapped@{first}", f"{OMITTED}@{second}")
    # by hand: of two vouchers at 1.60, one keeps a third (0.53), the other nothing
    assert reckon(task, firm, handout, slips) == Decimal("16") - 2 * Decimal("1.60") + Decimal("0.53")
    assert task.mark(task.perfect(firm, handout, slips), firm, handout, {}).points == Decimal("13.33")


def test_what_cannot_be_reckoned_is_refused_and_not_guessed() -> None:
    task = find_task("april-vouchers")
    assert isinstance(task, Journal)
    header = Header("ada", task.unit, task.id, 0, __version__, "en")
    firm = deal(header, task.lesson)
    place = task.work(firm).to_post[0].number
    with pytest.raises(ValueError, match=place):
        task.expected(firm, (f"sides-swapped@{place}", f"digits-swapped@{place}"))
