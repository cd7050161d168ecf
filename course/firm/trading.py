"""Trading: what is ordered, delivered, invoiced and paid, and what that does to the shelves.

The plan of a month is the same for everybody (so many sales, so many purchases, at 19 %, at 7 % and mixed), which keeps
the learners' work equally long and makes sure that April holds what unit 11 asks for. Partners, days, articles,
quantities and how people pay come from the seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from course.firm.calendar import LAST_DAY, MONTHS, YEAR, working_day_from, working_days, working_days_later
from course.firm.chance import Chance
from course.firm.happening import Happening, RolePosting, credit, debit, taxes_by_rate, total
from course.firm.money import ZERO, cents, contained_tax
from course.firm.records import Article, Line, Partner, StockMove, Tax
from course.locale import Text

Mix = Literal["standard", "reduced", "both"]
Direction = Literal["sale", "purchase"]
SALES: tuple[Mix, ...] = ("standard",) * 5 + ("reduced",) * 3 + ("both",) * 4
PURCHASES: tuple[Mix, ...] = ("standard",) * 4 + ("reduced",) * 2 + ("both",)
CARRIED_SALES: tuple[Mix, ...] = ("standard", "both", "standard", "reduced", "both")
CARRIED_PURCHASES: tuple[Mix, ...] = ("standard", "standard", "reduced", "both")
FIRST_ORDER = 101
MARCH = (date(2026, 3, 9), date(2026, 3, 30))


@dataclass(eq=False)
class Deal:
    """One trade, as its papers tell it. `order_number` and `delivery_number` are as their issuers print them."""

    partner: Partner
    mix: Mix
    ordered: date
    delivered: date
    lines: tuple[Line, ...] = ()
    invoice: Happening | None = None
    payment: Happening | None = None
    order_number: str = ""
    delivery_number: str = ""

    @property
    def direction(self) -> Direction:
        return "sale" if self.partner.role == "customer" else "purchase"


class Trading:
    """Deals the trades of the quarter, day by day, against the stock that is really there."""

    def __init__(self, seed: str, partners: Sequence[Partner], articles: Sequence[Article], reserved: dict[str, int]):
        self.chance = Chance(seed, "trading")
        self.articles = articles
        self.rates = sorted({article.vat_rate for article in articles}, reverse=True)
        self.customers = [p for p in partners if p.role == "customer"]
        self.suppliers = [p for p in partners if p.role == "supplier"]
        self.stock = {a.number: a.opening_stock - reserved.get(a.number, 0) for a in articles}
        self.carried = self._carried()
        self.deals = self._quarter()

    def happenings(self) -> list[Happening]:
        deals = self.carried + self.deals
        return [h for deal in deals for h in (deal.invoice, deal.payment) if h]

    def _quarter(self) -> list[Deal]:
        plan = [deal for month in MONTHS for deal in self._month(month)]
        plan.sort(key=lambda deal: deal.delivered)
        for deal in plan:
            self._fill(deal)
            self._pay(deal)
        return plan

    def _month(self, month: int) -> list[Deal]:
        days = working_days(month)
        deals = []
        for partner, mix in self._partners(SALES, PURCHASES):
            delivered = self.chance.pick(days)
            ordered = working_days_later(delivered, -self.chance.between(2, 6))
            deals.append(Deal(partner, mix, ordered, delivered))
        return deals

    def _partners(self, sales: Sequence[Mix], purchases: Sequence[Mix]) -> list[tuple[Partner, Mix]]:
        """Who buys and who sells which mix; nobody twice."""
        buyers = self.chance.some(self.customers, len(sales))
        sellers: list[Partner] = []
        for mix in purchases:
            fitting = [p for p in self.suppliers if self._sells(p) == mix and p not in sellers]
            sellers.append(self.chance.pick(fitting))
        return [*zip(buyers, sales, strict=True), *zip(sellers, purchases, strict=True)]

    def _sells(self, supplier: Partner) -> Mix:
        rates = {article.vat_rate for article in self.articles if article.supplier == supplier.number}
        return "both" if len(rates) > 1 else "standard" if max(self.rates) in rates else "reduced"

    def _carried(self) -> list[Deal]:
        """Invoices of March, still open on 1 April. All but one are paid in April, without discount."""
        deals: list[Deal] = []
        for partner, mix in self._partners(CARRIED_SALES, CARRIED_PURCHASES):
            day = working_day_from(MARCH[0] + timedelta(days=self.chance.below((MARCH[1] - MARCH[0]).days)))
            deal = Deal(partner, mix, working_days_later(day, -3), day)
            self._fill(deal, moves=False)
            if deals:  # the first one stays open: somebody has to be reminded
                deal.payment = payment(deal, self.chance.pick(working_days(4)[:15]), ZERO)
            deals.append(deal)
        return deals

    def _fill(self, deal: Deal, moves: bool = True) -> None:
        """Choose articles and quantities, move the stock, write the invoice."""
        lines = self._sold(deal.mix) if deal.direction == "sale" else self._bought(deal)
        deal.lines = tuple(sorted(lines, key=lambda line: line.article))
        if moves:
            sign = -1 if deal.direction == "sale" else 1
            for line in deal.lines:
                self.stock[line.article] += sign * line.quantity
        letters = self.chance.pick(("R", "AR", "RG", "F"))
        theirs = f"{letters}-{self.chance.between(10_000, 99_999)}"
        if deal.direction == "sale":
            deal.order_number = f"B{self.chance.between(1000, 9999)}"
        else:
            deal.delivery_number = f"L{self.chance.between(20_000, 89_999)}"
        deal.invoice = invoice(deal, theirs, carried=not moves)

    def _sold(self, mix: Mix) -> list[Line]:
        stocked = [a for a in self.articles if self.stock[a.number] >= 4 * a.pack_size]
        return [self._sold_line(article) for article in self._chosen(mix, stocked, self.chance.between(2, 6))]

    def _sold_line(self, article: Article) -> Line:
        wanted = self.chance.between(850, 2500) / float(article.sales_price)
        packs = max(1, int(min(wanted, self.stock[article.number] // 2)) // article.pack_size)
        return Line(article.number, article.name, packs * article.pack_size, article.sales_price, article.vat_rate)

    def _bought(self, deal: Deal) -> list[Line]:
        own = [article for article in self.articles if article.supplier == deal.partner.number]
        own.sort(key=lambda article: self.stock[article.number] / article.opening_stock)
        chosen = self._chosen(deal.mix, own[:4], self.chance.between(2, 4))
        return [self._bought_line(article) for article in chosen]

    def _bought_line(self, article: Article) -> Line:
        target = article.opening_stock * self.chance.between(100, 140) // 100
        packs = max(self.chance.between(8, 15), (target - self.stock[article.number]) // article.pack_size)
        return Line(article.number, article.name, packs * article.pack_size, article.purchase_price, article.vat_rate)

    def _chosen(self, mix: Mix, articles: Sequence[Article], count: int) -> list[Article]:
        """Some of the articles: of one rate, or at least one of either rate."""
        sorts = [[a for a in articles if a.vat_rate == rate] for rate in self.rates]
        if mix != "both":
            return self.chance.some(sorts[0 if mix == "standard" else 1], count)
        first = [self.chance.pick(sort) for sort in sorts if sort]
        rest = [a for a in articles if a not in first]
        return first + self.chance.some(rest, count - len(first))

    def _pay(self, deal: Deal) -> None:
        """When it is paid, and whether the cash discount is taken. Paid after the quarter means open."""
        terms, sale = deal.partner.terms, deal.direction == "sale"
        days, rate = terms.days + self.chance.between(-3, 2), ZERO
        if terms.discount and self.chance.happens(60 if sale else 75):
            days, rate = terms.discount_days - self.chance.between(1, 3), terms.discount
        elif sale and self.chance.happens(15):
            days += self.chance.between(12, 30)
        paid = working_day_from(deal.delivered + timedelta(days=max(days, 1)))
        limit = deal.delivered + timedelta(days=terms.discount_days)
        if rate and paid > limit:
            rate = ZERO
        if paid <= LAST_DAY:
            deal.payment = payment(deal, paid, rate)


def invoice(deal: Deal, their_number: str, carried: bool) -> Happening:
    """The invoice of a deal: ours or theirs. One that is carried over is posted against the opening balances."""
    sale, taxes, name = deal.direction == "sale", taxes_by_rate(deal.lines), deal.partner.name
    gross = total(taxes)
    return Happening(
        date=deal.delivered,
        circle="A" if sale else "E",
        kind="opening" if carried else deal.direction,
        text=Text(f"Sale to {name}", f"Verkauf an {name}") if sale else Text(f"Goods from {name}", f"Waren von {name}"),
        gross=gross,
        postings=opening_postings(sale, gross) if carried else invoice_postings(sale, taxes),
        partner=deal.partner.number,
        taxes=taxes,
        lines=deal.lines,
        paper_number="" if sale else their_number,
        supplied=deal.delivered,
        received=None if sale else working_days_later(deal.delivered, 1),
        due=deal.delivered + timedelta(days=deal.partner.terms.days),
        posted=date(2026, 4, 1) if carried else None,
    )


def opening_postings(sale: bool, gross: Decimal) -> tuple[RolePosting, ...]:
    return (
        (debit("receivables", gross), credit("opening", gross))
        if sale
        else (debit("opening", gross), credit("payables", gross))
    )


def invoice_postings(sale: bool, taxes: Sequence[Tax]) -> tuple[RolePosting, ...]:
    if sale:
        parts = [(credit(f"sales_{t.rate}", t.net), credit(f"output_vat_{t.rate}", t.tax)) for t in taxes]
        return (debit("receivables", total(taxes)), *(posting for part in parts for posting in part))
    parts = [(debit(f"purchases_{t.rate}", t.net), debit(f"input_vat_{t.rate}", t.tax)) for t in taxes]
    return (*(posting for part in parts for posting in part), credit("payables", total(taxes)))


def payment(deal: Deal, day: date, rate: Decimal) -> Happening:
    """The payment of a deal's invoice over the bank; `rate` is the cash discount taken, in per cent."""
    bill, sale = deal.invoice, deal.direction == "sale"
    assert bill is not None, "a deal is invoiced before it is paid"
    off = [contained_tax(cents((t.net + t.tax) * rate / 100), t.rate) for t in bill.taxes] if rate else []
    discount = total(off)
    paid = bill.gross - discount
    name = deal.partner.name
    return Happening(
        date=day,
        circle="B",
        kind="customer_payment" if sale else "supplier_payment",
        text=Text(f"{name} pays", f"{name} zahlt") if sale else Text(f"Payment to {name}", f"Zahlung an {name}"),
        gross=paid,
        postings=payment_postings(sale, bill.gross, paid, off),
        partner=deal.partner.number,
        settles=bill,
        discount=discount,
    )


def payment_postings(sale: bool, owed: Decimal, paid: Decimal, off: Sequence[Tax]) -> tuple[RolePosting, ...]:
    if sale:
        parts = [(debit(f"sales_discount_{t.rate}", t.net), debit(f"output_vat_{t.rate}", t.tax)) for t in off]
        return (debit("bank", paid), *(posting for part in parts for posting in part), credit("receivables", owed))
    parts = [(credit(f"purchase_discount_{t.rate}", t.net), credit(f"input_vat_{t.rate}", t.tax)) for t in off]
    return (debit("payables", owed), credit("bank", paid), *(posting for part in parts for posting in part))


def number_papers(deals: Sequence[Deal]) -> None:
    """Number our own delivery notes (like their invoices, which have their numbers by now) and our own orders."""
    for deal in deals:
        if deal.direction == "sale" and deal.invoice:
            deal.delivery_number = deal.invoice.paper_number.replace("RE", "LS")
    orders = sorted((deal for deal in deals if deal.direction == "purchase"), key=lambda deal: deal.ordered)
    for number, deal in enumerate(orders, start=FIRST_ORDER):
        deal.order_number = f"BE-{YEAR}-{number:04d}"


def stock_moves(deals: Sequence[Deal]) -> list[StockMove]:
    """What went onto and off the shelves, by delivery note."""
    return [
        StockMove(deal.delivered, line.article, -line.quantity if deal.direction == "sale" else line.quantity, number)
        for deal in deals
        for number in (deal.delivery_number,)
        for line in deal.lines
    ]
