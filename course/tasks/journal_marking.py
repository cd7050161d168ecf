"""Marking a journal, voucher by voucher: points for what stands there, and a reason for what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from course.firm.records import Voucher
from course.locale import Language, translator
from course.locale.numbers import show_amount, show_date
from course.tasks.booking import DATE_FACTOR, booking, net, thirds_earned, to_cents
from course.tasks.diagnosis import JOIN, Finding, account_label, diagnose
from course.tasks.journal_lines import DATE, Fault, JournalLine
from course.tasks.mark import Item, Outcome, share_out
from course.tasks.slips import DATE_SWAPPED, OMITTED
from course.tasks.voucher_parts import Accounts, case_of

NOTHING = Decimal(0)


class Marker:
    """Marks the lines of one learner's journal against the vouchers' entries."""

    def __init__(
        self,
        lines: Sequence[JournalLine],
        faults: Sequence[Fault],
        accounts: Accounts,
        language: Language,
        lesson: bool,
    ) -> None:
        self.lines, self.faults = lines, faults
        self.accounts, self.language, self.lesson = accounts, language, lesson
        self._ = translator(language, "tasks")

    def items(self, vouchers: Sequence[Voucher], points: Decimal) -> tuple[Item, ...]:
        """One item a voucher, of equal points that add up exactly; then one, of no points, for each unreadable row."""
        shares = share_out(points, [1] * len(vouchers))
        marked = [self.voucher(voucher, share) for voucher, share in zip(vouchers, shares, strict=True)]
        return (*marked, *(self.fault(fault) for fault in self.faults))

    def voucher(self, voucher: Voucher, of: Decimal) -> Item:
        lines = [line for line in self.lines if line.voucher == voucher.number]
        unread = [fault for fault in self.faults if fault.voucher == voucher.number]
        if not lines and not unread:
            return self._untouched(voucher, of)
        case = case_of(voucher, self.accounts)
        posted = net((line.account, line.amount) for line in lines)
        wrong_days = self._wrong_days(voucher, lines)
        share = Fraction(thirds_earned(case.truth, posted), 3 * len(case.truth))
        day_unread = any(fault.cell.startswith(DATE) for fault in unread)
        points = to_cents(of, share * (DATE_FACTOR if wrong_days or day_unread else 1))
        findings = []
        if unread:
            findings.append(self._rows_unread(unread))
        elif posted != case.truth:
            findings.append(diagnose(case, posted, self.language))
        if wrong_days and not day_unread:
            findings.append(self._wrong_day(voucher, wrong_days))
        outcome = Outcome.UNREADABLE if unread else Outcome.WRONG if findings else Outcome.RIGHT
        return Item(
            key=voucher.number,
            label=self._label(voucher),
            points=points,
            of=of,
            outcome=outcome,
            slip=JOIN.join(finding.slip for finding in findings if finding.slip),
            message=" ".join(finding.message for finding in findings),
            where=" ".join(finding.where for finding in findings if finding.where),
            worked=self._worked(voucher),
        )

    def _label(self, voucher: Voucher) -> str:
        return f"{voucher.number} · {voucher.text.to(self.language)}"

    def _worked(self, voucher: Voucher) -> str:
        """The worked answer, in a lesson; an assignment's items do not hold it."""
        return worked_entry(voucher, self.accounts, self.language) if self.lesson else ""

    def _untouched(self, voucher: Voucher, of: Decimal) -> Item:
        """Nothing of the voucher is posted. In a journal that has other lines, it was passed over."""
        label, worked = self._label(voucher), self._worked(voucher)
        item = Item(voucher.number, label, NOTHING, of, Outcome.NOT_ATTEMPTED, worked=worked)
        if not self.lines and not self.faults:
            return item
        message = self._("Nothing is posted for this voucher.")
        where = self._("Go through the papers one by one and look for each number in your journal.")
        return replace(item, slip=OMITTED, message=message, where=where)

    def _rows_unread(self, faults: Sequence[Fault]) -> Finding:
        rows = ", ".join(str(fault.row) for fault in faults)
        message = self._("Something of this voucher cannot be read (row {rows}); the rest was marked.")
        return Finding("", message.format(rows=rows), "")

    @staticmethod
    def _wrong_days(voucher: Voucher, lines: Sequence[JournalLine]) -> list[date | None]:
        """The days that do not fit; None if no line of the voucher gives a day. One dated line is enough."""
        written = [line.day for line in lines if line.day]
        if lines and not written:
            return [None]
        return [day for day in written if day not in right_days(voucher)]

    def _wrong_day(self, voucher: Voucher, days: Sequence[date | None]) -> Finding:
        where = self._("Look for the date on the voucher.")
        written = [day for day in days if day is not None]
        if not written:
            return Finding("", self._("The date of the voucher is missing."), where)
        shown = show_date(written[0], self.language)
        if all(_swapped(day) in right_days(voucher) for day in written):
            message = self._("Day and month are swapped: you have {date}.").format(date=shown)
            return Finding(DATE_SWAPPED, message, where)
        return Finding("", self._("The date {date} is not the voucher's.").format(date=shown), where)

    def fault(self, fault: Fault) -> Item:
        """A row that cannot be read. It is worth nothing of its own; its voucher has the points."""
        return Item(
            key=f"row-{fault.row}",
            label=self._("Row {row}").format(row=fault.row),
            points=NOTHING,
            of=NOTHING,
            outcome=Outcome.UNREADABLE,
            message=fault.reason,
            where=self._("Cell {cell}").format(cell=fault.cell),
        )


def right_days(voucher: Voucher) -> frozenset[date]:
    """The days that a clerk may post under: the entry's, the one printed on the paper, the one stamped on it."""
    return frozenset(day for day in (voucher.entry.date, voucher.date, voucher.received) if day)


def _swapped(day: date) -> date | None:
    return date(day.year, day.day, day.month) if day.day <= 12 else None


def swapped_day(voucher: Voucher) -> date | None:
    """The voucher's date with day and month swapped, if that is a day and another one."""
    swapped = _swapped(voucher.entry.date)
    return swapped if swapped not in right_days(voucher) else None


def worked_entry(voucher: Voucher, accounts: Accounts, language: Language) -> str:
    """The entry in words, as a lesson shows it on the third try."""
    _ = translator(language, "tasks")
    rows = []
    for account, amount in booking(voucher.entry.postings).items():
        words = {
            "account": account_label(account, accounts, language),
            "amount": show_amount(abs(amount), language),
        }
        rows.append((_("debit {account} {amount}") if amount > 0 else _("credit {account} {amount}")).format(**words))
    return " · ".join(rows)
