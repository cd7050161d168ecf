"""Unit 0: what it deals, what plausible mistakes earn, that its text is true and the same in both languages."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest

from course import __version__
from course.firm import Firm
from course.firm.paper import render
from course.locale import LANGUAGES, Language, catalogue
from course.locale.numbers import show_amount
from course.tasks.explain import explain
from course.tasks.handing_in import deal, handout_of, lay_down, mark_answer
from course.tasks.handout import FormLayout, Handout, Header, SheetLayout
from course.tasks.mark import Mark, Outcome
from course.tasks.sheet_answer import filled_in
from course.tasks.task import Task
from course.units import find_task, u00_welcome
from course.units.u00_welcome import first_form, first_sheet, who_is_who
from course.units.u00_welcome.tasks import UNIT

FOLDER = Path(u00_welcome.__file__).parent
SEEDS = [f"unit 0, {i}" for i in range(20)]


def header(task: Task, learner: str = "ada", language: Language = "en") -> Header:
    return Header(learner, task.unit, task.id, 0, __version__, language)


def dealt(task_id: str, language: Language = "en") -> tuple[Task, Firm, Handout]:
    task = find_task(task_id)
    own = header(task, language=language)
    return task, deal(own, True), handout_of(task, own)


def said(mark: Mark) -> dict[str, str]:
    return {item.slip: item.message for item in mark.items if item.outcome is Outcome.WRONG}


def test_a_lesson_of_four_tasks_and_no_assignment() -> None:
    assert [task.id for task in UNIT.lesson] == ["first-form", "first-sheet", "who-is-who", "three-words"]
    assert UNIT.assignment == ()
    assert all(task.lesson for task in UNIT.tasks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_careful_newcomer_has_everything_right_and_an_untouched_desk_nothing(
    language: Language, tmp_path: Path
) -> None:
    for task in UNIT.tasks:
        assert mark_answer(task, language, tmp_path).outcome is Outcome.NOT_ATTEMPTED
        lay_down(task, header(task, language=language), tmp_path)
        assert mark_answer(task, language, tmp_path).points == task.points, task.id


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_four_answers_of_the_form_stand_on_the_invoice(seed: str, language: Language) -> None:
    firm = Firm.deal(seed)
    voucher, (paper,) = first_form.invoice(firm), first_form.papers(firm, language)
    page = render(paper, language)
    for shown in (firm.partner(voucher.partner).name.split(" & ")[0], voucher.paper_number):
        assert shown in page
    assert show_amount(voucher.gross, language).strip("€ \u00a0") in page
    assert voucher.received != voucher.date
    assert len({voucher.net, voucher.tax, voucher.gross}) == 3


def test_what_stands_beside_the_right_entry_on_the_invoice_is_explained() -> None:
    task, firm, handout = dealt("first-form")
    for slip, words in {
        "stamp-for-number": "our own number from the stamp",
        "stamp-for-date": "when the post arrived",
        "net-for-gross": "before the tax",
        "recipient-for-sender": "That is us",
    }.items():
        mark = task.mark(task.perfect(firm, handout, (slip,)), firm, handout, {})
        assert mark.points == 3
        assert words in said(mark)[slip]


def test_a_third_check_shows_how_it_is_done_and_the_first_does_not() -> None:
    task, firm, handout = dealt("first-form", "de")
    number = first_form.invoice(firm).paper_number
    mark = task.mark(task.perfect(firm, handout, ("stamp-for-number",)), firm, handout, {})
    assert number not in explain(mark, 1) + explain(mark, 2)
    assert number in explain(mark, 3)


def sheet(language: Language, **cells: str) -> dict[str, Outcome]:
    """What becomes of each cell when a newcomer types this and has the rest right."""
    task, firm, handout = dealt("first-sheet", language)
    entries = {f"B{row}": str(one.count) for row, one in enumerate(first_sheet.taken(firm), start=2)}
    total = {"en": "=SUM(D2:D4)", "de": "=SUMME(D2:D4)"}[language]
    entries |= {f"D{row}": f"=B{row}*C{row}" for row in (2, 3, 4)} | {"D5": total} | cells
    mark = task.mark(filled_in(handout, entries, language), firm, handout, {})
    return {item.key: item.outcome for item in mark.items}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_formulas_that_the_lesson_teaches_are_right_and_typed_figures_are_not(language: Language) -> None:
    assert set(sheet(language).values()) == {Outcome.RIGHT}
    assert set(sheet(language, D5="=D2+D3+D4", D3="=C3*B3").values()) == {Outcome.RIGHT}
    text = (FOLDER / f"lesson.{language}.md").read_text(encoding="utf-8")
    assert {"en": "`=SUM(D2:D3)`", "de": "`=SUMME(D2:D3)`"}[language] in text
    figure = {"en": "12.50", "de": "12,50"}[language]
    wrong = [ref for ref, outcome in sheet(language, D3=figure).items() if outcome is not Outcome.RIGHT]
    assert wrong == ["D3"], "a total that follows from it is right"
    assert sheet(language, D5=figure)["D5"] is Outcome.WRONG


@pytest.mark.parametrize("seed", SEEDS)
def test_the_slip_of_the_warehouse_says_what_the_sheet_asks(seed: str) -> None:
    firm = Firm.deal(seed)
    page = render(first_sheet.papers(firm, "en")[0], "en")
    taken = first_sheet.taken(firm)
    assert len({one.count for one in taken}) == len({one.article.number for one in taken}) == 3
    for one in taken:
        assert re.search(rf"{one.article.number}</td>\s*<td[^>]*>[^<]+</td>\s*<td[^>]*>{one.count}</td>", page)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_colleague_who_is_right_is_on_the_list_and_the_boss_is_never(seed: str) -> None:
    firm = Firm.deal(seed)
    listed = str(who_is_who.papers(firm, "en")[0].data)
    asked = who_is_who.questions(firm, "en")
    assert len(asked) == len({question.truth for question in asked}) == 4
    for question in asked:
        assert len(question.field.options) == 4
        names = {option.key: option.label for option in question.field.options}
        assert names[str(question.truth)] in listed
        assert question.truth != who_is_who.BOSS
        assert who_is_who.BOSS in names


def test_going_straight_to_the_top_is_explained() -> None:
    task, firm, handout = dealt("who-is-who")
    mark = task.mark(task.perfect(firm, handout, (who_is_who.TO_THE_TOP,)), firm, handout, {})
    assert mark.points == 0
    assert "need not hear of everything" in said(mark)[who_is_who.TO_THE_TOP]


def test_who_takes_saved_for_handed_in_is_told_so_both_times() -> None:
    task, firm, handout = dealt("three-words")
    mark = task.mark(task.perfect(firm, handout, ("saved-for-handed-in",)), firm, handout, {})
    assert mark.points == 2
    assert "still on your side" in said(mark)["saved-for-handed-in"]


def test_tasks_are_as_long_for_everybody() -> None:
    """Over 200 seeds, what there is to read and to enter stays within 15 % of its median."""
    sizes: dict[str, list[int]] = {}
    for number in range(200):
        firm = Firm.deal(f"fair {number}")
        for task in UNIT.tasks:
            layout = task.handout(firm, header(task), {}).layout
            fields = layout.fields if isinstance(layout, FormLayout) else ()
            sizes.setdefault(f"{task.id}: entries", []).append(
                len(layout.asked) if isinstance(layout, SheetLayout) else len(fields)
            )
            sizes.setdefault(f"{task.id}: options", []).append(sum(len(field.options) for field in fields))
        sizes.setdefault("first-form: signs to copy", []).append(len(first_form.invoice(firm).paper_number))
    for name, found in sizes.items():
        middle = median(found)
        print(f"{name}: {min(found)} to {max(found)}, median {middle}")
        assert all(abs(one - middle) <= Decimal("0.15") * Decimal(middle) for one in found), name


def test_both_languages_ask_for_the_same_in_words_of_their_own() -> None:
    for task in UNIT.tasks:
        firm = deal(header(task), True)
        english, german = (task.handout(firm, header(task, language=language), {}) for language in LANGUAGES)
        assert [d.number for d in english.documents] == [d.number for d in german.documents]
        assert english.title != german.title
        assert offered(english) == offered(german)


def offered(handout: Handout) -> list[str]:
    """The keys of all that can be picked, in order."""
    fields = handout.layout.fields if isinstance(handout.layout, FormLayout) else ()
    return [option.key for field in fields for option in field.options]


def test_every_string_has_its_german() -> None:
    german, missing = catalogue("de", "units"), []
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and argument.value not in german:
                        missing.append(argument.value)
    assert missing == []


def test_a_damaged_answer_is_refused_in_words(tmp_path: Path) -> None:
    for task in UNIT.tasks:
        (tmp_path / task.answer_file).write_bytes(b"PK\x03\x04 nothing")
        mark = mark_answer(task, "en", tmp_path)
        assert mark.points == 0
        assert mark.outcome is Outcome.UNREADABLE, task.id


def test_a_colleagues_file_is_not_mine(tmp_path: Path) -> None:
    task = find_task("first-form")
    lay_down(task, header(task), tmp_path)
    other = replace(task, id="three-words")
    (tmp_path / task.answer_file).rename(tmp_path / other.answer_file)
    assert mark_answer(find_task("three-words"), "en", tmp_path).outcome is Outcome.UNREADABLE
