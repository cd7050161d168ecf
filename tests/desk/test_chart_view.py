"""What the desk shows beside a chart's form: the learner's own sheet as it is now, the picture, and what it shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from course.desk.answers import Message
from course.desk.chart_view import chart_view
from course.tasks.handing_in import handout_of, lay_down
from tests.tasks.test_chart import header, sheet, task


def shown(folder: Path, name: str = "sales-chart") -> Message:
    return chart_view(task(name), handout_of(task(name), header(name)), folder)


def test_the_desk_shows_the_learners_own_sheet_and_in_words_what_the_picture_shows(tmp_path: Path) -> None:
    assert "first" in shown(tmp_path)["note"], "without the sheet there is nothing to draw"
    book = sheet(tmp_path)
    lay_down(task(), header(), tmp_path)
    before = shown(tmp_path)
    assert before["sheet"][1][7:9] == ["Stationery", "Books"]
    assert book.shown(2, 7) in before["words"]
    assert before["light"].startswith("data:image/svg+xml;base64,")
    assert before["light"] != before["dark"]
    book.type(2, 7, "1.00")
    book.save(tmp_path / task().needs[0].answer_file)
    assert shown(tmp_path)["words"] != before["words"], "the sheet as it is now, not as it was"


def test_in_a_lesson_a_colleagues_sheet_stands_in_for_one_that_is_not_filled_in(tmp_path: Path) -> None:
    stand_in = shown(tmp_path, "practice-chart")
    assert "colleague" in stand_in["whose"], "nobody takes it for their own"
    assert not list(tmp_path.iterdir()), "looking writes nothing"
    before = task("practice-chart").needs[0]
    lay_down(before, replace(header("practice-chart"), task=before.id), tmp_path)
    own = shown(tmp_path, "practice-chart")
    assert not own["whose"]
    assert own["sheet"][1] == stand_in["sheet"][1], "the same columns"
    assert own["sheet"][2:] != stand_in["sheet"][2:], "other figures: the learner's own are for the learner to work out"
