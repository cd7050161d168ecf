"""What holds for every task of every unit.

Right work earns everything, untouched work nothing, another task's or a broken
file is refused in words, both languages ask for the same, every word has its German, and no learner has more to do than
another.

Whatever a unit's own tests need not say again stands here; they are left with what is theirs alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import pytest

import course.units
from course.firm import Firm
from course.firm.paper import render
from course.locale import LANGUAGES, Language, catalogue
from course.tasks.form import FormAnswer
from course.tasks.handing_in import check_answer, handout_of, lay_down, mark_answer
from course.tasks.handout import FormLayout, Handout, SheetLayout
from course.tasks.mark import Outcome
from course.tasks.sheet_answer import SheetAnswer, own_cells
from course.tasks.task import Answer, Task
from course.units import practice_for, units
from tests.tasks.examples import header

TASKS = [task for unit in units() for task in unit.tasks]
FOLDERS = sorted(path.parent for path in Path(course.units.__file__).parent.glob("u[0-9][0-9]_*/tasks.py"))
PICTURES = [picture for folder in FOLDERS for picture in sorted(folder.glob("*.svg"))]
SVG = "{http://www.w3.org/2000/svg}"
SEEDS = 200
APART = 0.15  # of the median
FEW = 3  # signs: where 9 to 19 are typed in all (a sum, a log's numbers), one digit more is beyond 15 per cent already

each_task = pytest.mark.parametrize("task", TASKS, ids=[task.id for task in TASKS])


@each_task
@pytest.mark.parametrize("language", LANGUAGES)
def test_right_work_earns_everything_and_untouched_work_nothing(task: Task, language: Language, tmp_path: Path) -> None:
    untouched = mark_answer(task, language, tmp_path)
    assert (untouched.points, untouched.outcome) == (0, Outcome.NOT_ATTEMPTED)
    assert not check_answer(task, language, tmp_path).complete
    for earlier in task.needs:
        lay_down(earlier, header(earlier, language), tmp_path)
    lay_down(task, header(task, language), tmp_path)
    assert check_answer(task, language, tmp_path).complete, check_answer(task, language, tmp_path)
    assert mark_answer(task, language, tmp_path).points == task.points


@each_task
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_shows_words_and_no_record(task: Task, language: Language) -> None:
    """A text in both languages was once printed as the program writes it: {'en': '3.5%', 'de': '3,5 %'}."""
    for document in handout_of(task, header(task, language)).documents:
        page = unescape(render(document, language))
        assert not re.search(r"['\"](en|de)['\"]: ", page), document.number


@each_task
def test_another_tasks_file_is_not_this_ones(task: Task, tmp_path: Path) -> None:
    other = next(one for one in TASKS if one.suffix == task.suffix and one.id != task.id and not one.needs)
    lay_down(other, header(other), tmp_path).replace(tmp_path / task.answer_file)
    mark = mark_answer(task, "en", tmp_path)
    assert (mark.points, mark.outcome) == (0, Outcome.UNREADABLE)
    assert other.id in mark.notice


@each_task
@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"PK\x03\x04", b'{"answers": {"x": NaN}}'], ids=repr)
def test_a_damaged_file_is_refused_in_words(task: Task, damage: bytes, tmp_path: Path) -> None:
    (tmp_path / task.answer_file).write_bytes(damage)
    mark = mark_answer(task, "de", tmp_path)
    assert mark.points == 0
    assert mark.outcome is Outcome.UNREADABLE
    assert mark.notice


@each_task
def test_both_languages_ask_for_the_same_in_words_of_their_own(task: Task) -> None:
    english, german = (handout_of(task, header(task, language)) for language in LANGUAGES)
    assert english.title != german.title
    assert english.instructions != german.instructions
    assert [paper.number for paper in english.documents] == [paper.number for paper in german.documents]
    assert asked(english) == asked(german)


def asked(handout: Handout) -> list[tuple[object, ...]]:
    """What is to be filled in, without the words: fields and their options, or the cells of a sheet."""
    layout = handout.layout
    if isinstance(layout, FormLayout):
        return [(field.key, field.kind, *(option.key for option in field.options)) for field in layout.fields]
    assert isinstance(layout, SheetLayout)
    columns = tuple(column.kind for column in layout.columns)
    return [columns, layout.asked, tuple(cell.ref for cell in layout.given), layout.vouchers, layout.locked]


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_every_word_has_its_german(folder: Path) -> None:
    german = catalogue("de", "units")
    assert [text for path in sorted(folder.glob("*.py")) for text in said(path) if text not in german] == []


def said(path: Path) -> Iterator[str]:
    """Every text of a module that is shown to people."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
            text = node.args[0]
            if isinstance(text, ast.Constant):
                yield str(text.value)


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.name for picture in PICTURES])
def test_a_picture_stands_alone_on_its_own_paper(picture: Path) -> None:
    """Nothing from elsewhere, no script, and a ground of its own, so that it can be read on a dark page."""
    root = ElementTree.fromstring(picture.read_bytes())
    assert root.get("lang") == picture.suffixes[0].removeprefix(".")
    assert root.findtext(f"{SVG}title")
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    paper = root.find(f"{SVG}rect")
    assert paper is not None
    assert paper.get("class") == "paper"
    assert not [node.tag for node in root.iter() if node.tag in (f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")]
    text = picture.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "http" not in text


def test_no_learner_has_more_to_do_than_another(record_property: Callable[[str, object], None]) -> None:
    """Over 200 deals, papers, things to fill in, signs to type and boxes drawn on shelves stay within 15 per cent of
    their median."""
    sizes: dict[str, list[tuple[int, int, int, int]]] = {task.id: [] for task in TASKS}
    for number in range(SEEDS):
        firm = Firm.deal(f"fair {number}")
        for task in TASKS:
            sizes[task.id].append(size(task, firm))
    lines, unfair = [], []
    for name, found in sizes.items():
        columns = list(zip(*found, strict=True))
        middles = [median(column) for column in columns]
        lines.append(
            f"{name:28}" + "".join(f"{m:8.0f} ({min(c)}-{max(c)})" for m, c in zip(middles, columns, strict=True))
        )
        for column, middle, slack in zip(columns, middles, (0, 0, FEW, 0), strict=True):
            if any(abs(one - middle) > max(APART * middle, slack) for one in column):
                unfair.append(lines[-1])
    heading = f"Over {SEEDS} deals, median (least-most) of papers, things to fill in, signs to type, boxes drawn:"
    record_property("figures", "\n  ".join([heading, *lines]))
    assert unfair == []


def size(task: Task, firm: Firm) -> tuple[int, int, int, int]:
    """How many papers there are to read, how many things to fill in, how many signs a careful clerk types, and how many
    boxes are drawn on shelves, to be counted."""
    earlier: dict[str, Answer] = {}
    for before in task.needs:
        earlier[before.id] = before.perfect(firm, before.handout(firm, header(before), {}))
    handout = task.handout(firm, header(task), earlier)
    answer, papers, drawn = task.perfect(firm, handout), len(handout.documents), boxes(handout)
    if isinstance(answer, SheetAnswer):
        assert isinstance(handout.layout, SheetLayout)
        moved = {one.ref for one in handout.layout.start} if "sort" in handout.layout.tools else set()
        cells = [(ref, cell) for ref, cell in own_cells(answer, handout.layout).items() if ref not in moved]
        return papers, len(cells), sum(len(cell.formula or answer.text(ref)) for ref, cell in cells), drawn
    assert isinstance(answer, FormAnswer)
    assert isinstance(handout.layout, FormLayout)
    typed = [answer.values[field.key] for field in handout.layout.fields if not field.options]
    return papers, len(handout.layout.fields), sum(map(len, typed)), drawn


def boxes(handout: Handout) -> int:
    """Cartons, packs and pieces in the drawings of shelves, as often as they can be seen."""
    pages = (render(paper, "en") for paper in handout.documents if paper.kind == "shelf")
    return sum(len(re.findall(r'<rect class="(?:carton|pack|piece|stranger)"', page)) for page in pages)


def test_every_task_of_an_assignment_is_practised_by_one_of_its_kind_in_its_own_lesson() -> None:
    """The feedback page names it to whoever lost points."""
    asked = [task for task in TASKS if not task.lesson]
    assert asked
    for task in asked:
        found = practice_for(task.id)
        assert found is not None, f"where {task.id} is practised is not said"
        unit, practice = found
        assert practice.id in {one.id for one in unit.lesson}
        assert (unit.name, type(practice)) == (task.unit, type(task)), task.id
    assert sorted(task for unit in units() for task in unit.practice) == sorted(task.id for task in asked)
    assert practice_for("practice-vouchers") is None
