"""Works of one page that keep apart: an article whose stock one of them shows or asks for is in no other.

Who counts a shelf must not read its total in another task (the count is blind), and no list may say of an article what
its shelf does not hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from course.firm import Firm


class TellsStock(Protocol):
    """A work that shows the stock of some articles, or has it counted."""

    def stocks(self, firm: Firm) -> frozenset[str]:
        """The numbers of these articles."""
        ...


def told_by(works: Iterable[TellsStock], firm: Firm) -> frozenset[str]:
    """The numbers of all articles of whose stock these works tell."""
    return frozenset[str]().union(*(work.stocks(firm) for work in works))
