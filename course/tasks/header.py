"""The header of an answer file: whose work it is and what it answers, written and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from course.locale import LANGUAGES, Language
from course.tasks.handout import Header

LONGEST = 200  # characters of one entry


def header_fields(header: Header) -> Iterator[tuple[str, str]]:
    """The header as pairs of texts, as the hidden sheet of an .xlsx holds it."""
    yield from (
        ("learner", header.learner),
        ("unit", header.unit),
        ("task", header.task),
        ("variant", str(header.variant)),
        ("version", header.version),
        ("language", header.language),
    )
    if header.deal:
        yield "deal", header.deal


def header_as_json(header: Header) -> dict[str, str | int]:
    """The header as an answer in JSON holds it."""
    return dict(header_fields(header)) | {"variant": header.variant}


def header_from(fields: Mapping[str, object]) -> Header | None:
    """The header that these entries make; None if one is missing or is no such thing."""
    texts = {}
    for name in ("learner", "unit", "task", "variant", "version", "language"):
        value = fields.get(name)
        if isinstance(value, bool) or not isinstance(value, str | int) or not 0 < len(str(value)) <= LONGEST:
            return None
        texts[name] = str(value)
    if texts["language"] not in LANGUAGES or not texts["variant"].isascii() or not texts["variant"].isdigit():
        return None
    if int(texts["variant"]) > 1_000_000:
        return None
    language: Language = "de" if texts["language"] == "de" else "en"
    deal = fields.get("deal", "")
    if not isinstance(deal, str) or len(deal) > LONGEST:
        return None
    return Header(
        texts["learner"], texts["unit"], texts["task"], int(texts["variant"]), texts["version"], language, deal
    )
