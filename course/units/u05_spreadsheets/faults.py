"""A colleague's sheet with five faults, one of each kind, in places of the learner's own.

The sheet is alive: each cell shows its formula, so the faults can be found by looking, by reckoning and by comparing
with the price list on paper. The colleague's cells stay as they are; the answers stand beneath.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from course.firm import Firm
from course.firm.papers.internal import CellKind, internal
from course.firm.records import Article, Document
from course.locale import Language, Text, translator
from course.tasks.engine import Value
from course.tasks.expected import Truth
from course.tasks.handout import Column, ColumnKind, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures, other_figures
from course.tasks.slips import cents
from course.tasks.task import Answer

FIRST = 2
DRAWN_UP = date(2026, 4, 30)
SUMS = ("E", "F", "G")
FOR_SALES = Text("Internal. For sales.", "Intern. Für den Verkauf.")
Entry = TypeVar("Entry", str, Decimal)


@dataclass(frozen=True)
class Colleagues:
    """The colleague's sheet, and where its faults are."""

    articles: tuple[Article, ...]
    quantities: tuple[int, ...]
    typed: str  # column whose total was typed
    short: str  # column whose total leaves out the last row
    no_dollar: int  # row whose VAT looks for the rate in the wrong place
    as_text: int  # row whose quantity is a text
    alone: str  # column that was sorted by itself: "B" names, "D" prices

    @property
    def last(self) -> int:
        return FIRST + len(self.articles) - 1

    @property
    def total(self) -> int:
        return self.last + 1


@dataclass(frozen=True)
class Faults:
    """A sheet of `count` articles; `purpose` is the task's id, its stream of chance."""

    purpose: str
    count: int

    @property
    def last(self) -> int:
        return FIRST + self.count - 1

    def sheet(self, firm: Firm) -> Colleagues:
        chance = firm.chance(self.purpose)
        highest = max(article.vat_rate for article in firm.articles)
        goods = chance.some([article for article in firm.articles if article.vat_rate == highest], self.count)
        goods.sort(key=lambda article: article.number)
        typed, short = chance.some(SUMS, 2)
        rows = range(FIRST + 1, self.last + 1)
        no_dollar, as_text = chance.some(list(rows), 2)
        quantities = tuple(chance.between(2, 30) * 5 for _each in goods)
        return Colleagues(tuple(goods), quantities, typed, short, no_dollar, as_text, chance.pick(("B", "D")))

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        sheet = self.sheet(firm)
        rows = [(article.number, article.name, article.sales_price) for article in sheet.articles]
        columns: list[tuple[Text, CellKind]] = [
            (Text("No.", "Nr."), "text"),
            (Text("Article", "Artikel"), "text"),
            (Text("Net price EUR", "Nettopreis EUR"), "amount"),
        ]
        title = Text("Price list, checked", "Preisliste, geprüft")
        return (internal(firm, "PL-04", title, DRAWN_UP, columns=columns, rows=rows, circle=FOR_SALES),)

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        sheet = self.sheet(firm)
        columns = (
            Column(_("No."), "code", 7),
            Column(_("Article"), "text", 34),
            Column(_("Quantity"), "amount", 11),
            Column(_("Price"), "amount", 9),
            Column(_("Amount"), "amount", 11),
            Column(_("VAT"), "amount", 11),
            Column(_("Gross"), "amount", 11),
            Column(_("VAT rate in %"), "number", 16),
        )
        given = [*_lines(sheet, language), *_totals(sheet, language)]
        given.append(Given("H2", str(sheet.articles[0].vat_rate), "number"))
        labels = (
            _("1  Total that was typed (cell)"),
            _("2  Range that is too short (cell)"),
            _("3  $ that is missing (cell)"),
            _("4  Number that is a text (cell)"),
            _("5  Column sorted alone (letter)"),
            _("6  Formula that belongs in cell 1"),
            _("7  Formula that belongs in cell 2"),
        )
        top = sheet.total + 2
        given += [Given(f"B{top + place}", label, "text") for place, label in enumerate(labels)]
        kinds: tuple[tuple[str, ColumnKind], ...] = ((f"C{top}:C{top + 4}", "code"), (f"C{sheet.as_text}", "text"))
        layout = SheetLayout(columns, top + len(labels) - 1, tuple(given), kinds=kinds)
        return open_only(layout, f"C{top}:C{top + len(labels) - 1}")

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        sheet = self.sheet(firm)
        return (*_places(sheet, language), *_repairs(sheet, language))

    def change(self, figures: Figures, turn: int) -> Mapping[str, Value]:
        return other_figures(f"E{FIRST}:G{self.last}")(figures, turn)


def _lines(sheet: Colleagues, language: Language) -> list[Given]:
    names = [article.name.to(language) for article in sheet.articles]
    prices = [article.sales_price for article in sheet.articles]
    if sheet.alone == "B":
        names = _sorted_alone(names)
    else:
        prices = _sorted_alone(prices)
    given = []
    for place, article in enumerate(sheet.articles):
        row = FIRST + place
        rate = f"H{row}" if row == sheet.no_dollar else "$H$2"
        given += [
            Given(f"A{row}", article.number, "code"),
            Given(f"B{row}", names[place], "text"),
            Given(f"C{row}", str(sheet.quantities[place]), "text" if row == sheet.as_text else "number"),
            Given(f"D{row}", str(prices[place]), "amount"),
            Given(f"E{row}", f"=C{row}*D{row}", "amount"),
            Given(f"F{row}", f"=ROUND(E{row}*{rate}/100,2)", "amount"),
            Given(f"G{row}", f"=E{row}+F{row}", "amount"),
        ]
    return given


def _sorted_alone(items: list[Entry]) -> list[Entry]:
    """Sorted by itself; the other way round if it happens to be sorted already."""
    up = sorted(items)
    return up if up != items else up[::-1]


def _totals(sheet: Colleagues, language: Language) -> list[Given]:
    _ = translator(language, "units")
    net = sum((a.sales_price * q for a, q in zip(sheet.articles, sheet.quantities, strict=True)), Decimal(0))
    rate = sheet.articles[0].vat_rate
    tax = cents(net * rate / 100)
    stale = {"E": net, "F": tax, "G": net + tax}[sheet.typed] - sheet.articles[0].sales_price * 5
    given = [
        Given(f"B{sheet.total}", _("Total"), "text"),
        Given(f"C{sheet.total}", f"=SUM(C{FIRST}:C{sheet.last})", "number"),
    ]
    for column in SUMS:
        bottom = sheet.last - 1 if column == sheet.short else sheet.last
        value = str(stale) if column == sheet.typed else f"=SUM({column}{FIRST}:{column}{bottom})"
        given.append(Given(f"{column}{sheet.total}", value, "amount"))
    return given


@dataclass(frozen=True)
class Hidden:
    """A fault, the cell or column that it is in, the cells that are named for it by mistake, and where to look."""

    label: str
    cell: str
    wrong: tuple[tuple[str, str, str], ...]
    where: str


def _places(sheet: Colleagues, language: Language) -> tuple[Expected, ...]:
    _ = translator(language, "units")
    return tuple(
        Expected(
            f"C{sheet.total + 2 + place}",
            fault.label,
            truth=_always(fault.cell),
            slips=tuple(CellSlip(name, f'="{cell}"', text) for name, cell, text in fault.wrong),
            weight=2,
            names_cell=True,
            message=_("That is not where this fault is."),
            where=fault.where,
        )
        for place, fault in enumerate(_hidden(sheet, language))
    )


def _hidden(sheet: Colleagues, language: Language) -> tuple[Hidden, ...]:
    _ = translator(language, "units")
    (right,) = set(SUMS) - {sheet.typed, sheet.short}
    other = "D" if sheet.alone == "B" else "B"
    effect = _("This cell shows what the fault leads to. The fault itself is in a cell that it uses.")
    sound = _("This total is a formula over all the rows. There is nothing wrong with it.")
    return (
        Hidden(
            _("typed total"),
            f"{sheet.typed}{sheet.total}",
            (("sound-cell-named", f"{right}{sheet.total}", sound),),
            _("Go along the totals and look at the line above the sheet: where is there no formula?"),
        ),
        Hidden(
            _("range too short"),
            f"{sheet.short}{sheet.total}",
            (("sound-cell-named", f"{right}{sheet.total}", sound),),
            _("Read the range in each total: does it reach to the last row?"),
        ),
        Hidden(
            _("missing $"),
            f"F{sheet.no_dollar}",
            (("effect-named", f"G{sheet.no_dollar}", effect), ("effect-named", f"F{sheet.total}", effect)),
            _("Read the formulas of the VAT column from top to bottom: which cell do they take the rate from?"),
        ),
        Hidden(
            _("number as text"),
            f"C{sheet.as_text}",
            (("effect-named", f"C{sheet.total}", effect), ("effect-named", f"E{sheet.as_text}", effect)),
            _("Text is on the left of its cell, a number on the right. The total leaves text out."),
        ),
        Hidden(
            _("column sorted alone"),
            sheet.alone,
            (("other-column-named", other, _("In this column, each row still agrees with the price list.")),),
            _("Compare the sheet with the price list: number, article and price, row by row."),
        ),
    )


def _always(answer: str) -> Callable[[Figures], Truth]:
    return lambda figures: answer


def _repairs(sheet: Colleagues, language: Language) -> tuple[Expected, ...]:
    _ = translator(language, "units")
    top = sheet.total + 7
    labels = (_("formula instead of the typed total"), _("formula with the whole range"))
    return tuple(
        _repair(f"C{top + place}", label, column, sheet, language)
        for place, (label, column) in enumerate(zip(labels, (sheet.typed, sheet.short), strict=True))
    )


def _repair(ref: str, label: str, column: str, sheet: Colleagues, language: Language) -> Expected:
    _ = translator(language, "units")
    short = CellSlip(
        "range-too-short",
        f"=SUM({column}{FIRST}:{column}{sheet.last - 1})",
        _("The range ends too early: the last line is not in it."),
    )
    twice = CellSlip(
        "total-in-its-range",
        f"=SUM({column}{FIRST}:{column}{sheet.total})",
        _("The range holds the old total as well."),
    )
    return Expected(
        ref,
        label,
        truth=lambda figures: figures.sum(f"{column}{FIRST}:{column}{sheet.last}"),
        formula=f"=SUM({column}{FIRST}:{column}{sheet.last})",
        slips=(short, twice),
        message=_("This is not the sum of that column."),
        where=_("Add up the column of that cell, from the first article to the last."),
    )
