"""`backoffice deal`: deals a sealed assignment to a class. The key stays here; what is released is what may be seen.

A handout is the same to the byte whenever it is dealt under the same key, so the command can be run again at any time:
a late learner joins, and nobody else's documents change. A handout that is there already is never written over with
other content, because somebody may be working on it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

from course import __version__
from course.grading.assignment import Course
from course.grading.keys import make_key, require_kept_back, require_private, seal_for
from course.grading.ledger import write_atomically
from course.grading.refusal import NotReady
from course.grading.roster import Roster
from course.grading.simulate import NoSuchAssignment, find_assignment
from course.locale import N_, Language
from course.tasks.handing_in import firm_of, with_mark
from course.tasks.handout import Handout, Header
from course.tasks.sealed_handouts import ABOUT, FOLDER, about_file, file_name, learners_file, packed, unpacked
from course.tasks.sealing import holding, key_file
from course.tasks.task import Task
from course.units import Unit

NOTHING_TO_DEAL = N_(
    "{assignment} has no documents that could be dealt. Only assignments whose answers are files can be sealed; there "
    "are: {known}"
)
NOT_RELEASED = N_("{folder} is not there. Make the learners' version first: nbgrader generate_assignment {assignment}")


@dataclass(frozen=True)
class Dealt:
    """What came of it. `differs`: learners whose handout another version of the course made; it was left as it is."""

    key: Path
    new_key: bool
    dealt: tuple[str, ...]
    unchanged: int
    differs: tuple[str, ...]
    others: int  # handouts of learners who are not on this roster


def deal_class(course: Course, assignment: str, roster: Roster) -> Dealt:
    """Deal to everybody on the roster. Raises NotReady, OSError; nothing is half dealt to anybody."""
    unit, language = _sealable(assignment)
    release = course.released(assignment)
    if not release.is_dir():
        raise NotReady(NOT_RELEASED, folder=release, assignment=assignment)
    key = key_file(course.keys, assignment)
    require_kept_back(course.keys, handed_out(course))
    seal = seal_for(assignment, course.keys, release)
    new_key = seal is None
    seal = seal or make_key(key)
    require_private(key)
    place = release / FOLDER
    dealt: list[str] = []
    differs: list[str] = []
    unchanged = 0
    write_atomically(
        place / ABOUT, about_file(assignment, seal.salt)
    )  # first: from here on, whoever has no handout is told so
    with holding(assignment, seal):
        for learner in roster.learners:
            outcome = _hand_out(place / file_name(learner, seal.salt), handouts_of(unit, language, learner))
            dealt += [learner] if outcome == "new" else []
            differs += [learner] if outcome == "differs" else []
            unchanged += outcome == "unchanged"
    others = len(list(place.glob("*.json.gz"))) - len(roster.learners)
    return Dealt(key, new_key, tuple(dealt), unchanged, tuple(differs), others)


def _sealable(assignment: str) -> tuple[Unit, Language]:
    try:
        return find_assignment(assignment)
    except NoSuchAssignment as error:
        raise NotReady(NOTHING_TO_DEAL, **error.facts) from None


def handed_out(course: Course) -> list[Path]:
    """Folders whose content learners get, in part or whole."""
    steps = (course.folders.source_directory, course.folders.release_directory)
    exchange = str(course.app.config.Exchange.get("root", ""))
    found = [course.root / step for step in steps] + [course.root / "notebooks"]
    return found + ([Path(exchange)] if exchange else [])


def handouts_of(unit: Unit, language: Language, learner: str) -> tuple[Handout, ...]:
    """What this learner is handed, task by task. This process holds the key."""
    return tuple(_handout(task, language, learner) for task in unit.tasks if not task.lesson)


def _handout(task: Task, language: Language, learner: str) -> Handout:
    header = with_mark(task, Header(learner, task.unit, task.id, 0, __version__, language))
    return task.handout(firm_of(task, header), header, {})


def _hand_out(path: Path, handouts: tuple[Handout, ...]) -> str:
    content = learners_file(handouts)
    if path.is_file():
        return "unchanged" if _is_same(path, content) else "differs"
    write_atomically(path, packed(content))
    return "new"


def _is_same(path: Path, content: bytes) -> bool:
    """Compared unpacked: another machine may pack the same content otherwise."""
    try:
        return unpacked(path.read_bytes()) == content
    except (ValueError, zlib.error):
        return False
