"""How fast and how surely somebody keys: counted at the desk, kept in the learner's own file, shown, and never marked.

The sheet counts the keys that are pressed and the time between them. A gap of more than `PAUSE` seconds is a pause: it
is left out of the time and counted by itself, so that a telephone call does not spoil the figure and a long think does
not hide in it. Looking at the card is part of the work and is counted. What was pasted was not keyed, and is said.

What the figures mean stands in `course/firm/facts/norms.toml`, with its sources. For speed there is no norm that all go
by, so none is shown; for accuracy there are rates that were measured, and the course's own scale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from course.firm.facts import value
from course.locale import Language, translator
from course.locale.numbers import show_number
from course.tasks.workbook import NOTES

PAUSE = 30  # seconds
ENOUGH = 200  # keys; fewer say nothing about speed
MOST = 10_000_000
TODAY = date(2026, 4, 1)  # the course's year: norms that hold then


@dataclass(frozen=True)
class Pace:
    """Keys pressed, seconds at work, pauses left out, cells pasted."""

    keys: int = 0
    seconds: int = 0
    pauses: int = 0
    pasted: int = 0

    @classmethod
    def read(cls, notes: Mapping[str, object]) -> Pace:
        """What a file says of itself; whatever is no such figure counts as 0."""
        return cls(*(_count(notes.get(name)) for name in NOTES))

    def plus(self, more: Mapping[str, object]) -> Pace:
        added = Pace.read(more)
        return Pace(*(min(MOST, getattr(self, name) + getattr(added, name)) for name in NOTES))

    def fields(self) -> dict[str, str]:
        return {name: str(getattr(self, name)) for name in NOTES}

    @property
    def per_hour(self) -> int:
        return round(self.keys * 3600 / self.seconds) if self.seconds else 0


def _count(found: object) -> int:
    text = str(found)
    return min(MOST, int(text)) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def speed(pace: Pace, language: Language) -> str:
    """One or two sentences on speed; "" if too little was keyed to say anything."""
    _ = translator(language, "tasks")
    if pace.keys < ENOUGH or not pace.seconds:
        return ""
    said = _(
        "Speed, which is not marked: about {speed} keystrokes an hour ({keys} keys in {minutes} minutes at work)."
    ).format(
        speed=_whole(Decimal(round(pace.per_hour, -2)), language),
        keys=_whole(Decimal(pace.keys), language),
        minutes=show_number((Decimal(pace.seconds) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP), language, 1),
    )
    if pace.pauses:
        said += " " + _("Pauses of more than {pause} seconds are left out; there were {count}.").format(
            pause=PAUSE, count=pace.pauses
        )
    if pace.pasted:
        said += " " + _("Cells that were pasted, not keyed: {count}.").format(count=pace.pasted)
    return said


def accuracy(wrong: int, fields: int, language: Language) -> str:
    """The error rate of what was keyed, beside the scale and what has been measured; "" if nothing was keyed."""
    _ = translator(language, "tasks")
    if not fields:
        return ""
    return _(
        "Accuracy: {wrong} of {fields} fields wrong, {rate}. Scale of this course (2026): up to {professional} is "
        "professional, up to {enough} is good enough. Found in 93 studies (Garza and others, 2025): {single} where "
        "data are keyed once, {double} where they are keyed twice and compared."
    ).format(
        wrong=wrong,
        fields=fields,
        rate=_percent(Decimal(100 * wrong) / fields, language),
        professional=_percent(value("error_rate_professional", TODAY), language),
        enough=_percent(value("error_rate_pass", TODAY), language),
        single=_percent(value("error_rate_single_entry", TODAY), language),
        double=_percent(value("error_rate_double_entry", TODAY), language),
    )


def _whole(number: Decimal, language: Language) -> str:
    return show_number(number, language, 0)


def _percent(rate: Decimal, language: Language) -> str:
    shown = show_number(rate.quantize(Decimal("0.01"), ROUND_HALF_UP), language, 2)
    return f"{shown}\u00a0%" if language == "de" else f"{shown}%"
