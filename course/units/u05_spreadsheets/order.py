"""An order: names and prices looked up in the price list beneath it, and a discount for large quantities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.records import Article
from course.locale import Language, translator
from course.tasks.cell_slips import dollar_missing, not_rounded
from course.tasks.engine import Value
from course.tasks.handout import Column, ColumnKind, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.slips import cents
from course.tasks.task import Answer
from course.units.u05_spreadsheets.first_formulas import line_amount

FIRST = 2
IN_LIST = 9  # articles of the price list


@dataclass(frozen=True)
class Order:
    """An order of `count` lines; one of them is of exactly the quantity at which the discount begins."""

    purpose: str
    count: int

    @property
    def last(self) -> int:
        return FIRST + self.count - 1

    @property
    def total(self) -> int:
        return self.last + 1

    @property
    def listed(self) -> tuple[int, int]:
        """First and last row of the price list."""
        return self.total + 3, self.total + 2 + IN_LIST

    @property
    def block(self) -> str:
        top, bottom = self.listed
        return f"$A${top}:$D${bottom}"

    def articles(self, firm: Firm) -> list[Article]:
        """The price list, in no order of numbers: a look-up has to ask for the exact number."""
        return firm.chance(self.purpose).some(firm.articles, IN_LIST)

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        chance = firm.chance(self.purpose + ": lines")
        listed = self.articles(firm)
        top, _bottom = self.listed
        least, percent = chance.pick((40, 50, 60)), chance.pick((4, 6, 8))
        given = [
            Given("H2", str(least), "number"),
            Given("I2", str(percent), "number"),
            Given(f"B{self.total}", _("Total"), "text"),
            Given(f"A{top - 1}", _("No."), "text"),
            Given(f"B{top - 1}", _("Price list"), "text"),
            Given(f"D{top - 1}", _("Price"), "text"),
        ]
        quantities = self._quantities(chance, least)
        for row, (article, quantity) in enumerate(
            zip(chance.some(listed, self.count), quantities, strict=True), start=FIRST
        ):
            given += [Given(f"A{row}", article.number, "code"), Given(f"C{row}", str(quantity), "number")]
        for row, article in enumerate(listed, start=top):
            given += [
                Given(f"A{row}", article.number, "code"),
                Given(f"B{row}", article.name.to(language), "text"),
                Given(f"D{row}", str(article.sales_price), "amount"),
            ]
        columns = (
            Column(_("No."), "code", 7),
            Column(_("Article"), "text", 22, _("Looked up in the price list by the number.")),
            Column(_("Quantity"), "number", 10),
            Column(_("Price"), "amount", 9, _("Looked up in the price list by the number.")),
            Column(_("Amount"), "amount", 10, _("Quantity times price, by formula.")),
            Column(_("Discount"), "amount", 11, _("Only from the quantity in H2 on; otherwise 0.")),
            Column(_("To pay"), "amount", 12, _("Net amount less discount.")),
            Column(_("Discount from"), "number", 15),
            Column(_("Discount in %"), "number", 15),
        )
        kinds: tuple[tuple[str, ColumnKind], ...] = tuple((f"B{row}", "general") for row in range(FIRST, self.last + 1))
        layout = SheetLayout(columns, self.listed[1], tuple(given), kinds=kinds)
        return open_only(layout, f"B2:B{self.last}", f"D2:G{self.last}", f"G{self.total}")

    def _quantities(self, chance: Chance, least: int) -> list[int]:
        """What is ordered, line by line: one of exactly `least`, some more, some less."""
        # Tens, and an even rate: no discount ends in exactly half a cent, which programs round differently.
        large = [least, *(least + 10 * chance.between(1, 6) for _each in range((self.count - 1) // 2))]
        small = [least - 10 * chance.between(1, 3) for _each in range(self.count - len(large))]
        return chance.shuffled(large + small)

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        rows = range(FIRST, self.last + 1)
        return (
            *(self._name(row, language) for row in rows),
            *(self._price(row, language) for row in rows),
            *(self._amount(row, language) for row in rows),
            *(self._discount(row, language) for row in rows),
            *(self._pay(row, language) for row in rows),
            self._sum(language),
        )

    def change(self, figures: Figures, turn: int) -> Mapping[str, Value]:
        """Other prices, names and per cents; the articles change places; and another quantity earns the discount.

        Each line earns it in one of the two turns, so a quantity that was typed into a formula is found out.
        """
        top, bottom = self.listed
        rows = range(top, bottom + 1)
        names, numbers = ([figures.text(f"{column}{row}") for row in rows] for column in "BA")
        changed: dict[str, Value] = {f"D{r}": round(float(figures.amount(f"D{r}")) + turn + 0.07 * r, 2) for r in rows}
        changed |= {f"B{row}": names[(row - top + turn) % len(names)] for row in rows}
        changed |= {f"A{row}": numbers[(row - top + 3 * turn) % len(numbers)] for row in rows}
        least = float(figures.amount("H2")) + 500 * turn
        for row in range(FIRST, self.last + 1):
            earned = (row + turn) % 2 == 0
            changed[f"C{row}"] = least + 10 * (row % 3) if earned else least - 10 * (1 + row % 3)
        return changed | {"H2": least, "I2": float(figures.amount("I2")) + 2 * turn}

    # --- what the cells come to -------------------------------------------------------------------------------

    def _found(self, figures: Figures, row: int) -> int:
        """The row of the price list with this line's article."""
        top, bottom = self.listed
        number = figures.text(f"A{row}")
        return next(place for place in range(top, bottom + 1) if figures.text(f"A{place}") == number)

    def _net(self, figures: Figures, row: int) -> Decimal:
        return figures.amount(f"C{row}") * figures.amount(f"D{self._found(figures, row)}")

    def _off(self, figures: Figures, row: int) -> Decimal:
        earned = figures.amount(f"C{row}") >= figures.amount("H2")
        return cents(self._net(figures, row) * figures.amount("I2") / 100) if earned else Decimal(0)

    def _name(self, row: int, language: Language) -> Expected:
        _ = translator(language, "units")
        return Expected(
            f"B{row}",
            _("article in row {row}").format(row=row),
            truth=lambda figures: figures.text(f"B{self._found(figures, row)}"),
            formula=f"=VLOOKUP(A{row},{self.block},2,FALSE)",
            slips=self._look_up_slips(row, 2, language),
            message=_("This is not the name that the price list has for this number."),
            where=_("Look the number in column A up in the price list, exactly, and take the second column."),
        )

    def _price(self, row: int, language: Language) -> Expected:
        _ = translator(language, "units")
        return Expected(
            f"D{row}",
            _("net price in row {row}").format(row=row),
            truth=lambda figures: figures.amount(f"D{self._found(figures, row)}"),
            formula=f"=VLOOKUP(A{row},{self.block},4,FALSE)",
            slips=self._look_up_slips(row, 4, language),
            message=_("This is not the price that the price list has for this number."),
            where=_("Look the number in column A up in the price list, exactly, and take the fourth column."),
        )

    def _look_up_slips(self, row: int, column: int, language: Language) -> tuple[CellSlip, ...]:
        _ = translator(language, "units")
        top, bottom = (end + row - FIRST for end in self.listed)
        rough = CellSlip(
            "look-up-not-exact",
            f"=VLOOKUP(A{row},{self.block},{column},TRUE)",
            _("The look-up is not exact. The list is in no order, so it finds some other line, or none."),
        )
        shifted = f"=VLOOKUP(A{row},A{top}:D{bottom},{column},FALSE)"
        return (rough, *dollar_missing(shifted, row > FIRST, language))

    def _amount(self, row: int, language: Language) -> Expected:
        return replace(
            line_amount(row, "C", "D", "E", language),
            truth=lambda figures: self._net(figures, row),
            follows=lambda figures: figures.amount(f"C{row}") * figures.amount(f"D{row}"),
        )

    def _discount(self, row: int, language: Language) -> Expected:
        _ = translator(language, "units")
        off = f"ROUND(E{row}*$I$2/100,2)"
        more_than = CellSlip(
            "more-than-for-from",
            f"=IF(C{row}>$H$2,{off},0)",
            _("“From” this quantity on means that the quantity itself counts: at least, not more than."),
        )
        swapped = CellSlip(
            "branches-swapped",
            f"=IF(C{row}>=$H$2,0,{off})",
            _("The two answers of IF have changed places: the small quantities get the discount."),
        )
        always = CellSlip("condition-missing", f"={off}", _("The discount is given whatever the quantity is."))
        shifted = f"=IF(C{row}>=H{row},ROUND(E{row}*I{row}/100,2),0)"
        return Expected(
            f"F{row}",
            _("discount in row {row}").format(row=row),
            truth=lambda figures: self._off(figures, row),
            formula=f"=IF(C{row}>=$H$2,{off},0)",
            slips=(
                more_than,
                swapped,
                always,
                not_rounded(f"=IF(C{row}>=$H$2,E{row}*$I$2/100,0)", language),
                *dollar_missing(shifted, row > FIRST, language),
            ),
            exact=True,
            message=_("This is not the discount for this quantity."),
            where=_("Is the quantity at least the one in H2? If so, the percentage in I2 of the net amount, else 0."),
        )

    def _pay(self, row: int, language: Language) -> Expected:
        _ = translator(language, "units")
        added = CellSlip("discount-added", f"=E{row}+F{row}", _("The discount was added instead of taken off."))
        forgotten = CellSlip("discount-forgotten", f"=E{row}", _("The discount was not taken off."))
        return Expected(
            f"G{row}",
            _("to pay in row {row}").format(row=row),
            truth=lambda figures: self._net(figures, row) - self._off(figures, row),
            formula=f"=E{row}-F{row}",
            slips=(added, forgotten),
            message=_("This is not the net amount less the discount."),
            where=_("Take the discount off the net amount of the same row."),
        )

    def _sum(self, language: Language) -> Expected:
        _ = translator(language, "units")
        rows = range(FIRST, self.last + 1)
        short = _("The range ends too early: the last line is not in it.")
        return Expected(
            f"G{self.total}",
            _("total"),
            truth=lambda figures: sum((self._net(figures, r) - self._off(figures, r) for r in rows), Decimal(0)),
            formula=f"=SUM(G{FIRST}:G{self.last})",
            slips=(CellSlip("range-too-short", f"=SUM(G{FIRST}:G{self.last - 1})", short),),
            weight=2,
            message=_("This is not the sum of the lines above."),
            where=_("Add up the column from the first line to the last."),
        )
