"""An application: what its truth says can be read from its papers, and nothing that only sounds like it counts."""

from __future__ import annotations

import re
from statistics import median

import pytest

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.hiring import NOTHING, TRAINING, Application, Status, apply
from course.firm.paper import render
from course.firm.papers.hiring import BEGINS, advert, begun, cv
from course.locale import LANGUAGES, Language

EIGHT: tuple[Status, ...] = (
    "qualification", "qualification", "experience", "experience", "experience", "partly", "missing", "missing",
)  # fmt: skip
SEEDS = [f"hiring {number}" for number in range(60)]


def application(seed: str) -> Application:
    return apply(Chance(seed, "test"), EIGHT)


@pytest.mark.parametrize("seed", SEEDS)
def test_as_many_requirements_are_met_as_were_asked_for_and_each_line_shows_one_of_them(seed: str) -> None:
    made = application(seed)
    assert sorted(one.status for one in made.findings) == sorted(EIGHT)
    shown = [one.line for one in made.findings if one.line != NOTHING]
    assert len(set(shown)) == len(shown) == 6
    assert not set(shown) & {one.bait for one in made.findings if one.bait != NOTHING}
    for one in made.findings:
        assert (one.line == NOTHING) == (one.status == "missing")
        assert {line.about for line in made.lines if line.number in (one.line, one.bait)} == {one.requirement.key}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_years_decide_about_the_training_and_can_be_counted(seed: str) -> None:
    made = application(seed)
    first = made.findings[0]
    assert first.requirement.key == TRAINING
    office = next(line for line in made.lines if line.text.en.startswith("Office assistant"))
    years = BEGINS.year - int(re.findall(r"\d{4}", office.period.en)[0])
    trained = any("office management" in line.text.en for line in made.lines)
    assert (first.status == "qualification") == trained
    assert (first.status == "experience") == (years > 3)
    assert years > 4 or years == 1, "nobody has to count months"


def test_half_of_the_lines_and_more_prove_nothing() -> None:
    for seed in SEEDS:
        made = application(seed)
        assert len(made.lines) - 6 >= 6


def test_the_work_is_the_same_for_everybody() -> None:
    lengths = [len(application(f"fair {number}").lines) for number in range(200)]
    assert set(lengths) == {int(median(lengths))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_papers_show_every_line_by_its_number_and_every_requirement(language: Language) -> None:
    firm, made = Firm.deal("papers"), application("papers")
    page = render(cv(made, "BEW-01"), language)
    for line in made.lines:
        row = rf'<td class="number">{line.number}</td>\s*<td class="code">[^<]*</td>\s*<td>([^<]+)</td>'
        found = re.search(row, page)
        assert found is not None
        assert found[1].replace("&#39;", "'") == line.text.to(language)
    listed = render(advert(firm, made, "ANZ-01"), language)
    assert all(one.requirement.text.to(language) in listed for one in made.findings)
    two = render(begun(firm, made, 2, "NOTIZ-01"), language)
    assert made.findings[1].requirement.text.to(language) in two
    assert made.findings[2].requirement.text.to(language) not in two
