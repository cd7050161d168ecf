"""How far steps are from their right order, counted in steps that would have to be moved.

One step laid in the wrong place is one mistake, however far away it lies: the others still follow each other. So what
counts is the longest chain of steps that already are in their right order; the rest would have to be moved. Comparing
place by place would call nearly all of them wrong, and comparing pairs would punish a long way more than a short one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from course.firm.chance import Chance

QUARTER = Decimal("0.25")


def to_move(given: Sequence[str], truth: Sequence[str]) -> int:
    """How many steps have to be moved to make the order right: all but the longest chain (0 if it is right)."""
    place = {step: at for at, step in enumerate(truth)}
    ends: list[int] = []  # ends[n]: the smallest place in which a chain of n + 1 steps can end
    for at in (place[step] for step in given):
        n = bisect_left(ends, at)
        ends[n : n + 1] = [at]
    return len(given) - len(ends)


def earned(moves: int, steps: int, of: Decimal) -> Decimal:
    """Points, in quarters, for an order in which so many steps are astray.

    Half of the steps astray is what shuffling alone achieves: it earns nothing, and each step fewer an equal share.
    """
    worst = steps // 2
    left = max(0, worst - moves)
    quarters = (of * left / worst / QUARTER).quantize(Decimal(1), ROUND_HALF_UP)
    return min(of, quarters * QUARTER) if moves else of


def shuffled(steps: Sequence[str], chance: Chance) -> tuple[str, ...]:
    """An order to begin with, so far from the right one that it earns nothing as it stands."""
    while True:
        order = tuple(chance.shuffled(steps))
        if to_move(order, steps) >= len(steps) // 2:
            return order


def laid_before(order: Sequence[str], step: str, other: str) -> tuple[str, ...]:
    """The order with one step taken out and laid before another: what a slip usually makes of it."""
    rest = [each for each in order if each != step]
    rest.insert(rest.index(other), step)
    return tuple(rest)
