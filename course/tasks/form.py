"""Forms: questions with one answer each, read by the kind of their field and compared with the truth.

A unit declares a form with one function that makes the questions from the firm:

    Form(id="find-the-error", title=..., instructions=..., points=Decimal(4), documents=papers, questions=questions)

    def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
        return (Question(Field("amount", _("By how much?"), "amount"), truth=difference, wrong=(Wrong(...),)),)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import ClassVar

from course.firm import Firm
from course.firm.records import Document
from course.locale import Language, translator
from course.locale.numbers import NotAFigure, read_amount, read_date, read_number, show_amount, show_date, show_number
from course.tasks.check import CheckLine, CheckReport, report
from course.tasks.files import read_json, write_json
from course.tasks.formula import block_named
from course.tasks.handout import Field, FormLayout, Handout, Header, TaskKind
from course.tasks.header import header_as_json, header_from, require_same_deal
from course.tasks.mark import Item, Mark, Outcome, not_attempted, share_out
from course.tasks.ordering import earned, to_move
from course.tasks.task import Answer, Task, Unreadable

Value = str | Decimal | date | frozenset[str] | tuple[str, ...]
Typed = str | tuple[str, ...]
ZERO = Decimal(0)
MOST = 0.8  # of the answers that a wrong rule would put wrong: so many show it before it is named
FEW = 4  # fields that are named one by one when they are still open


@dataclass(frozen=True)
class Wrong:
    """A wrong answer that a known slip yields, and what to say of it (plain text, never the right answer)."""

    slip: str
    answer: Value
    message: str


@dataclass(frozen=True)
class Question:
    """One field, its truth and what is known of its wrong answers. Texts are in the learner's language.

    `truth` fits the field's kind: a key or text (`str`), several keys (`frozenset`, in an order: `tuple`), a `Decimal`,
    a `date`. `also` are further right answers; a text that `fits` is one, too, and so is what `follows` from the
    learner's own other entries (read, by the field's key), so that an error counts once. `weight` is the share of the
    task's points. `message` explains a wrong answer that no slip explains.
    """

    field: Field
    truth: Value
    wrong: tuple[Wrong, ...] = ()
    also: tuple[Value, ...] = ()
    fits: Callable[[str], bool] | None = None
    follows: Callable[[Mapping[str, Value]], Value | None] | None = None
    weight: int = 1
    message: str = ""
    where: str = ""
    worked: str = ""


@dataclass(frozen=True)
class FormAnswer(Answer):
    """What was typed or picked, by the field's key, exactly as it stands in the file."""

    values: Mapping[str, Typed] = field(default_factory=dict)


def no_documents(firm: Firm, language: Language) -> tuple[Document, ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Form(Task):
    """Questions on the learner's documents. `rules` are slips that show on several answers, if they were made."""

    kind: ClassVar[TaskKind] = "form"
    suffix: ClassVar[str] = ".json"

    questions: Callable[[Firm, Language], tuple[Question, ...]]
    documents: Callable[[Firm, Language], tuple[Document, ...]] = no_documents
    rules: frozenset[str] = frozenset()

    def handout(self, firm: Firm, header: Header, earlier: Mapping[str, Answer]) -> Handout:
        language = header.language
        fields = tuple(question.field for question in self.questions(firm, language))
        return self.showing(header, self.documents(firm, language), FormLayout(fields))

    def read(self, path: Path, handout: Handout) -> FormAnswer | None:
        found = read_json(path, handout.header.language)
        if found is None:
            return None
        fields, answers = found.get("header"), found.get("answers")
        if not isinstance(answers, dict):
            _ = translator(handout.header.language, "tasks")
            raise Unreadable(_("The answer file holds no answers; it was not written by this task."))
        require_same_deal(fields, handout.header)
        header = header_from(fields) if isinstance(fields, dict) else None
        values = {key: _typed(value, handout.header.language) for key, value in answers.items()}
        filled = {key: value for key, value in values.items() if value}
        return FormAnswer(header, filled) if filled else None

    def write(self, answer: Answer, path: Path, handout: Handout) -> None:
        assert isinstance(answer, FormAnswer)
        values = {key: value if isinstance(value, str) else list(value) for key, value in answer.values.items()}
        write_json(path, {"header": header_as_json(handout.header), "answers": values})

    def empty(self, handout: Handout) -> FormAnswer:
        return FormAnswer(handout.header)

    def check(self, answer: Answer | None, handout: Handout) -> CheckReport:
        language = handout.header.language
        assert isinstance(handout.layout, FormLayout)
        values = answer.values if isinstance(answer, FormAnswer) else {}
        return report(_checked(handout.layout.fields, values, language), language)

    def mark(self, answer: Answer | None, firm: Firm, handout: Handout, earlier: Mapping[str, Answer]) -> Mark:
        language = handout.header.language
        if not isinstance(answer, FormAnswer):
            return not_attempted(handout.title, self.points, language)
        questions = self.questions(firm, handout.header.language)
        shares = share_out(self.points, [question.weight for question in questions])
        entries = _entries(questions, answer, language)
        items = tuple(
            marked(question, answer.values.get(question.field.key, ""), share, language, handout.lesson)
            for question, share in zip(_carried(questions, entries), shares, strict=True)
        )
        return Mark(handout.title, where_it_shows(items, questions, self.rules), self.points, language)

    def slips(self, firm: Firm, handout: Handout) -> tuple[str, ...]:
        names = (
            wrong.slip
            for question in self.questions(firm, handout.header.language)
            for wrong in question.wrong
            if wrong.answer not in (question.truth, *question.also)
        )
        return tuple(dict.fromkeys(names))

    def perfect(self, firm: Firm, handout: Handout, slips: tuple[str, ...] = ()) -> FormAnswer:
        language = handout.header.language
        values = {}
        for question in self.questions(firm, handout.header.language):
            made = [wrong.answer for wrong in question.wrong if wrong.slip in slips]
            values[question.field.key] = as_typed(made[0] if made else question.truth, question.field, language)
        return FormAnswer(handout.header, values)


def where_it_shows(items: Sequence[Item], questions: Sequence[Question], rules: Collection[str]) -> tuple[Item, ...]:
    """The items, with these slips named only where most of the answers show them; a single one is only explained."""
    shown = Counter(item.slip for item in items if item.slip)
    touched = Counter(slip for question in questions for slip in {wrong.slip for wrong in question.wrong})
    seldom = {slip for slip, count in shown.items() if slip in rules and count < ceil(MOST * touched[slip])}
    return tuple(replace(item, slip="") if item.slip in seldom else item for item in items)


def _entries(questions: Sequence[Question], answer: FormAnswer, language: Language) -> dict[str, Value]:
    """What the learner has entered, by the field's key; what cannot be read is left out."""
    found: dict[str, Value] = {}
    for one in (question.field for question in questions):
        with suppress(Unreadable):
            if typed := answer.values.get(one.key, ""):
                found[one.key] = read_value(typed, one, language)
    return found


def _carried(questions: Sequence[Question], entries: Mapping[str, Value]) -> Iterator[Question]:
    """The questions, with what follows from the learner's own entries as a further right answer."""
    for question in questions:
        value = question.follows(entries) if question.follows else None
        yield question if value is None else replace(question, also=(*question.also, value))


def marked(question: Question, typed: Typed, of: Decimal, language: Language, lesson: bool) -> Item:
    """One question marked: right, wrong (with the slip that gives this answer), cannot be read, not attempted."""
    item = Item(
        question.field.key,
        question.field.full_label,
        Decimal(0),
        of,
        Outcome.NOT_ATTEMPTED,
        where=question.where,
        found=_in_words(typed, question.field),
    )
    worked = question.worked if lesson else ""
    if not typed:
        return _with(item, Outcome.NOT_ATTEMPTED, worked=worked)
    try:
        value = read_value(typed, question.field, language)
    except Unreadable as reason:
        return _with(item, Outcome.UNREADABLE, message=str(reason), worked=worked)
    fits = question.fits is not None and isinstance(value, str) and question.fits(value)
    if fits or value in {normal(right, question.field) for right in (question.truth, *question.also)}:
        return Item(item.key, item.label, of, of, Outcome.RIGHT)
    points = _for_order(value, question, of) if isinstance(value, tuple) else Decimal(0)
    for wrong in question.wrong:
        if value == normal(wrong.answer, question.field):
            return _with(item, Outcome.WRONG, wrong.slip, wrong.message, worked, points)
    message = _astray(value, question, language) if isinstance(value, tuple) else question.message
    return _with(item, Outcome.WRONG, message=message, worked=worked, points=points)


def _with(
    item: Item, outcome: Outcome, slip: str = "", message: str = "", worked: str = "", points: Decimal = ZERO
) -> Item:
    return replace(item, points=points, outcome=outcome, slip=slip, message=message, worked=worked)


def _in_words(typed: Typed, field: Field) -> str:
    """An answer as the learner saw it: what was picked by its words. An order is too long to be said again."""
    words = {option.key: option.label for option in field.options}
    picked = (typed,) if isinstance(typed, str) else typed
    return "" if field.kind == "order" else "; ".join(words.get(one, one) for one in picked)


def _moves(given: tuple[str, ...], question: Question) -> int:
    """How many steps have to be moved to come to the nearest right order."""
    orders = [order for order in (question.truth, *question.also) if isinstance(order, tuple)]
    return min(to_move(given, order) for order in orders)


def _for_order(given: tuple[str, ...], question: Question, of: Decimal) -> Decimal:
    return earned(_moves(given, question), len(given), of)


def _astray(given: tuple[str, ...], question: Question, language: Language) -> str:
    _ = translator(language, "tasks")
    moves = _moves(given, question)
    one, more = _("One step is in the wrong place."), _("{count} steps are in the wrong place.")
    said = one if moves == 1 else more.format(count=moves)
    return f"{said} {question.message}".strip()


def read_value(typed: Typed, field: Field, language: Language) -> Value:
    """What was typed, read by the field's kind. Raises Unreadable with the reason."""
    _ = translator(language, "tasks")
    if field.kind == "order":
        return _read_order(typed, field, language)
    if field.kind == "choices" or not isinstance(typed, str):
        keys = frozenset([typed] if isinstance(typed, str) else typed)
        if field.kind != "choices" or not keys <= {option.key for option in field.options}:
            raise Unreadable(_("What is picked here is none of the answers that there are."))
        return keys
    try:
        match field.kind:
            case "amount":
                return read_amount(typed, language)
            case "number":
                return read_number(typed, language)
            case "date":
                return read_date(typed, language)
            case "range":
                return read_range(typed, language)
            case "choice":
                if typed not in {option.key for option in field.options}:
                    raise Unreadable(_("What is picked here is none of the answers that there are."))
                return typed
            case _:
                return normal(typed, field)
    except NotAFigure as reason:
        raise Unreadable(str(reason)) from None


def _read_order(typed: Typed, field: Field, language: Language) -> tuple[str, ...]:
    """Every step once, in the learner's order."""
    steps = (typed,) if isinstance(typed, str) else typed
    if sorted(steps) != sorted(option.key for option in field.options):
        _ = translator(language, "tasks")
        raise Unreadable(_("An order has every step once; here a step is missing, double or unknown."))
    return steps


def read_range(typed: str, language: Language) -> str:
    """A block of cells as "F2:F4", however it is written: "$f$4:$f$2", "F2 : F4". Raises Unreadable."""
    block = block_named("".join(typed.split()))
    if not block:
        _ = translator(language, "tasks")
        raise Unreadable(_("This is no range of cells. A range is written like A2:A9: first cell, colon, last cell."))
    return block


def normal(value: Value, field: Field) -> Value:
    """A text or code without what does not matter in it: capitals, spaces too many."""
    if isinstance(value, str) and field.kind in ("code", "account"):
        return _code(value, field)
    if isinstance(value, str) and field.kind == "text":
        return " ".join(value.split()).casefold()
    return value


def _code(typed: str, field: Field) -> str:
    """A code without its spaces; an account by its number, its name, or both ("4210 Rent")."""
    text = " ".join(typed.split())
    for option in field.options:
        if text.casefold() in (
            option.key.casefold(),
            option.label.casefold(),
            f"{option.key} {option.label}".casefold(),
        ):
            return option.key
    return "".join(text.split()).upper()


def as_typed(value: Value, field: Field, language: Language) -> Typed:
    """A value as a learner types or picks it."""
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    if isinstance(value, date):
        return show_date(value, language)
    if isinstance(value, Decimal):
        return show_amount(value, language) if field.kind == "amount" else show_number(value, language, 6)
    return value


def _typed(value: object, language: Language) -> Typed:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and all(isinstance(key, str) for key in value):
        return tuple(str(key) for key in value)
    _ = translator(language, "tasks")
    raise Unreadable(_("The answer file holds something else than texts where the answers should be."))


def _checked(fields: tuple[Field, ...], values: Mapping[str, Typed], language: Language) -> Iterator[CheckLine]:
    _ = translator(language, "tasks")
    still_open = [one for one in fields if not values.get(one.key)]
    if len(still_open) > FEW:
        first = still_open[0]
        said = _("{open} of {all} are still open. The first of them: “{label}”.")
        yield CheckLine("todo", said.format(open=len(still_open), all=len(fields), label=first.full_label), first.key)
    for one in fields:
        typed = values.get(one.key, "")
        if not typed:
            if len(still_open) <= FEW:
                yield CheckLine("todo", _("“{label}” is still open.").format(label=one.full_label), one.key)
            continue
        try:
            read_value(typed, one, language)
        except Unreadable as reason:
            yield CheckLine("unreadable", f"{one.full_label}: {reason}", one.key)
