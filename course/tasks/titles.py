"""A task's title in the learner's language: its message stands in the units' catalogue."""

from __future__ import annotations

from course.locale import Language, translator
from course.tasks.task import Task


def title_of(task: Task, language: Language) -> str:
    return translator(language, "units")(task.title)
