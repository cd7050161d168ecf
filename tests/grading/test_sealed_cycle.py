"""A sealed assignment through nbgrader's whole cycle, and marked both ways: `nbgrader autograde`, `backoffice grade`.

Clara fetches, works and submits as a learner does. Beside her, simulated students, and folders of those who would be
cleverer: a classmate's work, an open deal's, the sample firm's, another key's, a header made to look open.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from course import __version__
from course.cli import main
from course.grading.assignment import Course, read_assignment
from course.grading.class_result import read_class
from course.grading.deal import deal_class
from course.grading.refusal import NotReady
from course.grading.report import report_page
from course.grading.roster import Roster
from course.grading.simulate import read_expected, simulate
from course.tasks.handing_in import check_answer, firm_of, handout_for, header_for, lay_down
from course.tasks.handout import Header
from course.tasks.sealed_handouts import FOLDER
from course.tasks.sealing import KEYS_FOLDER, STUDENT, Seal, holding, key_file, read_key
from course.units import find_task, units
from tests.grading.classroom import Classroom
from tests.grading.commands import nbgrader
from tests.grading.conftest import grade

STOCK = ("clara", "simulated-01", "trick-classmate", "trick-open")  # whom plain nbgrader marks: it takes its time
NAME, NOTEBOOK = "11-bookkeeping-de", "11-bookkeeping"
UNIT = next(unit for unit in units() if unit.name == NOTEBOOK)
TASKS = [task for task in UNIT.tasks if not task.lesson]
ROSTER = Roster(("clara",), ())
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module", autouse=True)
def no_keys_of_the_environment() -> object:
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv(KEYS_FOLDER, raising=False)
        patched.delenv(STUDENT, raising=False)
        yield


def seal_in(room: Classroom) -> Seal:
    seal = read_key(key_file(room.root / "keys", NAME))
    assert seal is not None
    return seal


def work(folder: Path, learner: str, seal: Seal) -> None:
    """Right work on the learner's sealed documents, in a folder that has no key."""
    with holding(NAME, seal):
        for task in TASKS:
            own = Header(learner, task.unit, task.id, 0, __version__, "de")
            place = folder / "elsewhere"
            place.mkdir(exist_ok=True)
            lay_down(task, own, place)
    for path in place.iterdir():
        path.rename(folder / path.name)
    place.rmdir()


@pytest.fixture(scope="module")
def sealed(released: Classroom, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """The course with a sealed assignment, everything handed in and nothing marked."""
    base = tmp_path_factory.mktemp("sealed")
    room = released.twin(base / "course")
    deal_class(Course(room.root), NAME, ROSTER)
    (base / "exchange").mkdir()
    settings = {"BACKOFFICE_EXCHANGE": str(base / "exchange"), "JUPYTER_DATA_DIR": str(base / "data")}
    home = base / "clara"
    home.mkdir()
    (home / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.Exchange.root = {settings['BACKOFFICE_EXCHANGE']!r}\n"
    )
    nbgrader("release_assignment", NAME, folder=room.root, environment=settings)
    nbgrader("fetch_assignment", "--course", "backoffice", NAME, folder=home, environment=settings)
    work(home / NAME, "clara", seal_in(room))
    who = "--CourseDirectory.student_id=clara"
    nbgrader("submit", "--course", "backoffice", who, NAME, folder=home, environment=settings)
    nbgrader("collect", NAME, folder=room.root, environment=settings)
    simulate(room.root, NAME, 2, seed=4)
    for name, trick in TRICKS.items():
        folder = room.submission(name, NAME)
        shutil.copytree(room.root / "release" / NAME, folder)
        trick(folder, room)
    return room


# --- tricks -------------------------------------------------------------------------------------------------------


def a_classmates_work(folder: Path, room: Classroom) -> None:
    work(folder, "clara", seal_in(room))


def under_an_own_name(folder: Path, room: Classroom) -> None:
    """Clara's answers, with the name in the header changed."""
    work(folder, "clara", seal_in(room))
    for path in folder.glob("*.json"):
        content = json.loads(path.read_text())
        content["header"]["learner"] = folder.parent.name
        path.write_text(json.dumps(content))
    for path in folder.glob("*.xlsx"):
        path.unlink()


def an_open_deals_work(folder: Path, room: Classroom) -> None:
    """Perfect, on the documents that the library deals to everybody, and no handouts left beside it."""
    shutil.rmtree(folder / FOLDER)
    for task in TASKS:
        lay_down(task, Header(folder.parent.name, task.unit, task.id, 0, __version__, "de"), folder)


def work_made_to_look_open(folder: Path, room: Classroom) -> None:
    work(folder, folder.parent.name, seal_in(room))
    for path in folder.glob("*.json"):
        content = json.loads(path.read_text())
        del content["header"]["deal"]
        path.write_text(json.dumps(content))
    for path in folder.glob("*.xlsx"):
        path.unlink()


def another_keys_work(folder: Path, room: Classroom) -> None:
    work(folder, folder.parent.name, Seal(bytes(32)))


def the_samples_work(folder: Path, room: Classroom) -> None:
    task = find_task("find-the-error")
    handout = handout_for(task, "de", folder, folder.parent.name)
    open_handout = replace(handout, header=replace(handout.header, deal=""))
    task.write(task.perfect(firm_of(task, handout.header), open_handout), folder / task.answer_file, handout)


TRICKS: dict[str, Callable[[Path, Classroom], None]] = {
    "trick-classmate": a_classmates_work,
    "trick-own-name": under_an_own_name,
    "trick-open": an_open_deals_work,
    "trick-looks-open": work_made_to_look_open,
    "trick-other-key": another_keys_work,
    "trick-sample": the_samples_work,
}


# --- both ways ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def marked(sealed: Classroom) -> tuple[Classroom, Classroom]:
    """Marked by `backoffice grade`, and by stock autograde in a copy."""
    stock = sealed.twin(sealed.root.parent / "stock")
    for folder in (stock.root / "submitted").iterdir():
        if folder.is_dir() and folder.name not in STOCK:
            shutil.rmtree(folder)
    grade(sealed, NAME)
    nbgrader("autograde", NAME, folder=stock.root)
    return sealed, stock


def points(room: Classroom, student: str) -> dict[str, float]:
    cells = room.grades(NAME)[student]
    return {name.partition("/")[2]: cell[0] for name, cell in cells.items() if isinstance(cell, tuple)}


def test_what_the_learner_fetched_is_enough_to_work_and_not_enough_to_mark(sealed: Classroom) -> None:
    folder = sealed.root.parent / "clara" / NAME
    assert all(check_answer(task, "de", folder).complete for task in TASKS)
    assert header_for(TASKS[0], "de", folder, "clara").deal


def test_right_work_earns_everything_both_ways(marked: tuple[Classroom, Classroom]) -> None:
    for room in marked:
        assert points(room, "clara") == {task.id: float(task.points) for task in TASKS}


def test_both_ways_give_the_same_marks_cell_by_cell(marked: tuple[Classroom, Classroom]) -> None:
    ours, theirs = (room.grades(NAME) for room in marked)
    assert set(theirs) == set(STOCK)
    assert "trick-classmate" not in ours, "it is set aside here, and has no points there"
    for student in set(STOCK) - {"trick-classmate"}:
        assert ours[student] == theirs[student], student


def test_simulated_students_earn_what_is_expected(marked: tuple[Classroom, Classroom]) -> None:
    room, _stock = marked
    rows = list(read_expected(room.root / "submitted" / "expected.csv"))
    assert {row.student for row in rows} == {"simulated-01", "simulated-02"}
    for row in rows:
        assert points(room, row.student)[row.task] == float(row.points)
    assert any(float(row.points) for row in rows)


def test_no_trick_earns_a_point_either_way(marked: tuple[Classroom, Classroom]) -> None:
    ours, theirs = marked
    for room, names in ((ours, set(TRICKS) - {"trick-classmate"}), (theirs, set(TRICKS) & set(STOCK))):
        for name in names:
            assert set(points(room, name).values()) == {0}, name


def test_each_trick_is_told(marked: tuple[Classroom, Classroom]) -> None:
    room, _stock = marked
    result = read_class(Course(room.root), NAME)
    rows = {row.student: row for row in result.rows}
    assert rows["trick-classmate"].reason == "others-documents"
    for name in set(TRICKS) - {"trick-classmate"}:
        assert "other-deal" in {note.kind for note in rows[name].notes}, name
    assert not rows["clara"].notes
    page = unescape(report_page(result, "de"))
    assert "nicht für diese Person ausgeteilt" in page
    assert seal_in(room).key.hex() not in page


def test_feedback_explains_and_gives_no_key_away(marked: tuple[Classroom, Classroom]) -> None:
    room, _stock = marked
    nbgrader("generate_feedback", NAME, "--student", "trick-open", folder=room.root)
    page = (room.root / "feedback" / "trick-open" / NAME / f"{NOTEBOOK}.html").read_text("utf-8")
    assert "nicht für diese Person ausgeteilt" in unescape(re.sub(r"<[^>]+>", " ", page))
    assert seal_in(room).key.hex() not in page


def test_a_release_that_was_made_anew_and_not_dealt_again_is_told(
    marked: tuple[Classroom, Classroom], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = marked[0].twin(tmp_path / "course")
    command = ["grade", NAME, "--student", "clara", "--course-dir", str(room.root)]
    assert main(command) == 0
    assert "holds no handouts" not in capsys.readouterr().out
    room.nbgrader("generate_assignment", NAME, "--force")
    assert main(command) == 0
    assert f"Run: backoffice deal {NAME} --roster FILE" in capsys.readouterr().out
    assert main([*command, "--lang", "de"]) == 0
    assert f"Abhilfe: backoffice deal {NAME} --roster DATEI" in capsys.readouterr().out


def test_handouts_of_the_class_are_not_copied_into_every_marked_folder(marked: tuple[Classroom, Classroom]) -> None:
    room, _stock = marked
    assert (room.root / "submitted" / "clara" / NAME / FOLDER).is_dir()
    assert not (room.root / "autograded" / "clara" / NAME / FOLDER).exists()


def test_a_run_under_another_key_marks_anew(marked: tuple[Classroom, Classroom]) -> None:
    room, _stock = marked
    course = Course(room.root)
    before = read_assignment(course, NAME)
    assert grade(room, NAME).fresh == 1, "only what was set aside is looked at again"
    assert replace(before, seal=Seal(bytes(32))).fingerprint != before.fingerprint
    assert replace(before, seal=None).fingerprint != before.fingerprint


def test_a_lost_key_stops_both_ways_and_gives_nobody_no_points(marked: tuple[Classroom, Classroom]) -> None:
    _ours, room = marked
    before = room.grades(NAME)
    (room.root / "keys").rename(room.root / "away")
    with pytest.raises(NotReady, match="cannot be made anew"):
        grade(room, NAME)
    said = nbgrader("autograde", NAME, "--student", "clara", "--force", folder=room.root, fails=True)
    assert "Ohne ihn lässt sich nichts bewerten" in said
    assert room.grades(NAME) == before
    (room.root / "away").rename(room.root / "keys")
