"""A learner's work on one task, as the desk needs it: what was handed out, what Check says, how to deal anew."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from course.desk.answers import Message
from course.firm.records import Document
from course.locale import N_, Language, translator
from course.tasks.check import CheckReport
from course.tasks.handout import Handout, SheetLayout
from course.tasks.sealing import SAMPLE
from course.tasks.task import Task

NOT_ON_THE_ROSTER = N_(
    "This assignment is sealed, and “{learner}” is not on the list of its class. These are the documents of a "
    "sample firm: look around and try things out, nothing of it counts. If your instructor knows you under another "
    "name, write it as your learner number on the card in the welcome lesson and run this cell again; if not, ask "
    "to be put on the list."
)


class Work(Protocol):
    """A learner's work on one task: what they were handed, where the answer lies, what can be asked about it."""

    folder: Path
    handout: Handout

    def paper(self, document: Document) -> str:
        """A document as HTML in the learner's language."""

    def paper_style(self) -> str:
        """The style sheet of the papers."""

    def check(self) -> Message:
        """What Check found, as `frame.js` shows it."""

    def fresh(self) -> str:
        """Deal new documents, keep the old work, and say where it is. Afterwards `handout` is the new one."""


class LearnersWork:
    """The work that a notebook's cell names by its task; the learner's answer lies beside the notebook."""

    def __init__(self, task: Task, language: Language, folder: Path | None, learner: str | None) -> None:
        from course.tasks.handing_in import handout_for, working_folder

        self.task = task
        self.language = language
        self.learner = learner
        self.folder = folder or working_folder()
        self.handout = handout_for(task, language, self.folder, learner)
        self._tries = 0  # Checks of these documents: each says a little more

    def paper(self, document: Document) -> str:
        from course.firm.paper import render

        return render(document, self.language)

    def paper_style(self) -> str:
        from course.firm.paper import css

        return css()

    def check(self) -> Message:
        """In an assignment whether it is complete and readable; in a lesson what is wrong, and more of it each time."""
        from course.tasks.explain import explain
        from course.tasks.handing_in import check_answer, mark_answer

        if not self.task.lesson:
            return as_report(check_answer(self.task, self.language, self.folder))
        self._tries += 1
        return {"html": explain(mark_answer(self.task, self.language, self.folder), self._tries), "lines": []}

    def fresh(self) -> str:
        from course.tasks.handing_in import deal_anew

        before = self._files()
        self.handout = deal_anew(self.task, self.language, self.folder, self.learner)
        self._tries = 0
        kept = sorted(self._files() - before - {self.handout.answer_file})
        _ = translator(self.language, "desk")
        if not kept:
            return _("These are fresh documents.")
        return _("These are fresh documents. Your earlier work is kept in {file}.").replace("{file}", kept[0])

    def starts_from(self, path: Path) -> bool:
        """Is this the answer to an earlier task that the sheet on this desk was laid out from?"""
        from course.tasks.handing_in import answer_path

        laid_out = isinstance(self.handout.layout, SheetLayout)
        return laid_out and any(answer_path(one, self.folder) == path for one in self.task.needs)

    def renew(self) -> None:
        """Take the sheet from the earlier answers as they are now. The answer to this task stays as it is."""
        from course.tasks.handing_in import handout_for

        self.handout = handout_for(self.task, self.language, self.folder, self.learner)

    def picture(self) -> Message:
        """The sheet that the chart is made of and the chart, once there is enough to draw it."""
        from course.desk.chart_view import chart_view

        return chart_view(self.task, self.handout, self.folder)

    def _files(self) -> set[str]:
        stem, suffix = Path(self.handout.answer_file).stem, Path(self.handout.answer_file).suffix
        return {path.name for path in self.folder.glob(f"{stem}*{suffix}")}


def notice(handout: Handout) -> str:
    """What has to be said of the documents before anything else; "" as a rule."""
    if handout.header.deal != SAMPLE:
        return ""
    _ = translator(handout.header.language, "desk")
    return _(NOT_ON_THE_ROSTER).replace("{learner}", handout.header.learner)


def as_report(report: CheckReport) -> Message:
    _ = translator(report.language, "desk")
    words = {"ok": _("done"), "todo": _("to do"), "unreadable": _("cannot be read"), "note": _("note")}
    lines = [{"state": line.level, "word": words[line.level], "text": line.text} for line in report.lines]
    return {"headline": report.summary, "good": report.complete, "lines": lines}
