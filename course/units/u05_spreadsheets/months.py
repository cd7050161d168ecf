"""Sales by month and group: a helper column with the month, and sums with two conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from course.firm import Firm
from course.locale import Language, translator
from course.tasks.cell_slips import dollar_missing
from course.tasks.engine import Value
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.task import Answer
from course.tasks.workbook import from_serial

FIRST = 2
MONTHS = (4, 5, 6)
GROUPS = ("G", "H")  # columns of the table: stationery, books
TOTALS_ROW = FIRST + len(MONTHS)


@dataclass(frozen=True)
class Sale:
    """What one invoice says of one group of goods (net, EUR)."""

    invoice: str
    customer: str
    date: date
    group: int  # 0 stationery, 1 books
    net: Decimal


@dataclass(frozen=True)
class ByMonth:
    """`count` sales, listed by customer, so that the months are mixed."""

    purpose: str
    count: int

    @property
    def last(self) -> int:
        return FIRST + self.count - 1

    def sales(self, firm: Firm) -> list[Sale]:
        """Sales of every month and of both groups."""
        rates = sorted({article.vat_rate for article in firm.articles}, reverse=True)
        found = [
            Sale(voucher.paper_number, firm.partner(voucher.partner).name, voucher.date, rates.index(tax.rate), tax.net)
            for voucher in firm.vouchers
            if voucher.kind == "sale"
            for tax in voucher.taxes
        ]
        chance = firm.chance(self.purpose)
        cells = [(month, group) for month in MONTHS for group in (0, 1)]
        each = [[sale for sale in found if (sale.date.month, sale.group) == cell] for cell in cells]
        chosen = [sale for sales in each for sale in chance.some(sales, self.count // len(cells))]
        rest = [sale for sale in found if sale not in chosen]
        chosen += chance.some(rest, self.count - len(chosen))
        return sorted(chosen, key=lambda sale: (sale.customer, sale.invoice, sale.group))

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        groups = (_("Stationery"), _("Books"))
        given = [Given(f"F{FIRST + place}", str(month), "number") for place, month in enumerate(MONTHS)]
        given.append(Given(f"F{TOTALS_ROW}", _("Total"), "text"))
        for row, sale in enumerate(self.sales(firm), start=FIRST):
            given += [
                Given(f"A{row}", sale.customer, "text"),
                Given(f"B{row}", sale.date.isoformat(), "date"),
                Given(f"C{row}", groups[sale.group], "text"),
                Given(f"D{row}", str(sale.net), "amount"),
            ]
        columns = (
            Column(_("Customer"), "text", 22),
            Column(_("Date"), "date", 11),
            Column(_("Group"), "text", 12),
            Column(_("Net"), "amount", 11),
            Column(_("Month"), "number", 8, _("The number of the month, from the date, by formula.")),
            Column(_("Months"), "number", 9),
            Column(groups[0], "amount", 13, _("Sum for this month and this group, by formula.")),
            Column(groups[1], "amount", 10, _("Sum for this month and this group, by formula.")),
            Column(_("Total"), "amount", 11),
        )
        layout = SheetLayout(columns, self.last, tuple(given))
        return open_only(layout, f"E2:E{self.last}", f"G{FIRST}:I{TOTALS_ROW}")

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        rows = range(FIRST, self.last + 1)
        table = range(FIRST, TOTALS_ROW)
        return (
            *(_month(row, language) for row in rows),
            *(self._cell(row, column, language) for row in table for column in GROUPS),
            *(self._across(row, language) for row in table),
            *(self._down(column, language) for column in (*GROUPS, "I")),
        )

    def change(self, figures: Figures, turn: int) -> Mapping[str, Value]:
        """Other amounts, and the dates change places."""
        rows = range(FIRST, self.last + 1)
        days = [float(figures.amount(f"B{row}")) for row in rows]
        changed: dict[str, Value] = {f"B{r}": days[(r - FIRST + 5 * turn) % len(days)] for r in rows}
        return changed | {f"D{r}": float(figures.amount(f"D{r}")) + 17.25 * turn + 3 * r for r in rows}

    def sum_of(self, figures: Figures, months: tuple[Decimal, ...], groups: tuple[str, ...]) -> Decimal:
        return sum(
            (
                figures.amount(f"D{row}")
                for row in range(FIRST, self.last + 1)
                if month_of(figures, row) in months and figures.text(f"C{row}") in groups
            ),
            Decimal(0),
        )

    def _formula(self, row: int, column: str, shift: int = 0, last: int = 0, kept: str = "$") -> str:
        top, bottom = FIRST + shift, (last or self.last) + shift
        block = "{0}{1}{2}:{0}{1}{3}".format
        amounts, months, groups = (block(letter, kept, top, bottom) for letter in ("$D", "$E", "$C"))
        return f"=SUMIFS({amounts},{months},$F{row},{groups},{column}$1)"

    def _cell(self, row: int, column: str, language: Language) -> Expected:
        _ = translator(language, "units")
        last = self.last
        only_month = CellSlip(
            "group-forgotten",
            f"=SUMIF($E${FIRST}:$E${last},$F{row},$D${FIRST}:$D${last})",
            _("This adds up the whole month; the group is not asked for."),
        )
        only_group = CellSlip(
            "month-forgotten",
            f"=SUMIF($C${FIRST}:$C${last},{column}$1,$D${FIRST}:$D${last})",
            _("This adds up the whole group; the month is not asked for."),
        )
        short = CellSlip(
            "range-too-short",
            self._formula(row, column, last=last - 1),
            _("The range ends too early: the last line is not in it."),
        )
        shifted = self._formula(row, column, shift=row - FIRST, kept="")
        return Expected(
            f"{column}{row}",
            _("sum in {ref}").format(ref=f"{column}{row}"),
            truth=lambda f: self.sum_of(f, (f.amount(f"F{row}"),), (f.text(f"{column}1"),)),
            formula=self._formula(row, column),
            slips=(only_month, only_group, short, *dollar_missing(shifted, row > FIRST, language)),
            weight=3,
            message=_("This is not the sum for this month and this group."),
            where=_("Add up column D where column E holds the month in column F, and column C the group in row 1."),
        )

    def _across(self, row: int, language: Language) -> Expected:
        _ = translator(language, "units")
        groups = tuple(f"{column}1" for column in GROUPS)
        month_added = CellSlip(
            "label-added", f"=SUM(F{row}:H{row})", _("The number of the month was added up with the amounts.")
        )
        return Expected(
            f"I{row}",
            _("total of the row in {ref}").format(ref=f"I{row}"),
            truth=lambda f: self.sum_of(f, (f.amount(f"F{row}"),), tuple(f.text(ref) for ref in groups)),
            formula=f"=SUM(G{row}:H{row})",
            slips=(month_added,),
            weight=2,
            message=_("This is not the sum of the two groups."),
            where=_("Add the two cells to the left."),
        )

    def _down(self, column: str, language: Language) -> Expected:
        _ = translator(language, "units")
        wanted = GROUPS if column == "I" else (column,)
        months = range(FIRST, TOTALS_ROW)
        short = CellSlip(
            "range-too-short",
            f"=SUM({column}{FIRST}:{column}{TOTALS_ROW - 2})",
            _("The range ends too early: the last line is not in it."),
        )
        return Expected(
            f"{column}{TOTALS_ROW}",
            _("total of the column in {ref}").format(ref=f"{column}{TOTALS_ROW}"),
            truth=lambda f: self.sum_of(
                f, tuple(f.amount(f"F{row}") for row in months), tuple(f.text(f"{letter}1") for letter in wanted)
            ),
            formula=f"=SUM({column}{FIRST}:{column}{TOTALS_ROW - 1})",
            slips=(short,),
            weight=2,
            message=_("This is not the sum of the three months."),
            where=_("Add up the three cells above."),
        )


def month_of(figures: Figures, row: int) -> Decimal:
    return Decimal(from_serial(float(figures.amount(f"B{row}"))).month)


def _month(row: int, language: Language) -> Expected:
    _ = translator(language, "units")
    return Expected(
        f"E{row}",
        _("month in row {row}").format(row=row),
        truth=lambda figures: month_of(figures, row),
        formula=f"=MONTH(B{row})",
        slips=(CellSlip("day-for-month", f"=DAY(B{row})", _("This is the day of the date, not its month.")),),
        message=_("This is not the number of the month of this date."),
        where=_("A function takes the month out of the date in column B."),
    )
