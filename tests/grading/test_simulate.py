"""The simulated class: the same seed gives the same class, and the marker agrees with what was expected of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from course import __version__
from course.cli import main
from course.grading import demo
from course.grading.demo import Result, table
from course.grading.exchange import CommandFailed, Exchange
from course.grading.simulate import NoSuchAssignment, read_expected, simulate
from course.locale.numbers import show_number
from course.tasks.handing_in import firm_of, handout_of, lay_down, mark_answer
from course.tasks.handout import Header
from course.tasks.titles import title_of
from course.units import find_task, units
from tests.grading.by_hand import BY_HAND
from tests.grading.commands import nbgrader

ROOT = Path(__file__).parents[2]
NAME = "11-bookkeeping-de"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "release", tmp_path / "release")
    return tmp_path


def test_the_marker_agrees_with_what_is_expected(course: Path) -> None:
    rows = simulate(course, NAME, students=4, seed=3)
    assert len(rows) == 4 * 6
    assert list(read_expected(course / "submitted" / "expected.csv")) == rows
    for row in rows:
        folder = course / "submitted" / row.student / NAME
        assert mark_answer(find_task(row.task), "de", folder).points == Decimal(row.points), row
        if row.slips == "not attempted":
            assert not (folder / find_task(row.task).answer_file).exists()
    assert any(row.slips not in ("", "not attempted") for row in rows)


@pytest.mark.parametrize(("name", "slip"), [(name, slip) for name, points in BY_HAND.items() for slip in points])
def test_what_a_slip_costs_was_reckoned_by_hand(name: str, slip: str, tmp_path: Path) -> None:
    """For all tasks but journals, what is expected of the simulated class is what the marker gives."""
    task, tried = find_task(name), 0
    for learner in ("ada", "ben", "cem", "dora"):
        header = Header(learner, task.unit, task.id, 0, __version__, "en")
        if slip in task.slips(firm_of(task, header), handout_of(task, header, tmp_path)):
            lay_down(task, header, tmp_path, (slip,))
            assert mark_answer(task, "en", tmp_path).points == BY_HAND[name][slip]
            tried += 1
    assert tried


def test_what_builds_on_work_that_was_not_done_is_not_done_either(course: Path) -> None:
    """Else the missing work would be laid down with it, and earn what nobody expects."""
    rows = simulate(course, NAME, students=4, seed=10)
    idle = {row.student for row in rows if row.task == "april-vouchers" and row.slips == "not attempted"}
    assert idle
    for student in idle:
        folder = course / "submitted" / student / NAME
        assert not (folder / "april-vouchers.xlsx").exists()
        assert not (folder / "trial-balance.xlsx").exists()
        assert {row.points for row in rows if row.student == student and row.task == "trial-balance"} == {"0"}


def test_the_same_seed_gives_the_same_class_and_another_seed_another(course: Path) -> None:
    first = simulate(course, NAME, students=3, seed=1)
    assert simulate(course, NAME, students=3, seed=1) == first
    assert simulate(course, NAME, students=3, seed=2) != first


def test_real_submissions_and_the_rows_of_other_assignments_are_left_alone(course: Path) -> None:
    real = course / "submitted" / "amira" / NAME / "april-vouchers.xlsx"
    real.parent.mkdir(parents=True)
    real.write_bytes(b"an evening's work")
    english = simulate(course, "11-bookkeeping-en", students=1, seed=1)
    german = simulate(course, NAME, students=1, seed=1)
    assert real.read_bytes() == b"an evening's work"
    assert list(read_expected(course / "submitted" / "expected.csv")) == english + german


def test_what_cannot_be_simulated_is_named(course: Path) -> None:
    with pytest.raises(NoSuchAssignment, match=r"11-bookkeeping-automate-en.*There are: .*11-bookkeeping-en"):
        simulate(course, "11-bookkeeping-automate-en", students=1, seed=1)


def test_the_table_shows_a_mark_that_was_not_expected() -> None:
    marks = {"simulated-01": {"a": Decimal(4), "b": Decimal("2.50")}}
    other = {"simulated-01": {"c": Decimal(1)}}
    expected = {"simulated-01": {"a": Decimal(4), "b": Decimal(3)}, "simulated-02": {"a": Decimal(1)}}
    lines = table([Result("one-en", marks, expected), Result("two-en", other, other)], "en").splitlines()
    assert lines[0].split() == ["student", "one-en", "two-en", "total"]
    assert lines[1].split() == ["simulated-01", "6.50", "1.00", "7.50"]
    assert lines[3:] == [
        "one-en, simulated-01, b: 2.50 (expected 3.00)",
        "one-en, simulated-02, a: not marked (expected 1.00)",
    ]


def fetched_and_handed_in(folder: Path) -> set[str]:
    """Whose work lies where they did it, in the exchange as they handed it in, and where it was collected: the same."""
    students: set[str] = set()
    for handed_in in (folder / "exchange" / "backoffice" / "inbound").iterdir():
        student, assignment, when, _ = handed_in.name.split("+")
        made, collected = folder / "students" / student / assignment, folder / "submitted" / student / assignment
        assert (collected / "timestamp.txt").read_text("utf-8") == when
        names = {path.name for path in made.iterdir()}
        assert all((made / name).read_bytes() == (collected / name).read_bytes() for name in names)
        students.add(student)
    return students


def test_what_nbgraders_exchange_refuses_is_said_with_the_command(tmp_path: Path) -> None:
    (tmp_path / "exchange").mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    exchange = Exchange(tmp_path, tmp_path / "exchange", tmp_path / "students")
    with pytest.raises(CommandFailed, match=rf"(?s)nbgrader fetch_assignment {NAME} failed:\n.*not found"):
        exchange.fetch(NAME, "simulated-01")


@pytest.mark.timeout(600)
def test_the_demo_takes_a_class_through_the_cycle_and_ends_with_its_marks_pages_and_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(demo, "units", lambda: [unit for unit in units() if unit.number == 11])
    monkeypatch.setattr(demo, "_nbgrader", lambda folder, *arguments: nbgrader(*arguments, folder=folder))
    kept: list[Result] = []
    run_demo = demo.run_demo
    monkeypatch.setattr(demo, "run_demo", lambda *args, **kwargs: kept.extend(run_demo(*args, **kwargs)) or kept)
    assert main(["demo", "--lang", "de", "--students", "2"]) == 0
    (result,) = kept
    said = capsys.readouterr().out.splitlines()
    assert f"Bewerten (backoffice grade {NAME})" in said
    assert said.index("Die Aufgaben werden ausgegeben (nbgrader release_assignment)") < said.index(
        "Die Abgaben werden eingesammelt (nbgrader collect)"
    )
    folder = result.report.parents[2]
    table_at = said.index(table(kept, "de").splitlines()[0])
    pages = [
        "2 Rückmeldungen sind geschrieben, je Lernende ein Ordner:",
        *(str(page.parents[1]) for page in result.pages),
    ]
    assert said[table_at:] == [
        *table(kept, "de").splitlines(),
        *["", *pages, f"Eine davon: {folder}/feedback/simulated-01/{NAME}/11-bookkeeping.html"],
        *["", "Die Klassenberichte:", str(result.report)],
    ]
    assert fetched_and_handed_in(folder) == {"simulated-01", "simulated-02"}
    assert result.marks == result.expected
    assert len(result.marks) == len(result.pages) == 2
    assert title_of(find_task("april-vouchers"), "de") in result.report.read_text("utf-8")
    assert result.report.is_relative_to(tmp_path)
    wrong = replace(result, expected={"simulated-02": {"cash-book": Decimal(7)}})
    found = show_number(result.marks["simulated-02"]["cash-book"], "de", most=2, least=2)
    assert wrong.unexpected("de") == [f"{NAME}, simulated-02, cash-book: {found} (erwartet: 7,00)"]
