"""Chance from a seed: the same seed deals the same firm, on every machine and with every Python.

Python promises only two things about `random`: the seeder for integers stays available, and `random()` goes on giving
the same sequence for it. `choice`, `shuffle`, `sample` and `randrange` may change with a new version (and have). So
everything here is built on `random()` alone. The seed goes through SHA-256, because `hash()` differs from process to
process.
Each purpose has a stream of its own: drawing once more for the cash box does not change a single invoice.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Chance:
    def __init__(self, seed: str, purpose: str) -> None:
        digest = sha256(f"{purpose}\n{seed}".encode("utf-8", "surrogatepass")).digest()
        self._random = random.Random(int.from_bytes(digest, "big")).random

    def below(self, number: int) -> int:
        """A whole number from 0 to number - 1."""
        return int(self._random() * number)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both possible."""
        return low + int(self._random() * (high - low + 1))

    def happens(self, percent: int) -> bool:
        return self._random() * 100 < percent

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self._random() * len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Fisher and Yates, written out so that it never changes."""
        deck = list(items)
        for last in range(len(deck) - 1, 0, -1):
            other = int(self._random() * (last + 1))
            deck[last], deck[other] = deck[other], deck[last]
        return deck

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """`count` different items (all of them if there are fewer)."""
        return self.shuffled(items)[:count]

    def cents(self, low: int, high: int) -> Decimal:
        """An amount in EUR between two amounts given in cents."""
        return Decimal(self.between(low, high)).scaleb(-2)
