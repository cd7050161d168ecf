"""The proof of diagnosis: how often the marking names the slip that a simulated clerk has made, and nothing else.

Every figure is counted over many firms. Noise is a right answer in which some figures are exchanged for random ones: no
slip must be named for it, because an explanation that is made up is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as changed
from datetime import timedelta
from decimal import Decimal

from course import __version__
from course.firm import Firm
from course.firm.chance import Chance
from course.locale import LANGUAGES, Language
from course.locale.numbers import read_date, show_amount, show_date
from course.tasks.diagnosis import JOIN
from course.tasks.error_log import ErrorLog
from course.tasks.form import Form, FormAnswer, Typed
from course.tasks.handing_in import deal
from course.tasks.handout import Field, FormLayout, Handout, Header
from course.tasks.journal import Journal
from course.tasks.keying import KEYING_SLIPS
from course.tasks.mark import Mark, Outcome
from course.tasks.records import Records
from course.tasks.records_marking import SAME_IN_BOTH
from course.tasks.sheet_answer import SheetAnswer, own_cells
from course.tasks.slips import DATE_SWAPPED, OMITTED
from course.tasks.task import Answer, Task
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell

PAIRS_A_FIRM = 12  # pairs of slips that are tried on each firm (all of them, if there are fewer)
NOISES_A_FIRM = 6
DAYS = 365  # that a random date is away at most


@dataclass
class Share:
    """So many of so many."""

    hits: int = 0
    tries: int = 0

    def count(self, hit: bool) -> None:
        self.hits += hit
        self.tries += 1

    @property
    def percent(self) -> float:
        return 100 * self.hits / self.tries if self.tries else 100.0

    def __str__(self) -> str:
        return f"{self.percent:.1f} % of {self.tries}" if self.tries else "-"


@dataclass
class Proof:
    """The figures of one task."""

    task: str
    perfect: Share = field(default_factory=Share)
    untouched: Share = field(default_factory=Share)
    alone: Share = field(default_factory=Share)
    two: Share = field(default_factory=Share)
    silent: Share = field(default_factory=Share)
    by_slip: dict[str, Share] = field(default_factory=dict)
    taken_for: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Desk:
    """One firm's deal of one task."""

    task: Task
    firm: Firm
    handout: Handout
    earlier: Mapping[str, Answer]

    def mark(self, answer: Answer | None) -> Mark:
        return self.task.mark(answer, self.firm, self.handout, self.earlier)

    def clerk(self, *slips: str) -> Mark:
        return self.mark(self.task.perfect(self.firm, self.handout, slips))


def prove(tasks: Sequence[Task], firms: int) -> list[Proof]:
    """The figures of each of a unit's tasks over so many firms, English and German in turn."""
    proofs = {task.id: Proof(task.id) for task in tasks}
    for number in range(firms):
        answers: dict[str, Answer] = {}
        for task in tasks:
            desk = _desk(task, number, answers)
            answers[task.id] = desk.task.perfect(desk.firm, desk.handout)
            _prove(desk, proofs[task.id], Chance(f"{number}", task.id))
    return list(proofs.values())


def _desk(task: Task, number: int, answers: Mapping[str, Answer]) -> Desk:
    header = Header(f"proof-{number}", task.unit, task.id, 0, __version__, LANGUAGES[number % len(LANGUAGES)])
    firm = deal(header, task.lesson)
    earlier = {one.id: answers[one.id] for one in task.needs}
    return Desk(task, firm, task.handout(firm, header, earlier), earlier)


def _prove(desk: Desk, proof: Proof, chance: Chance) -> None:
    proof.perfect.count(desk.clerk().points == desk.task.points)
    untouched = desk.mark(None)
    proof.untouched.count(untouched.points == 0 and untouched.outcome is Outcome.NOT_ATTEMPTED)
    possible = desk.task.slips(desk.firm, desk.handout)
    for slip in possible:
        mark = desk.clerk(slip)
        if _changed(mark):
            named = _names(mark)
            proof.alone.count(named == {slip})
            proof.by_slip.setdefault(slip, Share()).count(named == {slip})
            if named != {slip}:
                proof.taken_for[slip, ", ".join(sorted(named)) or "nothing"] += 1
    _prove_copied(desk, proof)
    pairs = [(first, second) for i, first in enumerate(possible) for second in possible[i + 1 :]]
    for pair in chance.some(pairs, PAIRS_A_FIRM):
        mark = desk.clerk(*_together(desk, pair, chance))
        if _changed(mark):
            proof.two.count(bool(_names(mark) & set(pair)))
    for _ in range(NOISES_A_FIRM):
        answer = noise(desk, chance)
        if answer is not None:
            proof.silent.count(not desk.mark(answer).slips)


def _prove_copied(desk: Desk, proof: Proof) -> None:
    """A second pass copied from a first with every slip of the hand: whatever is wrong in both is said to be."""
    task = desk.task
    if not isinstance(task, Records) or task.first is None:
        return
    first = task.first.handout(desk.firm, changed(desk.handout.header, task=task.first.id), {})
    before = task.first.perfect(desk.firm, first, tuple(slip.name for slip in KEYING_SLIPS))
    copied = task.copied(before, desk.firm, desk.handout)
    mark = task.mark(copied, desk.firm, desk.handout, {task.first.id: before})
    if _changed(mark):
        named = _names(mark)
        proof.alone.count(named == {SAME_IN_BOTH})
        proof.by_slip.setdefault(SAME_IN_BOTH, Share()).count(named == {SAME_IN_BOTH})
        if named != {SAME_IN_BOTH}:
            proof.taken_for[SAME_IN_BOTH, ", ".join(sorted(named)) or "nothing"] += 1


def _changed(mark: Mark) -> bool:
    return any(item.outcome is not Outcome.RIGHT for item in mark.items)


def _names(mark: Mark) -> set[str]:
    return {name for slip in mark.slips for name in slip.split(JOIN)}


def _together(desk: Desk, pair: tuple[str, str], chance: Chance) -> tuple[str, str]:
    """In a journal both slips fall on the same voucher, where they hide each other best."""
    if not isinstance(desk.task, Journal) or OMITTED in pair:
        return pair
    clerk = desk.task.clerk(desk.firm)
    fitting = [voucher for voucher in clerk.vouchers if all(clerk.can_slip(name, voucher) for name in pair)]
    if not fitting:
        return pair
    first, second = sorted(pair, key=lambda name: name == DATE_SWAPPED)
    place = chance.pick(fitting).number
    return f"{first}@{place}", f"{second}@{place}"


def noise(desk: Desk, chance: Chance) -> Answer | None:
    """A right answer with some of its figures exchanged for random ones; None if it has no figures."""
    answer = desk.task.perfect(desk.firm, desk.handout)
    if isinstance(desk.task, ErrorLog):
        return None  # its entries are picked from a list
    if isinstance(answer, SheetAnswer) and isinstance(desk.task, Records):
        return _noisy_texts(answer, desk.handout, chance)
    if isinstance(answer, SheetAnswer):
        return _noisy_sheet(answer, desk.handout, chance)
    if isinstance(answer, FormAnswer) and isinstance(desk.task, Form):
        return _noisy_form(answer, desk.handout, chance)
    return None


def _noisy_sheet(answer: SheetAnswer, handout: Handout, chance: Chance) -> SheetAnswer:
    book = Workbook.blank(handout)
    for ref, cell in answer.cells.items():
        book.set(ref, changed(cell, value=None) if cell.formula else cell)
    for place, code in answer.book.formats.items() if answer.book else ():
        book.choose(*place, code)
    figures = list(_amounts(answer, book))
    for ref, amount in chance.some(figures, chance.between(1, min(4, len(figures)))):
        book.set(ref, Cell(float(_random(amount, chance))))
    return SheetAnswer(handout.header, book.cells(), book)


def _noisy_texts(answer: SheetAnswer, handout: Handout, chance: Chance) -> SheetAnswer:
    """Some fields keyed blindly: every letter and digit of them is a random one, of the same kind."""
    book = Workbook.blank(handout)
    for ref, cell in answer.cells.items():
        book.set(ref, cell)
    texts = [ref for ref, cell in own_cells(answer, book.layout).items() if isinstance(cell.value, str)]
    for ref in chance.some(texts, chance.between(1, min(4, len(texts)))):
        book.set(ref, Cell("".join(_random_sign(sign, chance) for sign in answer.text(ref))))
    return SheetAnswer(handout.header, book.cells(), book)


def _random_sign(sign: str, chance: Chance) -> str:
    letters = "bcdefghjkmnpqrstuvwxyz"
    if sign.isdigit():
        return str(chance.below(10))
    return chance.pick(letters.upper() if sign.isupper() else letters) if sign.isalpha() else sign


def _amounts(answer: SheetAnswer, book: Workbook) -> Iterator[tuple[str, Decimal]]:
    for ref, cell in own_cells(answer, book.layout).items():
        if isinstance(cell.value, float) and ref[0] != "A":  # column A holds dates
            yield ref, Decimal(repr(cell.value))


def _noisy_form(answer: FormAnswer, handout: Handout, chance: Chance) -> FormAnswer | None:
    """Random figures and dates, shuffled steps; in a match random places, too (a quiz's option would be no figure).

    A single digit stays: it has nine wrong values, so a slip's is met by chance, whatever is done.
    """
    assert isinstance(handout.layout, FormLayout)
    kinds = {"amount", "number", "date", "order"} | ({"choice"} if handout.kind == "match" else set())
    fields = [one for one in handout.layout.fields if one.kind in kinds and not _one_digit(one, answer)]
    if not fields:
        return None
    values = dict(answer.values)
    for one in chance.some(fields, chance.between(1, min(4, len(fields)))):
        values[one.key] = _random_entry(one, values[one.key], handout.header.language, chance)
    return FormAnswer(handout.header, values)


def _one_digit(field: Field, answer: FormAnswer) -> bool:
    return field.kind == "number" and len(answer.values[field.key]) == 1


def _random_entry(field: Field, right: Typed, language: Language, chance: Chance) -> Typed:
    keys = [option.key for option in field.options]
    if field.kind == "order":
        return tuple(chance.shuffled(keys))
    if field.kind == "choice":
        return chance.pick([key for key in keys if key != right])
    if field.kind == "date":
        days = chance.pick([days for days in range(-DAYS, DAYS + 1) if days])
        return show_date(read_date(str(right), language) + timedelta(days), language)
    if field.kind == "number":
        return chance.pick([str(number) for number in range(3 * int(str(right)) + 1) if str(number) != right])
    return show_amount(_random(Decimal(chance.between(500, 900000)).scaleb(-2), chance), language)


def _random(amount: Decimal, chance: Chance) -> Decimal:
    """Another amount of the same size: between a tenth of it and three times as much."""
    cents = max(100, int(abs(amount) * 100))
    while True:
        other = chance.cents(max(10, cents // 10), 3 * cents)
        if other != abs(amount):
            return other
