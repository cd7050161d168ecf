"""Somebody applies: what an advert asks for, and a CV that meets some of it.

An advert's requirement can be met by a qualification, by experience, in part, or not. Which of them holds is decided
first, and the CV's line is then taken from that, so truth and paper are made of one thing. A CV also has lines that
only sound like a requirement: who has sold books has not kept books.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from course.firm.cast import FOLDER
from course.firm.chance import Chance
from course.firm.facts import read
from course.firm.records import Address
from course.locale import Text

Status = Literal["qualification", "experience", "partly", "missing"]
Section = Literal["work", "education", "courses", "other"]
THIS_YEAR = 2026
TRAINING = "training"  # the requirement that the CV's years decide, not a line of its own
NOTHING = 0  # no line of the CV
STATUS_WORDS: Mapping[Status, Text] = {
    "qualification": Text("Met by a qualification", "Durch Abschluss erfüllt"),
    "experience": Text("Met by experience", "Durch Erfahrung erfüllt"),
    "partly": Text("Partly met", "Teilweise erfüllt"),
    "missing": Text("Missing", "Fehlt"),
}


@dataclass(frozen=True)
class Requirement:
    key: str
    text: Text  # as the advert has it


@dataclass(frozen=True)
class Line:
    """A line of a CV. `number` stands in its margin; `about` is the requirement that it was written for, or ""."""

    number: int
    section: Section
    period: Text
    text: Text
    about: str = ""
    job: bool = False  # names a post; the lines below it say what was done there


@dataclass(frozen=True)
class Finding:
    """How far a CV meets a requirement. `line` shows it (0: nothing does), `bait` only sounds like it (0: none)."""

    requirement: Requirement
    status: Status
    line: int
    bait: int


@dataclass(frozen=True)
class Application:
    name: str
    address: Address
    phone: str
    email: str
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]  # in the order of the advert


@cache
def _cast() -> Mapping[str, Any]:
    return read(FOLDER / "applicants.toml")


def people() -> tuple[str, ...]:
    """Names of people who do not work here (yet)."""
    return tuple(row["name"] for row in _cast()["people"])


def apply(chance: Chance, statuses: Sequence[Status]) -> Application:
    """An application in which as many requirements as `statuses` are met as those say, in an order of their own.

    The first requirement is always the training, met by a qualification or by experience; `statuses` has one of both
    at least.
    """
    person = chance.pick(_cast()["people"])
    trained: Status = chance.pick(("qualification", "experience"))
    rest = list(statuses)
    rest.remove(trained)
    chosen = dict(zip(_requirements(chance, len(rest)), chance.shuffled(rest), strict=True))
    about = chance.shuffled(list(_about(chosen, chance)))
    years = _years(chance, trained)
    work, education = _work(chance, about, years), _education(chance, trained, years)
    lines = tuple(_numbered([*work, *education, *_papers(about)]))
    first = _training_finding(trained, lines)
    findings = [_finding(key, status, lines) for key, status in chosen.items()]
    first_name, last_name = person["name"].split()
    return Application(
        name=person["name"],
        address=Address(person["street"], person["postcode"], "Hamburg"),
        phone=person["phone"],
        email=f"{_plain(first_name)}.{_plain(last_name)}@briefkasten.example",
        lines=lines,
        findings=(first, *findings),
    )


def _plain(name: str) -> str:
    """A name as it stands in an e-mail address."""
    for letter, pair in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        name = name.casefold().replace(letter, pair)
    return name


def _requirements(chance: Chance, count: int) -> list[str]:
    return chance.some([row["key"] for row in _cast()["requirements"]], count)


def _rows() -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in _cast()["requirements"]}


def requirement(key: str) -> Requirement:
    row = _cast()["training"] if key == TRAINING else _rows()[key]
    return Requirement(key, Text(row["en"], row["de"]))


# --- the CV, section by section --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Years:
    """Training until `trained`, then a shop until `office`, then an office."""

    trained: int
    office: int


def _years(chance: Chance, trained: Status) -> _Years:
    """Who was trained for an office came to one only last year: the examination counts there, not the years."""
    office = THIS_YEAR - 1 if trained == "qualification" else chance.between(2019, 2021)
    return _Years(chance.between(2011, 2015), office)


def _work(chance: Chance, about: Sequence[Line], years: _Years) -> Iterator[Line]:
    cast = _cast()
    duties = [line for line in about if line.section == "work"]
    half = (len(duties) + 1) // 2
    since = Text(f"since {years.office}", f"seit {years.office}")
    yield _post(since, cast["office_work"], chance.pick(cast["offices"]), TRAINING)
    yield from duties[:half]
    yield _post(_span(years.trained, years.office), cast["shop_work"], chance.pick(cast["shops"]))
    yield from duties[half:]


def _education(chance: Chance, trained: Status, years: _Years) -> Iterator[Line]:
    cast = _cast()
    words = cast["office_training"] if trained == "qualification" else chance.pick(cast["other_training"])
    yield Line(0, "education", _span(years.trained - 3, years.trained), Text(**words), TRAINING)
    yield Line(0, "education", _span(years.trained - 13, years.trained - 3), Text(**cast["school"]))


def _papers(about: Sequence[Line]) -> Iterator[Line]:
    courses = [line for line in about if line.section == "courses"]
    yield from sorted(courses, key=lambda line: line.period.en, reverse=True)
    yield from (line for line in about if line.section == "other")
    yield from (Line(0, "other", Text("", ""), Text(**words)) for words in _cast()["fillers"])


def _about(chosen: Mapping[str, Status], chance: Chance) -> Iterator[Line]:
    """One line for each requirement but the training: the one that its status has."""
    for key, status in chosen.items():
        row = _rows()[key][status]
        year = str(chance.between(2016, THIS_YEAR - 1))
        period = Text(year, year) if row["section"] == "courses" else Text("", "")
        yield Line(0, row["section"], period, Text(row["en"], row["de"]), key)


def _span(start: int, end: int) -> Text:
    return Text(f"{start}–{end}", f"{start}–{end}")


def _post(period: Text, words: Mapping[str, str], firm: str, about: str = "") -> Line:
    text = Text(words["en"].format(firm=firm), words["de"].format(firm=firm))
    return Line(0, "work", period, text, about, job=True)


def _numbered(lines: Sequence[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines, start=1):
        yield Line(number, line.section, line.period, line.text, line.about, line.job)


# --- what the CV shows -----------------------------------------------------------------------------------------------


def _training_finding(trained: Status, lines: Sequence[Line]) -> Finding:
    """By examination if it was for an office; else by the years in one, and the training for another trade is bait."""
    post, training = (line.number for line in lines if line.about == TRAINING)
    if trained == "qualification":
        return Finding(requirement(TRAINING), trained, training, post)
    return Finding(requirement(TRAINING), trained, post, training)


def _finding(key: str, status: Status, lines: Sequence[Line]) -> Finding:
    (number,) = (line.number for line in lines if line.about == key)
    if status == "missing":
        return Finding(requirement(key), status, NOTHING, number)
    return Finding(requirement(key), status, number, NOTHING)
