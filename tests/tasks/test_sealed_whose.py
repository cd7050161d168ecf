"""Whose sealed handouts and answers these are, of which deal, and whether they can be read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from course.tasks.handing_in import check_answer, firm_of, handout_for, header_for, lay_down, mark_answer
from course.tasks.handout import Handout
from course.tasks.mark import Outcome
from course.tasks.sealed_handouts import ABOUT, FOLDER, file_name, packed, unpacked
from course.tasks.sealing import SAMPLE, holding
from course.tasks.task import Unreadable
from course.units import find_task
from tests.tasks.sealed import BALANCE, JOURNAL, SEAL, assignment, deal_to, handed_out, sealed_header

pytestmark = pytest.mark.usefixtures("a_learners_machine")


def open_(handout: Handout) -> Handout:
    return replace(handout, header=replace(handout.header, deal=""))


def test_who_is_not_on_the_roster_may_look_and_nothing_counts(tmp_path: Path) -> None:
    deal_to(tmp_path, JOURNAL.unit, "grace")
    handout = handout_for(JOURNAL, "en")
    assert (handout.header.learner, handout.header.deal) == ("ada", SAMPLE)
    assert len(handout.documents) == 10
    assert handout_for(JOURNAL, "en", learner="bob").documents == handout.documents, "the sample is the same for all"
    assert handout.documents != handed_out(JOURNAL, "grace").documents
    answer = JOURNAL.perfect(firm_of(JOURNAL, handout.header), open_(handout))
    JOURNAL.write(answer, tmp_path / JOURNAL.answer_file, handout)
    assert "sample documents" in check_answer(JOURNAL, "en").lines[0].text
    with holding(assignment(JOURNAL), SEAL, "ada"):
        english = mark_answer(JOURNAL, "en")
        assert (english.points, english.outcome) == (0, Outcome.UNREADABLE)
    assert handout_for(BALANCE, "en").header.deal == SAMPLE


@pytest.mark.parametrize(
    ("changes", "student"),
    [
        ({"deal": "0" * 32}, "ada"),  # another key
        ({"deal": None}, "ada"),  # made to look like an open assignment's
        ({"learner": "grace"}, "grace"),  # the learner's own name on a classmate's work
        ({}, "grace"),  # a classmate's work as it is
        ({"deal": SAMPLE}, "ada"),
    ],
)
def test_a_header_of_another_learner_or_deal_earns_nothing(
    tmp_path: Path, changes: dict[str, str | None], student: str
) -> None:
    task = find_task("find-the-error")
    with holding(assignment(task), SEAL, student):
        path = lay_down(task, sealed_header(task, "ada"), tmp_path)
        content = json.loads(path.read_text())
        assert mark_answer(task, "en").points == (task.points if student == "ada" else 0)
        header_ = {name: value for name, value in (content["header"] | changes).items() if value is not None}
        path.write_text(json.dumps(content | {"header": header_}))
        mark = mark_answer(task, "en")
    assert (mark.points, mark.outcome) == (0, Outcome.UNREADABLE)
    assert "documents" in mark.notice


def test_work_begun_before_the_assignment_was_sealed_is_not_taken_for_the_new_one(tmp_path: Path) -> None:
    lay_down(JOURNAL, header_for(JOURNAL, "en"), tmp_path)
    assert mark_answer(JOURNAL, "en").points == JOURNAL.points
    deal_to(tmp_path, JOURNAL.unit, "ada")
    handout = handout_for(JOURNAL, "en")
    assert handout.header == sealed_header(JOURNAL)
    with pytest.raises(Unreadable, match="other documents"):
        JOURNAL.read(tmp_path / JOURNAL.answer_file, handout)
    assert "not handed out" in check_answer(JOURNAL, "en").lines[0].text
    assert handout_for(BALANCE, "en") == handed_out(BALANCE)


def test_whoever_opens_a_learners_folder_sees_that_learners_documents(tmp_path: Path) -> None:
    deal_to(tmp_path, JOURNAL.unit, "ada", "grace")
    with holding(assignment(JOURNAL), SEAL):
        for name in ("ada", "grace"):
            (place := tmp_path / name).mkdir()
            (tmp_path / FOLDER).rename(place / FOLDER)
            lay_down(JOURNAL, sealed_header(JOURNAL, "grace"), place)
            (place / FOLDER).rename(tmp_path / FOLDER)
    (tmp_path / "grace" / JOURNAL.answer_file).rename(tmp_path / JOURNAL.answer_file)
    assert handout_for(JOURNAL, "en").header.learner == "grace"


DAMAGED = [b"", b"{", b"[]", b"[" * 10_000, b'"tasks"', b'{"tasks": 1}', b'{"tasks": {"x": 1}}', b'{"assignment": 1}']


@pytest.mark.parametrize("name", [ABOUT, file_name("ada", SEAL.salt)])
@pytest.mark.parametrize("content", [*DAMAGED, b'{"tasks": {}, "x": "' + b"x" * 11_000_000], ids=lambda c: repr(c[:20]))
def test_a_damaged_handout_is_named_and_never_an_open_deal(tmp_path: Path, name: str, content: bytes) -> None:
    deal_to(tmp_path, JOURNAL.unit, "ada")
    for written in (content, packed(content), packed(content)[:-9]):
        (tmp_path / FOLDER / name).write_bytes(written)
        with pytest.raises(Unreadable) as refused:
            handout_for(JOURNAL, "en")
        assert refused.value._render_traceback_() == [str(refused.value)]


def test_a_handout_of_another_version_is_told(tmp_path: Path) -> None:
    deal_to(tmp_path, JOURNAL.unit, "ada")
    path = tmp_path / FOLDER / file_name("ada", SEAL.salt)
    content = json.loads(unpacked(path.read_bytes()))
    content["tasks"][JOURNAL.id]["layout"]["colour"] = "red"
    path.write_bytes(packed(json.dumps(content).encode()))
    with pytest.raises(Unreadable, match="Fetch the assignment again"):
        handout_for(JOURNAL, "en")
