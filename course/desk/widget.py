"""The Desk: the widget that a task's cell shows. A thin view on an open answer; building it never writes a file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from course.desk.answers import Message, one_at_a_time, open_answer, open_desks
from course.desk.esm import desk_script, desk_style
from course.desk.line import Line
from course.desk.opening import opener
from course.desk.papers import recall, remember
from course.desk.refusals import why_not_saved
from course.desk.still_life import empty_desk, still_life
from course.desk.work import LearnersWork, Work, notice
from course.firm.records import Document
from course.locale import Language, catalogue, translator
from course.tasks.handout import Handout
from course.tasks.task import Task

QUESTIONS = {"hello", "check", "view", "fresh", "renew", "picture"}  # what changes no answer


class Desk(anywidget.AnyWidget):
    """The desk for one task, or (`work`) for any piece of work that can say what the `Work` protocol asks."""

    _esm = t.Unicode().tag(sync=True)
    _css = t.Unicode().tag(sync=True)
    head = t.Dict().tag(sync=True)
    plan = t.Dict().tag(sync=True)  # the handout's layout
    answer = t.Dict().tag(sync=True)  # the open answer's state when it was laid out
    revision = t.Int().tag(sync=True)
    papers: t.List[Message] = t.List().tag(sync=True)
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
        if work is None:
            if task is None:
                raise ValueError("a desk needs a task or a piece of work")
            work = LearnersWork(task, language, folder, learner)
        self._work = work
        self._lines: defaultdict[str, Line] = defaultdict(Line)  # a page's desk -> its messages
        self._lay_out()
        self.on_msg(self._hear)

    @one_at_a_time
    def _lay_out(self, note: str = "") -> None:
        """Put the handout on the desk (again, after fresh documents)."""
        handout = self._work.handout
        path = self._work.folder / handout.answer_file
        self._shared = open_answer(path, handout, opener(handout))
        self._shared.desks.add(self)
        with self.hold_sync():
            self.answer = self._shared.answer.state()
            self.revision = self._shared.answer.revision
            note = note or " ".join(filter(None, (notice(handout), self.answer.get("note", ""))))
            self.plan = asdict(handout.layout)
            self.head = self._head(handout, path, note)
            self.papers = [self._paper(document) for document in handout.documents]
            self.paper_style = self._work.paper_style()
            self.view = recall(self._work.folder, handout)

    def _paper(self, document: Document) -> Message:
        return {
            "number": document.number,
            "title": document.title.to(self._language),
            "html": self._work.paper(document),
            "language": self._language,
        }

    def _head(self, handout: Handout, path: Path, note: str) -> Message:
        _ = translator(self._language, "desk")
        points = f"{handout.points.normalize():f}"
        worth = _("1 point") if points == "1" else _("{points} points").replace("{points}", points)
        return {
            "task": handout.header.task,
            "kind": handout.kind,
            "title": handout.title,
            "instructions": handout.instructions,
            "worth": "" if handout.lesson or not handout.points else worth,
            "lesson": handout.lesson,
            "can_deal": handout.lesson,
            "button": getattr(self._work, "button", []),  # what Check is called and does, if something else
            "language": self._language,
            "file": path.name,
            "started": path.exists(),
            "key": f"{path.resolve()}:{handout.header.variant}",
            "note": note,
            "behind": "",  # the title of an earlier task that has been worked on since
        }

    def tell(self, event: str, detail: object) -> None:
        self.send({"event": event, "detail": detail})

    @one_at_a_time
    def _hear(self, _widget: object, message: Message, _buffers: object) -> None:
        for each in self._lines[message["desk"]].in_turn(message):
            self._acknowledge(each)

    def _acknowledge(self, message: Message) -> None:
        """Every message gets an acknowledgement, whatever became of it."""
        acknowledgement: Message = {"re": message.pop("seq"), "desk": message.pop("desk"), "saved": False}
        try:
            reply = self._answer_to(message)
            acknowledgement["saved"] = reply.pop("saved", True)
            acknowledgement["reply"] = reply
        except Exception as error:  # whatever went wrong, the learner must hear of it
            acknowledgement |= self._refusal(message["op"], error)
        self.send(acknowledgement)

    def _refusal(self, op: str, error: Exception) -> Message:
        file = self._work.handout.answer_file
        if op in QUESTIONS and not isinstance(error, OSError):
            _ = translator(self._language, "desk")
            said = _("That did not work ({error}). Your work is not touched by it.")
            return {"error": said.replace("{error}", f"{type(error).__name__}: {error}")}
        return {"error": why_not_saved(error, self._language, file), "unsaved": op not in QUESTIONS}

    def _answer_to(self, message: Message) -> Message:
        match message["op"]:
            case "hello":
                return self._catch_up(message["revision"])
            case "check":
                return {"report": self._work.check(), "saved": False}
            case "view":
                remember(self._work.folder, self._work.handout, message["view"])
                return {"saved": False}
            case "picture":
                assert isinstance(self._work, LearnersWork), "only a task has a picture"
                return {"picture": self._work.picture(), "saved": False}
            case "fresh":
                return self._deal_anew()
            case "renew":
                return self._renew()
            case _:
                reply = self._shared.answer.handle(message)
                self._tell_others("changed", reply.pop("changed", None))
                if not message.get("draft"):
                    self._tell_followers()
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

    def _tell_followers(self) -> None:
        """A sheet that was laid out from this answer (the trial balance, from the journal) is behind it now."""
        path = self._work.folder / self._work.handout.answer_file
        for desk in open_desks():
            work = desk._work
            if isinstance(work, LearnersWork) and not desk.head["behind"] and work.starts_from(path):
                desk.head = {**desk.head, "behind": self.head["title"]}
                desk.tell("behind", self.head["title"])

    def _renew(self) -> Message:
        for desk in list(self._shared.desks):
            assert isinstance(desk._work, LearnersWork), "only a task starts from others"
            desk._work.renew()
            desk._lay_out()
            desk.tell("handout", None)
        return {"saved": False}

    def _tell_others(self, event: str, detail: object) -> None:
        if detail is None:
            return
        for desk in self._shared.desks:
            if desk is not self:
                desk.tell(event, detail)

    @one_at_a_time
    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The view, and for readers without one (nbgrader's feedback page) what stood there."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:  # no front end at all
            return None
        handout, path = self._work.handout, self._work.folder / self._work.handout.answer_file
        started = path.exists()  # without a file it is not even known whose documents these are
        picture = (
            still_life(handout, self._shared.answer.state(), self._language)
            if started
            else empty_desk(handout.title, self._language)
        )
        return {**bundle[0], "text/plain": self.head["title"], "text/html": picture}, bundle[1]
