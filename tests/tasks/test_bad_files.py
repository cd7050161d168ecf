"""Whatever stands where an answer should be: never a traceback, never a hang, always a reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from course.tasks.handing_in import check_answer, mark_answer
from course.tasks.mark import Outcome
from course.tasks.task import Task
from course.units import units
from tests.tasks.examples import CASH, ERROR
from tests.tasks.hostile import HARMLESS_XLSX, UNREADABLE_JSON, UNREADABLE_XLSX, right_json, right_xlsx
from tests.tasks.odd_answers import ROUNDS

ROOT = Path(__file__).parents[2]
TASKS = pytest.mark.parametrize("task", [CASH, ERROR], ids=lambda task: task.suffix)


def assert_unreadable(task: Task, folder: Path, reason: str) -> None:
    mark = mark_answer(task, "en", folder)
    assert (repr(mark), mark.outcome) == ("0", Outcome.UNREADABLE), mark._repr_html_()
    assert reason in mark.notice
    assert reason in check_answer(task, "en", folder).lines[0].text
    german = mark_answer(task, "de", folder)
    assert german.notice.startswith("Ihre Antwort ist nicht lesbar.")
    assert german.notice != mark.notice.replace("Your answer cannot be read.", "Ihre Antwort ist nicht lesbar.")


@pytest.mark.parametrize("name", UNREADABLE_XLSX)
def test_a_bad_spreadsheet_cannot_be_read(name: str, tmp_path: Path) -> None:
    content, reason = UNREADABLE_XLSX[name]
    (tmp_path / CASH.answer_file).write_bytes(content())
    assert_unreadable(CASH, tmp_path, reason)


@pytest.mark.parametrize("name", UNREADABLE_JSON)
def test_a_bad_form_cannot_be_read(name: str, tmp_path: Path) -> None:
    content, reason = UNREADABLE_JSON[name]
    (tmp_path / ERROR.answer_file).write_bytes(content())
    assert_unreadable(ERROR, tmp_path, reason)


@pytest.mark.parametrize("name", HARMLESS_XLSX)
def test_what_does_not_concern_the_answer_does_not_cost_a_point(name: str, tmp_path: Path) -> None:
    (tmp_path / CASH.answer_file).write_bytes(HARMLESS_XLSX[name]())
    assert repr(mark_answer(CASH, "en", tmp_path)) == "6"


def test_the_files_that_these_are_made_from_are_right(tmp_path: Path) -> None:
    (tmp_path / CASH.answer_file).write_bytes(right_xlsx())
    (tmp_path / ERROR.answer_file).write_bytes(right_json())
    assert [repr(mark_answer(task, "en", tmp_path)) for task in (CASH, ERROR)] == ["6", "4"]


@TASKS
def test_a_folder_is_no_answer(task: Task, tmp_path: Path) -> None:
    (tmp_path / task.answer_file).mkdir()
    assert_unreadable(task, tmp_path, "There is a folder")


@TASKS
def test_a_link_is_not_followed_even_to_a_right_answer(task: Task, tmp_path: Path) -> None:
    target = tmp_path / f"right{task.suffix}"
    target.write_bytes(right_xlsx() if task is CASH else right_json())
    (tmp_path / task.answer_file).symlink_to(target)
    assert_unreadable(task, tmp_path, "There is a link")


@TASKS
def test_a_link_to_nowhere_is_no_answer_either(task: Task, tmp_path: Path) -> None:
    (tmp_path / task.answer_file).symlink_to(tmp_path / "nowhere")
    assert_unreadable(task, tmp_path, "There is a link")


@TASKS
def test_a_pipe_is_not_waited_for(task: Task, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / task.answer_file)
    assert_unreadable(task, tmp_path, "is not a file")


@TASKS
def test_a_file_that_may_not_be_read(task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / task.answer_file).write_bytes(b"x")
    monkeypatch.setattr("course.tasks.files.os.open", forbidden)
    assert_unreadable(task, tmp_path, "cannot be opened")


def test_two_thousand_malformed_files_end_in_a_mark() -> None:
    """In a process of its own with 1.2 GB and 120 s: no accident, nothing on stderr, most of them refused."""
    found = handed_in("tests.tasks.fuzz")
    assert found["accidents"] == []
    assert found["files"] >= 2_000
    assert found["outcomes"]["cannot be read"] > 1_000
    print(found["outcomes"])


def test_odd_answers_to_every_task_end_in_a_mark() -> None:
    """Six of them to each, and to the work that it starts from; none may stop the desk from opening either."""
    found = handed_in("tests.tasks.odd_answers")
    assert found["accidents"] == []
    assert found["files"] == ROUNDS * sum(len(unit.tasks) for unit in units())
    assert found["outcomes"]["wrong"] > found["files"] / 2, "most of them are read, whatever stands in them"
    print(found["outcomes"])


def test_no_file_with_a_name_takes_much_memory(tmp_path: Path) -> None:
    """Neither a bomb that grows to 150 MB nor a formula that fills the sheet: what is read unpacks to 20 MB at most."""
    for name, (xlsx, _) in UNREADABLE_XLSX.items():
        laid_down(tmp_path / f"xlsx, {name}" / CASH.answer_file, xlsx())
    for name, harmless in HARMLESS_XLSX.items():
        laid_down(tmp_path / f"harmless, {name}" / CASH.answer_file, harmless())
    for name, (text, _) in UNREADABLE_JSON.items():
        laid_down(tmp_path / f"json, {name}" / ERROR.answer_file, text())
    found = handed_in("tests.tasks.named_files", str(tmp_path))
    assert len(found) == len(UNREADABLE_XLSX) + len(HARMLESS_XLSX) + len(UNREADABLE_JSON)
    for name, (outcomes, growth) in found.items():
        assert outcomes == ["right" if name.startswith("harmless") else "cannot be read"] * 2, name
        assert growth < 40_000_000, name


def laid_down(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)


def handed_in(module: str, *arguments: str) -> dict[str, Any]:
    """What became of the files that this module hands in, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=280, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    found: dict[str, Any] = json.loads(run.stdout)
    return found
