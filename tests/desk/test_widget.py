"""The Desk without a browser: what it is laid out with, what it answers to every message, what it never does."""

from __future__ import annotations

import io
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape

from course.desk.esm import FOLDER, modules, top_level_names
from course.desk.widget import Desk
from course.locale import Language, catalogue
from course.tasks.files import read_json, write_json
from course.tasks.task import Task
from course.units import find_task, units
from tests.desk.hand_made import PAPERS, HandMadeWork


class Talk:
    """A desk whose messages to the browser are kept, and a browser's side of the line."""

    def __init__(self, folder: Path, kind: Any = "form", **changes: Any) -> None:
        self.work = HandMadeWork(kind, folder, **changes)
        self.listen(Desk(None, "en", work=self.work))

    def listen(self, desk: Desk) -> None:
        self.desk = desk
        self.sent: list[dict[str, Any]] = []
        setattr(self.desk, "send", self.sent.append)  # noqa: B010 - instead of the line to a browser
        self.number = 0

    def say(self, op: str, **message: Any) -> dict[str, Any]:
        """Send a message; the acknowledgement that comes back."""
        self.number += 1
        self.desk._hear(self.desk, {"op": op, "seq": self.number, "after": [], "desk": "d", **message}, [])
        [answer] = [content for content in self.sent if content.get("re") == self.number]
        return answer

    @property
    def events(self) -> list[tuple[str, Any]]:
        return [(content["event"], content["detail"]) for content in self.sent if "event" in content]


class LessonTalk(Talk):
    """The same with a task of the course, and its marking."""

    def __init__(self, task: Task, folder: Path) -> None:
        self.listen(Desk(task, "en", folder=folder, learner="ada"))


def answers(folder: Path, name: str = "find-the-error.json") -> Any:
    return (read_json(folder / name, "en") or {})["answers"]


def test_building_a_desk_writes_nothing_and_says_nothing_on_stderr(tmp_path: Path) -> None:
    errors = io.StringIO()
    with redirect_stderr(errors):
        desk = Desk(None, "en", work=HandMadeWork("form", tmp_path, documents=PAPERS))
        desk._repr_mimebundle_()
    assert list(tmp_path.iterdir()) == []
    assert errors.getvalue() == ""


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_task_of_the_course_can_be_laid_on_the_desk_without_a_browser(tmp_path: Path, language: Language) -> None:
    errors = io.StringIO()
    tasks = [task for unit in units() for task in unit.tasks]
    assert len(tasks) >= 14
    with redirect_stderr(errors):
        for task in tasks:
            desk = Desk(task, language, folder=tmp_path, learner="learner-1")
            assert escape(desk.head["title"]) in desk._repr_mimebundle_()[0]["text/html"]
            assert all(str(paper["html"]).lstrip().startswith("<article") for paper in desk.papers)
    assert list(tmp_path.iterdir()) == []
    assert errors.getvalue() == ""


def test_an_edit_is_written_before_it_is_acknowledged(tmp_path: Path) -> None:
    answer = Talk(tmp_path).say("set", values={"amount": "45.00", "no such field": "x", "why": 7})
    assert answer["saved"]
    assert answers(tmp_path) == {"amount": "45.00"}


def test_what_cannot_be_read_is_told_by_field(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    values = {"amount": "1.234.5", "day": "31/04/2026", "account": "9999", "why": "because"}
    errors = talk.say("set", values=values)["reply"]["errors"]
    assert set(errors) == {"amount", "day", "account"}
    assert "9999" in errors["account"]
    assert talk.say("set", values={"amount": "45.00", "day": "30/04/2026", "account": "1200"})["reply"]["errors"] == {}


def test_the_other_desk_on_the_file_hears_of_an_edit_and_the_sender_does_not(tmp_path: Path) -> None:
    one, other = Talk(tmp_path), Talk(tmp_path)
    one.say("set", values={"why": "one"})
    assert other.events == [("changed", {"values": {"why": "one"}, "errors": {}})]
    assert one.events == []


def test_another_kernels_edits_are_merged_field_by_field(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.say("set", values={"why": "mine", "amount": "1.00"})
    content = read_json(tmp_path / "find-the-error.json", "en") or {}
    write_json(tmp_path / "find-the-error.json", content | {"answers": {"why": "mine", "amount": "2.00"}})
    talk.say("set", values={"day": "30/04/2026"})
    assert answers(tmp_path) == {"why": "mine", "amount": "2.00", "day": "30/04/2026"}


def test_a_view_painted_from_an_old_state_gets_the_new_one(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.say("hello", revision=talk.desk.revision)
    assert talk.events == []
    talk.say("set", values={"why": "later"})
    talk.say("hello", revision=talk.desk.revision)
    assert [(event, state["values"]) for event, state in talk.events] == [("state", {"why": "later"})]


def test_refused_by_the_disk_the_edit_is_kept_and_goes_out_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = Talk(tmp_path)
    talk.say("set", values={"why": "before"})

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("course.desk.form.write_json", full)
        answer = talk.say("set", values={"amount": "45.00"})
    assert answer["unsaved"]
    assert not answer["saved"]
    assert "no room left" in answer["error"]
    assert answers(tmp_path) == {"why": "before"}
    assert talk.say("save")["saved"]
    assert answers(tmp_path) == {"why": "before", "amount": "45.00"}


def test_a_file_that_cannot_be_read_is_kept_aside_when_work_begins(tmp_path: Path) -> None:
    path = tmp_path / "find-the-error.json"
    path.write_text("{ broken")
    talk = Talk(tmp_path)
    assert "find-the-error-unreadable.json" in talk.desk.head["note"]
    assert path.read_text() == "{ broken"
    talk.say("set", values={"why": "anew"})
    assert (tmp_path / "find-the-error-unreadable.json").read_text() == "{ broken"
    assert answers(tmp_path) == {"why": "anew"}


def test_fresh_documents_keep_the_old_work_and_say_where_it_is(tmp_path: Path) -> None:
    talk, other = Talk(tmp_path, lesson=True), Talk(tmp_path, lesson=True)
    talk.say("set", values={"why": "old"})
    assert "error" not in talk.say("fresh")
    assert "find-the-error-0.json" in talk.desk.head["note"]
    assert answers(tmp_path, "find-the-error-0.json") == {"why": "old"}
    assert talk.desk.answer["values"] == {}
    assert other.events[-1][0] == "handout"


def test_each_check_of_a_lesson_says_more_until_there_are_fresh_documents(tmp_path: Path) -> None:
    """Where to look, what happened, how it is done; never the answer at the first or second try."""
    talk = LessonTalk(find_task("practice-error"), tmp_path)
    where, what, how = (
        "The last line of the trial balance.",
        "This is not what the two totals are apart.",
        "it is done:",
    )
    for _deal in range(2):
        talk.say("set", values={"difference": "1.00"})
        said = [talk.say("check")["reply"]["report"]["html"] for _try in range(4)]
        assert [where in page for page in said] == [True, True, True, True]
        assert [what in page for page in said] == [False, True, True, True]
        assert [how in page for page in said] == [False, False, True, True]
        assert "error" not in talk.say("fresh")


def test_the_tray_remembers_and_forgets_the_papers_of_another_deal(tmp_path: Path) -> None:
    talk = Talk(tmp_path, documents=PAPERS)
    talk.say("view", view={"paper": "RE-103", "done": ["RE-101"], "side": False, "fit": True, "bad": 1})
    assert Talk(tmp_path, documents=PAPERS).desk.view == {
        "paper": "RE-103",
        "done": ["RE-101"],
        "side": False,
        "fit": True,
    }
    dealt_anew = HandMadeWork("form", tmp_path, documents=PAPERS)
    dealt_anew.fresh()
    assert Desk(None, "en", work=dealt_anew).view == {"side": False, "fit": True}
    (tmp_path / ".find-the-error.desk.json").write_text("rubbish")
    assert Talk(tmp_path, documents=PAPERS).desk.view == {}


def test_without_a_browser_the_page_shows_what_was_entered_and_escapes_it(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    assert "Nothing was entered" in talk.desk._repr_mimebundle_()[0]["text/html"]
    talk.say("set", values={"kind": "side", "account": "1200", "why": "<script>alert(1)</script>"})
    html = talk.desk._repr_mimebundle_()[0]["text/html"]
    assert "Wrong side" in html
    assert "1200 Bank" in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_whatever_goes_wrong_is_acknowledged_with_a_reason(tmp_path: Path) -> None:
    answer = Talk(tmp_path).say("dance")
    assert answer["unsaved"]
    assert "dance" in answer["error"]


def test_no_two_modules_of_the_desk_claim_one_name() -> None:
    owners: dict[str, str] = {}
    for path in modules(FOLDER / "desk.js"):
        for name in top_level_names(path):
            assert name not in owners, f"{name} stands in {owners[name]} and in {path.name}"
            owners[name] = path.name
    assert "render" in owners


def test_every_word_that_the_desk_shows_has_a_german_one() -> None:
    import re

    shown = re.compile(r'\b_\(\s*"((?:[^"\\]|\\.)*)"')
    messages = set()
    for path in [*FOLDER.rglob("*.js"), *FOLDER.glob("*.py")]:
        messages |= set(shown.findall(path.read_text(encoding="utf-8")))
    assert len(messages) > 40
    assert messages - set(catalogue("de", "desk")) == set()


def test_a_read_only_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = Talk(tmp_path)

    def read_only(*_arguments: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("course.desk.form.write_json", read_only)
    assert "read-only" in talk.say("set", values={"why": "x"})["error"]
