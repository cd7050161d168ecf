"""Marks for other systems: a plain table, Moodle's grading worksheet, Canvas's gradebook import.

A cell that a spreadsheet would take for a formula gets an apostrophe in front; Moodle's worksheet is otherwise handed
back with its headers and other cells as they were.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from course.grading.class_result import ClassResult, Learner
from course.grading.refusal import Refusal
from course.locale import N_, Language, translator
from course.locale.numbers import show_number

WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")  # the same four signs, as wide as Chinese letters
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", *WIDE)

NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


EMPTY = N_("{worksheet} is empty. Download the grading worksheet from Moodle again.")
NO_LEARNERS = N_(
    "{worksheet} has no column that names the learner (e-mail address, user name or ID number). It has: {columns}. "
    "Download the grading worksheet from Moodle again."
)
NO_GRADES = N_(
    "{worksheet} has no column for the grade ({wanted}). It has: {columns}. Download the grading worksheet from Moodle "
    "again, with grades of the type points."
)
EARLIER = N_("What had been handed in before got {points} points.")
NOBODY = N_(
    "{worksheet} names nobody who has points here. Learners are found by e-mail address, the part before the @, user "
    "name or ID number. It names: {named}."
)
CANNOT_BE_READ = N_("{worksheet} cannot be read ({why}).")


class WrongWorksheet(Refusal):
    """The worksheet is not what it should be. The text says what was found."""


def harmless(cell: str) -> str:
    """The cell, so that no spreadsheet computes it; a plain number stays a number."""
    if cell.lstrip(" ").startswith(FORMULA) and not NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def _points(learner: Learner) -> str:
    return "" if learner.score is None else f"{learner.score:.2f}"


def plain_csv(result: ClassResult, language: Language) -> str:
    """learner, name, status, points, of, reason: the heads for a program, the reason for a reader."""
    _ = translator(language, "grading")
    aside = {row.student: row.why(language) for row in result.rows if row.status == "set aside"}
    lines = [["learner", "name", "status", "points", "of", "reason"]]
    for learner in result.learners:
        status = "set aside" if learner.id in aside else "missing" if learner.score is None else "marked"
        reason = aside.get(learner.id, "")
        if learner.earlier is not None:
            reason += " " + _(EARLIER).format(points=show_number(Decimal(f"{learner.earlier:.2f}"), language, 2))
        lines.append([learner.id, learner.name, status, _points(learner), f"{result.most:.2f}", reason])
    return _write(lines)


@dataclass(frozen=True)
class Merged:
    """Moodle's worksheet with the points, and who went without."""

    text: str
    entered: int
    not_there: tuple[str, ...]  # learners with points whom the worksheet does not name
    without: tuple[str, ...]  # whom the worksheet names, and who have no points here


def moodle_csv(result: ClassResult, worksheet: Path) -> Merged:
    """Moodle's own worksheet with the column for the grade filled in, matched by e-mail address, id number or name.

    Raises WrongWorksheet if it cannot be read, the columns are missing, or it names nobody who has points.
    """
    try:
        with open(worksheet, encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
    except OSError as problem:
        raise WrongWorksheet(CANNOT_BE_READ, worksheet=worksheet, why=problem.strerror) from None
    except (UnicodeDecodeError, csv.Error):
        raise WrongWorksheet(CANNOT_BE_READ, worksheet=worksheet, why=N_("it is no CSV file in UTF-8")) from None
    if not lines:
        raise WrongWorksheet(EMPTY, worksheet=worksheet)
    heads = lines[0]
    place = _column(heads, ("Grade", "Bewertung"), worksheet)
    keys = [n for n, head in enumerate(heads) if head in ("Email address", "E-Mail-Adresse", "ID number", "ID-Nummer",
                                                          "Username", "Anmeldename", "Identifier", "ID")]  # fmt: skip
    if not keys:
        raise WrongWorksheet(NO_LEARNERS, worksheet=worksheet, columns=", ".join(heads))
    known = {learner.id: learner for learner in result.learners}
    made = [heads]
    found: list[str] = []
    without: list[str] = []
    for line in filter(any, lines[1:]):
        line += [""] * (len(heads) - len(line))
        named = [line[key] for key in keys]
        names = named + [name.partition("@")[0] for name in named]
        learner = next((known[name] for name in names if name in known), None)
        cells = [harmless(cell) for cell in line]
        if learner is not None and learner.score is not None:
            cells[place] = _points(learner)
            found.append(learner.id)
        else:
            without.append(learner.id if learner else next(filter(None, reversed(named)), "?"))
        made.append(cells)
    if not found:
        raise WrongWorksheet(NOBODY, worksheet=worksheet, named=", ".join(without) or "-")
    not_there = tuple(one.id for one in result.learners if one.score is not None and one.id not in found)
    return Merged(_write(made), len(found), not_there, tuple(without))


def _column(heads: list[str], wanted: tuple[str, ...], worksheet: Path) -> int:
    for number, head in enumerate(heads):
        if head in wanted:
            return number
    raise WrongWorksheet(NO_GRADES, worksheet=worksheet, wanted=" / ".join(wanted), columns=", ".join(heads))


def canvas_csv(result: ClassResult) -> str:
    """Canvas's import: Student, ID, SIS User ID, SIS Login ID, Section, then the assignment; a line of maxima first."""
    heads = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", harmless(result.assignment)]
    lines = [heads, ["Points Possible", "", "", "", "", f"{result.most:.2f}"]]
    for learner in result.learners:
        lines.append([learner.name or learner.id, "", learner.id, learner.id, "", _points(learner)])
    return _write(lines)


def _write(lines: list[list[str]]) -> str:
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    for number, line in enumerate(lines):
        writer.writerow(line if number == 0 else [harmless(cell) for cell in line])
    return held.getvalue()
