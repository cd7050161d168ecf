"""Paper: renders a document as an HTML fragment that looks like the German business paper it stands for.

The fragment and `css()` need nothing else: no outside fonts or pictures, no script, no ids that could clash with
another paper on the same page. Everything that comes from data is escaped.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.firm.records import Document
from course.locale import Language, translator

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
CONVENTION = {"en": "en_GB", "de": "de_DE"}
LONG_DATE = {"en": "d MMMM y", "de": "dd.MM.y"}
STAMP_DATE = {"en": "dd MMM y", "de": "dd. MMM y"}
SHORT_DATE = {"en": "dd/MM/y", "de": "dd.MM.y"}
FIGURES_DATE = {"en": "d/M/yy", "de": "d.M.yy"}  # as people write a date by hand
MONTH_DATE = {"en": "d MMM y", "de": "d. MMM y"}
AS_SEEN = "as_seen"  # the kind of a document that was rendered before
SHARED = {  # kinds that are laid out alike
    "incoming_invoice": "invoice",
    "outgoing_invoice": "invoice",
    "telephone_bill": "bill",
    "energy_bill": "bill",
    "standing_order": "bank_advice",
    "postage_receipt": "till_receipt",
    "parking_receipt": "till_receipt",
}


def as_seen(document: Document, language: Language) -> Document:
    """The document as a reader sees it, for a place where its data must not lie: what is drawn there (a card in
    somebody's hand, a shelf) stands in the data in plain figures."""
    return Document(document.number, AS_SEEN, document.title, {"html": render(document, language)})


def render(document: Document, language: Language) -> str:
    """The document as an HTML fragment (one <article class="paper">) in the learner's language and convention."""
    if document.kind == AS_SEEN:
        return str(document.data["html"])
    template = _environment(language).get_template(f"{SHARED.get(document.kind, document.kind)}.html")
    return template.render(document.data, kind=document.kind, language=language, title=document.title.to(language))


@cache
def css() -> str:
    """The style sheet of all papers; every rule is under `.paper`."""
    return (TEMPLATES / "paper.css").read_text(encoding="utf-8")


@cache
def _environment(language: Language) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["_"] = translator(language, "firm")
    environment.filters.update(_filters(language))
    return environment


def _filters(language: Language) -> dict[str, Any]:
    from babel.dates import format_date
    from babel.numbers import format_currency, format_decimal

    from course.firm.handwriting import handwritten

    locale = CONVENTION[language]

    def day(text: str, pattern: str) -> str:
        return str(format_date(date.fromisoformat(text), pattern, locale=locale))

    return {
        "words": lambda both: both[language],
        "long_date": lambda text: day(text, LONG_DATE[language]),
        "short_date": lambda text: day(text, SHORT_DATE[language]),
        "stamp_date": lambda text: day(text, STAMP_DATE[language]).upper(),
        "figures_date": lambda text: day(text, FIGURES_DATE[language]),
        "month_date": lambda text: day(text, MONTH_DATE[language]),
        "handwritten": lambda text, seed: handwritten(text, seed, language),
        "amount": lambda text: str(format_decimal(Decimal(text), "#,##0.00", locale=locale)),
        "euro": lambda text: str(format_currency(Decimal(text), "EUR", locale=locale)),
        "count": lambda number: str(format_decimal(number, "#,##0", locale=locale)),
        "percent": lambda text: f"{text}%" if language == "en" else f"{text} %",
        "grouped": lambda iban: " ".join(iban[place : place + 4] for place in range(0, len(iban), 4)),
    }
