"""Quizzes: a form whose questions are picked from a few options, with a short way to declare them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from course.firm.chance import Chance
from course.tasks.form import Form, Question, Wrong
from course.tasks.handout import Choice, Field, TaskKind


@dataclass(frozen=True, kw_only=True)
class Quiz(Form):
    """Questions with options to pick from."""

    kind: ClassVar[TaskKind] = "quiz"


def pick(
    key: str,
    label: str,
    options: Mapping[str, str],
    truth: str | frozenset[str],
    *,
    chance: Chance | None = None,
    wrong: Mapping[str, tuple[str, str]] | None = None,
    group: str = "",
    weight: int = 1,
    message: str = "",
    where: str = "",
    worked: str = "",
) -> Question:
    """A question with `options` (key -> words). `wrong` maps a wrong option to its slip and what to say of it.

    A `truth` of several keys makes a question where any number of options can be picked. With `chance` the options
    stand in an order of the learner's own. The worked answer is the words of what is right, unless another is given.
    """
    right = {truth} if isinstance(truth, str) else truth
    order = chance.shuffled(list(options)) if chance else list(options)
    choices = tuple(Choice(option, options[option]) for option in order)
    kind: Literal["choice", "choices"] = "choice" if isinstance(truth, str) else "choices"
    known = tuple(
        Wrong(slip, option if kind == "choice" else frozenset({option}), text)
        for option, (slip, text) in (wrong or {}).items()
    )
    return Question(
        field=Field(key, label, kind, choices, group=group),
        truth=truth,
        wrong=known,
        weight=weight,
        message=message,
        where=where,
        worked=worked or ", ".join(words for option, words in options.items() if option in right),
    )
