"""When to order, and how much: reorder point, order quantity, whole packs.

Use a day and stock are the firm's own. Lead times are in weeks and use is a day, as it happens in offices; a table
beneath the list says how many working days a week has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.calendar import MONTHS, working_days
from course.firm.dealt_once import dealt_once
from course.firm.records import Article, Document
from course.firm.replenishment import WORKING_DAYS_A_WEEK, economic_quantity, reorder_point, whole_packs
from course.firm.stock import issued, on_hand
from course.locale import Language, translator
from course.tasks.cell_slips import dollar_missing
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.task import Answer
from course.units.u13_inventory.apart import TellsStock, told_by
from course.units.u13_inventory.names import fitted, name_column, short_name

FIRST = 2
WORKING_DAYS_A_YEAR = 250
AT, BELOW, ABOVE = "at", "below", "above"  # where the stock stands, against the reorder point


@dataclass(frozen=True)
class Need:
    """What is known of an article: pieces used a day, weeks until a delivery, safety stock, pieces on hand."""

    article: Article
    use: int
    weeks: int
    safety: int
    stock: int


@dataclass(frozen=True)
class Reorder:
    """One line for each of these cases."""

    purpose: str
    cases: tuple[str, ...]
    besides: tuple[TellsStock, ...] = ()

    @property
    def last(self) -> int:
        return FIRST + len(self.cases) - 1

    @property
    def constants(self) -> tuple[str, str, str, str]:
        """The cells with working days a week and a year, cost of an order, cost of holding in per cent."""
        top = self.last + 2
        return f"C{top}", f"C{top + 1}", f"C{top + 2}", f"C{top + 3}"

    def needs(self, firm: Firm) -> tuple[Need, ...]:
        return _needs(firm, self)

    def stocks(self, firm: Firm) -> frozenset[str]:
        return frozenset(need.article.number for need in self.needs(firm))

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return ()

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        chance = firm.chance(self.purpose + ": costs")
        labels = (
            _("Working days a week"),
            _("Working days a year"),
            _("Cost of one order, EUR"),
            _("Holding a year, %"),
        )
        amounts = (WORKING_DAYS_A_WEEK, WORKING_DAYS_A_YEAR, chance.between(18, 36), chance.between(12, 24))
        given = []
        for ref, label, amount in zip(self.constants, labels, amounts, strict=True):
            given += [Given(ref.replace("C", "B"), label, "text"), Given(ref, str(amount), "number")]
        for row, need in enumerate(self.needs(firm), start=FIRST):
            given += [
                Given(f"A{row}", need.article.number, "code"),
                Given(f"B{row}", short_name(need.article, language), "text"),
                Given(f"C{row}", str(need.use), "number"),
                Given(f"D{row}", str(need.weeks), "number"),
                Given(f"E{row}", str(need.safety), "number"),
                Given(f"F{row}", str(need.stock), "number"),
                Given(f"I{row}", str(need.article.purchase_price), "amount"),
                Given(f"J{row}", str(need.article.pack_size), "number"),
            ]
        columns = (
            Column(_("No."), "code", 7),
            name_column((need.article for need in self.needs(firm)), language),
            Column(_("Use a day"), "number", 10),
            Column(_("Lead time, weeks"), "number", 11, _("From the order to the delivery.")),
            Column(_("Safety stock"), "number", 11),
            Column(_("Stock"), "number", 8),
            Column(_("Reorder point"), "number", 17, _("The stock at which to order, by formula.")),
            Column(_("Order now"), "general", 10, _("yes or no, by formula.")),
            Column(_("Cost each"), "amount", 9),
            Column(_("Pieces a pack"), "number", 8),
            Column(_("Best quantity"), "amount", 10, _("By the formula for the order quantity, not rounded.")),
            Column(_("To order"), "number", 10, _("Pieces in whole packs, rounded up, by formula.")),
        )
        layout = SheetLayout(fitted(columns), self.last + 5, tuple(given))
        return open_only(layout, f"G{FIRST}:H{self.last}", f"K{FIRST}:L{self.last}")

    def change(self, figures: Figures, turn: int) -> Mapping[str, float | str | bool | None]:
        """Other needs, costs and packs; a stock that was at its point stays there."""
        week, year, order, holding = self.constants
        changed: dict[str, float | str | bool | None] = {
            week: 5.0 + turn,
            year: 250.0 + 11 * turn,
            order: float(figures.amount(order)) + 7 * turn,
            holding: float(figures.amount(holding)) + 3 * turn,
        }
        for row in range(FIRST, self.last + 1):
            use, weeks, safety = (figures.amount(f"{column}{row}") for column in "CDE")
            days = int(figures.amount(week))
            gap = figures.amount(f"F{row}") - reorder_point(use, int(weeks) * days, int(safety))
            changed |= {f"C{row}": float(use) + turn + row, f"D{row}": float(weeks) + 1, f"E{row}": float(safety) + row}
            point = reorder_point(use + turn + row, (int(weeks) + 1) * (5 + turn), int(safety) + row)
            changed |= {f"F{row}": float(point + gap * turn), f"I{row}": float(figures.amount(f"I{row}")) + row + turn}
            changed[f"J{row}"] = float(figures.amount(f"J{row}")) + turn
        return changed

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        rows = list(enumerate((need.article.number for need in self.needs(firm)), start=FIRST))
        columns = (self._point, self._now, self._best, self._order)
        return tuple(column(row, number, language) for column in columns for row, number in rows)

    # --- what the cells come to -----------------------------------------------------------------------------------

    def _point_of(self, figures: Figures, row: int) -> Decimal:
        use, weeks, safety = (figures.amount(f"{column}{row}") for column in "CDE")
        return reorder_point(use, int(weeks * figures.amount(self.constants[0])), int(safety))

    def _best_of(self, figures: Figures, row: int) -> Decimal:
        _week, year, order, holding = (figures.amount(ref) for ref in self.constants)
        price = figures.amount(f"I{row}")
        if not price or not holding:
            return Decimal(0)
        return economic_quantity(figures.amount(f"C{row}") * year, order, price, holding)

    def _point(self, row: int, number: str, language: Language) -> Expected:
        _ = translator(language, "units")
        week = fast(self.constants[0])
        weeks = _("Use is a day, but the lead time is in weeks. Make working days of the weeks first.")
        slips = (
            CellSlip(
                "safety-stock-left-out",
                f"=C{row}*D{row}*{week}",
                _("The safety stock is missing: it is what stays when everything goes as planned."),
            ),
            CellSlip("weeks-for-days", f"=C{row}*D{row}+E{row}", weeks),
            CellSlip(
                "seven-days-a-week",
                f"=C{row}*D{row}*7+E{row}",
                _("A week was taken for seven days. Nothing is used up when nobody works: five count here."),
            ),
        )
        loose = f"=C{row}*D{row}*C{int(self.constants[0][1:]) + row - FIRST}+E{row}"
        return Expected(
            f"G{row}",
            _("reorder point of {number}").format(number=number),
            truth=lambda figures: self._point_of(figures, row),
            formula=f"=C{row}*D{row}*{week}+E{row}",
            slips=(*slips, *dollar_missing(loose, row > FIRST, language)),
            weight=5,
            message=_("This is not what is used up in the lead time, and the safety stock."),
            where=_("Use a day, times weeks, times working days a week, and then the safety stock."),
        )

    def _now(self, row: int, number: str, language: Language) -> Expected:
        _ = translator(language, "units")
        yes, no = _("yes"), _("no")
        slips = (
            CellSlip(
                "only-when-below",
                f'=IF(F{row}<G{row},"{yes}","{no}")',
                _("At the reorder point itself the order is due, not only below it."),
            ),
            CellSlip(
                "answers-swapped",
                f'=IF(F{row}<=G{row},"{no}","{yes}")',
                _("The two answers have changed places: what is plentiful is ordered here."),
            ),
        )
        return Expected(
            f"H{row}",
            _("order {number} now?").format(number=number),
            truth=lambda figures: yes if figures.amount(f"F{row}") <= self._point_of(figures, row) else no,
            formula=f'=IF(F{row}<=G{row},"{yes}","{no}")',
            follows=lambda figures: yes if figures.amount(f"F{row}") <= figures.amount(f"G{row}") else no,
            slips=slips,
            weight=3,
            message=_("This does not fit stock and reorder point."),
            where=_("Has the stock come down to the reorder point, or below it?"),
        )

    def _best(self, row: int, number: str, language: Language) -> Expected:
        _ = translator(language, "units")
        week, year, order, holding = map(fast, self.constants)
        slips = (
            CellSlip(
                "per-cent-as-number",
                f"=SQRT(2*C{row}*{year}*{order}/(I{row}*{holding}))",
                _("The holding cost is in per cent. With per cent it is 200 in the formula, not 2."),
            ),
            CellSlip(
                "day-for-year",
                f"=SQRT(200*C{row}*{order}/(I{row}*{holding}))",
                _("This uses the need of one day. Holding costs are a year's, so the need has to be, too."),
            ),
            CellSlip(
                "root-forgotten",
                f"=200*C{row}*{year}*{order}/(I{row}*{holding})",
                _("The square root is missing."),
            ),
            CellSlip(
                "weeks-for-year",
                f"=SQRT(200*C{row}*{week}*{order}/(I{row}*{holding}))",
                _("This uses the need of one week, not of a year."),
            ),
        )
        return Expected(
            f"K{row}",
            _("best quantity of {number}").format(number=number),
            truth=lambda figures: self._best_of(figures, row),
            formula=f"=SQRT(200*C{row}*{year}*{order}/(I{row}*{holding}))",
            slips=slips,
            weight=4,
            message=_("This is not the quantity that the formula gives."),
            where=_("The root of: 200 times need a year times cost of an order, divided by (cost each times holding)."),
        )

    def _order(self, row: int, number: str, language: Language) -> Expected:
        _ = translator(language, "units")
        slips = (
            CellSlip(
                "pack-for-piece", f"=ROUNDUP(K{row}/J{row},0)", _("This is the number of packs; asked are pieces.")
            ),
            CellSlip(
                "rounded-down",
                f"=ROUNDDOWN(K{row}/J{row},0)*J{row}",
                _("This was rounded down to whole packs, not up."),
            ),
            CellSlip(
                "not-whole-packs",
                f"=ROUNDUP(K{row},0)",
                _("These are whole pieces. The supplier sells whole packs."),
            ),
        )

        def packs(figures: Figures, quantity: Decimal) -> Decimal:
            size = int(figures.amount(f"J{row}"))
            return Decimal(whole_packs(quantity, size)) if size > 0 else Decimal(0)

        return Expected(
            f"L{row}",
            _("order quantity of {number}").format(number=number),
            truth=lambda figures: packs(figures, self._best_of(figures, row)),
            formula=f"=ROUNDUP(K{row}/J{row},0)*J{row}",
            follows=lambda figures: packs(figures, figures.amount(f"K{row}")),
            slips=slips,
            weight=3,
            message=_("This is not the best quantity in whole packs."),
            where=_("Divide by the pieces a pack, round up, and multiply by the pieces a pack again."),
        )


def fast(ref: str) -> str:
    """The cell held fast with dollar signs."""
    return f"${ref[0]}${ref[1:]}"


@dealt_once
def _needs(firm: Firm, work: Reorder) -> tuple[Need, ...]:
    """An article for each case whose own stock stands so against a point that lead time and safety stock allow."""
    chance = firm.chance(work.purpose)
    told = told_by(work.besides, firm)
    deck = chance.shuffled([a for a in firm.articles if a.unit.en != "packs" and a.number not in told])
    found: list[Need] = []
    for case in work.cases:
        free = [article for article in deck if article not in {need.article for need in found}]
        ways = (
            chance.pick(fits) for wide in (False, True) for one in free if (fits := _fitting(firm, one, case, wide))
        )
        need = next(ways, None)
        if need is None:
            raise LookupError(f"The firm {firm.seed!r} has no article whose stock is {case} its reorder point.")
        found.append(need)
    return tuple(sorted(found, key=lambda need: need.article.number))


def _fitting(firm: Firm, article: Article, case: str, wide: bool) -> list[Need]:
    """The lead times (weeks) and safety stocks with which the article's own stock stands so; `wide` if few do."""
    days = sum(len(working_days(month)) for month in MONTHS)
    use, stock = round(issued(firm, article.number) / days), on_hand(firm, article.number)
    if use < (1 if wide else 2):
        return []
    weeks, least, most = (range(1, 17), use, 60 * use) if wide else (range(2, 7), 2 * use, 12 * use)
    return [
        need
        for lead in weeks
        for safety in (*range(least, most + 1, use), stock - use * lead * WORKING_DAYS_A_WEEK)
        if least <= safety <= most and _stands(case, need := Need(article, use, lead, safety, stock))
    ]


def _stands(case: str, need: Need) -> bool:
    point = reorder_point(Decimal(need.use), need.weeks * WORKING_DAYS_A_WEEK, need.safety)
    return {AT: need.stock == point, BELOW: need.stock < point, ABOVE: need.stock > point + 5 * need.use}[case]
