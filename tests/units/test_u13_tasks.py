"""Unit 13's tasks: what they deal, what right and plausible wrong answers earn, and that all learners' are alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from course.firm import Firm
from course.firm.calendar import LAST_DAY
from course.firm.paper import render
from course.firm.papers.warehouse import slip_number
from course.firm.stock import on_hand
from course.locale import Language
from course.tasks.formula import shifted
from course.tasks.handout import SheetLayout
from course.tasks.mark import Mark, Outcome
from course.tasks.proof import prove
from course.tasks.sheet import Sheet
from course.tasks.sheet_answer import SheetAnswer, filled_in
from course.tasks.workbook import Workbook
from course.units import find_task
from course.units.u13_inventory.counting import GUEST, HIDDEN, HOST, LATE
from course.units.u13_inventory.cut_off import CAUSES, MISREAD, NO_PAPER, NOT_IN, NOT_OUT, TOO_LATE, TWICE, UNKNOWN
from course.units.u13_inventory.differences import Differences
from course.units.u13_inventory.purchase_order import next_number
from course.units.u13_inventory.tasks import AROUND, FIVE_SHELVES, UNIT
from tests.units.dealt_tasks import dealt, formulas_with_other_values, libreoffice_reads, said_of_slips

SHEETS = [task for task in UNIT.tasks if isinstance(task, Sheet)]
COUNT = FIVE_SHELVES


def right(task_id: str, learner: str = "ada") -> SheetAnswer:
    task, firm, handout = dealt(task_id, learner=learner)
    answer = task.perfect(firm, handout)
    assert isinstance(answer, SheetAnswer)
    return answer


def with_entries(task_id: str, entries: dict[str, str], learner: str = "ada", language: Language = "en") -> Mark:
    """The mark of a careful clerk's sheet in which these cells were typed differently ("" leaves one empty)."""
    task, firm, handout = dealt(task_id, language, learner)
    answer = task.perfect(firm, handout)
    assert isinstance(answer, SheetAnswer)
    made = filled_in(handout, entries, language)
    cells = {ref: cell for ref, cell in answer.cells.items() if ref not in entries}
    cells |= {ref: made.cells[ref] for ref, text in entries.items() if text}
    book = Workbook.blank(handout)
    for ref, cell in cells.items():
        book.set(ref, replace(cell, value=None) if cell.formula else cell)
    return task.mark(SheetAnswer(handout.header, book.cells(), book), firm, handout, {})


def wrong(mark: Mark) -> dict[str, str]:
    """Cell -> slip, of what is not right."""
    return {one.key: one.slip for one in mark.items if one.outcome is not Outcome.RIGHT}


def test_the_tasks_are_those_of_the_plan_and_the_assignment_is_worth_forty_two_points() -> None:
    assert [(task.id, int(task.points)) for task in UNIT.assignment] == [
        ("shelf-count", 8),
        ("stock-differences", 9),
        ("card-fifo", 4),
        ("card-average", 4),
        ("abc-analysis", 5),
        ("abc-curve", 2),
        ("reorder", 6),
        ("purchase-order", 4),
    ]


def test_no_row_of_the_assignment_is_worth_odd_cents() -> None:
    for task in UNIT.assignment:
        _task, firm, handout = dealt(task.id)
        mark = find_task(task.id).mark(find_task(task.id).perfect(firm, handout), firm, handout, {})
        assert all(one.of % Decimal("0.05") == 0 for one in mark.items if task.id != "abc-curve"), task.id


def test_slips_are_named_and_noise_is_not() -> None:
    for proof in prove(UNIT.tasks, 1):
        assert proof.perfect.percent == proof.untouched.percent == 100, proof.task
        assert proof.alone.percent >= 95, (proof.task, proof.taken_for)
        assert proof.two.percent >= 80, proof.task
        assert proof.silent.tries == 0 or proof.silent.hits >= proof.silent.tries - 1, proof.task


@pytest.mark.tool("soffice")
def test_libreoffice_comes_to_the_same_in_every_sheet(tmp_path: Path) -> None:
    for task, path, theirs in libreoffice_reads(SHEETS, tmp_path):
        formulas, other = formulas_with_other_values(task, path, theirs)
        assert formulas
        assert other == {}, task.id


# --- the count ----------------------------------------------------------------------------------------------------


def test_what_is_counted_is_the_firms_stock() -> None:
    for learner in ("ada", "ben", "cem"):
        _task, firm, _handout = dealt("shelf-count", learner=learner)
        answer = right("shelf-count", learner)
        lines = COUNT.lines(firm)
        assert Counter(line.role for line in lines) == Counter(COUNT.roles)
        for row, line in enumerate(lines, start=2):
            assert answer.amount(f"I{row}") == on_hand(firm, line.shelf.article.number)


def test_a_count_from_the_words_alone_is_right() -> None:
    """Whoever cannot see the drawings comes to the same."""
    _task, firm, _handout = dealt("shelf-count")
    answer = right("shelf-count")
    own, strayed = {}, Counter[str]()
    for line, paper in zip(COUNT.lines(firm), COUNT.documents(firm, "en")[1:], strict=True):
        said = [text["en"] for text in paper.data["said"]]  # type: ignore[attr-defined]
        sums = [sum(int(n) * int(high) for n, high in re.findall(r"(\d+) stacks? of (\d+)", text)) for text in said]
        behind = re.search(r"(\d+) more stacks .* (\d+) high", said[1])
        own[line.shelf.article.number] = [sums[0] + (int(behind[1]) * int(behind[2]) if behind else 0), *sums[2:4]]
        for text, number in zip(said[4:], sums[4:], strict=True):
            if tag := re.search(r"tagged (\S+)$|packs tagged (\S+),", text.split(":")[0]):
                strayed[tag[1]] += number
    for row, line in enumerate(COUNT.lines(firm), start=2):
        cartons, packs, pieces = own[line.shelf.article.number]
        found = [cartons, packs + strayed[line.shelf.article.number], pieces]
        assert found == [answer.amount(f"{column}{row}") for column in "DEF"]


def test_the_count_sheet_is_blind() -> None:
    _task, firm, handout = dealt("shelf-count")
    page = render(handout.documents[0], "en")
    for line in COUNT.lines(firm):
        stock = on_hand(firm, line.shelf.article.number)
        assert not re.search(rf"(?<![\d-]){stock}(?!\d)", re.sub(r"<[^>]+>", " ", page).split("IBAN")[0])


def test_a_pack_for_a_piece_costs_the_total_alone_and_a_wrong_count_only_its_own_cell() -> None:
    mark = with_entries("shelf-count", {"I2": "=D2*G2+E2+F2"})
    assert wrong(mark) == {"I2": "pack-for-piece"}
    mark = with_entries("shelf-count", {"E3": "99"})
    assert wrong(mark) == {"E3": ""}


def test_the_hidden_row_the_pallet_and_the_stray_packs_are_named() -> None:
    _task, firm, _handout = dealt("shelf-count")
    entries, expected = {}, {}
    for row, line in enumerate(COUNT.lines(firm), start=2):
        seen = line.shelf
        if line.role == HIDDEN:
            entries[f"D{row}"], expected[f"D{row}"] = str(sum(seen.front)), "hidden-row-missed"
        if line.role == LATE:
            entries[f"D{row}"], expected[f"D{row}"] = str(sum(seen.front) + sum(seen.late)), "after-cut-off"
        if line.role == GUEST:
            entries[f"E{row}"], expected[f"E{row}"] = str(sum(seen.packs)), "stray-left-out"
        if line.role == HOST:
            both = sum(seen.packs) + sum(seen.strangers)
            entries[f"E{row}"], expected[f"E{row}"] = str(both), "stray-counted-here"
    assert wrong(with_entries("shelf-count", entries)) == expected
    assert len(expected) == 5


# --- differences --------------------------------------------------------------------------------------------------


def test_the_papers_explain_every_difference_and_only_one_way() -> None:
    """From cards and papers alone, as a clerk does it, and without the cause that was dealt."""
    for learner in ("ada", "ben", "cem", "dora"):
        _task, firm, _handout = dealt("stock-differences", learner=learner)
        cases = AROUND.cases(firm)
        trades = {trade.delivery_number: trade for trade in firm.trades}
        trades |= {slip_number(trade): trade for trade in firm.trades if trade.direction == "sale"}
        papers = [paper.number for paper in AROUND.documents(firm)[2:]]
        for case in cases:
            found = []
            for number in papers:
                late = number not in trades
                lines = (case.trade.lines if case.trade else ()) if late else trades[number].lines
                if late and number != case.paper:
                    continue
                for line in (one for one in lines if one.article == case.article.number):
                    sign = 1 if late or trades[number].direction == "purchase" else -1
                    booked = [move.quantity for move in case.booked if move.voucher == number]
                    off = sign * line.quantity - sum(booked)
                    if off:
                        found.append((number, off, TOO_LATE if late else cause_of(sign, booked)))
            known = sum(off for _number, off, _cause in found)
            assert [cause for _number, _off, cause in found] == ([case.cause] if case.trade else [])
            assert case.difference - known == (0 if case.cause != UNKNOWN else case.difference)


def cause_of(sign: int, booked: list[int]) -> str:
    if not booked:
        return NOT_IN if sign > 0 else NOT_OUT
    return TWICE if len(booked) > 1 else MISREAD


def test_every_cause_is_there_once_and_every_paper_bears_its_number() -> None:
    _task, firm, handout = dealt("stock-differences")
    assert sorted(case.cause for case in AROUND.cases(firm) if case.cause) == sorted(CAUSES)
    for paper in handout.documents:
        assert render(paper, "de")
    numbers = [paper.number for paper in handout.documents]
    assert all(case.paper in numbers for case in AROUND.cases(firm) if case.paper not in ("", NO_PAPER))
    late = next(case for case in AROUND.cases(firm) if case.cause == TOO_LATE)
    assert late.trade is not None
    assert late.trade.delivery_date == LAST_DAY + timedelta(days=1)


def test_netted_overs_and_shorts_are_told_so() -> None:
    work = Differences(AROUND)
    mark = with_entries("stock-differences", {f"G{work.overs}": f"=SUM(G2:G{work.last})"})
    assert wrong(mark) == {f"G{work.overs}": "overs-and-shorts-netted"}
    mark = with_entries("stock-differences", {f"G{work.overs}": f"=SUMPRODUCT((G2:G{work.last}>0)*G2:G{work.last})"})
    assert wrong(mark) == {}


def test_a_difference_turned_round_counts_once() -> None:
    for learner in ("ada", "ben", "mia"):
        for row in range(2, 10):
            mark = with_entries("stock-differences", {f"E{row}": f"=C{row}-D{row}"}, learner)
            assert wrong(mark) == {f"E{row}": "difference-turned-round"}, (learner, row)


def test_a_loss_may_not_be_made_to_fit_a_paper() -> None:
    _task, firm, _handout = dealt("stock-differences")
    row = next(row for row, case in enumerate(AROUND.cases(firm), start=2) if case.cause == UNKNOWN)
    other = next(case.paper for case in AROUND.cases(firm) if case.trade)
    mark = with_entries("stock-differences", {f"H{row}": other, f"I{row}": NOT_OUT})
    assert wrong(mark) == {f"H{row}": "paper-made-up", f"I{row}": "loss-excused"}


# --- cards, classes, orders ---------------------------------------------------------------------------------------


def test_fifo_lifo_and_average_are_told_apart() -> None:
    for slip in ("lifo", "moving-average", "latest-price"):
        task, firm, handout = dealt("card-fifo")
        assert slip in task.mark(task.perfect(firm, handout, (slip,)), firm, handout, {}).slips
    for slip in ("fifo", "lifo", "plain-average"):
        task, firm, handout = dealt("card-average")
        assert slip in task.mark(task.perfect(firm, handout, (slip,)), firm, handout, {}).slips


def test_the_card_ends_with_what_the_books_open_with() -> None:
    for learner in ("ada", "ben"):
        _task, firm, handout = dealt("card-fifo", learner=learner)
        assert isinstance(handout.layout, SheetLayout)
        name = handout.layout.columns[2].label
        article = next(a for a in firm.articles if a.name.en.startswith(name))
        answer = right("card-fifo", learner)
        assert answer.amount("H9") == article.opening_stock
        assert right("card-average", learner).amount("H9") == article.opening_stock
        assert answer.amount("E8") == article.purchase_price


def test_an_order_of_ones_own_is_followed_but_costs_its_ranks() -> None:
    answer = right("abc-analysis")
    first, second = answer.text("A13"), answer.text("A14")
    mark = with_entries("abc-analysis", {"A13": second, "A14": first})
    assert set(wrong(mark)) == {"A13", "A14"}
    mark = with_entries("abc-analysis", {"H13": '=IF(F13<=$I$2,"A",IF(F13<=$J$2,"B","C"))'})
    assert set(wrong(mark)) <= {"H13"}


def test_a_running_sum_over_the_ranking_is_as_good_as_adding_the_row_above() -> None:
    rows = range(13, 21)
    entries = {f"G{row}": shifted("=SUM(F$13:F13)", row - 13, 0) for row in rows}
    entries |= {f"E{row}": f"=INDEX($E$2:$E$9,MATCH(A{row},$A$2:$A$9,0))" for row in rows}
    assert wrong(with_entries("abc-analysis", entries)) == {}


@pytest.mark.parametrize(
    ("ranked", "cumulated"),
    [
        ("=INDEX($A$2:$A$9,MATCH(LARGE($E$2:$E$9,ROW()-12),$E$2:$E$9,0))", '=SUMIF($E$13:$E$20,">="&E13,$F$13:$F$20)'),
        ("=XLOOKUP(LARGE($E$2:$E$9,ROWS(A$13:A13)),$E$2:$E$9,$A$2:$A$9)", "=SUM(F$13:F13)"),
    ],
)
def test_ranks_by_formula_are_as_good_as_typed_ones(ranked: str, cumulated: str) -> None:
    rows = range(13, 21)
    entries = {f"A{row}": shifted(ranked, row - 13, 0) for row in rows}
    entries |= {f"G{row}": shifted(cumulated, row - 13, 0) for row in rows}
    mark = with_entries("abc-analysis", entries)
    assert wrong(mark) == {}
    assert mark.points == mark.of
    smallest = {ref: text.replace("LARGE", "SMALL") for ref, text in entries.items() if ref.startswith("A")}
    assert len(wrong(with_entries("abc-analysis", smallest))) >= 6


def test_safety_stock_and_weeks_are_named() -> None:
    week = "$C$7"
    assert wrong(with_entries("reorder", {"G2": f"=C2*D2*{week}"})) == {"G2": "safety-stock-left-out"}
    assert wrong(with_entries("reorder", {"G3": "=C3*D3+E3"})) == {"G3": "weeks-for-days"}
    assert wrong(with_entries("reorder", {"L2": "=ROUNDUP(K2/J2,0)"})) == {"L2": "pack-for-piece"}
    assert wrong(with_entries("reorder", {"L2": "=(INT(K2/J2)+1)*J2"})) == {}


def test_german_formulas_are_right_in_the_german_course() -> None:
    entries = {"G2": "=C2*D2*$C$7+E2", "H2": '=WENN(F2<=G2;"ja";"nein")', "L2": "=AUFRUNDEN(K2/J2;0)*J2"}
    entries["K2"] = "=WURZEL(200*C2*$C$8*$C$9/(I2*$C$10))"
    assert wrong(with_entries("reorder", entries, language="de")) == {}
    assert "H2" in wrong(with_entries("reorder", {"H2": '=WENN(F2<=G2;"nein";"ja")'}, language="de"))


def test_a_wrong_quantity_in_the_order_counts_once() -> None:
    answer = right("purchase-order")
    quantity = answer.amount("B6")
    assert quantity is not None
    mark = with_entries("purchase-order", {"B6": str(int(quantity) + 1)})
    assert wrong(mark) == {"B6": ""}
    assert next_number("BE-2026-0199") == "BE-2026-0200"


def test_an_order_of_the_next_rows_article_loses_the_article_alone() -> None:
    task, firm, handout = dealt("purchase-order")
    mark = task.mark(task.perfect(firm, handout, ("row-slipped",)), firm, handout, {})
    assert wrong(mark)["B5"] == "row-slipped"
    assert not {"B2", "B7"} & set(wrong(mark))
    mark = with_entries("purchase-order", {"B2": "70021"})
    assert set(wrong(mark)) == {"B2"}


def test_every_order_is_numbered_after_the_last_one() -> None:
    _task, firm, _handout = dealt("purchase-order")
    taken = {trade.order_number for trade in firm.trades if trade.direction == "purchase"}
    number = right("purchase-order").text("B3")
    assert number not in taken
    assert number > max(taken)


# --- what is said ---------------------------------------------------------------------------------------------------


def test_no_message_gives_a_formula_away_in_an_assignment() -> None:
    for task in UNIT.assignment:
        for slip, said in said_of_slips(task.id):
            assert "=" not in said, (task.id, slip)


def test_no_firm_leaves_a_task_without_material() -> None:
    """Firms that once had none: no article whose stock could be at its reorder point, no two articles in each class, no
    shelf with a hidden row and about as many things as usual."""
    for seed in ("robust 157", "robust 357", "robust 407", "robust 131", "fair 247"):
        firm = Firm.deal(seed)
        for task in SHEETS:
            assert task.layout(firm, "en", {}).given, (seed, task.id)


def test_values_may_be_rounded_to_the_cent_before_they_are_added_up() -> None:
    entries = {f"E{row}": f"=ROUND(C{row}*D{row},2)" for row in range(2, 10)}
    assert wrong(with_entries("abc-analysis", entries)) == {}


def test_the_limits_of_the_classes_are_not_typed_into_the_formula() -> None:
    classes = {f"H{row}": f'=IF(G{row}<=80,"A",IF(G{row}<=95,"B","C"))' for row in range(13, 21)}
    found = wrong(with_entries("abc-analysis", classes))
    assert len(found) >= 4
    assert set(found.values()) == {"figure-typed-in"}


def test_a_space_behind_a_number_does_not_mislead_the_look_up() -> None:
    numbers = {f"A{row}": f" {right('abc-analysis').text(f'A{row}').lower()} " for row in range(13, 21)}
    assert wrong(with_entries("abc-analysis", numbers)) == {}


def test_overs_of_too_few_rows_are_found_whatever_the_last_row_is() -> None:
    for learner in ("ada", "ben", "mia"):
        for row, sign in ((10, ">"), (11, "<")):
            short = {f"G{row}": f'=SUMIF(G2:G8,"{sign}0")'}
            assert set(wrong(with_entries("stock-differences", short, learner))) == {f"G{row}"}


def _long_dashes(text: str) -> str:
    return text.replace("-", "–")


@pytest.mark.parametrize("change", [str.lower, lambda text: text.replace("-", " "), _long_dashes])
def test_a_paper_may_be_named_in_more_ways_than_one(change: Callable[[str], str]) -> None:
    answer = right("stock-differences")
    papers = [ref for ref in answer.cells if re.fullmatch("H[2-9]", ref)]
    spelt = {ref: change(answer.text(ref)).strip() or "-" for ref in papers}
    assert wrong(with_entries("stock-differences", spelt)) == {}
    assert wrong(with_entries("stock-differences", dict.fromkeys(papers, "ES-0001"))).keys() == set(papers)


def test_an_average_that_was_rounded_too_early_is_told_so() -> None:
    answer = right("card-average")
    issues = [ref for ref, cell in answer.cells.items() if ref[0] == "G" and cell.formula.startswith("=ROUND(F")]
    early = {ref: f"=F{ref[1:]}*ROUND(J{int(ref[1:]) - 1},2)" for ref in issues}
    assert wrong(with_entries("card-average", early)) == dict.fromkeys(issues, "average-rounded")
