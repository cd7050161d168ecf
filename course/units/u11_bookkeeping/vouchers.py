"""Which April vouchers lie on the desk: ten for the assignment, fewer of the same kinds for the lesson."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.records import Voucher, VoucherKind
from course.tasks.journal import JournalWork
from course.tasks.journal_lines import GivenLine

APRIL = 4
REDUCED, STANDARD = Decimal(7), Decimal(19)


@dataclass(frozen=True)
class Wanted:
    """A voucher of this kind; with `rate`, one whose tax is all at this rate. Never with cash discount."""

    kind: VoucherKind
    rate: Decimal | None = None

    def fits(self, voucher: Voucher) -> bool:
        rates = [tax.rate for tax in voucher.taxes]
        return (
            voucher.kind == self.kind
            and voucher.date.month == APRIL
            and not voucher.discount
            and (self.rate is None or rates == [self.rate])
        )


RENT, POSTAGE, SUPPLIES, CHARGE = Wanted("rent"), Wanted("postage"), Wanted("supplies"), Wanted("bank_charge")
PURCHASE, PURCHASE_BOOKS = Wanted("purchase", STANDARD), Wanted("purchase", REDUCED)
SALE, SALE_BOOKS = Wanted("sale", STANDARD), Wanted("sale", REDUCED)
PAID_TO_US, PAID_BY_US = Wanted("customer_payment"), Wanted("supplier_payment")

TEN = (PURCHASE, PURCHASE_BOOKS, SALE, SALE_BOOKS, RENT, POSTAGE, SUPPLIES, CHARGE, PAID_TO_US, PAID_BY_US)
FIVE = (PURCHASE_BOOKS, SALE, RENT, SUPPLIES, PAID_TO_US)


def choose(firm: Firm, purpose: str, wanted: tuple[Wanted, ...]) -> tuple[Voucher, ...]:
    """One voucher for each wish, in the order in which they came in. The same purpose gives the same vouchers."""
    chance = firm.chance(purpose)
    chosen: list[Voucher] = []
    for wish in wanted:
        chosen.append(chance.pick([v for v in firm.vouchers if wish.fits(v) and v not in chosen]))
    return tuple(sorted(chosen, key=firm.vouchers.index))


def posting(purpose: str, wanted: tuple[Wanted, ...]) -> Callable[[Firm], JournalWork]:
    """A journal with these vouchers and an empty sheet."""

    def work(firm: Firm) -> JournalWork:
        vouchers = choose(firm, purpose, wanted)
        return JournalWork(vouchers, tuple(firm.document(voucher.number) for voucher in vouchers))

    return work


def first_voucher(firm: Firm) -> JournalWork:
    """Three vouchers: the first is posted (to be looked at), the second waits for its amounts, the third for a line."""
    shown, half, last = (choose(firm, "first-voucher", (wish,))[0] for wish in (PURCHASE, SALE, RENT))
    given = [GivenLine(shown.entry, p.account, p.side, p.amount) for p in shown.entry.postings]
    given += [GivenLine(half.entry, posting.account) for posting in half.entry.postings]
    first = last.entry.postings[0]
    given.append(GivenLine(last.entry, first.account, first.side, first.amount))
    papers = tuple(firm.document(voucher.number) for voucher in (shown, half, last))
    return JournalWork((half, last), papers, tuple(given))
