"""What the feedback page's template asks of a graded notebook: its words, its points, its outputs, made harmless.

nbgrader writes the page (`nbgrader_config.py` names the template). Whatever a learner may have put into the notebook is
cleaned here once more, because a class can also be marked without the sandboxed grading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import nh3
from markdown_it import MarkdownIt
from nbformat import NotebookNode

from course.grading.headings import last_heading
from course.locale import Language, translator
from course.locale.numbers import show_number
from course.tasks.titles import title_of
from course.units import practice_for

TEMPLATES = Path(__file__).parent / "templates"
TAGS = {
    *("table", "thead", "tbody", "tr", "th", "td", "section", "div", "span", "p", "pre", "code", "br", "img"),
    *("b", "i", "em", "strong", "sub", "sup", "ul", "ol", "li", "dl", "dt", "dd", "blockquote"),
    *("details", "summary"),  # what is right is folded away
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {tag: {"colspan", "rowspan", "scope"} for tag in ("td", "th")} | {"img": {"src", "alt"}}
PICTURES = ("image/png", "image/jpeg")
WHY = re.compile(r'<span class="bo-why">(.*?)</span>', re.DOTALL)  # the first of a mark explains what cost the most
FIRST = 3  # tasks that are named at the top of the page
BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class _Reader(MarkdownIt):
    """Markdown whose only addresses are pictures inside the text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it-py's own name
        return url.startswith("data:image/")


@dataclass(frozen=True)
class GradedCell:
    """A line of the page's overview."""

    id: str
    title: str
    score: float
    of: float
    why: str = ""  # HTML: what cost the most in it
    practice: str = ""  # the task of the lesson that practises it
    lesson: str = ""

    @property
    def lost(self) -> float:
        return round(self.of - self.score, 2)


def page_language(notebook: NotebookNode) -> Language:
    return "de" if notebook.metadata.get("backoffice", {}).get("language") == "de" else "en"


def page_title(notebook: NotebookNode) -> str:
    return str(notebook.metadata.get("title") or "")


def said(message: str, language: Language) -> str:
    return translator(language, "feedback")(message)


def points(number: float, language: Language) -> str:
    return show_number(Decimal(str(round(number, 2))), language, 2)


def graded_cells(notebook: NotebookNode) -> Iterator[GradedCell]:
    """Each cell with points, under the heading that stands above it."""
    language = page_language(notebook)
    title = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            title = last_heading(cell.source) or title
        known = cell.metadata.get("nbgrader", {})
        if known.get("grade"):
            name = str(known["grade_id"])
            score, of = float(known["score"]), float(known["points"])
            yield GradedCell(name, title, score, of, _why(cell), *_practice(name, language))


def _why(cell: NotebookNode) -> str:
    found = WHY.search(outputs(cell)) if cell.cell_type == "code" and is_folded(cell) else None
    return found[1] if found else ""


def _practice(task_id: str, language: Language) -> tuple[str, str]:
    """Where the lesson practises it: the titles of task and lesson; nothing for an assignment of somebody's own."""
    found = practice_for(task_id)
    if found is None:
        return "", ""
    unit, task = found
    return title_of(task, language), translator(language, "units")(unit.title)


def most_costly(cells: Iterable[GradedCell]) -> list[GradedCell]:
    """Where the most points were lost."""
    return sorted((cell for cell in cells if cell.lost > 0), key=lambda cell: -cell.lost)[:FIRST]


def is_folded(cell: NotebookNode) -> bool:
    """A task's cells, whose code is not for a learner to read."""
    return bool(cell.metadata.get("jupyter", {}).get("source_hidden"))


def without_hidden_tests(source: str) -> str:
    """Looked for from mark to mark: a pattern would look to the end again and again for a learner's endless marks."""
    kept, at = [], 0
    while (begin := source.find(BEGIN, at)) >= 0 and (end := source.find(END, begin)) >= 0:
        kept.append(source[at:begin].removesuffix("\n"))
        at = end + len(END)
    return "".join([*kept, source[at:]])


def page_prose(source: str) -> str:
    """A text cell as HTML. Its pictures are data addresses."""
    return str(_Reader("commonmark").enable("table").render(source))


def outputs(cell: NotebookNode) -> str:
    """What the cell showed, as HTML that has yet to be cleaned."""
    return "\n".join(filter(None, map(_output, cell.outputs)))


def _output(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return f"<pre>{escape(output.text)}</pre>"
    if output.output_type == "error":
        return f"<pre>{escape(ANSI.sub('', f'{output.ename}: {output.evalue}'))}</pre>"
    data: dict[str, Any] = output.data
    if "text/html" in data:
        return str(data["text/html"])
    for kind in PICTURES:
        if kind in data:
            return f'<img src="data:{kind};base64,{escape(data[kind].strip())}" alt="">'
    return f"<pre>{escape(data['text/plain'])}</pre>" if "text/plain" in data else ""


def clean(text: str) -> str:
    """Tables, text and pictures that are in the page itself. Nothing runs, nothing is loaded, no link leads away."""
    return nh3.clean(
        text,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes={"section": {"bo-mark"}},
        clean_content_tags={"script", "style"},
        url_schemes={"data"},
        url_relative="deny",
        link_rel=None,
    )


FILTERS = {
    "page_language": page_language,
    "page_title": page_title,
    "said": said,
    "points": points,
    "graded_cells": graded_cells,
    "most_costly": most_costly,
    "is_folded": is_folded,
    "without_hidden_tests": without_hidden_tests,
    "page_prose": page_prose,
    "outputs": outputs,
    "clean": clean,
}
