"""Which row of a learner's list belongs to which card: found by likeness, before any field is compared.

Compared place by place, one card that was passed over would make every row after it wrong. So rows and cards are laid
beside each other as two versions of a text are (Needleman and Wunsch, 1970, with likeness instead of equality): the
pairs that are most alike all together, in order. What is left on both sides is paired by likeness alone, so rows that
were moved are found as well; a row that is left and much like a card that has its row already is that card once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 0.5  # likeness of a row and a card that may be one; two people's cards stay below it, half a card above
SIGNS = 3  # neighbouring signs that are looked at together


@dataclass(frozen=True)
class Alignment:
    """Rows and cards by their places, from 0."""

    row_of: dict[int, int]  # card -> its row
    twice: dict[int, int]  # a further row -> the card that it repeats
    strange: tuple[int, ...]  # rows that are like no card


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of groups of neighbouring signs that two texts have in common (Dice's coefficient)."""
    return _shared(_groups(one), _groups(other))


def align(rows: Sequence[str], cards: Sequence[str]) -> Alignment:
    """`rows` and `cards` are each one's fields, joined."""
    of_rows, of_cards = [_groups(row) for row in rows], [_groups(card) for card in cards]
    table = [[_shared(row, card) for card in of_cards] for row in of_rows]
    row_of = _in_order(table, len(rows), len(cards))
    free = [row for row in range(len(rows)) if row not in row_of.values()]
    open_cards = [card for card in range(len(cards)) if card not in row_of]
    found = sorted((-table[row][card], row, card) for row in free for card in open_cards if table[row][card] >= LEAST)
    for _likeness, row, card in found:
        if row in free and card not in row_of:
            row_of[card] = row
            free.remove(row)
    nearest = {row: max(range(len(cards)), key=lambda card: table[row][card]) for row in free if cards}
    twice = {row: card for row, card in nearest.items() if table[row][card] >= LEAST}
    return Alignment(row_of, twice, tuple(row for row in free if row not in twice))


def _groups(text: str) -> frozenset[str]:
    tidy = f"  {text.casefold()}  "
    return frozenset(tidy[at : at + SIGNS] for at in range(len(tidy) - SIGNS + 1))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _in_order(table: Sequence[Sequence[float]], rows: int, cards: int) -> dict[int, int]:
    """The pairs of the best way through the table that never goes back; card -> row. Earlier rows come first."""
    best = [[0.0] * (cards + 1) for _row in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for card in range(cards - 1, -1, -1):
            best[row][card] = max(best[row + 1][card], best[row][card + 1], _paired(best, table, row, card))
    pairs: dict[int, int] = {}
    row = card = 0
    while row < rows and card < cards:
        if best[row][card] == _paired(best, table, row, card) > best[row + 1][card + 1]:
            pairs[card] = row
            row, card = row + 1, card + 1
        elif best[row][card] == best[row][card + 1]:
            card += 1
        else:
            row += 1
    return pairs


def _paired(best: Sequence[Sequence[float]], table: Sequence[Sequence[float]], row: int, card: int) -> float:
    return best[row + 1][card + 1] + max(0.0, table[row][card] - LEAST)
