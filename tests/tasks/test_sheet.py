"""Sheets: any formula that does the job counts, a typed total does not, and an error counts once."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from course.firm import Firm
from course.locale import LANGUAGES, Language
from course.tasks.expected import TYPED_TOTAL, Expected
from course.tasks.handing_in import check_answer, mark_answer
from course.tasks.handout import Column, SheetLayout
from course.tasks.mark import Item, Mark, Outcome
from course.tasks.sheet import Sheet
from course.tasks.sheet_answer import filled_in
from course.tasks.task import Answer
from tests.tasks.examples import CASH, ROWS, cash_answer, formulas, handed_out, right_file

BALANCE = Decimal("0.75")  # points of one balance: 6 over six balances of weight 1 and a note of weight 2


def marked(entries: dict[str, str], language: Language = "en") -> Mark:
    firm, handout = handed_out(CASH, language)
    return CASH.mark(cash_answer(entries, language), firm, handout, {})


def item(mark: Mark, ref: str) -> Item:
    return next(one for one in mark.items if one.key == ref)


def wrong(mark: Mark) -> list[str]:
    return [one.key for one in mark.items if one.outcome is not Outcome.RIGHT]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_right_sheet_earns_everything_and_an_untouched_one_nothing(language: Language, tmp_path: Path) -> None:
    untouched = mark_answer(CASH, language, tmp_path)
    handout = handed_out(CASH, language)[1]
    CASH.write(CASH.empty(handout), tmp_path / CASH.answer_file, handout)
    assert mark_answer(CASH, language, tmp_path) == untouched
    assert (repr(untouched), untouched.outcome) == ("0", Outcome.NOT_ATTEMPTED)
    right_file(CASH, tmp_path, language)
    assert repr(mark_answer(CASH, language, tmp_path)) == "6"
    assert check_answer(CASH, language, tmp_path).complete


@pytest.mark.parametrize(
    "formula",
    [
        "=$D$2+SUM(B$3:B{row})-SUM(C$3:C{row})",
        "=SUM(D$2,B$3:B{row})-SUM(C$3:C{row})",
        "=IF(B{row}>0,D{above}+B{row},D{above}-C{row})",
        "=ROUND(D{above}+B{row}-C{row},2)",
        "=D{above}-(C{row}-B{row})",
        "=SUM(D{above},B{row},-C{row})",
    ],
)
def test_any_formula_that_does_the_job_is_right(formula: str) -> None:
    entries = {f"D{row}": formula.format(row=row, above=row - 1) for row in ROWS}
    assert wrong(marked({**formulas(), **entries})) == []


def test_formulas_in_german_are_right_in_the_german_course() -> None:
    entries = {f"D{row}": f"=SUMME(D$2;B$3:B{row})-SUMME(C$3:C{row})" for row in ROWS}
    assert wrong(marked({**formulas(), **entries}, "de")) == []


def test_a_typed_total_earns_part_and_is_told_why() -> None:
    right = cash_answer(formulas()).amount("D8")
    mark = marked({**formulas(), "D8": str(right)})
    found = item(mark, "D8")
    assert (found.outcome, found.slip, found.points) == (Outcome.WRONG, TYPED_TOTAL, BALANCE * Decimal("0.4"))
    assert "it was typed and is no formula" in found.message
    assert mark.points == 6 - BALANCE * Decimal("0.6")
    assert str(right) not in mark._repr_html_()


def test_a_formula_without_cells_is_a_typed_total_in_disguise() -> None:
    right = cash_answer(formulas()).amount("D8")
    found = item(marked({**formulas(), "D8": f"={right}+0"}), "D8")
    assert (found.slip, found.points) == (TYPED_TOTAL, BALANCE * Decimal("0.4"))
    assert "does not follow when the entries change" in found.message


def test_a_range_that_is_too_short_is_seen_even_where_it_makes_no_difference_yet() -> None:
    """The last receipt is money out, so leaving its (empty) money-in cell out of the sum changes nothing today."""
    found = item(marked({**formulas(), "D8": "=D2+SUM(B3:B7)-SUM(C3:C8)"}), "D8")
    assert found.outcome is Outcome.RIGHT  # no figure that a receipt could have is left out
    found = item(marked({**formulas(), "D7": "=D2+SUM(B3:B6)-SUM(C3:C7)+11*7+" + _odd_cents(7)}), "D7")
    assert found.outcome is Outcome.WRONG
    assert "does not follow" in found.message


def _odd_cents(row: int) -> str:
    answer = cash_answer({})
    amount = answer.amount(f"B{row}")
    assert amount is not None
    return str(amount - 11 * row)


def test_a_slip_is_named_and_what_follows_from_it_is_right() -> None:
    mark = marked({**formulas(), "D5": "=D4-B5+C5"})
    assert wrong(mark) == ["D5"]
    assert item(mark, "D5").slip == "in_and_out_swapped"
    assert item(mark, "D5").message == "Money in and money out are mixed up."
    assert item(marked({**formulas(), "D5": "=B5-C5"}), "D5").slip == "not_carried"


@pytest.mark.parametrize("broken", ["=D4+", "=FOO(D4)", "=1/0", "=D8", "=D5", "nonsense", "=A1"])
def test_a_cell_that_is_broken_does_not_break_what_builds_on_it(broken: str) -> None:
    mark = marked({**formulas(), "D5": broken})
    assert wrong(mark) == ["D5"]
    assert mark.points == 6 - BALANCE


def test_a_cell_left_empty_is_not_attempted() -> None:
    entries = formulas()
    del entries["D8"]
    mark = marked(entries)
    assert item(mark, "D8").outcome is Outcome.NOT_ATTEMPTED
    assert wrong(mark) == ["D8"]


def test_a_wrong_text_gets_the_cells_own_message() -> None:
    found = item(marked({**formulas(), "E9": "one person"}), "E9")
    assert (found.outcome, found.message) == (Outcome.WRONG, "Somebody else.")


def test_every_slip_of_the_clerk_is_named() -> None:
    firm, handout = handed_out(CASH)
    assert CASH.slips(firm, handout) == (TYPED_TOTAL, "in_and_out_swapped", "not_carried")
    for slip in CASH.slips(firm, handout):
        mark = CASH.mark(CASH.perfect(firm, handout, (slip,)), firm, handout, {})
        assert mark.slips == (slip,)
        assert mark.points < 6


def test_random_figures_are_given_no_slips_name() -> None:
    chance = random.Random(11)
    named = 0
    for _ in range(100):
        entries = {**formulas(), "D6": f"{chance.uniform(0, 900):.2f}"}
        named += bool(marked(entries).slips)
    assert named <= 2


def test_check_names_empty_cells_and_broken_formulas_but_not_wrong_ones() -> None:
    handout = handed_out(CASH)[1]
    entries = {**formulas(), "D4": "=1/0", "D6": "=D5+", "D7": "1.00"}
    del entries["D8"]
    lines = CASH.check(cash_answer(entries), handout).lines
    assert [(line.level, line.ref) for line in lines] == [
        ("todo", "D8"),
        ("unreadable", "D6"),
        ("unreadable", "D4"),
        ("todo", ""),
    ]
    wrong_but_complete = {**formulas(), "D4": "1.00"}
    assert CASH.check(cash_answer(wrong_but_complete), handout).complete


def test_a_formula_is_tried_on_other_figures_where_the_learner_typed_them_too() -> None:
    """An entry that was exchanged for the trial is no mistake: nothing puts it back, or every formula would hold."""

    def layout(firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        return SheetLayout((Column("Price", "amount"), Column("At most 40", "amount")), 2)

    def expected(firm: Firm, language: Language, plan: SheetLayout) -> tuple[Expected, ...]:
        least = Expected("B2", "at most 40", lambda f: min(f.amount("A2"), Decimal(40)), formula="=MIN(A2,40)")
        return (Expected("A2", "price", lambda f: Decimal(55)), least)

    sheet = Sheet(
        id="at-most",
        title="At most",
        instructions="",
        points=Decimal(2),
        layout=layout,
        expected=expected,
        change=lambda figures, turn: {"A2": 12.5 * turn},
    )
    firm, handout = handed_out(sheet)
    right = sheet.mark(filled_in(handout, {"A2": "55", "B2": "=IF(A2>40,40,A2)"}, "en"), firm, handout, {})
    always = sheet.mark(filled_in(handout, {"A2": "55", "B2": "=20+20"}, "en"), firm, handout, {})
    assert (wrong(right), wrong(always)) == ([], ["B2"])
