"""The first formulas: a small order, its first line worked out already; quantity times price, and the sum."""

from __future__ import annotations

from collections.abc import Mapping

from course.firm import Firm
from course.locale import Language, translator
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected
from course.tasks.task import Answer

LAST = 5  # row of the last article; row 2 is worked out already


def first_layout(firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
    _ = translator(language, "units")
    chance = firm.chance("first formulas")
    given = [Given("D2", "=B2*C2", "amount"), Given(f"A{LAST + 1}", _("Total"), "text")]
    for row, article in enumerate(chance.some(firm.articles, LAST - 1), start=2):
        given.append(Given(f"A{row}", article.name.to(language), "text"))
        given.append(Given(f"B{row}", str(chance.between(3, 40)), "number"))
        given.append(Given(f"C{row}", str(article.sales_price), "amount"))
    columns = (
        Column(_("Article"), "text", 36),
        Column(_("Quantity"), "number", 10),
        Column(_("Net price"), "amount", 13),
        Column(_("Net amount"), "amount", 14, _("Quantity times price, by formula.")),
    )
    return open_only(SheetLayout(columns, LAST + 1, tuple(given)), f"D3:D{LAST + 1}")


def first_expected(firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
    _ = translator(language, "units")
    rows = [line_amount(row, "B", "C", "D", language) for row in range(3, LAST + 1)]
    short = CellSlip(
        "range-too-short", f"=SUM(D2:D{LAST - 1})", _("The range ends too early: the last line is not in it.")
    )
    late = CellSlip(
        "range-begins-late", f"=SUM(D3:D{LAST})", _("The range begins too late: the first line is not in it.")
    )
    total = Expected(
        f"D{LAST + 1}",
        _("total"),
        truth=lambda figures: sum(
            (figures.amount(f"B{r}") * figures.amount(f"C{r}") for r in range(2, LAST + 1)), 0 * figures.amount("D2")
        ),
        formula=f"=SUM(D2:D{LAST})",
        slips=(short, late),
        weight=2,
        message=_("This is not the sum of the lines above."),
        where=_("Add up the column from the first line to the last."),
    )
    return (*rows, total)


def line_amount(row: int, quantity: str, price: str, column: str, language: Language) -> Expected:
    """The cell where quantity times price belongs; the letters are those of the columns."""
    _ = translator(language, "units")
    return Expected(
        f"{column}{row}",
        _("net amount in row {row}").format(row=row),
        truth=lambda figures: figures.amount(f"{quantity}{row}") * figures.amount(f"{price}{row}"),
        formula=f"={quantity}{row}*{price}{row}",
        slips=(
            CellSlip(
                "added-not-multiplied",
                f"={quantity}{row}+{price}{row}",
                _("Quantity and price are added here; they belong multiplied, with *."),
            ),
            CellSlip(
                "row-slipped",
                f"={quantity}{row - 1}*{price}{row - 1}",
                _("The formula works with the figures of the row above."),
            ),
        ),
        message=_("This is not the quantity times the price of this row."),
        where=_("Multiply the two cells to the left, in the same row."),
    )
