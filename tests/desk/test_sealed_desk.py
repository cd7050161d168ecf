"""The desk in a sealed assignment: the papers that were handed out, whoever is not on the roster, work that was begun
before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from course import __version__
from course.desk.widget import Desk
from course.firm.paper import render
from course.tasks import sealing
from course.tasks.handing_in import firm_of, handout_of, header_for, lay_down, with_mark
from course.tasks.handout import Header
from course.tasks.sealed_handouts import ABOUT, FOLDER, about_file, file_name, learners_file, packed
from course.tasks.sealing import Seal, holding
from course.units import find_task

SEAL = Seal(bytes(range(32)))
JOURNAL, ERROR = find_task("april-vouchers"), find_task("find-the-error")
NAMES = {"en": "11-bookkeeping-en", "de": "11-bookkeeping-de"}


@pytest.fixture(autouse=True)
def a_learners_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(sealing.KEYS_FOLDER, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where Ada's documents lie."""
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / ABOUT).write_bytes(about_file(NAMES["en"], SEAL.salt))
    with holding(NAMES["en"], SEAL):
        headers = [with_mark(t, Header("ada", t.unit, t.id, 0, __version__, "en")) for t in (JOURNAL, ERROR)]
        handouts = [handout_of(t, own, tmp_path / "none") for t, own in zip((JOURNAL, ERROR), headers, strict=True)]
    (tmp_path / FOLDER / file_name("ada", SEAL.salt)).write_bytes(packed(learners_file(handouts)))
    return tmp_path


def test_the_papers_are_those_that_were_dealt(folder: Path) -> None:
    desk = Desk(JOURNAL, "en", folder, "ada")
    with holding(NAMES["en"], SEAL):
        firm = firm_of(JOURNAL, header_for(JOURNAL, "en", folder, "ada"))
    for paper in desk.papers:
        assert paper["html"] == render(firm.document(paper["number"]), "en")
    assert len(desk.papers) == 10
    assert desk.head["note"] == ""
    assert "deal" not in desk.head


def test_who_is_not_on_the_roster_is_told_in_their_language(folder: Path) -> None:
    desk = Desk(JOURNAL, "en", folder, "grace")
    assert "“grace” is not on the list" in desk.head["note"]
    assert len(desk.papers) == 10
    (folder / FOLDER / ABOUT).write_bytes(about_file(NAMES["de"], SEAL.salt))
    assert "„grace“ steht nicht auf der Liste" in Desk(JOURNAL, "de", folder, "grace").head["note"]


@pytest.mark.parametrize("task", [JOURNAL, ERROR], ids=["sheet", "form"])
def test_work_on_other_documents_is_set_aside_and_kept(folder: Path, task: object) -> None:
    one = JOURNAL if task is JOURNAL else ERROR
    away = folder / FOLDER
    away.rename(folder / "away")
    before = lay_down(one, header_for(one, "en", folder, "ada"), folder).read_bytes()
    (folder / "away").rename(away)
    path = folder / one.answer_file
    kept = path.with_name(f"{path.stem}-unreadable{path.suffix}")
    desk = Desk(one, "en", folder, "ada")
    assert "other documents" in desk.head["note"]
    assert kept.name in desk.head["note"]
    assert path.read_bytes() == before, "looking writes nothing"
    desk._hear(desk, {"op": "save", "seq": 1, "after": [], "desk": "a"}, None)
    assert kept.read_bytes() == before
    assert path.read_bytes() != before
    if one is ERROR:
        assert json.loads(path.read_text())["header"]["deal"] == header_for(one, "en", folder, "ada").deal


def test_check_works_from_the_handout_alone(folder: Path) -> None:
    desk = Desk(ERROR, "en", folder, "ada")
    report = desk._work.check()
    assert not report["good"]
    with holding(NAMES["en"], SEAL):
        lay_down(ERROR, header_for(ERROR, "en", folder, "ada"), folder)
    assert Desk(ERROR, "en", folder, "ada")._work.check()["good"]
