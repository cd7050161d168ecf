"""Careers: how three people came to the posts that they have, step by step, and how they tell it.

Nobody tells a career in order. The steps and their years are dealt first; the portrait then tells them as the way's
`tell` says, some by year, some by how long before or after another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from course.firm.cast import FOLDER
from course.firm.chance import Chance
from course.firm.facts import read
from course.locale import Language, Text

NOW = 2026
NUMBERS: Mapping[Language, str] = {
    "en": "no one two three four five six seven eight nine ten eleven twelve",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
}


@dataclass(frozen=True)
class Step:
    key: str
    name: Text
    year: int


@dataclass(frozen=True)
class Career:
    """`steps` in their order; `told` are the keys in the order of the portrait; `degree` is a step's key."""

    key: str
    name: Text
    person: str
    steps: tuple[Step, ...]
    told: tuple[str, ...]
    degree: str
    portrait: Text


@cache
def _cast() -> Mapping[str, Any]:
    return read(FOLDER / "careers.toml")


def careers(chance: Chance) -> tuple[Career, ...]:
    """HR manager, accountant, programmer: each told by somebody else, each by one of its two ways."""
    people = chance.some(_cast()["people"], len(_cast()["careers"]))
    rows = zip(_cast()["careers"], people, strict=True)
    return tuple(_career(row, chance.pick(row["ways"]), person, chance) for row, person in rows)


def _career(row: Mapping[str, Any], way: Mapping[str, Any], person: str, chance: Chance) -> Career:
    spans = [chance.between(low, high) for low, high in way["years"]]
    first = NOW - sum(spans) - chance.between(1, 4)
    years = list(accumulate(spans, initial=first))
    steps = [
        Step(f"step-{place}", Text(**one["step"]), year)
        for place, (one, year) in enumerate(zip(way["steps"], years, strict=True), start=1)
    ]
    return Career(
        key=row["key"],
        name=Text(**row["name"]),
        person=person,
        steps=tuple(steps),
        told=tuple(f"step-{place}" for place in way["tell"]),
        degree=f"step-{way['degree']}",
        portrait=Text(_portrait(way, years, "en"), _portrait(way, years, "de")),
    )


def _portrait(way: Mapping[str, Any], years: Sequence[int], language: Language) -> str:
    return " ".join(_sentence(way["steps"][place - 1], years[place - 1], years, language) for place in way["tell"])


def _sentence(step: Mapping[str, Any], year: int, years: Sequence[int], language: Language) -> str:
    gap = abs(year - years[step["since"] - 1]) if "since" in step else 0
    words = step["told"][language].format(year=year, gap=NUMBERS[language].split()[gap])
    return str(words[0].upper() + words[1:] if words.startswith(NUMBERS[language].split()[gap]) else words)
