"""Whose documents an answer was made on: the header that every answer file carries, for the class report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import course
from course.grading.outcome import Note, SetAside, shown
from course.locale import Language

if TYPE_CHECKING:
    from course.grading.submission import Job, Plan
    from course.tasks.handout import Header
    from course.tasks.sealing import LearnersSeal


def read_deals(plan: Plan, folder: Path, job: Job, notes: list[Note]) -> dict[str, str]:
    """Task -> "learner/variant" of each answer; notes what belongs to an unknown learner or to another version.

    Raises SetAside for work on a classmate's documents: it may be right, but it is not known to be the learner's own.
    """
    tasks = {task.task: task.language for cells in plan.files.values() for task in cells.values()}
    deals = {}
    for name, language in sorted(tasks.items()):
        header = _header(folder, name, language)
        if header is None:
            continue
        deals[name] = f"{shown(header.learner)}/{header.variant}"
        if header.learner != job.student and header.learner in plan.classmates:
            raise SetAside("others-documents", task=name, learner=header.learner)
        if header.learner != job.student:
            notes.append(Note("foreign-header", {"task": name, "learner": header.learner[:80]}))
        if job.seal and not _is_dealt(job.seal, header, name, language):
            notes.append(Note("other-deal", {"task": name}))
        if header.version != course.__version__:
            notes.append(Note("other-version", {"task": name, "version": header.version[:40]}))
    return deals


def _is_dealt(seal: LearnersSeal, header: Header, name: str, language: Language) -> bool:
    from course.units import find_task

    own = replace(header, language=language)
    return header.deal == seal.mark(own, find_task(name).dealt_with)


def _header(folder: Path, task: str, language: Language) -> Any:
    from course.tasks.handing_in import read_header
    from course.tasks.task import Unreadable
    from course.units import find_task

    try:
        return read_header(folder / find_task(task).answer_file, language)
    except Unreadable:  # said in the mark
        return None
