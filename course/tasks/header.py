"""The header of an answer file: whose work it is and what it answers, written and read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from course.locale import LANGUAGES, Language, translator
from course.tasks.handout import Header
from course.tasks.task import Unreadable

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


def require_same_deal(fields: object, header: Header) -> None:
    """Raises Unreadable if the file's header says that it was made on another deal than the one that is handed out.

    So it is when an assignment was sealed, or the learner put on the roster, after the work was begun.
    """
    if isinstance(fields, Mapping) and fields and fields.get("deal", "") != header.deal:
        _ = translator(header.language, "tasks")
        raise Unreadable(_("The file belongs to other documents."))


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
