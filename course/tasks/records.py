"""Records: cards keyed into a sheet, one row a card, and compared with the cards field by field.

    Records(id="customer-cards", ..., fields=card_fields, records=cards, documents=card_papers)

Rows may come in any order; which row is which card is found first (`alignment.py`), so a card that was passed over
costs that card and no other. Each card has an equal share of the points, each of its fields an equal part of it; a card
that was keyed twice loses half. What went wrong in a field is named where a slip of the hand explains it (`keying.py`).

With a `first` pass the cards are keyed a second time, as in double entry. Both passes stay as they are; this one is
marked by itself, and a field that holds the same wrong entry in both is said to: it was not taken from the card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from course.firm import Firm
from course.firm.records import Document
from course.locale import Language, translator
from course.locale.numbers import show_amount, show_date
from course.tasks.alignment import align
from course.tasks.check import CheckLine, CheckReport, no_answer, report
from course.tasks.form import no_documents
from course.tasks.formula import cell_name
from course.tasks.handout import Column, ColumnKind, ControlTotal, Given, Handout, Header, SheetLayout, TaskKind
from course.tasks.keying import KEYING_SLIPS, FieldValue, Place, Rule, place_of, plain, yields
from course.tasks.mark import CENT, Mark, not_attempted, share_out
from course.tasks.pace import Pace, speed
from course.tasks.record_rows import FIRST_ROW, Row, rows_of
from course.tasks.records_marking import LEFT_IF_TWICE, OMITTED, TWICE, RecordMarker
from course.tasks.sheet_answer import SheetAnswer, SheetTask, filled_in
from course.tasks.task import Answer

SPARE_ROWS = 3  # a card keyed twice needs room to be found
MOST_COMPLAINTS = 8
KINDS: Mapping[Rule, ColumnKind] = {
    "text": "text",
    "digits": "code",
    "code": "code",
    "email": "text",
    "date": "date",
    "amount": "amount",
}


@dataclass(frozen=True)
class RecordField:
    """A column. `rule` says what counts in it (see `keying.plain`)."""

    label: str
    rule: Rule
    width: int = 12
    help: str = ""


@dataclass(frozen=True)
class Record:
    """A card: its place in the batch, from 1, and what is written in its fields."""

    place: int
    values: tuple[FieldValue, ...]


@dataclass(frozen=True)
class Made:
    """A slip as it is made: on which card and, where it is one of the hand, in which field with which result."""

    name: str
    card: int
    field: int = -1
    text: str = ""


def no_totals(firm: Firm, language: Language) -> tuple[ControlTotal, ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Records(SheetTask):
    """Cards to be keyed. The first `done` of them stand in the sheet already, as an example."""

    kind: ClassVar[TaskKind] = "sheet"

    fields: Callable[[Language], tuple[RecordField, ...]]
    records: Callable[[Firm], tuple[Record, ...]]
    documents: Callable[[Firm, Language], tuple[Document, ...]] = no_documents
    totals: Callable[[Firm, Language], tuple[ControlTotal, ...]] = no_totals
    done: int = 0
    first: Records | None = None

    def handout(self, firm: Firm, header: Header, earlier: Mapping[str, Answer]) -> Handout:
        language = header.language
        return self.showing(header, self.documents(firm, language), self._layout(firm, language))

    def check(self, answer: Answer | None, handout: Handout) -> CheckReport:
        language = handout.header.language
        if not isinstance(answer, SheetAnswer):
            return no_answer(language)
        return report(_checked(answer, handout), language)

    def mark(self, answer: Answer | None, firm: Firm, handout: Handout, earlier: Mapping[str, Answer]) -> Mark:
        language = handout.header.language
        if not isinstance(answer, SheetAnswer):
            return not_attempted(handout.title, self.points, language)
        fields, cards = self.fields(language), self.records(firm)[self.done :]
        marker = RecordMarker(
            [(field.label, field.rule) for field in fields],
            [(card.place, card.values) for card in cards],
            self.rows(answer, language, keyed_only=True),
            handout,
        )
        if self.first is not None and isinstance(before := earlier.get(self.first.id), SheetAnswer):
            marker.first_pass = self.first.rows(before, language)
        return replace(marker.mark(self.points), remark=marker.remark(_pace(answer)))

    def rows(self, answer: SheetAnswer, language: Language, keyed_only: bool = False) -> list[Row]:
        """The rows with something in them; `keyed_only` leaves out the ones that stood there already."""
        rows = rows_of(answer, [field.rule for field in self.fields(language)], language)
        return [row for row in rows if not keyed_only or row.number >= FIRST_ROW + self.done]

    # --- the clerk ----------------------------------------------------------------------------------------------------

    def slips(self, firm: Firm, handout: Handout) -> tuple[str, ...]:
        """`same-in-both` is none of them: it is made in two answers, a first pass and one `copied` from it."""
        language = handout.header.language
        names = [slip.name for slip in KEYING_SLIPS if self._made(slip.name, firm, language, ()) is not None]
        several = len(self.records(firm)) - self.done > 1
        return (*names, OMITTED, TWICE) if several else tuple(names)

    def perfect(self, firm: Firm, handout: Handout, slips: tuple[str, ...] = ()) -> SheetAnswer:
        language = handout.header.language
        made = self._all_made(firm, language, slips)
        return filled_in(handout, self._entries(firm, language, made), language)

    def copied(self, before: SheetAnswer, firm: Firm, handout: Handout) -> SheetAnswer:
        """A second pass that was taken from the first instead of from the cards: both agree, mistakes included."""
        assert self.first is not None
        language = handout.header.language
        rules = [field.rule for field in self.fields(language)]
        truths = [" ".join(plain(*one) for one in zip(card.values, rules, strict=True)) for card in self.records(firm)]
        rows = self.first.rows(before, language)
        row_of = align([row.joined for row in rows], truths).row_of
        entries = {
            cell_name(FIRST_ROW + place, column): text
            for place, card in enumerate(sorted(row_of))
            for column, text in enumerate(rows[row_of[card]].shown, start=1)
        }
        return filled_in(handout, entries, language)

    def reckoned(self, firm: Firm, language: Language, slips: tuple[str, ...]) -> Decimal:
        """The points of a clerk who makes these slips, reckoned from what each costs and without the marker."""
        left = dict.fromkeys((card.place for card in self.records(firm)[self.done :]), Decimal(1))
        parts = Decimal(len(self.fields(language)))
        for slip in self._all_made(firm, language, slips):
            cost = {OMITTED: Decimal(0), TWICE: LEFT_IF_TWICE}
            left[slip.card] *= cost.get(slip.name, (parts - 1) / parts)
        shares = share_out(self.points, [1] * len(left))
        earned = (share * part for share, part in zip(shares, left.values(), strict=True))
        return sum((points.quantize(CENT, ROUND_HALF_UP) for points in earned), Decimal(0))

    def _all_made(self, firm: Firm, language: Language, slips: tuple[str, ...]) -> tuple[Made, ...]:
        """Each slip on a card of its own."""
        made: tuple[Made, ...] = ()
        for name in slips:
            slip = self._made(name, firm, language, made)
            made = (*made, slip) if slip is not None else made
        return made

    def _made(self, name: str, firm: Firm, language: Language, before: Sequence[Made]) -> Made | None:
        """The slip on some card that no other slip is made on; None if it changes none of them."""
        chance = firm.chance(f"{self.id}: {name}")
        hit = {slip.card for slip in before}
        cards = [card for card in self.records(firm)[self.done :] if card.place not in hit]
        if name in (OMITTED, TWICE):
            last = cards[-1].place if cards else 0  # the last one that is missing is only not keyed yet
            return Made(name, chance.pick([card.place for card in cards if card.place != last] or [last]))
        slip = next((slip for slip in KEYING_SLIPS if slip.name == name), None)
        if slip is None:
            raise ValueError(f"{self.id}: there is no slip {name!r}.")
        for card in chance.shuffled(cards):
            for at, place in chance.shuffled(list(enumerate(self._places(card, firm, language)))):
                if texts := yields(slip, place):
                    return Made(name, card.place, at, chance.pick(texts))
        return None

    def _places(self, card: Record, firm: Firm, language: Language) -> list[Place]:
        """The card's fields, each with what could be taken for it."""
        rules = [field.rule for field in self.fields(language)]
        cards = self.records(firm)[self.done :]
        texts = [[plain(value, rule) for value, rule in zip(one.values, rules, strict=True)] for one in cards]
        own = cards.index(card)
        near = [texts[n] for n in (own - 1, own + 1) if 0 <= n < len(texts)]
        return [place_of(at, rules, texts[own], near) for at in range(len(rules))]

    def _entries(self, firm: Firm, language: Language, made: Sequence[Made]) -> dict[str, str]:
        rules = [field.rule for field in self.fields(language)]
        entries: dict[str, str] = {}
        row = FIRST_ROW + self.done
        for card in self.records(firm)[self.done :]:
            own = [slip for slip in made if slip.card == card.place]
            texts = [_typed(value, language) for value in card.values]
            for slip in own:
                if slip.field >= 0:
                    texts[slip.field] = _as_typed(slip.text, rules[slip.field], language)
            times = 0 if any(slip.name == OMITTED for slip in own) else 2 if any(s.name == TWICE for s in own) else 1
            for _time in range(times):
                entries |= {cell_name(row, column): text for column, text in enumerate(texts, start=1)}
                row += 1
        return entries

    # --- the sheet ----------------------------------------------------------------------------------------------------

    def _layout(self, firm: Firm, language: Language) -> SheetLayout:
        fields, records = self.fields(language), self.records(firm)
        columns = tuple(Column(field.label, KINDS[field.rule], field.width, field.help) for field in fields)
        given = tuple(
            Given(cell_name(row, column), _given(value), KINDS[fields[column - 1].rule])
            for row, record in enumerate(records[: self.done], start=FIRST_ROW)
            for column, value in enumerate(record.values, start=1)
        )
        rows = FIRST_ROW - 1 + len(records) + (SPARE_ROWS if len(records) > SPARE_ROWS else 1)
        return SheetLayout(columns, rows, given, totals=self.totals(firm, language), records=len(records), paced=True)


def _typed(value: FieldValue, language: Language) -> str:
    if isinstance(value, date):
        return show_date(value, language)
    return show_amount(value, language, currency=False) if isinstance(value, Decimal) else value


def _as_typed(text: str, rule: Rule, language: Language) -> str:
    """A field's plain form as somebody types it."""
    if rule == "date":
        day, month, year = map(int, text.split("."))
        return show_date(date(year, month, day), language)
    return show_amount(Decimal(text), language, currency=False) if rule == "amount" else text


def _given(value: FieldValue) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _pace(answer: SheetAnswer) -> Pace:
    return Pace.read(answer.book.notes if answer.book is not None else {})


def _checked(answer: SheetAnswer, handout: Handout) -> Iterator[CheckLine]:
    """How many cards there are rows for, what is empty or cannot be read, the control totals, and the speed."""
    language, layout = handout.header.language, handout.layout
    _ = translator(language, "tasks")
    assert isinstance(layout, SheetLayout)
    labels = [column.label for column in layout.columns]
    rows = rows_of(answer, ["text"] * len(labels), language)
    counts = _("Rows: {count}. Cards: {of}.").format(count=len(rows), of=layout.records)
    yield CheckLine("ok" if len(rows) == layout.records else "todo", counts)
    gaps = [(row, [label for label, text in zip(labels, row.texts, strict=True) if not text]) for row in rows]
    for row, empty in [gap for gap in gaps if gap[1]][:MOST_COMPLAINTS]:
        said = _("Row {row} is not complete: {fields}.").format(row=row.number, fields=", ".join(empty))
        yield CheckLine("todo", said, cell_name(row.number, 1 + labels.index(empty[0])))
    unreadable = [(ref, cell.problem) for ref, cell in answer.cells.items() if cell.problem]
    for ref, reason in unreadable[:MOST_COMPLAINTS]:
        yield CheckLine("unreadable", f"{ref}: {reason}", ref)
    for total in answer.book.totals() if answer.book is not None else ():
        if total.warning:
            said = _("{label}: {shown}. It should be zero.").format(label=total.label, shown=total.shown)
            yield CheckLine("todo", said)
    if said := speed(_pace(answer), language):
        yield CheckLine("note", said)
