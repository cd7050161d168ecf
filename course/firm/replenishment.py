"""Which articles matter most, when to order them again, and how many at a time.

ABC analysis ranks by value (H. Ford Dickie, 1951, after Pareto); the order quantity is Andler's formula, in English
Wilson's or the economic order quantity (EOQ).

The limits of the classes are a custom, no law: 80 and 95 per cent are those of business-wissen.de ("Erstellung einer
ABC-Analyse", 2023) and what the R package matman takes unless told otherwise; a firm may choose others.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Literal

Class = Literal["A", "B", "C"]
WORKING_DAYS_A_WEEK = 5
A_LIMIT, B_LIMIT = Decimal(80), Decimal(95)  # cumulative share of the value, per cent


def cumulative_shares(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Article -> per cent of the total value that it and everything more valuable make up; largest first."""
    whole, so_far = sum(values.values(), Decimal(0)), Decimal(0)
    shares: dict[str, Decimal] = {}
    for article in sorted(values, key=lambda one: values[one], reverse=True):
        so_far += values[article]
        shares[article] = 100 * so_far / whole
    return shares


def class_of(cumulative: Decimal) -> Class:
    """The class of an article by its cumulative share (per cent), the article itself included."""
    return "A" if cumulative <= A_LIMIT else "B" if cumulative <= B_LIMIT else "C"


def reorder_point(use_a_day: Decimal, lead_days: int, safety_stock: int) -> Decimal:
    """Pieces at which to order: what is used up while the order is on its way, and the safety stock."""
    return use_a_day * lead_days + safety_stock


def economic_quantity(demand: Decimal, order_cost: Decimal, price: Decimal, holding_percent: Decimal) -> Decimal:
    """Pieces an order for which ordering and holding together cost least.

    `demand` in pieces a year, `order_cost` in EUR an order, `price` in EUR a piece, `holding_percent` of the average
    stock's value a year.
    """
    return (200 * demand * order_cost / (price * holding_percent)).sqrt()


def whole_packs(quantity: Decimal, pack_size: int) -> int:
    """The pieces of the smallest number of whole packs that holds this quantity."""
    return int((quantity / pack_size).to_integral_value(ROUND_CEILING)) * pack_size
