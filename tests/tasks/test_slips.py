"""Slips, on vouchers whose figures were worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from course.firm.records import Entry, Posting, Tax, Voucher, VoucherKind
from course.locale import LANGUAGES, Text, translator
from course.tasks.booking import booking, earned, thirds_earned
from course.tasks.diagnosis import diagnose, recognise
from course.tasks.slips import BY_NAME, JOURNAL_SLIPS, slides, swaps
from course.tasks.voucher_parts import accounts_of, case_of, total

ACCOUNTS = accounts_of("skr03")
D = Decimal


def voucher(kind: VoucherKind, taxes: tuple[Tax, ...], debit: dict[str, str], credit: dict[str, str]) -> Voucher:
    postings = [Posting(a, "debit", D(x)) for a, x in debit.items()]
    postings += [Posting(a, "credit", D(x)) for a, x in credit.items()]
    gross = sum(map(D, debit.values()), D(0))
    tax = sum((t.tax for t in taxes), D(0))
    entry = Entry(date(2026, 4, 9), "B-7", Text("x", "x"), tuple(postings))
    return Voucher("B-7", kind, entry.date, "", entry.text, gross - tax, tax, gross, taxes, entry)


PURCHASE = voucher(
    "purchase", (Tax(D(19), D("820.00"), D("155.80")),), {"3400": "820.00", "1576": "155.80"}, {"1600": "975.80"}
)
SALE = voucher("sale", (Tax(D(7), D("340.00"), D("23.80")),), {"1400": "363.80"}, {"8300": "340.00", "1771": "23.80"})
RENT = voucher("rent", (), {"4210": "1920.00"}, {"1200": "1920.00"})
PAID = voucher("customer_payment", (), {"1200": "476.00"}, {"1400": "476.00"})

BY_HAND = [  # slip, voucher, what it makes of the entry (debits positive), thirds of a posting that are left
    ("sides-swapped", PURCHASE, {"3400": "-820", "1576": "-155.80", "1600": "975.80"}, 3),
    ("gross-no-vat", PURCHASE, {"3400": "975.80", "1600": "-975.80"}, 5),
    ("gross-no-vat", SALE, {"1400": "363.80", "8300": "-363.80"}, 5),
    ("net-for-gross", PURCHASE, {"3400": "820", "1600": "-820"}, 5),
    ("vat-of-gross", PURCHASE, {"3400": "790.40", "1576": "185.40", "1600": "-975.80"}, 7),
    ("gross-as-net", SALE, {"1400": "389.27", "8300": "-363.80", "1771": "-25.47"}, 6),
    ("tax-accounts-swapped", SALE, {"1400": "363.80", "8300": "-340", "1571": "-23.80"}, 6),
    ("other-rate-account", PURCHASE, {"3300": "820", "1571": "155.80", "1600": "-975.80"}, 3),
    ("same-type-account", RENT, {"4240": "1920", "1200": "-1920"}, 3),
    ("wrong-type-account", RENT, {"0420": "1920", "1200": "-1920"}, 3),
    ("digits-swapped", RENT, {"4210": "1290", "1200": "-1290"}, 4),
    ("digits-swapped", PURCHASE, {"3400": "280", "1576": "155.80", "1600": "-975.80"}, 8),
    ("decimal-slid", RENT, {"4210": "192", "1200": "-192"}, 4),
    ("voucher-twice", PURCHASE, {"3400": "1640", "1576": "311.60", "1600": "-1951.60"}, 6),
    ("one-side-wrong", RENT, {"4210": "1920", "1200": "1920"}, 4),
    ("payment-as-sale", PAID, {"1200": "476", "8400": "-400", "1776": "-76"}, 0),
]


@pytest.mark.parametrize(("name", "paper", "lines", "left"), BY_HAND)
def test_a_slip_worked_out_by_hand_is_recognised_and_earns_what_the_scheme_says(
    name: str, paper: Voucher, lines: dict[str, str], left: int
) -> None:
    case = case_of(paper, ACCOUNTS)
    posted = {account: D(amount) for account, amount in lines.items()}
    assert diagnose(case, posted, "en").slip == name
    assert thirds_earned(case.truth, posted) == left
    (_slip, wrong), *more = recognise(case, posted)
    assert not more
    assert 3 * len(case.parts) - wrong.lost == left


@pytest.mark.parametrize("paper", [PURCHASE, SALE, RENT, PAID])
def test_what_a_slip_loses_by_its_nature_is_what_the_marker_takes(paper: Voucher) -> None:
    case = case_of(paper, ACCOUNTS)
    for slip in JOURNAL_SLIPS:
        for wrong in slip.procedure(case.parts, case):
            assert thirds_earned(case.truth, total(wrong.parts)) == 3 * len(case.parts) - wrong.lost, slip.name


def test_the_truth_is_no_slip() -> None:
    for paper in (PURCHASE, SALE, RENT, PAID):
        assert recognise(case_of(paper, ACCOUNTS), booking(paper.entry.postings)) == ()


def test_digits_are_swapped_only_by_a_swap_of_neighbours() -> None:
    assert set(swaps(D("1920.00"))) == {D("9120.00"), D("1290.00"), D("1902.00")}
    assert D("2910.00") not in set(swaps(D("1920.00")))
    assert set(slides(D("19.20"))) == {D("192.00"), D("1.92"), D("1920.00")}
    far_swap = {"4210": D("2910.00"), "1200": D("-2910.00")}
    assert diagnose(case_of(RENT, ACCOUNTS), far_swap, "en").slip == ""


def test_a_random_figure_is_not_given_a_slips_name() -> None:
    chance, named, tries = Random(20260409), 0, 300
    for _ in range(tries):
        case = case_of(chance.choice([PURCHASE, SALE, RENT, PAID]), ACCOUNTS)
        posted = dict(case.truth)
        for account in chance.sample(list(posted), chance.randint(1, len(posted))):
            posted[account] = D(chance.randrange(100, 300000)).copy_sign(posted[account]) / 100
        named += posted != case.truth and bool(recognise(case, posted))
    assert named <= tries * 0.02


def test_what_nothing_explains_is_only_described() -> None:
    posted = {"3400": D("820.00"), "1576": D("155.80"), "1600": D("-900.00")}
    finding = diagnose(case_of(PURCHASE, ACCOUNTS), posted, "en")
    assert finding.slip == ""
    assert finding.message == (
        "The voucher does not balance: debit €975.80, credit €900.00. "
        "€900.00 on 1600 Trade payables is not on the voucher and does not follow from it."
    )


def test_two_slips_on_one_voucher_are_both_named() -> None:
    posted = {"3300": D("280.00"), "1576": D("155.80"), "1600": D("-975.80")}
    assert set(diagnose(case_of(PURCHASE, ACCOUNTS), posted, "en").slip.split(" + ")) == {
        "other-rate-account",
        "digits-swapped",
    }


def test_the_message_of_two_slips_speaks_of_the_learners_own_lines() -> None:
    posted = {"1400": D("363.80"), "8400": D("-363.80")}  # gross, and on the other rate's account
    finding = diagnose(case_of(SALE, ACCOUNTS), posted, "en")
    assert set(finding.slip.split(" + ")) == {"gross-no-vat", "other-rate-account"}
    assert "8400 Sales 19% carries €363.80" in finding.message
    assert "8300" not in finding.message


def test_no_message_holds_the_right_answer() -> None:
    for paper in (PURCHASE, SALE, RENT, PAID):
        case = case_of(paper, ACCOUNTS)
        for slip in JOURNAL_SLIPS:
            for wrong in slip.procedure(case.parts, case):
                missing = case.truth.keys() - total(wrong.parts).keys()
                message = diagnose(case, total(wrong.parts), "en").message
                assert not [account for account in missing if account in message], slip.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_speaks_the_learners_language(language: str) -> None:
    _ = translator(language, "tasks")  # type: ignore[arg-type]  # parametrized over the two languages
    for slip in BY_NAME.values():
        assert (_(slip.message) != slip.message) == (language == "de"), slip.name
        assert (_(slip.where) != slip.where) == (language == "de"), slip.name


def test_posting_to_every_account_earns_nothing() -> None:
    case = case_of(PURCHASE, ACCOUNTS)
    everywhere = {number: D("155.80") for number in ACCOUNTS.of}
    assert earned(D("1.60"), case.truth, everywhere, date_right=True) == 0
    assert earned(D("1.60"), case.truth, {"3400": D("820.00")}, date_right=True) == D("0.53")
