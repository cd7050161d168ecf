"""What work with one slip earns, reckoned by hand from what a task's items are worth."""

from __future__ import annotations

from decimal import Decimal

BY_HAND = {
    # Four questions, a point each.
    "find-the-error": {
        "total-for-difference": Decimal(3),
        "balanced-entry": Decimal(3),
        "taken-for-side": Decimal(3),
        "amount-as-posted": Decimal(3),
        "difference-for-amount": Decimal(3),
    },
    # Eight amounts, eight balances and the count, 0.25 each; 0.75 for the difference, 1.00 for the receipt.
    "cash-book": {
        "in-and-out-swapped": Decimal(4),  # eight balances
        "balance-not-carried": Decimal(4),
        "row-skipped": Decimal(4),
        "difference-turned-round": Decimal("5.25"),
        "typed_total": Decimal("4.35"),  # a right value without a formula is worth 40 %: of eight balances and 0.75
    },
}
