"""Amounts, numbers and dates as people write them: read strictly, shown through Babel.

`1.234` is one thousand two hundred and thirty-four to a German clerk and one and a bit to an English one. A course
that marks figures must never guess, so what could be read in two ways is refused with the two readings named, and
what is written in the other language's way is refused with the way to write it here.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

from course.locale import Language, translator

CENT = Decimal("0.01")
LONGEST = 40  # characters of a figure or date that anybody would type
TOO_LARGE = Decimal(10) ** 15  # beyond it a spreadsheet no longer keeps the cents
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_CURRENCY = re.compile(r"(?<![^-−]) *(€|EUR)|(€|EUR) *(?![^-−])", re.IGNORECASE)
_TAGS = {"en": "en_GB", "de": "de_DE"}


class NotAFigure(ValueError):
    """A figure or date that cannot be read. Its text is the reason, in the learner's language."""


def tag(language: Language) -> str:
    """Babel's name of the learner's convention: British English, German as in Germany."""
    return _TAGS[language]


def read_amount(text: str, language: Language) -> Decimal:
    """An amount of money, at most two decimals. Raises NotAFigure with the reason."""
    number = read_number(_CURRENCY.sub("", _tidy(text), count=1), language)
    _ = translator(language, "tasks")
    if abs(number) >= TOO_LARGE:
        raise NotAFigure(_("“{text}” is too large for an amount.").format(text=_short(text)))
    if number != number.quantize(CENT):
        raise NotAFigure(_("“{text}” has more than two decimals; an amount has two.").format(text=_short(text)))
    return number.quantize(CENT)


def read_number(text: str, language: Language) -> Decimal:
    """A number with any count of decimals. Raises NotAFigure with the reason."""
    _ = translator(language, "tasks")
    tidy = _tidy(text).replace("−", "-")
    body = tidy.removeprefix("+").strip("-").strip()
    signs = tidy.count("-") + tidy.startswith("+")
    if not re.fullmatch(r"[0-9., ]*[0-9][0-9., ]*", body, re.ASCII) or signs > 1 or len(tidy) > LONGEST:
        raise NotAFigure(_("“{text}” is not a number.").format(text=_short(text)))
    mark, group = (",", ".") if language == "de" else (".", ",")
    plain = re.compile(rf"[0-9]+(\{mark}[0-9]+)?|\{mark}[0-9]+")
    grouped = re.compile(rf"[0-9]{{1,3}}((\{group}[0-9]{{3}})+|( [0-9]{{3}})+)(\{mark}[0-9]+)?")
    if re.fullmatch(rf"[1-9][0-9]{{0,2}}\{mark}[0-9]{{3}}", body):
        raise NotAFigure(_both_readings(body, mark, language))
    if not plain.fullmatch(body) and not grouped.fullmatch(body):
        example = "1.234,56" if language == "de" else "1,234.56"
        raise NotAFigure(
            _("“{text}” is not written as a figure is written here; write it like {example}.").format(
                text=_short(text), example=example
            )
        )
    number = _decimal(body.replace(group, "").replace(" ", "").replace(mark, "."))
    return -number if "-" in tidy and number else number


def _both_readings(body: str, mark: str, language: Language) -> str:
    _ = translator(language, "tasks")
    whole, decimals = body.split(mark)
    return _("“{text}” can be read as {thousands} or as {small}; write it so that only one is meant.").format(
        text=body,
        thousands=show_number(_decimal(whole + decimals), language, 2, 2),
        small=show_number(_decimal(f"{whole}.{decimals}"), language, 4),
    )


def read_date(text: str, language: Language) -> date:
    """A day: 30.4.26, 30/04/2026, 30-04-2026, 2026-04-30, 30 April 2026. Raises NotAFigure with the reason."""
    _ = translator(language, "tasks")
    tidy = _tidy(text)
    if len(tidy) <= LONGEST:
        if iso := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", tidy):
            return _day(iso[1], iso[2], iso[3], text, language)
        if day_first := re.fullmatch(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})", tidy):
            return _day(day_first[4], day_first[3], day_first[1], text, language)
        if named := re.fullmatch(r"([0-9]{1,2})\.? ([^\W\d_]+)\.? ([0-9]{4})", tidy):
            month = _months(language).get(named[2].casefold())
            if month:
                return _day(named[3], str(month), named[1], text, language)
    example = "30.04.2026" if language == "de" else "30/04/2026"
    raise NotAFigure(_("“{text}” is not a date; write it like {example}.").format(text=_short(text), example=example))


def show_amount(amount: Decimal, language: Language, currency: bool = True) -> str:
    """€1,234.56 or 1.234,56 €; without `currency` 1,234.56 or 1.234,56."""
    if not currency:
        return show_number(amount, language, 2, 2)
    from babel.numbers import format_currency

    return format_currency(amount.quantize(CENT, ROUND_HALF_UP), "EUR", locale=tag(language))


def show_number(number: Decimal, language: Language, most: int = 4, least: int = 0) -> str:
    """A number in the learner's convention with `least` to `most` decimals."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * least + "#" * (most - least) if most else "")
    return format_decimal(number, format=pattern, locale=tag(language))


def show_date(day: date, language: Language) -> str:
    """30/04/2026 or 30.04.2026."""
    from babel.dates import format_date

    return format_date(day, "dd.MM.yyyy" if language == "de" else "dd/MM/yyyy", locale=tag(language))


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:  # cannot happen after the patterns above; kept so that no other error escapes
        raise NotAFigure(text) from error


def _day(year: str, month: str, day: str, text: str, language: Language) -> date:
    _ = translator(language, "tasks")
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        found = date(full, int(month), int(day))
    except ValueError:
        raise NotAFigure(
            _("There is no such day as “{text}”; the day comes first, then the month.").format(text=_short(text))
        ) from None
    if not 1900 <= full <= 2199:
        raise NotAFigure(_("“{text}” is too far from today to be meant.").format(text=_short(text)))
    return found


@cache
def _months(language: Language) -> dict[str, int]:
    from babel.dates import get_month_names

    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale=tag(language)).items():
            names[str(name).rstrip(".").casefold()] = int(number)
    return names
