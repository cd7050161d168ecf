"""The cash box: small sales over the counter, stamps, office supplies, the car park, and money fetched from the bank.

What is in the box never falls below zero: money is fetched from the bank before it would run low, and taken there when
too much of it lies about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_UP, Decimal

from course.firm import cast
from course.firm.calendar import FIRST_DAY, MONTHS, working_days
from course.firm.chance import Chance
from course.firm.facts import value
from course.firm.happening import Happening, credit, debit
from course.firm.money import CENT, ZERO, cents, contained_tax
from course.firm.records import Article, Line, Partner, StockMove, VoucherKind
from course.locale import Text

POSTAGE_A_MONTH = 2
SUPPLIES_A_MONTH = 2
PARKING_A_MONTH = 2
LOW = Decimal("60.00")
ENOUGH = Decimal("250.00")
TOO_MUCH = Decimal("600.00")
OVER_THE_COUNTER = Decimal("1.4")  # a single piece costs more than by the hundred
STAMPS = (
    (Text("Stamps, standard letter", "Briefmarken Standardbrief"), "0.95", 20, 60),
    (Text("Stamps, large letter", "Briefmarken Großbrief"), "1.80", 5, 20),
    (Text("Registered letter", "Einschreiben"), "2.65", 1, 4),
)
GOODS = (
    (Text("Till rolls, 5", "Kassenrollen, 5 Stück"), "8.95"),
    (Text("Label tape", "Etikettenband"), "12.49"),
    (Text("Batteries, 8", "Batterien, 8 Stück"), "9.99"),
    (Text("Archive boxes, 3", "Archivboxen, 3 Stück"), "14.95"),
    (Text("Desk lamp bulb", "Leuchtmittel Schreibtischlampe"), "6.49"),
    (Text("Whiteboard cleaner", "Whiteboardreiniger"), "7.79"),
    (Text("Scissors", "Schere"), "5.95"),
    (Text("Name badges, 25", "Namensschilder, 25 Stück"), "11.90"),
)


class CashBox:
    def __init__(self, seed: str, articles: Sequence[Article]) -> None:
        self.chance = Chance(seed, "cash box")
        self.vat = value("vat_standard", FIRST_DAY)
        self.limit = value("simplified_invoice_limit", FIRST_DAY)
        self.shelves = {
            rate: [a for a in articles if a.vat_rate == rate] for rate in sorted({a.vat_rate for a in articles})
        }
        self.stationers = cast.playing("stationer")
        (self.post,), (self.car_park,) = cast.playing("post"), cast.playing("car_park")
        self.opening = self.chance.cents(12_000, 28_000)
        self.happenings = self._with_bank_trips([h for month in MONTHS for h in self._month(month)])

    def reserved(self) -> dict[str, int]:
        """Pieces of each article that go over the counter, so that nobody sells them twice."""
        pieces: dict[str, int] = {}
        for line in self._sold():
            pieces[line.article] = pieces.get(line.article, 0) + line.quantity
        return pieces

    def stock_moves(self) -> list[StockMove]:
        return [
            StockMove(h.date, line.article, -line.quantity, h.number)
            for h in self.happenings
            if h.kind == "cash_sale"
            for line in h.lines
        ]

    def _sold(self) -> list[Line]:
        return [line for h in self.happenings if h.kind == "cash_sale" for line in h.lines]

    def _month(self, month: int) -> list[Happening]:
        days = working_days(month)
        rates = sorted(self.shelves, reverse=True)
        # one sale at the lower rate, three at the standard one, one at either
        sold = [rates[0], rates[0], rates[1], rates[0], self.chance.pick(rates)]
        found = [self._sale(self.chance.pick(days), rate) for rate in sold]
        found += [self._postage(self.chance.pick(days)) for _ in range(POSTAGE_A_MONTH)]
        found += [self._supplies(self.chance.pick(days)) for _ in range(SUPPLIES_A_MONTH)]
        found += [self._parking(self.chance.pick(days)) for _ in range(PARKING_A_MONTH)]
        return found

    def _sale(self, day: date, rate: Decimal) -> Happening:
        lines = tuple(self._counter_line(a) for a in self.chance.some(self.shelves[rate], self.chance.between(1, 2)))
        if _sum(lines) > self.limit:  # a receipt without the buyer's name is good for small sums only
            lines = lines[:1]
        tax = contained_tax(_sum(lines), rate)
        return Happening(
            date=day,
            circle="K",
            kind="cash_sale",
            text=Text("Cash sale", "Barverkauf"),
            gross=tax.net + tax.tax,
            postings=(
                debit("cash", tax.net + tax.tax),
                credit(f"sales_{rate}", tax.net),
                credit(f"output_vat_{rate}", tax.tax),
            ),
            taxes=(tax,),
            lines=lines,
            supplied=day,
        )

    def _counter_line(self, article: Article) -> Line:
        gross = article.sales_price * OVER_THE_COUNTER * (100 + article.vat_rate) / 100
        price = cents((gross * 20).quantize(Decimal(1), ROUND_UP) / 20)
        return Line(article.number, article.name, self.chance.between(1, 3), price, article.vat_rate)

    def _postage(self, day: date) -> Happening:
        """Stamps: exempt from VAT as a universal service (§ 4 Nr. 11b UStG)."""
        kinds = self.chance.some(STAMPS, self.chance.between(1, 3))
        lines = tuple(
            Line("", name, self.chance.between(low, high), Decimal(price), Decimal(0))
            for name, price, low, high in kinds
        )
        return self._spent(day, "postage", Text("Postage stamps", "Briefmarken"), "postage", lines, self.post)

    def _supplies(self, day: date) -> Happening:
        goods = self.chance.some(GOODS, self.chance.between(2, 4))
        lines = tuple(Line("", name, self.chance.between(1, 3), Decimal(price), self.vat) for name, price in goods)
        text = Text("Office supplies", "Bürobedarf")
        return self._spent(day, "supplies", text, "supplies", lines, self.chance.pick(self.stationers))

    def _parking(self, day: date) -> Happening:
        lines = (Line("", Text("Parking, van", "Parken, Lieferwagen"), 1, self.chance.cents(8, 44) * 50, self.vat),)
        return self._spent(day, "parking", Text("Parking", "Parkgebühr"), "vehicle", lines, self.car_park)

    def _spent(
        self, day: date, kind: VoucherKind, text: Text, role: str, lines: tuple[Line, ...], shop: Partner
    ) -> Happening:
        gross, rate = _sum(lines), lines[0].vat_rate
        taxes = (contained_tax(gross, rate),) if rate else ()
        net = gross - sum((tax.tax for tax in taxes), ZERO)
        vat = tuple(debit(f"input_vat_{tax.rate}", tax.tax) for tax in taxes)
        return Happening(
            date=day,
            circle="K",
            kind=kind,
            text=text,
            gross=gross,
            postings=(debit(role, net), *vat, credit("cash", gross)),
            partner=shop.number,
            taxes=taxes,
            lines=lines,
            paper_number=f"{self.chance.between(1000, 9999)}",
            supplied=day,
        )

    def _with_bank_trips(self, found: list[Happening]) -> list[Happening]:
        """In order of days, with the ways to the bank: early in the month, when the box is low, when it is too full."""
        found.sort(key=lambda happening: happening.date)
        result: list[Happening] = []
        held, month = self.opening, 0
        for happening in found:
            change = happening.gross if happening.kind == "cash_sale" else -happening.gross
            new_month, month = happening.date.month != month, happening.date.month
            if held + change < LOW or (new_month and (month == MONTHS[0] or held < ENOUGH)):
                result.append(fetched(happening.date, self.chance.between(3, 6) * 50))
                held += result[-1].gross
            held += change
            result.append(happening)
            if held > TOO_MUCH:
                result.append(taken(happening.date, self.chance.between(6, 8) * 50))
                held -= result[-1].gross
        return result


def fetched(day: date, euros: int) -> Happening:
    """Cash from the bank into the box, in whole EUR."""
    amount = Decimal(euros).quantize(CENT)
    postings = (debit("cash", amount), credit("bank", amount))
    text = Text("Cash from the bank", "Barabhebung von der Bank")
    return Happening(date=day, circle="K", kind="cash_withdrawal", text=text, gross=amount, postings=postings)


def taken(day: date, euros: int) -> Happening:
    """Cash from the box to the bank, in whole EUR."""
    amount = Decimal(euros).quantize(CENT)
    postings = (debit("bank", amount), credit("cash", amount))
    text = Text("Cash paid into the bank", "Bareinzahlung bei der Bank")
    return Happening(date=day, circle="K", kind="cash_deposit", text=text, gross=amount, postings=postings)


def _sum(lines: Sequence[Line]) -> Decimal:
    return sum((line.net for line in lines), ZERO)
