"""The learner's card and the map of the course, without a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from course import __version__
from course.desk.card import CardWork
from course.desk.course_map import WORDS, CourseMap, Lesson, progress_of
from course.desk.views import show
from course.desk.widget import Desk
from course.locale import LANGUAGES, catalogue
from course.tasks.handing_in import answer_path, deal_anew, lay_down
from course.tasks.handout import Header
from course.tasks.learner_card import CARD_FILE, read_card
from tests.tasks.examples import CASH, ERROR

PRACTICE = replace(ERROR, id="practice-error", unit="90-example", lesson=True)
BOOK = replace(CASH, id="practice-cash", unit="90-example", lesson=True)
LESSON = Lesson("90-example", "Bookkeeping", (PRACTICE, BOOK))


@pytest.fixture(autouse=True)
def somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKOFFICE_LEARNER", "ada")


def said(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def by(task: object, folder: Path) -> None:
    lay_down(task, Header("ada", "", "", 0, __version__, "en"), folder)  # type: ignore[arg-type]


def test_showing_the_card_writes_nothing_and_filling_it_in_keeps_name_and_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BACKOFFICE_LEARNER")
    monkeypatch.setenv("JUPYTERHUB_USER", "trainingroom")
    desk = Desk(None, "en", work=CardWork("en", tmp_path))
    assert list(tmp_path.iterdir()) == []
    assert (desk.head["worth"], desk.head["can_deal"]) == ("", False)
    replies: list[object] = []
    desk.send = lambda content, buffers=None: replies.append(content)
    ask = {"op": "check", "seq": 1, "after": [], "desk": "d"}
    desk._hear(desk, dict(ask), None)
    assert "name of the account: trainingroom" in json.dumps(replies[-1])
    desk._hear(
        desk, {"op": "set", "values": {"name": "Ada", "number": "b 17"}, "seq": 2, "after": [], "desk": "d"}, None
    )
    assert (read_card(tmp_path).name, read_card(tmp_path).number) == ("Ada", "b17")
    desk._hear(desk, dict(ask), None)
    assert "by the number b17" in json.dumps(replies[-1])
    assert "have you here, Ada." in json.dumps(replies[-1])
    assert Desk(None, "de", work=CardWork("de", tmp_path)).answer["values"]["number"] == "b 17"


def test_the_map_says_in_words_how_far_each_exercise_has_come(tmp_path: Path) -> None:
    way = CourseMap([LESSON], "en", tmp_path)
    assert "0 of 2 exercises complete." in said(way._repr_html_())
    by(PRACTICE, tmp_path)
    by(BOOK, tmp_path)
    assert "2 of 2 exercises complete." in said(way._repr_html_())
    path = answer_path(PRACTICE, tmp_path)
    content = json.loads(path.read_text())
    content["answers"] = dict(list(content["answers"].items())[:1])
    path.write_text(json.dumps(content))
    assert progress_of(PRACTICE, "en", tmp_path) == "begun"
    assert "1 of 2 exercises complete, 1 begun." in said(way._repr_html_())
    path.write_text("{")
    assert progress_of(PRACTICE, "en", tmp_path) == "begun"


def test_fresh_documents_are_not_begun(tmp_path: Path) -> None:
    by(PRACTICE, tmp_path)
    deal_anew(PRACTICE, "en", tmp_path)
    assert progress_of(PRACTICE, "en", tmp_path) == "open"


def test_the_map_links_a_lesson_only_where_its_notebook_lies(tmp_path: Path) -> None:
    way = CourseMap([LESSON], "de", tmp_path)
    assert "<a " not in way._repr_html_()
    (tmp_path / "90-example.ipynb").write_text("{}")
    assert '<a href="90-example.ipynb">90 · Buchführung</a>' in way._repr_html_()


def test_a_name_on_the_card_is_text_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / CARD_FILE).write_text(json.dumps({"answers": {"name": "<script>x</script>", "number": ""}}))
    page = CourseMap([LESSON], "en", tmp_path)._repr_html_()
    assert "<script" not in page
    assert "&lt;script&gt;x&lt;/script&gt;, this is how far" in page


def test_every_word_of_the_map_is_there_in_german() -> None:
    assert set(WORDS.values()) <= set(catalogue("de", "desk"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_that_there_is_not_is_named(language: str) -> None:
    with pytest.raises(KeyError, match="no view 'course-cap'"):
        show("course-cap", language, [LESSON])  # type: ignore[arg-type]
