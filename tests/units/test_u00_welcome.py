"""Unit 0: what it deals, what plausible mistakes earn, that its text is true and the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from course.firm import Firm
from course.firm.paper import render
from course.locale import LANGUAGES, Language
from course.locale.numbers import show_amount
from course.tasks.explain import explain
from course.tasks.mark import Mark, Outcome
from course.tasks.sheet_answer import filled_in
from course.units import u00_welcome
from course.units.u00_welcome import first_form, first_sheet, who_is_who
from course.units.u00_welcome.tasks import UNIT
from tests.units.dealt_tasks import dealt

FOLDER = Path(u00_welcome.__file__).parent
SEEDS = [f"unit 0, {i}" for i in range(20)]


def said(mark: Mark) -> dict[str, str]:
    return {item.slip: item.message for item in mark.items if item.outcome is Outcome.WRONG}


def test_a_lesson_of_four_tasks_and_no_assignment() -> None:
    assert [task.id for task in UNIT.lesson] == ["first-form", "first-sheet", "who-is-who", "three-words"]
    assert UNIT.assignment == ()
    assert all(task.lesson for task in UNIT.tasks)


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
