"""Unit 4's tasks: the papers lead to the truth, other tools agree with it, and what went wrong is called by name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from babel.dates import get_month_names

from course.firm import Firm
from course.firm.handwriting import spelt
from course.firm.paper import render
from course.locale import LANGUAGES, Language
from course.locale.numbers import read_date, show_amount, tag
from course.tasks.handing_in import deal, handout_of, lay_down, mark_answer
from course.tasks.keying import FieldValue, plain
from course.tasks.mark import Outcome
from course.tasks.record_rows import rows_of
from course.tasks.records import Records
from course.units import find_task
from course.units.u04_data_entry.cards import Batch, card_fields
from course.units.u04_data_entry.inherited import HIGHEST, LEAST, Inherited
from course.units.u04_data_entry.tasks import BATCH, PRACTICE, SECOND, UNIT
from tests.tasks.examples import header
from tests.units.dealt_tasks import dealt, item, said_of_slips

SEEDS = [f"unit 4, {number}" for number in range(10)]


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
    first, second = (find_task(name) for name in ("customer-cards", "second-pass"))
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
