"""What a clerk who makes known slips ought to earn, reckoned from what each slip costs and without asking the marker.

Expected points that come from the marker itself would agree with it whatever it does; these would not.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from course.firm import Firm
from course.tasks.error_log import ErrorLog
from course.tasks.expected import TYPED_TOTAL
from course.tasks.form import Form
from course.tasks.formatted import Formats
from course.tasks.handout import Handout, SheetLayout
from course.tasks.journal import Journal
from course.tasks.listing import Listing
from course.tasks.mark import CENT, share_out
from course.tasks.records import Records
from course.tasks.sheet import Sheet
from course.tasks.task import Task

TYPED = Decimal("0.4")  # what a right figure earns where a formula is asked for


def reckon(task: Task, firm: Firm, handout: Handout, slips: tuple[str, ...]) -> Decimal:
    """The points of `task.perfect(firm, handout, slips)`. Raises ValueError for slips that it cannot reckon with."""
    if isinstance(task, Journal):
        return task.expected(firm, slips)
    if isinstance(task, Form):
        return _form(task, firm, handout, slips)
    if isinstance(task, Records):
        return task.reckoned(firm, handout.header.language, slips)
    if isinstance(task, ErrorLog):
        return task.reckoned(firm, slips)
    if isinstance(task, Listing | Formats) and not slips:
        return task.points
    if type(task) is Sheet and set(slips) <= {TYPED_TOTAL}:
        return _sheet(task, firm, handout, typed=bool(slips))
    raise ValueError(f"{task.id}: what {', '.join(slips)} costs depends on the figures.")


def _form(task: Form, firm: Firm, handout: Handout, slips: tuple[str, ...]) -> Decimal:
    """A question that one of the slips answers wrongly is lost whole."""
    questions = task.questions(firm, handout.header.language)
    shares = share_out(task.points, [question.weight for question in questions])
    left = Decimal(0)
    for question, share in zip(questions, shares, strict=True):
        made = [wrong.answer for wrong in question.wrong if wrong.slip in slips]
        left += share if not made or made[0] in (question.truth, *question.also) else Decimal(0)
    return left


def _sheet(task: Sheet, firm: Firm, handout: Handout, typed: bool) -> Decimal:
    assert isinstance(handout.layout, SheetLayout)
    expected = task.expected(firm, handout.header.language, handout.layout)
    shares = share_out(task.points, [one.weight for one in expected])
    earned = Decimal(0)
    for one, share in zip(expected, shares, strict=True):
        part = TYPED if typed and one.formula else Decimal(1)
        earned += (share * part).quantize(CENT, ROUND_HALF_UP)
    return earned
