"""The learner's card: a name and a learner number, kept in a small file beside the lessons.

Several people may work under one account: in a training room, or on Binder, where everybody has the same one. The
number on the card tells them apart, so that each is dealt documents of their own. Where marking meets an answer it
deals from the answer's header; it never asks this card.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from course.tasks.files import read_json
from course.tasks.task import Unreadable

CARD_FILE = "learner-card.json"
LONGEST = 60  # characters; every answer's header carries the number


@dataclass(frozen=True)
class LearnerCard:
    name: str = ""
    number: str = ""


def read_card(folder: Path) -> LearnerCard:
    """The card in this folder. Without one, or with one that cannot be read, both entries are empty."""
    try:
        found = read_json(folder / CARD_FILE, "en") or {}
    except Unreadable:
        return LearnerCard()
    answers = found.get("answers")
    if not isinstance(answers, dict):
        return LearnerCard()
    return LearnerCard(_text(answers.get("name")), number_of(_text(answers.get("number"))))


def number_of(typed: str) -> str:
    """The number without what does not matter in it: spaces, small letters. "b 17" is "B17"."""
    return "".join(typed.split()).upper()[:LONGEST]


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
