"""Around the cut-off: what the stock cards say, what was counted, and the papers that explain where the two differ.

The moves are the firm's own of June. On six articles something went wrong between paper and card, each in another way;
the others agree. A paper stands for each cause, except for the one that no paper explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from course.firm import Firm
from course.firm.calendar import LAST_DAY
from course.firm.chance import Chance
from course.firm.dealt_once import dealt_once
from course.firm.papers.internal import Cell, internal
from course.firm.papers.trade import delivery_note
from course.firm.papers.warehouse import issue_slip, slip_number
from course.firm.records import Article, Document, Line, StockMove, Trade
from course.firm.stock import moves, on_hand
from course.locale import Text
from course.tasks.slips import swaps
from course.units.u13_inventory.apart import TellsStock, told_by

Cause = str  # a key of the warehouse's list of causes
NOT_IN, NOT_OUT, TWICE, MISREAD, TOO_LATE, UNKNOWN = "1", "2", "3", "4", "5", "6"
CAUSES: dict[Cause, Text] = {
    NOT_IN: Text("goods came in, not on the card", "Zugang nicht auf der Karte"),
    NOT_OUT: Text("goods went out, not on the card", "Abgang nicht auf der Karte"),
    TWICE: Text("a paper is on the card twice", "Ein Beleg steht doppelt auf der Karte"),
    MISREAD: Text("quantity on the card is not that of the paper", "Menge auf der Karte weicht vom Beleg ab"),
    TOO_LATE: Text("came after the day of the count, but was counted", "kam nach dem Stichtag, wurde aber mitgezählt"),
    UNKNOWN: Text("no paper explains it", "kein Beleg erklärt es"),
}
NO_PAPER = "-"
OPENED = date(2026, 5, 31)  # what the cards carry forward
MOST_LOST = 6
TRIES = 1000


@dataclass(frozen=True)
class Case:
    """One article of the list: pieces on the card, pieces counted, and why they differ ("" if they agree)."""

    article: Article
    booked: tuple[StockMove, ...]  # as the card has them, June
    carried: int
    counted: int
    cause: Cause = ""
    paper: str = ""  # the number of the paper that explains it, or NO_PAPER
    trade: Trade | None = None

    @property
    def book(self) -> int:
        return self.carried + sum(move.quantity for move in self.booked)

    @property
    def difference(self) -> int:
        """Counted less book; with a minus, pieces are missing."""
        return self.counted - self.book


@dataclass(frozen=True)
class Around:
    """The work: articles with these causes, and so many that agree."""

    purpose: str
    causes: tuple[Cause, ...]
    agreeing: int
    besides: tuple[TellsStock, ...] = ()

    def cases(self, firm: Firm) -> tuple[Case, ...]:
        return _cases(firm, self)

    def stocks(self, firm: Firm) -> frozenset[str]:
        return frozenset(case.article.number for case in self.cases(firm))

    def documents(self, firm: Firm) -> tuple[Document, ...]:
        """The cards, the list of causes, and the papers in order of their dates."""
        cases = self.cases(firm)
        papers = {case.paper: case.trade for case in cases if case.trade}
        papers |= dict(_quiet_papers(firm, self, cases))
        ordered = sorted(papers.values(), key=lambda trade: (trade.delivery_date, paper_number(trade)))
        return (cards(firm, cases), causes(firm), *(_paper(firm, trade) for trade in ordered))


def paper_number(trade: Trade) -> str:
    """The number by which the warehouse books a trade: theirs on what comes in, our slip's on what goes out."""
    return trade.delivery_number if trade.direction == "purchase" else slip_number(trade)


def _paper(firm: Firm, trade: Trade) -> Document:
    """The paper, under the number that stands on it."""
    if trade.direction == "sale":
        return issue_slip(firm, trade)
    note = delivery_note(firm, trade)
    return Document(trade.delivery_number, note.kind, note.title, note.data)


@dealt_once
def _cases(firm: Firm, work: Around) -> tuple[Case, ...]:
    chance, told = firm.chance(work.purpose), told_by(work.besides, firm)
    for _try in range(TRIES):
        cases: list[Case] = []
        for cause in work.causes:
            case = _make(cause, firm, chance, told | {case.article.number for case in cases}, cases)
            if case is not None:
                cases.append(case)
        if len(cases) == len(work.causes) and _sound(cases):
            taken = told | {case.article.number for case in cases}
            quiet = [a for a in firm.articles if a.number not in taken and _june(firm, a)]
            agreeing = [_plain(firm, article) for article in chance.some(quiet, work.agreeing)]
            return tuple(sorted(cases + agreeing, key=lambda case: case.article.number))
    raise LookupError(f"The firm {firm.seed!r} has no June in which {', '.join(work.causes)} could go wrong.")


def _june(firm: Firm, article: Article) -> list[StockMove]:
    """What moved in June by delivery notes; cash sales have no slip."""
    found = [move for move in moves(firm, article.number) if move.date > OPENED]
    return [] if any(move.voucher.startswith("K") for move in found) else found


def _plain(firm: Firm, article: Article) -> Case:
    """The article as it ought to be: card and shelf agree."""
    booked = tuple(_named(firm, move) for move in _june(firm, article))
    return Case(article, booked, on_hand(firm, article.number, OPENED), on_hand(firm, article.number))


def _named(firm: Firm, move: StockMove) -> StockMove:
    """The move under its slip's number, as the warehouse books it."""
    number = "ES-" + move.voucher.rpartition("-")[2] if move.voucher.startswith("LS-") else move.voucher
    return StockMove(move.date, move.article, move.quantity, number)


def _make(cause: Cause, firm: Firm, chance: Chance, taken: frozenset[str], before: list[Case]) -> Case | None:
    """A case of this cause on an article and a paper that no other case uses; None if chance found none."""
    used = {case.paper for case in before}
    direction = {NOT_IN: "purchase", MISREAD: "purchase", NOT_OUT: "sale", TWICE: "sale"}.get(cause)
    if direction is None:
        free = [a for a in firm.articles if a.number not in taken and _june(firm, a)]
        case = _plain(firm, chance.pick(free))
        return _lost(case, chance) if cause == UNKNOWN else _too_late(case, firm, chance)
    fitting = [
        (trade, line)
        for trade in firm.trades
        if trade.direction == direction and trade.delivery_date > OPENED and paper_number(trade) not in used
        for line in trade.lines
        if line.article not in taken and _june(firm, firm.article(line.article))
    ]
    latest = sorted(fitting, key=lambda pair: pair[0].delivery_date)[-12:]  # near the cut-off
    trade, line = chance.pick(latest)
    case = _plain(firm, firm.article(line.article))
    return _misbooked(case, cause, trade, line, chance)


def _misbooked(case: Case, cause: Cause, trade: Trade, line: Line, chance: Chance) -> Case | None:
    number = paper_number(trade)
    own = next(move for move in case.booked if move.voucher == number)
    rest = tuple(move for move in case.booked if move is not own)
    if cause in (NOT_IN, NOT_OUT):
        booked = rest
    elif cause == TWICE:
        booked = tuple(sorted((*case.booked, own), key=lambda move: move.date))
    else:
        wrong = [int(other) for other in swaps(Decimal(line.quantity)) if other == int(other) and other > 0]
        if not wrong:
            return None
        slipped = StockMove(own.date, own.article, chance.pick(wrong), number)
        booked = tuple(slipped if move is own else move for move in case.booked)
    return Case(case.article, booked, case.carried, case.counted, cause, number, trade)


def _lost(case: Case, chance: Chance) -> Case | None:
    missing = chance.between(2, MOST_LOST)
    return Case(case.article, case.booked, case.carried, case.counted - missing, UNKNOWN, NO_PAPER)


def _too_late(case: Case, firm: Firm, chance: Chance) -> Case:
    """Goods of 1 July: the note is there, the card rightly has nothing of it yet, but somebody counted them."""
    article = case.article
    quantity = chance.between(4, 12) * article.pack_size
    trade = Trade(
        partner=article.supplier,
        direction="purchase",
        order_number=f"BE-2026-{chance.between(90, 99):04d}",
        order_date=date(2026, 6, 24),
        delivery_number=f"L{chance.between(90_000, 98_999)}",  # beyond those of the quarter
        delivery_date=date(2026, 7, 1),
        lines=(Line(article.number, article.name, quantity, article.purchase_price, article.vat_rate),),
        invoice="",
        payment="",
    )
    counted = case.counted + quantity
    return Case(article, case.booked, case.carried, counted, TOO_LATE, trade.delivery_number, trade)


def _sound(cases: list[Case]) -> bool:
    """Every card stays above nothing, and what no paper explains is the quantity of none."""
    lost = {abs(case.difference) for case in cases if case.cause == UNKNOWN}
    quantities = {abs(move.quantity) for case in cases for move in case.booked}
    papers = [case.paper for case in cases if case.trade]
    differ = all(case.difference and case.book > 0 and case.counted > 0 for case in cases)
    return differ and not lost & quantities and len(set(papers)) == len(papers)


def _quiet_papers(firm: Firm, work: Around, cases: tuple[Case, ...]) -> list[tuple[str, Trade]]:
    """A paper that is on the cards as it should be, so that not every paper is a culprit."""
    listed = {case.article.number for case in cases}
    culprits = {case.paper for case in cases}
    fitting = [
        trade
        for trade in firm.trades
        if trade.direction == "sale"
        and trade.delivery_date > OPENED
        and paper_number(trade) not in culprits
        and any(line.article in listed for line in trade.lines)
    ]
    return [(paper_number(trade), trade) for trade in fitting[-1:]]


# --- papers -------------------------------------------------------------------------------------------------------


def cards(firm: Firm, cases: tuple[Case, ...]) -> Document:
    """The stock cards' lines of June, one article after the other."""
    rows: list[tuple[Cell, ...]] = []
    for case in cases:
        rows.append((case.article.number, None, Text("carried forward", "Übertrag"), "", str(case.carried)))
        stock = case.carried
        for move in sorted(case.booked, key=lambda move: move.date):
            stock += move.quantity
            sign = "+" if move.quantity > 0 else "−"
            rows.append(("", move.date, move.voucher, f"{sign}{abs(move.quantity)}", str(stock)))
    return internal(
        firm,
        "LK-06",
        Text("Stock cards, June 2026", "Lagerkarten, Juni 2026"),
        LAST_DAY,
        circle=Text("Warehouse. Pieces, booked from the papers.", "Lager. In Stück, gebucht nach Belegen."),
        columns=[
            (Text("Article", "Artikel"), "text"),
            (Text("Date", "Datum"), "date"),
            (Text("Paper", "Beleg"), "text"),
            (Text("In (+), out (−)", "Zugang (+), Abgang (−)"), "figure"),
            (Text("Stock", "Bestand"), "figure"),
        ],
        rows=rows,
    )


def causes(firm: Firm) -> Document:
    return internal(
        firm,
        "US-01",
        Text("Causes of differences", "Ursachen von Differenzen"),
        LAST_DAY,
        circle=Text("Warehouse. Key to the list of differences.", "Lager. Schlüssel zur Differenzliste."),
        columns=[(Text("Key", "Schlüssel"), "text"), (Text("Cause", "Ursache"), "text")],
        rows=list(CAUSES.items()),
        after=(
            Text(
                "Where no paper explains a difference, enter a hyphen (-) as the paper.",
                "Wo kein Beleg die Differenz erklärt, steht als Beleg ein Bindestrich (-).",
            ),
        ),
    )
