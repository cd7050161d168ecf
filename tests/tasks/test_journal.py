"""The journal as a kind of task: dealt, answered by the clerk, written, read back and marked, for several firms."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.firm import Firm
from course.locale import LANGUAGES, Language
from course.tasks.handout import Handout, Header
from course.tasks.journal import Journal, entries, read_journal
from course.tasks.journal_lines import FIRST_ROW, JournalLine
from course.tasks.mark import Mark, Outcome
from course.tasks.sheet_answer import SheetAnswer, filled_in
from course.tasks.xlsx import Cell
from course.units.u11_bookkeeping.vouchers import TEN, posting

D = Decimal
TEN_VOUCHERS = Journal(
    id="april-vouchers", title="April", instructions="Post.", points=D(16), work=posting("april", TEN)
)
SEEDS = st.sampled_from([f"journal {i}" for i in range(8)])


@cache
def dealt(seed: str, language: Language = "en") -> tuple[Firm, Handout]:
    firm = Firm.deal(seed)
    header = Header("ada", "11-bookkeeping", TEN_VOUCHERS.id, 0, "0.1.0", language)
    return firm, TEN_VOUCHERS.handout(firm, header, {})


def marked(seed: str, cells: dict[str, str] | SheetAnswer, language: Language = "en") -> Mark:
    firm, handout = dealt(seed, language)
    answer = filled_in(handout, cells, language) if isinstance(cells, dict) else cells
    return TEN_VOUCHERS.mark(answer, firm, handout, {})


def careful(seed: str) -> list[JournalLine]:
    firm, handout = dealt(seed)
    read = read_journal(TEN_VOUCHERS.perfect(firm, handout))
    assert read is not None
    return list(read.lines)


def typed(seed: str, lines: list[JournalLine]) -> dict[str, str]:
    rows = [replace(line, row=FIRST_ROW + i) for i, line in enumerate(lines)]
    return entries(rows, dealt(seed)[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_careful_clerks_file_earns_everything_and_an_untouched_one_nothing(
    language: Language, tmp_path: Path
) -> None:
    firm, handout = dealt("journal 0", language)
    path = tmp_path / handout.answer_file
    assert TEN_VOUCHERS.read(path, handout) is None
    TEN_VOUCHERS.write(TEN_VOUCHERS.perfect(firm, handout), path, handout)
    answer = TEN_VOUCHERS.read(path, handout)
    mark = TEN_VOUCHERS.mark(answer, firm, handout, {})
    assert repr(mark) == "16"
    assert {item.outcome for item in mark.items} == {Outcome.RIGHT}
    assert TEN_VOUCHERS.check(answer, handout).complete
    untouched = TEN_VOUCHERS.mark(None, firm, handout, {})
    assert (repr(untouched), untouched.outcome) == ("0", Outcome.NOT_ATTEMPTED)


@given(seed=SEEDS, data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_order_and_any_correct_split_is_right(seed: str, data: st.DataObject) -> None:
    pieces = []
    for line in careful(seed):
        share = D(data.draw(st.integers(0, 99))) / 100
        if share and abs(line.amount) > 1:
            part = share.copy_sign(line.amount)
            pieces += [replace(line, amount=part), replace(line, amount=line.amount - part)]
        else:
            pieces.append(line)
    assert marked(seed, typed(seed, data.draw(st.permutations(pieces)))).points == 16


@given(seed=SEEDS, data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_line_on_the_wrong_side_never_gains_points(seed: str, data: st.DataObject) -> None:
    lines = careful(seed)
    points = D(16)
    for place in data.draw(st.lists(st.integers(0, len(lines) - 1), min_size=1, max_size=4, unique=True)):
        lines[place] = replace(lines[place], amount=-lines[place].amount)
        now = marked(seed, typed(seed, lines)).points
        assert now < points
        points = now


@given(seed=SEEDS, data=st.data())
@settings(max_examples=40, deadline=None)
def test_lines_that_do_not_belong_never_gain_points(seed: str, data: st.DataObject) -> None:
    firm, _handout = dealt(seed)
    lines = careful(seed)
    kept = data.draw(st.lists(st.sampled_from(lines), max_size=len(lines), unique=True))
    true = {(line.voucher, line.account) for line in lines}
    vouchers = sorted({line.voucher for line in lines})
    extra = [
        JournalLine(2, lines[0].day, voucher, account, D(amount).scaleb(-2))
        for voucher, account, amount in data.draw(
            st.lists(
                st.tuples(
                    st.sampled_from(vouchers),
                    st.sampled_from([account.number for account in firm.chart.accounts]),
                    st.integers(-50_000, 50_000).filter(bool),
                ),
                max_size=8,
            )
        )
        if (voucher, account) not in true
    ]
    before = marked(seed, typed(seed, kept)).points if kept else D(0)
    assert marked(seed, typed(seed, kept + extra)).points <= before


def test_posting_to_every_account_does_not_pay() -> None:
    firm, _handout = dealt("journal 0")
    lines = careful("journal 0")
    days = {line.voucher: line.day for line in lines}
    spam = [
        JournalLine(2, day, voucher, account.number, D("100.00"))
        for voucher, day in days.items()
        for account in firm.chart.accounts
    ]
    assert marked("journal 0", typed("journal 0", spam)).points == 0


@pytest.mark.parametrize("slip", ["sides-swapped", "vat-of-gross", "gross-no-vat", "voucher-omitted"])
def test_a_slip_costs_what_it_says_and_is_named_in_the_learners_language(slip: str) -> None:
    said = set()
    for language in LANGUAGES:
        firm, handout = dealt("journal 1", language)
        mark = TEN_VOUCHERS.mark(TEN_VOUCHERS.perfect(firm, handout, (slip,)), firm, handout, {})
        assert mark.slips == (slip,)
        assert mark.points == TEN_VOUCHERS.expected(firm, (slip,)) < 16
        (wrong,) = [item for item in mark.items if item.outcome is not Outcome.RIGHT]
        assert wrong.label.startswith(wrong.key)  # the item names the voucher, so that one sentence can hold for many
        assert wrong.key not in wrong.message + wrong.where
        said.add(wrong.message)
    assert len(said) == len(LANGUAGES)


def test_what_is_blank_is_as_in_the_row_above() -> None:
    cells = typed("journal 2", careful("journal 2"))
    seen = ""
    for row in range(2, 40):
        number = cells.get(f"B{row}", "")
        if number and number == seen:
            del cells[f"A{row}"], cells[f"B{row}"]
        seen = number or seen
    assert len([ref for ref in cells if ref.startswith("B")]) == 10
    assert marked("journal 2", cells).points == 16


def test_day_and_month_swapped_costs_a_tenth_of_the_voucher() -> None:
    firm, handout = dealt("journal 3")
    assert "day-and-month-swapped" in TEN_VOUCHERS.slips(firm, handout)
    mark = TEN_VOUCHERS.mark(TEN_VOUCHERS.perfect(firm, handout, ("day-and-month-swapped",)), firm, handout, {})
    assert mark.slips == ("day-and-month-swapped",)
    assert mark.points == D("15.84")


UNREADABLE = [  # column, what is typed, its cell, a word of the reason
    ("B", "Z-1", "B2", "There is no voucher “Z-1”"),
    ("C", "9999", "C2", "chart of accounts"),
    ("C", "", "C2", "no account"),
    ("D", "1.234,56", "D2", "1.234,56"),
    ("D", "1.234", "D2", "1.234"),
    ("D", "-5", "D2", "minus"),
    ("D", "1e400", "D2", "1e400"),
    ("E", "5", "E2", "both sides"),
    ("A", "31/02/2026", "A2", "31/02/2026"),
]


@pytest.mark.parametrize(("column", "text", "cell", "reason"), UNREADABLE)
def test_a_row_that_cannot_be_read_is_named_with_its_cell_and_reason(
    column: str, text: str, cell: str, reason: str
) -> None:
    cells = typed("journal 4", careful("journal 4"))
    if column == "E" and "E2" in cells:
        column, cell = "D", "E2"
    if column == "D" and "D2" not in cells:
        del cells["E2"]
    cells[f"{column}2"] = text
    mark = marked("journal 4", cells)
    (row,) = [item for item in mark.items if item.key == "row-2"]
    assert row.outcome is Outcome.UNREADABLE
    assert reason in row.message
    assert cell in row.where
    assert mark.points < 16
    _firm, handout = dealt("journal 4")
    report = TEN_VOUCHERS.check(filled_in(handout, cells, "en"), handout)
    assert [line.ref for line in report.lines if line.level == "unreadable"] == [cell]


@pytest.mark.parametrize("written", ["01.04.", "April 1st", "31/02/2026"])
def test_a_date_that_cannot_be_read_costs_what_a_wrong_date_costs(written: str) -> None:
    cells = typed("journal 4", careful("journal 4"))
    days = [ref for ref in cells if ref.startswith("A")]
    mark = marked("journal 4", cells | dict.fromkeys(days, written))
    assert mark.points == D("14.40")
    assert mark.points == marked("journal 4", cells | dict.fromkeys(days, "01/04/2025")).points
    assert not any("date of the voucher is missing" in item.message for item in mark.items)
    del cells["A2"]
    assert marked("journal 4", cells).points == 16  # one dated line of a voucher is enough


def test_unknown_voucher_numbers_do_not_take_the_rows_below_with_them() -> None:
    cells = typed("journal 4", careful("journal 4"))
    cells["B2"] = "Z-1"
    del cells["B3"]
    rows = [item.key for item in marked("journal 4", cells).items if item.key.startswith("row")]
    assert rows == ["row-2", "row-3"]


def test_voucher_numbers_and_accounts_are_read_as_people_write_them() -> None:
    cells = typed("journal 5", careful("journal 5"))
    firm, _handout = dealt("journal 5")
    for ref, text in cells.items():
        if ref.startswith("B"):
            letter, number = text.split("-")
            cells[ref] = f"{letter.lower()} {int(number)}"
        if ref.startswith("C") and text == "4210":
            cells[ref] = "Rent"
        elif ref.startswith("C"):
            name = firm.account(text).name.en
            cells[ref] = (f"{text} {name}", f"{name} ({text})", f"{name} {text}")[int(ref[1:]) % 3]
    assert marked("journal 5", cells).points == 16


def test_the_check_counts_vouchers_and_sees_what_does_not_balance_but_not_what_is_wrong() -> None:
    firm, handout = dealt("journal 6")
    wrong = TEN_VOUCHERS.perfect(firm, handout, ("sides-swapped", "digits-swapped@" + handout.layout.vouchers[0]))
    assert TEN_VOUCHERS.check(TEN_VOUCHERS.perfect(firm, handout, ("sides-swapped",)), handout).complete
    missing = TEN_VOUCHERS.check(TEN_VOUCHERS.perfect(firm, handout, ("voucher-omitted",)), handout)
    assert [line.level for line in missing.lines] == ["todo"]
    assert "sides" not in str(TEN_VOUCHERS.check(wrong, handout))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Voucher {number}: debit and credit differ by €1,012.34."),
        ("de", "Beleg {number}: Soll und Haben unterscheiden sich um 1.012,34\xa0€."),
    ],
)
@pytest.mark.parametrize("more", ["1012.34", "-1012.34"])
def test_the_check_says_of_which_voucher_debit_and_credit_differ_and_by_how_much(
    more: str, language: Language, said: str
) -> None:
    _firm, handout = dealt("journal 6", language)
    lines = careful("journal 6")
    largest = max(lines, key=lambda line: line.amount)
    lines[lines.index(largest)] = replace(largest, amount=largest.amount + D(more))
    report = TEN_VOUCHERS.check(filled_in(handout, entries(lines, handout), language), handout)
    assert [(line.level, line.text) for line in report.lines] == [("todo", said.format(number=largest.voucher))]
    assert not report.complete


ANYTHING = st.one_of(
    st.text(max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.sampled_from(["B-0251", "1200", "0420", "Bank", "1.234,56", "30/04/2026", "-", "1e400", "9" * 60, "٣٤"]),
)


@given(
    values=st.dictionaries(
        st.tuples(st.sampled_from("ABCDEFZ"), st.integers(1, 60)).map(lambda place: f"{place[0]}{place[1]}"),
        ANYTHING,
        max_size=60,
    ),
    language=st.sampled_from(LANGUAGES),
)
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_the_cells_is_marked_without_a_crash(values: dict[str, object], language: Language) -> None:
    firm, handout = dealt("journal 7", language)
    answer = SheetAnswer(handout.header, {ref: Cell(value) for ref, value in values.items()})
    mark = TEN_VOUCHERS.mark(answer, firm, handout, {})
    assert 0 <= mark.points <= 16
    assert mark.of == 16
    assert all(item.message for item in mark.items if item.outcome is Outcome.UNREADABLE)
    TEN_VOUCHERS.check(answer, handout)
