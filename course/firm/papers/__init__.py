"""The papers: every document of the quarter, made from the same vouchers and trades that the books are made from.

A paper is plain data and language-neutral; `course.firm.paper` renders it. It holds everything that is needed to post
it and nothing that gives the entry away: no account numbers of ours, no tax on a receipt that only shows gross.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from course.firm.calendar import MONTHS
from course.firm.papers import bank, office, till, trade
from course.firm.records import Document, Trade, Voucher

if TYPE_CHECKING:
    from course.firm.firm import Firm


def documents(firm: Firm) -> tuple[Document, ...]:
    """The vouchers' papers in their order, then orders, delivery notes, payment advices and statements."""
    trades = {item.invoice: item for item in firm.trades}
    papers = [of_voucher(firm, voucher, trades.get(voucher.number)) for voucher in firm.vouchers]
    return (*papers, *_others(firm))


def _others(firm: Firm) -> Iterator[Document]:
    for item in firm.trades:
        yield trade.order(firm, item)
        yield trade.delivery_note(firm, item)
    for voucher in firm.vouchers:
        if voucher.discount:
            yield trade.payment_advice(firm, voucher)
    for month in MONTHS:
        yield bank.statement(firm, month)


def of_voucher(firm: Firm, voucher: Voucher, of_trade: Trade | None) -> Document:
    """The paper that the voucher is posted from."""
    if voucher.number[0] in "AE":
        return trade.invoice(firm, voucher, of_trade)
    if voucher.kind in till.TITLES:
        return till.receipt(firm, voucher)
    if voucher.kind in ("cash_withdrawal", "cash_deposit"):
        return bank.cash_slip(firm, voucher)
    special = {
        "opening": office.opening_list,
        "wages": office.wage_summary,
        "telephone": office.bill,
        "energy": office.bill,
        "cash_sale": till.cash_sale,
    }
    return special.get(voucher.kind, bank.advice)(firm, voucher)
