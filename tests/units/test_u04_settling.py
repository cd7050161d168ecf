"""Unit 4, double entry: two passes are compared, and each difference is settled from the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from course.firm import Firm
from course.locale import LANGUAGES, Language
from course.tasks.formula import cell_name
from course.tasks.handing_in import deal
from course.tasks.handout import Handout, SheetLayout
from course.tasks.sheet import Sheet
from course.tasks.sheet_answer import SheetAnswer, filled_in
from course.tasks.task import Answer
from course.tasks.xlsx import Cell
from course.units import find_task
from course.units.u04_data_entry.double_entry import BOTH_WRONG, ONE_WRONG
from course.units.u04_data_entry.tasks import SECOND
from tests.tasks.examples import header
from tests.units.dealt_tasks import dealt, item

SEEDS = [f"unit 4, {number}" for number in range(10)]
PASSES = ("customer-cards", "second-pass")
ODD_ENTRIES = ["03042019", "2019", "17,5", "2019-13-45", "31.02.2019", "²", "=10^30", "=1/0", "9" * 60]


def given_rows(handout: Handout) -> list[list[str]]:
    assert isinstance(handout.layout, SheetLayout)
    cells = {cell.ref: cell.value for cell in handout.layout.given}
    return [[cells[f"{column}{row}"] for column in "ABCD"] for row in range(2, handout.layout.rows + 1)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_difference_is_one_and_each_pass_is_wrong_some_time(seed: str) -> None:
    task = find_task("settle-differences")
    assert isinstance(task, Sheet)
    firm = Firm.deal(seed)
    handout = task.handout(firm, header(task), {})
    rows = given_rows(handout)
    assert len(rows) == 10
    assert all(first != second for _card, _field, first, second in rows)
    expected = task.expected(firm, "en", handout.layout)  # type: ignore[arg-type]  # a sheet's layout
    names = [[slip.name for slip in one.slips] for one in expected]
    assert names.count([BOTH_WRONG, BOTH_WRONG]) == 2
    assert names.count([ONE_WRONG]) == 8


def test_taking_a_pass_over_is_named_whichever_it_is() -> None:
    task, firm, handout = dealt("settle-differences")
    rows = given_rows(handout)
    entries = {f"E{row}": line[2] for row, line in enumerate(rows, start=2)}
    first = task.mark(as_given(handout, "C"), firm, handout, {})
    second = task.mark(as_given(handout, "D"), firm, handout, {})
    assert len(entries) == 10
    for row in range(2, 12):
        slips = {item(first, f"E{row}").slip, item(second, f"E{row}").slip}
        assert slips in ({"", ONE_WRONG}, {BOTH_WRONG}), row
    assert first.points + second.points == 4, "eight of ten are right in one of the passes, two in neither"


def as_given(handout: Handout, column: str, language: Language = "en") -> SheetAnswer:
    """Column E filled with what one of the passes says."""
    assert isinstance(handout.layout, SheetLayout)
    blank = filled_in(handout, {}, language)
    assert blank.book is not None
    for row in range(2, handout.layout.rows + 1):
        blank.book.set(f"E{row}", blank.cells[f"{column}{row}"])
    return SheetAnswer(handout.header, blank.book.cells(), blank.book)


def own_passes(*slips: str) -> dict[str, Answer]:
    """The learner's two passes; the slips are in the second."""
    first, second = (find_task(name) for name in PASSES)
    firm = deal(header(first), False)
    return {
        first.id: first.perfect(firm, first.handout(firm, header(first), {})),
        second.id: second.perfect(firm, second.handout(firm, header(second), {}), slips),
    }


def test_the_learners_own_differences_stand_beneath_and_are_settled_from_the_card() -> None:
    earlier = own_passes("zero-lost", "umlaut-rewritten", "day-and-month-swapped")
    task, firm, handout = dealt("settle-differences", earlier=earlier)
    rows = given_rows(handout)[10:]
    assert len(rows) == 3
    mark = task.mark(task.perfect(firm, handout), firm, handout, earlier)
    assert mark.points == 5
    wrong = task.mark(as_given(handout, "D"), firm, handout, earlier)
    assert {item(wrong, f"E{row}").slip for row in (12, 13, 14)} == {ONE_WRONG}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("keyed_in", PASSES)
@pytest.mark.parametrize(
    "entry", ["03042019", "2019", "17,5", "2019-13-45", "31.02.2019", "²", "=10^30", "=1/0", "9" * 60]
)
def test_whatever_is_keyed_in_a_field_of_a_pass_can_be_settled(keyed_in: str, entry: str, language: Language) -> None:
    """Digits alone in "Customer since" once ended in a traceback, at the desk and in marking."""
    firm = deal(header(find_task(PASSES[0])), False)
    earlier: dict[str, Answer] = {}
    for name in PASSES:
        task = find_task(name)
        handout = task.handout(firm, header(task, language), {})
        answer = task.perfect(firm, handout)
        assert isinstance(answer, SheetAnswer)
        assert answer.book is not None
        rows = [place + 1 for place in SECOND.places(firm)] if name == PASSES[0] else range(2, 8)
        for column in range(1, 11) if name == keyed_in else ():
            answer.book.type(rows[column % len(rows)], column, entry)
        earlier[name] = SheetAnswer(answer.header, answer.book.cells(), answer.book)
    task, firm, handout = dealt("settle-differences", language, earlier=earlier)
    assert len(given_rows(handout)) == 20
    assert handout == task.follow(dealt("settle-differences", language)[2], earlier)
    assert task.mark(task.perfect(firm, handout), firm, handout, earlier).points == 5
    taken = task.mark(as_given(handout, "CD"[PASSES.index(keyed_in)], language), firm, handout, earlier)
    assert {item(taken, f"E{row}").slip for row in range(12, 22)} == {ONE_WRONG}
    assert task.check(as_given(handout, "C", language), handout).complete


def spoilt_passes(columns: Sequence[int], rows: Sequence[int]) -> dict[str, Answer]:
    """The learner's two passes; in the second, these fields of these cards have a sign too many."""
    earlier = own_passes()
    again = earlier["second-pass"]
    assert isinstance(again, SheetAnswer)
    assert again.book is not None
    for row in rows:
        for column in columns:
            again.book.set(cell_name(row, column), Cell(again.text(cell_name(row, column)) + "x"))
    return earlier | {"second-pass": SheetAnswer(again.header, again.book.cells(), again.book)}


def test_every_difference_of_the_learners_own_is_listed() -> None:
    """The thirteenth and those after it were once left out, and nothing said so."""
    earlier = spoilt_passes((3, 4, 6), range(2, 8))
    task, firm, handout = dealt("settle-differences", earlier=earlier)
    assert len(given_rows(handout)) == 10 + 18
    assert task.mark(task.perfect(firm, handout), firm, handout, earlier).points == 5
    none, all_wrong = as_given(handout, "C"), as_given(handout, "D")
    marks = [task.mark(answer, firm, handout, earlier) for answer in (none, all_wrong)]
    assert [sum(item(mark, f"E{row}").points > 0 for row in range(12, 30)) for mark in marks] == [18, 0]


def test_a_pass_of_thousands_of_rows_is_compared_as_far_as_the_desk_has_rows() -> None:
    earlier = own_passes()
    for name, answer in earlier.items():
        assert isinstance(answer, SheetAnswer)
        cells = {f"A{row}": Cell(f"{row % 100:06d}") for row in range(40, 6_000)}
        earlier[name] = replace(answer, cells={**answer.cells, **cells})
    _task, _firm, handout = dealt("settle-differences", earlier=earlier)
    assert len(given_rows(handout)) == 10


def test_passes_that_agree_add_nothing_and_a_card_left_out_is_no_difference() -> None:
    for earlier in (own_passes(), own_passes("card-omitted")):
        _task, _firm, handout = dealt("settle-differences", earlier=earlier)
        assert len(given_rows(handout)) == 10


def test_a_sealed_handout_comes_to_the_same_list_without_the_truth() -> None:
    earlier = own_passes("signs-swapped", "one-for-seven")
    task, _firm, alone = dealt("settle-differences")
    _same, _firm, whole = dealt("settle-differences", earlier=earlier)
    assert task.follow(alone, earlier) == whole
    assert task.follow(alone, {}) == alone
