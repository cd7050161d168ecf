"""What marking says: points and a reason for every item of an answer.

A `Mark` is the last expression of a notebook's test cell. nbgrader reads its `repr` as partial credit; the learner
reads its `_repr_html_` in the feedback page. Both come from the same items.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Outcome(Enum):
    """The four outcomes of an item. Nothing else is ever said about a piece of work."""

    NOT_ATTEMPTED = "not attempted"
    UNREADABLE = "cannot be read"
    WRONG = "wrong"
    RIGHT = "right"


@dataclass(frozen=True)
class Item:
    """One marked thing: a voucher of a journal, a cell of a sheet, a question of a quiz.

    `message` is the explanation (plain text, the learner's language, never the expected answer); `where` says where to
    look; `worked` is the worked answer, shown only in a lesson, on the third try.
    """

    key: str
    label: str
    points: Decimal
    of: Decimal
    outcome: Outcome
    slip: str = ""  # the slip's name, where one was recognised
    message: str = ""
    where: str = ""
    worked: str = ""
