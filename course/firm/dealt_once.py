"""What is dealt to a firm is dealt once: several parts of a task ask for it, and finding it may take many tries.

A firm is known by its seed. Its own hash would go through every record it has.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from course.firm.firm import Firm

P = ParamSpec("P")
T = TypeVar("T")
MOST_KEPT = 64


def dealt_once(deal: Callable[Concatenate[Firm, P], T]) -> Callable[Concatenate[Firm, P], T]:
    """Keep what `deal(firm, ...)` gave for this seed and these arguments."""
    kept: OrderedDict[tuple[object, ...], T] = OrderedDict()

    @wraps(deal)
    def once(firm: Firm, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (firm.seed, firm.chart_name, *args, *sorted(kwargs.items()))
        if key not in kept:
            kept[key] = deal(firm, *args, **kwargs)
            if len(kept) > MOST_KEPT:
                kept.popitem(last=False)
        return kept[key]

    return once
