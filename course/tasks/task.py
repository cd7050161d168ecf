"""One piece of work: what every kind of task can do, and what a unit declares.

A unit declares tasks as short objects of a kind (`Quiz`, `Form`, `Sheet`, `Journal`). Everything a task says of itself
is computed from the firm that its learner was dealt; nothing is typed in twice.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from course.locale import translator
from course.tasks.handout import FormLayout, Handout, Header, SheetLayout, TaskKind
from course.tasks.sealing import require_firm

if TYPE_CHECKING:
    from course.firm import Firm
    from course.firm.records import Document
    from course.tasks.check import CheckReport
    from course.tasks.mark import Mark


class Unreadable(Exception):
    """An answer (or one value in it) that cannot be read. Its text is the reason, in the learner's language."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows, should it come that far: the reason, without lines of code."""
        return [str(self)]


@dataclass(frozen=True)
class Answer:
    """What the learner handed in, as read from the answer file. Each kind has a subclass with its content."""

    header: Header | None


def _of_its_own_firm(method: Callable[..., Any]) -> Callable[..., Any]:
    """The method, which raises Sealed if the firm is not the one that a sealed handout was made from."""
    names = signature(method)

    @wraps(method)
    def asked(*arguments: Any, **named: Any) -> Any:
        given = names.bind(*arguments, **named).arguments
        require_firm(given["firm"], given["handout"].header)
        return method(*arguments, **named)

    return asked


@dataclass(frozen=True, kw_only=True)
class Task(ABC):
    """One piece of work. `title` and `instructions` are English message ids of the unit's catalogue."""

    def __init_subclass__(cls) -> None:
        """No kind of task can forget it: of a sealed assignment, truths are told to whoever has the key alone."""
        super().__init_subclass__()
        for name in ("mark", "slips", "perfect"):
            if name in vars(cls):
                setattr(cls, name, _of_its_own_firm(vars(cls)[name]))

    kind: ClassVar[TaskKind]
    suffix: ClassVar[str]  # of the answer file: ".xlsx" or ".json"

    id: str  # unique in the whole course
    unit: str = ""  # "11-bookkeeping"; filled in by the Unit that lists the task
    title: str
    instructions: str
    points: Decimal
    lesson: bool = False
    needs: tuple[Task, ...] = ()  # tasks whose answers this one starts from (carried-forward work)
    dealt_with: str = ""  # of a sealed assignment: the task whose firm this one shares; filled in by the Unit, too

    @property
    def answer_file(self) -> str:
        return self.id + self.suffix

    def showing(self, header: Header, documents: tuple[Document, ...], layout: SheetLayout | FormLayout) -> Handout:
        """The handout with these papers and this answer sheet; the rest of it is what the unit declared."""
        said = translator(header.language, "units")
        return Handout(
            header=header,
            kind=self.kind,
            title=said(self.title),
            instructions=said(self.instructions),
            points=self.points,
            lesson=self.lesson,
            documents=documents,
            layout=layout,
            answer_file=self.answer_file,
        )

    @abstractmethod
    def handout(self, firm: Firm, header: Header, earlier: Mapping[str, Answer]) -> Handout:
        """What the learner sees. `earlier` holds the learner's answers to the tasks in `needs` that exist."""

    def follow(self, handout: Handout, earlier: Mapping[str, Answer]) -> Handout:
        """What becomes of a handout that was dealt without earlier answers, once there are some.

        Asked where there is no firm: in a sealed assignment, on the learner's machine.
        """
        return handout

    @abstractmethod
    def read(self, path: Path, handout: Handout) -> Answer | None:
        """The answer in the file; None if there is no file or nothing in it was filled in. Raises Unreadable."""

    def empty(self, handout: Handout) -> Answer:
        """An answer with nothing in it: what stands in the file when fresh documents have been dealt."""
        return Answer(handout.header)

    @abstractmethod
    def check(self, answer: Answer | None, handout: Handout) -> CheckReport:
        """Is it complete, readable, and do the totals agree? Uses the handout alone, never the truth."""

    @abstractmethod
    def mark(self, answer: Answer | None, firm: Firm, handout: Handout, earlier: Mapping[str, Answer]) -> Mark:
        """Points and reasons, item by item."""

    @abstractmethod
    def slips(self, firm: Firm, handout: Handout) -> tuple[str, ...]:
        """The names of the slips that would change this learner's answer; the simulated clerk can make each of them."""

    @abstractmethod
    def perfect(self, firm: Firm, handout: Handout, slips: tuple[str, ...] = ()) -> Answer:
        """What a careful clerk hands in, or one who makes these slips."""

    @abstractmethod
    def write(self, answer: Answer, path: Path, handout: Handout) -> None:
        """Write the answer as the desk would (atomically)."""
