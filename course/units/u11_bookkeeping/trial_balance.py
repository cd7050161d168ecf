"""From journal to trial balance: totals per account, by formula, over the lines of the learner's own journal.

The lines stand in the sheet, locked, and truths are computed from them: a mistake in the journal has been paid for
there and costs nothing here. While fewer than half of the vouchers are posted, the sheet shows lines that a colleague
posted, so that an empty journal is no short cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from course.firm import Firm
from course.firm.records import VoucherKind
from course.locale import Language, translator
from course.tasks.booking import signed
from course.tasks.engine import Value
from course.tasks.formula import position
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.journal import Journal, read_journal
from course.tasks.journal_lines import JournalLine
from course.tasks.sheet import CellSlip, Expected, Figures, other_figures
from course.tasks.task import Answer

EVERYDAY: tuple[VoucherKind, ...] = (
    "purchase",
    "sale",
    "rent",
    "postage",
    "supplies",
    "bank_charge",
    "telephone",
    "energy",
    "insurance",
    "parking",
    "cash_sale",
    "cash_withdrawal",
)
MOST_LINES = 80
TOTAL_ROW = 2  # the totals stand on top, so that nothing moves when an account joins the list


@dataclass(frozen=True)
class TrialBalance:
    """The trial balance over one journal task."""

    journal: Journal

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        chart = {account.number: account.name.to(language) for account in firm.chart.accounts}
        return self.follow(_layout(self._colleagues_lines(firm), chart, language), language, earlier)

    def follow(self, layout: SheetLayout, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        """The sheet with the lines of the learner's own journal, once half of its vouchers are posted."""
        own = read_journal(earlier.get(self.journal.id))
        if own is None or 2 * len({line.voucher for line in own.lines}) < len(own.vouchers):
            return layout
        return _layout(own.lines[:MOST_LINES], own.accounts, language)

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        """The totals that come to something, and the two sums. Where nothing is posted, an empty cell says so."""
        given = {one.ref: one.value for one in layout.given}
        last_line = max(position(ref)[0] for ref in given if ref.startswith("B"))
        rows = [position(ref)[0] for ref in given if ref.startswith("E")]
        found = [
            _AccountCell(f"{column}{row}", given[f"E{row}"], row, side, _other(side), last_line).expected(language)
            for row, column, side in _totals_asked(layout)
        ]
        asked = {one.ref for one in found}
        empty = {column: [ref for row in rows if (ref := f"{column}{row}") not in asked] for column in "GH"}
        sums = (_all_accounts(column, side, rows, empty[column], last_line, language) for column, side in ("GC", "HD"))
        return (*found, *sums)

    def change(self, figures: Figures, turn: int) -> Mapping[str, Value]:
        """Other amounts in the journal, and figures where an account has none: the sums' range holds them."""
        changed = dict(other_figures(f"C2:D{MOST_LINES + 1}")(figures, turn))
        for row in range(TOTAL_ROW + 1, MOST_LINES + 2):
            for column, side in (("G", "C"), ("H", "D")):
                if figures.text(f"E{row}") and not _posted(figures, figures.text(f"E{row}"), side):
                    changed[f"{column}{row}"] = float(row * turn)
        return changed

    def _colleagues_lines(self, firm: Firm) -> list[JournalLine]:
        """As many vouchers of the same month, but none of those that the learner is to post."""
        own = self.journal.work(firm).to_post
        others = [
            voucher
            for voucher in firm.vouchers
            if voucher.date.month == 4 and voucher.kind in EVERYDAY and voucher not in own
        ]
        chosen = firm.chance(f"{self.journal.id}: colleague").some(others, len(own))
        return [
            JournalLine(0, voucher.date, voucher.number, posting.account, signed(posting))
            for voucher in chosen
            for posting in voucher.entry.postings
        ]


def _layout(lines: Sequence[JournalLine], names: Mapping[str, str], language: Language) -> SheetLayout:
    """The sheet over these lines. `names` are those of the accounts, by number."""
    _ = translator(language, "units")
    accounts = sorted({line.account for line in lines})
    given = [Given(f"F{TOTAL_ROW}", _("All accounts"), "text")]
    for row, line in enumerate(lines, start=2):
        given += _line_cells(row, line)
    for row, number in enumerate(accounts, start=TOTAL_ROW + 1):
        given += [Given(f"E{row}", number, "code"), Given(f"F{row}", names[number], "text")]
    columns = (
        Column(_("Voucher"), "code", 9),
        Column(_("Account"), "code", 9),
        Column(_("Debit"), "amount", 12),
        Column(_("Credit"), "amount", 12),
        Column(_("Account no."), "code", 11),
        Column(_("Name"), "text", 28),
        Column(_("Total debit"), "amount", 13, _("What is on the debit side of this account, by formula.")),
        Column(_("Total credit"), "amount", 13, _("What is on the credit side of this account, by formula.")),
    )
    rows = max(len(lines) + 1, len(accounts) + TOTAL_ROW)
    layout = SheetLayout(columns, rows, tuple(given), locked=(f"A2:F{rows}",))
    asked = [f"{column}{row}" for row, column, _side in _totals_asked(layout)]
    return replace(layout, asked=(*asked, f"G{TOTAL_ROW}", f"H{TOTAL_ROW}"))


def _totals_asked(layout: SheetLayout) -> Iterator[tuple[int, str, str]]:
    """Row and column of each total that comes to something, and the journal's column that it adds up."""
    given = {one.ref: one.value for one in layout.given}
    for row in (position(ref)[0] for ref in given if ref.startswith("E")):
        for column, side in (("G", "C"), ("H", "D")):
            if any(given[ref] == given[f"E{row}"] and side + ref[1:] in given for ref in given if ref[0] == "B"):
                yield row, column, side


def _posted(figures: Figures, account: str, side: str) -> bool:
    """Whether a line of the journal has an amount for the account on this side."""
    lines = range(2, MOST_LINES + 2)
    return any(figures.text(f"B{row}") == account and figures.amount(f"{side}{row}") for row in lines)


def _other(side: str) -> str:
    return "D" if side == "C" else "C"


def _line_cells(row: int, line: JournalLine) -> list[Given]:
    column = "C" if line.amount > 0 else "D"
    return [
        Given(f"A{row}", line.voucher, "code"),
        Given(f"B{row}", line.account, "code"),
        Given(f"{column}{row}", str(abs(line.amount)), "amount"),
    ]


@dataclass(frozen=True)
class _AccountCell:
    """The total of one side of one account. `side` and `other` are the journal's columns."""

    ref: str
    account: str
    row: int
    side: str
    other: str
    last_line: int

    def formula(self, column: str, last: int) -> str:
        return f"=SUMIF($B$2:$B${last},$E{self.row},${column}$2:${column}${last})"

    def truth(self, figures: Figures) -> Decimal:
        last = self.last_line
        return figures.sum_where(f"B2:B{last}", self.account, f"{self.side}2:{self.side}{last}")

    def expected(self, language: Language) -> Expected:
        _ = translator(language, "units")
        label = _("{account}, total debit") if self.side == "C" else _("{account}, total credit")
        short = CellSlip(
            "range-too-short",
            self.formula(self.side, self.last_line - 1),
            _("The range ends too early: the last line of the journal is not in it."),
        )
        sides = CellSlip(
            "sides-swapped",
            self.formula(self.other, self.last_line),
            _("This adds up the other side of the account."),
        )
        everything = CellSlip(
            "all-accounts-added",
            f"=SUM({self.side}2:{self.side}{self.last_line})",
            _("This adds up the whole column; only the lines of this account belong here."),
        )
        return Expected(
            self.ref,
            label.format(account=self.account),
            self.truth,
            formula=self.formula(self.side, self.last_line),
            slips=(short, sides, everything),
            message=_("This is not what the journal's lines for this account come to."),
            where=_("A formula adds up the column for one account: SUMIF(accounts, account, amounts)."),
        )


def _all_accounts(
    column: str, side: str, rows: Sequence[int], empty: Sequence[str], last_line: int, language: Language
) -> Expected:
    """The sum of one column. `empty` are its cells that come to nothing; a figure there is in the sum, too."""
    _ = translator(language, "units")
    block = f"{column}{rows[0]}:{column}{rows[-1]}"

    def posted(figures: Figures) -> Decimal:
        return figures.sum(f"{side}2:{side}{last_line}")

    label = _("all accounts, total debit") if column == "G" else _("all accounts, total credit")
    short = CellSlip(
        "range-too-short",
        f"=SUM({column}{rows[0]}:{column}{rows[-1] - 1})",
        _("The range ends too early: the last account is not in it."),
    )
    return Expected(
        f"{column}{TOTAL_ROW}",
        label,
        truth=posted,
        formula=f"=SUM({block})",
        follows=lambda figures: posted(figures) + sum((figures.amount(ref) for ref in empty), Decimal(0)),
        slips=(short,),
        weight=4,
        message=_("This is not the sum of the totals below."),
        where=_("Add up the column from the first account to the last."),
    )
