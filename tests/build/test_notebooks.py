"""What is built: the cells, the student version that nbgrader makes of them, and the same bytes every time."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course.build.output import differences, write
from tests.build.conftest import PICTURE, SmallCourse

LESSON = Path("notebooks/en/90-paper-boxes.ipynb")
SOURCE = Path("source/90-paper-boxes-en/90-paper-boxes.ipynb")
RELEASE = Path("release/90-paper-boxes-en/90-paper-boxes.ipynb")
AUTOMATE = Path("release/90-paper-boxes-automate-de/90-paper-boxes.ipynb")


def cells(files: dict[Path, bytes], path: Path) -> dict[str, dict[str, Any]]:
    notebook = json.loads(files[path])
    return {cell["id"]: cell | {"source": "".join(cell["source"])} for cell in notebook["cells"]}


def test_a_lesson_has_one_folded_cell_a_task_and_nothing_of_nbgrader(built: dict[Path, bytes]) -> None:
    found = cells(built, LESSON)
    assert list(found) == [
        "how-to-run",
        "prose-01",
        "prose-02",
        "count-boxes",
        "prose-04",
        "prose-05",
        "count-pens",
        "course-map",
    ]
    assert found["count-boxes"]["source"] == '# Task: Boxes\nfrom course import task\n\ntask("count-boxes", "en")'
    assert found["count-boxes"]["metadata"]["jupyter"] == {"source_hidden": True}
    assert not any("nbgrader" in cell["metadata"] for cell in found.values())
    assert "Run ▸ Run All Cells" in found["how-to-run"]["source"]
    assert "a fence that is not a cell" in found["prose-04"]["source"]


def test_a_view_is_one_folded_cell(built: dict[Path, bytes]) -> None:
    found = cells(built, LESSON)
    assert (
        found["course-map"]["source"] == '# The map of the course\nfrom course import view\n\nview("course-map", "en")'
    )
    assert found["course-map"]["metadata"]["jupyter"] == {"source_hidden": True}


def test_a_unit_with_a_lesson_alone_is_a_unit(course: SmallCourse) -> None:
    for page in course.unit_folder.glob("a*.md"):
        page.unlink()
    alone = replace(course, units=tuple(replace(unit, assignment=()) for unit in course.units))
    assert {path.parts[0] for path in alone.build()} == {"notebooks"}


def test_a_picture_travels_inside_the_notebook(built: dict[Path, bytes]) -> None:
    source = cells(built, LESSON)["prose-01"]["source"]
    start = "![A box](data:image/svg+xml;base64,"
    assert start in source
    data = source.split(start)[1].split(")")[0]
    assert base64.b64decode(data).decode() == PICTURE


def test_a_graded_task_is_a_solution_cell_and_a_locked_test_cell_with_the_points(built: dict[Path, bytes]) -> None:
    found = cells(built, SOURCE)
    desk, test = found["box-list-desk"], found["box-list"]
    assert desk["metadata"]["nbgrader"] | {"schema_version": 3} == {
        "grade": False,
        "grade_id": "box-list-desk",
        "locked": False,
        "schema_version": 3,
        "solution": True,
        "task": False,
    }
    assert 'perfect("box-list", "en")' in desk["source"]
    assert (test["metadata"]["nbgrader"]["points"], test["metadata"]["nbgrader"]["locked"]) == (3.0, True)
    assert 'mark("box-list", "en")' in test["source"]


def test_the_student_version_shows_the_task_and_gives_nothing_away(built: dict[Path, bytes]) -> None:
    found = cells(built, RELEASE)
    assert found["box-list-desk"]["source"] == '# Task: Boxes\nfrom course import task\n\ntask("box-list", "en")'
    assert (
        found["box-list"]["source"] == '# Complete and readable?\nfrom course import check\n\ncheck("box-list", "en")'
    )
    for path, content in built.items():
        if path.parts[0] == "release":
            assert not any(secret in content for secret in (b"perfect", b"mark(", b"SOLUTION", b"HIDDEN", b"== 2"))


def test_code_of_an_automate_page_can_be_edited_and_its_tests_cannot(built: dict[Path, bytes]) -> None:
    found = cells(built, AUTOMATE)
    assert "editable" not in found["add-up"]["metadata"]
    assert found["test-add-up"]["metadata"]["editable"] is False
    assert "assert isinstance(total, int)" in found["test-add-up"]["source"]


def test_the_notebooks_are_valid_and_end_in_a_newline(built: dict[Path, bytes]) -> None:
    for content in built.values():
        assert content.endswith(b"\n")
        nbformat.validate(nbformat.reads(content.decode(), as_version=4))


def test_what_is_stale_missing_or_orphaned_is_named(course: SmallCourse, built: dict[Path, bytes]) -> None:
    write(course.folder, built)
    assert list(differences(course.folder, built)) == []

    (course.folder / LESSON).write_text("{}", encoding="utf-8")
    (course.folder / SOURCE).unlink()
    orphan = course.folder / "release" / "90-old-boxes-en" / "90-old-boxes.ipynb"
    orphan.parent.mkdir()
    orphan.write_text("{}", encoding="utf-8")
    (course.folder / "notebooks" / "en" / "count-boxes.xlsx").write_bytes(b"a learner's answer, no business of ours")
    assert [line.split(" (")[0] for line in differences(course.folder, built)] == [
        f"{LESSON}: stale",
        f"{SOURCE}: missing",
        "release/90-old-boxes-en/90-old-boxes.ipynb: orphaned",
    ]

    write(course.folder, built)
    assert orphan.exists(), "an orphan may be somebody's work: it is named, never deleted"


def test_built_again_elsewhere_only_the_changed_page_differs(course: SmallCourse, built: dict[Path, bytes]) -> None:
    write(course.folder, built)
    course.spoil("lesson.de.md", "Eine Kiste", "Zwei Kisten")
    assert list(differences(course.folder, course.build())) == ["notebooks/de/90-paper-boxes.ipynb: stale"]


def test_a_lesson_that_was_only_run_is_told_from_one_whose_text_is_old(
    course: SmallCourse, built: dict[Path, bytes]
) -> None:
    write(course.folder, built)
    lesson = json.loads(built[LESSON])
    lesson["cells"][3] |= {"execution_count": 1, "outputs": [{"output_type": "stream", "name": "stdout", "text": "2"}]}
    (course.folder / LESSON).write_text(json.dumps(lesson), encoding="utf-8")
    assert list(differences(course.folder, built)) == [f"{LESSON}: run since it was built; its results stand in it"]
    lesson["cells"][1]["source"] = "old"
    (course.folder / LESSON).write_text(json.dumps(lesson), encoding="utf-8")
    assert list(differences(course.folder, built)) == [f"{LESSON}: stale"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_both_languages_ask_the_same_of_the_learner(built: dict[Path, bytes], language: str) -> None:
    english, other = (cells(built, Path(str(SOURCE).replace("-en/", f"-{lang}/"))) for lang in ("en", language))
    graded = [{i: c["metadata"].get("nbgrader") for i, c in found.items()} for found in (english, other)]
    assert graded[0] == graded[1]
