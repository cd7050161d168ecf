"""What the tests of sealed assignments share: a key, the tasks it seals, and handouts as they lie in a release."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from course import __version__
from course.locale import Language
from course.tasks.handing_in import firm_of
from course.tasks.handout import Handout, Header
from course.tasks.sealed_handouts import ABOUT, FOLDER, about_file, as_handed_out, file_name, learners_file, packed
from course.tasks.sealing import Seal, holding
from course.tasks.task import Task
from course.units import find_task, units

SEAL = Seal(bytes(range(32)))
UNITS = [unit for unit in units() if unit.assignment]
TASKS = [task for unit in UNITS for task in unit.tasks if not task.lesson]
JOURNAL, BALANCE = find_task("april-vouchers"), find_task("trial-balance")

each_unit = pytest.mark.parametrize("unit", UNITS, ids=[unit.name for unit in UNITS])


def sealed_header(task: Task, learner: str = "ada", language: Language = "en") -> Header:
    own = Header(learner, task.unit, task.id, 0, __version__, language)
    return replace(own, deal=SEAL.mark(own, task.dealt_with))


def assignment(task: Task, language: Language = "en") -> str:
    return f"{task.unit}-{language}"


def handed_out(task: Task, learner: str = "ada", language: Language = "en") -> Handout:
    """As it lies in the release: the papers as they are seen."""
    with holding(assignment(task, language), SEAL):
        return as_handed_out(task.handout(firm_of(task, own := sealed_header(task, learner, language)), own, {}))


def deal_to(folder: Path, unit: str, *learners: str, language: Language = "en") -> None:
    """As `backoffice deal` lays handouts into a release."""
    (folder / FOLDER).mkdir()
    (folder / FOLDER / ABOUT).write_bytes(about_file(f"{unit}-{language}", SEAL.salt))
    for learner in learners:
        handouts = [handed_out(task, learner, language) for task in TASKS if task.unit == unit]
        (folder / FOLDER / file_name(learner, SEAL.salt)).write_bytes(packed(learners_file(handouts)))
