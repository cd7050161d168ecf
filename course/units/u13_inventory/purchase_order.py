"""The purchase order: from the warehouse's note, the article file and the list of orders to an order that can go out.

The order form is a sheet: its value is a formula over quantity and cost, so a mistake in one of them counts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from course.firm import Firm
from course.firm.dealt_once import dealt_once
from course.firm.papers.internal import internal
from course.firm.papers.parts import colleague
from course.firm.records import Article, Document
from course.firm.replenishment import whole_packs
from course.locale import Language, Text, translator
from course.tasks.handout import Column, ColumnKind, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.paper_numbers import number_key
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.slips import cents
from course.tasks.task import Answer
from course.tasks.workbook import from_serial, to_serial
from course.units.u13_inventory.apart import TellsStock, told_by

TODAY = date(2026, 7, 2)
IN_FILE = 4  # articles of the article file
SUPPLIER, NUMBER, DAY, ARTICLE, QUANTITY, COST, VALUE, WANTED = (f"B{row}" for row in range(2, 10))


@dataclass(frozen=True)
class Wish:
    """What the warehouse asks for: at least so many pieces of an article. `file` is the article file's extract."""

    article: Article
    pieces: int
    file: tuple[Article, ...]
    weeks: tuple[int, ...]  # the suppliers' lead times, article by article

    @property
    def neighbour(self) -> Article:
        """The article in the next row of the file: what one gets by slipping a row."""
        at = self.file.index(self.article)
        return self.file[at + 1 if at + 1 < len(self.file) else at - 1]

    @property
    def quantity(self) -> int:
        return whole_packs(Decimal(self.pieces), self.article.pack_size)

    def ordered(self, figures: Figures) -> Article:
        """The article that the learner entered; whoever slipped a row there orders that one rightly all the same."""
        named = number_key(figures.text(ARTICLE))
        return next((one for one in self.file if number_key(one.number) == named), self.article)

    def lead_of(self, article: Article) -> int:
        """Weeks until a delivery."""
        return self.weeks[self.file.index(article)]


@dataclass(frozen=True)
class PurchaseOrder:
    """The order of an article whose stock has come down to its reorder point."""

    purpose: str
    besides: tuple[TellsStock, ...] = ()

    def wish(self, firm: Firm) -> Wish:
        return _wish(firm, self)

    def stocks(self, firm: Firm) -> frozenset[str]:
        return frozenset({self.wish(firm).article.number})

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        wish = self.wish(firm)
        return (note(firm, wish), article_file(firm, wish), orders(firm))

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        labels = (
            _("Supplier, number"),
            _("Our order, number"),
            _("Date of the order"),
            _("Article, number"),
            _("Quantity, pieces"),
            _("Cost each, net EUR"),
            _("Order value, net EUR"),
            _("Wanted by"),
        )
        given = tuple(Given(f"A{row}", label, "text") for row, label in enumerate(labels, start=2))
        columns = (Column(_("Order"), "text", 26), Column(_("Entry"), "code", 18))
        kinds: tuple[tuple[str, ColumnKind], ...] = (
            (DAY, "date"),
            (QUANTITY, "number"),
            (COST, "amount"),
            (VALUE, "amount"),
            (WANTED, "date"),
        )
        return open_only(SheetLayout(columns, 9, given, kinds=kinds), "B2:B9")

    def change(self, figures: Figures, turn: int) -> Mapping[str, float | str | bool | None]:
        return {
            QUANTITY: float(figures.amount(QUANTITY)) + 12 * turn,
            COST: float(figures.amount(COST)) + 1.25 * turn,
            DAY: float(figures.amount(DAY)) + 3 * turn,
        }

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        wish = self.wish(firm)
        return (
            _supplier(wish, language),
            _number(firm, language),
            _day(language),
            _article(wish, language),
            _quantity(wish, language),
            _cost(wish, language),
            _value(wish, language),
            _wanted(wish, language),
        )


def _supplier(wish: Wish, language: Language) -> Expected:
    _ = translator(language, "units")
    slipped = _("This supplier is in another row of the article file.")
    return Expected(
        SUPPLIER,
        _("supplier"),
        truth=lambda figures: wish.article.supplier,
        is_number=True,
        follows=lambda figures: wish.ordered(figures).supplier,
        slips=(CellSlip("row-slipped", f'="{wish.neighbour.supplier}"', slipped),),
        message=_("We do not buy this article there."),
        where=_("Find the article in the article file and read along its row."),
    )


def _number(firm: Firm, language: Language) -> Expected:
    _ = translator(language, "units")
    last = _order_numbers(firm)[-1]
    again = CellSlip("number-used-twice", f'="{last}"', _("This number is taken: the last order bears it."))
    return Expected(
        NUMBER,
        _("number of our order"),
        truth=lambda figures: next_number(last),
        is_number=True,
        slips=(again,),
        message=_("This is not the next free number."),
        where=_("Look up the last number in the list of orders; the numbers run on."),
    )


def _day(language: Language) -> Expected:
    _ = translator(language, "units")
    turned = to_serial(date(TODAY.year, TODAY.day, TODAY.month))
    swapped = CellSlip("day-and-month-swapped", f"={turned:.0f}", _("Day and month have changed places."))
    return Expected(
        DAY,
        _("date of the order"),
        truth=lambda figures: TODAY,
        slips=(swapped,),
        message=_("This is not the day on which the order goes out."),
        where=_("The order goes out on the day of the warehouse's note."),
    )


def _article(wish: Wish, language: Language) -> Expected:
    _ = translator(language, "units")
    slipped = _("This is the article of another row.")
    return Expected(
        ARTICLE,
        _("article"),
        truth=lambda figures: wish.article.number,
        is_number=True,
        slips=(CellSlip("row-slipped", f'="{wish.neighbour.number}"', slipped),),
        message=_("The warehouse did not ask for this article."),
        where=_("The number is in the warehouse's note."),
    )


def _quantity(wish: Wish, language: Language) -> Expected:
    _ = translator(language, "units")
    size = wish.article.pack_size
    slips = (
        CellSlip("pack-for-piece", f"={wish.quantity // size}", _("This is the number of packs; asked are pieces.")),
        CellSlip("not-whole-packs", f"={wish.pieces}", _("The supplier sells whole packs; this leaves one torn open.")),
        CellSlip("rounded-down", f"={wish.quantity - size}", _("This is less than the warehouse needs at least.")),
    )
    return Expected(
        QUANTITY,
        _("quantity"),
        truth=lambda figures: Decimal(wish.quantity),
        follows=lambda figures: Decimal(whole_packs(Decimal(wish.pieces), wish.ordered(figures).pack_size)),
        worked=str(wish.quantity),
        slips=slips,
        message=_("This is not what the warehouse needs, in whole packs."),
        where=_("The note says how many are needed at least, the article file how many pieces a pack holds."),
    )


def _cost(wish: Wish, language: Language) -> Expected:
    _ = translator(language, "units")
    sold = _("This is our sales price. The supplier gets what we pay.")
    slipped = _("This is the price of another row of the article file.")
    return Expected(
        COST,
        _("cost each"),
        truth=lambda figures: wish.article.purchase_price,
        follows=lambda figures: wish.ordered(figures).purchase_price,
        slips=(
            CellSlip("sales-price", f"={wish.article.sales_price}", sold),
            CellSlip("row-slipped", f"={wish.neighbour.purchase_price}", slipped),
        ),
        message=_("This is not what one piece costs us."),
        where=_("Find the article in the article file and read along its row."),
    )


def _value(wish: Wish, language: Language) -> Expected:
    _ = translator(language, "units")
    rate = wish.article.vat_rate

    def truth(figures: Figures) -> Decimal:
        """By the learner's own quantity and cost; where one is empty, by the papers."""
        quantity = Decimal(wish.quantity) if figures.values.get(QUANTITY) is None else figures.amount(QUANTITY)
        cost = wish.article.purchase_price if figures.values.get(COST) is None else figures.amount(COST)
        return quantity * cost

    vat = CellSlip(
        "vat-added",
        f"=ROUND({QUANTITY}*{COST}*(100+{rate})/100,2)",
        _("VAT is in this value. Between firms an order is net."),
    )
    packs = CellSlip(
        "pack-for-piece",
        f"=ROUND({QUANTITY}/{wish.article.pack_size}*{COST},2)",
        _("Here the packs were multiplied with the price of a piece."),
    )
    return Expected(
        VALUE,
        _("order value"),
        truth,
        formula=f"={QUANTITY}*{COST}",
        slips=(vat, packs),
        message=_("This is not quantity times cost each."),
        where=_("Multiply the two cells above."),
    )


def _wanted(wish: Wish, language: Language) -> Expected:
    _ = translator(language, "units")

    lead = wish.lead_of(wish.article)

    def later(figures: Figures) -> date:
        own = figures.amount(DAY)
        start = from_serial(float(own)) if 40_000 < own < 60_000 else TODAY
        return start + timedelta(weeks=wish.lead_of(wish.ordered(figures)))

    slips = (
        CellSlip("weeks-for-days", f"={DAY}+{lead}", _("The weeks of the lead time were added as days.")),
        CellSlip(
            "five-days-a-week",
            f"={DAY}+{5 * lead}",
            _("On the calendar a week has seven days, also when five of them are worked."),
        ),
    )
    return Expected(
        WANTED,
        _("wanted by"),
        truth=later,
        follows=lambda figures: TODAY + timedelta(weeks=lead),
        slips=slips,
        message=_("This is not the date of the order and the supplier's lead time together."),
        where=_("The lead time is in the article file, in weeks. On a calendar a week has seven days."),
    )


# --- dealing and papers -------------------------------------------------------------------------------------------


@dealt_once
def _wish(firm: Firm, work: PurchaseOrder) -> Wish:
    chance = firm.chance(work.purpose)
    told = told_by(work.besides, firm)
    pieces_only = chance.shuffled([one for one in firm.articles if one.unit.en == "pcs"])
    wanted = next(one for one in pieces_only if one.number not in told)
    deck = [wanted]
    for article in pieces_only:
        if article.supplier not in {one.supplier for one in deck} and len(deck) < IN_FILE:
            deck.append(article)
    pieces = wanted.pack_size * chance.between(15, 40) - chance.between(1, wanted.pack_size - 1)
    file = tuple(sorted(deck, key=lambda article: article.number))
    return Wish(wanted, pieces, file, tuple(chance.between(2, 5) for _article in file))


def _order_numbers(firm: Firm) -> list[str]:
    return sorted(trade.order_number for trade in firm.trades if trade.direction == "purchase")


def next_number(last: str) -> str:
    """BE-2026-0121 is followed by BE-2026-0122."""
    head, _dash, running = last.rpartition("-")
    return f"{head}-{int(running) + 1:0{len(running)}d}"


def note(firm: Firm, wish: Wish) -> Document:
    head = colleague(firm.staff, "Head of the warehouse").name
    article = wish.article
    return internal(
        firm,
        "BM-07",
        Text("Please order", "Bedarfsmeldung"),
        TODAY,
        circle=Text("Internal. For purchasing.", "Intern. Für den Einkauf."),
        before=(
            Text(
                f"The stock of {article.number} has come down to its reorder point.",
                f"Der Bestand von {article.number} ist auf den Meldebestand gesunken.",
            ),
            Text(
                f"We need at least {wish.pieces} pieces. Please order whole packs, today.",
                f"Wir brauchen mindestens {wish.pieces} Stück. Bitte heute bestellen, nur ganze Pakete.",
            ),
            Text(f"{head}, warehouse", f"{head}, Lager"),
        ),
    )


def article_file(firm: Firm, wish: Wish) -> Document:
    rows = [
        (
            article.number,
            article.name,
            article.supplier,
            article.sales_price,
            article.purchase_price,
            str(article.pack_size),
            str(weeks),
        )
        for article, weeks in zip(wish.file, wish.weeks, strict=True)
    ]
    return internal(
        firm,
        "AD-13",
        Text("Article file, extract", "Artikeldatei, Auszug"),
        TODAY,
        circle=Text("Internal. For purchasing.", "Intern. Für den Einkauf."),
        columns=[
            (Text("No.", "Nr."), "text"),
            (Text("Article", "Artikel"), "text"),
            (Text("Supplier", "Lieferant"), "text"),
            (Text("We sell at", "Verkauf zu"), "amount"),
            (Text("We buy at", "Einkauf zu"), "amount"),
            (Text("Pieces a pack", "Stück je Paket"), "figure"),
            (Text("Lead time, weeks", "Lieferzeit, Wochen"), "figure"),
        ],
        rows=rows,
    )


def orders(firm: Firm) -> Document:
    """The last orders of the quarter."""
    latest = sorted((t for t in firm.trades if t.direction == "purchase"), key=lambda t: t.order_number)[-5:]
    return internal(
        firm,
        "BL-26",
        Text("Our orders, the latest", "Unsere Bestellungen, die letzten"),
        TODAY,
        circle=Text("Internal. For purchasing.", "Intern. Für den Einkauf."),
        columns=[
            (Text("Order", "Bestellung"), "text"),
            (Text("Date", "Datum"), "date"),
            (Text("Supplier", "Lieferant"), "text"),
            (Text("Value, net EUR", "Wert, netto EUR"), "amount"),
        ],
        rows=[
            (trade.order_number, trade.order_date, trade.partner, cents(sum((n.net for n in trade.lines), Decimal(0))))
            for trade in latest
        ],
    )
