"""The blind count: shelves as they stand, and a count sheet that does not say what ought to be there.

Some cartons stand behind others, some packs in the wrong place, and a pallet came after the count's day. Stock is the
firm's own at the end of June; which articles are counted and how they are stacked is chance, but nobody has more to
count than another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from course.firm import Firm
from course.firm.calendar import LAST_DAY
from course.firm.chance import Chance
from course.firm.dealt_once import dealt_once
from course.firm.papers.internal import internal
from course.firm.papers.shelf import shelf
from course.firm.records import Article, Document
from course.firm.shelving import Shelf, arranged, can_stand
from course.firm.stock import Packed, on_hand, packed, packs_a_carton, pieces_a_carton
from course.locale import Language, Text, translator
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures, other_figures
from course.tasks.task import Answer
from course.units.u13_inventory.apart import TellsStock, told_by
from course.units.u13_inventory.names import fitted, narrow_name_column, short_name

FIRST = 2
LATE_DAY = date(2026, 7, 1)
LARGEST_PACK = 20  # more loose pieces than that nobody wants to count in a drawing
FEWEST_LENT = 2
APART = 12  # per cent by which a count may have more or less to count than is usual
TRIES = 5000

# What is particular about a shelf: a row behind the front one; a pallet that came too late; packs that stand on another
# shelf (guest) or that belong to another (host); or nothing.
Role = str
HIDDEN, LATE, GUEST, HOST, PLAIN = "hidden", "late", "guest", "host", "plain"


@dataclass(frozen=True)
class Line:
    """One line of the count sheet: the shelf as it stands, and what there is of its article in the whole room."""

    shelf: Shelf
    role: Role
    truth: Packed


@dataclass(frozen=True)
class Count:
    """A count of one shelf for each role, about so many `things` in all: cartons, packs and pieces, also those that do
    not count. The first `shown` lines of the sheet are filled in as an example.
    """

    purpose: str
    roles: tuple[Role, ...]
    things: int
    shown: int = 0
    besides: tuple[TellsStock, ...] = ()

    @property
    def last(self) -> int:
        return FIRST + len(self.roles) - 1

    @property
    def change(self) -> Callable[[Figures, int], Mapping[str, float | str | bool | None]]:
        return other_figures(f"D{FIRST}:H{self.last}")

    def lines(self, firm: Firm) -> tuple[Line, ...]:
        return _lines(firm, self)

    def off(self, lines: Sequence[Line]) -> float:
        """By how many per cent there is more or less to count than usual: on all shelves, or on those left to do."""

        def apart(some: Sequence[Line]) -> float:
            usual = self.things * len(some) / len(self.roles)
            return 100 * abs(sum(line.shelf.things for line in some) - usual) / usual

        return max(apart(lines), apart(lines[self.shown :]))

    def stocks(self, firm: Firm) -> frozenset[str]:
        return frozenset(line.shelf.article.number for line in self.lines(firm))

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        lines = self.lines(firm)
        drawings = (shelf(firm, line.shelf.article.shelf, LATE_DAY, line.shelf) for line in lines)
        return (count_sheet(firm, [line.shelf.article for line in lines]), *drawings)

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        given = []
        for row, line in enumerate(self.lines(firm), start=FIRST):
            article = line.shelf.article
            given += [
                Given(f"A{row}", article.shelf, "code"),
                Given(f"B{row}", article.number, "code"),
                Given(f"C{row}", short_name(article, language), "text"),
            ]
            if row < FIRST + self.shown:
                given += [Given(f"{column}{row}", str(number), "number") for column, number in _cells(line).items()]
                given.append(Given(f"I{row}", total_formula(row), "number"))
        columns = (
            Column(_("Shelf"), "code", 7),
            Column(_("No."), "code", 7),
            narrow_name_column(language),
            Column(_("Cartons"), "number", 9, _("Closed cartons that count. 0 if there is none.")),
            Column(_("Packs"), "number", 7, _("Loose packs of this article, wherever they are. 0 if there is none.")),
            Column(_("Pieces"), "number", 8, _("Loose pieces. 0 if there is none.")),
            Column(_("Packs a carton"), "number", 8, _("From the label on the shelf.")),
            Column(_("Pieces a pack"), "number", 8, _("From the label on the shelf.")),
            Column(_("Counted, pieces"), "number", 10, _("All in pieces, by formula.")),
        )
        open_rows = f"D{FIRST + self.shown}:I{self.last}"
        return open_only(SheetLayout(fitted(columns), self.last, tuple(given)), open_rows)

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        lines = list(enumerate(self.lines(firm), start=FIRST))[self.shown :]
        return tuple(cell for row, line in lines for cell in _row(row, line, language))


@dealt_once
def _lines(firm: Firm, count: Count) -> tuple[Line, ...]:
    """The lines of this firm's count, in order of shelves."""
    nearest: list[Line] = []
    for lines in _ways(firm, count):
        if not nearest or count.off(lines) < count.off(nearest):
            nearest = lines
        if count.off(nearest) <= APART:
            break
    if not nearest:
        raise LookupError(f"The firm {firm.seed!r} has no stock that can be drawn for {', '.join(count.roles)}.")
    return tuple(nearest if count.shown else sorted(nearest, key=lambda line: line.shelf.article.shelf))


def _ways(firm: Firm, count: Count) -> Iterator[list[Line]]:
    """Articles whose stock can be drawn as their roles want it, some with loose pieces; again and again others."""
    chance, told = firm.chance(count.purpose), told_by(count.besides, firm)
    drawable = [a for a in firm.articles if a.unit.en == "pcs" and a.pack_size <= LARGEST_PACK]
    fitting = [article for article in drawable if article.number not in told]
    stocks = {article.number: packed(article, on_hand(firm, article.number)) for article in fitting}
    for _try in range(TRIES):
        deck = chance.some(fitting, len(count.roles))
        parts = [(one, stocks[one.number], role) for one, role in zip(deck, count.roles, strict=True)]
        loose = sum(stock.pieces > 0 for _article, stock, _role in parts)
        if loose >= len(parts) // 2 and all(_can_play(stock, role) for _article, stock, role in parts):
            yield _stacked(parts, chance)


def _stacked(parts: list[tuple[Article, Packed, Role]], chance: Chance) -> list[Line]:
    """Each article's stock as its role wants it to stand."""
    guest, theirs = next(((article, stock) for article, stock, role in parts if role == GUEST), (None, None))
    lent = chance.between(FEWEST_LENT, theirs.packs - 1) if theirs else 0
    lines = []
    for article, truth, role in parts:
        here = Packed(truth.cartons, truth.packs - lent, truth.pieces) if role == GUEST else truth
        seen = arranged(article, here, role == HIDDEN, chance)
        if role == HOST and guest:
            seen = seen.lend(guest, lent)
        if role == LATE:
            seen = seen.with_pallet(chance.between(2, 3), LATE_DAY)
        lines.append(Line(seen, role, truth))
    return lines


def _can_play(stock: Packed, role: Role) -> bool:
    enough = stock.packs > FEWEST_LENT if role == GUEST else True
    return enough and can_stand(stock.cartons, role == HIDDEN)


def _cells(line: Line) -> dict[str, int]:
    """What belongs into the columns of a line, the total left out."""
    article, truth = line.shelf.article, line.truth
    numbers = (truth.cartons, truth.packs, truth.pieces, packs_a_carton(article), article.pack_size)
    return dict(zip("DEFGH", numbers, strict=True))


def total_formula(row: int) -> str:
    return f"=(D{row}*G{row}+E{row})*H{row}+F{row}"


# --- what is asked of a line --------------------------------------------------------------------------------------


def _row(row: int, line: Line, language: Language) -> tuple[Expected, ...]:
    return (
        _cartons(row, line, language),
        _packs(row, line, language),
        _pieces(row, line, language),
        *_labels(row, line, language),
        _total(row, line, language),
    )


def _number(row: int, column: str, what: str, parts: tuple[int, ...], **more: object) -> Expected:
    """A number to be entered, made up of what stands in different places; that is how it is shown where it is wrong."""
    number = sum(parts)
    shown = " + ".join(map(str, parts)) + f" = {number}" if len(parts) > 1 else str(number)
    return Expected(f"{column}{row}", what, truth=lambda figures: Decimal(number), worked=shown, **more)  # type: ignore[arg-type]  # Expected's own fields, passed on


def _cartons(row: int, line: Line, language: Language) -> Expected:
    _ = translator(language, "units")
    seen, right = line.shelf, line.truth.cartons
    slips = []
    if seen.back:
        hidden = _("The row behind is missing: from the side and from above you can see more cartons.")
        slips.append(CellSlip("hidden-row-missed", f"={sum(seen.front)}", hidden))
    if seen.late:
        late = _("The pallet is counted here. By its tag it came after the day of the count.")
        slips.append(CellSlip("after-cut-off", f"={right + sum(seen.late)}", late))
    return _number(
        row,
        "D",
        _("cartons on {shelf}").format(shelf=seen.article.shelf),
        (sum(seen.front), sum(seen.back)) if seen.back else (right,),
        slips=tuple(slips),
        weight=4,
        message=_("This is not the number of cartons that count."),
        where=_("Look at shelf {shelf} from the front, from the side and from above.").format(shelf=seen.article.shelf),
    )


def _packs(row: int, line: Line, language: Language) -> Expected:
    _ = translator(language, "units")
    seen, right = line.shelf, line.truth.packs
    slips = []
    if line.role == GUEST:
        strayed = _("There are more packs of this article on another shelf.")
        slips.append(CellSlip("stray-left-out", f"={sum(seen.packs)}", strayed))
    if seen.stranger:
        foreign = _("Packs of another article are counted here; their tag has another number.")
        slips.append(CellSlip("stray-counted-here", f"={right + sum(seen.strangers)}", foreign))
    return _number(
        row,
        "E",
        _("packs of {number}").format(number=seen.article.number),
        (sum(seen.packs), right - sum(seen.packs)) if line.role == GUEST else (right,),
        slips=tuple(slips),
        weight=2,
        message=_("This is not the number of loose packs of this article."),
        where=_("Count every pack with the number {number}, on all shelves.").format(number=seen.article.number),
    )


def _pieces(row: int, line: Line, language: Language) -> Expected:
    _ = translator(language, "units")
    article = line.shelf.article
    return _number(
        row,
        "F",
        _("pieces of {number}").format(number=article.number),
        (line.truth.pieces,),
        weight=2,
        message=_("This is not the number of loose pieces."),
        where=_("The loose pieces are the smallest boxes on shelf {shelf}.").format(shelf=article.shelf),
    )


def _labels(row: int, line: Line, language: Language) -> tuple[Expected, ...]:
    _ = translator(language, "units")
    article = line.shelf.article
    where = _("It is on the label of shelf {shelf}.").format(shelf=article.shelf)
    wrong = _("This is not what the label says.")
    whole = CellSlip(
        "carton-in-pieces",
        f"={pieces_a_carton(article)}",
        _("This is how many pieces a carton holds; what is asked for here is the figure on the label, in packs."),
    )
    packs, size = packs_a_carton(article), article.pack_size
    crossed = _("The two figures of the label have changed places.")
    return (
        _number(
            row,
            "G",
            _("packs a carton, {number}").format(number=article.number),
            (packs,),
            slips=(whole, CellSlip("label-crossed", f"={size}", crossed)),
            weight=2,
            message=wrong,
            where=where,
        ),
        _number(
            row,
            "H",
            _("pieces a pack, {number}").format(number=article.number),
            (size,),
            slips=(CellSlip("label-crossed", f"={packs}", crossed),),
            weight=2,
            message=wrong,
            where=where,
        ),
    )


def _total(row: int, line: Line, language: Language) -> Expected:
    _ = translator(language, "units")
    paper = _cells(line)

    def truth(figures: Figures) -> Decimal:
        """By the learner's own count; where a cell is still empty, by the shelf."""
        found = {
            column: Decimal(number)
            if figures.values.get(f"{column}{row}") is None
            else figures.amount(f"{column}{row}")
            for column, number in paper.items()
        }
        return (found["D"] * found["G"] + found["E"]) * found["H"] + found["F"]

    slips = (
        CellSlip(
            "pack-for-piece",
            f"=D{row}*G{row}+E{row}+F{row}",
            _("Packs and pieces are added up as if they were the same. A pack holds many pieces."),
        ),
        CellSlip(
            "carton-for-pack",
            f"=(D{row}+E{row})*H{row}+F{row}",
            _("The cartons are counted as if each held one pack."),
        ),
        CellSlip(
            "loose-left-out",
            f"=D{row}*G{row}*H{row}",
            _("Only the cartons are in this total; loose packs and pieces are missing."),
        ),
    )
    return Expected(
        f"I{row}",
        _("total of {number}").format(number=line.shelf.article.number),
        truth,
        formula=total_formula(row),
        slips=slips,
        weight=4,
        message=_("This is not cartons, packs and pieces together, in pieces."),
        where=_("First make packs of the cartons and add the loose ones; then make pieces of them and add those."),
    )


# --- the paper ----------------------------------------------------------------------------------------------------


def count_sheet(firm: Firm, articles: list[Article]) -> Document:
    """The sheet that goes to the shelves: rules, and nothing of what ought to be there."""
    columns = (
        (Text("Shelf", "Fach"), "text"),
        (Text("No.", "Nr."), "text"),
        (Text("Article", "Artikel"), "text"),
        (Text("Cartons", "Kartons"), "text"),
        (Text("Packs", "Pakete"), "text"),
        (Text("Pieces", "Stück"), "text"),
    )
    return internal(
        firm,
        "ZL-01",
        Text("Count sheet", "Zählliste"),
        LAST_DAY,
        circle=Text("Warehouse. For everybody who counts.", "Lager. Für alle, die zählen."),
        before=(
            Text(
                "Count what was here at the close of 30 June 2026. What came later does not count.",
                "Gezählt wird, was am 30. Juni 2026 bei Feierabend da war. Was später kam, zählt nicht mit.",
            ),
            Text(
                "Look behind the front row. Enter an article that is in the wrong place on its own line.",
                "Sehen Sie hinter die vordere Reihe. Ein Artikel am falschen Platz kommt in seine eigene Zeile.",
            ),
        ),
        columns=columns,  # type: ignore[arg-type]  # "text" is a CellKind
        rows=[(article.shelf, article.number, article.name, "", "", "") for article in articles],
        after=(Text("First write down what you see, then calculate.", "Erst aufschreiben, was da ist, dann rechnen."),),
    )
