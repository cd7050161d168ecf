"""Money: decimal, never float; rounded half up to the cent, as offices do."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from course.firm.records import Tax

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """Rounded half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def added_tax(net: Decimal, rate: Decimal) -> Tax:
    """The tax that is added to a net amount; `rate` in per cent."""
    return Tax(rate, net, cents(net * rate / 100))


def contained_tax(gross: Decimal, rate: Decimal) -> Tax:
    """The tax that a gross amount contains: 19/119 of it, not 19 %."""
    tax = cents(gross * rate / (100 + rate))
    return Tax(rate, gross - tax, tax)
