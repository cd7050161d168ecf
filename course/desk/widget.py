"""The Desk: the widget that a task's cell shows. A thin view on an open answer; building it never writes a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets as t

from course.desk.answers import Message, OpenAnswer, open_answer
from course.desk.esm import desk_script, desk_style
from course.desk.form import OpenForm
from course.desk.refusals import why_not_saved
from course.locale import Language, catalogue, translator
from course.tasks.handout import Handout
from course.tasks.task import Task


class Work(Protocol):
    """A learner's work on one task: what they were handed, where the answer lies, what can be asked about it."""

    folder: Path
    handout: Handout

    def check(self) -> Message:
        """What Check found, as `frame.js` shows it."""

    def fresh(self) -> str:
        """Deal new documents, keep the old work, and say where it is. Afterwards `handout` is the new one."""


def opener(handout: Handout) -> Callable[[Path, Handout], OpenAnswer]:
    """The open answer that fits a handout's kind."""
    if handout.kind in ("sheet", "journal"):
        from course.desk.sheet_file import OpenSheet  # here: a quiz has no use for the spreadsheet engine

        return OpenSheet
    return OpenForm


class Desk(anywidget.AnyWidget):
    """The desk for one task, or (`work`) for any piece of work that can say what the `Work` protocol asks."""

    _esm = t.Unicode().tag(sync=True)
    _css = t.Unicode().tag(sync=True)
    head = t.Dict().tag(sync=True)
    plan = t.Dict().tag(sync=True)  # the handout's layout
    answer = t.Dict().tag(sync=True)  # the open answer's state when it was laid out
    revision = t.Int().tag(sync=True)
    papers = t.List().tag(sync=True)
    paper_style = t.Unicode().tag(sync=True)
    view = t.Dict().tag(sync=True)
    words = t.Dict().tag(sync=True)

    def __init__(
        self,
        task: Task | None,
        language: Language,
        folder: Path | None = None,
        learner: str | None = None,
        work: Work | None = None,
    ) -> None:
        super().__init__(_esm=desk_script(), _css=desk_style(), words=catalogue(language, "desk"))
        self._language = language
        self._work = work or find_work(task, language, folder, learner)
        self._lay_out()
        self.on_msg(self._hear)

    def _lay_out(self, note: str = "") -> None:
        """Put the handout on the desk (again, after fresh documents)."""
        handout = self._work.handout
        path = self._work.folder / handout.answer_file
        self._shared = open_answer(path, handout, opener(handout))
        self._shared.desks.add(self)
        with self.hold_sync():
            self.answer = self._shared.answer.state()
            self.revision = self._shared.answer.revision
            self.plan = asdict(handout.layout)
            self.head = self._head(handout, path, note)
            self.papers = []

    def _head(self, handout: Handout, path: Path, note: str) -> Message:
        _ = translator(self._language, "desk")
        worth = "" if handout.lesson else _("{points} points").replace("{points}", f"{handout.points.normalize():f}")
        return {
            "task": handout.header.task,
            "kind": handout.kind,
            "title": handout.title,
            "instructions": handout.instructions,
            "worth": worth,
            "lesson": handout.lesson,
            "can_deal": handout.lesson,
            "language": self._language,
            "file": path.name,
            "started": path.exists(),
            "key": f"{path.resolve()}:{handout.header.variant}",
            "note": note,
        }

    def tell(self, event: str, detail: object) -> None:
        self.send({"event": event, "detail": detail})

    def _hear(self, _widget: object, message: Message, _buffers: object) -> None:
        """Every message gets an acknowledgement, whatever became of it."""
        seq, desk = message.pop("seq"), message.pop("desk")
        acknowledgement: Message = {"re": seq, "desk": desk, "saved": False}
        try:
            reply = self._answer_to(message)
            acknowledgement["saved"] = reply.pop("saved", True)
            acknowledgement["reply"] = reply
        except Exception as error:  # whatever went wrong, the learner must hear that it is not saved
            acknowledgement["error"] = why_not_saved(error, self._language, self._work.handout.answer_file)
        self.send(acknowledgement)

    def _answer_to(self, message: Message) -> Message:
        match message["op"]:
            case "hello":
                return self._catch_up(message["revision"])
            case "check":
                return {"report": self._work.check(), "saved": False}
            case "fresh":
                return self._deal_anew()
            case _:
                reply = self._shared.answer.handle(message)
                self._tell_others("changed", reply.pop("changed", None))
                return reply

    def _catch_up(self, revision: int) -> Message:
        """A view that was painted from an old state (the page was reloaded, the notebook reopened) gets the new one."""
        state = self._shared.answer.state()
        if self._shared.answer.revision != revision:
            self.tell("state", state)
        return {"saved": False}

    def _deal_anew(self) -> Message:
        note = self._work.fresh()
        desks = list(self._shared.desks)
        for desk in desks:
            desk._lay_out(note)
            desk.tell("handout", None)
        return {"saved": False}

    def _tell_others(self, event: str, detail: object) -> None:
        if detail is None:
            return
        for desk in self._shared.desks:
            if desk is not self:
                desk.tell(event, detail)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The view, and for readers without one (nbgrader's feedback page) what stood there."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, *rest = bundle if isinstance(bundle, tuple) else (bundle,)
        data["text/html"] = self._static()
        return (data, *rest)

    def _static(self) -> str:
        head = self.head
        return f'<p class="bo-static"><strong>{escape(head["title"])}</strong> · {escape(head["file"])}</p>'


def find_work(task: Task | None, language: Language, folder: Path | None, learner: str | None) -> Work:
    raise LookupError("no work")
