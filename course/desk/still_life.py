"""The desk as a picture: what a page shows that has no kernel behind it, such as nbgrader's feedback."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from course.desk.answers import Message
from course.desk.opening import opener
from course.locale import Language, translator
from course.tasks.handing_in import answer_path, handout_for
from course.tasks.handout import Field, FormLayout, Handout
from course.tasks.task import Task
from course.tasks.titles import title_of

TABLE = "border-collapse:collapse;text-align:left"
CELL = "border-bottom:1px solid #bbb;padding:2px 12px 2px 0;vertical-align:top;text-align:left"


def as_handed_in(task: Task, language: Language, folder: Path) -> str:
    """The answer that lies in the folder. Raises what reading it raises."""
    path = answer_path(task, folder)
    if not path.exists():
        return empty_desk(title_of(task, language), language)
    handout = handout_for(task, language, folder)
    return still_life(handout, opener(handout)(path, handout).state(), language)


def still_life(handout: Handout, state: Message, language: Language) -> str:
    """The task's title and what was entered, as HTML without script or style sheet; everything typed is escaped."""
    if isinstance(handout.layout, FormLayout):
        content = _answers(handout.layout.fields, state["values"])
    else:
        content = _cells(state["cells"])
    return _titled(handout.title, content) if content else empty_desk(handout.title, language)


def empty_desk(title: str, language: Language) -> str:
    """The picture of a task that nobody has worked on."""
    said = translator(language, "desk")("Nothing was entered.")
    return _titled(title, Markup("<p>{}</p>").format(said))


def _titled(title: str, content: Markup) -> str:
    return str(Markup("<section><p><strong>{}</strong></p>{}</section>").format(title, content))


def _answers(fields: tuple[Field, ...], values: dict[str, str | list[str]]) -> Markup:
    rows = [(field, values[field.key]) for field in fields if values.get(field.key)]
    return _table([(field.full_label, _words(field, value)) for field, value in rows])


def _words(field: Field, value: str | list[str]) -> str:
    labels = {option.key: option.label for option in field.options}
    keys = [value] if isinstance(value, str) else value
    if field.kind == "account":
        return " ".join(filter(None, (*keys, labels.get(keys[0], ""))))
    return ", ".join(labels.get(key, key) for key in keys)


def _cells(cells: dict[str, Message]) -> Markup:
    """The filled rows of a sheet as a table."""
    grid: dict[int, dict[str, str]] = {}
    for ref, cell in cells.items():
        column = ref.rstrip("0123456789")
        grid.setdefault(int(ref[len(column) :]), {})[column] = str(cell["shown"])
    columns = sorted({column for row in grid.values() for column in row}, key=lambda name: (len(name), name))
    return _table([tuple(row.get(column, "") for column in columns) for _number, row in sorted(grid.items())])


def _table(rows: list[tuple[str, ...]]) -> Markup:
    if not rows:
        return Markup("")
    cells = (Markup("").join(Markup('<td style="{}">{}</td>').format(CELL, text) for text in row) for row in rows)
    body = Markup("").join(Markup("<tr>{}</tr>").format(row) for row in cells)
    return Markup('<table style="{}">{}</table>').format(TABLE, body)
