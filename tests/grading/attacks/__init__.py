"""The attack corpus: each attack is named for what it tries, and says how it has to end.

No attack can harm the machine it runs on: loops and sizes are bounded, the network is a listener of the test's own,
and files outside are those of a temporary course.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.grading.classroom import Classroom

# What an attack prints once it has got further than the sandbox may let it; it stands in no attack's source.
THROUGH = "came-through-the-wall"
# The key of a piece of System V shared memory that lies outside, in the machine's own IPC namespace.
SHARED_MEMORY = 0x0FF1CE


@dataclass(frozen=True)
class Target:
    """What attacks aim at: the course, a secret beside it, the instructor's home, a port on loopback."""

    room: Classroom
    secret: str
    port: int

    @property
    def home(self) -> Path:
        return self.room.root / "home"


Builder = Callable[[Target, str], None]


@dataclass(frozen=True)
class Attack:
    """`ends` is "marked" or the reason for being set aside. `tame`: may also be tried on plain nbgrader.

    `kind` is the module of the corpus that it stands in: marks, machine, folders, pages or answers.
    """

    name: str
    kind: str
    build: Builder
    ends: frozenset[str]
    tame: bool
    points: float = 0.0


ATTACKS: dict[str, Attack] = {}
ASSIGNMENT = "vault"
FIRST = "honest-0"  # marked before the attackers, who aim at this learner's work and marks


def attack(*ends: str, tame: bool = True, points: float = 0.0) -> Callable[[Builder], Builder]:
    """Enter the function into the corpus under its own name."""

    def enter(build: Builder) -> Builder:
        name = build.__name__.replace("_", "-")
        ATTACKS[name] = Attack(name, _last(build.__module__), build, frozenset(ends or ("marked",)), tame, points)
        return build

    return enter


def code_attack(name: str, source: str, *ends: str, tame: bool = True, points: float = 0.0) -> None:
    """An attack that stands in the learner's answer cell. {root}, {home} and {port} are filled in; {through} is an
    expression whose value is THROUGH."""

    def build(target: Target, student: str) -> None:
        known = {"root": target.room.root, "home": target.home, "port": target.port, "through": _in_two(THROUGH)}
        filled = source
        for name, value in known.items():
            filled = filled.replace(f"{{{name}}}", str(value))
        target.room.hand_in(student, ASSIGNMENT, {"answer": filled})

    kind = _last(sys._getframe(1).f_globals["__name__"])
    ATTACKS[name] = Attack(name, kind, build, frozenset(ends or ("marked",)), tame, points)


def _in_two(word: str) -> str:
    return f"({word[:9]!r} + {word[9:]!r})"


def _last(module: str) -> str:
    return module.rpartition(".")[2]
