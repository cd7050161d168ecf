"""The build refuses a text that disagrees with itself, with file and line, all complaints at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from course.build.markdown import VIEWS as KNOWN_TO_THE_BUILD
from course.desk.views import VIEWS
from tests.build.conftest import SmallCourse

SPOILED = [
    # file, what stands there, what is put in its place, the complaint
    ("lesson.de.md", "count-boxes", "count-foxes", "lesson.de.md:9: there is no task 'count-foxes' in any tasks.py"),
    ("lesson.de.md", "count-boxes", "count-foxes", "lesson.de.md: the task 'count-boxes' is missing"),
    ("lesson.de.md", "count-boxes", "box-list", "lesson.de.md:9: the task 'box-list' does not belong to this lesson"),
    ("lesson.en.md", "count-pens", "count-boxes", "lesson.en.md:21: the task 'count-boxes' stands here 2 times"),
    ("lesson.en.md", "course-map", "course-cap", "lesson.en.md:25: there is no view 'course-cap'; the course has"),
    ("lesson.de.md", "course-map", "learner-card", "lesson.de.md: the views here are learner-card; in lesson.en.md"),
    ("lesson.en.md", "count-pens\n", "two words\n", "lesson.en.md:21: a task fence holds one task's id"),
    ("lesson.de.md", "### Stifte", "## Stifte", "lesson.de.md:19: the heading 'Stifte' is of level 2; 'Count pens' in"),
    ("lesson.de.md", "### Stifte", "Stifte", "lesson.en.md:19: the heading 'Count pens' has no counterpart"),
    ("lesson.en.md", "### Count pens", "", "lesson.de.md:19: the heading 'Stifte' has no counterpart"),
    ("lesson.en.md", "# Boxes", "## Boxes", "lesson.en.md:1: a page begins with its title"),
    ("lesson.en.md", "### Count", "# Count", "lesson.en.md:19: a page begins with its title"),
    ("lesson.en.md", "![A box]", "![]", "lesson.en.md:5: the picture box.svg has no alternative text"),
    (
        "lesson.en.md",
        "More prose.",
        "| Box | |\n|---|---|\n| A | 4 |",
        "lesson.en.md:13: a column of this table has no",
    ),
    ("lesson.en.md", "(box.svg)", "(fox.svg)", "lesson.en.md:5: there is no picture fox.svg in u90_paper_boxes/"),
    (
        "assignment.en.md",
        "points: 7",
        "points: 8",
        "assignment.en.md:1: points: 8 is stated, but the tasks add up to 7",
    ),
    ("assignment.en.md", "points: 7", "", "assignment.en.md:1: the points are not stated"),
    ("assignment.de.md", "3 Punkte", "4 Punkte", "assignment.de.md:6: the heading says '4 Punkte', but the task"),
    ("automate.en.md", "points=2", "points=3", "automate.en.md:1: points: 2 is stated, but the tasks add up to 3"),
    ("automate.de.md", "id=add-up", "id=count", "automate.de.md:10: this code cell differs in kind, id or points"),
    ("automate.de.md", "id=test-add-up", "id=add-up", "automate.de.md:16: the cell id 'add-up' stands here 2 times"),
    ("automate.de.md", "solution id=add-up", "answer id=add-up", "automate.de.md:10: cannot read 'python answer id="),
    ("automate.de.md", "points=2", "points=two", "automate.de.md:16: cannot read"),
    ("automate.de.md", "### END SOLUTION", "", "automate.de.md:10: the solution cell 'add-up' lacks"),
    ("automate.de.md", "### BEGIN HIDDEN TESTS", "", "automate.de.md:16: the tests cell 'test-add-up' lacks"),
    ("automate.de.md", "```python\nimport json\n```\n", "", "automate.de.md:7: this code cell differs in kind"),
    ("automate.de.md", "# Kisten", "# Kisten\n\n```python\n1\n```\n", "automate.de.md:"),
]


@pytest.mark.parametrize(("name", "old", "new", "complaint"), SPOILED)
def test_a_spoiled_text_is_refused_with_file_and_line(
    course: SmallCourse, name: str, old: str, new: str, complaint: str
) -> None:
    course.spoil(name, old, new)
    assert any(found.startswith(complaint) for found in course.complaints()), course.complaints()


def test_the_unspoiled_text_is_built(built: dict[Path, bytes]) -> None:
    assert len(built) == 2 + 4 + 4


def test_tasks_in_another_order(course: SmallCourse) -> None:
    course.spoil("lesson.de.md", "count-boxes", "first")
    course.spoil("lesson.de.md", "count-pens", "count-boxes")
    course.spoil("lesson.de.md", "first", "count-pens")
    (complaint,) = course.complaints()
    assert complaint.startswith("lesson.de.md:9: the task 'count-pens' stands where tasks.py has 'count-boxes'")


def test_a_page_in_one_language_only(course: SmallCourse) -> None:
    (course.unit_folder / "automate.de.md").unlink()
    assert course.complaints() == ["automate.de.md: is missing; a page is written in both languages"]


def test_a_task_id_that_two_units_declare(course: SmallCourse) -> None:
    (unit,) = course.units
    course.units = (unit, replace(unit, number=91, assignment=(), lesson=unit.lesson[:1]))
    other = course.folder / "units" / "u91_paper_boxes"
    other.mkdir()
    for name in ("lesson.en.md", "lesson.de.md", "box.svg"):
        text = (course.unit_folder / name).read_text(encoding="utf-8")
        (other / name).write_text(text.replace("```task\ncount-pens\n```", ""), encoding="utf-8")
    (complaint,) = course.complaints()
    assert "u91_paper_boxes/tasks.py: the task id 'count-boxes' is declared 2 times" in complaint


def test_a_file_in_source_that_bears_an_answer_files_name(course: SmallCourse) -> None:
    starter = course.folder / "source" / "90-paper-boxes-en" / "box-list.xlsx"
    starter.parent.mkdir(parents=True)
    starter.write_bytes(b"a kind thought")
    (complaint,) = course.complaints()
    assert "90-paper-boxes-en/box-list.xlsx: bears the name of an answer file" in complaint
    assert starter.exists()


def test_all_complaints_come_at_once(course: SmallCourse) -> None:
    course.spoil("lesson.de.md", "count-boxes", "count-foxes")
    course.spoil("assignment.en.md", "points: 7", "points: 8")
    (course.unit_folder / "box.svg").unlink()
    assert {complaint.split(":")[0] for complaint in course.complaints()} == {
        "lesson.de.md",
        "lesson.en.md",
        "assignment.en.md",
    }


def test_the_build_knows_the_views_that_the_desk_has() -> None:
    assert set(KNOWN_TO_THE_BUILD) == set(VIEWS)
