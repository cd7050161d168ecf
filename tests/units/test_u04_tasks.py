"""Unit 4's tasks: the papers lead to the truth, other tools agree with it, and what went wrong is called by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from babel.dates import get_month_names
from stdnum import ean, iban

from course.firm import Firm
from course.firm.handwriting import spelt
from course.firm.paper import render
from course.locale import LANGUAGES, Language
from course.locale.numbers import read_date, show_amount, tag
from course.tasks.form import FormAnswer
from course.tasks.formula import cell_name
from course.tasks.handing_in import deal, handout_of, lay_down, mark_answer
from course.tasks.handout import Handout, SheetLayout
from course.tasks.keying import FieldValue, plain
from course.tasks.mark import Outcome
from course.tasks.record_rows import rows_of
from course.tasks.records import Records
from course.tasks.sheet import Sheet
from course.tasks.sheet_answer import SheetAnswer, filled_in
from course.tasks.task import Answer
from course.tasks.xlsx import Cell
from course.units import find_task
from course.units.u04_data_entry.by_formula import Gtins, Ibans
from course.units.u04_data_entry.by_hand import ByHand
from course.units.u04_data_entry.cards import Batch, card_fields
from course.units.u04_data_entry.double_entry import BOTH_WRONG, ONE_WRONG
from course.units.u04_data_entry.inherited import HIGHEST, LEAST, Inherited
from course.units.u04_data_entry.tasks import BATCH, PRACTICE, SECOND, UNIT
from tests.tasks.examples import header
from tests.units.dealt_tasks import dealt, down, item, libreoffice_reads, marked, said_of_slips

SEEDS = [f"unit 4, {number}" for number in range(10)]
PASSES = ("customer-cards", "second-pass")
ODD_ENTRIES = ["03042019", "2019", "17,5", "2019-13-45", "31.02.2019", "²", "=10^30", "=1/0", "9" * 60]


def test_the_tasks_are_those_of_the_plan_and_the_assignment_is_worth_forty_points() -> None:
    assert [(task.id, int(task.points)) for task in UNIT.assignment] == [
        ("customer-cards", 15),
        ("second-pass", 3),
        ("settle-differences", 5),
        ("inherited-records", 7),
        ("check-digits-by-hand", 2),
        ("article-numbers", 4),
        ("account-numbers", 4),
    ]


# --- cards --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("batch", [BATCH, PRACTICE, Batch("differences", 6, "L")], ids=lambda batch: batch.purpose)
def test_the_cards_say_what_is_marked(batch: Batch, language: Language) -> None:
    """Each field of a card is read as a screen reader reads it, and compared with the truth of its column.

    A date may be written in figures or with the month's name, and every batch has both; either can be typed as it is.
    """
    firm = Firm.deal(SEEDS[0])
    styles: set[str] = set()
    for place, record in enumerate(batch.records(firm), start=1):
        labels = re.findall(r'<dd>.*?aria-label="([^"]*)"', render(batch.card(firm, place), language), re.DOTALL)
        assert len(labels) == len(record.values)
        for value, label in zip(record.values, labels, strict=True):
            ways = ways_to_write(value, language)
            assert unescape(label) in [spelt(text, language) for text in ways.values()], (place, value)
            styles |= {way for way, text in ways.items() if spelt(text, language) == unescape(label)}
    assert styles == {"plain", "figures", "month"}


def ways_to_write(value: FieldValue, language: Language) -> dict[str, str]:
    """How a card may say it."""
    if not isinstance(value, date):
        return {"plain": show_amount(value, language, currency=False) if isinstance(value, Decimal) else value}
    month = get_month_names("abbreviated", locale=tag(language))[value.month]
    figures = f"{value.day}.{value.month}.{value:%y}" if language == "de" else f"{value.day}/{value.month}/{value:%y}"
    named = f"{value.day}. {month} {value.year}" if language == "de" else f"{value.day} {month} {value.year}"
    assert read_date(figures, language) == read_date(named, language) == value
    return {"figures": figures, "month": named}


def test_a_card_of_the_assignment_costs_three_fifths_of_a_point() -> None:
    task, firm, handout = dealt("customer-cards")
    mark = task.mark(task.perfect(firm, handout, ("card-omitted",)), firm, handout, {})
    assert mark.points == Decimal("14.4")
    mark = task.mark(task.perfect(firm, handout, ("zero-lost",)), firm, handout, {})
    assert mark.points == Decimal("14.94")
    assert "1 of 250 fields wrong, 0.4%" in mark.remark


def test_the_batch_slip_finds_a_wrong_amount_and_no_wrong_name() -> None:
    task, firm, handout = dealt("customer-cards")
    slip = render(handout.documents[0], "en")
    assert f"{BATCH.total(firm):,.2f}" in slip
    slid = task.perfect(firm, handout, ("decimal-slid",))
    renamed = task.perfect(firm, handout, ("umlaut-rewritten",))
    assert not task.check(slid, handout).complete
    assert task.check(renamed, handout).complete


def test_six_of_the_cards_are_keyed_again_and_a_copied_mistake_is_seen(tmp_path: Path) -> None:
    first, second = (find_task(name) for name in PASSES)
    firm = deal(header(first), False)
    assert [record.place for record in SECOND.records(firm)] == SECOND.places(firm)
    lay_down(second, header(second), tmp_path)
    assert mark_answer(second, "en", tmp_path).points == 3
    places = SECOND.places(firm)
    handouts = [handout_of(task, header(task), tmp_path) for task in (first, second)]
    for task, handout, row in zip((first, second), handouts, (places[0] + 1, 2), strict=True):
        answer = task.perfect(firm, handout)
        assert answer.book is not None  # type: ignore[attr-defined]  # both are answered in a sheet
        answer.book.type(row, 3, "Ada Nobody")  # type: ignore[attr-defined]
        answer.book.save(tmp_path / task.answer_file)  # type: ignore[attr-defined]
    found = item(mark_answer(second, "en", tmp_path), f"card-{places[0]}")
    assert (found.slip, found.points) == ("same-in-both", Decimal("0.45"))
    assert (tmp_path / first.answer_file).exists(), "both passes are kept"


# --- differences --------------------------------------------------------------------------------------------------


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


# --- the inherited list -------------------------------------------------------------------------------------------

LISTS = [("inherited-records", Inherited("inherited-records", 80, 4, 2)), ("p", Inherited("practice-log", 24, 2, 1))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("name", "work"), LISTS, ids=[name for name, _work in LISTS])
def test_the_faults_can_be_found_on_the_paper_and_no_others(name: str, work: Inherited, seed: str) -> None:
    """Found by the rules at the head of the list and by equal e-mails, without asking the task."""
    firm = Firm.deal(seed)
    rows = work.documents(firm, "en")[0].data["rows"]
    assert isinstance(rows, list)
    assert len(rows) == work.count
    found: set[tuple[str, str]] = set()
    mails: dict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(rows, start=1):
        mails[row["email"]].append(str(number))
        if not re.fullmatch("[0-9]{5}", row["postcode"]):
            found.add((str(number), "P"))
        if not re.fullmatch(r"[^@ ]+@[^@ ]+\.example", row["email"]):
            found.add((str(number), "E"))
        if not is_past_day(row["since"]["en"]):
            found.add((str(number), "T"))
        if not LEAST <= Decimal(row["limit"]["en"].replace(",", "")) <= HIGHEST:
            found.add((str(number), "L"))
    found |= {(max(pair, key=int), "D") for pair in mails.values() if len(pair) == 2}
    assert found == {(fault.record, fault.kind) for fault in work.faults(firm)}
    assert len(found) == work.doubles + 4 * work.each


def is_past_day(text: str) -> bool:
    try:
        return datetime.strptime(text, "%d/%m/%Y") < datetime(2026, 4, 7)
    except ValueError:
        return False


@pytest.mark.parametrize("seed", SEEDS)
def test_look_alikes_differ_in_name_or_address_and_always_in_e_mail(seed: str) -> None:
    firm = Firm.deal(seed)
    work = LISTS[0][1]
    rows = work.documents(firm, "en")[0].data["rows"]
    assert isinstance(rows, list)
    house, name = [[rows[int(n) - 1] for n in (pair.one, pair.other)] for pair in work.sound(firm)]
    assert house[0]["street"] == house[1]["street"]
    assert house[0]["name"] != house[1]["name"]
    assert name[0]["name"] == name[1]["name"]
    assert name[0]["street"] != name[1]["street"]
    assert all(pair[0]["email"] != pair[1]["email"] for pair in (house, name))


# --- check digits -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_python_stdnum_agrees_about_every_number(seed: str) -> None:
    firm = Firm.deal(seed)
    gtins, ibans = Gtins("g", 10, 4).dealt(firm), Ibans("i", 10, 4).dealt(firm)
    assert [ean.is_valid(number) for number in gtins].count(True) == 6
    assert [iban.is_valid(number, check_country=False) for number in ibans].count(True) == 6
    assert all(200 <= int(number[:3]) <= 299 for number in gtins)
    assert all(number[4] == "9" for number in ibans)
    assert any(number.endswith("0") and ean.is_valid(number) for number in gtins)
    for number in gtins:
        assert ean.is_valid(number) == (number[-1] == ean.calc_check_digit(number[:-1]))


@pytest.mark.parametrize("seed", SEEDS)
def test_python_stdnum_agrees_with_what_is_worked_out_by_hand(seed: str) -> None:
    firm, work = Firm.deal(seed), ByHand("h")
    questions = {question.field.key: question for question in work.questions(firm, "en")}
    article, (account, _right) = work.article(firm), work.account(firm)
    assert str(questions["digit"].truth) == ean.calc_check_digit(article[:12])
    valid = iban.is_valid(account, check_country=False)
    assert (questions["rest3"].truth == 1) == valid
    assert questions["verdict"].truth == ("right" if valid else "wrong")
    page = render(work.documents(firm, "en")[0], "en")
    assert article not in page
    assert article[:12] in page


@pytest.mark.parametrize("seed", SEEDS)
def test_what_follows_from_a_wrong_sum_or_remainder_counts_once(seed: str) -> None:
    """The digit and the next remainders were wrong again before, and a digit got the name of a slip by chance."""
    task, firm, handout = dealt("check-digits-by-hand", learner=seed)
    right = task.perfect(firm, handout)
    assert isinstance(right, FormAnswer)

    def wrong(changes: dict[str, int | str]) -> dict[str, str]:
        values = {**right.values, **{key: str(value) for key, value in changes.items()}}
        mark = task.mark(FormAnswer(right.header, values), firm, handout, {})
        return {item.key: item.slip for item in mark.items if item.outcome is not Outcome.RIGHT}

    odd, even, first = (int(str(right.values[key])) for key in ("odd", "even", "rest1"))
    digit = -(odd + even // 3) % 10
    assert wrong({"even": even // 3, "digit": digit}) == {"even": "not-tripled"}
    if digit != int(str(right.values["digit"])):
        assert wrong({"digit": digit, "even": even}).keys() == {"digit"}, "what follows from nothing is wrong"
    pieces = [int(question.worked.split()[3]) for question in ByHand(task.id).questions(firm, "en")[3:6]]
    rests = [(first + 1) % 97]
    for piece in pieces[1:]:
        rests.append(int(f"{rests[-1]}{piece % 10**8:08}") % 97)
    astray = {"rest1": rests[0], "rest2": rests[1], "rest3": rests[2], "verdict": "wrong" if rests[2] != 1 else "right"}
    assert wrong(astray).keys() == {"rest1"}
    assert wrong({**astray, "rest2": (rests[1] + 1) % 97}).keys() == {"rest1", "rest2", "rest3"}


@pytest.mark.parametrize("strange", ["1e400", "-3", "2.5", "999999999999", "<b>", "NaN"])
def test_a_strange_remainder_is_wrong_and_ends_in_no_traceback(strange: str) -> None:
    task, firm, handout = dealt("check-digits-by-hand")
    right = task.perfect(firm, handout)
    assert isinstance(right, FormAnswer)
    for keys in (("rest1", "rest2"), ("odd", "even"), ("rest3",)):
        mark = task.mark(FormAnswer(right.header, {**right.values, **dict.fromkeys(keys, strange)}), firm, handout, {})
        assert {item.key for item in mark.items if item.points == 0} >= set(keys)


ROWS = range(2, 12)


def test_the_formulas_of_the_lesson_are_right() -> None:
    odd, even = ("=" + "+".join(f"MID(A2,{n},1)" for n in range(start, 13, 2)) for start in (1, 2))
    entries = down("B", ROWS, odd) | down("C", ROWS, even) | down("D", ROWS, "=MOD(10-MOD(B2+3*C2,10),10)")
    assert (
        marked("article-numbers", entries | down("E", ROWS, '=IF(VALUE(RIGHT(A2,1))=D2,"right","wrong")')).points == 4
    )
    entries = down("B", ROWS, "=MOD(VALUE(MID(A2,5,8)),97)") | down("C", ROWS, "=MOD(B2*10^8+MID(A2,13,8),97)")
    entries |= down("D", ROWS, "=MOD(C2*10^8+MID(A2,21,2)*10^6+131400+MID(A2,3,2),97)")
    assert marked("account-numbers", entries | down("E", ROWS, '=IF(D2=1,"right","wrong")')).points == 4
    assert marked("account-numbers", entries | down("E", ROWS, "=D2=1")).points == 4, "TRUE and FALSE say as much"


def test_german_names_are_right_in_the_german_course() -> None:
    entries = {}
    for row in ROWS:
        odd, even = ("+".join(f"TEIL(A{row};{n};1)" for n in range(start, 13, 2)) for start in (1, 2))
        entries |= {f"D{row}": f"=REST(10-REST({odd}+3*({even});10);10)"}
        entries |= {f"E{row}": f'=WENN(WERT(RECHTS(A{row};1))=D{row};"richtig";"falsch")'}
    assert marked("article-numbers", entries, "de").points == 4


def test_a_digit_that_was_typed_or_copied_is_found_out() -> None:
    task, firm, handout = dealt("article-numbers")
    typed = task.mark(task.perfect(firm, handout, ("typed_total",)), firm, handout, {})
    assert (typed.points, typed.slips) == (Decimal("1.60"), ("typed_total",))
    copied = marked("article-numbers", down("D", ROWS, "=VALUE(RIGHT(A2,1))"))
    assert {one.slip for one in copied.items if one.key[0] == "D"} == {"last-digit-copied"}
    ten = marked("article-numbers", down("D", ROWS, "=10-MOD(SUM(B2,3*C2),10)") | sums())
    assert {one.slip for one in ten.items if one.key[0] == "D" and one.slip} == {"ten-for-zero"}


def sums() -> dict[str, str]:
    odd, even = ("=" + "+".join(f"MID(A2,{n},1)" for n in range(start, 13, 2)) for start in (1, 2))
    return down("B", ROWS, odd) | down("C", ROWS, even)


@pytest.mark.tool("soffice")
def test_libreoffice_comes_to_the_same_verdicts(tmp_path: Path) -> None:
    names = ("article-numbers", "account-numbers")
    rules = (ean.is_valid, lambda number: iban.is_valid(number, check_country=False))
    sheets = libreoffice_reads(map(find_task, names), tmp_path)
    for (task, _path, sheet), rule in zip(sheets, rules, strict=True):
        for row in ROWS:
            assert sheet[f"E{row}"].value == ("right" if rule(sheet[f"A{row}"].value) else "wrong"), (task.id, row)


# --- all of them --------------------------------------------------------------------------------------------------


def test_no_message_of_the_assignment_gives_the_answer_away() -> None:
    task, firm, handout = dealt("customer-cards")
    assert isinstance(task, Records)
    truths = {record.place: record for record in BATCH.records(firm)}
    rules = [field.rule for field in card_fields("en")]
    for slip in task.slips(firm, handout):
        mark = task.mark(task.perfect(firm, handout, (slip,)), firm, handout, {})
        for one in mark.items:
            said = f"{one.message} {one.where} {one.worked}"
            if one.outcome is Outcome.RIGHT or slip == "capitals-wrong":
                continue
            values = truths[int(one.key.removeprefix("card-"))].values
            answer = task.perfect(firm, handout, (slip,))
            typed = {text for row in rows_of(answer, rules, "en") for text in row.texts}
            wrong = [plain(v, r) for v, r in zip(values, rules, strict=True) if plain(v, r) not in typed]
            assert not any(f"“{text}”" in said for text in wrong), (slip, said)
    for name in ("article-numbers", "account-numbers"):
        for slip, said in said_of_slips(name):
            assert "=" not in said, slip


def test_lessons_show_how_it_is_done() -> None:
    for task in UNIT.tasks:
        if task.lesson:
            firm = deal(header(task), True)
            handout = task.handout(firm, header(task), {})
            slips = task.slips(firm, handout)
            mark = task.mark(task.perfect(firm, handout, slips[:1]), firm, handout, {})
            assert all(one.worked for one in mark.items if one.outcome is Outcome.WRONG and one.slip), task.id


def test_the_cards_are_the_same_for_the_same_learner_and_others_for_another() -> None:
    task = find_task("customer-cards")
    one, other = (handout_of(task, replace(header(task), learner=name)).documents for name in ("ada", "ben"))
    assert one == handout_of(task, header(task)).documents
    assert one[1].data["name"] != other[1].data["name"] or one[2].data["name"] != other[2].data["name"]
