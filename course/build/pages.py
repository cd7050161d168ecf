"""Which Markdown files a unit has: a lesson, an assignment, an optional *automate it* page, each in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from course.build.complaint import Complaint
from course.build.markdown import Page, read_page
from course.locale import LANGUAGES, Language
from course.tasks.task import Task
from course.units import Unit

Kind = Literal["lesson", "assignment", "automate"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Source:
    """One page of a unit in one language, with the tasks that it has to hold."""

    unit: Unit
    kind: Kind
    language: Language
    page: Page
    tasks: tuple[Task, ...]

    @property
    def assignment(self) -> str:
        """nbgrader's name for it: `11-bookkeeping-en`, `11-bookkeeping-automate-de`."""
        middle = "-automate" if self.kind == "automate" else ""
        return f"{self.unit.name}{middle}-{self.language}"


def unit_folder(units_folder: Path, unit: Unit) -> Path:
    return units_folder / f"u{unit.number:02d}_{unit.slug.replace('-', '_')}"


def read_unit(units_folder: Path, unit: Unit) -> tuple[list[Source], list[Complaint]]:
    """Every page of the unit, and a complaint for each that is missing."""
    folder = unit_folder(units_folder, unit)
    sources: list[Source] = []
    complaints: list[Complaint] = []
    for kind in KINDS:
        paths = {language: folder / f"{kind}.{language}.md" for language in LANGUAGES}
        tasks = tuple(task for task in unit.tasks if task.lesson == (kind == "lesson")) if kind != "automate" else ()
        if not tasks and not any(path.is_file() for path in paths.values()):
            continue
        for language, path in paths.items():
            if path.is_file():
                sources.append(Source(unit, kind, language, read_page(path), tasks))
            else:
                complaints.append(Complaint(path, 0, "is missing; a page is written in both languages"))
    return sources, complaints
