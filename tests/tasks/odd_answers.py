"""Hands in odd answers to every task of every unit, in a process of its own, and says what became of them.

The files are sound; what stands in them is not: figures beyond all measure, errors, a date as digits, text where an
amount belongs, formulas where a text does, nothing, damaged characters, values of the wrong shape. A task that starts
from other work is given such work to start from, too. Each file is marked, checked, and opened at the desk. The kinds
of oddity go round over the fields of a task and over the tasks, always the same way. Run by `test_bad_files`.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import TypeVar

from course.desk.opening import opener
from course.locale import LANGUAGES, Language
from course.tasks.form import FormAnswer
from course.tasks.formula import cell_name, position
from course.tasks.handing_in import deal, handout_of
from course.tasks.handout import FormLayout, Handout, SheetLayout
from course.tasks.header import header_as_json
from course.tasks.number_format import CHOICES
from course.tasks.sheet_answer import SheetAnswer, own_cells
from course.tasks.task import Task
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell
from course.units import units
from tests.tasks.examples import header
from tests.tasks.fuzz import limited, one_file

T = TypeVar("T")
ROUNDS = 6  # files a task; every second one is German
SHARES = (1.0, 0.5, 0.15)  # of an answer's fields that are odd, in turn
BENEATH = 0.2  # of the earlier work that a task starts from; more of it, and nothing could be made of that work
DATES = ("2019", "03042019", "43555", "0", "31/12/9999", "31.12.9999", "01/01/1900", "29.02.2026", "12/2019", "=-1")
FIGURES = (
    *("1e308", "1e40", "9" * 20, "9" * 60, "0.0000001", "1.234", "1,234", "-5", "€5", "5 %", "1/0", "١٢", "²", "NaN"),
    *("=1/0", "=NA()", "=10^30", "=-10^40", "=10^300", "=1E+308*10", "=10^-300", "=SQRT(-1)", "=2^0.5", "=1=1"),
)
WORDS = (
    *("abc", "  ", "-", "'123", "ä" * 500, "\u202e1", "<b>1</b>", "TRUE", "Infinity", "A:D", "$A$1"),
    *("=A1", "=Z99", "=(", "=A2:A3", "=SUM(A:A)", "=ROW()", '=""', '="x"', '=REPT("9",300)', "=TODAY()", '=1&"€"'),
)
TYPED = (*DATES, *FIGURES, *WORDS)
CELLS = (  # what other programs put into a file, and nobody types
    *(Cell(True), Cell(False), Cell(1e308), Cell(-1e40), Cell(1e-300), Cell(43555.0), Cell(0.1 + 0.2)),
    *(Cell("#DIV/0!"), Cell("#N/A"), Cell("=1+1"), Cell("12,5"), Cell("2019-13-45"), Cell("a\nb"), Cell("x" * 2_000)),
)
TEXTS = (
    *("<script>", "", "  ", "-1", "1e400", "1e40", "NaN", "Infinity", "²", "١", "9" * 60, "=10^30", "ä" * 900, "a\nb"),
    *("31/12/9999", "00/00/0000", "03042019", "2019-13-45", "A1:B2", "F2:F4", "XFD1:XFD9", "A1:A1048576", "ß"),
)
LISTS = ((), ("1", "2"), ("1",) * 40, ("",), ("x" * 900,))
SHAPES = (True, False, None, 7, 1.5, 10**30, [[]], [1], [True], {}, {"a": []}, ["a", ["b"]], "\0", "\ud800", ["\udfff"])


class Oddities:
    """Each kind in its turn, whatever task it falls on."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.anything = self._round((*TYPED, *CELLS))
        self.of_kind = {"date": self._round(DATES), "amount": self._round(FIGURES), "number": self._round(FIGURES)}
        self.texts = self._round((*TEXTS, *LISTS))
        self.shapes = cycle(SHAPES)
        self.formats = cycle(CHOICES)

    def _round(self, items: tuple[T, ...]) -> Iterator[T]:
        return cycle(self.chance.sample(items, len(items)))

    def _entry(self, kind: str) -> str | Cell:
        """One that is odd where this kind of entry belongs, or odd anywhere, by turns of chance."""
        own = self.of_kind.get(kind, self.anything)
        return next(own if self.chance.random() < 0.5 else self.anything)

    def file(self, task: Task, handout: Handout, share: float) -> bytes:
        """An answer with such a share of its fields odd; where they are few, a form has one that is no text at all."""
        right = task.perfect(deal(handout.header, task.lesson), handout)
        if isinstance(right, SheetAnswer):
            return self._sheet(right, handout, share)
        assert isinstance(right, FormAnswer)
        return self._form(right, handout, share)

    def _sheet(self, right: SheetAnswer, handout: Handout, share: float) -> bytes:
        layout = handout.layout
        assert isinstance(layout, SheetLayout)
        book = Workbook.blank(handout)
        for ref, cell in own_cells(right, layout).items():
            odd = self.chance.random() < share
            self._enter(book, ref, self._entry(book.kind(*position(ref))) if odd else cell)
        beside = [cell_name(self.chance.randint(1, layout.rows + 9), column) for column in range(1, 12)]
        for ref in beside if share in SHARES[1:] else ():
            self._enter(book, ref, next(self.anything))
            if "format" in layout.tools:
                book.choose(*position(ref), next(self.formats))
        return book.to_xlsx()

    def _enter(self, book: Workbook, ref: str, entry: str | Cell) -> None:
        if isinstance(entry, str) and not book.locked(*position(ref)):
            book.type(*position(ref), entry)
        elif isinstance(entry, Cell):
            book.set(ref, Cell(None, entry.formula) if entry.formula else entry)

    def _form(self, right: FormAnswer, handout: Handout, share: float) -> bytes:
        assert isinstance(handout.layout, FormLayout)
        answers: dict[str, object] = {}
        for field in handout.layout.fields:
            odd = self.chance.random() < share
            keys = [option.key for option in field.options]
            some = (*TEXTS, keys[0], tuple(keys), tuple(keys[:1]) * 2) if keys else TEXTS
            entry = self.chance.choice(some) if odd and self.chance.random() < 0.5 else next(self.texts)
            answers[field.key] = entry if odd else right.values[field.key]
        if share == SHARES[-1]:
            answers[self.chance.choice(list(answers))] = next(self.shapes)
        return json.dumps({"header": header_as_json(handout.header), "answers": answers}).encode()


def main() -> None:
    limited()
    oddities = Oddities(random.Random(2026))
    outcomes: Counter[str] = Counter()
    accidents: list[str] = []
    tasks = [task for unit in units() for task in unit.tasks]
    for task, number in ((task, number) for task in tasks for number in range(ROUNDS)):
        language, share = LANGUAGES[number % 2], SHARES[number % len(SHARES)]
        label = f"{task.id} {number} {language}"
        with tempfile.TemporaryDirectory() as folder:
            outcomes[hand_in(task, share, language, oddities, Path(folder), label, accidents)] += 1
    print(json.dumps({"files": sum(outcomes.values()), "outcomes": outcomes, "accidents": accidents}))


def hand_in(
    task: Task, share: float, language: Language, oddities: Oddities, folder: Path, label: str, accidents: list[str]
) -> str:
    """Lay an odd answer there, and odd earlier work beneath it; how it came out."""
    try:
        for earlier in task.needs:
            begun = handout_of(earlier, header(earlier, language), folder)
            (folder / earlier.answer_file).write_bytes(oddities.file(earlier, begun, BENEATH))
        handout = handout_of(task, header(task, language), folder)
        outcome = one_file(task, oddities.file(task, handout, share), folder, label, accidents, language)
        opener(handout)(folder / task.answer_file, handout).state()
        return outcome
    except BaseException as error:
        accidents.append(f"{label}, at the desk: {type(error).__name__}: {error}")
        return "accident"


if __name__ == "__main__":
    main()
    sys.stdout.flush()
