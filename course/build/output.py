"""The built files: what they ought to be, written when they differ, named when they are stale, missing or orphaned."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from course.build.agreement import answer_files_in, complaints_of, duplicate_ids
from course.build.complaint import Complaint, Refused
from course.build.notebook import notebook_of
from course.build.pages import Source, read_unit, unit_folder
from course.build.release import release
from course.locale import LANGUAGES
from course.tasks.sealed_handouts import FOLDER as HANDOUTS
from course.units import FOLDER, Unit, units

BUILT_FOLDERS = (*(Path("notebooks") / language for language in LANGUAGES), Path("source"), Path("release"))


def build(course: Path, check: bool = False) -> list[str]:
    """Build the course, or with `check` only compare. Returns a line for each file that differed. Raises Refused."""
    files = built_files(course, units(), FOLDER)
    stale = list(differences(course, files))
    if not check:
        write(course, files)
    return stale


def built_files(course: Path, all_units: Sequence[Unit], units_folder: Path) -> dict[Path, bytes]:
    """Every built file's content by its path below the course's folder. Raises Refused, with all complaints."""
    sources = _read(course, all_units, units_folder)
    lessons = {_lesson_path(source): notebook_of(source) for source in sources if source.kind == "lesson"}
    graded = {_source_path(source): notebook_of(source) for source in sources if source.kind != "lesson"}
    return {**lessons, **graded, **release(course, graded)}


def _read(course: Path, all_units: Sequence[Unit], units_folder: Path) -> list[Source]:
    sources: list[Source] = []
    complaints: list[Complaint] = []
    for unit in all_units:
        pages, missing = read_unit(units_folder, unit)
        sources += pages
        complaints += missing
    known = {task.id for unit in all_units for task in unit.tasks}
    tasks_files = {unit.name: unit_folder(units_folder, unit) / "tasks.py" for unit in all_units}
    complaints += duplicate_ids(all_units, tasks_files)
    complaints += complaints_of(sources, known)
    complaints += answer_files_in(course / "source", all_units)
    if complaints:
        raise Refused(complaints)
    return sources


def _lesson_path(source: Source) -> Path:
    return Path("notebooks") / source.language / f"{source.unit.name}.ipynb"


def _source_path(source: Source) -> Path:
    return Path("source") / source.assignment / f"{source.unit.name}.ipynb"


def write(course: Path, files: Mapping[Path, bytes]) -> None:
    """Write what differs, each file whole or not at all. Orphans are left alone: they might be somebody's work."""
    for path, content in files.items():
        target = course / path
        if target.is_file() and target.read_bytes() == content:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(f".{target.name}.unfinished")
        unfinished.write_bytes(content)
        os.replace(unfinished, target)


def differences(course: Path, files: Mapping[Path, bytes]) -> Iterator[str]:
    """A line for each file that is missing, stale or orphaned."""
    for path, content in sorted(files.items()):
        target = course / path
        if not target.is_file():
            yield f"{path}: missing"
        elif (found := target.read_bytes()) != content:
            run = same_cells(found, content)
            yield f"{path}: {'run since it was built; its results stand in it' if run else 'stale'}"
    for path in sorted(set(_found(course)) - set(files)):
        yield f"{path}: orphaned (no unit makes it; delete it, or restore its Markdown)"


def same_cells(found: bytes, built: bytes) -> bool:
    """Whether two notebooks say the same, and only what running them adds differs."""
    try:
        first, second = (
            [(cell["id"], "".join(cell["source"]), cell.get("attachments")) for cell in json.loads(content)["cells"]]
            for content in (found, built)
        )
    except (ValueError, KeyError, TypeError):
        return False
    return first == second


def _found(course: Path) -> Iterable[Path]:
    """The built files that lie there. Beside lessons a learner's own answers lie too: only notebooks count there.

    Sealed handouts are dealt into the release and are nothing that is built."""
    for folder in BUILT_FOLDERS:
        pattern = "*.ipynb" if folder.parts[0] == "notebooks" else "*"
        for path in (course / folder).rglob(pattern):
            if path.is_file() and not {".ipynb_checkpoints", HANDOUTS} & set(path.parts):
                yield path.relative_to(course)
