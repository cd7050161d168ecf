"""The roster: who is in the class, read from whatever table the instructor has.

One learner a line, by the id under which nbgrader knows them (their user name, or the number on their card). Tables
from Excel come with semicolons, a mark of byte order and the country's own letters; that is not the instructor's worry.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from course.grading.refusal import Refusal
from course.locale import N_
from course.tasks.learner_card import LONGEST
from course.tasks.sealing import named

HEADINGS = (
    *("id", "student_id", "student", "studentid", "learner", "learner_id", "username", "user name", "user", "login"),
    *("kennung", "benutzername", "anmeldename", "benutzer", "nummer", "lernernummer", "lernnummer", "teilnehmer"),
)
FORBIDDEN = set('/\\:*?"<>|')  # signs that no system takes in a folder's name
UNREADABLE = N_("The roster {path} cannot be read ({why}).")
EMPTY = N_("The roster {path} names nobody. It holds one learner a line, by the id under which nbgrader knows them.")
WHICH_COLUMN = N_(
    "The roster {path} has several columns, and none of them is called id. Write “id” above the column with the names "
    "under which nbgrader knows the learners."
)
BAD_ID = N_("Line {line} of {path}: {id} cannot be a learner's id. Letters, digits, hyphen, dot and @ are safe.")


class NoRoster(Refusal):
    """The file holds no list of learners. The text says what was found and what to do."""


@dataclass(frozen=True)
class Roster:
    """The learners, each once, in the order of the file; `twice` stood there more than once."""

    learners: tuple[str, ...]
    twice: tuple[str, ...]


def read_roster(path: Path) -> Roster:
    """Raises NoRoster with what is wrong."""
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise NoRoster(UNREADABLE, path=path, why=error.strerror) from None
    rows = [(number, row) for number, row in enumerate(_rows(text), start=1) if any(row)]
    if rows and (heading := _heading(rows[0][1])) is not None:
        rows = rows[1:]
    elif any(sum(map(bool, row)) > 1 for _line, row in rows):
        raise NoRoster(WHICH_COLUMN, path=path)
    else:
        heading = next((row.index(cell) for _line, row in rows[:1] for cell in row if cell), 0)
    found = [_checked(row[heading], line, path) for line, row in rows if len(row) > heading and row[heading]]
    if not found:
        raise NoRoster(EMPTY, path=path)
    counts = Counter(found)
    return Roster(tuple(counts), tuple(learner for learner, count in counts.items() if count > 1))


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, Excel's "Unicode text", or the letters of older Western European Windows."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str) -> list[list[str]]:
    """The cells of each line, without the spaces around them. The separator is the one that the file has most of."""
    separator = max(";\t,", key=text.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return [[named(cell) for cell in row] for row in lines]


def _heading(row: list[str]) -> int | None:
    """Which column holds the ids, if the first line says so."""
    cells = [cell.casefold() for cell in row]
    return next((cells.index(name) for name in HEADINGS if name in cells), None)


def _checked(learner: str, line: int, path: Path) -> str:
    if (
        len(learner) > LONGEST
        or not learner.isprintable()
        or set(learner) & FORBIDDEN
        or learner.startswith(".")
        or "\ufffd" in learner
    ):
        raise NoRoster(BAD_ID, line=line, path=path, id=ascii(learner) if not learner.isprintable() else learner[:80])
    return learner
