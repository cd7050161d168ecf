"""The list of differences: counted less book, what that is worth, overs and shorts apart, and what explains each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.records import Document
from course.locale import Language, translator
from course.tasks.handout import Column, ColumnKind, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures, other_figures
from course.tasks.task import Answer
from course.units.u13_inventory.cut_off import (
    CAUSES,
    MISREAD,
    NOT_IN,
    NOT_OUT,
    TOO_LATE,
    TWICE,
    UNKNOWN,
    Around,
    Case,
)
from course.units.u13_inventory.names import fitted, narrow_name_column, short_name

FIRST = 2
LIKELY = {  # what each cause is most easily taken for
    NOT_IN: TOO_LATE,
    TOO_LATE: NOT_IN,
    NOT_OUT: UNKNOWN,
    UNKNOWN: NOT_OUT,
    TWICE: NOT_OUT,
    MISREAD: TWICE,
}


@dataclass(frozen=True)
class Differences:
    """The list for one `Around`."""

    around: Around

    @property
    def last(self) -> int:
        return FIRST + len(self.around.causes) + self.around.agreeing - 1

    @property
    def overs(self) -> int:
        return self.last + 1

    @property
    def shorts(self) -> int:
        return self.last + 2

    @property
    def change(self) -> Callable[[Figures, int], Mapping[str, float | str | bool | None]]:
        """Other prices and other counts: each article is over in one of the two turns, and short in the other."""

        def change(figures: Figures, turn: int) -> Mapping[str, float | str | bool | None]:
            rows = range(FIRST, self.last + 1)
            prices = other_figures(f"F{FIRST}:F{self.last}")(figures, turn)
            return {
                **prices,
                **{f"D{r}": float(figures.amount(f"C{r}") + (-r if (r + turn) % 2 else r)) for r in rows},
            }

        return change

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return self.around.documents(firm)

    def rows(self, firm: Firm) -> list[tuple[int, Case]]:
        return list(enumerate(self.around.cases(firm), start=FIRST))

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        given = [
            Given(f"B{self.overs}", _("Overs together"), "text"),
            Given(f"B{self.shorts}", _("Shorts together"), "text"),
        ]
        differing = []
        for row, case in self.rows(firm):
            given += [
                Given(f"A{row}", case.article.number, "code"),
                Given(f"B{row}", short_name(case.article, language), "text"),
                Given(f"C{row}", str(case.book), "number"),
                Given(f"D{row}", str(case.counted), "number"),
                Given(f"F{row}", str(case.article.purchase_price), "amount"),
            ]
            if case.cause:
                differing.append(f"H{row}:I{row}")
        columns = (
            Column(_("No."), "code", 7),
            narrow_name_column(language),
            Column(_("Book"), "number", 7),
            Column(_("Counted"), "number", 10),
            Column(_("Difference"), "number", 12, _("Counted less book, by formula.")),
            Column(_("Cost each"), "amount", 9),
            Column(_("Value"), "amount", 11, _("Difference times cost each, by formula.")),
            Column(_("Paper"), "code", 9, _("The number of the paper that explains it; - if there is none.")),
            Column(_("Cause"), "code", 7, _("The key from the list of causes.")),
        )
        kinds: tuple[tuple[str, ColumnKind], ...] = ()
        layout = SheetLayout(fitted(columns), self.shorts, tuple(given), kinds=kinds)
        blocks = (f"E{FIRST}:E{self.last}", f"G{FIRST}:G{self.shorts}", *differing)
        return open_only(layout, *blocks)

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        rows = self.rows(firm)
        differing = [(row, case) for row, case in rows if case.cause]
        return (
            *(_difference(row, case, language) for row, case in rows),
            *(_value(row, case, language) for row, case in rows),
            *(_paper(row, case, differing, language) for row, case in differing),
            *(_cause(row, case, language) for row, case in differing),
            self._sum(self.overs, over=True, language=language),
            self._sum(self.shorts, over=False, language=language),
        )

    def _sum(self, row: int, over: bool, language: Language) -> Expected:
        _ = translator(language, "units")
        block, sign = f"G{FIRST}:G{self.last}", ">" if over else "<"

        def truth(figures: Figures) -> Decimal:
            values = (self._worth(figures, line) for line in range(FIRST, self.last + 1))
            return sum((value for value in values if (value > 0) == over), Decimal(0))

        netted = CellSlip(
            "overs-and-shorts-netted",
            f"=SUM({block})",
            _("Overs and shorts were set off against each other. What is too much here does not mend what is missing."),
        )
        other = CellSlip(
            "overs-and-shorts-swapped",
            f'=SUMIF({block},"{"<" if over else ">"}0")',
            _("Overs and shorts have changed places. A minus means that something is missing."),
        )
        return Expected(
            f"G{row}",
            _("overs together") if over else _("shorts together"),
            truth,
            formula=f'=SUMIF({block},"{sign}0")',
            slips=(netted, other),
            weight=2,
            message=_("This is not the sum of the overs, or of the shorts."),
            where=_("Add up only the values above 0 for the overs, only those below 0 for the shorts."),
        )

    def _worth(self, figures: Figures, row: int) -> Decimal:
        return (figures.amount(f"D{row}") - figures.amount(f"C{row}")) * figures.amount(f"F{row}")


def _difference(row: int, case: Case, language: Language) -> Expected:
    _ = translator(language, "units")
    turned = CellSlip(
        "difference-turned-round",
        f"=C{row}-D{row}",
        _("Plus and minus are the wrong way round: it is counted less book, so what is missing gets a minus."),
    )
    return Expected(
        f"E{row}",
        _("difference of {number}").format(number=case.article.number),
        truth=lambda figures: figures.amount(f"D{row}") - figures.amount(f"C{row}"),
        formula=f"=D{row}-C{row}",
        slips=(turned,),
        weight=2,
        message=_("This is not counted less book."),
        where=_("Take the book stock off what was counted, in the same row."),
    )


def _value(row: int, case: Case, language: Language) -> Expected:
    _ = translator(language, "units")
    whole = CellSlip(
        "stock-for-difference",
        f"=D{row}*F{row}",
        _("This is what the whole counted stock is worth, not the difference."),
    )
    return Expected(
        f"G{row}",
        _("value of the difference, {number}").format(number=case.article.number),
        truth=lambda figures: (figures.amount(f"D{row}") - figures.amount(f"C{row}")) * figures.amount(f"F{row}"),
        formula=f"=E{row}*F{row}",
        follows=lambda figures: figures.amount(f"E{row}") * figures.amount(f"F{row}"),
        slips=(whole,),
        weight=2,
        message=_("This is not the difference times what one piece cost."),
        where=_("Multiply the difference by the cost each, in the same row."),
    )


def _paper(row: int, case: Case, differing: list[tuple[int, Case]], language: Language) -> Expected:
    _ = translator(language, "units")
    others = [other.paper for _row, other in differing if other.trade and other.paper != case.paper]
    guessed = _("This paper is on the card as it should be, or it says nothing of this article.")
    slips = [CellSlip("another-paper", f'="{others[0]}"', guessed)] if others else []
    if case.cause == UNKNOWN:
        slips = [
            CellSlip("paper-made-up", one.formula, _("None of the papers explains this difference.")) for one in slips
        ]
    else:
        gave_up = _("A paper does explain this difference. Compare each paper with the card, line by line.")
        slips.append(CellSlip("given-up", '="-"', gave_up))
    return Expected(
        f"H{row}",
        _("paper for {number}").format(number=case.article.number),
        truth=lambda figures: case.paper,
        is_number=True,
        slips=tuple(slips),
        weight=3,
        message=_("This paper does not explain the difference of {number}.").format(number=case.article.number),
        where=_("Go through the papers that name {number}, and look for each on its stock card.").format(
            number=case.article.number
        ),
    )


def _cause(row: int, case: Case, language: Language) -> Expected:
    _ = translator(language, "units")
    messages = {
        NOT_IN: _("The card is right to have nothing of this paper. Compare its date with the day of the count."),
        NOT_OUT: _("No paper shows that goods went out without being on this card."),
        TWICE: _("No paper is on this card twice."),
        MISREAD: _("The quantities on this card are those of the papers."),
        TOO_LATE: _("The goods were here before the close of the day of the count."),
        UNKNOWN: _("A paper does explain this difference."),
    }
    names = {
        NOT_IN: "late-goods-booked",
        NOT_OUT: "loss-excused",
        TOO_LATE: "in-time-called-late",
        UNKNOWN: "given-up",
        TWICE: "quantity-overlooked",
        MISREAD: "double-overlooked",
    }
    likely = LIKELY[case.cause]
    return Expected(
        f"I{row}",
        _("cause for {number}").format(number=case.article.number),
        truth=lambda figures: case.cause,
        slips=(CellSlip(names[likely], f'="{likely}"', messages[likely]),),
        weight=6,
        message=_("This cause would lead to another difference."),
        where=_("Is the paper on the card? Once? With the same quantity? And before the close of 30 June?"),
        worked=f"{case.cause} ({CAUSES[case.cause].to(language)})",
    )
