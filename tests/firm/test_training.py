"""Courses: one fits each person, every other fails for one reason, and all of it can be reckoned from the papers."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.paper import render
from course.firm.papers.training import papers
from course.firm.training import (
    TODAY,
    Choice,
    Course,
    Support,
    choice_for_one,
    choice_for_two,
    months_later,
    reasons,
)
from course.locale import LANGUAGES, Language
from course.locale.numbers import show_amount

SEEDS = range(300)


def dealt(number: int) -> Choice:
    return choice_for_two(Chance(f"training {number}", "test"))


def verdicts(choice: Choice, place: int) -> dict[str, tuple[str, ...]]:
    return {course.key: reasons(course, choice.people[place], choice.support) for course in choice.courses}


def test_one_course_fits_each_of_the_two_and_never_the_same_one() -> None:
    for number in SEEDS:
        choice = dealt(number)
        found = [verdicts(choice, place) for place in (0, 1)]
        fitting = [[key for key, why in one.items() if not why] for one in found]
        assert [len(keys) for keys in fitting] == [1, 1]
        assert fitting[0] != fitting[1]
        assert all(len(why) <= 1 for one in found for why in one.values())


def test_every_reason_and_every_course_has_its_turn() -> None:
    seen: Counter[str] = Counter()
    for number in SEEDS:
        choice = dealt(number)
        for place in (0, 1):
            found = verdicts(choice, place)
            seen.update(why[0] for why in found.values() if why)
            seen.update(key for key, why in found.items() if not why)
        both = {why[0] for place in (0, 1) for why in verdicts(choice, place).values() if why}
        assert {"entry", "late"} <= both
    assert all(seen[one] > 20 for one in ("entry", "hours", "money", "late"))
    assert all(seen[one] > 20 for one in ("evening", "distance", "college", "workshop"))


def test_the_dear_course_looks_cheap_and_the_late_one_short() -> None:
    for number in SEEDS:
        choice = dealt(number)
        for person in choice.people:
            for course in choice.courses:
                (why,) = reasons(course, person, choice.support) or ("",)
                if why == "money":
                    assert course.price < person.money
                if why == "late":
                    assert months_later(TODAY.replace(day=1), course.months + 1) <= person.until


def test_the_limit_of_our_house_holds_for_the_dear_course_alone() -> None:
    for number in SEEDS:
        choice = dealt(number)
        limited = {one.key for one in choice.courses if one.total * choice.support.percent / 100 > choice.support.limit}
        assert limited == {"distance"}


def test_sums_by_hand() -> None:
    course = Course(
        "college", "A", Decimal(200), 4, "module", Decimal(40), Decimal(110),
        date(2026, 9, 1), 10, 6, Decimal(2), "training",
    )  # fmt: skip
    support = Support(Decimal(40), Decimal(400))
    assert (course.total, course.hours, course.last_day) == (Decimal(950), Decimal("6.5"), date(2027, 6, 30))
    assert (support.share(course), support.own(course)) == (Decimal(380), Decimal(570))
    assert Support(Decimal(50), Decimal(400)).own(course) == 550


def test_for_one_person_three_courses_one_reason_each() -> None:
    for number in SEEDS:
        choice = choice_for_one(Chance(f"training {number}", "one"))
        (person,) = choice.people
        found = sorted(reasons(course, person, choice.support) for course in choice.courses)
        assert found == [(), ("entry",), ("money",)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_papers_hold_every_figure_that_is_reckoned_with(language: Language) -> None:
    choice = dealt(1)
    pages = [render(paper, language) for paper in papers(Firm.deal("papers"), choice)]
    assert len(pages) == 4 + 1 + 2
    for course, page in zip(choice.courses, pages, strict=False):
        for amount in (course.price, course.registration, course.examination):
            assert show_amount(amount, language) in page.replace("\u202f", "\u00a0")
        assert re.search(rf"{course.payments} ×", page)
        assert f"<dd>{course.months} " in page
        assert f"<dd>{course.lessons} " in page
        assert show_amount(course.total, language).strip("€\u00a0 ") not in page
    assert f"{choice.support.limit}" in pages[4]
    assert choice.people[0].background.to(language) in pages[5]
