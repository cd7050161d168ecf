"""Records as plain data and back: the same record, or an error that says where.

That every handout of the course comes back the same is asked of the released files, in `tests/grading/test_deal.py`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import pytest

from course.tasks.plain_data import NotThisRecord, from_plain, to_plain


@dataclass(frozen=True)
class Leaf:
    name: str
    size: Decimal = Decimal(2)
    kind: Literal["green", "dry"] = "green"


@dataclass(frozen=True)
class Stone:
    weight: int = 1


@dataclass(frozen=True)
class Box:
    content: Leaf | Stone
    pairs: tuple[tuple[str, bool], ...] = ()


def through_json(record: object) -> Any:
    return json.loads(json.dumps(to_plain(record)))


def test_what_equals_its_default_is_left_out_and_a_choice_says_what_it_is() -> None:
    box = Box(Leaf("oak", Decimal("3.10")), (("a", True),))
    assert to_plain(box) == {"content": {"is": "Leaf", "name": "oak", "size": "3.10"}, "pairs": [["a", True]]}
    assert from_plain(Box, through_json(box)) == box
    assert from_plain(Box, through_json(Box(Stone()))) == Box(Stone())


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"content": {"is": "Leaf", "name": "oak", "truth": "1"}}, "content: truth"),
        ({"content": {"is": "Leaf"}}, "content: name"),
        ({"content": {"is": "Firm", "seed": "1"}}, "unknown kind 'Firm'"),
        ({"content": {"is": "Leaf", "name": 7}}, "content.name"),
        ({"content": {"is": "Leaf", "name": "oak", "size": "much"}}, "size: 'much' is no number"),
        ({"content": {"is": "Leaf", "name": "oak", "kind": "wet"}}, "kind"),
        ({"content": {"is": "Stone", "weight": True}}, "weight"),
        ({"content": {"is": "Stone"}, "pairs": [["a"]]}, "pairs"),
        ({"content": {"is": "Stone"}, "pairs": "a"}, "pairs"),
        ([], ""),
    ],
)
def test_what_is_no_such_record_is_refused_with_the_place(data: object, where: str) -> None:
    with pytest.raises(NotThisRecord) as refused:
        from_plain(Box, data)
    assert where in str(refused.value)


def test_only_plain_data_leaves() -> None:
    with pytest.raises(TypeError, match="float"):
        to_plain((1.5,))
