"""The cash book: receipts entered, a running balance by formula, and a count that does not agree with it.

The count's paper lists what the colleague at the cash box noted for each receipt. One note differs from its receipt
(two digits swapped, or the money not moved at all), and that is exactly what is short or over. So the cause can be
found from the papers, and only one receipt explains it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.papers.internal import internal
from course.firm.records import CashLine, Document
from course.locale import Language, Text, translator
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.slips import slides, swaps
from course.tasks.task import Answer

FIRST = 3  # row of the first receipt; row 2 is what was brought forward
ZERO = Decimal(0)


@dataclass(frozen=True)
class CashWork:
    """`noted` is what was really put into or taken out of the box, receipt by receipt (money in is positive)."""

    brought_forward: Decimal
    lines: tuple[CashLine, ...]
    noted: tuple[Decimal, ...]

    @property
    def counted(self) -> Decimal:
        return self.brought_forward + sum(self.noted, ZERO)

    @property
    def culprit(self) -> CashLine:
        pairs = zip(self.lines, self.noted, strict=True)
        return next(line for line, noted in pairs if line.amount != noted)

    def change(self, figures: Figures, row: int) -> Decimal:
        """What a row does to the balance: by the learner's amounts, or by the receipt where there is none yet.

        Without the receipt, an empty cash book would be right as long as it is empty throughout. An amount in the wrong
        column is the learner's own.
        """
        if all(figures.values.get(f"{column}{row}") is None for column in "DE"):
            return self.lines[row - FIRST].amount
        return figures.amount(f"D{row}") - figures.amount(f"E{row}")

    def difference(self, figures: Figures) -> Decimal:
        """Counted less book, by the learner's figures."""
        ref = self.closing[0]
        counted = self.counted if figures.values.get(ref) is None else figures.amount(ref)
        rows = range(FIRST, self.last + 1)
        return counted - figures.amount("F2") - sum((self.change(figures, row) for row in rows), ZERO)

    @property
    def last(self) -> int:
        return FIRST + len(self.lines) - 1

    @property
    def closing(self) -> tuple[str, str, str]:
        """The cells for the count, the difference and the receipt that explains it."""
        return f"F{self.last + 2}", f"F{self.last + 3}", f"F{self.last + 4}"


def work(firm: Firm, purpose: str, count: int) -> CashWork:
    """`count` receipts of April, one after the other, of which one was handled wrongly."""
    chance = firm.chance(purpose)
    april = [line for line in firm.cash_lines if line.date.month == 4]
    start = chance.below(len(april) - count + 1)
    lines = tuple(april[start : start + count])
    cash = firm.chart.number("cash")
    opening = sum(
        (p.amount for v in firm.vouchers if v.kind == "opening" for p in v.entry.postings if p.account == cash), ZERO
    )
    brought_forward = opening + sum((line.amount for line in april[:start]), ZERO)
    while True:
        place = chance.below(count)
        noted = [line.amount for line in lines]
        wrong = [ZERO, *swaps(noted[place])]
        noted[place] = chance.pick(wrong) if chance.happens(60) else wrong[0]
        found = CashWork(brought_forward, lines, tuple(noted))
        if found.counted >= 0 and _only_one_explains(found):
            return found


def _only_one_explains(found: CashWork) -> bool:
    """No other receipt was left out or misread by the amount that is missing."""
    gap = found.counted - found.brought_forward - sum((line.amount for line in found.lines), ZERO)
    fitting = [line for line in found.lines if gap in {noted - line.amount for noted in (ZERO, *swaps(line.amount))}]
    return fitting == [found.culprit]


def cash_documents(purpose: str, count: int) -> Callable[[Firm, Language], tuple[Document, ...]]:
    def documents(firm: Firm, language: Language) -> tuple[Document, ...]:
        cash = work(firm, purpose, count)
        return (*(firm.document(line.voucher) for line in cash.lines), _count(firm, cash))

    return documents


def _count(firm: Firm, cash: CashWork) -> Document:
    """The sheet on which the cash box was counted, with the notes of whoever kept it."""
    amount = Text("Amount EUR", "Betrag EUR")
    rows = [
        (line.receipt, Text("put in", "eingelegt") if line.amount > 0 else Text("taken out", "entnommen"), abs(noted))
        for line, noted in zip(cash.lines, cash.noted, strict=True)
    ]
    return internal(
        firm,
        "ZB-04",
        Text("Count of the cash box", "Zählprotokoll der Kasse"),
        cash.lines[-1].date,
        before=[
            Text(
                "Noted at the cash box, receipt by receipt, as the money went in and out:",
                "An der Kasse notiert, Beleg für Beleg, so wie das Geld hinein- und herausging:",
            )
        ],
        columns=[(Text("Receipt", "Beleg"), "text"), (Text("Money", "Geld"), "text"), (amount, "amount")],
        rows=rows,
        totals=[(Text("Notes and coins, counted twice", "Scheine und Münzen, zweimal gezählt"), "", cash.counted)],
    )


def cash_layout(purpose: str, count: int) -> Callable[[Firm, Language, Mapping[str, Answer]], SheetLayout]:
    def layout(firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        cash = work(firm, purpose, count)
        counted, difference, receipt = cash.closing
        given = [
            Given("A2", cash.lines[0].date.isoformat(), "date"),
            Given("C2", _("Brought forward"), "text"),
            Given("F2", str(cash.brought_forward), "amount"),
            Given(counted.replace("F", "C"), _("Counted"), "text"),
            Given(difference.replace("F", "C"), _("Difference: counted less book"), "text"),
            Given(receipt.replace("F", "C"), _("Receipt that explains it"), "text"),
        ]
        for row, line in enumerate(cash.lines, start=FIRST):
            given.append(Given(f"A{row}", line.date.isoformat(), "date"))
            given.append(Given(f"B{row}", line.receipt, "code"))
            given.append(Given(f"C{row}", line.text.to(language), "text"))
        columns = (
            Column(_("Date"), "date", 11),
            Column(_("Receipt"), "code", 10),
            Column(_("Text"), "text", 30),
            Column(_("In"), "amount", 12, _("Money that came into the box.")),
            Column(_("Out"), "amount", 12, _("Money that went out of the box.")),
            Column(_("Balance"), "amount", 14, _("What should be in the box now, by formula.")),
        )
        rows = cash.last + 6
        return SheetLayout(columns, rows, tuple(given), kinds=((receipt, "code"),), locked=(f"A2:C{rows}", "D2:E2"))

    return layout


def cash_expected(purpose: str, count: int) -> Callable[[Firm, Language, SheetLayout], tuple[Expected, ...]]:
    def expected(firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        cash = work(firm, purpose, count)
        rows = list(enumerate(cash.lines, start=FIRST))
        return (
            *(_amount(row, line, language) for row, line in rows),
            *(_balance(row, cash, language) for row, _line in rows),
            *_closing(cash, language),
        )

    return expected


def _amount(row: int, line: CashLine, language: Language) -> Expected:
    _ = translator(language, "units")
    amount = abs(line.amount)
    message = _("Two neighbouring digits of receipt {receipt} are swapped.").format(receipt=line.receipt)
    slid = _("The decimal point of receipt {receipt} has slid.").format(receipt=line.receipt)
    column = "D" if line.amount > 0 else "E"
    slips = [CellSlip("decimal-slid", f"={wrong}", slid) for wrong in slides(amount)]
    slips += [
        CellSlip("digits-swapped", f"={wrong}", message) for wrong in swaps(amount) if wrong not in slides(amount)
    ]
    return Expected(
        f"{column}{row}",
        _("amount of {receipt}").format(receipt=line.receipt),
        truth=lambda figures: amount,
        slips=tuple(slips),
        message=_("This is not the amount on receipt {receipt}.").format(receipt=line.receipt),
        where=_("Compare with receipt {receipt}: how much, and did the money come in or go out?").format(
            receipt=line.receipt
        ),
    )


def _balance(row: int, cash: CashWork, language: Language) -> Expected:
    _ = translator(language, "units")

    def truth(figures: Figures) -> Decimal:
        return figures.amount(f"F{row - 1}") + cash.change(figures, row)

    swapped = CellSlip(
        "in-and-out-swapped",
        f"=F{row - 1}-D{row}+E{row}",
        _("The formula adds what went out and takes off what came in."),
    )
    alone = CellSlip(
        "balance-not-carried",
        f"=D{row}-E{row}",
        _("The formula forgets the balance of the row above."),
    )
    skipped = CellSlip(
        "row-skipped",
        f"=F{row - 1}",
        _("The formula repeats the balance above; the receipt of this row is not in it."),
    )
    return Expected(
        f"F{row}",
        _("balance in row {row}").format(row=row),
        truth,
        formula=f"=F{row - 1}+D{row}-E{row}",
        slips=(swapped, alone, skipped),
        message=_("This is not the balance above, plus in, minus out."),
        where=_("Start from the balance in the row above."),
    )


def _closing(cash: CashWork, language: Language) -> tuple[Expected, ...]:
    _ = translator(language, "units")
    counted, difference, receipt = cash.closing
    turned = CellSlip(
        "difference-turned-round",
        f"=F{cash.last}-{counted}",
        _("Plus and minus are the wrong way round: it is counted less book, so missing money gives a minus."),
    )
    return (
        Expected(
            counted,
            _("cash counted"),
            truth=lambda figures: cash.counted,
            slips=tuple(
                CellSlip("digits-swapped", f"={wrong}", _("Two neighbouring digits of the count are swapped."))
                for wrong in swaps(cash.counted)
            ),
            message=_("This is not the amount that was counted."),
            where=_("The count of the cash box is among the papers."),
        ),
        Expected(
            difference,
            _("difference"),
            truth=cash.difference,
            formula=f"={counted}-F{cash.last}",
            slips=(turned,),
            weight=3,
            message=_("This is not the count less the last balance."),
            where=_("Take the last balance of the book off what was counted."),
        ),
        Expected(
            receipt,
            _("receipt that explains the difference"),
            truth=lambda figures: cash.culprit.receipt,
            is_number=True,
            weight=4,
            message=_("The note for this receipt agrees with the receipt; it does not explain the difference."),
            where=_("Compare what was noted at the cash box with each receipt."),
        ),
    )
