"""`backoffice grade` as it is typed: what it says, when it refuses, and its exit status."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
import pytest

from course.cli import main
from course.grading import progress as progress_room
from course.grading import sandbox
from course.grading.progress import Progress
from tests.grading.classroom import Classroom, graded, notebook, solution, text

CODE = "### BEGIN SOLUTION\ndef total(numbers):\n    return sum(numbers)\n### END SOLUTION"
RIGHT = {"answer": "def total(numbers):\n    return sum(numbers)"}


@pytest.fixture(scope="module")
def as_released(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Released by nbgrader once; each test has a copy of it."""
    made = Classroom.make(tmp_path_factory.mktemp("released"))
    made.assign("sums", sums=notebook(solution("answer", CODE), graded("test", 3, "assert total([1, 2]) == 3")))
    made.hand_in("anna", "sums", RIGHT)
    return made


@pytest.fixture
def room(as_released: Classroom, tmp_path: Path) -> Classroom:
    return as_released.twin(tmp_path / "course")


def grade(room: Classroom, *more: str, assignment: str = "sums") -> int:
    try:
        return main(["grade", assignment, "--course-dir", str(room.root), *more])
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.tool("bwrap")
def test_all_marked_is_0_and_anybody_set_aside_is_1_with_what_to_do(
    room: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade(room) == 0
    assert "1 of 1 submissions are marked" in capsys.readouterr().out
    (room.hand_in("ben", "sums") / "sums.ipynb").unlink()
    assert grade(room, "--lang", "de") == 1
    said = capsys.readouterr().out
    assert "1 von 2 Abgaben sind bewertet (1 davon seit dem letzten Lauf unverändert)." in said
    assert "ben: Es gibt kein Notebook zu dieser Aufgabe." in said
    assert "Bitten Sie darum, sums.ipynb abzugeben." in said


def test_without_a_sandbox_it_refuses_and_says_what_to_install(
    room: Classroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    assert grade(room) == 1
    assert "apt install bubblewrap" in capsys.readouterr().err
    assert room.grades("sums") == {}


def test_the_way_round_says_what_it_gives_up(room: Classroom, capsys: pytest.CaptureFixture[str]) -> None:
    assert grade(room, "--unsafe-no-sandbox") == 0
    assert "can read and change your files" in capsys.readouterr().err
    assert room.grades("sums")["anna"]["sums/test"] == (3.0, None, False, 3.0)


@pytest.mark.tool("bwrap")
def test_an_assignment_whose_tests_need_more_than_plain_data_is_refused_before_anybody_is_marked(
    room: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    car = "class Car:\n    wheels = 4"
    cells = (
        solution("answer", f"### BEGIN SOLUTION\n{car}\n### END SOLUTION"),
        graded("wheels", 1, "assert Car().wheels == 4"),
    )
    room.assign("cars", cars=notebook(*cells))
    room.hand_in("anna", "cars", {"answer": car})
    assert grade(room, assignment="cars") == 1
    said = capsys.readouterr().err
    assert "wheels" in said
    assert "nbgrader autograde" in said
    assert room.grades("cars") == {}


def test_what_is_not_there_is_named(room: Classroom, capsys: pytest.CaptureFixture[str]) -> None:
    assert grade(room, assignment="suns") == 1
    assert "There are: sums." in capsys.readouterr().err  # what there is, for a name that was mistyped
    (room.root / "source" / "new").mkdir()
    assert grade(room, assignment="new") == 1
    assert "nbgrader generate_assignment new --force" in capsys.readouterr().err
    assert main(["grade", "sums", "--course-dir", str(room.root.parent)]) == 1
    assert "There is no nbgrader course in" in capsys.readouterr().err
    assert grade(room, "--student", "zoe") == 1
    assert "zoe" in capsys.readouterr().err


def test_a_damaged_gradebook_is_told_by_every_command_that_reads_it(
    room: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    place = room.root / "gradebook.db"
    for content in (b"no database at all" * 10, place.read_bytes()[:8192] + b"\xff" * 40_000):
        place.write_bytes(content)
        for command in ("grade", "report"):
            assert main([command, "sums", "--course-dir", str(room.root)]) == 1
            said = capsys.readouterr().err
            assert f"The gradebook {place} is damaged (" in said
            assert "Put it back from your backup." in said
            assert main([command, "sums", "--course-dir", str(room.root), "--lang", "de"]) == 1
            assert f"Das Notenbuch {place} ist beschädigt (" in capsys.readouterr().err
        assert place.read_bytes() == content


def test_an_assignment_without_code_needs_no_sandbox(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.assign("essay", essay=notebook(text("Why?", grade_id="why", grade=True, solution=True, points=4)))
    room.hand_in("anna", "essay", {"why": "Because."})
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    assert grade(room, assignment="essay") == 0
    assert room.grades("essay")["anna"]["essay/why"] == (None, None, True, 4.0)


@pytest.mark.tool("bwrap")
def test_points_of_an_earlier_submission_are_told_and_not_exported(
    room: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade(room) == 0
    (room.submission("anna", "sums") / "sums.ipynb").write_text('{"cells": [')
    assert grade(room) == 1
    said = capsys.readouterr().out
    assert "still have the points of what they had handed in before: anna (3)." in said
    assert grade(room, "--lang", "de") == 1
    assert "noch die Punkte der früheren Abgabe: anna (3)." in capsys.readouterr().out
    assert room.grades("sums")["anna"]["sums/test"] == (3.0, None, False, 3.0), "the gradebook is left alone"
    capsys.readouterr()
    plain, canvas = (export(room, kind) for kind in ("plain", "canvas"))
    assert "anna,,set aside,,3.00," in plain
    assert "What had been handed in before got 3 points." in plain
    assert "anna,,anna,anna,,\n" in canvas
    assert "In the table without points: anna." in capsys.readouterr().out
    assert main(["report", "sums", "--course-dir", str(room.root)]) == 0
    assert "<dt>Marked</dt><dd>0</dd>" in (room.root / "grading" / "sums" / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("option", "values"), [("--jobs", ("-1", "0", "many", "1.5")), ("--timeout", ("0", "-5", "nan", "inf", "soon"))]
)
def test_numbers_with_which_nothing_could_be_marked_are_refused_before_anything_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, values: tuple[str, ...]
) -> None:
    nowhere = Classroom(tmp_path)
    english, german = {
        "--jobs": ("is not a whole number from 1 to 1000", "ist keine ganze Zahl von 1 bis 1000"),
        "--timeout": ("is not a number of seconds from 1 to 86400", "ist keine Sekundenzahl von 1 bis 86400"),
    }[option]
    for value in values:
        assert grade(nowhere, f"{option}={value}") == 2
        assert f"'{value}' {english}" in capsys.readouterr().err
        assert grade(nowhere, f"{option}={value}", "--lang", "de") == 2
        assert german in capsys.readouterr().err


@pytest.mark.tool("bwrap")
def test_work_that_ends_its_program_is_marked_once_the_cell_at_fault_is_emptied(
    room: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    room.hand_in("ben", "sums", {"answer": "import os\nos._exit(0)"})
    assert grade(room) == 1
    assert "Empty the cell at fault in the learner's notebook (in submitted/; keep a copy)" in capsys.readouterr().out
    assert "ben" not in room.grades("sums"), "nothing stands there that formgrader could show"
    path, book = room.change("ben", "sums", "sums")
    book.cells[0].source = ""
    nbformat.write(book, path)
    assert grade(room) == 0
    assert room.grades("sums")["ben"]["sums/test"] == (0.0, None, False, 3.0)
    assert (room.root / "autograded" / "ben" / "sums" / "sums.ipynb").is_file()


def export(room: Classroom, kind: str, *more: str) -> str:
    assert main(["report", "sums", "--csv", kind, "--course-dir", str(room.root), *more]) == 0
    return (room.root / "grading" / "sums" / f"marks-{kind}.csv").read_text("utf-8")


@pytest.mark.tool("bwrap")
def test_moodles_worksheet_says_whom_it_did_not_find(room: Classroom, capsys: pytest.CaptureFixture[str]) -> None:
    room.hand_in("ben", "sums", RIGHT)
    assert grade(room) == 0
    sheet = room.root / "worksheet.csv"
    sheet.write_text("Username,Grade\nanna,\nzoe,\n")
    capsys.readouterr()
    assert export(room, "moodle", "--worksheet", str(sheet)) == "Username,Grade\nanna,3.00\nzoe,\n"
    said = capsys.readouterr().out.splitlines()[1:]
    assert said == [
        "Learners whose points were entered: 1.",
        "Have points, but are not in the worksheet: ben.",
        "In the table without points: zoe.",
    ]
    export(room, "moodle", "--worksheet", str(sheet), "--lang", "de")
    assert "Haben Punkte, stehen aber nicht in der Bewertungstabelle: ben." in capsys.readouterr().out


class Terminal(list[str]):
    """A stream that says whether it is a terminal."""

    def __init__(self, live: bool) -> None:
        super().__init__()
        self.live = live

    def isatty(self) -> bool:
        return self.live

    def write(self, words: str) -> None:
        self.append(words)

    def flush(self) -> None:
        pass


@pytest.mark.parametrize("live", [True, False])
def test_progress_tells_count_rate_and_time_left(live: bool) -> None:
    stream = Terminal(live)
    progress = Progress(3, "en", stream)  # type: ignore[arg-type]  # as much of a stream as it needs
    progress.begin()
    for _ in range(3):
        progress.step()
    progress.close()
    said = "".join(stream)
    assert "3 of 3 done" in said
    assert "a second, 0:00 left" in said
    assert ("\r" in said) == live


def test_rate_and_time_left_are_of_what_is_marked_in_this_run(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(progress_room.time, "monotonic", lambda: now[0])
    progress = Progress(66, "en", Terminal(False))  # type: ignore[arg-type]  # as much of a stream as it needs
    now[0] = 40.0  # importing takes its time, and says nothing of what follows
    progress.begin()
    now[0] = 42.0
    progress.pass_by(46)  # in an earlier run
    progress.step()
    assert progress.line() == "47 of 66 done, 0.5 a second, 0:38 left"
    assert Progress(1, "de").line() == "0 von 1 erledigt, 0,0 je Sekunde, noch 0:00"


def test_a_class_that_has_handed_in_nothing_is_told_what_comes_first(
    room: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(room.root / "submitted")
    assert grade(room) == 0
    said = capsys.readouterr().out
    assert "nbgrader collect" in said
    assert "0 of 0" not in said


@pytest.mark.tool("bwrap")
def test_folders_with_names_that_nothing_can_keep_are_told_and_stop_nobody(
    room: Classroom, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in (b"\xff\xfe", b"a\x1b[2Jb", b"x" * 200):
        shutil.copytree(room.submission("anna", "sums"), room.root / "submitted" / os.fsdecode(name) / "sums")
    assert grade(room) == 1
    said = capsys.readouterr().out
    assert "1 of 4 submissions are marked" in said
    assert r"The learner's folder has a name that cannot be kept: '\udcff\udcfe'." in said
    assert r"'a\x1b[2Jb'" in said
    assert "\x1b" not in said
    assert list(room.grades("sums")) == ["anna"]
    assert main(["report", "sums", "--course-dir", str(room.root)]) == 0
    assert r"&#39;a\x1b[2Jb&#39;" in (room.root / "grading" / "sums" / "report.html").read_text("utf-8")
