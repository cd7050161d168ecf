"""Dates are numbers: when each invoice is due, how many days it is late, and what is late altogether."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from course.firm import Firm
from course.firm.calendar import LAST_DAY
from course.firm.records import Voucher
from course.locale import Language, translator
from course.tasks.cell_slips import dollar_missing
from course.tasks.engine import Value
from course.tasks.handout import Column, ColumnKind, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.task import Answer
from course.tasks.workbook import from_serial

FIRST = 2
TODAY = "$H$2"


@dataclass(frozen=True)
class DueDates:
    """`count` invoices of ours and the day on which we look at them."""

    purpose: str
    count: int

    @property
    def last(self) -> int:
        return FIRST + self.count - 1

    @property
    def total(self) -> int:
        return self.last + 1

    def invoices(self, firm: Firm) -> list[Voucher]:
        chance = firm.chance(self.purpose)
        sales = [voucher for voucher in firm.vouchers if voucher.kind == "sale" and voucher.due]
        return sorted(chance.some(sales, self.count), key=lambda voucher: voucher.paper_number)

    def today(self, invoices: list[Voucher]) -> date:
        """A day after which some of them are due; one invoice is due on that very day."""
        due = sorted(voucher.due or LAST_DAY for voucher in invoices)
        return due[2 * len(due) // 3]

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        invoices = self.invoices(firm)
        given = [
            Given("H2", self.today(invoices).isoformat(), "date"),
            Given(f"B{self.total}", _("Late, altogether"), "text"),
        ]
        for row, voucher in enumerate(invoices, start=FIRST):
            assert voucher.due is not None
            given += [
                Given(f"A{row}", voucher.paper_number, "code"),
                Given(f"B{row}", firm.partner(voucher.partner).name, "text"),
                Given(f"C{row}", voucher.date.isoformat(), "date"),
                Given(f"D{row}", str((voucher.due - voucher.date).days), "number"),
                Given(f"G{row}", str(voucher.gross), "amount"),
            ]
        columns = (
            Column(_("Invoice"), "code", 13),
            Column(_("Customer"), "text", 25),
            Column(_("Date"), "date", 12),
            Column(_("Days to pay"), "number", 9),
            Column(_("Due on"), "date", 12, _("Date and days to pay together, by formula.")),
            Column(_("Days late"), "number", 10, _("From the due date to the day in H2; 0 if it is not late.")),
            Column(_("Amount"), "amount", 12),
            Column(_("Today"), "date", 12),
        )
        kinds: tuple[tuple[str, ColumnKind], ...] = ((f"F{self.total}", "number"),)
        layout = SheetLayout(columns, self.total, tuple(given), kinds=kinds)
        return open_only(layout, f"E2:F{self.last}", f"F{self.total}:G{self.total}")

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        rows = range(FIRST, self.last + 1)
        return (
            *(_due(row, language) for row in rows),
            *(_late(row, language) for row in rows),
            self._how_many(language),
            self._how_much(language),
        )

    def change(self, figures: Figures, turn: int) -> Mapping[str, Value]:
        """Other dates, terms and amounts; a day on which nothing is late, and one on which everything is."""
        rows = range(FIRST, self.last + 1)
        later = 45 * turn  # into months of other lengths
        changed: dict[str, Value] = {f"D{row}": float(figures.amount(f"D{row}")) + turn * row % 11 for row in rows}
        changed |= {f"C{row}": float(figures.amount(f"C{row}")) + later for row in rows}
        changed |= {f"G{row}": float(figures.amount(f"G{row}")) + 13.5 * row * turn for row in rows}
        return changed | {"H2": float(figures.amount("H2")) + later + 120 * turn - 180}

    def _how_many(self, language: Language) -> Expected:
        _ = translator(language, "units")
        all_counted = CellSlip(
            "all-counted", f"=COUNT(F{FIRST}:F{self.last})", _("This counts every invoice, the punctual ones too.")
        )
        short = CellSlip(
            "range-too-short",
            f'=COUNTIF(F{FIRST}:F{self.last - 1},">0")',
            _("The range ends too early: the last line is not in it."),
        )
        summed = CellSlip(
            "sum-for-count",
            f"=SUM(F{FIRST}:F{self.last})",
            _("This adds up the days; the question is how many invoices are late."),
        )
        return Expected(
            f"F{self.total}",
            _("number of late invoices"),
            truth=lambda figures: Decimal(sum(days_late(figures, row) > 0 for row in range(FIRST, self.last + 1))),
            formula=f'=COUNTIF(F{FIRST}:F{self.last},">0")',
            slips=(all_counted, summed, short),
            weight=2,
            message=_("This is not the number of invoices that are late."),
            where=_("Count the cells above that are greater than 0."),
        )

    def _how_much(self, language: Language) -> Expected:
        _ = translator(language, "units")
        rows = range(FIRST, self.last + 1)
        everything = CellSlip(
            "condition-missing", f"=SUM(G{FIRST}:G{self.last})", _("This adds up every invoice, the punctual ones too.")
        )
        short = CellSlip(
            "range-too-short",
            f'=SUMIF(F{FIRST}:F{self.last - 1},">0",G{FIRST}:G{self.last - 1})',
            _("The range ends too early: the last line is not in it."),
        )
        return Expected(
            f"G{self.total}",
            _("amount that is late"),
            truth=lambda figures: sum(
                (figures.amount(f"G{row}") for row in rows if days_late(figures, row) > 0), Decimal(0)
            ),
            formula=f'=SUMIF(F{FIRST}:F{self.last},">0",G{FIRST}:G{self.last})',
            slips=(everything, short),
            weight=2,
            message=_("This is not what the late invoices come to."),
            where=_("Add up the amounts of the rows whose days late are greater than 0."),
        )


def due_on(figures: Figures, row: int) -> Decimal:
    return figures.amount(f"C{row}") + figures.amount(f"D{row}")


def days_late(figures: Figures, row: int) -> Decimal:
    return max(Decimal(0), figures.amount("H2") - due_on(figures, row))


def _due(row: int, language: Language) -> Expected:
    _ = translator(language, "units")
    return Expected(
        f"E{row}",
        _("due date in row {row}").format(row=row),
        truth=lambda figures: from_serial(float(due_on(figures, row))),
        formula=f"=C{row}+D{row}",
        slips=(
            CellSlip(
                "row-slipped", f"=C{row - 1}+D{row - 1}", _("The formula works with the figures of the row above.")
            )
            if row > FIRST
            else CellSlip("counted-backwards", f"=C{row}-D{row}", _("The days were taken off instead of added.")),
            CellSlip(
                "days-typed",
                f"=C{row}+30",
                _("The days to pay are typed into the formula; each customer has other ones."),
            ),
        ),
        message=_("This is not the date with the days to pay added."),
        where=_("A date plus a number of days is a date."),
    )


def _late(row: int, language: Language) -> Expected:
    _ = translator(language, "units")
    return Expected(
        f"F{row}",
        _("days late in row {row}").format(row=row),
        truth=lambda figures: days_late(figures, row),
        formula=f"=MAX(0,{TODAY}-E{row})",
        slips=(
            CellSlip(
                "counted-backwards",
                f"=MAX(0,E{row}-{TODAY})",
                _("Counted backwards: these are the days that are left."),
            ),
            CellSlip(
                "early-counted", f"={TODAY}-E{row}", _("An invoice that is not due yet is not late: 0, not less.")
            ),
            CellSlip(
                "from-invoice-date",
                f"=MAX(0,{TODAY}-C{row})",
                _("The days are counted from the date of the invoice, not from the day on which it is due."),
            ),
            *dollar_missing(f"=MAX(0,H{row}-E{row})", row > FIRST, language),
        ),
        message=_("This is not the number of days from the due date to the day in H2."),
        where=_("Take the due date off the day in H2; if that is less than 0, it is 0."),
    )
