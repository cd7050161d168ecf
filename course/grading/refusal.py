"""Why a command does nothing: said in the language of whoever typed it. What is refused is data until it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from course.locale import N_, Language, translator

# What the system and the database say, as far as an instructor meets it: a fact named `why` may be one of them.
OF_THE_SYSTEM = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File name too long"),
    N_("Too many open files"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Input/output error"),
    N_("Read-only file system"),
    N_("database is locked"),
    N_("database or disk is full"),
    N_("attempt to write a readonly database"),
    N_("unable to open database file"),
    N_("file is not a database"),
    N_("database disk image is malformed"),
)
IN_CELL = re.compile(r"in cell (\d+)")


class Refusal(Exception):
    """`message` is an English message of the grading catalogue, `facts` fill its gaps. As text it is English."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message, facts)
        self.message = message
        self.facts = facts

    def __str__(self) -> str:
        return self.to("en")

    def __reduce__(self) -> Any:
        """It may have to come from another process or machine, and exceptions do not take keywords with them."""
        return _made_again, (type(self), self.message, self.facts)

    def to(self, language: Language) -> str:
        words = {name: _words(name, fact, language) for name, fact in self.facts.items()}
        return translator(language, "grading")(self.message).format(**words)


def why_of(problem: OSError, language: Language) -> str:
    """What the system says of a file, and of which."""
    said = translator(language, "grading")(problem.strerror or str(problem))
    return f"{problem.filename}: {said}" if problem.filename else said


def _made_again(kind: type[Refusal], message: str, facts: dict[str, object]) -> Refusal:
    return kind(message, **facts)


def _words(name: str, fact: object, language: Language) -> object:
    """A fact may itself be something to be said, or several such things; some are known by their names."""
    if isinstance(fact, tuple):
        return " ".join(str(_words(name, one, language)) for one in fact)
    if isinstance(fact, Refusal):
        return fact.to(language)
    return _NAMED[name](fact, language) if isinstance(fact, str) and name in _NAMED else fact


def _translated(fact: str, language: Language) -> str:
    return translator(language, "grading")(fact)


def _where(fact: str, language: Language) -> str:
    found = IN_CELL.fullmatch(fact)
    return translator(language, "grading")("in cell {number}").format(number=found[1]) if found else fact


def _task(fact: str, language: Language) -> str:
    """A task's title in quotation marks; its id, if it is none of the course's."""
    from course.tasks.titles import title_of
    from course.units import find_task

    try:
        title = title_of(find_task(fact), language)
        return f"„{title}“" if language == "de" else f"“{title}”"
    except KeyError:
        return fact


_NAMED: dict[str, Callable[[str, Language], str]] = {"why": _translated, "where": _where, "task": _task}


class NotReady(Refusal):
    """The assignment cannot be worked with yet. The text says what to do."""
