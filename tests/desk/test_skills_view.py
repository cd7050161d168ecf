"""One's own skills: kept in the folder, drawn and said in words, marked by nobody; matplotlib only when asked."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from course.desk.form import OpenForm
from course.desk.skills import SkillsWork, When, file_of, in_words, levels_in, radar
from course.firm.skills import skills
from course.locale import LANGUAGES, Language

SVG = "{http://www.w3.org/2000/svg}"


def fill_in(folder: Path, when: When, levels: dict[str, str], language: Language = "en") -> SkillsWork:
    """As the desk does it: one open form on the work's file."""
    work = SkillsWork(language, when, folder)
    OpenForm(folder / work.handout.answer_file, work.handout).handle({"op": "set", "values": levels})
    return work


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_drawn_is_said_in_words_as_well(language: Language, tmp_path: Path) -> None:
    fill_in(tmp_path, "before", {"data": "2", "telephone": "5"}, language)
    page = fill_in(tmp_path, "after", {"data": "4"}, language).check()["html"]
    data = skills()["data"].name.to(language)
    said = {"en": f"<li>{data}: 2 today, 4 later.</li>", "de": f"<li>{data}: heute 2, später 4.</li>"}[language]
    assert said in page
    assert page.count("<li>") == 2
    (content,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    drawn = ElementTree.fromstring(base64.b64decode(content))
    written = {text.text for text in drawn.iter(f"{SVG}text")}
    assert {"1", "5", data} <= written
    assert {"en": {"today", "later"}, "de": {"heute", "später"}}[language] <= written


def test_one_line_alone_is_drawn_alone(tmp_path: Path) -> None:
    source = radar({"before": {"data": 3}, "after": {}}, "en").partition(",")[2]
    assert "later" not in {text.text for text in ElementTree.fromstring(base64.b64decode(source)).iter(f"{SVG}text")}
    assert in_words({"before": {"data": 3}, "after": {}}, "en") == ["Entering data: 3 today."]


def test_nothing_filled_in_draws_nothing_and_writes_nothing(tmp_path: Path) -> None:
    report = SkillsWork("en", "before", tmp_path).check()
    assert "html" not in report
    assert not report["good"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"answers": 5}', '{"answers": {"data": 7, "stock": "9", "detail": ["1"]}}']
)
def test_a_file_that_makes_no_sense_is_as_good_as_none(content: str, tmp_path: Path) -> None:
    (tmp_path / file_of("before")).write_text(content, encoding="utf-8")
    assert levels_in(tmp_path, "before") == {}


def test_it_stays_in_the_folder_under_a_name_of_its_own(tmp_path: Path) -> None:
    fill_in(tmp_path, "before", {"data": "2"})
    fill_in(tmp_path, "after", {"data": "4"})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["skills-after.json", "skills-before.json"]
    assert json.loads((tmp_path / "skills-before.json").read_text())["answers"] == {"data": "2"}
    assert (levels_in(tmp_path, "before"), levels_in(tmp_path, "after")) == ({"data": 2}, {"data": 4})


def test_the_page_opens_without_matplotlib(tmp_path: Path) -> None:
    asked = "import sys; from course import view; view('skills-before', 'en'); print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
