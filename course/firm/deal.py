"""Dealing: the rooms of the firm in the order in which they depend on each other.

The cash box comes first (it reserves what goes over the counter), then trade and running costs, then the VAT that
follows from them, then the opening balances that fit; at last everything is numbered in order of its date.
"""

from __future__ import annotations

from course.firm import cast, ledger
from course.firm.calendar import MONTHS
from course.firm.cashbox import CashBox
from course.firm.facts import chart as chart_named
from course.firm.firm import Firm
from course.firm.money import ZERO
from course.firm.opening import Opening
from course.firm.records import Trade
from course.firm.running import Running
from course.firm.trading import Deal, Trading, number_papers, stock_moves


def deal(seed: str, chart: str) -> Firm:
    partners, staff, articles = cast.partners(), cast.staff(), cast.articles(seed)
    box = CashBox(seed, articles)
    trading = Trading(seed, partners, articles, box.reserved())
    running = Running(seed, staff)
    happenings = box.happenings + trading.happenings() + running.happenings()
    (office,) = cast.playing("tax_office")
    happenings += [ledger.vat_payment(happenings, month, office.number) for month in MONTHS[:-1]]
    stock = sum((article.purchase_price * article.opening_stock for article in articles), ZERO)
    open_items = [item.invoice for item in trading.carried if item.invoice]
    opening = Opening(seed, box.opening, stock, running.wage_tax_march, open_items)
    happenings = [opening.happening(), opening.vat_of_march(office.number), *happenings]
    ledger.number(happenings, seed)
    number_papers(trading.deals)
    trades = tuple(trade(item) for item in trading.deals)
    moves = sorted(box.stock_moves() + stock_moves(trading.deals), key=lambda move: move.date)
    accounts = chart_named(chart)
    vouchers = tuple(ledger.voucher(happening, accounts) for happening in happenings)
    return Firm(seed, chart, articles, vouchers, trades, tuple(moves), cast.company(), staff, partners)


def trade(item: Deal) -> Trade:
    """The trade on file."""
    assert item.invoice is not None, "every deal is invoiced"
    return Trade(
        partner=item.partner.number,
        direction=item.direction,
        order_number=item.order_number,
        order_date=item.ordered,
        delivery_number=item.delivery_number,
        delivery_date=item.delivered,
        lines=item.lines,
        invoice=item.invoice.number,
        payment=item.payment.number if item.payment else "",
    )
