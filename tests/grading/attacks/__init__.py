"""The attack corpus: each attack is named for what it tries, and says how it has to end.

No attack can harm the machine it runs on: loops and sizes are bounded, the network is a listener of the test's own,
and files outside are those of a temporary course.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.grading.classroom import Classroom


@dataclass(frozen=True)
class Target:
    """What attacks aim at: the course, a secret beside it, a port on loopback."""

    room: Classroom
    secret: str
    port: int


Builder = Callable[[Target, str], None]


@dataclass(frozen=True)
class Attack:
    """`ends` is "marked" or the reason for being set aside. `tame`: may also be tried on plain nbgrader.

    `kind` is the module of the corpus that it stands in: marks, machine, folders or pages.
    """

    name: str
    kind: str
    build: Builder
    ends: frozenset[str]
    tame: bool
    points: float = 0.0


ATTACKS: dict[str, Attack] = {}
ASSIGNMENT = "vault"


def attack(*ends: str, tame: bool = True, points: float = 0.0) -> Callable[[Builder], Builder]:
    """Enter the function into the corpus under its own name."""

    def enter(build: Builder) -> Builder:
        name = build.__name__.replace("_", "-")
        ATTACKS[name] = Attack(name, _last(build.__module__), build, frozenset(ends or ("marked",)), tame, points)
        return build

    return enter


def code_attack(name: str, source: str, *ends: str, tame: bool = True, points: float = 0.0) -> None:
    """An attack that stands in the learner's answer cell. {root}, {secret} and {port} are filled in."""

    def build(target: Target, student: str) -> None:
        filled = source.replace("{root}", str(target.room.root)).replace("{port}", str(target.port))
        target.room.hand_in(student, ASSIGNMENT, {"answer": filled.replace("{secret}", target.secret)})

    kind = _last(sys._getframe(1).f_globals["__name__"])
    ATTACKS[name] = Attack(name, kind, build, frozenset(ends or ("marked",)), tame, points)


def _last(module: str) -> str:
    return module.rpartition(".")[2]
