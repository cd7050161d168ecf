"""Shelving: how an article's true stock stands in its compartment, in stacks, some of them behind others.

The stock is the firm's own, by its moves; only how it is stacked is chance. What stands behind the front row is never
higher or wider than what hides it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from course.firm.chance import Chance
from course.firm.records import Article
from course.firm.stock import Packed, pieces_a_carton

Stacks = tuple[int, ...]  # how many lie in each stack, from the left

MOST_STACKS = 4  # of cartons, side by side
HEIGHTS = (3, 4)  # of a full stack of cartons in the front row
PACKS_HIGH, PIECES_HIGH = 4, 6


@dataclass(frozen=True)
class Shelf:
    """One compartment: cartons in a front and a back row, loose packs and pieces; strangers; what arrived too late."""

    article: Article
    front: Stacks
    back: Stacks
    packs: Stacks
    pieces: Stacks
    stranger: Article | None = None  # an article that stands in the wrong place
    strangers: Stacks = ()  # its packs
    late: Stacks = ()  # cartons of this article on a pallet in front of the shelf
    arrived: date | None = None  # the day on the pallet's tag

    @property
    def own(self) -> Packed:
        """What stands here of the article itself, the pallet not counted."""
        return Packed(sum(self.front) + sum(self.back), sum(self.packs), sum(self.pieces))

    @property
    def things(self) -> int:
        """All that can be counted here: cartons, packs and pieces, whosever they are and whenever they came."""
        rows = (self.front, self.back, self.packs, self.pieces, self.strangers, self.late)
        return sum(map(sum, rows))

    def lend(self, guest: Article, packs: int) -> Shelf:
        """The shelf with packs of another article that were put down here."""
        return replace(self, stranger=guest, strangers=in_stacks(packs, PACKS_HIGH))

    def with_pallet(self, cartons: int, arrived: date) -> Shelf:
        """The shelf with a pallet in front of it that came after the count's day."""
        return replace(self, late=in_stacks(cartons, 1), arrived=arrived)


def in_stacks(number: int, high: int) -> Stacks:
    """So many things in stacks of this height; what is left over stands in the last one."""
    full, rest = divmod(number, high)
    return (high,) * full + ((rest,) if rest else ())


def can_stand(cartons: int, hidden: bool) -> bool:
    """Whether so many cartons fit, with or without a back row."""
    return bool(_rows(cartons, hidden))


def arranged(article: Article, stock: Packed, hidden: bool, chance: Chance) -> Shelf:
    """The stock in stacks. Raises ValueError for cartons that do not fit (`can_stand`)."""
    ways = _rows(stock.cartons, hidden)
    if not ways:
        rows = "two rows" if hidden else "one row"
        raise ValueError(f"{stock.cartons} cartons of {article.number} cannot stand in {rows}.")
    front, back = chance.pick(ways)
    return Shelf(article, front, back, in_stacks(stock.packs, PACKS_HIGH), in_stacks(stock.pieces, PIECES_HIGH))


def _rows(cartons: int, hidden: bool) -> list[tuple[Stacks, Stacks]]:
    """The ways in which so many cartons can stand: front row and back row."""
    backs = [(high,) * wide for wide in (2, 3) for high in (2, 3, 4)] if hidden else [()]
    ways = []
    for full in HEIGHTS:
        for back in backs:
            front = in_stacks(cartons - sum(back), full)
            covers = front.count(full) >= len(back) and all(high <= full for high in back)
            if 2 <= len(front) <= MOST_STACKS and covers and cartons > sum(back):
                ways.append((front, back))
    return ways


def pieces_of(article: Article, stock: Packed) -> int:
    """Pieces in these cartons, packs and loose pieces together."""
    return stock.cartons * pieces_a_carton(article) + stock.packs * article.pack_size + stock.pieces
