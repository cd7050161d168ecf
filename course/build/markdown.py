"""Reads a unit's Markdown: prose, headings, pictures, and the fences that become cells.

A fence ```` ```task ```` holds one task's id. A fence ```` ```python ```` is a code cell; in an *automate it* page it
can say `solution id=...` or `tests id=... points=...`. A fence ```` ```view ```` names something of the desk that is no
task, such as the map of the course. Any other fence is prose. Every block knows its line, so that a complaint can name
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from course.build.complaint import Complaint
from course.locale import N_

VIEWS = {  # what `course.view` can show, and its name in words; the desk is not asked while building
    "learner-card": N_("Your card"),
    "course-map": N_("The map of the course"),
    "interest-profile": N_("What comes easily to me?"),
    "skills-before": N_("My skills today"),
    "skills-after": N_("My skills later"),
}


@dataclass(frozen=True)
class Prose:
    """Text between two headings or cells, as written."""

    line: int
    text: str


@dataclass(frozen=True)
class TaskBlock:
    line: int
    id: str


@dataclass(frozen=True)
class ViewBlock:
    """Something of the desk that is no task: `learner-card`, `course-map`."""

    line: int
    name: str


@dataclass(frozen=True)
class CodeBlock:
    """A code cell. `role` is "" (shown, ungraded), "solution" or "tests"; `points` belong to tests."""

    line: int
    source: str
    role: str = ""
    id: str = ""
    points: int = 0


Cell = TaskBlock | ViewBlock | CodeBlock
Block = Prose | Cell


@dataclass(frozen=True)
class Heading:
    line: int
    level: int
    text: str


@dataclass(frozen=True)
class Picture:
    line: int
    file: str  # as written: a file in the unit's folder
    alt: str


@dataclass(frozen=True)
class Page:
    """One Markdown file, read. `settings` is its front matter (`points: 40`)."""

    path: Path
    settings: dict[str, str]
    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]
    pictures: tuple[Picture, ...]
    complaints: tuple[Complaint, ...]

    @property
    def title(self) -> str:
        return self.headings[0].text if self.headings else ""

    @property
    def tasks(self) -> tuple[TaskBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, TaskBlock))

    @property
    def views(self) -> tuple[ViewBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, ViewBlock))

    @property
    def code(self) -> tuple[CodeBlock, ...]:
        return tuple(block for block in self.blocks if isinstance(block, CodeBlock))


def read_page(path: Path) -> Page:
    """Read the file; what cannot be understood is kept as complaints, so that all of them can be said at once."""
    settings, text = _front_matter(path.read_text(encoding="utf-8"))
    lines = text.split("\n")
    parsed = MarkdownIt("commonmark").enable("table").parse(text)
    tokens = [token for token in parsed if token.map]
    top = [token for token in tokens if token.level == 0]
    complaints = list(_columns_without_heading(path, parsed))
    return Page(
        path=path,
        settings=settings,
        blocks=tuple(_blocks(path, top, lines, complaints)),
        headings=tuple(_headings(tokens)),
        pictures=tuple(_pictures(tokens, lines)),
        complaints=tuple(complaints),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The lines `key: value` between two `---` at the top. Blank lines take their place: line numbers stay true."""
    match = re.match(r"---\n(.*?)^---$", text, flags=re.DOTALL | re.MULTILINE)
    if not match:
        return {}, text
    pairs = (line.partition(":") for line in match[1].splitlines() if line.strip())
    settings = {key.strip(): value.strip() for key, _, value in pairs}
    return settings, "\n" * match[0].count("\n") + text[match.end() :]


def _blocks(path: Path, top: list[Token], lines: list[str], complaints: list[Complaint]) -> Iterator[Block]:
    start = 0
    for token in top:
        first, end = token.map or [0, 0]
        cell = _cell(path, token, complaints) if token.type == "fence" else None
        if cell or token.type == "heading_open":
            yield from _prose(lines, start, first)
            start = first
        if cell:
            yield cell
            start = end
    yield from _prose(lines, start, len(lines))


def _prose(lines: list[str], start: int, end: int) -> Iterator[Prose]:
    text = "\n".join(lines[start:end])
    if text.strip():
        blank = len(text) - len(text.lstrip("\n"))
        yield Prose(line=start + blank + 1, text=text.strip("\n"))


def _cell(path: Path, fence: Token, complaints: list[Complaint]) -> Cell | None:
    """The cell that the fence stands for; None if it is prose."""
    line = (fence.map or [0])[0] + 1
    kind, *words = fence.info.split() or [""]
    if kind == "task":
        if words or len(fence.content.split()) != 1:
            complaints.append(Complaint(path, line, "a task fence holds one task's id, and nothing else"))
        return TaskBlock(line, (fence.content.split() or [""])[0])
    if kind == "view":
        return ViewBlock(line, fence.content.strip())
    if kind == "python":
        return _code(path, line, words, fence.content.rstrip("\n"), complaints)
    return None


def _code(path: Path, line: int, words: list[str], source: str, complaints: list[Complaint]) -> CodeBlock:
    roles = [word for word in words if "=" not in word]
    options = dict(word.split("=", 1) for word in words if "=" in word)
    role = roles[0] if roles else ""
    wanted = {"": set(), "solution": {"id"}, "tests": {"id", "points"}}.get(role)
    points = options.get("points", "0")
    if len(roles) > 1 or wanted is None or wanted != set(options) or not points.isdecimal():
        expected = "```python, ```python solution id=NAME or ```python tests id=NAME points=NUMBER"
        complaints.append(Complaint(path, line, f"cannot read {' '.join(['python', *words])!r}; write {expected}"))
        return CodeBlock(line, source)
    return CodeBlock(line, source, role, options.get("id", ""), int(points))


def _headings(tokens: list[Token]) -> Iterator[Heading]:
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.map:
            yield Heading(opening.map[0] + 1, int(opening.tag[1:]), inline.content)


def _columns_without_heading(path: Path, tokens: list[Token]) -> Iterator[Complaint]:
    """A screen reader says the heading with every cell of its column."""
    for opening, inline in pairwise(tokens):
        if opening.type == "th_open" and not inline.content.strip():
            line = (inline.map or [0])[0] + 1
            yield Complaint(path, line, "a column of this table has no heading; write above it what stands in it")


def _pictures(tokens: list[Token], lines: list[str]) -> Iterator[Picture]:
    for inline in tokens:
        for child in inline.children or []:
            if child.type == "image":
                first, end = inline.map or [0, 0]
                source = str(child.attrs["src"])
                line = next((n for n in range(first, end) if f"]({source}" in lines[n]), first)
                yield Picture(line + 1, source, child.content)
