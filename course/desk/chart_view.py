"""What the desk shows beside the form of a chart: the learner's sheet with its letters and numbers, and the picture."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from course.desk.answers import Message
from course.desk.chart_picture import in_words, load_ahead, picture
from course.locale import translator
from course.tasks.chart import AXIS, KIND, LABELS, TITLE, VALUES, CannotBeDrawn, Chart, chart_data, printed
from course.tasks.form import FormAnswer
from course.tasks.handing_in import answer_path, deal, earlier_answers
from course.tasks.handout import Handout, Header
from course.tasks.task import Task, Unreadable
from course.tasks.titles import title_of
from course.tasks.workbook import Workbook

COLLEAGUE = "a colleague"  # whose figures are others than any learner's


def chart_view(task: Task, handout: Handout, folder: Path) -> Message:
    """`sheet`: rows of texts, `whose`: said of it if it is not the learner's; `light`, `dark`: images; `words`: the
    same as text; `note`: why there is no picture."""
    if not isinstance(task, Chart):
        raise TypeError(f"{task.id} is no chart")
    header = handout.header
    _ = translator(header.language, "desk")
    (before,) = task.needs
    own = task.own_sheet(earlier_answers(task, header, folder))
    book = own if own is not None else _colleagues_sheet(task, header)
    if book is None:
        note = _("The chart is made of your sheet “{title}”. Fill that in first; then it appears here.")
        return {"sheet": [], "note": note.replace("{title}", title_of(before, header.language))}
    whose = _("This is a colleague’s sheet, with other figures. Fill in “{title}”, and your own takes its place.")
    whose = "" if own is not None else whose.replace("{title}", title_of(before, header.language))
    values = _values(task, handout, folder)
    try:
        data = chart_data(book, values[LABELS], values[VALUES], header.language)
    except CannotBeDrawn as reason:
        load_ahead()
        return {"sheet": printed(book), "whose": whose, "note": str(reason)}
    kind = values[KIND] if values[KIND] in ("bar", "line", "pie") else "bar"
    asked = (data, kind, values[TITLE], values[AXIS], header.language)
    shown = {"light": picture(*asked, "light"), "dark": picture(*asked, "dark")}
    return {"sheet": printed(book), "whose": whose, "note": "", "words": in_words(*asked), **shown}


def _colleagues_sheet(task: Chart, header: Header) -> Workbook | None:
    theirs = replace(header, learner=COLLEAGUE)
    return task.colleagues_sheet(deal(theirs, task.lesson), theirs) if task.lesson else None


def _values(task: Chart, handout: Handout, folder: Path) -> dict[str, str]:
    """What has been entered so far, as texts."""
    try:
        answer = task.read(answer_path(task, folder), handout)
    except Unreadable:
        answer = None
    typed = answer.values if isinstance(answer, FormAnswer) else {}
    return {key: str(typed.get(key, "")).strip() for key in (LABELS, VALUES, KIND, TITLE, AXIS)}
