"""Stock cards: what an issue from stock costs, and what the rest is worth, by three methods of valuation.

FIFO (first in, first out) takes the oldest pieces first, LIFO (last in, first out) the newest that are there at the
time; the moving average gives every piece the same price, worked out anew after each receipt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from course.firm.money import ZERO, cents


@dataclass(frozen=True)
class CardMove:
    """One line of a card: pieces in (with what each cost, EUR net) or, negative, out. First comes the opening stock."""

    quantity: int
    price: Decimal = ZERO


@dataclass(frozen=True)
class CardLine:
    """What a line comes to: the value that moved (EUR), stock in pieces, and its value (EUR) afterwards.

    `taken` says of an issue how many pieces came from which receipt (its place in the card); empty for the average.
    """

    moved: Decimal
    stock: int
    value: Decimal
    taken: tuple[tuple[int, int], ...] = ()


def fifo(moves: Sequence[CardMove]) -> tuple[CardLine, ...]:
    """The card by first in, first out. Raises ValueError if more goes out than is there."""
    return _by_receipts(moves, newest_first=False)


def lifo(moves: Sequence[CardMove]) -> tuple[CardLine, ...]:
    """The card by last in, first out, reckoned issue by issue. Raises ValueError as `fifo`."""
    return _by_receipts(moves, newest_first=True)


def moving_average(moves: Sequence[CardMove]) -> tuple[CardLine, ...]:
    """The card by moving average; what an issue costs is rounded to the cent. Raises ValueError as `fifo`."""
    lines: list[CardLine] = []
    stock, value = 0, ZERO
    for move in moves:
        _enough(stock, move)
        moved = move.quantity * move.price if move.quantity >= 0 else -cents(value * -move.quantity / stock)
        stock, value = stock + move.quantity, value + moved
        lines.append(CardLine(abs(moved), stock, value))
    return tuple(lines)


def _by_receipts(moves: Sequence[CardMove], newest_first: bool) -> tuple[CardLine, ...]:
    lines: list[CardLine] = []
    left: dict[int, int] = {}  # place of a receipt -> pieces of it that are still there
    stock, value = 0, ZERO
    for place, move in enumerate(moves):
        _enough(stock, move)
        taken: tuple[tuple[int, int], ...] = ()
        if move.quantity >= 0:
            left[place], moved = move.quantity, move.quantity * move.price
        else:
            taken = _take(left, -move.quantity, newest_first)
            moved = -sum((pieces * moves[receipt].price for receipt, pieces in taken), ZERO)
        stock, value = stock + move.quantity, value + moved
        lines.append(CardLine(abs(moved), stock, value, taken))
    return tuple(lines)


def _take(left: dict[int, int], wanted: int, newest_first: bool) -> tuple[tuple[int, int], ...]:
    """Take so many pieces out of the receipts that are left."""
    taken: list[tuple[int, int]] = []
    for receipt in sorted(left, reverse=newest_first):
        pieces = min(left[receipt], wanted)
        if pieces:
            taken.append((receipt, pieces))
            left[receipt] -= pieces
            wanted -= pieces
    return tuple(taken)


def _enough(stock: int, move: CardMove) -> None:
    if stock + move.quantity < 0:
        raise ValueError(f"{-move.quantity} pieces are to go out, but only {stock} are there.")
