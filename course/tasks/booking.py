"""What the lines of one voucher come to, and what they earn.

A voucher is judged by the balance of each account it touches, so any order of lines and any split is the same booking.
This is the one place where the marking scheme for journals stands; `docs/diagnosis.md` tells it in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from course.firm.records import Posting

CENT = Decimal("0.01")
PARTS_OF_A_POSTING = 3  # the account, its side, its amount: a third of the posting's points each
DATE_FACTOR = Fraction(9, 10)  # a wrong date takes a tenth off what the voucher earned

Booking = Mapping[str, Decimal]
"""Account number -> balance in EUR, debits positive. Accounts that come to nothing are left out."""


def signed(posting: Posting) -> Decimal:
    """The amount of a posting, debits positive and credits negative."""
    return posting.amount if posting.side == "debit" else -posting.amount


def booking(postings: Iterable[Posting]) -> Booking:
    """The balance of each account, in the order in which the accounts first appear."""
    return net((posting.account, signed(posting)) for posting in postings)


def net(amounts: Iterable[tuple[str, Decimal]]) -> Booking:
    balances: defaultdict[str, Decimal] = defaultdict(Decimal)
    for account, amount in amounts:
        balances[account] += amount
    return {account: amount for account, amount in balances.items() if amount}


def thirds_earned(truth: Booking, posted: Booking) -> int:
    """Of three for each account of the truth: one for the account, one for its side, one for its amount.

    An account that does not belong takes away what a right one earns (three), unless it stands in the place of one
    that is missing: then the mistake has been paid for already. Posting every account there is earns nothing.
    """
    earned = sum(_thirds(amount, posted.get(account, Decimal(0))) for account, amount in truth.items())
    strangers = len(posted.keys() - truth.keys())
    missing = len(truth.keys() - posted.keys())
    return max(0, earned - PARTS_OF_A_POSTING * max(0, strangers - missing))


def _thirds(true: Decimal, posted: Decimal) -> int:
    if not posted:
        return 0
    if (posted > 0) != (true > 0):
        return 1
    return 3 if posted == true else 2


def earned(of: Decimal, truth: Booking, posted: Booking, date_right: bool) -> Decimal:
    """The points of `of` that a booking earns, to the cent."""
    share = Fraction(thirds_earned(truth, posted), PARTS_OF_A_POSTING * len(truth))
    return to_cents(of, share * (1 if date_right else DATE_FACTOR))


def to_cents(of: Decimal, share: Fraction) -> Decimal:
    exact = Decimal(share.numerator) * of / Decimal(share.denominator)
    return exact.quantize(CENT, ROUND_HALF_UP)
