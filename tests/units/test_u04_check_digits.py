"""Unit 4, check digits: by hand and by formula, and python-stdnum agrees about every number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from stdnum import ean, iban

from course.firm import Firm
from course.firm.paper import render
from course.tasks.form import FormAnswer
from course.tasks.mark import Outcome
from course.units import find_task
from course.units.u04_data_entry.by_formula import Gtins, Ibans
from course.units.u04_data_entry.by_hand import ByHand
from tests.units.dealt_tasks import dealt, down, libreoffice_reads, marked

SEEDS = [f"unit 4, {number}" for number in range(10)]


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
