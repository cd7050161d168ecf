"""Two passes over the same cards: the differences side by side, each to be settled from the card.

A colleague's two passes are given, with differences of every kind: the first is wrong, the second is, or both are, each
in its own way; then picking one of the two entries is wrong whichever it is. The learner's own differences, between
their first and their second pass, follow beneath. They are found by laying the two passes beside each other, without
asking what is right, so the list can be made where the truth is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.records import Document
from course.locale import Language, translator
from course.tasks.alignment import align, likeness
from course.tasks.expected import same, typed_truth
from course.tasks.handout import Column, ColumnKind, Given, SheetLayout
from course.tasks.keying import (
    KEYING_SLIPS,
    FieldValue,
    KeyingSlip,
    Place,
    Rule,
    place_of,
    plain,
    possible,
    yields,
)
from course.tasks.record_rows import Row, rows_of
from course.tasks.records import KINDS, Record
from course.tasks.sheet import CellSlip, Expected
from course.tasks.sheet_answer import SheetAnswer
from course.tasks.task import Answer
from course.units.u04_data_entry.cards import Again, Batch, card_fields

FIRST = 2
FIELDS = (4, 2, 9, 1, 7, 6, 0, 3, 8, 5)  # postcode, name, limit, date, tour; telephone, number, street, e-mail, town
RULES = tuple(field.rule for field in card_fields("en"))
UNFIT = ("wrong-column", "neighbours-row", "capitals-wrong")  # slips that one field alone does not show in a sheet
WRONG = ("first", "second", "first", "second", "both", "first", "second", "both", "first", "second")
BOTH_WRONG = "corrected-to-each-other"
ONE_WRONG = "wrong-pass-taken"


@dataclass(frozen=True)
class Difference:
    """A field of a card (from 1) that two passes hold differently, in its plain form."""

    card: int
    field: int
    first: str
    second: str


@dataclass(frozen=True)
class OwnRow:
    """A row of the sheet with a difference of the learner's own. `number` is the customer's, as it was keyed."""

    row: int
    number: str
    field: int
    first: str
    second: str

    def likeness(self, card: Record) -> float:
        """How well a card fits. The number may be the very field that is wrong, so the entries have their say."""
        right = plain(card.values[self.field], RULES[self.field])
        entries = (likeness(right, entry) for entry in (self.first, self.second))
        return likeness(str(card.values[0]), self.number) + max(entries)


@dataclass(frozen=True)
class Settling:
    """The differences of a colleague's two passes over a batch, and of the learner's own, as soon as there are two."""

    batch: Batch
    count: int
    own: tuple[str, str]  # ids of the tasks with the learner's passes
    again: Again

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return (*self.batch.cards_alone(firm, language), *self.again.documents(firm, language))

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        fields = card_fields(language)
        given: list[Given] = []
        kinds: list[tuple[str, ColumnKind]] = []
        for row, one in enumerate(self.differences(firm), start=FIRST):
            rule = fields[one.field].rule
            cells = (self.batch.number(one.card), fields[one.field].label, one.first, one.second)
            given += _given_row(row, cells, rule)
            kinds.append((f"E{row}", KINDS[rule]))
        columns = (
            Column(_("Card"), "code", 8),
            Column(_("Field"), "text", 14),
            Column(_("First pass"), "text", 18),
            Column(_("Second pass"), "text", 18),
            Column(_("From the card"), "text", 18, _("What the card says, whatever the passes say.")),
        )
        layout = SheetLayout(columns, FIRST + self.count - 1, tuple(given), tuple(kinds))
        return self.follow(layout, language, earlier)

    def follow(self, layout: SheetLayout, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        """With the learner's own differences beneath the colleague's."""
        given, kinds = list(layout.given), list(layout.kinds)
        asked = [f"E{row}" for row in range(FIRST, FIRST + self.count)]
        for row, (number, label, first, second, rule) in enumerate(self._own(earlier, language), layout.rows + 1):
            given += _given_row(row, (number, label, first, second), rule)
            kinds.append((f"E{row}", KINDS[rule]))
            asked.append(f"E{row}")
        rows = FIRST + len(asked) - 1
        return replace(layout, rows=rows, given=tuple(given), kinds=tuple(kinds), asked=tuple(asked))

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        cards = self.batch.records(firm)
        found = [
            self._expected(row, cards[one.card - 1].values[one.field], one, language)
            for row, one in enumerate(self.differences(firm), start=FIRST)
        ]
        return (*found, *self._expected_own(firm, language, layout))

    # --- the colleague's passes ---------------------------------------------------------------------------------------

    def differences(self, firm: Firm) -> tuple[Difference, ...]:
        """One in each field of `FIELDS`, on some card; sorted as the cards lie. No slip comes again before its turn."""
        chance = firm.chance(f"differences: {self.batch.purpose}")
        slips = chance.shuffled([slip for slip in KEYING_SLIPS if slip.name not in UNFIT])
        batch, found = self._plain(firm), list[Difference]()
        for field, wrong in zip(FIELDS[: self.count], WRONG, strict=False):
            places = [(card, place_of(field, RULES, batch[card], ())) for card in chance.shuffled(range(len(batch)))]
            one, used = self._difference(field, places, wrong, slips, chance)
            found.append(one)
            slips = [*(slip for slip in slips if slip is not used), used]
        return tuple(sorted(found, key=lambda one: (one.card, one.field)))

    def _difference(
        self, field: int, places: Sequence[tuple[int, Place]], wrong: str, slips: Sequence[KeyingSlip], chance: Chance
    ) -> tuple[Difference, KeyingSlip]:
        """The first of these slips that fits the field on some card, made in one pass, or two of them, one in each."""
        for slip in slips:
            for card, place in places:
                texts = [text for text in yields(slip, place) if _tells(text, place)]
                if not texts:
                    continue
                first = chance.pick(texts)
                others = self._others(slips, place, first) if wrong == "both" else [place.text]
                if others:
                    passes = (first, chance.pick(others))
                    return Difference(card + 1, field, *(passes[::-1] if wrong == "second" else passes)), slip
        raise ValueError("No slip fits any of these cards.")

    def _others(self, slips: Sequence[KeyingSlip], place: Place, first: str) -> list[str]:
        """What these slips make of the field that a sheet tells from the right entry and from the first wrong one."""
        made = [text for slip in slips for text in yields(slip, place)]
        return [text for text in made if _tells(text, place) and not same(text, first)]

    def _plain(self, firm: Firm) -> list[list[str]]:
        """The colleague's cards, each field in its plain form."""
        cards = self.batch.records(firm)
        return [[plain(value, rule) for value, rule in zip(card.values, RULES, strict=True)] for card in cards]

    # --- the learner's own --------------------------------------------------------------------------------------------

    def _own(self, earlier: Mapping[str, Answer], language: Language) -> Iterator[tuple[str, str, str, str, Rule]]:
        passes = [earlier.get(task) for task in self.own]
        fields = card_fields(language)
        keyed = [_rows(one, language) for one in passes if isinstance(one, SheetAnswer)]
        if len(keyed) != 2:
            return
        for first, second, at in differing(*keyed):
            yield second.texts[0], fields[at].label, first.texts[at], second.texts[at], RULES[at]

    def _expected_own(self, firm: Firm, language: Language, layout: SheetLayout) -> Iterator[Expected]:
        for rows in _by_card(layout, range(FIRST + self.count, layout.rows + 1), language):
            fits = [(sum(row.likeness(card) for row in rows), -card.place, card) for card in self.again.records(firm)]
            card = max(fits)[-1]
            for own in rows:
                one = Difference(card.place, own.field, own.first, own.second)
                yield self._expected(own.row, card.values[own.field], one, language)

    def _expected(self, row: int, value: FieldValue, one: Difference, language: Language) -> Expected:
        _ = translator(language, "units")
        field = card_fields(language)[one.field]
        wrong = [text for text in (one.first, one.second) if text != plain(value, field.rule)]
        name = BOTH_WRONG if len(wrong) == 2 else ONE_WRONG
        messages = {
            BOTH_WRONG: _("This is one of the two entries, and both are wrong. Only the card can settle it."),
            ONE_WRONG: _("This is the entry of the pass that is wrong. The card says something else."),
        }
        slips = tuple(CellSlip(name, _formula(text, field.rule), messages[name]) for text in wrong)
        return Expected(
            f"E{row}",
            _("{field}, card {card}").format(field=field.label, card=self._card_of(row, one)),
            truth=lambda figures: value,
            follows=(lambda figures: plain(value, field.rule)) if field.rule == "digits" else None,
            slips=slips,
            message=_("This is not what the card says."),
            where=_("Open the card and read this field character by character."),
        )

    def _card_of(self, row: int, one: Difference) -> str:
        batch = self.again.batch if row >= FIRST + self.count else self.batch
        return batch.number(one.card)


def _rows(keyed: SheetAnswer, language: Language) -> list[Row]:
    """The rows of a pass, no more of them than the desk has room for: comparing takes each with each."""
    rows = rows_of(keyed, RULES, language)
    return rows[: keyed.book.layout.rows] if keyed.book is not None else rows


def differing(first: Sequence[Row], second: Sequence[Row]) -> Iterator[tuple[Row, Row, int]]:
    """The fields that two passes over the same cards hold differently: row of each, and which field."""
    found = align([row.joined for row in second], [row.joined for row in first])
    for before, after in sorted(found.row_of.items(), key=lambda pair: pair[1]):
        one, other = first[before], second[after]
        yield from ((one, other, at) for at in range(len(one.texts)) if one.texts[at] != other.texts[at])


def _by_card(layout: SheetLayout, rows: Sequence[int], language: Language) -> list[list[OwnRow]]:
    """The rows of the learner's own differences, those of one card together; a card's fields stand in their order."""
    cells = {cell.ref: cell for cell in layout.given}
    labels = [field.label for field in card_fields(language)]
    cards: list[list[OwnRow]] = []
    for row in rows:
        first, second = (_plain_again(cells[f"{column}{row}"]) for column in "CD")
        own = OwnRow(row, cells[f"A{row}"].value, labels.index(cells[f"B{row}"].value), first, second)
        if cards and own.number == cards[-1][-1].number and own.field > cards[-1][-1].field:
            cards[-1].append(own)
        else:
            cards.append([own])
    return cards


def _tells(text: str, place: Place) -> bool:
    """Whether a sheet tells this entry from the right one: capitals and spaces make no difference, ß and ss do."""
    return not same(text, place.text)


def _given_row(row: int, cells: tuple[str, str, str, str], rule: Rule) -> list[Given]:
    kind = KINDS[rule]
    number, label, *passes = cells
    given = [Given(f"A{row}", number, "code"), Given(f"B{row}", label, "text")]
    for column, text in zip("CD", passes, strict=True):
        value, fits = _as_given(text, kind)
        given.append(Given(f"{column}{row}", value, kind if fits else "text"))
    return given


def _as_given(text: str, kind: ColumnKind) -> tuple[str, bool]:
    """A pass's entry as a given cell; an entry that is no day or figure stands there as it was keyed."""
    if kind == "date":
        return (_day(text).isoformat(), True) if possible(text, "date") else (text, False)
    return text, kind != "amount" or _is_amount(text)


def _plain_again(cell: Given) -> str:
    """A given cell's value as the plain form that it was made from."""
    return plain(date.fromisoformat(cell.value), "date") if cell.kind == "date" else cell.value


def _formula(text: str, rule: Rule) -> str:
    """An entry as the formula that it comes down to."""
    if rule == "date" and possible(text, "date"):
        return f"={typed_truth(_day(text))}"
    if rule == "amount" and _is_amount(text):
        return f"={Decimal(text)}"
    return '="{}"'.format(text.replace('"', '""'))


def _day(text: str) -> date:
    day, month, year = map(int, text.split("."))
    return date(year, month, day)


def _is_amount(text: str) -> bool:
    """Whether it is an amount in plain form that a cell can hold as a figure."""
    return re.fullmatch(r"-?[0-9]{1,12}\.[0-9]{2}", text) is not None
