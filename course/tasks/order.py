"""Order: steps that are put in their order, alone or beside questions of other kinds.

A unit declares it like a form; `in_order` makes a question of steps that are given in their right order:

    in_order("accountant", _("How to become an accountant"), {"school": _("Leave school"), ...}, firm.chance("careers"))

The learner finds the steps shuffled, so far from right that nothing is earned for leaving them. Whoever moves one step
to a wrong place has made one mistake (`course.tasks.ordering`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from course.firm.chance import Chance
from course.tasks.form import Form, Question, Wrong
from course.tasks.handout import Choice, Field, TaskKind
from course.tasks.ordering import shuffled


@dataclass(frozen=True, kw_only=True)
class Order(Form):
    """A form with steps to be put in order."""

    kind: ClassVar[TaskKind] = "order"


def in_order(
    key: str,
    label: str,
    steps: Mapping[str, str],
    chance: Chance,
    *,
    also: Sequence[tuple[str, ...]] = (),
    wrong: Mapping[str, tuple[tuple[str, ...], str]] | None = None,
    group: str = "",
    help: str = "",
    weight: int = 1,
    message: str = "",
    where: str = "",
    worked: str = "",
) -> Question:
    """A question of `steps` (key -> words), given in their right order; `also` are further right orders.

    `wrong` maps a slip to the order that it yields (see `ordering.laid_before`) and what to say of it.
    """
    options = tuple(Choice(step, steps[step]) for step in shuffled(tuple(steps), chance))
    return Question(
        field=Field(key, label, "order", options, help=help, group=group),
        truth=tuple(steps),
        also=tuple(also),
        wrong=tuple(Wrong(slip, order, text) for slip, (order, text) in (wrong or {}).items()),
        weight=weight,
        message=message,
        where=where,
        worked=worked or " → ".join(steps.values()),
    )
