"""A journal's rows read as a clerk reads them: one posting a row, and what is left blank is as in the row above.

A row that cannot be read is never guessed at and never stops the rest: it becomes a `Fault` with its cell and the
reason, and the other rows count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from course.firm.records import Entry, Side
from course.locale import Language, translator
from course.locale.numbers import NotAFigure, read_amount, read_date
from course.tasks.booking import CENT
from course.tasks.formula import position
from course.tasks.handout import Choice
from course.tasks.paper_numbers import number_key
from course.tasks.task import Unreadable
from course.tasks.workbook import from_serial
from course.tasks.xlsx import Cell

DATE, VOUCHER, ACCOUNT, DEBIT, CREDIT, TEXT = "ABCDEF"
FIRST_ROW = 2  # row 1 holds the labels
LAST_SERIAL = 200_000  # a day in the year 2447
LARGEST_AMOUNT = 10**9  # EUR


@dataclass(frozen=True)
class JournalLine:
    """One posting. `amount` is in EUR, debits positive; `day` is None if neither this row nor one above gives it."""

    row: int
    day: date | None
    voucher: str
    account: str
    amount: Decimal
    text: str = ""


@dataclass(frozen=True)
class GivenLine:
    """A line that stands in the sheet beforehand, locked. What is "" or None is left to be filled in."""

    entry: Entry
    account: str = ""
    side: Side | None = None
    amount: Decimal | None = None

    @property
    def signed(self) -> Decimal | None:
        """The amount in EUR, debits positive; None if it is left to be filled in."""
        return -self.amount if self.amount is not None and self.side == "credit" else self.amount


@dataclass(frozen=True)
class Fault:
    """A row that cannot be read: its cell, the voucher it belongs to ("" if unknown), and the reason."""

    row: int
    cell: str
    voucher: str
    reason: str


@dataclass(frozen=True)
class Register:
    """What a row may refer to: the vouchers to be posted and the accounts of the chart."""

    vouchers: tuple[str, ...]
    accounts: tuple[Choice, ...]
    language: Language

    def voucher(self, written: str) -> str | None:
        """The voucher that is meant: `b 277` is B-0277."""
        return {number_key(number): number for number in self.vouchers}.get(number_key(written))

    def account(self, written: str) -> str | None:
        """The account that is meant, by its number, its name, or both (`4210 Rent`, `Rent (4210)`)."""
        found = re.match(r"(\d{3,8})(\.0)?(?=\D|$)", written) or re.search(r"(?<!\d)(\d{3,8})\)?$", written)
        if found:
            number = found[1].zfill(4)
            return number if any(number == choice.key for choice in self.accounts) else None
        named = [choice.key for choice in self.accounts if choice.label.casefold() == written.casefold()]
        return named[0] if len(named) == 1 else None


def read_lines(
    cells: Mapping[str, Cell],
    register: Register,
    given: frozenset[str] = frozenset(),
    shown: frozenset[int] = frozenset(),
) -> tuple[tuple[JournalLine, ...], tuple[Fault, ...]]:
    """Every row that says something, as a line or as a fault. Blank rows between are skipped.

    `given` are cells that were filled in beforehand: a row with nothing else in it counts only if it is a whole line.
    `shown` are rows that are there to be looked at, not to be marked.
    """
    lines, faults = [], []
    voucher: str = ""
    day: date | None = None
    last = max((position(ref)[0] for ref in cells), default=0)
    for row in range(FIRST_ROW, last + 1):
        if row in shown:
            continue
        reader = _Row(row, cells, register, given)
        if reader.blank:
            continue
        try:
            named = reader.voucher()
            if named and named != voucher:
                voucher, day = named, None
            try:
                day = reader.day() or day
            except _Refused as refused:  # of the row, only its date cannot be read
                faults.append(Fault(row, refused.cell, voucher, str(refused)))
            lines.append(reader.line(voucher, day))
        except _Refused as refused:
            faults.append(Fault(row, refused.cell, voucher, str(refused)))
            if refused.column == VOUCHER:
                voucher, day = "", None
    return tuple(lines), tuple(faults)


def _empty(cell: Cell) -> bool:
    return cell.value in (None, "") and not cell.problem


class _Refused(Unreadable):
    def __init__(self, column: str, row: int, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.cell = f"{column}{row}"


class _Row:
    """One row of the sheet."""

    def __init__(self, row: int, cells: Mapping[str, Cell], register: Register, given: frozenset[str]) -> None:
        self.row = row
        self.register = register
        self.cells = {column: cells.get(f"{column}{row}") for column in (DATE, VOUCHER, ACCOUNT, DEBIT, CREDIT, TEXT)}
        self.typed = [column for column in (ACCOUNT, DEBIT, CREDIT) if f"{column}{row}" not in given]
        self._ = translator(register.language, "tasks")

    @property
    def blank(self) -> bool:
        """No account and no amount: a row that somebody meant to go on with, or one still to be completed."""
        if any(self.written(column) for column in self.typed):
            return False
        return not self.written(ACCOUNT) or not (self.written(DEBIT) or self.written(CREDIT))

    def written(self, column: str) -> str:
        cell = self.cells[column]
        if cell is None or cell.value is None:
            return ""
        if isinstance(cell.value, float) and cell.value.is_integer():
            return str(int(cell.value))
        return str(cell.value).strip()

    def refuse(self, column: str, reason: str) -> _Refused:
        return _Refused(column, self.row, reason)

    def voucher(self) -> str:
        written = self.written(VOUCHER)
        if not written:
            return ""
        number = self.register.voucher(written)
        if number is None:
            raise self.refuse(
                VOUCHER,
                self._("There is no voucher “{written}” to be posted here. There are: {vouchers}.").format(
                    written=written[:40], vouchers=", ".join(self.register.vouchers)
                ),
            )
        return number

    def day(self) -> date | None:
        cell = self.cells[DATE]
        if cell is None or _empty(cell):
            return None
        if cell.problem:
            raise self.refuse(DATE, cell.problem)
        if isinstance(cell.value, float) and 1 <= cell.value < LAST_SERIAL:
            return from_serial(cell.value)
        try:
            return read_date(self.written(DATE), self.register.language)
        except NotAFigure as error:
            raise self.refuse(DATE, str(error)) from None

    def line(self, voucher: str, day: date | None) -> JournalLine:
        if not voucher:
            raise self.refuse(
                VOUCHER, self._("The line has no voucher number, and there is none above it that can be read.")
            )
        account = self.account()
        debit, credit = self.amount(DEBIT), self.amount(CREDIT)
        if debit and credit:
            raise self.refuse(CREDIT, self._("The line has an amount on both sides; a line has one."))
        if not debit and not credit:
            raise self.refuse(DEBIT, self._("The line has no amount."))
        return JournalLine(self.row, day, voucher, account, debit - credit, self.written(TEXT))

    def account(self) -> str:
        written = self.written(ACCOUNT)
        if not written:
            raise self.refuse(ACCOUNT, self._("The line has an amount but no account."))
        number = self.register.account(written)
        if number is None:
            raise self.refuse(
                ACCOUNT,
                self._("There is no account “{written}” in the chart of accounts.").format(written=written[:40]),
            )
        return number

    def amount(self, column: str) -> Decimal:
        """The amount in a cell; a blank cell and a zero are the same."""
        cell = self.cells[column]
        if cell is None or _empty(cell):
            return Decimal(0)
        amount = self._figure(cell, column)
        if amount < 0:
            raise self.refuse(column, self._("The amount has a minus sign. Write it on the other side instead."))
        return amount

    def _figure(self, cell: Cell, column: str) -> Decimal:
        if cell.problem:
            raise self.refuse(column, cell.problem)
        if not isinstance(cell.value, float):
            try:
                return read_amount(self.written(column), self.register.language)
            except NotAFigure as error:
                raise self.refuse(column, str(error)) from None
        if abs(cell.value) >= LARGEST_AMOUNT:
            raise self.refuse(column, self._("The amount is larger than anything this firm has ever posted."))
        exact = Decimal(repr(cell.value))
        rounded = exact.quantize(CENT, ROUND_HALF_UP)
        if exact != rounded and not cell.formula:  # what a formula works out is shown, and meant, in cents
            raise self.refuse(column, self._("The amount has more than two decimals."))
        return rounded
