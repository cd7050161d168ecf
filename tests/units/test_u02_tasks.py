"""Unit 2's tasks: what they deal can be worked out from the papers, and plausible mistakes are explained."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from course.firm.chance import Chance
from course.firm.paper import render
from course.firm.skills import skills
from course.locale import LANGUAGES, Language
from course.locale.numbers import read_number
from course.tasks.explain import explain
from course.tasks.form import FormAnswer
from course.tasks.handout import FormLayout, Handout
from course.tasks.mark import Mark, Outcome
from course.tasks.sheet_answer import SheetAnswer, filled_in
from course.units.u02_skills.situations import EACH
from course.units.u02_skills.situations import dealt as dealt_situations
from course.units.u02_skills.tasks import UNIT
from tests.units.dealt_tasks import dealt

LEARNERS = ["ada", "ben", "cem", "dora", "emil", "fee", "gül", "hans"]


def made(task_id: str, *slips: str, learner: str = "ada") -> Mark:
    """The mark of a clerk who makes these slips and no other mistake."""
    task, firm, handout = dealt(task_id, learner=learner)
    return task.mark(task.perfect(firm, handout, slips), firm, handout, {})


def answered(task_id: str, values: dict[str, str], learner: str = "ada") -> Mark:
    task, firm, handout = dealt(task_id, learner=learner)
    return task.mark(FormAnswer(handout.header, values), firm, handout, {})


def wrong(mark: Mark) -> dict[str, str]:
    return {item.key: item.slip for item in mark.items if item.outcome is Outcome.WRONG}


def test_the_tasks_are_those_of_the_plan() -> None:
    assert [(task.id, int(task.points)) for task in UNIT.assignment] == [
        ("office-situations", 10),
        ("gap-matrix", 8),
        ("route-sums", 8),
        ("route-choice", 6),
    ]


def test_no_row_is_worth_odd_cents() -> None:
    for task in UNIT.assignment:
        assert all(item.of % Decimal("0.1") == 0 for item in made(task.id).items), task.id


# --- situations ---------------------------------------------------------------------------------------------------


def test_every_skill_of_the_article_is_asked_for_twice_in_the_assignment() -> None:
    for learner in LEARNERS:
        task, firm, handout = dealt("office-situations", learner=learner)
        right = task.perfect(firm, handout)
        assert isinstance(right, FormAnswer)
        assert Counter(right.values.values()) == Counter(dict.fromkeys(skills(), 2))


def test_a_situation_stands_under_one_skill_and_both_languages_have_as_many() -> None:
    for language in LANGUAGES:
        texts = [one.text.to(language) for skill in skills().values() for one in skill.situations]
        assert len(set(texts)) == len(texts) == 41
        assert all(60 <= len(text) <= 125 for text in texts if not text.endswith("?"))


def test_a_skill_of_two_parts_is_asked_for_by_one_situation_of_each() -> None:
    """Fifty learners in three hundred once got no second line, half of them no fax."""
    for skill in skills().values():
        parts = {one.about for one in skill.situations}
        assert 1 <= len(parts) <= EACH
        for number in range(40):
            texts = dealt_situations(skill.situations, Chance(str(number), "situations"))
            assert {one.about for one in skill.situations if one.text in texts} == parts
            assert len(set(texts)) == len(texts) == EACH


def test_taking_a_telephone_for_a_machine_is_explained_on_both_situations() -> None:
    mark = made("office-situations", "telephone-as-machines")
    assert mark.points == 9
    assert list(wrong(mark).values()) == ["telephone-as-machines"] * 2
    said = {item.message for item in mark.items if item.slip}
    assert said == {skills()["telephone"].say.en}


def test_a_situation_is_a_sentence_and_is_named_with_one_stop() -> None:
    for learner in LEARNERS:
        assert ".." not in explain(answered("practice-situations", {"situation-1": "books"}, learner), 1)


# --- advert and CV ------------------------------------------------------------------------------------------------


def read_gap(handout: Handout) -> dict[str, str]:
    """How far and where, found by reading as a person reads: only advert and CV, and what words mean."""
    pages = {paper.kind: render(paper, "en") for paper in handout.documents if paper.kind in ("cv", "internal")}
    rows = re.findall(r'number">(\d+)</td>\s*<td class="code">([^<]*)</td>\s*<td>([^<]+)</td>', pages["cv"])
    lines = [(int(number), when, text.replace("&#39;", "'")) for number, when, text in rows]
    office = next(line for line in lines if line[2].startswith("Office assistant"))
    trained = [number for number, _when, text in lines if "office management" in text]
    years = 2026 - int(office[1].removeprefix("since "))
    found = {"how-far-1": "qualification" if trained else "experience", "line-1": str((trained or [office[0]])[0])}
    assert trained or years >= 3
    return found


def test_the_training_is_met_by_paper_or_by_years_and_both_happen() -> None:
    seen = set()
    for learner in LEARNERS:
        _task, _firm, handout = dealt("gap-matrix", learner=learner)
        read = read_gap(handout)
        mark = answered("gap-matrix", read, learner)
        assert mark.points == 1, (learner, [item for item in mark.items[:2] if item.points == 0])
        seen.add(read["how-far-1"])
    assert seen == {"qualification", "experience"}


def test_whoever_counts_only_certificates_loses_what_was_done_at_work() -> None:
    mark = made("gap-matrix", "experience-not-counted")
    assert mark.points == 5, "three requirements, half a point each for how far and for the line"
    assert set(wrong(mark).values()) == {"experience-not-counted"}
    assert "Experience counts" in mark.items[[item.slip for item in mark.items].index("experience-not-counted")].message


def test_a_word_that_sounds_alike_is_named_with_its_line() -> None:
    mark = made("gap-matrix", "word-for-skill")
    assert mark.points == 6
    assert sorted(key.partition("-")[0] for key in wrong(mark)) == ["how", "how", "line", "line"]


def test_saying_missing_to_everything_does_not_pay() -> None:
    _task, _firm, handout = dealt("gap-matrix")
    assert isinstance(handout.layout, FormLayout)
    none = {field.key: "missing" if field.key.startswith("how") else "0" for field in handout.layout.fields}
    assert answered("gap-matrix", none).points == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_colleague_has_done_the_first_two_rightly(language: Language) -> None:
    for learner in LEARNERS:
        task, _firm, handout = dealt("first-gap", language, learner)
        note = next(paper for paper in handout.documents if paper.number == "NOTIZ-01")
        assert note.data["rows"][0]["cells"][0] == "1"  # type: ignore[index]  # rows of an internal paper
        assert len(note.data["rows"]) == 2  # type: ignore[arg-type]  # as above
        assert isinstance(handout.layout, FormLayout)
        assert [field.key for field in handout.layout.fields] == ["how-far-3", "line-3", "how-far-4", "line-4"]
        assert task.points == 2


# --- what courses cost --------------------------------------------------------------------------------------------


def leaflet_figures(page: str) -> list[str]:
    """One payment, how often, the other fees, lessons, hours at home: as they stand on an English leaflet."""
    times, price = re.findall(r"<dd>(\d+) × €([\d,.]+)</dd>", page)[0]
    fees = [Decimal(one) for one in re.findall(r"€(\d+\.\d\d)", page.partition("once each")[2])]
    (lessons,) = re.findall(r"<dd>(\d+) a week, 45", page)
    (home,) = re.findall(r"<dd>(\d+) hours a week", page)
    return [price, times, str(sum(fees)), lessons, home]


def from_papers(handout: Handout, total: str = "={c}2*{c}3+{c}4") -> dict[str, str]:
    """A whole sheet, filled in from the papers alone, by the formulas of the lesson."""
    entries: dict[str, str] = {}
    leaflets = [render(paper, "en") for paper in handout.documents if paper.kind == "leaflet"]
    for column, page in zip("BCDE", leaflets, strict=False):
        entries |= dict(zip((f"{column}{row}" for row in (2, 3, 4, 8, 9)), leaflet_figures(page), strict=True))
        entries[f"{column}5"] = total.format(c=column)
        entries[f"{column}6"] = f"=MIN({column}5*$B$12/100,$B$13)"
        entries |= {f"{column}7": f"={column}5-{column}6", f"{column}10": f"={column}8*45/60+{column}9"}
    rule = render(next(paper for paper in handout.documents if paper.number == "REGEL-07"), "en")
    percent, limit = re.findall(r"pays (\d+)% .* than €(\d+) a person", rule)[0]
    return entries | {"B12": percent, "B13": limit}


@pytest.mark.parametrize("task_id", ["practice-route-sums", "route-sums"])
def test_the_sheet_can_be_filled_in_from_the_papers_with_the_lessons_formulas(task_id: str) -> None:
    for learner in LEARNERS:
        task, firm, handout = dealt(task_id, learner=learner)
        mark = task.mark(filled_in(handout, from_papers(handout), "en"), firm, handout, {})
        assert mark.points == task.points, wrong(mark)


def test_the_monthly_payment_taken_for_the_price_costs_once() -> None:
    """What follows from it, the share and what is left, is right."""
    task, firm, handout = dealt("route-sums")
    mark = task.mark(filled_in(handout, from_papers(handout, "={c}2+{c}4"), "en"), firm, handout, {})
    assert wrong(mark) == dict.fromkeys(("B5", "C5", "D5", "E5"), "one-payment-for-all")
    assert mark.points == 8 - Decimal("1.6")


def test_only_money_is_worked_out_in_euros() -> None:
    """Payments, lessons, hours and per cent are counts: 12, not €12.00."""
    task, firm, handout = dealt("practice-route-sums")
    nothing = filled_in(handout, {"B7": "=B5"}, "en")
    worked = {item.key: item.worked for item in task.mark(nothing, firm, handout, {}).items}
    for ref, text in from_papers(handout).items():
        if text[0] != "=":
            money = ref[1:] in {"2", "4", "13"}
            assert worked[ref].startswith("€") == money, (ref, worked[ref])
            assert read_number(worked[ref].lstrip("€"), "en") == read_number(text, "en")


def test_the_limit_is_no_formula_even_where_it_holds() -> None:
    task, firm, handout = dealt("route-sums")
    right = task.perfect(firm, handout)
    assert isinstance(right, SheetAnswer)
    (dear,) = [c for c in "BCDE" if right.amount(f"{c}6") == right.amount("B13")]
    for formula, slip in (("=$B$13", "limit-always"), (f"={dear}5*$B$12/100", "limit-forgotten")):
        entries = from_papers(handout) | {f"{dear}6": formula}
        assert wrong(task.mark(filled_in(handout, entries, "en"), firm, handout, {})) == {f"{dear}6": slip}


def test_other_formulas_that_do_the_same_are_right() -> None:
    task, firm, handout = dealt("route-sums")
    entries = from_papers(handout)
    for c in "BCDE":
        entries[f"{c}5"] = f"=SUM({c}4,{c}3*{c}2)"
        entries[f"{c}6"] = f"=IF({c}5*$B12%>$B13,$B13,ROUND({c}5*$B12%,2))"
        entries[f"{c}10"] = f"=0.75*{c}8+{c}9"
    assert task.mark(filled_in(handout, entries, "en"), firm, handout, {}).points == 8


# --- which course for whom ----------------------------------------------------------------------------------------


def choose_by_reading(handout: Handout) -> dict[str, str]:
    """Dates and verdicts, worked out from the papers by the lesson's four questions."""
    values: dict[str, str] = {}
    rule = render(next(paper for paper in handout.documents if paper.number == "REGEL-07"), "en")
    percent, limit = (int(one) for one in re.findall(r"pays (\d+)% .* than €(\d+) a person", rule)[0])
    notes = [render(paper, "en") for paper in handout.documents if paper.number.startswith("NOTIZ")]
    for paper in handout.documents:
        if paper.kind != "leaflet":
            continue
        letter, page = paper.number[-1], render(paper, "en")
        price, times, fees, lessons, home = (read_number(one, "en") for one in leaflet_figures(page))
        months = int(re.findall(r"<dd>(\d+) months", page)[0])
        start = date.fromisoformat(str(paper.data["start"]))
        over = (start.year * 12 + start.month - 1 + months) % 12 + 1
        year = (start.year * 12 + start.month - 1 + months) // 12
        last = date.fromordinal(date(year, over, 1).toordinal() - 1)
        values[f"end-{letter}"] = last.strftime("%d/%m/%Y")
        total = price * times + fees
        own = total - min(total * percent / 100, Decimal(limit))
        for place, note in enumerate(notes, start=1):
            spare = Decimal(re.findall(r">(\d+) hours a week", note)[0])
            money = read_number(re.findall(r"no more than €([\d,]+)", note)[0], "en")
            until = date(*reversed([int(one) for one in re.findall(r"(\d\d)/(\d\d)/(\d{4})", note)[-1]]))
            may = "nothing is asked" in page
            may |= "vocational training, in whatever" in page and "Trained as" in note
            may |= "work in an office" in page and "in the office of" in note
            hours = lessons * 45 / 60 + home
            reasons = {"entry": not may, "hours": hours > spare, "money": own > money, "late": last > until}
            values[f"person-{place}-{letter}"] = next((why for why, holds in reasons.items() if holds), "fits")
    return values


@pytest.mark.parametrize("task_id", ["practice-route-choice", "route-choice"])
def test_who_reads_the_papers_with_the_four_questions_is_right(task_id: str) -> None:
    for learner in LEARNERS:
        _task, _firm, handout = dealt(task_id, learner=learner)
        mark = answered(task_id, choose_by_reading(handout), learner)
        assert mark.points == mark.of, (learner, wrong(mark))


def test_the_slips_of_hasty_readers_are_named_in_the_assignment() -> None:
    named: set[str] = set()
    for learner in LEARNERS:
        task, firm, handout = dealt("route-choice", learner=learner)
        for slip in task.slips(firm, handout):
            found = set(wrong(task.mark(task.perfect(firm, handout, (slip,)), firm, handout, {})).values())
            assert found == {slip}
            named |= found
    assert {"entry-overlooked", "one-payment-for-all", "start-overlooked", "lessons-for-hours"} <= named
    assert "experience-not-counted" in named


def test_sums_and_choice_are_about_the_same_courses() -> None:
    sheets, choice = dealt("route-sums")[2], dealt("route-choice")[2]
    assert sheets.documents == choice.documents[: len(sheets.documents)]
