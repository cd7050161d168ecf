"""Does a unit's text agree with its tasks, and one language with the other? Everything that does not is a complaint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from course.build.complaint import Complaint
from course.build.markdown import VIEWS, Heading, Page
from course.build.pages import Source
from course.units import Unit

POINTS_IN_HEADING = re.compile(r"(\d+)\s+(?:points?|Punkte?)\b")


def complaints_of(sources: Sequence[Source], known: set[str]) -> Iterator[Complaint]:
    """All complaints about these pages. `known` holds the id of every task in the course."""
    for source in sources:
        yield from source.page.complaints
        yield from _task_complaints(source, known)
        yield from _point_complaints(source)
        yield from _view_complaints(source.page)
        yield from _code_complaints(source)
        yield from _picture_complaints(source.page)
        yield from _title_complaints(source.page)
    english = {(s.unit.name, s.kind): s for s in sources if s.language == "en"}
    for german in sources:
        if german.language == "de" and (original := english.get((german.unit.name, german.kind))):
            yield from _heading_differences(original.page, german.page)
            yield from _code_differences(original.page, german.page)
            yield from _view_differences(original.page, german.page)


def duplicate_ids(units: Iterable[Unit], tasks_file: dict[str, Path]) -> Iterator[Complaint]:
    """A task's id is unique in the whole course: answer files, gradebook and notebooks all go by it."""
    units_of: dict[str, list[str]] = {}
    for unit in units:
        for task in unit.tasks:
            units_of.setdefault(task.id, []).append(unit.name)
    for task_id, names in units_of.items():
        if len(names) > 1:
            text = f"the task id {task_id!r} is declared {len(names)} times ({', '.join(names)}); choose another"
            yield Complaint(tasks_file[names[-1]], 0, text)


def answer_files_in(source_folder: Path, units: Iterable[Unit]) -> Iterator[Complaint]:
    """nbgrader copies source/ over the learner's work: a file there with an answer's name would wipe the answer out."""
    answers = {task.answer_file for unit in units for task in unit.tasks}
    for path in sorted(source_folder.rglob("*")):
        if path.name in answers:
            text = "bears the name of an answer file; nbgrader would copy it over every learner's work. Delete it"
            yield Complaint(path, 0, text)


def _task_complaints(source: Source, known: set[str]) -> Iterator[Complaint]:
    page, expected = source.page, [task.id for task in source.tasks]
    blocks = page.tasks
    for block in blocks:
        if block.id not in known:
            yield Complaint(page.path, block.line, f"there is no task {block.id!r} in any tasks.py")
        elif block.id not in expected:
            yield Complaint(page.path, block.line, f"the task {block.id!r} does not belong to this {source.kind}")
    found = [block.id for block in blocks]
    for task_id, count in Counter(found).items():
        if count > 1:
            line = [block.line for block in blocks if block.id == task_id][-1]
            yield Complaint(page.path, line, f"the task {task_id!r} stands here {count} times")
    missing = [task_id for task_id in expected if task_id not in found]
    for task_id in missing:
        yield Complaint(page.path, 0, f"the task {task_id!r} is missing")
    yield from _order_complaints(source, expected)


def _order_complaints(source: Source, expected: list[str]) -> Iterator[Complaint]:
    blocks = [block for block in source.page.tasks if block.id in expected]
    found = [block.id for block in blocks]
    if sorted(found) != sorted(expected):
        return
    for block, task_id in zip(blocks, expected, strict=True):
        if block.id != task_id:
            text = (
                f"the task {block.id!r} stands where tasks.py has {task_id!r}; the order is the same in both languages"
            )
            yield Complaint(source.page.path, block.line, text)
            return


def _point_complaints(source: Source) -> Iterator[Complaint]:
    """An assignment's front matter states its points; they are the sum of its tasks' (or tests') points."""
    page = source.page
    if source.kind == "lesson":
        return
    total = sum((task.points for task in source.tasks), Decimal(sum(code.points for code in page.code)))
    stated = page.settings.get("points", "")
    if not stated:
        yield Complaint(page.path, 1, f"the points are not stated; begin the page with ---, points: {total}, ---")
    elif not stated.isdecimal() or Decimal(stated) != total:
        yield Complaint(page.path, 1, f"points: {stated} is stated, but the tasks add up to {total}")
    points = {task.id: task.points for task in source.tasks}
    for block in page.tasks:
        heading = _heading_above(page, block.line)
        match = POINTS_IN_HEADING.search(heading.text) if heading else None
        if heading and match and block.id in points and Decimal(match[1]) != points[block.id]:
            text = f"the heading says {match[0]!r}, but the task {block.id!r} has {points[block.id]}"
            yield Complaint(page.path, heading.line, text)


def _heading_above(page: Page, line: int) -> Heading | None:
    above = [heading for heading in page.headings if heading.line < line]
    return above[-1] if above else None


def _code_complaints(source: Source) -> Iterator[Complaint]:
    page = source.page
    graded = [code for code in page.code if code.role]
    for code in graded:
        if source.kind != "automate":
            yield Complaint(page.path, code.line, "graded code stands in an automate page, not in this one")
        mark = {"solution": "### BEGIN SOLUTION", "tests": "### BEGIN HIDDEN TESTS"}[code.role]
        if mark not in code.source or mark.replace("BEGIN", "END") not in code.source:
            end = mark.replace("BEGIN", "END")
            yield Complaint(page.path, code.line, f"the {code.role} cell {code.id!r} lacks {mark!r} … {end!r}")
    for code_id, count in Counter(code.id for code in graded).items():
        if count > 1:
            line = [code.line for code in graded if code.id == code_id][-1]
            yield Complaint(page.path, line, f"the cell id {code_id!r} stands here {count} times")


def _view_complaints(page: Page) -> Iterator[Complaint]:
    for block in page.views:
        if block.name not in VIEWS:
            text = f"there is no view {block.name!r}; the course has {', '.join(VIEWS)}"
            yield Complaint(page.path, block.line, text)


def _picture_complaints(page: Page) -> Iterator[Complaint]:
    for picture in page.pictures:
        if not picture.alt.strip():
            text = f"the picture {picture.file} has no alternative text; write ![what it shows]({picture.file})"
            yield Complaint(page.path, picture.line, text)
        if not (page.path.parent / picture.file).is_file():
            text = f"there is no picture {picture.file} in {page.path.parent.name}/"
            yield Complaint(page.path, picture.line, text)


def _title_complaints(page: Page) -> Iterator[Complaint]:
    titles = [heading for heading in page.headings if heading.level == 1]
    if not page.headings or page.headings[0].level != 1 or len(titles) != 1:
        yield Complaint(
            page.path, titles[-1].line if titles else 1, "a page begins with its title, its only '# ' heading"
        )


def _heading_differences(english: Page, german: Page) -> Iterator[Complaint]:
    for original, other in zip_longest(english.headings, german.headings):
        if original is None:
            text = f"the heading {other.text!r} has no counterpart in {english.path.name}"
            yield Complaint(german.path, other.line, text)
            return
        if other is None:
            text = f"the heading {original.text!r} has no counterpart in {german.path.name}"
            yield Complaint(english.path, original.line, text)
            return
        if original.level != other.level:
            text = (
                f"the heading {other.text!r} is of level {other.level}; {original.text!r} in line {original.line} of "
                f"{english.path.name} is of level {original.level}"
            )
            yield Complaint(german.path, other.line, text)
            return


def _view_differences(english: Page, german: Page) -> Iterator[Complaint]:
    ours, theirs = ([view.name for view in page.views] for page in (english, german))
    if ours != theirs:
        here, there = (", ".join(names) or "none" for names in (theirs, ours))
        text = f"the views here are {here}; in {english.path.name} they are {there}"
        yield Complaint(german.path, 0, text)


def _code_differences(english: Page, german: Page) -> Iterator[Complaint]:
    for original, other in zip_longest(english.code, german.code):
        if original is None or other is None:
            page, code = (german, other) if other else (english, original)
            yield Complaint(page.path, code.line, "this code cell has no counterpart in the other language")
            return
        if (original.role, original.id, original.points) != (other.role, other.id, other.points):
            text = f"this code cell differs in kind, id or points from line {original.line} of {english.path.name}"
            yield Complaint(german.path, other.line, text)
            return
