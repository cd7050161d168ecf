"""The two languages: every string that Python or JavaScript shows goes through here.

English text is the message id; German stands in `locale/de/<room>.po`, one catalogue a room, edited as text and read
as text (no compiled files to go stale). `locale` is the ground floor: every other room may import it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["en", "de"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FOLDER = Path(__file__).parent
SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # the variables that gettext asks, in its order


@dataclass(frozen=True)
class Text:
    """Words that belong to the data (an article's name, an account's name), in both languages."""

    en: str
    de: str

    def to(self, language: Language) -> str:
        return self.de if language == "de" else self.en


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message for the catalogue where it is declared; it is translated where it is shown."""
    return message


def system_language() -> Language:
    """The language that the user's system is set to; English where it is neither of the two."""
    found = next((value for name in SYSTEM if (value := os.environ.get(name))), "")
    return "de" if found.lower().startswith("de") else "en"


@cache
def catalogue(language: Language, room: str) -> dict[str, str]:
    """The messages of one room, English -> `language`. Empty for English."""
    if language == "en":
        return {}
    from babel.messages.pofile import read_po

    path = FOLDER / language / f"{room}.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}


def translator(language: Language, room: str) -> Callable[[str], str]:
    """The function that a module binds to `_`: `_ = translator(language, "tasks")`."""
    messages = catalogue(language, room)
    return lambda message: messages.get(message, message)
