"""The first sheet: what was taken from the shelves for the new desk, and what it cost. Three rows and a total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.calendar import FIRST_DAY
from course.firm.papers.internal import internal
from course.firm.records import Article, Document
from course.locale import Language, Text, translator
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.task import Answer

FIRST, LAST = 2, 4  # rows of the articles
TOTAL = LAST + 1


@dataclass(frozen=True)
class Taken:
    article: Article
    count: int


def taken(firm: Firm) -> tuple[Taken, ...]:
    """Three articles with three different counts, both as chance has it."""
    chance = firm.chance("first sheet")
    articles = chance.some([one for one in firm.articles if one.number.startswith("S")], LAST - FIRST + 1)
    counts = chance.some(range(3, 10), len(articles))
    return tuple(Taken(article, count) for article, count in zip(articles, counts, strict=True))


def papers(firm: Firm, language: Language) -> tuple[Document, ...]:
    rows = [(one.article.number, one.article.name, str(one.count)) for one in taken(firm)]
    slip = internal(
        firm,
        "LAG-01",
        Text("Taken from the shelves", "Aus dem Regal entnommen"),
        FIRST_DAY,
        circle=Text("Internal. From the warehouse.", "Intern. Aus dem Lager."),
        before=[Text("For the new desk in the back office:", "Für den neuen Schreibtisch im Back Office:")],
        columns=[
            (Text("Article", "Artikel"), "text"),
            (Text("Name", "Bezeichnung"), "text"),
            (Text("How many", "Anzahl"), "figure"),
        ],
        rows=rows,
        after=[Text("S. Aydınlar, warehouse", "S. Aydınlar, Lager")],
    )
    return (slip,)


def layout(firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
    _ = translator(language, "units")
    given = [Given(f"A{TOTAL}", _("Total"), "text")]
    for row, one in enumerate(taken(firm), start=FIRST):
        given.append(Given(f"A{row}", one.article.name.to(language), "text"))
        given.append(Given(f"C{row}", str(one.article.purchase_price), "amount"))
    columns = (
        Column(_("Article"), "text", 30),
        Column(_("How many"), "number", 12, _("From the warehouse's slip.")),
        Column(_("Price each"), "amount", 12),
        Column(_("Amount"), "amount", 14, _("How many times the price, by formula.")),
    )
    return SheetLayout(columns, TOTAL, tuple(given), locked=(f"B{TOTAL}:C{TOTAL}",))


def expected(firm: Firm, language: Language, plan: SheetLayout) -> tuple[Expected, ...]:
    rows = list(enumerate(taken(firm), start=FIRST))
    counts = tuple(_count(row, one, rows, language) for row, one in rows)
    return (*counts, *(_amount(row, language) for row, _one in rows), _total(language))


def _count(row: int, one: Taken, rows: list[tuple[int, Taken]], language: Language) -> Expected:
    _ = translator(language, "units")
    other = next(there.count for number, there in rows if number != row and number in (row + 1, row - 1))
    return Expected(
        f"B{row}",
        _("number in row {row}").format(row=row),
        truth=lambda figures: Decimal(one.count),
        slips=(
            CellSlip("row-slipped", f"={other}", _("This is the number of the row above or below.")),
            CellSlip("decimal-slid", f"={one.count * 10}", _("There is a zero too many.")),
        ),
        message=_("This is not what the slip says."),
        where=_("Compare the slip with the sheet: find the same article on both."),
        worked=str(one.count),
    )


def _amount(row: int, language: Language) -> Expected:
    _ = translator(language, "units")

    def truth(figures: Figures) -> Decimal:
        return figures.amount(f"B{row}") * figures.amount(f"C{row}")

    formula = f"=B{row}*C{row}"
    return Expected(
        f"D{row}",
        _("amount in row {row}").format(row=row),
        truth,
        formula=formula,
        slips=(
            CellSlip("added-up", f"=B{row}+C{row}", _("The formula adds where it should multiply.")),
            CellSlip("one-piece", f"=C{row}", _("This is the price of one alone.")),
        ),
        message=_("This is not the number times the price of this row."),
        where=_("Start with an equals sign, and use the cells of the same row."),
        worked=formula,
    )


def _total(language: Language) -> Expected:
    _ = translator(language, "units")
    right = f"=SUM(D{FIRST}:D{LAST})"
    return Expected(
        f"D{TOTAL}",
        _("total"),
        truth=lambda figures: figures.sum(f"D{FIRST}:D{LAST}"),
        formula=right,
        slips=(
            CellSlip("range-too-short", f"=SUM(D{FIRST}:D{LAST - 1})", _("The last row is missing from the total.")),
            CellSlip("wrong-column", f"=SUM(C{FIRST}:C{LAST})", _("The prices were added up, not the amounts.")),
        ),
        message=_("This is not the sum of the three amounts."),
        where=_("All three amounts belong in the total, from the first row to the last."),
        worked=right if language == "en" else right.replace("SUM", "SUMME"),
    )
