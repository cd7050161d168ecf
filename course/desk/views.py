"""Views: what a lesson shows at the desk that is no task. A lesson names one in a fence `view`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from course.desk.course_map import CourseMap, Lesson
from course.locale import Language

View = Callable[[Language, Sequence[Lesson]], object]


def _card(language: Language, lessons: Sequence[Lesson]) -> object:
    from course.desk.card import CardWork
    from course.desk.widget import Desk

    return Desk(None, language, work=CardWork(language))


def _map(language: Language, lessons: Sequence[Lesson]) -> object:
    return CourseMap(lessons, language)


def _skills(when: Literal["before", "after"]) -> View:
    def show_skills(language: Language, lessons: Sequence[Lesson]) -> object:
        from course.desk.skills import SkillsWork
        from course.desk.widget import Desk

        return Desk(None, language, work=SkillsWork(language, when))

    return show_skills


def _interests(language: Language, lessons: Sequence[Lesson]) -> object:
    from course.desk.interests import InterestProfile
    from course.desk.widget import Desk

    return Desk(None, language, work=InterestProfile(language))


VIEWS: Mapping[str, View] = {
    "learner-card": _card,
    "course-map": _map,
    "interest-profile": _interests,
    "skills-before": _skills("before"),
    "skills-after": _skills("after"),
}


def show(name: str, language: Language, lessons: Sequence[Lesson]) -> object:
    """The view of this name. Raises KeyError with the names there are."""
    try:
        view = VIEWS[name]
    except KeyError:
        raise KeyError(f"There is no view {name!r}. The course has: {', '.join(VIEWS)}") from None
    return view(language, lessons)
