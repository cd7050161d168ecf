"""Dealing: the same seed deals the same firm everywhere; other seeds deal others; April holds what unit 11 asks for."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from statistics import median

import pytest

from course.firm import Firm
from course.firm.export import to_json
from course.firm.records import Voucher

DIGEST = """
import hashlib
from course.firm import Firm
from course.firm.export import to_json
firm = Firm.deal("Ottilie")
print(hashlib.sha256((to_json(firm) + repr(firm.documents)).encode()).hexdigest())
"""


def test_the_same_seed_deals_the_same_firm_in_every_process() -> None:
    firm = Firm.deal("Ottilie")
    here = hashlib.sha256((to_json(firm) + repr(firm.documents)).encode()).hexdigest()
    for salt in ("0", "1234"):
        environment = os.environ | {"PYTHONHASHSEED": salt}
        found = subprocess.run(
            [sys.executable, "-c", DIGEST], capture_output=True, text=True, env=environment, check=True
        )
        assert found.stdout.strip() == here


def test_another_seed_deals_other_figures_to_the_same_people(firms: tuple[Firm, ...]) -> None:
    assert len({firm.vouchers for firm in firms}) == len(firms)
    assert len({firm.partners for firm in firms}) == len({firm.staff for firm in firms}) == 1
    shelves = {tuple((a.number, a.name, a.shelf, a.pack_size, a.supplier) for a in firm.articles) for firm in firms}
    assert len(shelves) == 1
    rents = Counter(v.gross for firm in firms for v in firm.vouchers if v.kind == "rent" and v.date.month == 4)
    assert max(rents.values()) < 20


def test_the_cast_is_complete(firm: Firm) -> None:
    roles = Counter(partner.role for partner in firm.partners)
    assert (roles["customer"], roles["supplier"], roles["landlord"], len(firm.staff)) == (12, 8, 1, 8)
    assert Counter(article.vat_rate for article in firm.articles) == {Decimal(19): 28, Decimal(7): 12}
    assert {article.supplier for article in firm.articles} == {p.number for p in firm.partners if p.role == "supplier"}
    assert len({article.shelf for article in firm.articles}) == len({a.gtin for a in firm.articles}) == 40


def rates(voucher: Voucher) -> set[Decimal]:
    return {tax.rate for tax in voucher.taxes}


def test_april_always_holds_what_unit_11_asks_for(firms: tuple[Firm, ...]) -> None:
    for firm in firms:
        april = [voucher for voucher in firm.vouchers if voucher.date.month == 4]
        kinds = Counter(voucher.kind for voucher in april)
        for kind in ("purchase", "sale"):
            for rate in (Decimal(19), Decimal(7)):
                assert sum(v.kind == kind and rates(v) == {rate} for v in april) >= 2, (firm.seed, kind, rate)
        assert all(kinds[kind] >= 1 for kind in ("rent", "postage", "supplies", "bank_charge", "cash_withdrawal"))
        assert all(rates(v) == {Decimal(19)} for v in april if v.kind == "supplies")
        for kind in ("customer_payment", "supplier_payment"):
            plain = [v for v in april if v.kind == kind and not v.discount]
            assert len(plain) >= 2
            assert all(firm.voucher(v.reference).gross == v.gross for v in plain)
        assert sum(line.date.month == 4 for line in firm.cash_lines) >= 10


def test_some_pay_with_discount_some_late_and_some_not_at_all(firms: tuple[Firm, ...]) -> None:
    for firm in firms:
        payments = [firm.voucher(trade.payment) for trade in firm.trades if trade.payment]
        assert any(payment.discount for payment in payments)
        assert len(payments) < len(firm.trades)
    late = [
        any(v.kind == "customer_payment" and v.date > (firm.voucher(v.reference).due or v.date) for v in firm.vouchers)
        for firm in firms
    ]
    assert sum(late) > len(firms) * 0.9


def test_everybody_has_about_the_same_amount_of_paper(firms: tuple[Firm, ...]) -> None:
    for counted in (
        [len(firm.vouchers) for firm in firms],
        [len(firm.documents) for firm in firms],
        [sum(voucher.date.month == 4 for voucher in firm.vouchers) for firm in firms],
    ):
        middle = median(counted)
        assert 0.85 * middle <= min(counted)
        assert max(counted) <= 1.15 * middle


def test_neither_import_nor_deal_nor_paper_loads_pandas_or_matplotlib() -> None:
    program = """
import sys
import course
assert not {"babel", "jinja2", "pandas", "matplotlib"} & set(sys.modules), "import course"
from course.firm import Firm
from course.firm.paper import render
firm = Firm.deal("x")
assert not {"babel", "jinja2", "pandas", "matplotlib"} & set(sys.modules), "deal"
render(firm.documents[0], "de")
assert not {"pandas", "matplotlib"} & set(sys.modules), "render"
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr


def test_what_is_not_on_file_is_named(firm: Firm) -> None:
    for look_up, what in ((firm.voucher, "voucher"), (firm.partner, "partner"), (firm.document, "document")):
        with pytest.raises(KeyError, match=f"no {what} 'X-9'"):
            look_up("X-9")
