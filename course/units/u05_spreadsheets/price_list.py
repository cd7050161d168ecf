"""The price list: VAT from one cell for all rows, and the VAT that is inside a shop's gross price.

The rate stands once, so a new rate is one entry. A formula that is copied down without `$` looks for it one row
further down each time, where nothing stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.records import Article
from course.locale import Language, translator
from course.tasks.cell_slips import dollar_missing, not_rounded
from course.tasks.engine import Value
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.mark import CENT
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.slips import cents
from course.tasks.task import Answer

FIRST = 2
OTHER_RATES = (Decimal(16), Decimal(7))  # what the rate is exchanged for when the formulas are tried
RATE = "$H$2"


@dataclass(frozen=True)
class PriceList:
    """A list of `count` articles; `purpose` is the task's id, its stream of chance."""

    purpose: str
    count: int

    @property
    def last(self) -> int:
        return FIRST + self.count - 1

    def priced(self, firm: Firm) -> list[tuple[Article, Decimal]]:
        """Articles of one rate, each with the gross price that a shop charges (EUR)."""
        chance = firm.chance(self.purpose)
        highest = max(article.vat_rate for article in firm.articles)
        chosen = chance.some([article for article in firm.articles if article.vat_rate == highest], self.count)
        chosen.sort(key=lambda article: article.number)
        return [(article, cents(article.sales_price * chance.between(180, 220) / 100)) for article in chosen]

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        priced = self.priced(firm)
        given = [Given("H2", str(priced[0][0].vat_rate), "number")]
        for row, (article, shop_price) in enumerate(priced, start=FIRST):
            given += [
                Given(f"A{row}", article.number, "code"),
                Given(f"B{row}", article.name.to(language), "text"),
                Given(f"C{row}", str(untied(article.sales_price, article.vat_rate)), "amount"),
                Given(f"F{row}", str(shop_price), "amount"),
            ]
        columns = (
            Column(_("No."), "code", 8),
            Column(_("Article"), "text", 24),
            Column(_("Net price"), "amount", 12),
            Column(_("VAT"), "amount", 9, _("The tax on the net price, rounded to the cent.")),
            Column(_("Gross price"), "amount", 13, _("Net price and VAT together.")),
            Column(_("Shop price"), "amount", 13, _("What the shop charges, VAT included.")),
            Column(_("VAT in it"), "amount", 11, _("The tax inside the shop price, rounded to the cent.")),
            Column(_("VAT rate in %"), "number", 16),
        )
        return open_only(SheetLayout(columns, self.last, tuple(given)), f"D2:E{self.last}", f"G2:G{self.last}")

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        rows = range(FIRST, self.last + 1)
        kinds = (_tax, _gross, _inside)
        return tuple(kind(row, language) for kind in kinds for row in rows)

    def change(self, figures: Figures, turn: int) -> Mapping[str, Value]:
        """Another rate, other prices."""
        rate, rows = OTHER_RATES[turn - 1], range(FIRST, self.last + 1)
        changed: dict[str, Value] = {"H2": float(rate)}
        changed |= {f"F{row}": float(figures.amount(f"F{row}") + row * turn) for row in rows}
        return changed | {f"C{r}": float(untied(figures.amount(f"C{r}") + r * CENT * 7 + turn, rate)) for r in rows}


def _tax(row: int, language: Language) -> Expected:
    _ = translator(language, "units")
    return Expected(
        f"D{row}",
        _("VAT in row {row}").format(row=row),
        truth=_rounded(lambda figures: figures.amount(f"C{row}") * figures.amount("H2") / 100),
        exact=True,
        formula=f"=ROUND(C{row}*{RATE}/100,2)",
        slips=(
            not_rounded(f"=C{row}*{RATE}/100", language),
            *dollar_missing(f"=ROUND(C{row}*H{row}/100,2)", row > FIRST, language),
            CellSlip(
                "per-cent-forgotten",
                f"=ROUND(C{row}*{RATE},2)",
                _("The rate is taken as a plain number: 19 per cent is 19 divided by 100."),
            ),
        ),
        message=_("This is not the VAT on the net price."),
        where=_("Net price times the rate in H2, divided by 100, and rounded to two places."),
    )


def _gross(row: int, language: Language) -> Expected:
    _ = translator(language, "units")

    def truth(figures: Figures) -> Decimal:
        net = figures.amount(f"C{row}")
        return net + cents(net * figures.amount("H2") / 100)

    added = CellSlip(
        "per-cent-as-euros", f"=C{row}+{RATE}", _("The per cent were added to the price as if they were euros.")
    )
    taken_off = CellSlip("vat-taken-off", f"=C{row}-D{row}", _("The VAT was taken off the net price, not added."))
    return Expected(
        f"E{row}",
        _("gross price in row {row}").format(row=row),
        truth,
        formula=f"=C{row}+D{row}",
        slips=(added, taken_off),
        message=_("This is not the net price and its VAT together."),
        where=_("Add the two cells to the left."),
    )


def _inside(row: int, language: Language) -> Expected:
    _ = translator(language, "units")
    of_gross = CellSlip(
        "vat-of-gross",
        f"=ROUND(F{row}*{RATE}/100,2)",
        _("The rate was taken of the gross price. The gross price is 100 per cent plus the rate."),
    )
    return Expected(
        f"G{row}",
        _("VAT in the shop price, row {row}").format(row=row),
        truth=_rounded(lambda f: f.amount(f"F{row}") * f.amount("H2") / (100 + f.amount("H2"))),
        exact=True,
        formula=f"=ROUND(F{row}*{RATE}/(100+{RATE}),2)",
        slips=(
            of_gross,
            not_rounded(f"=F{row}*{RATE}/(100+{RATE})", language),
            *dollar_missing(f"=ROUND(F{row}*H{row}/(100+H{row}),2)", row > FIRST, language),
        ),
        message=_("This is not the VAT that is inside the shop price."),
        where=_("Gross is 100 plus the rate. Shop price times rate, divided by (100 + rate), rounded to two places."),
    )


def _rounded(value: Callable[[Figures], Decimal]) -> Callable[[Figures], Decimal]:
    return lambda figures: cents(value(figures))


def untied(price: Decimal, rate: Decimal) -> Decimal:
    """The price, or a cent more: not one whose tax ends in exactly half a cent, which programs round differently."""
    return price + CENT if price * rate % 1 == Decimal("0.5") else price
