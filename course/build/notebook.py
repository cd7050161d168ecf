"""Lays out a page as a notebook: `notebooks/` for lessons, nbgrader's instructor version for what is graded.

A task is one cell in a lesson, and two in an assignment: nbgrader's solution cell, which shows the task (the
instructor's version first lays down a perfect answer, between the solution markers), and a locked test cell with the
points. Every cell's id comes from its task or from a running number, so the same text gives the same bytes.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import re
from pathlib import Path
from typing import Any

import nbformat

from course.build.markdown import VIEWS, Block, CodeBlock, Page, Prose, ViewBlock
from course.build.pages import Source
from course.locale import Language, translator
from course.tasks.task import Task
from course.tasks.titles import title_of

Cell = dict[str, Any]

# The code is folded away; what stays to be seen of it is its first line, in the learner's words.
LESSON_CELL = """\
# {said}
from course import task

task("{id}", "{language}")"""

VIEW_CELL = """\
# {said}
from course import view

view("{name}", "{language}")"""

SOLUTION_CELL = """\
# {said}
from course import task
### BEGIN SOLUTION
from course import perfect

perfect("{id}", "{language}")
### END SOLUTION
task("{id}", "{language}")"""

TEST_CELL = """\
# {said}
from course import check

check("{id}", "{language}")
### BEGIN HIDDEN TESTS
from course import mark

mark("{id}", "{language}")
### END HIDDEN TESTS"""


def notebook_of(source: Source) -> bytes:
    """The page as a notebook file. The page has been found in order before (`agreement`)."""
    cells = [_how_to_run(source.language)]
    for block in source.page.blocks:
        cells += _cells_of(block, source, number=len(cells))
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": source.page.title,
            "backoffice": {"unit": source.unit.name, "page": source.kind, "language": source.language},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return dump(notebook)


def dump(notebook: dict[str, Any]) -> bytes:
    """The notebook's bytes, as Jupyter would write them, but with the same order every time."""
    nbformat.validate(notebook)
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _how_to_run(language: Language) -> Cell:
    _ = translator(language, "build")
    text = _("**To begin:** choose *Run ▸ Run All Cells* in the menu above. Do the same whenever you come back.")
    return _markdown("how-to-run", text)


def _cells_of(block: Block, source: Source, number: int) -> list[Cell]:
    if isinstance(block, Prose):
        return [_markdown(f"prose-{number:02d}", with_pictures(block.text, source.page))]
    if isinstance(block, CodeBlock):
        return [_code_of(block, number)]
    if isinstance(block, ViewBlock):
        return [_view(block, source.language)]
    task = next(task for task in source.tasks if task.id == block.id)
    return _lesson_task(task, source.language) if task.lesson else _graded_task(task, source.language)


def _view(block: ViewBlock, language: Language) -> Cell:
    said = translator(language, "build")(VIEWS[block.name])
    return _code(block.name, VIEW_CELL.format(said=said, name=block.name, language=language), folded=True)


def _lesson_task(task: Task, language: Language) -> list[Cell]:
    said = _said(task, language)
    return [_code(task.id, LESSON_CELL.format(said=said, id=task.id, language=language), folded=True)]


def _graded_task(task: Task, language: Language) -> list[Cell]:
    checked = translator(language, "build")("Complete and readable?")
    shown = SOLUTION_CELL.format(said=_said(task, language), id=task.id, language=language)
    tested = TEST_CELL.format(said=checked, id=task.id, language=language)
    desk = _code(f"{task.id}-desk", shown, folded=True)
    test = _code(task.id, tested, folded=True)
    desk["metadata"]["nbgrader"] = _nbgrader(f"{task.id}-desk", solution=True)
    test["metadata"]["nbgrader"] = _nbgrader(task.id, points=float(task.points))
    return [desk, test]


def _said(task: Task, language: Language) -> str:
    return translator(language, "build")("Task: {title}").format(title=title_of(task, language))


def _code_of(block: CodeBlock, number: int) -> Cell:
    if not block.role:
        return _code(f"code-{number:02d}", block.source)
    cell = _code(block.id, block.source)
    if block.role == "solution":
        del cell["metadata"]["editable"]
        cell["metadata"]["nbgrader"] = _nbgrader(block.id, solution=True)
    else:
        cell["metadata"]["nbgrader"] = _nbgrader(block.id, points=float(block.points))
    return cell


def _nbgrader(grade_id: str, solution: bool = False, points: float | None = None) -> Cell:
    """What nbgrader keeps of a cell: a solution is the learner's, a test is locked and has points."""
    metadata: Cell = {"grade_id": grade_id, "schema_version": 3, "solution": solution, "task": False}
    if solution:
        return {**metadata, "grade": False, "locked": False}
    return {**metadata, "grade": True, "locked": True, "points": points}


def _code(cell_id: str, source: str, folded: bool = False) -> Cell:
    metadata: Cell = {"deletable": False, "editable": False}
    if folded:
        metadata["jupyter"] = {"source_hidden": True}
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": metadata,
        "outputs": [],
        "source": _lines(source),
    }


def _markdown(cell_id: str, text: str) -> Cell:
    metadata = {"deletable": False, "editable": False}
    return {"cell_type": "markdown", "id": cell_id, "metadata": metadata, "source": _lines(text)}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def with_pictures(text: str, page: Page) -> str:
    """The text with its pictures inside, so that a notebook is complete wherever it is copied to.

    They are data addresses and not Jupyter's attachments, because JupyterLab refuses an SVG as an attachment.
    """
    for picture in page.pictures:
        pattern = re.compile(r"(!\[[^\]]*\]\()" + re.escape(picture.file) + r"(?=[\s)])")
        address = _data_address(page.path.parent / picture.file)
        text = pattern.sub(rf"\g<1>{address}", text)
    return text


def _data_address(path: Path) -> str:
    kind = mimetypes.types_map.get(path.suffix, "application/octet-stream")
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
