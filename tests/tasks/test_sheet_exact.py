"""Rounding, and errors: what only looks rounded is wrong where that matters; an error is explained with care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from course import __version__
from course.firm import Firm
from course.locale import LANGUAGES, Language
from course.tasks.expected import CellSlip, Expected, same
from course.tasks.handout import Column, ColumnKind, Given, Header, SheetLayout
from course.tasks.mark import Item, Outcome
from course.tasks.sheet import Sheet, other_figures
from course.tasks.sheet_answer import filled_in
from course.tasks.slips import cents
from course.tasks.task import Answer


def layout(firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
    given = (Given("A2", "S-102", "code"), Given("B2", "2.35", "amount"), Given("D2", "S-101", "code"))
    more = (Given("D3", "S-102", "code"), Given("E2", "5.00", "amount"), Given("E3", "7.00", "amount"))
    kinds: tuple[ColumnKind, ...] = ("code", "amount", "amount", "code", "amount")
    columns = tuple(Column(label, kind) for label, kind in zip("PQRST", kinds, strict=True))
    return SheetLayout(columns, 4, given + more)


def expected(firm: Firm, language: Language, sheet: SheetLayout) -> tuple[Expected, ...]:
    unrounded = CellSlip("not-rounded", "=B2*19/100", "It is not rounded.")
    shifted = CellSlip("dollar-missing", "=VLOOKUP(A2,D4:E4,2,FALSE)", "A $ is missing.")
    return (
        Expected(
            "C2",
            "tax",
            lambda f: cents(f.amount("B2") * 19 / 100),
            "=ROUND(B2*19/100,2)",
            slips=(unrounded,),
            exact=True,
        ),
        Expected("C3", "price", lambda f: f.amount("E3"), "=VLOOKUP(A2,$D$2:$E$3,2,FALSE)", slips=(shifted,)),
    )


TASK = Sheet(
    id="exact",
    unit="00-test",
    title="Exact",
    instructions="Round.",
    points=Decimal(2),
    layout=layout,
    expected=expected,
    change=other_figures("B2", "E2:E3"),
)


def item(ref: str, formula: str) -> Item:
    firm = Firm.deal("exact")
    handout = TASK.handout(firm, Header("ada", TASK.unit, TASK.id, 0, __version__, "en"), {})
    mark = TASK.mark(filled_in(handout, {ref: formula}, "en"), firm, handout, {})
    return next(one for one in mark.items if one.key == ref)


def test_a_value_that_only_looks_rounded_is_not_the_same() -> None:
    assert same(0.4465, 0.45)
    assert not same(0.4465, 0.45, exact=True)
    assert same(0.1 + 0.2, 0.3, exact=True)


@pytest.mark.parametrize("formula", ["=ROUND(B2*19/100,2)", "=ROUND(B2*0.19,2)", "=ROUND(19%*B2,2)"])
def test_a_rounded_tax_is_right_however_it_is_worked_out(formula: str) -> None:
    assert item("C2", formula).outcome is Outcome.RIGHT


def test_a_tax_that_is_not_rounded_is_wrong_and_told_why() -> None:
    found = item("C2", "=B2*0.19")
    assert (found.outcome, found.slip, found.points) == (Outcome.WRONG, "not-rounded", 0)


def test_a_slip_that_ends_in_an_error_is_named() -> None:
    assert item("C3", "=VLOOKUP(A2,D4:E4,2,FALSE)").slip == "dollar-missing"


def test_the_same_error_from_other_cells_is_only_called_an_error() -> None:
    found = item("C3", "=VLOOKUP(A3,D2:E3,2,FALSE)")
    assert (found.outcome, found.slip) == (Outcome.WRONG, "")
    assert "#N/A" in found.message


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_given_formula_with_two_arguments_survives_its_file(language: Language, tmp_path: Path) -> None:
    def with_formula(firm: Firm, words: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        plain = layout(firm, words, earlier)
        return replace(plain, given=(*plain.given, Given("C4", "=ROUND(B2*19/100,2)", "amount")))

    task = replace(TASK, layout=with_formula)
    firm = Firm.deal("exact")
    handout = task.handout(firm, Header("ada", task.unit, task.id, 0, __version__, language), {})
    task.write(task.perfect(firm, handout), tmp_path / handout.answer_file, handout)
    answer = task.read(tmp_path / handout.answer_file, handout)
    assert answer is not None
    assert answer.cells["C4"].value == 0.45
    assert task.mark(answer, firm, handout, {}).points == 2
