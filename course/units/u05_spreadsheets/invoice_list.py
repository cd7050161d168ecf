"""A list of invoices: sorted as whole rows, then filtered for one town. A formula in each row moves along with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.records import Voucher
from course.locale import Language, translator
from course.tasks.handout import Column, ColumnKind, Given, SheetLayout
from course.tasks.listing import Order
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.task import Answer

FIRST = 2
TOWN, AMOUNT = "C", "E"


@dataclass(frozen=True)
class InvoiceList:
    """`count` invoices of ours to two towns, to be sorted by a column."""

    purpose: str
    count: int
    column: str
    down: bool

    @property
    def last(self) -> int:
        return FIRST + self.count - 1

    @property
    def questions(self) -> tuple[int, int]:
        """The rows of the two questions; an empty row parts them from the list."""
        return self.last + 2, self.last + 3

    def invoices(self, firm: Firm) -> tuple[list[Voucher], str]:
        """The invoices in no order, and the town that is asked for."""
        chance = firm.chance(self.purpose)
        sales = [voucher for voucher in firm.vouchers if voucher.kind == "sale" and voucher.due]
        towns = sorted({town_of(firm, voucher) for voucher in sales})
        wanted = chance.pick(towns)
        inside = chance.some([voucher for voucher in sales if town_of(firm, voucher) == wanted], self.count * 2 // 5)
        outside = [voucher for voucher in sales if town_of(firm, voucher) != wanted]
        chosen = inside + chance.some(outside, self.count - len(inside))
        return chance.shuffled(chosen), wanted

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        invoices, town = self.invoices(firm)
        start = []
        for row, voucher in enumerate(invoices, start=FIRST):
            assert voucher.due is not None
            start += [
                Given(f"A{row}", voucher.paper_number, "code"),
                Given(f"B{row}", firm.partner(voucher.partner).name, "text"),
                Given(f"C{row}", town_of(firm, voucher), "text"),
                Given(f"D{row}", voucher.due.isoformat(), "date"),
                Given(f"E{row}", str(voucher.gross), "amount"),
                Given(f"F{row}", f"=ROUND(E{row}*2/100,2)", "amount"),
            ]
        many, much = self.questions
        given = (
            Given(f"B{many}", _("How many invoices go to {town}?").format(town=town), "text"),
            Given(f"B{much}", _("What do they come to?"), "text"),
        )
        columns = (
            Column(_("Invoice"), "code", 14),
            Column(_("Customer"), "text", 30),
            Column(_("Town"), "text", 12),
            Column(_("Due on"), "date", 12),
            Column(_("Amount"), "amount", 13),
            Column(_("2% of it"), "amount", 11, _("The cash discount, by a formula that moves along with its row.")),
        )
        kinds: tuple[tuple[str, ColumnKind], ...] = ((f"E{many}", "number"),)
        layout = SheetLayout(columns, much, given, kinds=kinds, start=tuple(start), tools=("sort", "filter"))
        return open_only(layout, f"A{FIRST}:F{self.last}", f"E{many}:E{much}")

    def order(self, firm: Firm, language: Language, layout: SheetLayout) -> Order:
        return Order(f"A{FIRST}:F{self.last}", self.column, self.down)

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        _ = translator(language, "units")
        invoices, town = self.invoices(firm)
        amounts = [voucher.gross for voucher in invoices if town_of(firm, voucher) == town]
        many, much = self.questions
        rows = range(FIRST, self.last + 1)
        everything = _(
            "Every row of the list is in it. SUM adds up hidden rows, too; SUBTOTAL with 109 leaves them out, as long "
            "as the list is filtered."
        )

        def in_sheet(figures: Figures) -> Decimal:
            return sum((figures.amount(f"E{row}") for row in rows if figures.text(f"C{row}") == town), Decimal(0))

        return (
            Expected(
                f"E{many}",
                _("number of invoices"),
                truth=lambda figures: Decimal(len(amounts)),
                slips=(
                    CellSlip(
                        "hidden-rows-counted",
                        f"=COUNTA(A{FIRST}:A{self.last})",
                        _("Every row of the list was counted, not only those with this town."),
                    ),
                    CellSlip(
                        "heading-counted",
                        f'=COUNTIF(C{FIRST}:C{self.last},"{town}")+1',
                        _("The heading was counted as well."),
                    ),
                ),
                message=_("This is not the number of rows with this town."),
                where=_("Filter the list by town and read how many rows are shown."),
            ),
            Expected(
                f"E{much}",
                _("their amount"),
                truth=lambda figures: sum(amounts, Decimal(0)),
                follows=in_sheet,
                slips=(CellSlip("hidden-rows-counted", f"=SUM(E{FIRST}:E{self.last})", everything),),
                message=_("This is not what the invoices to this town come to."),
                where=_("Add up only the amounts that are still shown once the list is filtered."),
            ),
        )


def town_of(firm: Firm, voucher: Voucher) -> str:
    return firm.partner(voucher.partner).address.city
