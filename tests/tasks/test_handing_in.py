"""From the answer file to the mark: whose it is, which deal, what is refused, and the instructor's perfect answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from course import __version__
from course.tasks import handing_in
from course.tasks.check import CheckReport
from course.tasks.form import FormAnswer
from course.tasks.handing_in import (
    Incomplete,
    check_answer,
    deal_anew,
    handout_for,
    handout_of,
    header_for,
    lay_down,
    learner_id,
    mark_answer,
    perfect,
    read_header,
    seed_of,
)
from course.tasks.handout import Handout
from course.tasks.learner_card import CARD_FILE, read_card
from course.tasks.mark import Outcome
from course.tasks.task import Answer
from tests.tasks.examples import CASH, ERROR, header, right_file

PRACTICE = replace(ERROR, id="practice-error", lesson=True)
FOLLOWS = replace(CASH, id="practice-cash", lesson=True, needs=(PRACTICE,))


@pytest.fixture(autouse=True)
def course_of_examples(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(handing_in, "_directed", [])
    monkeypatch.setenv("BACKOFFICE_LEARNER", "ada")
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.chdir(tmp_path)


def rewrite(path: Path, **changes: object) -> None:
    content = json.loads(path.read_text())
    content["header"].update(changes)
    path.write_text(json.dumps(content))


# --- who, and which deal ------------------------------------------------------------------------------------------


def test_the_learner_is_who_nbgrader_would_say(monkeypatch: pytest.MonkeyPatch) -> None:
    assert learner_id() == "ada"
    monkeypatch.setenv("JUPYTERHUB_USER", "grace")
    assert learner_id() == "ada"
    monkeypatch.delenv("BACKOFFICE_LEARNER")
    assert learner_id() == "grace"
    monkeypatch.delenv("JUPYTERHUB_USER")
    monkeypatch.setattr("getpass.getuser", lambda: "someone")
    assert learner_id() == "someone"


def test_a_number_on_the_card_tells_two_people_on_one_account_apart(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("BACKOFFICE_LEARNER")
    monkeypatch.setenv("JUPYTERHUB_USER", "trainingroom")
    card = tmp_path / CARD_FILE
    card.write_text(json.dumps({"answers": {"name": " Ada  L. ", "number": "b 17"}}))
    assert learner_id() == "b17"
    assert read_card(tmp_path).name == "Ada L."
    assert header_for(ERROR, "en", tmp_path).learner == "b17"
    monkeypatch.setenv("BACKOFFICE_LEARNER", "ada")
    assert learner_id() == "ada", "what simulations and tests say comes first"


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"answers": []}', '{"answers": {"number": 17}}', '{"answers": {}}']
)
def test_a_card_without_a_readable_number_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str
) -> None:
    monkeypatch.delenv("BACKOFFICE_LEARNER")
    monkeypatch.setenv("JUPYTERHUB_USER", "grace")
    (tmp_path / CARD_FILE).write_text(content)
    assert learner_id() == "grace"


def test_work_that_was_begun_keeps_its_documents_when_a_card_is_filled_in_later(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lay_down(ERROR, handout_for(ERROR, "en", tmp_path).header, tmp_path)
    monkeypatch.delenv("BACKOFFICE_LEARNER")
    (tmp_path / CARD_FILE).write_text(json.dumps({"answers": {"number": "17"}}))
    assert header_for(ERROR, "en", tmp_path).learner == "ada"
    assert mark_answer(ERROR, "en", tmp_path).points == ERROR.points


def test_a_deal_depends_on_learner_unit_part_and_variant_and_on_nothing_else() -> None:
    own = header(ERROR)
    assert seed_of(own, False) == seed_of(replace(own, task="other", language="de", version="9"), False)
    others = [
        seed_of(own, True),
        seed_of(replace(own, learner="grace"), False),
        seed_of(replace(own, unit="12"), False),
        seed_of(replace(own, variant=1), False),
        seed_of(replace(own, learner='ada", "99'), False),
    ]
    assert len({seed_of(own, False), *others}) == 6
    pinned = "075276c557945d87f18644c4ba24a82eeec6ed7fba5dbfa4210e618e84fc97f5"
    assert seed_of(own, False) == pinned  # a learner's documents stay the same from one version to the next


def test_an_answer_is_marked_by_its_header_whoever_marks_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "submitted"
    folder.mkdir()
    lay_down(ERROR, header(ERROR, learner="grace"), folder)
    monkeypatch.setenv("BACKOFFICE_LEARNER", "the grader")
    assert repr(mark_answer(ERROR, "en", folder)) == "4"
    rewrite(folder / ERROR.answer_file, learner="ada")  # another deal: grace's answers are wrong for it
    assert float(repr(mark_answer(ERROR, "en", folder))) < 4


def test_both_kinds_of_file_say_whose_they_are(tmp_path: Path) -> None:
    for task in (CASH, ERROR):
        assert read_header(right_file(task, tmp_path, "de"), "en") == header(task, "de")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"task": "example-types"}, "another task (example-types)"),
        ({"unit": "12-month-end"}, "another task"),
        ({"version": "99.0.0"}, "version 99.0.0 of the course"),
        ({"variant": "1"}, "practice documents"),
        ({"variant": "-1"}, "does not say whose"),
        ({"variant": 10**15}, "does not say whose"),
        ({"learner": ""}, "does not say whose"),
        ({"learner": "x" * 500}, "does not say whose"),
        ({"language": "fr"}, "does not say whose"),
        ({"task": None}, "does not say whose"),
        ({"variant": True}, "does not say whose"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(tmp_path: Path, changes: dict[str, object], reason: str) -> None:
    path = right_file(ERROR, tmp_path)
    rewrite(path, **changes)
    mark = mark_answer(ERROR, "en", tmp_path)
    assert mark.outcome is Outcome.UNREADABLE
    assert reason in mark.notice
    assert reason in check_answer(ERROR, "en", tmp_path).lines[0].text


def test_a_later_patch_of_the_course_still_marks_it(tmp_path: Path) -> None:
    major, minor, _patch = __version__.split(".")
    rewrite(right_file(ERROR, tmp_path), version=f"{major}.{minor}.99")
    assert repr(mark_answer(ERROR, "en", tmp_path)) == "4"


# --- check under nbgrader -----------------------------------------------------------------------------------------


def test_validate_fails_for_an_incomplete_answer_with_a_plain_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(Incomplete, match="Nothing has been filled in yet") as incomplete:
        check_answer(ERROR, "en")
    assert incomplete.value._render_traceback_() == [str(incomplete.value)]


def test_validate_passes_for_a_complete_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    right_file(ERROR, tmp_path)
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    assert check_answer(ERROR, "en").complete


def test_autograde_never_sees_a_check_fail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def breaks(*_: object) -> CheckReport:
        raise ZeroDivisionError

    right_file(ERROR, tmp_path)
    broken = type("Broken", (type(ERROR),), {"check": breaks})(**vars(ERROR))
    with pytest.raises(ZeroDivisionError):
        check_answer(broken, "en")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert not check_answer(broken, "en").complete
    assert not check_answer(CASH, "en").complete


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for task in (CASH, ERROR):
        right_file(task, tmp_path)
        check_answer(task, "de")
        mark_answer(task, "de")
    (tmp_path / CASH.answer_file).write_bytes(b"PK\x03\x04")
    mark_answer(CASH, "de")
    assert capfd.readouterr() == ("", "")


# --- the perfect answer -------------------------------------------------------------------------------------------


def test_a_perfect_answer_is_marked_and_leaves_nothing_beside_the_notebook(tmp_path: Path) -> None:
    perfect(CASH, "de")
    assert repr(mark_answer(CASH, "de")) == "6"
    assert check_answer(CASH, "de").complete
    assert mark_answer(ERROR, "de").outcome is Outcome.NOT_ATTEMPTED
    assert list(tmp_path.iterdir()) == []


def test_a_learner_who_writes_perfect_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    perfect(CASH, "en")
    assert mark_answer(CASH, "en").outcome is Outcome.NOT_ATTEMPTED


# --- fresh documents ----------------------------------------------------------------------------------------------


def answer_with(handout: Handout, who: str) -> None:
    PRACTICE.write(FormAnswer(handout.header, {"who": who}), Path(handout.answer_file), handout)


def test_the_desk_starts_on_the_learners_own_deal_and_writes_nothing(tmp_path: Path) -> None:
    handout = handout_for(PRACTICE, "de")
    assert handout.header == header(PRACTICE, "de")
    assert list(tmp_path.iterdir()) == []


def test_fresh_documents_keep_the_old_answer() -> None:
    first = handout_for(PRACTICE, "en")
    answer_with(first, "first")
    second = deal_anew(PRACTICE, "en")
    assert second.header.variant == 1
    assert second.documents == first.documents == ()
    assert PRACTICE.read(Path("practice-error.json"), second) is None
    assert header_for(PRACTICE, "en") == second.header
    answer_with(second, "second")
    third = deal_anew(PRACTICE, "en")
    assert third.header.variant == 2
    kept = {name: json.loads(Path(name).read_text())["answers"]["who"] for name in os.listdir() if "-error-" in name}
    assert kept == {"practice-error-0.json": "first", "practice-error-1.json": "second"}


def test_fresh_documents_without_an_answer_are_the_next_ones() -> None:
    assert deal_anew(PRACTICE, "en").header.variant == 1
    assert deal_anew(PRACTICE, "en").header.variant == 2


def test_an_unreadable_answer_is_kept_too() -> None:
    Path("practice-error.json").write_text("garbage")
    deal_anew(PRACTICE, "en")
    assert Path("practice-error-0.json").read_text() == "garbage"


def test_a_task_that_builds_on_another_finds_its_answer_to_the_same_documents() -> None:
    seen: list[Mapping[str, Answer]] = []

    def layout(firm: object, language: object, earlier: Mapping[str, Answer]) -> object:
        seen.append(earlier)
        return CASH.layout(firm, language, earlier)  # type: ignore[arg-type]  # a stand-in passes on what it gets

    follows = replace(FOLLOWS, layout=layout)
    answer_with(handout_for(PRACTICE, "en"), "first")
    answer_with(deal_anew(PRACTICE, "en"), "second")
    assert header_for(follows, "en").variant == 1  # it starts where the other one is
    for variant, who in ((0, "first"), (1, "second")):
        handout_of(follows, header(follows, variant=variant))
        answer = seen[-1]["practice-error"]
        assert isinstance(answer, FormAnswer)
        assert answer.values == {"who": who}
    handout_of(follows, header(follows, variant=2))
    handout_of(follows, header(follows, learner="grace"))
    assert [dict(earlier) for earlier in seen[-2:]] == [{}, {}]


def test_what_it_builds_on_being_unreadable_is_as_if_it_were_not_there() -> None:
    Path("practice-error.json").write_text("garbage")
    assert handout_for(FOLLOWS, "en").header == header(FOLLOWS)


def test_marking_loads_neither_pandas_nor_matplotlib_nor_a_widget(tmp_path: Path) -> None:
    program = """
import sys
from course import mark, perfect
perfect("april-vouchers", "de")
assert repr(mark("april-vouchers", "de")) == "16"
assert not {"pandas", "matplotlib", "anywidget", "course.desk"} & set(sys.modules)
"""
    found = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
