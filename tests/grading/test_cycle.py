"""nbgrader's whole cycle with its stock commands, in both languages, for three learners each.

Clara does everything right, Una opens nothing, Simon makes slips that are known. What the gradebook and the feedback
pages say of them is compared with what was known beforehand.
"""

from __future__ import annotations

import csv
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from course import __version__
from course.grading.demo import gradebook_marks
from course.locale import LANGUAGES, Language
from course.tasks.check import no_answer
from course.tasks.handing_in import deal, handout_of, lay_down, mark_answer
from course.tasks.handout import Header
from course.tasks.journal import Journal, read_journal
from course.tasks.mark import Mark
from course.tasks.task import Task
from course.tasks.titles import title_of
from course.units import find_task, units
from tests.grading.by_hand import BY_HAND
from tests.grading.classroom import Classroom
from tests.grading.commands import empty_gradebook, nbgrader
from tests.grading.conftest import grade
from tests.lab.test_start import free_port
from tests.leash import leash

pytestmark = pytest.mark.timeout(900)  # a whole class is handed out, collected and marked

ROOT = Path(__file__).parents[2]
UNIT = next(unit for unit in units() if unit.number == 11)
TASKS = [task for task in UNIT.tasks if not task.lesson]
NOTEBOOK = f"{UNIT.name}.ipynb"
LEARNERS = ("clara", "una", "simon")
SIMONS_SLIPS: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        "april-vouchers": ("sides-swapped", "gross-no-vat", "voucher-omitted"),
        "put-it-right": ("wrong-type-account",),
        "cash-book": ("difference-turned-round",),
    },
    "de": {  # some in every task
        "which-account": ("expense-or-liability",),
        "april-vouchers": ("sides-swapped", "gross-no-vat", "voucher-omitted"),
        "cash-book": ("in-and-out-swapped",),
        "trial-balance": ("all-accounts-added",),
        "find-the-error": ("balanced-entry",),
        "put-it-right": ("wrong-type-account",),
    },
}
NOT_ATTEMPTED = {
    "en": "No answer to this task was handed in.",
    "de": "Zu dieser Aufgabe wurde keine Antwort abgegeben.",
}
POINTS = {"en": "{points} of {of} points", "de": "{points} von {of} Punkten"}


def assignment(language: Language) -> str:
    return f"{UNIT.name}-{language}"


@dataclass(frozen=True)
class Class:
    """The course's folder after everything was done, and a folder for each learner."""

    course: Path
    homes: Path

    def work(self, learner: str, language: Language) -> Path:
        return self.homes / learner / assignment(language)

    def marks(self, learner: str, language: Language) -> dict[str, Decimal]:
        return gradebook_marks(self.course, assignment(language))[learner]

    def page(self, learner: str, language: Language) -> str:
        return (self.course / "feedback" / learner / assignment(language) / f"{UNIT.name}.html").read_text("utf-8")

    def expected(self, learner: str, task: Task, language: Language) -> Mark:
        """The task marked where the learner did it, without nbgrader."""
        return mark_answer(task, language, self.work(learner, language))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Everything from the instructor's version to the exported marks, once for all tests here."""
    folder = tmp_path_factory.mktemp("cycle")
    the_class = Class(folder / "course", folder / "homes")
    (folder / "exchange").mkdir()
    names = [assignment(language) for language in LANGUAGES]
    for name in names:
        shutil.copytree(ROOT / "source" / name, the_class.course / "source" / name)
    shutil.copy(ROOT / "nbgrader_config.py", the_class.course)
    (the_class.course / "gradebook.db").write_bytes(empty_gradebook("backoffice"))
    settings = {"BACKOFFICE_EXCHANGE": str(folder / "exchange"), "JUPYTER_DATA_DIR": str(folder / "data")}
    for command in ("generate_assignment", "release_assignment"):
        for name in names:
            nbgrader(command, name, folder=the_class.course, environment=settings)
    for learner in LEARNERS:
        home = the_class.homes / learner
        home.mkdir(parents=True)
        config = f"c = get_config()\nc.Exchange.root = {settings['BACKOFFICE_EXCHANGE']!r}\n"
        (home / "nbgrader_config.py").write_text(config, encoding="utf-8")
        nbgrader("fetch_assignment", "--course", "backoffice", *names, folder=home, environment=settings)
        for language in LANGUAGES:
            do_the_work(learner, language, the_class.work(learner, language))
            who = f"--CourseDirectory.student_id={learner}"
            submit = ("submit", "--course", "backoffice", who, assignment(language))
            nbgrader(*submit, folder=home, environment=settings)
    with Gradebook(f"sqlite:///{the_class.course / 'gradebook.db'}", "backoffice") as gradebook:
        for learner in LEARNERS:
            gradebook.add_student(learner)  # two commands at once would both make them
    with ThreadPoolExecutor(2) as both:
        for command in ("collect", "autograde", "generate_feedback"):
            run = partial(nbgrader, command, folder=the_class.course, environment=settings)
            list(both.map(run, names))
            if command == "collect":
                shutil.copytree(the_class.course, folder / "collected")
    nbgrader("export", folder=the_class.course, environment=settings)
    return the_class


@pytest.fixture(scope="module")
def graded_here(graded: Class) -> Class:
    """The same submissions, marked by `backoffice grade` instead of `nbgrader autograde`, and exported by nbgrader."""
    room = Classroom(graded.course.with_name("collected"), "backoffice")
    for language in LANGUAGES:
        assert room.grades(assignment(language)) == {}, "not yet marked"
        assert grade(room, assignment(language)).set_aside == []
    room.nbgrader("export")
    return replace(graded, course=room.root)


def do_the_work(learner: str, language: Language, folder: Path) -> None:
    if learner == "una":
        return
    for task in TASKS:
        header = Header(learner, UNIT.name, task.id, 0, __version__, language)
        lay_down(task, header, folder, SIMONS_SLIPS[language].get(task.id, ()) if learner == "simon" else ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_solution_earns_everything(graded: Class, language: Language) -> None:
    assert graded.marks("clara", language) == {task.id: task.points for task in TASKS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_untouched_work_earns_nothing(graded: Class, language: Language) -> None:
    assert graded.marks("una", language) == {task.id: Decimal(0) for task in TASKS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_known_slips_earn_the_expected_points_to_the_cent(graded: Class, language: Language) -> None:
    found = graded.marks("simon", language)
    for task in TASKS:
        slips = SIMONS_SLIPS[language].get(task.id, ())
        assert found[task.id] == reckoned(task, language, slips, graded.work("simon", language)), task.id
        assert (found[task.id] < task.points) == bool(slips), task.id


def reckoned(task: Task, language: Language, slips: tuple[str, ...], folder: Path) -> Decimal:
    """What the slips cost, without the marker."""
    if isinstance(task, Journal):
        header = Header("simon", UNIT.name, task.id, 0, __version__, language)
        return task.expected(deal(header, lesson=False), slips)
    if not slips:
        return task.points  # what builds on a wrong journal is right if it follows from it
    if task.id in BY_HAND:
        (slip,) = slips
        return BY_HAND[task.id][slip]
    if task.id == "which-account":  # 24 sides of equal worth
        return cents(task.points * (24 - differing_entries(task, language, folder)) / 24)
    assert task.id == "trial-balance"  # every account wrong, worth 1 each; the two totals, worth 4 each, follow
    journal = find_task("april-vouchers")
    read = read_journal(journal.read(folder / journal.answer_file, handout_of(journal, header_of(language), folder)))
    assert read is not None
    return cents(task.points * 8 / (8 + len({(line.account, line.amount > 0) for line in read.lines})))


def header_of(language: Language) -> Header:
    return Header("simon", UNIT.name, "april-vouchers", 0, __version__, language)


def differing_entries(task: Task, language: Language, folder: Path) -> int:
    """In how many places Simon's form differs from a careful clerk's."""
    with tempfile.TemporaryDirectory() as careful:
        right = lay_down(task, Header("simon", UNIT.name, task.id, 0, __version__, language), Path(careful))
        ours, theirs = (json.loads(path.read_text("utf-8"))["answers"] for path in (right, folder / task.answer_file))
    return sum(ours[key] != theirs[key] for key in ours)


def cents(points: Decimal) -> Decimal:
    return points.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feedback_page_shows_the_points_and_the_explanations(graded: Class, language: Language) -> None:
    page = html.unescape(graded.page("simon", language))
    explained = 0
    for task in TASKS:
        mark = graded.expected("simon", task, language)
        for item in mark.items:
            assert item.message in page
            explained += bool(item.message)
        if slips := SIMONS_SLIPS[language].get(task.id):
            assert set(slips) <= set(mark.slips) | {"voucher-omitted"}, "named as what they are"
    assert explained >= 4
    assert POINTS[language].format(points=16, of=16) not in page
    assert POINTS[language].format(points=4, of=4) in page
    assert POINTS["de" if language == "en" else "en"].format(points=4, of=4) not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_attempted_is_said_and_not_answered(graded: Class, language: Language) -> None:
    """Whatever the marker says of Una's work is said in full by one sentence: no item, no figure, no account."""
    marks = re.findall(r'<section class="bo-mark".*?</section>', graded.page("una", language), flags=re.DOTALL)
    assert len(marks) == len(TASKS)
    for task, mark in zip(TASKS, marks, strict=True):
        words = html.unescape(re.sub(r"<[^>]+>", " ", mark))
        assert NOT_ATTEMPTED[language] in words
        assert "<table" not in mark
        assert re.findall(r"\d+", words) == ["0", str(task.points)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_says_how_the_perfect_answer_was_made(graded: Class, language: Language) -> None:
    for learner in LEARNERS:
        page = graded.page(learner, language)
        assert "perfect" not in page
        assert "BEGIN SOLUTION" not in page


@pytest.mark.parametrize("marked_by", ["graded", "graded_here"])
def test_the_exported_marks_are_those_of_the_gradebook(
    graded: Class, marked_by: str, request: pytest.FixtureRequest
) -> None:
    exported = request.getfixturevalue(marked_by).course / "grades.csv"
    with exported.open(encoding="utf-8", newline="") as file:
        rows = {(row["assignment"], row["student_id"]): Decimal(row["raw_score"]) for row in csv.DictReader(file)}
    for language in LANGUAGES:
        for learner in LEARNERS:
            total = sum(graded.marks(learner, language).values())
            assert round(rows[assignment(language), learner], 2) == total


def test_handing_in_kept_the_learners_files_byte_for_byte(graded: Class) -> None:
    for language in LANGUAGES:
        for task in TASKS:
            made = (graded.work("simon", language) / task.answer_file).read_bytes()
            marked = graded.course / "autograded" / "simon" / assignment(language) / task.answer_file
            assert marked.read_bytes() == made
            assert not (graded.course / "autograded" / "una" / assignment(language) / task.answer_file).exists()


def test_formgrader_lists_a_class_marked_by_backoffice_grade_and_shows_its_work(
    graded: Class, graded_here: Class
) -> None:
    """nbgrader's own page for instructors, in a JupyterLab that was started in the course's folder."""
    environment = os.environ | {"JUPYTER_TOKEN": "t", "JUPYTER_CONFIG_DIR": str(graded_here.course)}
    address = f"http://127.0.0.1:{(port := free_port())}/formgrader"
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    with subprocess.Popen(
        command, cwd=graded_here.course, env=environment, stderr=subprocess.DEVNULL, preexec_fn=leash()
    ) as server:
        try:
            page = fetch(f"{address}?token=t")
            submissions = json.loads(fetch(f"{address}/api/submissions/{assignment('de')}?token=t"))
            works = json.loads(fetch(f"{address}/api/submitted_notebooks/{assignment('de')}/{UNIT.name}?token=t"))
            simons = next(work["id"] for work in works if work["student"] == "simon")
            shown = html.unescape(fetch(f"{address}/submissions/{simons}?token=t").decode())
        finally:
            server.terminate()
    assert b"Formgrader is incorrectly configured" not in page
    assert {one["student"]: (round(one["score"], 2), one["needs_manual_grade"]) for one in submissions} == {
        learner: (float(sum(graded.marks(learner, "de").values())), False) for learner in LEARNERS
    }
    told = [item.message for task in TASKS for item in graded.expected("simon", task, "de").items if item.message]
    assert len(told) >= 4
    assert [words for words in told if words not in shown] == []


def fetch(address: str) -> bytes:
    """The page, as soon as the server answers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address) as response:
                return bytes(response.read())
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"Nothing answers at {address}")


SOURCES = sorted(path.name for path in (ROOT / "source").iterdir())


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[str, Path]]:
    """What `nbgrader validate` says of each instructor's version, and the folder that it was run in; two at a time."""

    def validate(name: str) -> tuple[str, Path]:
        folder = tmp_path_factory.mktemp(name)
        shutil.copytree(ROOT / "source" / name, folder / "source" / name)
        shutil.copy(ROOT / "nbgrader_config.py", folder)
        (notebook,) = (folder / "source" / name).glob("*.ipynb")
        return nbgrader("validate", str(notebook), folder=folder), folder / "source" / name

    with ThreadPoolExecutor(2) as both:
        running = {name: both.submit(validate, name) for name in SOURCES}
    return lambda name: running[name].result()


@pytest.mark.parametrize("name", SOURCES)
def test_the_instructors_version_passes_its_own_tests_and_leaves_no_answer_behind(
    name: str, validated: Callable[[str], tuple[str, Path]]
) -> None:
    said, source = validated(name)
    assert "Success! Your notebook passes all the tests." in said
    answers = {find_task(task.id).answer_file for unit in units() for task in unit.tasks}
    assert not answers & {path.name for path in source.iterdir()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_validating_unfinished_work_says_what_is_missing(language: Language, tmp_path: Path) -> None:
    folder = tmp_path / assignment(language)
    shutil.copytree(ROOT / "release" / assignment(language), folder)
    said = nbgrader("validate", str(folder / NOTEBOOK), folder=tmp_path)
    assert f"VALIDATION FAILED ON {len(TASKS)} CELL(S)" in said
    missing = no_answer(language)
    assert f"{title_of(find_task('april-vouchers'), language)}: {missing.summary}" in said
    assert missing.lines[0].text in said
    assert "Traceback" not in said
