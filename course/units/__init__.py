"""The course's units, one folder each: prose in Markdown, tasks in `tasks.py`.

Each `tasks.py` binds `UNIT`. A task is found by its id, which is unique in the whole course.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path

from course.tasks.task import Task

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Unit:
    """A unit: its number, the slug of its notebooks, its tasks in the order in which they are worked on."""

    number: int
    slug: str
    title: str  # an English message id of the unit's catalogue (the German title stands there too)
    lesson: tuple[Task, ...]
    assignment: tuple[Task, ...]
    together: tuple[frozenset[str], ...] = ()  # tasks of the assignment that speak of the same figures
    practice: Mapping[str, str] = field(default_factory=dict)  # the assignment's tasks -> where the lesson practises it

    @property
    def name(self) -> str:
        """As in the file names: `11-bookkeeping`."""
        return f"{self.number:02d}-{self.slug}"

    @property
    def tasks(self) -> tuple[Task, ...]:
        lesson = tuple(self._placed(task, lesson=True) for task in self.lesson)
        return lesson + tuple(self._placed(task, lesson=False) for task in self.assignment)

    def _placed(self, task: Task, lesson: bool) -> Task:
        """The task as one of this unit, and with it the tasks that it starts from."""
        needs = tuple(self._placed(earlier, lesson) for earlier in task.needs)
        together = task.id if lesson else self._dealt_with(task.id)
        return replace(task, unit=self.name, lesson=lesson, needs=needs, dealt_with=together)

    def _dealt_with(self, task_id: str) -> str:
        """When the assignment is sealed, each task has a firm of its own, so that no task's papers give another's
        truth away. Only tasks that start from each other, or that the author put together, share one."""
        groups = [*self.together, *(frozenset({task.id, *(one.id for one in task.needs)}) for task in self.assignment)]
        shared = {task_id}
        while joined := [group for group in groups if group & shared and not group <= shared]:
            shared = shared.union(*joined)
        return min(shared)


@cache
def units() -> tuple[Unit, ...]:
    folders = sorted(path.parent.name for path in FOLDER.glob("u[0-9][0-9]_*/tasks.py"))
    return tuple(import_module(f"course.units.{folder}.tasks").UNIT for folder in folders)


@cache
def _tasks() -> dict[str, Task]:
    return {task.id: task for unit in units() for task in unit.tasks}


def find_task(task_id: str) -> Task:
    """The task with this id. Raises KeyError with the ids there are."""
    try:
        return _tasks()[task_id]
    except KeyError:
        known = ", ".join(sorted(_tasks()))
        raise KeyError(f"There is no task {task_id!r}. The course has: {known}") from None


def practice_for(task_id: str) -> tuple[Unit, Task] | None:
    """The unit and the lesson's task that practises what this task of its assignment asks for."""
    unit = next((unit for unit in units() if task_id in unit.practice), None)
    return (unit, find_task(unit.practice[task_id])) if unit else None
