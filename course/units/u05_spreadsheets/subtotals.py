"""Totals and subtotals: two groups of goods, a subtotal each, and a total that counts nothing twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from course.firm import Firm
from course.firm.records import Article
from course.locale import Language, translator
from course.tasks.cell_slips import not_rounded
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.task import Answer
from course.units.u05_spreadsheets.first_formulas import line_amount

TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Subtotals:
    """An offer with two groups, of so many lines each."""

    purpose: str
    sizes: tuple[int, int]

    @property
    def blocks(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """First and last row of each group; its subtotal stands in the row after."""
        one, two = self.sizes
        return (2, one + 1), (one + 3, one + two + 2)

    @property
    def total(self) -> int:
        return self.blocks[1][1] + 2

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        chance = firm.chance(self.purpose)
        rates = sorted({article.vat_rate for article in firm.articles}, reverse=True)
        labels = (_("Subtotal stationery"), _("Subtotal books"))
        given = [Given(f"B{self.total}", _("Total"), "text")]
        for (first, last), rate, label in zip(self.blocks, rates, labels, strict=True):
            goods = chance.some([article for article in firm.articles if article.vat_rate == rate], last - first + 1)
            for row, article in enumerate(sorted(goods, key=lambda one: one.number), start=first):
                given += _line(row, article, chance.between(2, 30) * 5, language)
            given.append(Given(f"B{last + 1}", label, "text"))
        columns = (
            Column(_("No."), "code", 7),
            Column(_("Article"), "text", 36),
            Column(_("Quantity"), "number", 10),
            Column(_("Net price"), "amount", 12),
            Column(_("Net amount"), "amount", 14, _("Quantity times price, by formula.")),
            Column(_("Share in %"), "number", 13, _("Of the total, rounded to one place.")),
        )
        shares = (f"F{last + 1}" for _first, last in self.blocks)
        return open_only(SheetLayout(columns, self.total, tuple(given)), f"E2:E{self.total}", *shares)

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        lines = [
            line_amount(row, "C", "D", "E", language) for first, last in self.blocks for row in range(first, last + 1)
        ]
        sums = [self._subtotal(first, last, language) for first, last in self.blocks]
        shares = [self._share(first, last, language) for first, last in self.blocks]
        return (*lines, *sums, self._total(language), *shares)

    def _subtotal(self, first: int, last: int, language: Language) -> Expected:
        _ = translator(language, "units")
        short = _("The range ends too early: the last line is not in it.")
        return Expected(
            f"E{last + 1}",
            _("subtotal in row {row}").format(row=last + 1),
            truth=lambda figures: block_sum(figures, first, last),
            formula=f"=SUM(E{first}:E{last})",
            slips=(CellSlip("range-too-short", f"=SUM(E{first}:E{last - 1})", short),),
            weight=2,
            message=_("This is not the sum of the group's lines."),
            where=_("Add up the lines of this group, from its first row to its last."),
        )

    def _total(self, language: Language) -> Expected:
        _ = translator(language, "units")
        (_first, one), (_second, two) = self.blocks
        twice = CellSlip(
            "counted-twice",
            f"=SUM(E2:E{two + 1})",
            _("The range holds the lines and their subtotals as well; so everything is counted twice."),
        )
        alone = CellSlip("group-forgotten", f"=E{two + 1}", _("Only one of the two groups is in this total."))
        return Expected(
            f"E{self.total}",
            _("total"),
            truth=self._whole,
            formula=f"=E{one + 1}+E{two + 1}",
            slips=(twice, alone),
            weight=3,
            message=_("This is not the two subtotals together."),
            where=_("Each line belongs in the total once: add the two subtotals."),
        )

    def _share(self, first: int, last: int, language: Language) -> Expected:
        _ = translator(language, "units")
        (_first, one), (_second, two) = self.blocks
        own, other = (one, two) if last == one else (two, one)

        def truth(figures: Figures) -> Decimal:
            whole = self._whole(figures)
            share = 100 * block_sum(figures, first, last) / whole if whole else whole
            return share.quantize(TENTH, ROUND_HALF_UP)

        base = CellSlip(
            "wrong-base",
            f"=ROUND(100*E{own + 1}/E{other + 1},1)",
            _("The share is of the other group here. A share is a part of the whole."),
        )
        return Expected(
            f"F{last + 1}",
            _("share in row {row}").format(row=last + 1),
            truth,
            formula=f"=ROUND(100*E{own + 1}/$E${self.total},1)",
            slips=(base, not_rounded(f"=100*E{own + 1}/$E${self.total}", language)),
            weight=2,
            exact=True,
            message=_("This is not the subtotal's share of the total, in per cent, with one place."),
            where=_("Subtotal divided by the total, times 100, rounded to one place."),
        )

    def _whole(self, figures: Figures) -> Decimal:
        return sum((block_sum(figures, first, last) for first, last in self.blocks), Decimal(0))


def block_sum(figures: Figures, first: int, last: int) -> Decimal:
    """Quantity times price, over these rows (EUR)."""
    rows = range(first, last + 1)
    return sum((figures.amount(f"C{row}") * figures.amount(f"D{row}") for row in rows), Decimal(0))


def _line(row: int, article: Article, quantity: int, language: Language) -> list[Given]:
    return [
        Given(f"A{row}", article.number, "code"),
        Given(f"B{row}", article.name.to(language), "text"),
        Given(f"C{row}", str(quantity), "number"),
        Given(f"D{row}", str(article.sales_price), "amount"),
    ]
