"""The interest profile: what is drawn is what was ticked, said in words too; no verdict, no mark, nothing handed in."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from course.build.markdown import VIEWS as FENCES
from course.desk.interests import AREAS, EACH, FILE, MOST, InterestProfile, picture, words
from course.locale import LANGUAGES, Language
from course.units import units

KEYS = [f"{area.key}-{number}" for area in AREAS for number in range(EACH)]
VERDICT = re.compile(r"suits? you|right for you|unsuit|geeignet|passt zu Ihnen|should become|sollten Sie werden", re.I)


def filled(folder: Path, answers: dict[str, object], language: Language = "en") -> dict[str, object]:
    (folder / FILE).write_text(json.dumps({"header": {}, "answers": answers}), encoding="utf-8")
    return InterestProfile(language, folder).check()


def test_showing_the_profile_writes_nothing_and_asks_for_all_twelve(tmp_path: Path) -> None:
    profile = InterestProfile("en", tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert profile.check() == {"headline": "The picture needs all twelve. Still open: 12.", "good": False, "lines": []}
    some = filled(tmp_path, dict.fromkeys(KEYS[:5], "3"))
    assert some["headline"] == "The picture needs all twelve. Still open: 7."
    assert profile.handout.points == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_drawn_from_the_ticks_and_described(language: Language, tmp_path: Path) -> None:
    levels = {key: str(place % 4) for place, key in enumerate(KEYS)}
    html = str(filled(tmp_path, dict(levels), language)["html"])
    widths = [int(width) for width in re.findall(r'width="(\d+)" height="20" rx="3" fill="var', html)]
    sums = [sum(int(levels[f"{area.key}-{number}"]) for number in range(EACH)) for area in AREAS]
    assert [width * MOST for width in widths] == [total * max(widths) * MOST // max(sums) for total in sums]
    assert all(f"{total} {'von' if language == 'de' else 'of'} {MOST}" in html for total in sums)
    assert html.count("<p>") == 2
    assert "aria-label" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_picture_says_whether_the_work_suits_somebody(language: Language) -> None:
    for high in AREAS:
        for low in AREAS:
            sums = {area.key: 3 for area in AREAS} | {high.key: 6} | {low.key: 0}
            said = words(sums, language)
            assert not VERDICT.search(" ".join(said))
            assert all(len(paragraph) > 80 for paragraph in said)


def test_what_was_ticked_most_and_least_is_named_and_a_level_picture_says_so() -> None:
    sums = {area.key: 3 for area in AREAS} | {"words": 6, "people": 1}
    easy, hard = words(sums, "en")
    assert easy.startswith("You agreed most with: Writing.")
    assert hard.startswith("You agreed least with: People.")
    assert "level" in words({area.key: 3 for area in AREAS}, "en")[0]


@pytest.mark.parametrize("answers", [{"care-0": 3}, {"care-0": "9"}, {"<b>": "1"}, {"care-0": ["1"]}])
def test_strange_answers_are_passed_over(answers: dict[str, object], tmp_path: Path) -> None:
    assert filled(tmp_path, answers)["headline"] == "The picture needs all twelve. Still open: 12."
    (tmp_path / FILE).write_text("no JSON", encoding="utf-8")
    assert InterestProfile("en", tmp_path).check()["good"] is False


def test_no_assignment_has_the_profile_and_no_task_its_file() -> None:
    assert "interest-profile" in FENCES
    folder = Path(__file__).parents[2] / "course" / "units"
    pages = [page for page in folder.glob("u*/*.md") if "interest-profile" in page.read_text(encoding="utf-8")]
    assert {page.name.split(".")[0] for page in pages} <= {"lesson"}
    assert FILE not in {task.answer_file for unit in units() for task in unit.tasks}


def test_the_description_has_every_area() -> None:
    svg = str(picture({area.key: 2 for area in AREAS}, "de"))
    assert all(f"{name}: 2 von 6" in svg for name in ("Genau sein", "Zahlen", "Schreiben", "Bürotechnik", "Menschen"))
