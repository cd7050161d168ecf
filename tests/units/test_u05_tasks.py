"""Unit 5's tasks: what they deal, what right and plausible wrong answers earn, and that all learners' are alike."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from course.firm.paper import render
from course.tasks.handing_in import handout_of, mark_answer
from course.tasks.handout import SheetLayout
from course.tasks.mark import Outcome
from course.tasks.sheet import Sheet
from course.tasks.sheet_answer import SheetAnswer, filled_in
from course.units.u05_spreadsheets.tasks import UNIT
from tests.tasks.examples import header
from tests.units.dealt_tasks import (
    dealt,
    down,
    formulas_with_other_values,
    item,
    libreoffice_reads,
    marked,
    said_of_slips,
)

SHEETS = [task for task in UNIT.tasks if isinstance(task, Sheet)]
SEEDS = 200


def test_the_tasks_are_those_of_the_plan() -> None:
    assert [(task.id, int(task.points)) for task in UNIT.assignment] == [
        ("price-list", 6),
        ("sales-subtotals", 4),
        ("order-look-up", 6),
        ("due-dates", 4),
        ("sales-by-month", 5),
        ("sales-chart", 4),
        ("sort-invoices", 4),
        ("number-formats", 5),
        ("five-faults", 5),
    ]


def test_an_untouched_file_earns_nothing(tmp_path: Path) -> None:
    for task in UNIT.tasks:
        handout = handout_of(task, header(task))
        task.write(task.empty(handout), tmp_path / task.answer_file, handout)
        mark = mark_answer(task, "en", tmp_path)
        assert repr(mark) == "0", task.id
        assert mark.outcome is Outcome.NOT_ATTEMPTED, task.id


@pytest.mark.tool("soffice")
def test_libreoffice_comes_to_the_same_in_every_sheet(tmp_path: Path) -> None:
    for task, path, theirs in libreoffice_reads(SHEETS, tmp_path):
        formulas, other = formulas_with_other_values(task, path, theirs)
        assert formulas or task.id in ("practice-formats", "number-formats")
        assert other == {}, task.id


def test_other_formulas_that_do_the_same_are_right() -> None:
    rows = range(2, 10)
    entries = down("D", rows, "=ROUND(C2*H$2%,2)") | down("E", rows, "=C2+ROUND(0.01*$H$2*C2,2)")
    entries |= down("G", rows, "=ROUND(F2-F2/(1+$H$2/100),2)")
    assert marked("price-list", entries).points == 6
    rows = range(2, 9)
    entries = down("B", rows, "=INDEX($B$12:$B$20,MATCH(A2,$A$12:$A$20,0))")
    entries |= down("D", rows, "=XLOOKUP(A2,A$12:A$20,D$12:D$20)") | down("E", rows, "=D2*C2")
    entries |= down("F", rows, "=ROUND(E2*I$2/100*(C2>=H$2),2)") | down("G", rows, "=E2-F2")
    assert marked("order-look-up", entries | {"G9": "=SUM(E2:E8)-SUM(F2:F8)"}).points == 6


def test_german_names_and_semicolons_are_right_in_the_german_course() -> None:
    rows = range(2, 10)
    entries = {f"D{row}": f"=RUNDEN(C{row}*$H$2/100;2)" for row in rows}
    entries |= {f"E{row}": f"=SUMME(C{row}:D{row})" for row in rows}
    entries |= {f"G{row}": f"=RUNDEN(F{row}*$H$2/(100+$H$2);2)" for row in rows}
    assert marked("price-list", entries, "de").points == 6
    rows = range(2, 9)
    entries = {f"B{row}": f"=SVERWEIS(A{row};$A$12:$D$20;2;FALSCH)" for row in rows}
    entries |= {f"D{row}": f"=SVERWEIS(A{row};$A$12:$D$20;4;0)" for row in rows}
    entries |= {f"E{row}": f"=C{row}*D{row}" for row in rows}
    entries |= {f"F{row}": f"=WENN(C{row}<$H$2;0;RUNDEN(E{row}*$I$2/100;2))" for row in rows}
    entries |= {f"G{row}": f"=E{row}-F{row}" for row in rows} | {"G9": "=SUMME(G2:G8)"}
    assert marked("order-look-up", entries, "de").points == 6


def test_a_price_list_filled_down_without_dollars_is_told_so() -> None:
    mark = marked("price-list", down("D", range(2, 10), "=ROUND(C2*H2/100,2)"))
    assert item(mark, "D2").outcome is Outcome.RIGHT
    assert {item(mark, f"D{row}").slip for row in range(3, 10)} == {"dollar-missing"}
    assert "$" in item(mark, "D3").message


def test_tax_of_the_gross_price_and_tax_that_is_not_rounded_are_named() -> None:
    rows = range(2, 10)
    entries = down("G", rows, "=ROUND(F2*$H$2/100,2)") | down("D", rows, "=C2*$H$2/100")
    mark = marked("price-list", entries)
    assert {item(mark, f"G{row}").slip for row in rows} == {"vat-of-gross"}
    assert {item(mark, f"D{row}").slip for row in rows} <= {"not-rounded", ""}
    assert mark.points < Decimal("0.5")


def test_typed_figures_earn_two_fifths() -> None:
    task, firm, handout = dealt("sales-subtotals")
    mark = task.mark(task.perfect(firm, handout, ("typed_total",)), firm, handout, {})
    assert mark.slips == ("typed_total",)
    assert abs(mark.points - Decimal("1.6")) < Decimal("0.1")


def test_a_look_up_that_is_not_exact_or_slips_down_is_named() -> None:
    names = set()
    for learner in ("ada", "ben", "cem"):
        rough = marked("order-look-up", down("D", range(2, 9), "=VLOOKUP(A2,$A$12:$D$20,4)"), learner=learner)
        loose = marked("order-look-up", down("D", range(2, 9), "=VLOOKUP(A2,A12:D20,4,FALSE)"), learner=learner)
        names |= {(0, one.slip) for one in rough.items if one.key[0] == "D" and one.outcome is Outcome.WRONG}
        names |= {(1, one.slip) for one in loose.items if one.key[0] == "D" and one.outcome is Outcome.WRONG}
    assert {(0, "look-up-not-exact"), (1, "dollar-missing")} <= names


def test_the_discount_begins_with_the_quantity_itself() -> None:
    task, firm, handout = dealt("order-look-up")
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    least = right.amount("H2")
    border = [row for row in range(2, 9) if right.amount(f"C{row}") == least]
    assert border
    wrong = task.perfect(firm, handout, ("more-than-for-from",))
    mark = task.mark(wrong, firm, handout, {})
    assert {f"F{row}" for row in border} <= {one.key for one in mark.items if one.slip == "more-than-for-from"}


def test_whole_columns_can_be_named_in_the_sums_by_month() -> None:
    entries = down("E", range(2, 20), "=MONTH(B2)")
    for column in "GH":
        entries |= {f"{column}{row}": f"=SUMIFS($D:$D,$E:$E,$F{row},$C:$C,{column}$1)" for row in (2, 3, 4)}
    entries |= {f"I{row}": f"=G{row}+H{row}" for row in (2, 3, 4)}
    entries |= {f"{column}5": f"={column}2+{column}3+{column}4" for column in "GHI"}
    assert marked("sales-by-month", entries).points == 5


def test_the_five_faults_can_be_found_from_sheet_and_paper() -> None:
    """Each fault is looked for as a learner would, without asking the task where it is."""
    for learner in ("ada", "ben", "cem", "dora", "emil", "fee"):
        task, firm, handout = dealt("five-faults", learner=learner)
        assert isinstance(handout.layout, SheetLayout)
        cells = {cell.ref: cell for cell in handout.layout.given}
        rows = range(2, 10)
        typed = [f"{c}10" for c in "CEFG" if not cells[f"{c}10"].value.startswith("=")]
        short = [f"{c}10" for c in "CEFG" if cells[f"{c}10"].value == f"=SUM({c}2:{c}8)"]
        loose = [f"F{row}" for row in rows if "$H$2" not in cells[f"F{row}"].value]
        texts = [f"C{row}" for row in rows if cells[f"C{row}"].kind == "text"]
        page = render(handout.documents[0], "en")
        listed = {cells[f"A{row}"].value: firm.article(cells[f"A{row}"].value) for row in rows}
        assert all(number in page for number in listed)
        torn = [
            column
            for column, of in (("B", lambda a: a.name.to("en")), ("D", lambda a: str(a.sales_price)))
            if any(cells[f"{column}{row}"].value != of(listed[cells[f"A{row}"].value]) for row in rows)
        ]
        assert [len(found) for found in (typed, short, loose, texts, torn)] == [1] * 5
        answers = dict(zip(("C12", "C13", "C14", "C15", "C16"), typed + short + loose + texts + torn, strict=True))
        sums = {"C17": typed[0][0], "C18": short[0][0]}
        entries = answers | {ref: f"=SUM({column}2:{column}9)" for ref, column in sums.items()}
        assert task.mark(filled_in(handout, entries, "en"), firm, handout, {}).points == 5


def test_a_cell_may_be_named_with_its_dollar_signs() -> None:
    task, firm, handout = dealt("five-faults")
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    asked = [f"C{row}" for row in range(12, 17)]
    named = {ref: right.text(ref) for ref in asked}
    dollars = {ref: "".join(f"${sign}" if sign.isalpha() else sign for sign in text) for ref, text in named.items()}
    dollars = {ref: re.sub(r"(?<=[A-Z])(?=[0-9])", "$", text) for ref, text in dollars.items()}
    dollars["C16"] = f"{named['C16']}:{named['C16']}".lower()
    assert dollars["C12"].count("$") == 2
    mark = task.mark(filled_in(handout, dollars, "en"), firm, handout, {})
    assert {item(mark, ref).outcome for ref in asked} == {Outcome.RIGHT}
    wrong = task.mark(filled_in(handout, {"C12": "$A$1", "C16": "A:D"}, "en"), firm, handout, {})
    assert {item(wrong, ref).outcome for ref in ("C12", "C16")} == {Outcome.WRONG}


def test_the_cell_that_shows_the_effect_is_not_the_fault() -> None:
    task, firm, handout = dealt("five-faults")
    mark = task.mark(task.perfect(firm, handout, ("effect-named",)), firm, handout, {})
    assert {one.slip for one in mark.items if one.outcome is Outcome.WRONG} == {"effect-named"}


def test_no_message_gives_a_formula_away_in_an_assignment() -> None:
    for task in UNIT.assignment:
        for slip, said in said_of_slips(task.id):
            assert "=" not in said, (task.id, slip)


def test_a_cell_may_be_named_by_a_formula_and_a_column_by_its_rows() -> None:
    task, firm, handout = dealt("five-faults")
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    entries = {"C12": f"={right.text('C12')}", "C16": f"{right.text('C16')}2:{right.text('C16')}9"}
    mark = task.mark(filled_in(handout, entries, "en"), firm, handout, {})
    assert {item(mark, ref).outcome for ref in entries} == {Outcome.RIGHT}
    other = task.mark(filled_in(handout, {"C12": "=A1", "C16": "A2:D9"}, "en"), firm, handout, {})
    assert {item(other, ref).outcome for ref in entries} == {Outcome.WRONG}


def test_lines_may_be_rounded_to_the_cent() -> None:
    entries = down("E", range(2, 7), "=ROUND(C2*D2,2)") | down("E", range(8, 12), "=ROUND(C8*D8,2)")
    entries |= {"E7": "=SUM(E2:E6)", "E12": "=SUM(E8:E11)", "E13": "=E7+E12"}
    entries |= {"F7": "=ROUND(100*E7/E13,1)", "F12": "=ROUND(100*E12/E13,1)"}
    assert marked("sales-subtotals", entries).points == 4


def test_a_name_that_was_typed_is_no_look_up_but_can_be_read() -> None:
    task, firm, handout = dealt("order-look-up")
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    mark = task.mark(filled_in(handout, {"B2": right.text("B2")}, "en"), firm, handout, {})
    assert (item(mark, "B2").outcome, item(mark, "B2").slip) == (Outcome.WRONG, "typed_total")


@pytest.mark.parametrize(
    "formula", ["=IF(C2>={least},ROUND(E2*$I$2/100,2),0)", "=IF(C2>=$H$2,ROUND(E2*{percent}/100,2),0)"]
)
def test_the_terms_of_a_discount_are_not_typed_into_its_formula(formula: str) -> None:
    _task, _firm, handout = dealt("order-look-up")
    assert isinstance(handout.layout, SheetLayout)
    given = {cell.ref: cell.value for cell in handout.layout.given}
    typed = formula.format(least=given["H2"], percent=given["I2"])
    look_ups = down("D", range(2, 9), "=VLOOKUP(A2,$A$12:$D$20,4,FALSE)") | down("E", range(2, 9), "=C2*D2")
    for entry, outcome in ((typed, Outcome.WRONG), ("=IF(C2>=$H$2,ROUND(E2*$I$2/100,2),0)", Outcome.RIGHT)):
        mark = marked("order-look-up", look_ups | down("F", range(2, 9), entry))
        assert {item(mark, f"F{row}").outcome for row in range(2, 9)} == {outcome}


def test_a_price_that_is_pointed_at_is_not_looked_up() -> None:
    _task, _firm, handout = dealt("order-look-up")
    assert isinstance(handout.layout, SheetLayout)
    numbers = {cell.ref: cell.value for cell in handout.layout.given if cell.ref[0] == "A"}
    found = {row: next(at for at in range(12, 21) if numbers[f"A{at}"] == numbers[f"A{row}"]) for row in range(2, 9)}
    mark = marked("order-look-up", {f"D{row}": f"=D{at}" for row, at in found.items()})
    assert {item(mark, f"D{row}").outcome for row in range(2, 9)} == {Outcome.WRONG}


def test_a_month_is_not_thirty_days() -> None:
    mark = marked("due-dates", down("E", range(2, 11), "=EDATE(C2,1)"))
    assert {item(mark, f"E{row}").slip for row in range(2, 11)} == {""}
    mark = marked("due-dates", down("E", range(2, 11), "=C2+30"))
    assert {item(mark, f"E{row}").slip for row in range(2, 11) if item(mark, f"E{row}").points == 0} == {"days-typed"}


def test_ranges_of_different_sizes_are_an_error_as_in_every_spreadsheet() -> None:
    entries = down("E", range(2, 20), "=MONTH(B2)") | {"G2": "=SUMIFS($D$2:$D$19,$E$2:$E$18,$F2,$C$2:$C$19,G$1)"}
    assert "#VALUE!" in item(marked("sales-by-month", entries), "G2").message
