"""The error log: a list of records is looked through, and what is wrong with it is written down, one line a fault.

    ErrorLog(id="inherited-records", ..., kinds=kinds, faults=seeded_faults, sound=look_alikes, documents=the_list)

The list itself stays as it is: who finds a fault logs it, and somebody settles it from the source. A line names the
record and what is wrong with it, and for a duplicate the record that it repeats. Lines may come in any order, and of
two records that are one either may be named first. A record that is in order and is logged all the same costs points
too, or it would pay to log them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from course.firm import Firm
from course.firm.records import Document
from course.locale import Language, Text, translator
from course.tasks.check import CheckLine, CheckReport, no_answer, report
from course.tasks.form import no_documents
from course.tasks.formula import position
from course.tasks.handout import Choice, Column, Handout, Header, SheetLayout, TaskKind
from course.tasks.mark import CENT, Item, Mark, Outcome, not_attempted, share_out
from course.tasks.sheet_answer import SheetAnswer, SheetTask, filled_in
from course.tasks.task import Answer

RECORD, FAULT, SAME_AS = "ABC"
FIRST_ROW = 2
SPARE_ROWS = 8
HALF = Decimal("0.5")
DUPLICATES_KEPT, WRONG_KIND, WRONG_PARTNER = "duplicates-kept", "wrong-kind", "wrong-partner"
NEXT_RECORD, SOUND_LOGGED = "next-record", "sound-record-logged"
SLIPS = (DUPLICATES_KEPT, WRONG_KIND, WRONG_PARTNER, NEXT_RECORD, SOUND_LOGGED)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a record. `kind` is the key of one of the kinds; `same_as` the record that it repeats."""

    record: str
    kind: str
    same_as: str = ""
    where: Text = field(default_factory=lambda: Text("", ""))  # where to look for it

    @property
    def records(self) -> tuple[str, ...]:
        return (self.record, self.same_as) if self.same_as else (self.record,)


@dataclass(frozen=True)
class LookAlike:
    """Two records that look like one and are not, and why."""

    one: str
    other: str
    why: Text


@dataclass(frozen=True)
class LogLine:
    """A line of the log as it was read; "" for what is missing or unknown."""

    row: int
    record: str
    kind: str
    same_as: str


@dataclass(frozen=True, kw_only=True)
class ErrorLog(SheetTask):
    kind: ClassVar[TaskKind] = "sheet"

    kinds: Callable[[Language], tuple[Choice, ...]]
    faults: Callable[[Firm], tuple[Fault, ...]]
    sound: Callable[[Firm], tuple[LookAlike, ...]]
    documents: Callable[[Firm, Language], tuple[Document, ...]] = no_documents

    def handout(self, firm: Firm, header: Header, earlier: Mapping[str, Answer]) -> Handout:
        language = header.language
        return self.showing(header, self.documents(firm, language), self._layout(firm, language))

    def check(self, answer: Answer | None, handout: Handout) -> CheckReport:
        language = handout.header.language
        if not isinstance(answer, SheetAnswer):
            return no_answer(language)
        return report(_checked(log_lines(answer, handout), language), language)

    def mark(self, answer: Answer | None, firm: Firm, handout: Handout, earlier: Mapping[str, Answer]) -> Mark:
        language = handout.header.language
        if not isinstance(answer, SheetAnswer):
            return not_attempted(handout.title, self.points, language)
        faults = self.faults(firm)
        *shares, calm = share_out(self.points, [*(1 for _fault in faults), 2])
        marker = LogMarker(faults, self.sound(firm), self.kinds(language), log_lines(answer, handout), handout)
        items = [marker.fault(place, share) for place, share in enumerate(shares)]
        return Mark(handout.title, (*items, marker.false_alarms(calm)), self.points, language)

    def slips(self, firm: Firm, handout: Handout) -> tuple[str, ...]:
        possible = {SOUND_LOGGED: bool(self.sound(firm))}
        return tuple(slip for slip in SLIPS if possible.get(slip, True))

    def perfect(self, firm: Firm, handout: Handout, slips: tuple[str, ...] = ()) -> SheetAnswer:
        lines = self._lines(firm, handout.header.language, slips)
        entries = {
            f"{column}{row}": text
            for row, line in enumerate(lines, start=FIRST_ROW)
            for column, text in zip((RECORD, FAULT, SAME_AS), line, strict=True)
            if text
        }
        return filled_in(handout, entries, handout.header.language)

    def reckoned(self, firm: Firm, slips: tuple[str, ...]) -> Decimal:
        """The points of a clerk who makes these slips, reckoned from what each costs and without the marker."""
        faults = self.faults(firm)
        *shares, calm = share_out(self.points, [*(1 for _fault in faults), 2])
        doubles = sum((share for share, fault in zip(shares, faults, strict=True) if fault.same_as), Decimal(0))
        one, half = shares[0], (shares[0] * HALF).quantize(CENT, ROUND_HALF_UP)
        alarm = (calm * HALF).quantize(CENT, ROUND_HALF_UP)
        lost = {DUPLICATES_KEPT: doubles, WRONG_KIND: one - half, WRONG_PARTNER: one - half}
        lost |= {NEXT_RECORD: one + alarm, SOUND_LOGGED: alarm}
        if DUPLICATES_KEPT in slips:
            lost[WRONG_PARTNER] = Decimal(0)
        return self.points - sum((lost[slip] for slip in slips), Decimal(0))

    def _lines(self, firm: Firm, language: Language, slips: Sequence[str]) -> list[tuple[str, str, str]]:
        """The lines of a clerk who makes these slips, each on a fault of its own."""
        chance, faults = firm.chance(f"{self.id}: log"), list(self.faults(firm))
        singles = iter(chance.shuffled([fault for fault in faults if not fault.same_as]))
        doubles = iter(chance.shuffled([fault for fault in faults if fault.same_as]))
        changed: dict[Fault, tuple[str, str, str]] = {}
        if WRONG_KIND in slips:
            fault = next(singles)
            other = chance.pick([kind.key for kind in self.kinds(language) if kind.key != fault.kind])
            changed[fault] = (fault.record, other, "")
        if WRONG_PARTNER in slips:
            fault = next(doubles)
            taken = {record for one in faults for record in one.records}
            beside = next(n for n in range(int(fault.same_as) + 1, 10_000) if str(n) not in taken)
            changed[fault] = (fault.record, fault.kind, str(beside))
        if NEXT_RECORD in slips:
            taken = {record for one in faults for record in one.records}
            fault = next(one for one in singles if str(int(one.record) + 1) not in taken)
            changed[fault] = (str(int(fault.record) + 1), fault.kind, "")
        if DUPLICATES_KEPT in slips:
            faults = [fault for fault in faults if not fault.same_as]
        lines = [changed.get(fault, (fault.record, fault.kind, fault.same_as)) for fault in faults]
        if SOUND_LOGGED in slips:
            pair = chance.pick(self.sound(firm))
            lines.append((pair.one, next(fault.kind for fault in self.faults(firm) if fault.same_as), pair.other))
        return lines

    def _layout(self, firm: Firm, language: Language) -> SheetLayout:
        _ = translator(language, "tasks")
        columns = (
            Column(_("Record"), "code", 11, _("The number of the record in the list.")),
            Column(_("Fault"), "account", 25, _("What is wrong with it: pick it from the list.")),
            Column(_("Same as record"), "code", 15, _("Only for a duplicate: the record that it repeats.")),
        )
        rows = FIRST_ROW - 1 + len(self.faults(firm)) + SPARE_ROWS
        return SheetLayout(columns, rows, accounts=self.kinds(language))


def log_lines(answer: SheetAnswer, handout: Handout) -> list[LogLine]:
    """The lines of the log as it was handed out; a file that holds more of them is read no further."""
    assert isinstance(handout.layout, SheetLayout)
    rows = sorted({position(ref)[0] for ref in answer.cells if position(ref)[0] <= handout.layout.rows})
    lines = [
        LogLine(
            row,
            _number(answer.text(f"{RECORD}{row}")),
            _kind(answer.text(f"{FAULT}{row}"), handout.layout.accounts),
            _number(answer.text(f"{SAME_AS}{row}")),
        )
        for row in rows
        if row >= FIRST_ROW
    ]
    return [line for line in lines if line.record or line.kind or line.same_as]


def _number(text: str) -> str:
    """A record's number without what people put around it: "no. 07" is 7."""
    digits = re.sub(r"[^0-9]", "", text)[:9]
    return str(int(digits)) if digits else ""


def _kind(text: str, kinds: Sequence[Choice]) -> str:
    for kind in kinds:
        if text.casefold() in (kind.key.casefold(), kind.label.casefold(), f"{kind.key} {kind.label}".casefold()):
            return kind.key
    return ""


def _takes_for_one(line: LogLine, pair: LookAlike) -> bool:
    return {line.record, line.same_as} == {pair.one, pair.other}


def _checked(lines: Sequence[LogLine], language: Language) -> Iterator[CheckLine]:
    _ = translator(language, "tasks")
    for line in lines:
        if not line.record:
            yield CheckLine("todo", _("Row {row}: which record is it?").format(row=line.row), f"{RECORD}{line.row}")
        elif not line.kind:
            said = _("Row {row}: pick from the list what is wrong.").format(row=line.row)
            yield CheckLine("todo", said, f"{FAULT}{line.row}")
    yield CheckLine("ok", _("Lines in the log: {count}.").format(count=len(lines)))


class LogMarker:
    """Marks one learner's log against the faults that there are."""

    def __init__(
        self,
        faults: Sequence[Fault],
        sound: Sequence[LookAlike],
        kinds: Sequence[Choice],
        lines: Sequence[LogLine],
        handout: Handout,
    ) -> None:
        self.faults, self.sound, self.lines = faults, sound, lines
        self.labels = {kind.key: kind.label for kind in kinds}
        self.language, self.lesson = handout.header.language, handout.lesson
        self._ = translator(self.language, "tasks")
        self.faulty = {record for fault in faults for record in fault.records}

    def fault(self, place: int, of: Decimal) -> Item:
        fault, _ = self.faults[place], self._
        lines = [line for line in self.lines if line.record in fault.records]
        if any(self._settles(line, fault) for line in lines):
            return self._item(place, of, of, Outcome.RIGHT)
        half = (of * HALF).quantize(CENT, ROUND_HALF_UP)
        named = next((line for line in lines if line.kind == fault.kind), None)
        if named is not None:
            said = _("Row {row}: it is a duplicate, but not of that record.").format(row=named.row)
            return self._item(place, half, of, Outcome.WRONG, WRONG_PARTNER if named.same_as else "", said)
        if lines and lines[0].kind:
            said = _("Row {row}: something is wrong with that record, but something else.").format(row=lines[0].row)
            return self._item(place, half, of, Outcome.WRONG, WRONG_KIND, said)
        beside = next((line for line in self.lines if self._is_beside(line, fault)), None)
        if beside is not None:
            said = _("Row {row}: that record is in order. Look at the ones before and after it.").format(row=beside.row)
            return self._item(place, Decimal(0), of, Outcome.WRONG, NEXT_RECORD, said)
        if fault.same_as and self._duplicates_kept:
            said = _("No duplicate is in the log. Compare the records of one postcode with each other.")
            return self._item(place, Decimal(0), of, Outcome.WRONG, DUPLICATES_KEPT, said)
        return self._item(place, Decimal(0), of, Outcome.NOT_ATTEMPTED, "", _("This fault is not in the log."))

    def false_alarms(self, of: Decimal) -> Item:
        """Records in order that were logged: half of these points for each."""
        _ = self._
        alarms = [line for line in self.lines if line.record and line.record not in self.faulty]
        label = _("No record in the log that is in order")
        if not alarms:
            return Item("false-alarms", label, of, of, Outcome.RIGHT)
        said = [_("Row {row}: record {record} is in order.").format(row=a.row, record=a.record) for a in alarms[:5]]
        fooled = [pair for pair in self.sound if any(_takes_for_one(alarm, pair) for alarm in alarms)]
        said += [pair.why.to(self.language) for pair in fooled]
        left = max(Decimal(0), of * (1 - HALF * len({alarm.record for alarm in alarms})))
        slip = SOUND_LOGGED if fooled else ""
        return Item("false-alarms", label, left.quantize(CENT, ROUND_HALF_UP), of, Outcome.WRONG, slip, " ".join(said))

    @property
    def _duplicates_kept(self) -> bool:
        """Whether everything else was looked for, and duplicates were not."""
        doubles = {record for fault in self.faults if fault.same_as for record in fault.records}
        logged = {line.record for line in self.lines}
        found = sum(fault.record in logged for fault in self.faults if not fault.same_as)
        return not doubles & logged and found >= 2

    def _settles(self, line: LogLine, fault: Fault) -> bool:
        if line.kind != fault.kind:
            return False
        return not fault.same_as or {line.record, line.same_as} == set(fault.records)

    def _is_beside(self, line: LogLine, fault: Fault) -> bool:
        beside = {str(int(fault.record) - 1), str(int(fault.record) + 1)}
        return line.kind == fault.kind and line.record in beside - self.faulty

    def _item(
        self, place: int, points: Decimal, of: Decimal, outcome: Outcome, slip: str = "", message: str = ""
    ) -> Item:
        fault = self.faults[place]
        kind = [other for other in self.faults if other.kind == fault.kind]
        number = f" {1 + kind.index(fault)}" if len(kind) > 1 else ""
        right = outcome is Outcome.RIGHT
        return Item(
            key=f"fault-{place + 1}",
            label=f"{self.labels[fault.kind]}{number}",
            points=points,
            of=of,
            outcome=outcome,
            slip=slip,
            message=message,
            where="" if right else fault.where.to(self.language),
            worked=self._worked(fault) if self.lesson and not right else "",
        )

    def _worked(self, fault: Fault) -> str:
        if fault.same_as:
            return self._("Records {one} and {other} are one customer.").format(one=fault.record, other=fault.same_as)
        return self._("Record {record}.").format(record=fault.record)
