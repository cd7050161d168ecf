"""What unit 2's lesson tells is true: its ten skills, its dated facts, its sums, its formulas."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from course.firm.facts import value
from course.firm.skills import skills
from course.firm.training import LESSON, months_later
from course.locale import LANGUAGES, Language
from course.tasks.handing_in import deal, handout_of
from course.tasks.sheet_answer import filled_in
from course.units import find_task, u02_skills
from tests.tasks.examples import header
from tests.units.test_u02_tasks import from_papers

UNIT = Path(u02_skills.__file__).parent
LOOKED_UP = date(2026, 11, 1)


def lesson(language: Language) -> str:
    return (UNIT / f"lesson.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lessons_ten_skills_are_those_that_are_asked_for(language: Language) -> None:
    table = lesson(language).partition("|:---|:---|\n")[2].partition("\n\n")[0]
    assert [row.split("|")[1].strip() for row in table.splitlines()] == [
        skill.name.to(language) for skill in skills().values()
    ]


def test_the_facts_are_the_dated_ones() -> None:
    years, times = value("office_training", LOOKED_UP), value("external_examination", LOOKED_UP)
    grant, fees = value("upgrading_grant", LOOKED_UP), value("upgrading_fees", LOOKED_UP)
    english, german = lesson("en"), lesson("de")
    assert f"takes {years} years" in english
    assert f"dauert {years} Jahre" in german
    assert f"{times} times as long, that is {years * times} years" in english
    assert f"{times}-Fache dieser Zeit in dem Beruf gearbeitet hat, also {years * times} Jahre" in german.replace(
        "1,5", "1.5"
    ).replace("4,5", "4.5")
    assert f"({grant}%)" in english
    assert f"({grant} %)" in german.replace("\u00a0", " ")
    assert f"€{fees:,}" in english
    assert f"{fees:,}".replace(",", ".") in german
    assert "November 2026" in english
    assert "November 2026" in german


def test_the_examples_are_reckoned_rightly() -> None:
    fees = Decimal(10 * 79 + 40 + 110)
    share = min(fees * Decimal(40) / 100, Decimal(400))
    assert [fees, share, fees - share] == [Decimal(940), Decimal(376), Decimal(564)]
    assert Decimal(1200) * 40 / 100 == 480 > 400
    hours = 6 * LESSON + 2
    last = date.fromordinal(months_later(date(2026, 9, 1), 10).toordinal() - 1)
    for language, figures in (("en", f"{hours:.1f}"), ("de", f"{hours:.1f}".replace(".", ","))):
        text = lesson(language)  # type: ignore[arg-type]  # mypy takes the pair's first for any text
        assert all(one in text for one in ("940", "376", "564", "480", figures))
    assert f"{last.day} June {last.year}" in lesson("en")
    assert f"{last:%d.%m.%Y}" in lesson("de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lessons_formulas_earn_the_points_of_its_exercise(language: Language) -> None:
    """Typed as they stand in the text, for the first course; copied to the right for the others."""
    taught = re.findall(r"`(=[^`]+)`", lesson(language))
    cells = dict(zip(("B5", "B6", "B7", "B10"), taught, strict=True))
    task = find_task("practice-route-sums")
    own = header(task, language=language)
    firm, handout = deal(own, task.lesson), handout_of(task, own)
    papers = {ref: text for ref, text in from_papers(handout_of(task, header(task))).items() if text[0] != "="}
    entries = {ref: text.replace(".00", "") for ref, text in papers.items()}
    for column in "BCD":
        moved = {ref.replace("B", column): re.sub(r"(?<!\$)B", column, text) for ref, text in cells.items()}
        entries |= moved
    assert task.mark(filled_in(handout, entries, language), firm, handout, {}).points == task.points


@pytest.mark.parametrize("language", LANGUAGES)
def test_dollar_signs_stand_only_where_they_are_not_taken_for_mathematics(language: Language) -> None:
    assert "$" not in re.sub(r"`[^`]*`", "", lesson(language))
