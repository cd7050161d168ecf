"""A stock card of January to March, reckoned by FIFO or by moving average.

The card ends with the stock and the price with which the firm's books open on 1 April. Its moves are chance, such that
no issue costs the same by two methods; so each method can be told from the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from course.firm import Firm
from course.firm.calendar import working_day_from
from course.firm.chance import Chance
from course.firm.dealt_once import dealt_once
from course.firm.money import cents
from course.firm.records import Article, Document
from course.firm.stock_card import CardLine, CardMove, fifo, lifo, moving_average
from course.locale import Language, translator
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures, other_figures
from course.tasks.task import Answer
from course.units.u13_inventory.names import fitted, short_name

Method = Literal["fifo", "average"]
FIRST = 2  # the opening stock; it is given, and with it how a line is worked out
NEW_YEAR, LAST = date(2026, 1, 2), date(2026, 3, 30)
APART = Decimal("0.02")  # what two methods must differ by, EUR
TRIES = 2000


@dataclass(frozen=True)
class Card:
    """A card with these moves after the opening stock: "R" for a receipt, "I" for an issue."""

    purpose: str  # the same for both methods: they reckon the same card
    pattern: str
    method: Method

    @property
    def last(self) -> int:
        return FIRST + len(self.pattern)

    @property
    def change(self) -> Callable[[Figures, int], Mapping[str, float | str | bool | None]]:
        """Other prices. With other quantities FIFO would take other receipts."""
        return other_figures(f"E{FIRST}:E{self.last}")

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return ()

    def moves(self, firm: Firm) -> tuple[CardMove, ...]:
        return _dealt(firm, self.purpose, self.pattern)[1]

    def article(self, firm: Firm) -> Article:
        return _dealt(firm, self.purpose, self.pattern)[0]

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        moves, chance = self.moves(firm), firm.chance(self.purpose + ": papers")
        texts = {True: _("receipt"), False: _("issue")}
        given = [
            Given("C2", _("opening stock"), "text"),
            Given("G2", "=D2*E2", "amount"),
            Given("H2", "=D2", "number"),
            Given("I2", "=G2", "amount"),
        ]
        if self.method == "average":
            given.append(Given("J2", "=I2/H2", "amount"))
        for row, (move, day) in enumerate(zip(moves, _days(len(moves)), strict=True), start=FIRST):
            given.append(Given(f"A{row}", day.isoformat(), "date"))
            if row > FIRST:
                number = (
                    f"L{chance.between(10_000, 19_999)}" if move.quantity > 0 else f"ES-{chance.between(1, 99):04d}"
                )
                given += [Given(f"B{row}", number, "code"), Given(f"C{row}", texts[move.quantity > 0], "text")]
            if move.quantity > 0:
                given += [Given(f"D{row}", str(move.quantity), "number"), Given(f"E{row}", str(move.price), "amount")]
            else:
                given.append(Given(f"F{row}", str(-move.quantity), "number"))
        columns = [
            Column(_("Date"), "date", 12),
            Column(_("Paper"), "code", 9),
            Column(short_name(self.article(firm), language), "text", 17),
            Column(_("Came in"), "number", 9, _("Pieces that came in.")),
            Column(_("Cost each"), "amount", 9, _("What a piece of this receipt cost, net.")),
            Column(_("Went out"), "number", 10, _("Pieces that went out.")),
            Column(_("Value moved"), "amount", 11, _("What came in or went out is worth.")),
            Column(_("Stock"), "number", 8, _("Pieces afterwards, by formula.")),
            Column(_("Stock value"), "amount", 12, _("Value afterwards, by formula.")),
        ]
        if self.method == "average":
            columns.append(Column(_("Average"), "amount", 13, _("Stock value divided by stock, by formula.")))
        layout = SheetLayout(fitted(columns), self.last, tuple(given))
        return open_only(layout, f"G{FIRST + 1}:{'J' if self.method == 'average' else 'I'}{self.last}")

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        moves = self.moves(firm)
        rows = range(FIRST + 1, self.last + 1)
        cells: list[Expected] = []
        for row in rows:
            issue = moves[row - FIRST].quantity < 0
            cells.append(_issue(row, moves, self.method, language) if issue else _receipt(row, language))
            cells.append(_stock(row, language))
            cells.append(self._stock_value(row, moves, language))
            if self.method == "average":
                cells.append(_average(row, moves, language))
        return tuple(cells)

    def _stock_value(self, row: int, moves: tuple[CardMove, ...], language: Language) -> Expected:
        _ = translator(language, "units")
        out = moves[row - FIRST].quantity < 0
        sign, other = ("-", "+") if out else ("+", "-")
        priced = next(r for r in range(row, FIRST - 1, -1) if moves[r - FIRST].quantity > 0)
        latest = CellSlip(
            "all-at-the-latest-price",
            f"=H{row}*E{priced}",
            _("The whole stock is valued at the latest price. Part of it was bought at others."),
        )
        turned = CellSlip(
            "in-and-out-swapped",
            f"=I{row - 1}{other}G{row}",
            _("What came in was taken off, or what went out was added."),
        )
        heavy = 4 if self.method == "fifo" and row == self.last else 1
        return Expected(
            f"I{row}",
            _("stock value in row {row}").format(row=row),
            truth=lambda f: f.amount(f"I{row - 1}") + (-1 if out else 1) * f.amount(f"G{row}"),
            formula=f"=I{row - 1}{sign}G{row}",
            slips=(turned, latest),
            weight=heavy,
            message=_("This is not the value above with this row's value added or taken off."),
            where=_("Start from the value in the row above. A receipt adds to it, an issue takes from it."),
        )


def _receipt(row: int, language: Language) -> Expected:
    _ = translator(language, "units")
    before = CellSlip("price-of-before", f"=D{row}*E{FIRST}", _("This uses the price of the opening stock."))
    return Expected(
        f"G{row}",
        _("value of the receipt in row {row}").format(row=row),
        truth=lambda figures: figures.amount(f"D{row}") * figures.amount(f"E{row}"),
        formula=f"=D{row}*E{row}",
        slips=(before,),
        message=_("This is not pieces times cost each."),
        where=_("Multiply the pieces that came in by what each cost, in the same row."),
    )


def _stock(row: int, language: Language) -> Expected:
    _ = translator(language, "units")
    turned = CellSlip(
        "in-and-out-swapped",
        f"=H{row - 1}-D{row}+F{row}",
        _("What came in was taken off, or what went out was added."),
    )
    return Expected(
        f"H{row}",
        _("stock in row {row}").format(row=row),
        truth=lambda f: f.amount(f"H{row - 1}") + f.amount(f"D{row}") - f.amount(f"F{row}"),
        formula=f"=H{row - 1}+D{row}-F{row}",
        slips=(turned,),
        message=_("This is not the stock above, plus in, minus out."),
        where=_("Start from the stock in the row above."),
    )


def _issue(row: int, moves: tuple[CardMove, ...], method: Method, language: Language) -> Expected:
    _ = translator(language, "units")
    place = row - FIRST
    oldest, newest = (from_receipts(card(moves)[place]) for card in (fifo, lifo))
    averaged = f"=ROUND(F{row}*I{row - 1}/H{row - 1},2)"
    last_price = f"=F{row}*E{max(p for p in range(place) if moves[p].quantity > 0) + FIRST}"
    last_in = CellSlip("lifo", newest, _("The newest pieces went out first here: that is LIFO."))
    priced = CellSlip("latest-price", last_price, _("All pieces are valued at the latest price."))
    if method == "fifo":
        average = CellSlip("moving-average", averaged, _("This is the moving average, not FIFO."))
        return Expected(
            f"G{row}",
            _("value of the issue in row {row}").format(row=row),
            truth=_by_receipts(fifo(moves)[place]),
            slips=(last_in, average, priced),
            weight=5,
            message=_("By FIFO these pieces cost something else."),
            where=_(
                "Which pieces have been here longest? Take as many of them as there are, then of the next receipt."
            ),
            worked=oldest,
        )
    prices = [p for p in range(place) if moves[p].quantity > 0]
    first_in = CellSlip("fifo", oldest, _("The oldest pieces went out first here: that is FIFO, not the average."))
    early = CellSlip(
        "average-rounded",
        f"=F{row}*ROUND(J{row - 1},2)",
        _("The average was rounded before it was multiplied. Round what comes out, the value of the issue."),
    )
    plain = CellSlip(
        "plain-average",
        f"=F{row}*({'+'.join(f'E{p + FIRST}' for p in prices)})/{len(prices)}",
        _("The prices were averaged without regard to how many pieces each of them is for."),
    )
    return Expected(
        f"G{row}",
        _("value of the issue in row {row}").format(row=row),
        truth=lambda f: _ratio(f.amount(f"F{row}") * f.amount(f"I{row - 1}"), f.amount(f"H{row - 1}")),
        formula=averaged,
        follows=lambda f: f.amount(f"F{row}") * f.amount(f"J{row - 1}"),
        slips=(first_in, last_in, plain, priced, early),
        weight=4,
        message=_("At the average price these pieces cost something else."),
        where=_("Pieces out, times the average in the row above."),
    )


def _average(row: int, moves: tuple[CardMove, ...], language: Language) -> Expected:
    _ = translator(language, "units")
    prices = [p for p in range(row - FIRST + 1) if moves[p].quantity > 0]
    plain = CellSlip(
        "plain-average",
        f"=({'+'.join(f'E{p + FIRST}' for p in prices)})/{len(prices)}",
        _("The prices were averaged without regard to how many pieces each of them is for."),
    )
    return Expected(
        f"J{row}",
        _("average price in row {row}").format(row=row),
        truth=lambda f: _ratio(f.amount(f"I{row}"), f.amount(f"H{row}")),
        formula=f"=I{row}/H{row}",
        slips=(plain,),
        message=_("This is not the stock value divided by the stock."),
        where=_("Divide the value of this row by the pieces of this row."),
    )


def from_receipts(line: CardLine) -> str:
    """What an issue costs, as a formula over the card: "=80*E2+40*E4"."""
    return "=" + "+".join(f"{pieces}*E{receipt + FIRST}" for receipt, pieces in sorted(line.taken))


def _by_receipts(line: CardLine) -> Callable[[Figures], Decimal]:
    return lambda figures: sum((n * figures.amount(f"E{receipt + FIRST}") for receipt, n in line.taken), Decimal(0))


def _ratio(value: Decimal, by: Decimal) -> Decimal:
    return value / by if by else Decimal(0)


# --- dealing ------------------------------------------------------------------------------------------------------


@dealt_once
def _dealt(firm: Firm, purpose: str, pattern: str) -> tuple[Article, tuple[CardMove, ...]]:
    chance = firm.chance(purpose)
    for _try in range(TRIES):
        article = chance.pick([one for one in firm.articles if 3 <= one.purchase_price <= 20])
        moves = _moves(article, pattern, chance)
        if _tells_methods_apart(moves):
            return article, moves
    raise LookupError(f"The firm {firm.seed!r} has no article for a card with {pattern}.")


def _moves(article: Article, pattern: str, chance: Chance) -> tuple[CardMove, ...]:
    """Quantities in whole packs; the last issue leaves what the books open with, the last receipt has its price."""
    pack, price = article.pack_size, article.purchase_price
    close = article.opening_stock // pack
    quantities = [close * chance.between(100, 130) // 100]
    sizes = {"R": (1, 60, 90), "I": (-1, 60, 85)}  # per cent of what is left at the end
    for sign, low, high in (sizes[kind] for kind in pattern):
        quantities.append(sign * (close * chance.between(low, high) // 100))
    quantities[-1] -= sum(quantities) - close
    receipts = [place for place, quantity in enumerate(quantities) if quantity > 0]
    steps = chance.shuffled([-9, -6, -3, 4, 7, 10])
    prices = {p: cents(price * (100 + steps[n]) / 100) for n, p in enumerate(receipts)} | {receipts[-1]: price}
    return tuple(CardMove(packs * pack, prices.get(place, Decimal("0.00"))) for place, packs in enumerate(quantities))


def _tells_methods_apart(moves: tuple[CardMove, ...]) -> bool:
    if moves[-1].quantity >= 0 or any(sum(m.quantity for m in moves[: n + 1]) <= 0 for n in range(len(moves))):
        return False
    by = [card(moves) for card in (fifo, lifo, moving_average)]
    issues = [place for place, move in enumerate(moves) if move.quantity < 0]
    apart = all(
        abs(one[place].moved - other[place].moved) > APART
        for place in issues
        for one, other in ((by[0], by[1]), (by[0], by[2]), (by[1], by[2]))
    )
    crossing = sum(len(by[0][place].taken) > 1 for place in issues)
    return apart and crossing >= len(issues) // 2


def _days(count: int) -> list[date]:
    """Working days spread over the first quarter."""
    step = (LAST - NEW_YEAR).days // count
    return [working_day_from(NEW_YEAR + timedelta(days=n * step)) for n in range(count)]
