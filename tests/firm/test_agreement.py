"""Everything agrees with everything else, whatever the seed."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.firm import Firm, cast
from course.firm.calendar import FIRST_DAY, LAST_DAY, is_working_day
from course.firm.facts import value
from course.firm.records import Voucher
from course.firm.trading import Trading

SEEDS = st.text(max_size=30)
ZERO = Decimal(0)
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def opening(firm: Firm, role: str) -> Decimal:
    found = [p for v in firm.vouchers if v.kind == "opening" for p in v.entry.postings]
    return sum((p.amount for p in found if p.account == firm.chart.number(role)), ZERO)


def balance(voucher: Voucher) -> Decimal:
    return sum((p.amount if p.side == "debit" else -p.amount for p in voucher.entry.postings), ZERO)


@MANY
@given(SEEDS)
def test_debits_equal_credits_and_no_amount_is_zero_or_negative(seed: str) -> None:
    for voucher in Firm.deal(seed).vouchers:
        assert balance(voucher) == 0
        assert all(posting.amount > 0 for posting in voucher.entry.postings)
        assert all(posting.amount.as_tuple().exponent == -2 for posting in voucher.entry.postings)


@MANY
@given(SEEDS)
def test_bank_statements_and_cash_book_end_where_the_accounts_do(seed: str) -> None:
    firm = Firm.deal(seed)
    for role, lines in (("bank", firm.bank_lines), ("cash", firm.cash_lines)):
        held = opening(firm, role)
        for line in lines:
            held += line.amount
            assert held >= 0
        assert held == firm.balances()[firm.chart.number(role)]
    statements = [d.data for d in firm.documents if d.kind == "bank_statement"]
    assert [s["before"] for s in statements[1:]] == [s["after"] for s in statements[:-1]]
    assert Decimal(statements[0]["before"]) == opening(firm, "bank")  # type: ignore[arg-type]  # plain JSON data
    assert Decimal(statements[-1]["after"]) == firm.balances()[firm.chart.number("bank")]  # type: ignore[arg-type]


@MANY
@given(SEEDS)
def test_stock_is_receipts_less_issues_and_never_negative(seed: str) -> None:
    firm = Firm.deal(seed)
    stock = {article.number: article.opening_stock for article in firm.articles}
    for move in firm.stock_moves:
        stock[move.article] += move.quantity
        assert stock[move.article] >= 0
    traded: dict[str, int] = defaultdict(int)
    for trade in firm.trades:
        for line in trade.lines:
            traded[line.article] += line.quantity if trade.direction == "purchase" else -line.quantity
    for voucher in firm.vouchers:
        if voucher.kind == "cash_sale":
            for line in voucher.lines:
                traded[line.article] -= line.quantity
    for article in firm.articles:
        assert stock[article.number] == article.opening_stock + traded[article.number]


@MANY
@given(SEEDS)
def test_voucher_numbers_run_without_a_gap_in_the_order_of_dates(seed: str) -> None:
    firm = Firm.deal(seed)
    for circle in "AEBKS":
        found = [v for v in firm.vouchers if v.number.startswith(circle)]
        numbers = [int(v.number[2:]) for v in found]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert [v.date for v in found] == sorted(v.date for v in found)
    ours = [v for v in firm.vouchers if v.number.startswith("A")]
    assert [v.paper_number for v in ours] == [f"RE-2026-{v.number[2:]}" for v in ours]


@MANY
@given(SEEDS)
def test_vat_of_the_papers_is_vat_of_the_books(seed: str) -> None:
    firm = Firm.deal(seed)
    books, sums = firm.balances(), defaultdict(Decimal)
    for voucher in firm.vouchers:
        if voucher.kind == "opening":
            continue
        sale = voucher.kind in ("sale", "cash_sale")
        for tax in voucher.taxes:
            sums["output" if sale else "input", tax.rate] += tax.tax
        assert voucher.net + voucher.tax == voucher.gross
        assert sum((t.tax for t in voucher.taxes), ZERO) == voucher.tax
        settled = firm.voucher(voucher.reference) if voucher.discount else None
        if settled:
            for tax in settled.taxes:
                part = (tax.net + tax.tax) * firm.partner(voucher.partner).terms.discount / 100
                off = part.quantize(Decimal("0.01"), "ROUND_HALF_UP")
                corrected = (off * tax.rate / (100 + tax.rate)).quantize(Decimal("0.01"), "ROUND_HALF_UP")
                sums["output" if voucher.kind == "customer_payment" else "input", tax.rate] -= corrected
    for (side, rate), amount in sums.items():
        sign = 1 if side == "input" else -1
        assert books[firm.chart.number(f"{side}_vat_{rate}")] == sign * amount
    assert {rate for _, rate in sums} == {value("vat_standard", FIRST_DAY), value("vat_reduced", FIRST_DAY)}


@MANY
@given(SEEDS)
def test_a_trade_runs_from_order_to_payment_in_that_order(seed: str) -> None:
    firm = Firm.deal(seed)
    for trade in firm.trades:
        bill = firm.voucher(trade.invoice)
        assert trade.order_date < trade.delivery_date == bill.supplied == bill.date
        assert trade.lines == bill.lines
        assert all(line.quantity > 0 for line in trade.lines)
        if trade.payment:
            paid = firm.voucher(trade.payment)
            assert paid.reference == bill.number
            assert paid.gross + paid.discount == bill.gross
            assert bill.date < paid.date <= LAST_DAY
            if paid.discount:
                terms = firm.partner(trade.partner).terms
                assert (paid.date - bill.date).days <= terms.discount_days


@MANY
@given(SEEDS)
def test_customers_and_suppliers_owe_exactly_what_is_open(seed: str) -> None:
    firm = Firm.deal(seed)
    settled = {voucher.reference for voucher in firm.vouchers}
    for circle, role in (("A", "receivables"), ("E", "payables")):
        unpaid = [v.gross for v in firm.vouchers if v.number.startswith(circle) and v.number not in settled]
        assert abs(firm.balances()[firm.chart.number(role)]) == sum(unpaid, ZERO)


@MANY
@given(SEEDS)
def test_every_day_is_a_working_day_of_the_quarter(seed: str) -> None:
    for voucher in Firm.deal(seed).vouchers:
        assert FIRST_DAY <= voucher.entry.date <= LAST_DAY
        assert is_working_day(voucher.date)
        assert voucher.kind == "opening" or voucher.date == voucher.entry.date


@MANY
@given(SEEDS)
def test_a_till_receipt_stays_a_simplified_invoice(seed: str) -> None:
    limit = value("simplified_invoice_limit", date(2026, 4, 1))
    for voucher in Firm.deal(seed).vouchers:
        if voucher.kind in ("supplies", "postage", "parking", "cash_sale"):
            assert 0 < voucher.gross <= limit


def test_what_is_kept_for_the_counter_is_not_sold_in_a_trade() -> None:
    seed = "kept"
    articles = cast.articles(seed)
    kept = {article.number: article.opening_stock for article in articles[::2]}
    trading = Trading(seed, cast.partners(), articles, kept)
    first = {}
    for deal in trading.deals:
        for line in deal.lines:
            first.setdefault(line.article, deal.direction)
    sold_first = {article for article, direction in first.items() if direction == "sale"}
    assert not sold_first & set(kept)
    assert sold_first & {article.number for article in articles[1::2]}
