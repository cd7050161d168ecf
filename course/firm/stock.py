"""Stock: what stands on the shelves, by the stock moves, and how it is packed (cartons of packs of pieces).

How many packs a carton holds follows from what the firm usually keeps of an article, so it is the same for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from course.firm import cast
from course.firm.calendar import LAST_DAY
from course.firm.records import Article, StockMove

if TYPE_CHECKING:
    from course.firm.firm import Firm

CARTONS_KEPT = 11  # about so many cartons of an article fit into its compartment
PACKS_A_CARTON = (4, 5, 6, 8, 10, 12)


@dataclass(frozen=True)
class Packed:
    """A number of pieces as it stands on a shelf: whole cartons, loose packs, loose pieces."""

    cartons: int
    packs: int
    pieces: int


def on_hand(firm: Firm, article: str, until: date = LAST_DAY) -> int:
    """Pieces on the shelf at the end of a day, by the stock moves."""
    return firm.article(article).opening_stock + sum(move.quantity for move in moves(firm, article, until))


def moves(firm: Firm, article: str, until: date = LAST_DAY) -> list[StockMove]:
    """The article's moves up to the end of a day, in their order."""
    return [move for move in firm.stock_moves if move.article == article and move.date <= until]


def issued(firm: Firm, article: str) -> int:
    """Pieces that left the shelf in the whole quarter."""
    return -sum(move.quantity for move in moves(firm, article) if move.quantity < 0)


def packs_a_carton(article: Article) -> int:
    """How many packs the supplier puts into one carton of this article."""
    usual = next(one for one in cast.shelves() if one.number == article.number)
    wanted = usual.opening_stock / usual.pack_size / CARTONS_KEPT
    return min(PACKS_A_CARTON, key=lambda packs: abs(packs - wanted))


def pieces_a_carton(article: Article) -> int:
    return packs_a_carton(article) * article.pack_size


def packed(article: Article, pieces: int) -> Packed:
    """The pieces in as few cartons, packs and loose pieces as possible."""
    cartons, rest = divmod(pieces, pieces_a_carton(article))
    return Packed(cartons, *divmod(rest, article.pack_size))
