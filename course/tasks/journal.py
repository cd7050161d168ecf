"""The journal: vouchers on the desk, one posting a line, and the control totals that tell a clerk whether it balances.

A unit declares a journal with one function from the firm to `JournalWork`: what is to be posted, which papers lie on
the desk, and what stands in the sheet already. Everything else (truth, slips, marking, the clerk) follows from the
vouchers' entries.

How rows are read: one posting a row. A blank voucher number, or a blank date within a voucher, is as in the row above,
because that is how clerks write. Rows and vouchers may come in any order, amounts may be split or added up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from course.firm import Firm
from course.firm.records import Document, Voucher
from course.locale import Language, translator
from course.locale.numbers import show_amount, show_date
from course.tasks.check import CheckLine, CheckReport, no_answer, report
from course.tasks.clerk import Clerk, Placed
from course.tasks.formula import position
from course.tasks.handout import Choice, Column, ControlTotal, Given, Handout, Header, SheetLayout
from course.tasks.journal_lines import (
    ACCOUNT,
    CREDIT,
    DATE,
    DEBIT,
    TEXT,
    VOUCHER,
    GivenLine,
    JournalLine,
    Register,
    read_lines,
)
from course.tasks.journal_marking import Marker
from course.tasks.mark import Mark, not_attempted
from course.tasks.sheet_answer import SheetAnswer, SheetTask, filled_in
from course.tasks.task import Answer
from course.tasks.voucher_parts import accounts_of

SPARE_ROWS = 12  # beyond what the entries need: a split amount, a line set apart


@dataclass(frozen=True)
class JournalWork:
    """What a journal task puts on the desk. Given lines of vouchers that are not `to_post` are for looking at."""

    to_post: tuple[Voucher, ...]
    documents: tuple[Document, ...]
    given: tuple[GivenLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Journal(SheetTask):
    kind: ClassVar[Literal["journal"]] = "journal"

    work: Callable[[Firm], JournalWork]

    def handout(self, firm: Firm, header: Header, earlier: Mapping[str, Answer]) -> Handout:
        work = self.work(firm)
        return self.showing(header, work.documents, layout(work, firm, header.language))

    def check(self, answer: Answer | None, handout: Handout) -> CheckReport:
        language = handout.header.language
        if not isinstance(answer, SheetAnswer):
            return no_answer(language)
        return report(_check_lines(answer, handout), language)

    def mark(self, answer: Answer | None, firm: Firm, handout: Handout, earlier: Mapping[str, Answer]) -> Mark:
        if not isinstance(answer, SheetAnswer):
            return not_attempted(handout.title, self.points, handout.header.language)
        lines, faults = read_lines(answer.cells, *_reading(handout.layout, handout.header.language))
        marker = Marker(lines, faults, accounts_of(firm.chart_name), handout.header.language, handout.lesson)
        items = marker.items(self.work(firm).to_post, self.points)
        return Mark(handout.title, items, self.points, handout.header.language)

    def slips(self, firm: Firm, handout: Handout) -> tuple[str, ...]:
        return self.clerk(firm).possible_slips()

    def perfect(self, firm: Firm, handout: Handout, slips: tuple[str, ...] = ()) -> SheetAnswer:
        language = handout.header.language
        lines = self.clerk(firm).journal(self._placed(firm, slips), language)
        return filled_in(handout, entries(lines, handout), language)

    def expected(self, firm: Firm, slips: tuple[str, ...]) -> Decimal:
        """The points of a clerk who makes these slips, reckoned from the slips and not by the marker."""
        return self.clerk(firm).expected_points(self._placed(firm, slips), self.points)

    def clerk(self, firm: Firm) -> Clerk:
        work = self.work(firm)
        return Clerk(work.to_post, accounts_of(firm.chart_name), work.given)

    def _placed(self, firm: Firm, slips: Sequence[str]) -> tuple[Placed, ...]:
        return self.clerk(firm).place(slips, firm.chance(f"{self.id}: " + " ".join(slips)))


def layout(work: JournalWork, firm: Firm, language: Language) -> SheetLayout:
    _ = translator(language, "tasks")
    needed = sum(len(voucher.entry.postings) for voucher in work.to_post)
    rows = 1 + len(work.given) + needed + SPARE_ROWS
    columns = (
        Column(_("Date"), "date", 11, _("The voucher's date, like {example}.").format(example=_example_day(language))),
        Column(_("Voucher"), "code", 12, _("The number on the voucher's stamp. Blank: as in the row above.")),
        Column(_("Account"), "account", 26, _("One account a line, by number or name.")),
        Column(_("Debit"), "amount", 12, _("An amount in debit or in credit, never in both.")),
        Column(_("Credit"), "amount", 12, _("An amount in debit or in credit, never in both.")),
        Column(_("Text"), "text", 30, _("What it is about, in your own words. It is not marked.")),
    )
    debit, credit = f"D2:D{rows}", f"E2:E{rows}"
    totals = (
        ControlTotal(_("Total debit"), f"=SUM({debit})"),
        ControlTotal(_("Total credit"), f"=SUM({credit})"),
        ControlTotal(_("Difference"), f"=ROUND(SUM({debit})-SUM({credit}),2)", zero=True),
    )
    return SheetLayout(
        columns=columns,
        rows=rows,
        given=tuple(cell for row, line in enumerate(work.given, 2) for cell in _given_cells(row, line, language)),
        totals=totals,
        accounts=tuple(Choice(account.number, account.name.to(language)) for account in firm.chart.accounts),
        vouchers=tuple(voucher.number for voucher in work.to_post),
    )


def _example_day(language: Language) -> str:
    return "30.04.2026" if language == "de" else "30/04/2026"


def _given_cells(row: int, line: GivenLine, language: Language) -> list[Given]:
    cells = [
        Given(f"{DATE}{row}", line.entry.date.isoformat(), "date"),
        Given(f"{VOUCHER}{row}", line.entry.voucher, "code"),
        Given(f"{TEXT}{row}", line.entry.text.to(language), "text"),
    ]
    if line.account:
        cells.append(Given(f"{ACCOUNT}{row}", line.account, "account"))
    if line.amount is not None:
        column = DEBIT if line.side == "debit" else CREDIT
        cells.append(Given(f"{column}{row}", str(line.amount), "amount"))
    return cells


def _sheet(handout: Handout) -> SheetLayout:
    assert isinstance(handout.layout, SheetLayout), "a journal is handed out as a sheet"
    return handout.layout


def _reading(layout: object, language: Language) -> tuple[Register, frozenset[str], frozenset[int]]:
    """What a row may refer to, which cells were given, and which rows are only there to be seen."""
    assert isinstance(layout, SheetLayout), "a journal is handed out as a sheet"
    shown = (given for given in layout.given if given.ref.startswith(VOUCHER) and given.value not in layout.vouchers)
    rows = frozenset(position(given.ref)[0] for given in shown)
    return Register(layout.vouchers, layout.accounts, language), frozenset(given.ref for given in layout.given), rows


@dataclass(frozen=True)
class ReadJournal:
    """What a later task finds in the answer to a journal: its lines as far as they can be read, and the handed-out
    sheet's vouchers and accounts."""

    lines: tuple[JournalLine, ...]
    vouchers: tuple[str, ...]
    accounts: dict[str, str]  # number -> name


def read_journal(answer: Answer | None) -> ReadJournal | None:
    """The journal that the answer is; None if there is none. Asks no firm."""
    if not isinstance(answer, SheetAnswer) or answer.book is None:
        return None
    layout, language = answer.book.layout, answer.book.language
    lines = read_lines(answer.cells, *_reading(layout, language))[0]
    return ReadJournal(lines, layout.vouchers, {account.key: account.label for account in layout.accounts})


def _check_lines(answer: SheetAnswer, handout: Handout) -> list[CheckLine]:
    """Rows that cannot be read, vouchers without a line, vouchers that do not balance."""
    language = handout.header.language
    _ = translator(language, "tasks")
    lines, faults = read_lines(answer.cells, *_reading(handout.layout, language))
    found = [
        CheckLine("unreadable", _("Row {row}: {reason}").format(row=fault.row, reason=fault.reason), fault.cell)
        for fault in faults
    ]
    for number in _sheet(handout).vouchers:
        amounts = [line.amount for line in lines if line.voucher == number]
        if not amounts and not any(fault.voucher == number for fault in faults):
            found.append(CheckLine("todo", _("Voucher {voucher} is not posted yet.").format(voucher=number)))
        elif sum(amounts):
            gap = show_amount(abs(sum(amounts, Decimal(0))), language)
            text = _("Voucher {voucher}: debit and credit differ by {amount}.").format(voucher=number, amount=gap)
            found.append(CheckLine("todo", text))
        unread = any(fault.voucher == number for fault in faults)
        if amounts and not unread and all(line.day is None for line in lines if line.voucher == number):
            found.append(CheckLine("todo", _("Voucher {voucher} has no date yet.").format(voucher=number)))
    if not found:
        found.append(CheckLine("ok", _("Every voucher is posted, and debit and credit agree.")))
    return found


def entries(lines: Sequence[JournalLine], handout: Handout) -> dict[str, str]:
    """What a clerk types for these lines: into a given line that waits for its amount, else into the next free row."""
    language, sheet = handout.header.language, _sheet(handout)
    given = {cell.ref: cell.value for cell in sheet.given}
    taken = {position(ref)[0] for ref in given}
    free = (row for row in range(2, sheet.rows + len(lines) + 2) if row not in taken)
    waiting = sorted(taken)
    typed: dict[str, str] = {}
    for line in lines:
        row = next((row for row in waiting if _waits_for(line, row, given)), 0) or next(free)
        waiting = [other for other in waiting if other != row]
        cells = {
            DATE: show_date(line.day, language) if line.day else "",
            VOUCHER: line.voucher,
            ACCOUNT: line.account,
            DEBIT if line.amount > 0 else CREDIT: show_amount(abs(line.amount), language, currency=False),
            TEXT: line.text,
        }
        typed |= {f"{column}{row}": text for column, text in cells.items() if f"{column}{row}" not in given}
    return typed


def _waits_for(line: JournalLine, row: int, given: Mapping[str, str]) -> bool:
    """Whether a given row is this line's, whole or still to be completed."""
    if given.get(f"{VOUCHER}{row}") != line.voucher or given.get(f"{ACCOUNT}{row}", line.account) != line.account:
        return False
    column = DEBIT if line.amount > 0 else CREDIT
    other = CREDIT if line.amount > 0 else DEBIT
    return f"{other}{row}" not in given and Decimal(given.get(f"{column}{row}", abs(line.amount))) == abs(line.amount)
