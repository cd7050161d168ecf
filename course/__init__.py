"""Becoming a back office executive: the words that a notebook uses.

A notebook cell says `task("april-vouchers", "en")` and nothing more, so a learner can run the cells in any
order. Everything heavier is imported only when a cell asks for it; `import course` itself costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from course.desk.widget import Desk
    from course.locale import Language
    from course.tasks.check import CheckReport
    from course.tasks.mark import Mark

__version__ = "0.1.0"
__all__ = ["check", "mark", "perfect", "task", "view"]


def task(task_id: str, language: Language) -> Desk:
    """Show the task at the desk: its documents, its answer sheet, and whether the work is saved."""
    from course.desk.widget import Desk
    from course.units import find_task

    return Desk(find_task(task_id), language)


def handed_in(task_id: str, language: Language, folder: Path) -> str:
    """What `task` leaves on a page that has no kernel behind it, as HTML: the answer that lies in the folder."""
    from course.desk.still_life import as_handed_in
    from course.units import find_task

    return as_handed_in(find_task(task_id), language, folder)


def check(task_id: str, language: Language) -> CheckReport:
    """Say whether the answer is complete and readable, never whether it is right."""
    from course.tasks.handing_in import check_answer
    from course.units import find_task

    return check_answer(find_task(task_id), language)


def mark(task_id: str, language: Language) -> Mark:
    """Mark the answer file beside the notebook. The `repr` is the points, as nbgrader's partial credit wants it."""
    from course.tasks.handing_in import mark_answer
    from course.units import find_task

    return mark_answer(find_task(task_id), language)


def perfect(task_id: str, language: Language) -> None:
    """Lay down a perfect answer for this process (the instructor's version only; see `handing_in.perfect`)."""
    from course.tasks.handing_in import perfect as lay_down_perfect
    from course.units import find_task

    lay_down_perfect(find_task(task_id), language)


def view(name: str, language: Language) -> object:
    """Show something of the desk that is no task: the learner's card, the map of the course."""
    from course.desk.course_map import Lesson
    from course.desk.views import show
    from course.units import units

    lessons = [Lesson(unit.name, unit.title, [task for task in unit.tasks if task.lesson]) for unit in units()]
    return show(name, language, lessons)
