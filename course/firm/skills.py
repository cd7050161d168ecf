"""The ten skills of a back office that the course's article names, each with situations that ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from course.firm.cast import FOLDER
from course.firm.facts import read
from course.locale import Text


@dataclass(frozen=True)
class Situation:
    """`about` is what it asks for in the article’s words (a fax, several lines), or else the skill."""

    text: Text
    about: str


@dataclass(frozen=True)
class Skill:
    """`near` is the skill that its situations are most easily taken for, and `say` what to answer then."""

    key: str
    name: Text
    near: str
    say: Text
    situations: tuple[Situation, ...]


@cache
def skills() -> Mapping[str, Skill]:
    return {
        row["key"]: Skill(
            key=row["key"],
            name=Text(**row["name"]),
            near=row["near"],
            say=Text(**row["say"]),
            situations=tuple(
                Situation(Text(words["en"], words["de"]), words.get("about", row["key"])) for words in row["situations"]
            ),
        )
        for row in read(FOLDER / "skills.toml")["skills"]
    }
