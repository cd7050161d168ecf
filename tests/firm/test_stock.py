"""Stock: what stands on the shelves follows from the moves, and cards, classes and order quantities are right.

The cards are compared with a second reckoning that keeps every single piece, and with beancount's own booking of lots.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.firm import Firm
from course.firm.calendar import FIRST_DAY
from course.firm.replenishment import class_of, cumulative_shares, economic_quantity, reorder_point, whole_packs
from course.firm.stock import issued, on_hand, packed, packs_a_carton, pieces_a_carton
from course.firm.stock_card import CardMove, fifo, lifo, moving_average

PRICES = st.decimals(min_value="0.05", max_value="99", places=2)


@st.composite
def cards(draw: st.DrawFn) -> list[CardMove]:
    """A card that never goes below nothing."""
    moves, stock = [CardMove(draw(st.integers(1, 60)), draw(PRICES))], 0
    stock = moves[0].quantity
    for _ in range(draw(st.integers(1, 8))):
        out = draw(st.booleans()) and stock > 0
        quantity = -draw(st.integers(1, stock)) if out else draw(st.integers(1, 60))
        moves.append(CardMove(quantity, Decimal("0.00") if out else draw(PRICES)))
        stock += quantity
    return moves


def piece_by_piece(moves: Sequence[CardMove], newest_first: bool) -> list[tuple[Decimal, int, Decimal]]:
    """Every piece with its own price in a list, taken from one end or the other."""
    pieces: list[Decimal] = []
    lines = []
    for move in moves:
        if move.quantity >= 0:
            pieces += [move.price] * move.quantity
            moved = move.price * move.quantity
        else:
            gone = [pieces.pop(-1 if newest_first else 0) for _ in range(-move.quantity)]
            moved = sum(gone, Decimal(0))
        lines.append((moved, len(pieces), sum(pieces, Decimal(0))))
    return lines


@settings(max_examples=60, deadline=None)
@given(cards())
def test_cards_agree_with_a_list_of_single_pieces(moves: list[CardMove]) -> None:
    for card, newest_first in ((fifo, False), (lifo, True)):
        assert [(line.moved, line.stock, line.value) for line in card(moves)] == piece_by_piece(moves, newest_first)


@settings(max_examples=60, deadline=None)
@given(cards())
def test_the_average_loses_no_cent_and_lies_between_the_prices(moves: list[CardMove]) -> None:
    lines = moving_average(moves)
    bought = sum((move.price * move.quantity for move in moves if move.quantity > 0), Decimal(0))
    used = sum((line.moved for move, line in zip(moves, lines, strict=True) if move.quantity < 0), Decimal(0))
    assert bought - used == lines[-1].value
    for before, move, line in zip(lines, moves[1:], lines[1:], strict=False):
        if move.quantity < 0:
            exact = before.value * -move.quantity / before.stock
            assert abs(line.moved - exact) <= Decimal("0.005")
    if lines[-1].stock == 0:
        assert lines[-1].value == 0


def test_beancount_books_the_same_lots() -> None:
    from beancount.loader import load_string

    moves = [(120, "2.10"), (80, "2.25"), (-90, ""), (60, "2.31"), (-100, "")]
    for method, card in (("FIFO", fifo), ("LIFO", lifo)):
        book = [f'2026-01-01 open Assets:Stock PCS "{method}"']
        book += ["2026-01-01 open Expenses:Goods", "2026-01-01 open Equity:O"]
        for day, (quantity, price) in enumerate(moves, start=1):
            cost = f"{{{price} EUR}}" if price else "{}"
            other = "Equity:O" if price else "Expenses:Goods"
            book.append(f'2026-01-{day:02d} * "move"\n  Assets:Stock  {quantity} PCS {cost}\n  {other}')
        entries, errors, _options = load_string("\n".join(book))
        assert errors == []
        goods = [
            posting.units.number
            for entry in entries
            for posting in getattr(entry, "postings", ())
            if posting.account == "Expenses:Goods"
        ]
        ours = card([CardMove(quantity, Decimal(price or 0)) for quantity, price in moves])
        assert goods == [line.moved for line, (quantity, _price) in zip(ours, moves, strict=True) if quantity < 0]


def test_the_three_methods_differ_and_say_where_the_pieces_came_from() -> None:
    moves = [CardMove(100, Decimal("2.00")), CardMove(100, Decimal("3.00")), CardMove(-150)]
    assert [card(moves)[-1].moved for card in (fifo, lifo, moving_average)] == [350, 400, 375]
    assert fifo(moves)[-1].taken == ((0, 100), (1, 50))
    assert lifo(moves)[-1].taken == ((1, 100), (0, 50))


def test_more_than_there_is_cannot_go_out() -> None:
    for card in (fifo, lifo, moving_average):
        with pytest.raises(ValueError, match="only 10"):
            card([CardMove(10, Decimal(1)), CardMove(-11)])


@pytest.mark.parametrize(
    ("source", "need", "order", "price", "holding", "quantity"),
    [
        ("welt-der-bwl.de/Optimale-Bestellmenge, a tyre dealer", 10_000, 100, 80, 10, 500),
        ("bwl-lerntipps.de/die-optimale-bestellmenge", 400, 200, 10, 10, 400),
    ],
)
def test_published_examples_of_the_order_quantity(
    source: str, need: int, order: int, price: int, holding: int, quantity: int
) -> None:
    assert economic_quantity(Decimal(need), Decimal(order), Decimal(price), Decimal(holding)) == quantity, source


@pytest.mark.parametrize(
    ("source", "use", "days", "safety", "point"),
    [
        ("lagerlogistiker.com/meldebestand-berechen-mit-formel, a pet shop", 20, 10, 100, 300),
        ("media.daa-pm.de/ufv_wirtschaftslexikon, Meldebestand", 100, 26, 1000, 3600),
    ],
)
def test_published_examples_of_the_reorder_point(source: str, use: int, days: int, safety: int, point: int) -> None:
    assert reorder_point(Decimal(use), days, safety) == point, source


def test_a_quantity_is_rounded_up_to_whole_packs() -> None:
    assert whole_packs(Decimal("400"), 20) == 400
    assert whole_packs(Decimal("400.1"), 20) == 420


@given(st.integers(50, 9000), st.integers(5, 90), st.integers(1, 40), st.integers(5, 30))
def test_ordering_and_holding_cost_the_same_at_this_quantity(need: int, cost: int, price: int, holding: int) -> None:
    quantity = economic_quantity(Decimal(need), Decimal(cost), Decimal(price), Decimal(holding))
    ordering, keeping = need * cost / quantity, quantity / 2 * price * holding / 100
    assert abs(ordering - keeping) < Decimal("1e-9") * ordering


def test_a_published_example_of_cumulative_shares() -> None:
    """A car parts dealer's turnover in million EUR, in the order of hoegerl.com/tag/abc-analyse ("Die ABC Analyse in 4
    Schritten durchführen"). That page adds up shares rounded to two places, so the last place may differ by one.
    """
    turnover = {
        "tyres": "26.1",
        "rims": "19.8",
        "oil": "35.6",
        "spark plugs": "6.4",
        "cleaning agents": "16.9",
        "lamps": "2.9",
        "car radio": "12.3",
        "spare parts": "44.1",
        "wipers": "2.2",
    }
    published = {"spare parts": "26.52", "oil": "47.93", "tyres": "63.62", "rims": "75.53", "cleaning agents": "85.69"}
    shares = cumulative_shares({goods: Decimal(million) for goods, million in turnover.items()})
    assert list(shares)[:5] == list(published)
    assert all(abs(shares[goods] - Decimal(share)) <= Decimal("0.01") for goods, share in published.items())


def test_classes_by_cumulative_share() -> None:
    """80 per cent of the value is A, the next 15 B, the last 5 C. The figures are the lesson's; the limits are those of
    `replenishment.py`, with their source."""
    values = {"a": Decimal(500), "e": Decimal(20), "b": Decimal(300), "d": Decimal(30), "c": Decimal(150)}
    shares = cumulative_shares(values)
    assert list(shares.items()) == [("a", 50), ("b", 80), ("c", 95), ("d", 98), ("e", 100)]
    assert [class_of(share) for share in shares.values()] == ["A", "A", "B", "C", "C"]
    assert class_of(Decimal("80.1")) == "B"


def test_the_shelves_hold_what_the_moves_leave(firms: tuple[Firm, ...]) -> None:
    for firm in firms[:20]:
        for article in firm.articles:
            stock = on_hand(firm, article.number)
            came = sum(m.quantity for m in firm.stock_moves if m.article == article.number and m.quantity > 0)
            assert stock == article.opening_stock + came - issued(firm, article.number) >= 0
            assert on_hand(firm, article.number, FIRST_DAY.replace(month=3)) == article.opening_stock
            split = packed(article, stock)
            pieces = split.cartons * pieces_a_carton(article) + split.packs * article.pack_size + split.pieces
            assert pieces == stock
            assert split.packs < packs_a_carton(article)
            assert split.pieces < article.pack_size
