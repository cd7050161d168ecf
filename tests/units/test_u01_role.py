"""Unit 1: traps are named, a wrong rule is told from a wrong tick, and the law is as the facts say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from course import __version__
from course.firm import Firm, facts
from course.firm.adverts import adverts
from course.firm.careers import careers
from course.firm.paper import render
from course.locale import LANGUAGES, Language, catalogue
from course.tasks.form import Form, FormAnswer, Question, Typed
from course.tasks.handout import Handout, Header
from course.tasks.mark import Item, Mark, Outcome
from course.units import find_task
from course.units.u01_role.duties import COLLEAGUE, DESK, NAME, OPEN_BACK, OPEN_FRONT, TELEPHONE

FOLDER = Path(__file__).parents[2] / "course" / "units" / "u01_role"
ON = date(2026, 4, 24)
FIRMS = [Firm.deal(f"role {number}") for number in range(8)]
SLIPS = {
    "front-or-back": {"telephone-is-front", "customer-named-is-front", "colleague-for-customer", "desk-is-back"},
    "three-adverts": {"title-for-manager", "duty-overlooked", "duty-assumed", "preferred-as-required",
                      "experience-left-out", "part-for-all"},
    "three-careers": {"told-order", "degree-after-post", "title-for-manager", "degree-for-all"},
    "who-can-apply": {"degree-for-all", "experience-for-degree", "time-for-money", "promise-for-money",
                      "title-for-manager", "subject-for-skill", "one-is-enough"},
}  # fmt: skip


def laid_out(name: str, firm: Firm, language: Language = "en") -> tuple[Form, Handout]:
    task = find_task(name)
    assert isinstance(task, Form)
    return task, task.handout(firm, Header("ada", task.unit, task.id, 0, __version__, language), {})


def marked(name: str, firm: Firm, changes: Mapping[str, Typed], language: Language = "en") -> Mark:
    """The mark of right work with these changes."""
    task, handout = laid_out(name, firm, language)
    right = task.perfect(firm, handout)
    return task.mark(FormAnswer(right.header, {**right.values, **changes}), firm, handout, {})


def item(mark: Mark, key: str) -> Item:
    return next(one for one in mark.items if one.key == key)


@pytest.mark.parametrize("name", SLIPS)
def test_every_deal_has_the_traps(name: str) -> None:
    for firm in FIRMS:
        task, handout = laid_out(name, firm)
        assert set(task.slips(firm, handout)) >= SLIPS[name]


@pytest.mark.parametrize("name", SLIPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_a_wrong_answer_does_not_hold_the_right_one(name: str, language: Language) -> None:
    def answers(question: Question) -> set[str]:
        labels = {option.key: option.label for option in question.field.options}
        keys = question.truth if isinstance(question.truth, frozenset) else {str(question.truth)}
        return {labels.get(key, key) for key in keys}

    for firm in FIRMS[:4]:
        task, _handout = laid_out(name, firm, language)
        for question in task.questions(firm, language):
            for said in (question.message, question.where, *(wrong.message for wrong in question.wrong)):
                assert not [answer for answer in answers(question) if len(answer) > 3 and answer in said]


def test_a_grand_title_is_not_a_managers_post() -> None:
    for firm in FIRMS:
        found = item(marked("three-adverts", firm, {"A-1-post": "manager"}), "A-1-post")
        assert (found.slip, found.points, found.of) == ("title-for-manager", Decimal(0), Decimal(1))
        assert "(A-1) · " in found.label


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_the_half_done_advert_the_rest_is_asked(language: Language) -> None:
    for firm in FIRMS:
        task, handout = laid_out("practice-advert", firm, language)
        full = {one.field.key: one for one in find_questions("three-adverts", firm, language)}
        asked = [one.field.key for one in task.questions(firm, language)]
        assert asked == ["A-1-post", "A-1-entry", "A-1-study", "A-1-amount"]
        assert repr(task.mark(task.perfect(firm, handout), firm, handout, {})) == "3.5"
        advert, note = (unescape(render(paper, language)) for paper in handout.documents)
        assert full["A-1-title"].worked in note
        assert all(duty in note for duty in full["A-1-duties"].worked.split(", "))
        assert not [key for key in ("A-1-post", "A-1-entry", "A-1-study") if full[key].worked in note]
        assert full["A-1-title"].worked in advert


def find_questions(name: str, firm: Firm, language: Language) -> tuple[Question, ...]:
    return laid_out(name, firm, language)[0].questions(firm, language)


def test_preferred_is_not_required_and_practice_is_not_a_degree() -> None:
    taken = {"either": ("training", "experience-left-out"), "training": ("degree", "preferred-as-required"),
             "degree": ("both", "preferred-as-required"), "both": ("either", "experience-for-degree")}  # fmt: skip
    seen = set()
    for firm in FIRMS:
        for number, advert in enumerate(adverts(firm.chance("adverts"), firm.partners), start=1):
            answer, slip = taken[advert.entry]
            key = f"A-{number}-entry"
            assert item(marked("three-adverts", firm, {key: answer}), key).slip == slip
            seen.add(advert.entry)
    assert seen == set(taken)


def test_the_whole_fee_is_not_the_firms_part() -> None:
    for firm in FIRMS:
        for number, advert in enumerate(adverts(firm.chance("adverts"), firm.partners), start=1):
            if advert.study == "part":
                mark = marked("three-adverts", firm, {f"A-{number}-amount": f"{advert.fee}"})
                assert item(mark, f"A-{number}-amount").slip == "part-for-all"
                own = marked("three-adverts", firm, {f"A-{number}-amount": f"{advert.fee - advert.share}"})
                assert item(own, f"A-{number}-amount").slip == ("own-part" if advert.fee != 2 * advert.share else "")


@pytest.mark.parametrize("ending", ["", " (m/f/d)", " (m/w/d)"])
def test_a_title_counts_with_and_without_its_ending_but_not_with_a_letter_wrong(ending: str) -> None:
    [advert, *_] = adverts(FIRMS[0].chance("adverts"), FIRMS[0].partners)
    title = advert.title.en
    assert item(marked("three-adverts", FIRMS[0], {"A-1-title": f" {title.upper()}{ending} "}), "A-1-title").points > 0
    assert (
        item(marked("three-adverts", FIRMS[0], {"A-1-title": title[1:] + ending}), "A-1-title").outcome is Outcome.WRONG
    )


def test_a_wrong_rule_is_named_and_a_wrong_tick_is_not() -> None:
    words = catalogue("de", "units")
    phone = {words[duty] for duty in TELEPHONE.duties}
    for firm in FIRMS:
        task, handout = laid_out("front-or-back", firm, "de")
        keys = [one.field.key for one in task.questions(firm, "de") if one.field.label in phone]
        all_of_them = marked("front-or-back", firm, dict.fromkeys(keys, "front"), "de")
        assert all_of_them.slips == ("telephone-is-front",)
        assert all_of_them.points == Decimal("6.5")
        one = marked("front-or-back", firm, {keys[0]: "front"}, "de")
        assert one.slips == ()
        assert "Telefon entscheidet nicht" in item(one, keys[0]).message
        assert handout.points / len(keys) > 2


def test_no_duty_stands_in_two_families() -> None:
    families = (TELEPHONE, NAME, COLLEAGUE, DESK, OPEN_FRONT, OPEN_BACK)
    every = [duty for family in families for duty in family.duties]
    assert len(set(every)) == len(every)
    assert all(len(family.duties) > 5 for family in families)


def test_one_step_astray_costs_one_point_and_the_order_of_telling_is_recognised() -> None:
    for firm in FIRMS:
        task, handout = laid_out("three-careers", firm)
        right = task.perfect(firm, handout).values["P-1-steps"]
        moved = (*right[1:], right[0])
        found = item(marked("three-careers", firm, {"P-1-steps": tuple(moved)}), "P-1-steps")
        assert (found.points, found.of) == (Decimal(2), Decimal(3))
        told = {tuple(one.told) for one in careers(firm.chance("careers"))}
        for key in ("P-1-steps", "P-2-steps", "P-3-steps"):
            clerk = task.mark(task.perfect(firm, handout, ("told-order",)), firm, handout, {})
            assert item(clerk, key).slip == "told-order"
        assert tuple(task.perfect(firm, handout, ("told-order",)).values["P-1-steps"]) in told


STRANGE: list[Typed] = ["manager", ("manager",), (), "<script>", "\ud800", ("step-1",) * 6, "1e400"]


@pytest.mark.parametrize("name", SLIPS)
@pytest.mark.parametrize("strange", STRANGE, ids=repr)
def test_strange_answers_cost_their_own_points_and_no_traceback(name: str, strange: Typed) -> None:
    task, handout = laid_out(name, FIRMS[0])
    right = task.perfect(FIRMS[0], handout)
    everywhere = FormAnswer(right.header, dict.fromkeys(right.values, strange))
    mark = task.mark(everywhere, FIRMS[0], handout, {})
    assert mark.points <= task.points / 2  # "manager" is right for a manager's post
    assert "<script" not in mark._repr_html_()
    assert not task.check(replace(everywhere, values={}), handout).complete


SAID = {
    "office_training": (
        "3",
        "training for office management takes three years",
        "Die im Büromanagement dauert drei Jahre",
    ),
    "external_examination": ("1.5", "one and a half times as long", "eineinhalbmal so lange"),
    "programmer_training": (
        "3",
        "become a programmer through three years' training",
        "in drei Jahren Ausbildung zur Fachinformatikerin",
    ),
    "accountant_practice": ("5", "people with five years' practice", "wer fünf Jahre Praxis hat"),
    "educational_leave_hamburg": ("10", "ten working days", "zehn Arbeitstage Bildungsurlaub"),
}


@pytest.mark.parametrize("fact", SAID)
def test_the_lesson_says_what_the_facts_say(fact: str) -> None:
    value, english, german = SAID[fact]
    assert facts.value(fact, ON) == Decimal(value)
    assert english in (FOLDER / "lesson.en.md").read_text(encoding="utf-8")
    assert german in (FOLDER / "lesson.de.md").read_text(encoding="utf-8")


def test_four_and_a_half_years_is_reckoned_and_not_typed() -> None:
    years = facts.value("office_training", ON) * facts.value("external_examination", ON)
    assert years == Decimal("4.5")
    assert "four and a half years" in (FOLDER / "lesson.en.md").read_text(encoding="utf-8")
    assert "viereinhalb Jahre" in (FOLDER / "lesson.de.md").read_text(encoding="utf-8")
