"""Slips: named wrong procedures. Each computes the booking that this mistake yields from the true one.

Because a slip is a procedure and not a list of wrong answers, it recognises the mistake in anybody's figures, and the
simulated clerk can make it. What the learner is told stands beside it: what was found, in their own figures, and where
to look; never the right answer.

The order of `JOURNAL_SLIPS` decides ties: where two slips yield the same lines, the commoner is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from course.locale import N_
from course.tasks.booking import CENT
from course.tasks.voucher_parts import Case, Part, Parts


@dataclass(frozen=True)
class Wrong:
    """What a slip makes of a voucher's parts, and how many thirds of a posting the marking scheme takes for it.

    `lost` follows from what the slip does to the entry, not from comparing bookings, so it is a second opinion on the
    marker (`simulate` writes it as the expected points). `account` is the one that the message speaks of; its amount
    is read off the learner's own lines.
    """

    parts: Parts
    lost: int
    account: str = ""


Procedure = Callable[[Parts, Case], Iterator[Wrong]]


@dataclass(frozen=True)
class Slip:
    """`message` may use {account} and {amount}, the learner's own; it names no voucher and is said of many."""

    name: str
    message: str
    where: str
    procedure: Procedure


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def swaps(amount: Decimal) -> Iterator[Decimal]:
    """Every amount that two neighbouring digits of this one give when swapped; none with a leading zero."""
    digits = str(int(abs(amount) / CENT))
    for i in range(len(digits) - 1):
        swapped = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        if swapped != digits and not swapped.startswith("0"):
            yield Decimal(swapped).copy_sign(amount) * CENT


def slides(amount: Decimal) -> Iterator[Decimal]:
    """The amount with its decimal sign one or two places off, as far as that still is a whole number of cents."""
    for factor in (Decimal(10), Decimal("0.1"), Decimal(100), Decimal("0.01")):
        slid = amount * factor
        if slid == cents(slid):
            yield cents(slid)


def _with(parts: Parts, changed: dict[int, Part]) -> Parts:
    return tuple(changed.get(i, part) for i, part in enumerate(parts))


def _mixed_up(parts: Parts, case: Case, same_type: bool) -> Iterator[Wrong]:
    """Another account in the place of one; the twins have slips of their own."""
    used = {part.account for part in parts}
    twins = (case.accounts.tax_twins, case.accounts.rate_twins)
    for i, part in enumerate(parts):
        for other in sorted(case.usable - used - {twin.get(part.account, "") for twin in twins}):
            if (case.accounts.type_of(other) == case.accounts.type_of(part.account)) == same_type:
                yield Wrong(_with(parts, {i: replace(part, account=other)}), 3, other)


def same_type_account(parts: Parts, case: Case) -> Iterator[Wrong]:
    yield from _mixed_up(parts, case, same_type=True)


def wrong_type_account(parts: Parts, case: Case) -> Iterator[Wrong]:
    yield from _mixed_up(parts, case, same_type=False)


def sides_swapped(parts: Parts, case: Case) -> Iterator[Wrong]:
    yield Wrong(tuple(replace(part, amount=-part.amount) for part in parts), 2 * len(parts))


def one_side_wrong(parts: Parts, case: Case) -> Iterator[Wrong]:
    for i, part in enumerate(parts):
        yield Wrong(_with(parts, {i: replace(part, amount=-part.amount)}), 2, part.account)


def voucher_twice(parts: Parts, case: Case) -> Iterator[Wrong]:
    yield Wrong(parts + parts, len(parts))


def _per_rate(parts: Parts) -> Iterator[tuple[list[tuple[int, Part]], list[tuple[int, Part]]]]:
    """Base and tax of each rate, with their places."""
    for rate in sorted({part.rate for part in parts if part.role == "tax"}):
        base = [(i, part) for i, part in enumerate(parts) if part.role == "base" and part.rate == rate]
        tax = [(i, part) for i, part in enumerate(parts) if part.role == "tax" and part.rate == rate]
        if len(base) == len(tax) == 1:
            yield base, tax


def gross_no_vat(parts: Parts, case: Case) -> Iterator[Wrong]:
    """The total is posted whole, and the tax not at all."""
    changed: dict[int, Part] = {}
    account = ""
    for base, tax in _per_rate(parts):
        (i, goods), (_, vat) = base[0], tax[0]
        changed[i] = replace(goods, amount=goods.amount + vat.amount)
        account = goods.account
    if changed:
        kept = tuple(part for part in _with(parts, changed) if part.role != "tax")
        yield Wrong(kept, 4 * len(changed), account)


def net_for_gross(parts: Parts, case: Case) -> Iterator[Wrong]:
    """Only the net amount is posted, on both sides, and the tax not at all."""
    tax = [part for part in parts if part.role == "tax"]
    totals = [(i, part) for i, part in enumerate(parts) if part.role == "total"]
    if tax and len(totals) == 1 and any(part.role == "base" for part in parts):
        i, whole = totals[0]
        smaller = replace(whole, amount=whole.amount + sum((part.amount for part in tax), Decimal(0)))
        kept = tuple(part for part in _with(parts, {i: smaller}) if part.role != "tax")
        yield Wrong(kept, 3 * len(tax) + 1, whole.account)


def vat_of_gross(parts: Parts, case: Case) -> Iterator[Wrong]:
    """The rate is taken of the gross amount instead of out of it."""
    changed: dict[int, Part] = {}
    account = ""
    for base, tax in _per_rate(parts):
        (i, goods), (j, vat) = base[0], tax[0]
        gross = goods.amount + vat.amount
        wrong = cents(gross * vat.rate / 100)
        changed |= {i: replace(goods, amount=gross - wrong), j: replace(vat, amount=wrong)}
        account = vat.account
    if changed:
        yield Wrong(_with(parts, changed), len(changed), account)


def gross_as_net(parts: Parts, case: Case) -> Iterator[Wrong]:
    """Tax is added to an amount that has it inside already."""
    changed: dict[int, Part] = {}
    more = Decimal(0)
    for base, tax in _per_rate(parts):
        (i, goods), (j, vat) = base[0], tax[0]
        gross = goods.amount + vat.amount
        added = cents(gross * vat.rate / 100)
        changed |= {i: replace(goods, amount=gross), j: replace(vat, amount=added)}
        more += added
    totals = [(i, part) for i, part in enumerate(parts) if part.role == "total"]
    if changed and len(totals) == 1:
        i, whole = totals[0]
        changed[i] = replace(whole, amount=whole.amount - more)
        yield Wrong(_with(parts, changed), len(changed), whole.account)


def tax_accounts_swapped(parts: Parts, case: Case) -> Iterator[Wrong]:
    twins = case.accounts.tax_twins
    changed = {i: replace(part, account=twins[part.account]) for i, part in enumerate(parts) if part.account in twins}
    if changed:
        shown = next(iter(changed.values()))
        yield Wrong(_with(parts, changed), 3 * len(changed), shown.account)


def other_rate_account(parts: Parts, case: Case) -> Iterator[Wrong]:
    """The tax, the goods, or both on the account of the other rate."""
    twins = case.accounts.rate_twins
    used = {part.account for part in parts}
    places = [i for i, part in enumerate(parts) if part.account in twins and twins[part.account] not in used]
    for chosen in [[i] for i in places] + ([places] if len(places) == 2 else []):
        changed = {i: replace(parts[i], account=twins[parts[i].account]) for i in chosen}
        shown = changed[chosen[0]]
        yield Wrong(_with(parts, changed), 3 * len(chosen), shown.account)


def payment_as_sale(parts: Parts, case: Case) -> Iterator[Wrong]:
    """A customer's payment is posted as a new sale, tax and all, instead of clearing what was owed."""
    if case.voucher.kind != "customer_payment" or len(parts) != 2:
        return
    rate = max(case.accounts.sales)
    for i, part in enumerate(parts):
        if part.amount < 0:
            tax = cents(part.amount * rate / (100 + rate))
            sale = Part(case.accounts.sales[rate], part.amount - tax, "base", rate)
            vat = Part(case.accounts.output_tax[rate], tax, "tax", rate)
            rest = tuple(other for k, other in enumerate(parts) if k != i)
            yield Wrong((*rest, sale, vat), 6, sale.account)


def _misread(parts: Parts, misreadings: Callable[[Decimal], Iterator[Decimal]]) -> Iterator[Wrong]:
    """One amount misread: wherever it stands (as when the paper was misread), or in one line only."""
    for figure in sorted({abs(part.amount) for part in parts}):
        places = [i for i, part in enumerate(parts) if abs(part.amount) == figure]
        for wrong in misreadings(figure):
            for chosen in [places] + ([[i] for i in places] if len(places) > 1 else []):
                changed = {i: replace(parts[i], amount=wrong.copy_sign(parts[i].amount)) for i in chosen}
                yield Wrong(_with(parts, changed), len(chosen), parts[chosen[0]].account)


def digits_swapped(parts: Parts, case: Case) -> Iterator[Wrong]:
    yield from _misread(parts, swaps)


def decimal_slid(parts: Parts, case: Case) -> Iterator[Wrong]:
    yield from _misread(parts, slides)
    for factor in (Decimal(10), Decimal(100)):  # the whole voucher in the wrong magnitude
        if len(parts) > 2:
            slid = tuple(replace(part, amount=part.amount * factor) for part in parts)
            yield Wrong(slid, len(parts), parts[-1].account)


JOURNAL_SLIPS = (
    Slip(
        "voucher-twice",
        N_("The voucher is posted twice."),
        N_("Count how often its number is in your journal; each voucher is posted once."),
        voucher_twice,
    ),
    Slip(
        "sides-swapped",
        N_("Debit and credit are the wrong way round."),
        N_("Ask of each account: what type is it, and does it grow or shrink?"),
        sides_swapped,
    ),
    Slip(
        "gross-no-vat",
        N_("{account} carries {amount}: that is the gross amount. The VAT has no line of its own."),
        N_("Look at the totals on the voucher: net, VAT, gross."),
        gross_no_vat,
    ),
    Slip(
        "net-for-gross",
        N_("Only the net amount is posted: {amount} on {account}. The VAT is left out."),
        N_("Look at the totals on the voucher: what has to be paid in the end?"),
        net_for_gross,
    ),
    Slip(
        "vat-of-gross",
        N_("The VAT of {amount} was taken as a percentage of the gross amount. The gross amount already contains it."),
        N_("Gross is 100% plus the rate. Work the tax out from there."),
        vat_of_gross,
    ),
    Slip(
        "gross-as-net",
        N_("VAT was added to an amount that already contains it; so {amount} is on {account}."),
        N_("Read on the voucher whether the amount is net or gross."),
        gross_as_net,
    ),
    Slip(
        "tax-accounts-swapped",
        N_("Input VAT and output VAT are mixed up: the tax is on {account}."),
        N_("Who wrote the voucher? VAT that others charge us is input VAT, VAT that we charge is output VAT."),
        tax_accounts_swapped,
    ),
    Slip(
        "other-rate-account",
        N_("{account} belongs to the other VAT rate."),
        N_("Look for the rate in per cent on the voucher."),
        other_rate_account,
    ),
    Slip(
        "payment-as-sale",
        N_("The customer's payment is posted as a new sale, VAT included. The sale was posted with the invoice."),
        N_("The voucher names an invoice. What do we still have to claim once it is paid?"),
        payment_as_sale,
    ),
    Slip(
        "decimal-slid",
        N_("The decimal point has slid: you have {amount} on {account}."),
        N_("Compare the amount with the voucher, digit by digit."),
        decimal_slid,
    ),
    Slip(
        "digits-swapped",
        N_("Two neighbouring digits are swapped: you have {amount} on {account}."),
        N_("Compare the amount with the voucher, digit by digit."),
        digits_swapped,
    ),
    Slip(
        "one-side-wrong",
        N_("{account} with {amount} is on the wrong side; the other lines are on the right one."),
        N_("Add up debit and credit; half of the difference is the amount to look for."),
        one_side_wrong,
    ),
    Slip(
        "same-type-account",
        N_("{account} is an account of the right type, but not the one that is meant."),
        N_("What exactly was bought, sold or paid? Look through the chart of accounts."),
        same_type_account,
    ),
    Slip(
        "wrong-type-account",
        N_("{account} is not the type of account that is needed."),
        N_("Decide first: is it something we own, owe, earn or use up?"),
        wrong_type_account,
    ),
)
BY_NAME = {slip.name: slip for slip in JOURNAL_SLIPS}

OMITTED = "voucher-omitted"  # nothing of the voucher is posted: seen without a computation
DATE_SWAPPED = "day-and-month-swapped"  # a slip of the date, apart from the booking
