"""Marking records: each card by its own row, each field by itself, and every slip of the hand by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from course.locale import translator
from course.locale.numbers import show_amount, show_date
from course.tasks.alignment import align
from course.tasks.diagnosis import JOIN
from course.tasks.handout import Handout
from course.tasks.keying import FieldValue, Place, Rule, place_of, plain, recognise
from course.tasks.mark import CENT, Item, Mark, Outcome, share_out
from course.tasks.pace import Pace, accuracy, speed
from course.tasks.record_rows import Row

OMITTED, TWICE, SAME_IN_BOTH = "card-omitted", "card-twice", "same-in-both"
LEFT_IF_TWICE = Decimal("0.5")


class RecordMarker:
    """Marks one learner's rows against the cards. `cards` are (place in the batch, values)."""

    def __init__(
        self,
        fields: Sequence[tuple[str, Rule]],
        cards: Sequence[tuple[int, Sequence[FieldValue]]],
        rows: Sequence[Row],
        handout: Handout,
    ) -> None:
        self.labels = [label for label, _rule in fields]
        self.rules = [rule for _label, rule in fields]
        self.cards, self.rows, self.handout = cards, rows, handout
        self.language, self.lesson = handout.header.language, handout.lesson
        self._ = translator(self.language, "tasks")
        self.truths = [self._plain(values) for _place, values in cards]
        self.found = align([row.joined for row in rows], [" ".join(texts) for texts in self.truths])
        self.first_pass: Sequence[Row] = ()
        self.compared = self.wrong = 0  # fields

    def mark(self, points: Decimal) -> Mark:
        shares = share_out(points, [1] * len(self.cards))
        earlier = align([row.joined for row in self.first_pass], [" ".join(texts) for texts in self.truths])
        self.before = {card: self.first_pass[row] for card, row in earlier.row_of.items()}
        items = tuple(self._card(number, share) for number, share in enumerate(shares))
        return Mark(self.handout.title, (*items, *self._strangers()), points, self.language)

    def remark(self, pace: Pace) -> str:
        """Accuracy and speed, after `mark`."""
        said = (accuracy(self.wrong, self.compared, self.language), speed(pace, self.language))
        return " ".join(sentence for sentence in said if sentence)

    # --- one card -----------------------------------------------------------------------------------------------------

    def _card(self, number: int, of: Decimal) -> Item:
        place = self.cards[number][0]
        label = self._("Card {place}").format(place=place)
        if number not in self.found.row_of:
            return self._missing(number, label, of)
        row = self.rows[self.found.row_of[number]]
        wrong = [at for at, text in enumerate(self.truths[number]) if row.texts[at] != text or row.problems[at]]
        twice = [self.rows[other].number for other, card in self.found.twice.items() if card == number]
        self.compared += len(self.labels)
        self.wrong += len(wrong)
        if not wrong and not twice:
            return Item(f"card-{place}", label, of, of, Outcome.RIGHT)
        right = Decimal(len(self.labels) - len(wrong)) / len(self.labels) * (LEFT_IF_TWICE if twice else 1)
        found = [self._field(number, at, row) for at in wrong]
        slips = [slip for slip, _message in found if slip] + ([TWICE] if twice else [])
        messages = [message for _slip, message in found]
        if twice:
            messages.append(self._("This card was keyed again in row {row}.").format(row=", ".join(map(str, twice))))
        unread = bool(wrong) and all(row.problems[at] for at in wrong) and not twice
        return Item(
            f"card-{place}",
            label,
            (of * right).quantize(CENT, ROUND_HALF_UP),
            of,
            Outcome.UNREADABLE if unread else Outcome.WRONG,
            JOIN.join(dict.fromkeys(slips)),
            " ".join(messages),
            self._("Compare card {place} with row {row}.").format(place=place, row=row.number),
            self._worked(number, wrong),
        )

    def _missing(self, number: int, label: str, of: Decimal) -> Item:
        """A card without a row: passed over if a later one has been keyed, else not reached yet."""
        passed = any(later in self.found.row_of for later in range(number + 1, len(self.cards)))
        key = f"card-{self.cards[number][0]}"
        if not passed:
            return Item(key, label, Decimal(0), of, Outcome.NOT_ATTEMPTED)
        message = self._("This card was passed over; the cards after it are compared all the same.")
        return Item(key, label, Decimal(0), of, Outcome.WRONG, OMITTED, message)

    def _field(self, number: int, at: int, row: Row) -> tuple[str, str]:
        """The slip and what is said of one wrong field."""
        label, typed = self.labels[at], row.shown[at]
        if row.problems[at]:
            return "", f"{label}: {row.problems[at]}"
        if not typed:
            return "", self._("{field} is empty.").format(field=label)
        before = self.before.get(number)
        if before is not None and before.texts[at] == row.texts[at]:
            said = self._(
                "{field} (“{typed}”): the same wrong entry as in the first pass. Each pass comes from the card."
            )
            return SAME_IN_BOTH, said.format(field=label, typed=typed)
        slip = recognise(self._place(number, at), row.texts[at])
        if slip is None:
            said = self._("{field} (“{typed}”) is not what the card says.")
            return "", said.format(field=label, typed=typed)
        said = self._("{field} (“{typed}”): {what}")
        return slip.name, said.format(field=label, typed=typed, what=self._(slip.message))

    def _place(self, number: int, at: int) -> Place:
        near = [self.truths[n] for n in (number - 1, number + 1) if 0 <= n < len(self.truths)]
        return place_of(at, self.rules, self.truths[number], near)

    def _worked(self, number: int, wrong: Sequence[int]) -> str:
        if not self.lesson:
            return ""
        values = self.cards[number][1]
        return "; ".join(f"{self.labels[at]}: {self._show(values[at])}" for at in wrong)

    def _show(self, value: FieldValue) -> str:
        if isinstance(value, str):
            return value
        return (
            show_amount(value, self.language, False) if isinstance(value, Decimal) else show_date(value, self.language)
        )

    def _plain(self, values: Sequence[FieldValue]) -> list[str]:
        return [plain(value, rule) for value, rule in zip(values, self.rules, strict=True)]

    def _strangers(self) -> Iterator[Item]:
        """Rows that are like no card: said, and worth nothing either way."""
        numbers = [str(self.rows[row].number) for row in self.found.strange]
        if numbers:
            message = self._("These rows are like none of the cards: {rows}.").format(rows=", ".join(numbers))
            yield Item("strange", self._("Further rows"), Decimal(0), Decimal(0), Outcome.WRONG, message=message)
