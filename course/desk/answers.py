"""The answer that is open at the desk: one for each file in this kernel, however many desks look at it.

A desk is a view. What the learner typed lives here and in the file, so two desks on one file show the same work and
cannot undo each other's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from threading import RLock
from typing import Any, ParamSpec, Protocol, TypeVar
from weakref import WeakSet

from course.tasks.handout import Handout

Message = dict[str, Any]


class OpenAnswer(Protocol):
    """What a kind of answer must do. `revision` grows with every change: a view can tell whether it is stale."""

    revision: int

    def state(self) -> Message:
        """Everything a view needs to paint the answer. Re-reads the file if somebody else has written it."""

    def handle(self, message: Message) -> Message:
        """Do what the learner did, write the file (atomically, before returning) and reply.

        `reply["changed"]` is told to the other desks on this file; `reply["saved"] = False` marks a mere question.
        Op "set" is an edit that may be sent twice; op "save" writes again what could not be written. Raises OSError
        when the file cannot be written; the edit is kept and goes out with the next write.
        """


class Listener(Protocol):
    """A desk, as the others on its file know it."""

    def tell(self, event: str, detail: object) -> None: ...


@dataclass
class Shared:
    """An open answer and the desks that show it."""

    handout: Handout
    answer: OpenAnswer
    desks: WeakSet[Any] = field(default_factory=WeakSet)


_open: dict[Path, Shared] = {}
_lock = RLock()  # desks share their answers, and the kernel has several threads that speak to desks (line.py)
_P = ParamSpec("_P")
_T = TypeVar("_T")


def one_at_a_time(does: Callable[_P, _T]) -> Callable[_P, _T]:
    """For whatever touches an open answer: never in two threads at the same time."""

    @wraps(does)
    def alone(*arguments: _P.args, **named: _P.kwargs) -> _T:
        with _lock:
            return does(*arguments, **named)

    return alone


def open_answer(path: Path, handout: Handout, opener: Callable[[Path, Handout], OpenAnswer]) -> Shared:
    """The open answer for this file: the one that another desk opened, or a new one if the handout is another one."""
    key = path.resolve()
    shared = _open.get(key)
    if shared is None or shared.handout != handout:
        desks = shared.desks if shared else WeakSet()
        shared = _open[key] = Shared(handout, opener(path, handout), desks)
    return shared


def open_desks() -> list[Any]:
    """Every desk of this kernel, whatever file it shows."""
    return [desk for shared in _open.values() for desk in shared.desks]
