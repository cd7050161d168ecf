"""The learner's card: a name and a learner number, kept in a small file beside the lessons.

Several people may work under one account: in a training room, or on Binder, where everybody has the same one. The
number on the card tells them apart, so that each is dealt documents of their own. Where marking meets an answer it
deals from the answer's header; it never asks this card.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.locale import LANGUAGES
from course.tasks.files import read_json
from course.tasks.task import Unreadable

CARD_FILE = "learner-card.json"
LONGEST = 60  # characters; every answer's header carries the number


@dataclass(frozen=True)
class LearnerCard:
    name: str = ""
    number: str = ""


def read_card(folder: Path) -> LearnerCard:
    """The card that holds for work in this folder: its own, else one beside the lessons. Empty if there is none."""
    cards = (_card_in(place) for place in _places(folder))
    return next((card for card in cards if card != LearnerCard()), LearnerCard())


def _places(folder: Path) -> Iterator[Path]:
    """The folder; the other language's lessons beside it; the lessons beside an assignment that was fetched."""
    yield folder
    for lessons in (folder.parent, folder.parent / "notebooks"):
        yield from (lessons / language for language in LANGUAGES)


def _card_in(folder: Path) -> LearnerCard:
    """One that cannot be read is as good as none: it must not stand between a learner and the work."""
    try:
        found = read_json(folder / CARD_FILE, "en") or {}
    except Unreadable:
        return LearnerCard()
    answers = found.get("answers")
    if not isinstance(answers, dict):
        return LearnerCard()
    return LearnerCard(_text(answers.get("name")), number_of(_text(answers.get("number"))))


def number_of(typed: str) -> str:
    """The number without its spaces. Capitals stay as they are: it may be the name under which nbgrader knows one."""
    return "".join(typed.split())[:LONGEST]


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
