"""What is said of a wrong cell: the slip that was made, what can be seen of the formula, never a slip that was not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from course.tasks.formula import position, shifted
from course.tasks.handout import SheetLayout
from course.tasks.mark import Mark, Outcome
from course.tasks.sheet_answer import SheetAnswer, filled_in
from tests.units.dealt_tasks import dealt, down, item


def marked(task_id: str, entries: dict[str, str], learner: str = "ada") -> Mark:
    """The mark of a perfect sheet in which these cells were typed anew."""
    task, firm, handout = dealt(task_id, learner=learner)
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    assert right.book is not None
    assert isinstance(handout.layout, SheetLayout)
    own = {ref: right.book.content(*position(ref)) for ref in right.cells if ref in handout.layout.asked}
    return task.mark(filled_in(handout, {**own, **entries}, "en"), firm, handout, {})


def slips(task_id: str, entries: dict[str, str]) -> set[str]:
    """The names of the slips in these cells, where they are wrong."""
    mark = marked(task_id, entries)
    found = [item(mark, ref) for ref in entries]
    assert any(one.outcome is Outcome.WRONG for one in found)
    return {one.slip for one in found if one.outcome is Outcome.WRONG}


@pytest.mark.parametrize(
    ("task_id", "entries"),
    [
        ("order-look-up", down("F", range(2, 9), "=0*E2")),
        ("order-look-up", down("F", range(2, 9), '=IF(C2>="$H$2",ROUND(E2*$I$2/100,2),0)')),
        ("price-list", {"D9": "=ROUND(C10*$H$2/100,2)"}),
        ("trial-balance", {"H3": "=SUMIF(B:B,F3,D:D)"}),
        ("due-dates", {f"F{row}": "=MAX(0,DATE(2026,1,1)-E2)" for row in range(3, 11)}),
        ("cash-book", down("F", range(4, 11), "=F$2+D4-E4")),
        ("sales-by-month", {"G3": "=SUMIFS($D$3:$D$19,$E$3:$E$19,$F3,$C$3:$C$19,G$1)"}),
    ],
)
def test_what_comes_to_the_same_as_a_slip_by_chance_is_given_no_name(task_id: str, entries: dict[str, str]) -> None:
    assert slips(task_id, entries) == {""}


def test_a_nought_that_was_typed_is_no_formula_with_its_branches_swapped() -> None:
    assert slips("order-look-up", {f"F{row}": "0" for row in range(2, 9)}) <= {"", "typed_total"}


def test_the_careful_formula_over_a_broken_cell_is_no_slip() -> None:
    mark = marked("cash-book", {"D3": "n/a", "E3": "n/a"})
    assert "in-and-out-swapped" not in mark.slips
    assert "difference-turned-round" not in mark.slips


@pytest.mark.parametrize(
    ("task_id", "first", "copies"),
    [
        ("order-look-up", "D2", ["D3", "D4", "D5", "D6", "D7", "D8"]),
        ("order-look-up", "F2", ["F3", "F4", "F5", "F6", "F7", "F8"]),
        ("sales-by-month", "G2", ["G3", "G4"]),
        ("reorder", "K2", ["K3", "K4", "K5"]),
    ],
)
def test_a_formula_that_was_copied_without_a_dollar_is_told_so_whatever_it_is(
    task_id: str, first: str, copies: list[str]
) -> None:
    formula = {
        "D2": "=INDEX(D12:D20,MATCH(A2,A12:A20,0))",
        "F2": "=IF(C2>=H2,ROUND(E2*$I$2/100,2),0)",
        "G2": "=SUMPRODUCT((E2:E19=F2)*(C2:C19=G1)*D2:D19)",
        "K2": "=(200*C2*C8*C9/(I2*C10))^0.5",
    }[first]
    entries = {ref: shifted(formula, position(ref)[0] - 2, 0) for ref in [first, *copies]}
    mark = marked(task_id, entries)
    assert item(mark, first).outcome is Outcome.RIGHT
    assert {item(mark, ref).slip for ref in copies} <= {"dollar-missing", ""}
    assert "dollar-missing" in mark.slips
    assert all(item(mark, ref).slip for ref in copies if item(mark, ref).outcome is Outcome.WRONG)


@pytest.mark.parametrize(
    ("task_id", "entries"),
    [
        ("price-list", down("D", range(2, 10), "=ROUND(C2*19%,2)")),
        ("price-list", down("G", range(2, 10), "=ROUND(F2/1.19*0.19,2)")),
        ("reorder", down("G", range(2, 6), "=C2*D2*5+E2")),
    ],
)
def test_a_figure_of_the_sheet_in_a_formula_is_pointed_at(task_id: str, entries: dict[str, str]) -> None:
    assert slips(task_id, entries) == {"figure-typed-in"}


def test_a_formula_with_figures_of_its_own_is_not_blamed_for_them() -> None:
    assert "figure-typed-in" not in slips("order-look-up", down("G", range(2, 9), "=E2*(1-$I$2/100)"))


def test_a_right_figure_that_is_a_text_and_one_with_the_wrong_sign_are_told_so() -> None:
    assert slips("sales-by-month", down("E", range(2, 20), '=TEXT(B2,"m")')) == {"number-as-text"}
    assert slips("order-look-up", down("G", range(2, 9), "=F2-E2")) == {"sign-turned"}


# --- an error counts once -----------------------------------------------------------------------------------------


def lost(task_id: str, entries: dict[str, str]) -> set[str]:
    """The cells that cost something."""
    return {one.key for one in marked(task_id, entries).items if one.points < one.of}


def test_an_entry_that_cannot_be_read_costs_its_own_cell_alone() -> None:
    task, firm, handout = dealt("cash-book")
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    ref = "D3" if right.amount("D3") else "E3"
    assert lost("cash-book", {ref: "twelve"}) == {ref}
    issues = [one.key for one in marked("card-fifo", {}).items if one.of == Decimal("0.50")]
    assert lost("card-fifo", {issues[0]: "=10xE2"}) == {issues[0]}


def test_balances_that_were_typed_cost_nothing_in_the_difference() -> None:
    task, firm, handout = dealt("cash-book")
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    typed = {f"F{row}": str(right.amount(f"F{row}")) for row in range(3, 11)}
    assert lost("cash-book", typed) == set(typed)


def test_shares_that_end_in_an_error_cost_nothing_in_what_adds_them_up() -> None:
    assert lost("abc-analysis", down("F", range(13, 21), "=100*E13/E10")) == {f"F{row}" for row in range(14, 21)}


def test_a_rank_that_is_no_article_costs_nothing_in_its_look_up() -> None:
    assert lost("abc-analysis", {"A14": "second"}) == {"A14"}


@pytest.mark.parametrize(
    ("task_id", "slip"),
    [
        ("abc-analysis", "classes-turned"),
        ("abc-analysis", "class-by-own-share"),
        ("reorder", "answers-swapped"),
        ("reorder", "only-when-below"),
        ("card-fifo", "latest-price"),
        ("card-fifo", "lifo"),
    ],
)
def test_one_mistake_down_a_column_has_one_name(task_id: str, slip: str) -> None:
    """Where two slips fit a cell, the one that fits more cells was made; "only when below" was once said beside
    "answers swapped" of one formula."""
    for learner in ("ada", "grace", "edsger"):
        task, firm, handout = dealt(task_id, learner=learner)
        if slip in task.slips(firm, handout):
            assert task.mark(task.perfect(firm, handout, (slip,)), firm, handout, {}).slips == (slip,)
