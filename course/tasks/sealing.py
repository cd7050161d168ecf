"""Sealed deals: the documents of an assignment, dealt with a key that stays with the instructor.

The seed of an open deal is a hash of public words, so whoever has this library can deal the same firm, and with it the
truth. The seed of a sealed deal is an HMAC under the assignment's key. Learners are handed what was made from that firm
(`sealed_handouts.py`), and the deal's mark: a hash of the seed, from which nothing leads back. Every answer carries the
mark, so grading knows on which deal it was made; and whoever would compute a truth is asked for the firm of that mark.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from course.firm import Firm
from course.locale import Language, translator
from course.tasks.handout import Header

KEYS_FOLDER = "BACKOFFICE_KEYS"  # environment: where the instructor keeps the keys
STUDENT = "BACKOFFICE_STUDENT"  # environment: whose submission is being marked in this process
SAMPLE = "sample"  # the deal of the firm that may be looked at by everybody
KEY_BYTES = 32


class Sealed(Exception):
    """Refused: the truth of a sealed assignment was asked for, and its key is not here. Its text says so."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the message, without lines of code that would tell a learner nothing."""
        return [str(self)]


class KeyDamaged(Exception):
    """A key file that cannot be read. Its text names the file."""


@dataclass(frozen=True)
class Seal:
    """An assignment's key, and what is derived from it. Nothing that is derived tells anything of the rest."""

    key: bytes = field(repr=False)

    def seed(self, header: Header, dealt_with: str) -> str:
        """The seed of this header's learner, for the tasks that are dealt together with `dealt_with`."""
        return self._derive("seed", named(header.learner), header.unit, dealt_with, header.variant)

    def mark(self, header: Header, dealt_with: str) -> str:
        """The mark of the deal, as handouts and answers carry it."""
        return mark_of(self.seed(header, dealt_with))

    @property
    def salt(self) -> str:
        """What the names of handout files are mixed with."""
        return self._derive("salt")[:32]

    @property
    def print(self) -> str:
        """Tells one key from another without giving it away."""
        return self._derive("print")[:16]

    def of_learner(self, learner: str, deals: Iterable[tuple[str, str]]) -> LearnersSeal:
        """What this learner's work is marked with; `deals` are pairs of a unit and a `dealt_with`."""
        seeds = {deal: self._derive("seed", named(learner), *deal, 0) for deal in deals}
        return LearnersSeal(named(learner), seeds)

    def _derive(self, *words: str | int) -> str:
        return hmac.new(self.key, json.dumps(words).encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class LearnersSeal:
    """The seeds of one learner's own deals, which is all that marking their work needs. No key can be had from it."""

    learner: str
    seeds: Mapping[tuple[str, str], str] = field(repr=False)

    def seed(self, header: Header, dealt_with: str) -> str:
        """As `Seal` has it; of any other deal a seed that nobody was dealt."""
        own = named(header.learner) == self.learner and header.variant == 0
        known = self.seeds.get((header.unit, dealt_with)) if own else None
        return known or secrets.token_hex(KEY_BYTES)

    def mark(self, header: Header, dealt_with: str) -> str:
        return mark_of(self.seed(header, dealt_with))


def mark_of(seed: str) -> str:
    return hashlib.sha256(f"deal\n{seed}".encode()).hexdigest()[:32]


def named(learner: str) -> str:
    """A learner's id in one spelling: some systems write ü as one sign, some as two."""
    return unicodedata.normalize("NFC", learner).strip()


def assignment_of(unit: str, language: Language) -> str:
    """nbgrader's name of a unit's assignment."""
    return f"{unit}-{language}"


# --- the key, where there is one ----------------------------------------------------------------------------------

_held: dict[str, Seal | LearnersSeal] = {}  # keys that this process was given
_marked: list[str] = []  # whose submission is being marked


@contextmanager
def holding(assignment: str, seal: Seal | LearnersSeal | None, student: str = "") -> Iterator[None]:
    """Within it this process has the assignment's key (None: the assignment is open), and marks this student's work."""
    before = dict(_held)
    if seal is not None:
        _held[assignment] = seal
    _marked.append(student)
    try:
        yield
    finally:
        _marked.pop()
        _held.clear()
        _held.update(before)


def seal_of(unit: str, language: Language) -> Seal | LearnersSeal | None:
    """The key of the unit's assignment, if this process may have it. Raises KeyDamaged."""
    assignment = assignment_of(unit, language)
    folder = os.environ.get(KEYS_FOLDER)
    return _held.get(assignment) or (read_key(key_file(Path(folder), assignment)) if folder else None)


def student_in_hand() -> str:
    """Whose submission is being marked; "" if that is not known (a learner's own machine, a test)."""
    return (_marked[-1] if _marked else "") or os.environ.get(STUDENT, "")


def key_file(folder: Path, assignment: str) -> Path:
    return folder / f"{assignment}.key"


def read_key(path: Path) -> Seal | None:
    """The key in the file; None if there is none. Raises KeyDamaged."""
    try:
        key = bytes.fromhex(json.loads(path.read_text(encoding="utf-8"))["key"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KeyDamaged(f"{path} holds no key that can be read ({error}). Restore it from your backup.") from None
    if len(key) != KEY_BYTES:
        raise KeyDamaged(f"{path} holds no key that can be read (wrong length). Restore it from your backup.")
    return Seal(key)


# --- refusing -----------------------------------------------------------------------------------------------------


def no_key(language: Language) -> Sealed:
    _ = translator(language, "tasks")
    return Sealed(
        _(
            "This assignment is sealed. It is marked by your instructor, who has the key; here you can only check "
            "whether your answer is complete and readable."
        )
    )


def require_firm(firm: Firm, header: Header) -> None:
    """Raises Sealed unless this is the firm that the header's sealed deal was made from. Open deals pass."""
    if header.deal and header.deal != mark_of(firm.seed):
        raise no_key(header.language)
