"""Unit 11's tasks: what they deal, that the papers lead to the truth, and what plausible wrong answers earn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from course.firm import Firm
from course.firm.paper import render
from course.locale import LANGUAGES, Language
from course.tasks.form import FormAnswer
from course.tasks.formula import position
from course.tasks.handing_in import handout_of
from course.tasks.handout import Handout, SheetLayout
from course.tasks.journal import Journal
from course.tasks.mark import Outcome
from course.tasks.sheet_answer import SheetAnswer, filled_in
from course.tasks.slips import slides, swaps
from course.tasks.task import Task
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell
from course.units import find_task
from course.units.u11_bookkeeping import cash_book, seeded_error
from course.units.u11_bookkeeping.tasks import SIX_ENTRIES, UNIT
from tests.tasks.examples import header
from tests.units.dealt_tasks import dealt, formulas_with_other_values, libreoffice_reads

SHEETS = [task for task in UNIT.tasks if task.suffix == ".xlsx"]
SEEDS = [f"unit 11, {i}" for i in range(20)]


def test_the_tasks_are_those_of_the_plan_and_the_assignment_is_worth_forty_points() -> None:
    assert [(task.id, task.points) for task in UNIT.assignment] == [
        ("which-account", 4),
        ("april-vouchers", 16),
        ("cash-book", 6),
        ("trial-balance", 6),
        ("find-the-error", 4),
        ("put-it-right", 4),
    ]
    assert [task.id for task in UNIT.lesson] == [
        "look-back",
        "two-sides",
        "first-voucher",
        "practice-vouchers",
        "practice-cash",
        "practice-trial-balance",
        "practice-error",
        "practice-reversal",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_paper_of_every_task_can_be_looked_at(language: Language) -> None:
    for task in UNIT.tasks:
        handout = handout_of(task, header(task, language=language))
        for document in handout.documents:
            page = render(document, language)
            assert document.number in page or document.kind == "internal"
        if task.kind == "journal" and task.id != "first-voucher":
            assert isinstance(handout.layout, SheetLayout)
            assert all(number in str(handout.documents) for number in handout.layout.vouchers)


@pytest.mark.tool("soffice")
def test_libreoffice_comes_to_the_same_in_every_sheet(tmp_path: Path) -> None:
    counted = 0
    for task, path, theirs in libreoffice_reads(SHEETS, tmp_path):
        formulas, other = formulas_with_other_values(task, path, theirs)
        assert other == {}, task.id
        counted += formulas
        if task.id == "cash-book":
            theirs["F3"].value += 0.01
            assert list(formulas_with_other_values(task, path, theirs)[1]) == ["F3"], "a cent is noticed"
    assert counted >= 40


# --- which account ------------------------------------------------------------------------------------------------


def test_twelve_different_events_with_two_sides_each() -> None:
    _task, _firm, handout = dealt("which-account")
    groups = [field.group for field in handout.layout.fields]
    assert len(groups) == 24
    assert len({group.split(". ", 1)[1] for group in groups}) == 12
    assert all(len(field.options) == 5 for field in handout.layout.fields)


# --- cash book ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_papers_of_the_cash_box_lead_to_one_receipt(seed: str) -> None:
    firm = Firm.deal(seed)
    work = cash_book.work(firm, "cash-book", 8)
    *_receipts, count = cash_book.cash_documents("cash-book", 8)(firm, "en")
    rows = [row["cells"] for row in count.data["rows"]]  # type: ignore[attr-defined,union-attr]  # plain data
    noted = {cells[0]: Decimal(cells[2]) for cells in rows[:-1]}
    papers = {line.receipt: abs(firm.voucher(line.voucher).gross) for line in work.lines}
    differing = [receipt for receipt in papers if papers[receipt] != noted[receipt]]
    assert differing == [work.culprit.receipt]
    wrong, right = noted[differing[0]], papers[differing[0]]
    assert wrong == 0 or wrong in set(swaps(right))
    book = work.brought_forward + sum(line.amount for line in work.lines)
    assert abs(work.counted - book) == abs(right - wrong) > 0
    assert Decimal(rows[-1][2]) == work.counted


def test_the_cash_book_wants_formulas_and_the_right_receipt() -> None:
    task = find_task("cash-book")
    _task, firm, handout = dealt("cash-book")
    typed = task.mark(task.perfect(firm, handout, ("typed_total",)), firm, handout, {})
    assert {item.slip for item in typed.items if item.outcome is Outcome.WRONG} == {"typed_total"}
    answer = task.perfect(firm, handout)
    work = cash_book.work(firm, "cash-book", 8)
    other = next(line.receipt for line in work.lines if line != work.culprit)
    cells = {ref: cell.formula or str(cell.value) for ref, cell in answer.cells.items() if ref == "F10"}
    assert cells["F10"].startswith("=")
    answer.book.type(14, 6, other)  # F14
    mark = task.mark(SheetAnswer(handout.header, answer.book.cells(), answer.book), firm, handout, {})
    assert [item.key for item in mark.items if item.outcome is Outcome.WRONG] == ["F14"]
    assert mark.points == 5


@pytest.mark.parametrize("formula", ["=0", "=F2", "=F{above}"])
def test_a_cash_book_without_receipts_earns_nothing_by_formulas_that_change_nothing(formula: str) -> None:
    task = find_task("cash-book")
    _task, firm, handout = dealt("cash-book")
    entries = {f"F{row}": formula.format(above=row - 1) for row in range(3, 11)}
    entries["F13"] = "=F12-F10" if "above" in formula else "=F12-F2"
    mark = task.mark(filled_in(handout, entries, "en"), firm, handout, {})
    assert mark.points <= (Decimal("0.75") if "above" in formula else 0)  # the difference itself is built rightly


# --- trial balance ------------------------------------------------------------------------------------------------


def test_a_mistake_in_the_journal_costs_nothing_in_the_trial_balance() -> None:
    journal, balance = find_task("april-vouchers"), find_task("trial-balance")
    _task, firm, journal_handout = dealt("april-vouchers")
    slips = ("sides-swapped", "wrong-type-account", "voucher-omitted")
    wrong = journal.perfect(firm, journal_handout, slips)
    assert journal.mark(wrong, firm, journal_handout, {}).points < 16
    earlier = {journal.id: wrong}
    handout = balance.handout(firm, header(balance), earlier)
    assert balance.mark(balance.perfect(firm, handout), firm, handout, earlier).points == 6
    right = balance.handout(firm, header(balance), {journal.id: journal.perfect(firm, journal_handout)})
    assert right.layout != handout.layout
    # totals of somebody else's right journal do not fit the learner's own
    others = balance.perfect(firm, right, ("typed_total",))
    typed = {ref: f"{cell.value:.2f}" for ref, cell in others.cells.items() if ref[0] in "GH" and ref[1:] != "1"}
    assert balance.mark(filled_in(handout, typed, "en"), firm, handout, earlier).points < Decimal("2.4")


def test_an_empty_journal_is_no_short_cut_and_gives_nothing_away() -> None:
    journal, balance = find_task("april-vouchers"), find_task("trial-balance")
    assert isinstance(journal, Journal)
    _task, firm, handout = dealt("trial-balance")
    given = {cell.ref: cell.value for cell in handout.layout.given}
    shown = {value for ref, value in given.items() if ref.startswith("A")}
    assert len(shown) == 10
    assert not shown & {voucher.number for voucher in journal.work(firm).to_post}
    zeros = {f"{column}{row}": "=0" for column in "GH" for row in range(2, handout.layout.rows + 1)}
    assert balance.mark(filled_in(handout, zeros, "en"), firm, handout, {}).points == 0


def test_any_formula_that_does_the_same_is_right() -> None:
    balance = find_task("practice-trial-balance")
    journal = find_task("practice-vouchers")
    _task, firm, journal_handout = dealt("practice-vouchers")
    earlier = {journal.id: journal.perfect(firm, journal_handout)}
    handout = balance.handout(firm, header(balance), earlier)
    rows = [cell.ref[1:] for cell in handout.layout.given if cell.ref.startswith("E")]
    entries = {f"G{row}": f"=SUMIF(B:B,E{row},C:C)" for row in rows}
    entries |= {f"H{row}": f"=SUMPRODUCT((B$2:B$40=E{row})*(D$2:D$40))" for row in rows}
    entries |= {"G2": f"=SUM(G3:G{rows[-1]})", "H2": f"=SUM(H3:H{rows[-1]})"}
    assert balance.mark(filled_in(handout, entries, "en"), firm, handout, earlier).points == 3


# --- find the error -----------------------------------------------------------------------------------------------


def test_a_difference_may_be_written_with_a_minus_and_the_amount_of_the_line_may_not() -> None:
    task, firm, handout = dealt("find-the-error")
    answer = task.perfect(firm, handout)
    assert isinstance(answer, FormAnswer)
    for key, right in (("difference", True), ("amount", False)):
        turned = replace(answer, values={**answer.values, key: f"-{answer.values[key]}"})
        assert (task.mark(turned, firm, handout, {}).points == task.points) is right


@pytest.mark.parametrize("seed", SEEDS)
def test_the_difference_betrays_the_kind_of_error(seed: str) -> None:
    error = seeded_error.seed_error(Firm.deal(seed), "find-the-error", SIX_ENTRIES)
    amount, gap = error.true.amount, error.difference
    if error.kind in ("swap", "slide"):
        assert error.posted
        assert error.posted.amount in set(swaps(amount) if error.kind == "swap" else slides(amount))
        assert gap * 100 % 9 == 0
    else:
        assert gap == (2 * amount if error.kind == "side" else amount)
    unequal = [v for v in error.vouchers if sum(p.amount * (1 if p.side == "debit" else -1) for p in error.postings(v))]
    assert unequal == [error.voucher]


def test_all_four_kinds_of_error_are_dealt_and_the_trial_balance_shows_the_difference() -> None:
    kinds = set()
    for seed in SEEDS:
        firm = Firm.deal(seed)
        error = seeded_error.seed_error(firm, "find-the-error", SIX_ENTRIES)
        kinds.add(error.kind)
        _page, balance, *_papers = seeded_error.error_documents("find-the-error", SIX_ENTRIES)(firm, "en")
        total = balance.data["rows"][-1]["cells"]  # type: ignore[index]  # plain data
        assert abs(Decimal(total[2]) - Decimal(total[3])) == error.difference
    assert kinds == set(seeded_error.KINDS)


# --- put it right -------------------------------------------------------------------------------------------------


def test_the_wrong_posting_is_locked_and_posting_anew_alone_is_half_the_work() -> None:
    task = find_task("put-it-right")
    _task, firm, handout = dealt("put-it-right")
    locked = {cell.ref for cell in handout.layout.given}
    assert {"A2", "B2", "C2"} <= locked
    reversal, again = handout.layout.vouchers
    answer = task.perfect(firm, handout, (f"voucher-omitted@{reversal}",))
    mark = task.mark(answer, firm, handout, {})
    assert mark.points == 2
    assert [item.key for item in mark.items if item.outcome is Outcome.RIGHT] == [again]
    overwritten = filled_in(handout, {"D2": "1.00"}, "en")
    assert task.mark(overwritten, firm, handout, {}).points == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reversal_cancels_what_was_posted_wrongly_and_only_that(seed: str) -> None:
    firm = Firm.deal(seed)
    work = find_task("put-it-right").work(firm)
    reversal, again = work.to_post
    posted = {(line.account, line.side): line.amount for line in work.given}
    turned = {"debit": "credit", "credit": "debit"}
    assert {(p.account, turned[p.side]): p.amount for p in reversal.entry.postings} == posted
    original = firm.voucher(work.documents[1].number)
    assert again.entry.postings == original.entry.postings
    assert posted != {(p.account, p.side): p.amount for p in original.entry.postings}
    assert not {reversal.number, again.number} & {voucher.number for voucher in firm.vouchers}


# --- the partly posted journal ------------------------------------------------------------------------------------


def test_what_was_filled_in_beforehand_earns_nothing_by_itself(tmp_path: Path) -> None:
    task = find_task("first-voucher")
    _task, _firm, handout = dealt("first-voucher")
    path = tmp_path / handout.answer_file
    task.write(filled_in(handout, {}, "en"), path, handout)
    assert task.read(path, handout) is None
    shown = {cell.value for cell in handout.layout.given if cell.ref.startswith("B")} - set(handout.layout.vouchers)
    assert len(shown) == 1


def test_the_worked_answer_is_kept_for_lessons() -> None:
    for task_id, shown in (("practice-vouchers", True), ("april-vouchers", False)):
        task = find_task(task_id)
        _task, firm, handout = dealt(task_id)
        mark = task.mark(task.perfect(firm, handout, ("sides-swapped",)), firm, handout, {})
        assert any(item.worked for item in mark.items) == shown
        assert "sides-swapped" in mark.slips


# --- words --------------------------------------------------------------------------------------------------------


def typed_cash_book() -> tuple[Task, Firm, Handout, dict[str, str]]:
    """The cash book and what a careful clerk types into it."""
    task, firm, handout = dealt("cash-book")
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    assert right.book is not None
    assert isinstance(handout.layout, SheetLayout)
    return task, firm, handout, {ref: right.book.content(*position(ref)) for ref in handout.layout.asked}


def test_amounts_in_the_wrong_column_cost_themselves_and_no_balance() -> None:
    task, firm, handout, typed = typed_cash_book()
    other = {"D": "E", "E": "D"}
    turned = {f"{other.get(ref[0], ref[0])}{ref[1:]}": text for ref, text in typed.items()}
    mark = task.mark(filled_in(handout, turned, "en"), firm, handout, {})
    assert {one.key[0] for one in mark.items if one.points < one.of} == {"D", "E"}


@pytest.mark.parametrize("written", ["k {number}", "K{number}", "K–{number}", "K-{short}"])
def test_a_receipt_may_be_named_in_more_ways_than_one(written: str) -> None:
    task, firm, handout, typed = typed_cash_book()
    receipt = typed["F14"]
    number = receipt.removeprefix("K-")
    named = written.format(number=number, short=number.lstrip("0"))
    assert task.mark(filled_in(handout, typed | {"F14": named}, "en"), firm, handout, {}).points == 6
    wrong = f"K-{int(number) + 1}"
    assert task.mark(filled_in(handout, typed | {"F14": wrong}, "en"), firm, handout, {}).points == 5


@pytest.mark.parametrize("nothing", ["-", "–", "0"])
def test_a_dash_in_the_other_column_is_nothing(nothing: str) -> None:
    task, firm, handout, typed = typed_cash_book()
    other = {"D": "E", "E": "D"}
    dashes = {f"{other[ref[0]]}{ref[1:]}": nothing for ref in typed if ref[0] in other}
    plus = {ref: f"+{text}" for ref, text in typed.items() if ref[0] in other}
    assert task.mark(filled_in(handout, typed | dashes | plus, "en"), firm, handout, {}).points == 6


@pytest.mark.parametrize("learner", ["ada", "ben", "mia", "olaf"])
def test_a_sum_over_too_few_accounts_is_found_though_the_one_left_out_has_nothing(learner: str) -> None:
    """The last account is for sales and has no debit; its cell stays empty, and so do others."""
    task, firm, handout = dealt("trial-balance", learner=learner)
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    assert isinstance(handout.layout, SheetLayout)
    last = max(int(cell.ref[1:]) for cell in handout.layout.given if cell.ref[0] == "E")
    assert f"G{last}" not in right.cells

    def points(formula: str) -> Decimal:
        book = Workbook.blank(handout)
        for ref, cell in (right.cells | {"G2": Cell(None, formula)}).items():
            book.set(ref, Cell(None, cell.formula) if cell.formula else cell)
        return task.mark(SheetAnswer(handout.header, book.cells(), book), firm, handout, {}).points

    assert [points(f"=SUM(G3:G{last})"), points("=SUM(C:C)"), points(f"=SUM(G3:G{last + 9})")] == [6, 6, 6]
    assert points(f"=SUM(G3:G{last - 1})") < 6
    assert points(f"=SUM(G4:G{last})") < 6
