"""Rows find their cards: whatever was passed over, keyed twice, moved or mistyped, the other rows keep their own."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from course.firm.chance import Chance
from course.firm.customers import customers
from course.tasks.alignment import LEAST, align, likeness

COUNT = 25
places = st.sets(st.integers(0, COUNT - 1))
quick = settings(max_examples=60, deadline=None)


@cache
def batch(seed: int) -> tuple[str, ...]:
    """The cards of a batch, each as its fields joined."""
    return tuple(" ".join(map(str, vars(one).values())) for one in customers(Chance(f"{seed}", "align"), COUNT))


def mistyped(text: str, at: int) -> str:
    """Three slips of the hand in one row: two signs swapped, one doubled, one left out."""
    at %= len(text) - 12
    text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[: at + 6] + text[at + 5 : at + 9] + text[at + 10 :]


@quick
@given(st.integers(0, 7), places, st.integers(0, 90))
def test_cards_passed_over_cost_themselves_and_no_other(seed: int, omitted: set[int], at: int) -> None:
    cards = batch(seed)
    kept = [card for card in range(COUNT) if card not in omitted]
    found = align([mistyped(cards[card], at + card) for card in kept], cards)
    assert found.row_of == {card: row for row, card in enumerate(kept)}
    assert (found.twice, found.strange) == ({}, ())


@quick
@given(st.integers(0, 7), st.permutations(range(COUNT)))
def test_rows_in_another_order_are_all_found(seed: int, order: list[int]) -> None:
    cards = batch(seed)
    found = align([cards[card] for card in order], cards)
    assert found.row_of == {card: row for row, card in enumerate(order)}


@quick
@given(st.integers(0, 7), places, places, st.integers(0, 90))
def test_a_card_keyed_twice_is_told_from_one_that_is_missing(
    seed: int, doubled: set[int], omitted: set[int], at: int
) -> None:
    cards = batch(seed)
    keyed = [card for card in range(COUNT) if card not in omitted]
    rows = [(card, again) for card in keyed for again in range(1 + (card in doubled))]
    found = align([mistyped(cards[card], at) if again else cards[card] for card, again in rows], cards)
    assert sorted(found.row_of) == keyed
    assert all(rows[row][0] == card for card, row in found.row_of.items())
    assert sorted(found.twice.values()) == sorted(doubled & set(keyed))


@quick
@given(st.lists(st.text(max_size=40), max_size=12), st.integers(0, 7))
def test_whatever_stands_in_a_row_every_row_is_accounted_for_once(rows: list[str], seed: int) -> None:
    found = align(rows, batch(seed)[:6])
    everything = [*found.row_of.values(), *found.twice, *found.strange]
    assert sorted(everything) == list(range(len(rows)))


def test_place_by_place_one_omission_would_spoil_what_follows() -> None:
    """The comparison that this module is there to replace."""
    cards = batch(0)
    rows = [card for place, card in enumerate(cards) if place != 3]
    assert sum(row == card for row, card in zip(rows, cards, strict=False)) == 3
    assert len(align(rows, cards).row_of) == COUNT - 1


def test_cards_of_different_people_are_not_alike() -> None:
    for seed in range(8):
        cards = batch(seed)
        alike = [likeness(one, other) for n, one in enumerate(cards) for other in cards[n + 1 :]]
        assert max(alike) < LEAST
        assert min(likeness(card, mistyped(card, at)) for card in cards for at in range(0, 90, 9)) > 0.8


def test_nothing_is_aligned_with_nothing() -> None:
    assert align([], batch(0)).row_of == {}
    assert align(["a stranger"], []).strange == (0,)
