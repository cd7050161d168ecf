"""Number formats: how a figure is shown, apart from what it is.

A format is kept as one short English code ("#,##0.00", "0.0%", "date", "@"), whatever program wrote the file: what
counts is whether it is a date or a percentage, how many places it shows, and whether thousands are set apart. "" is
the format of a cell that nobody has chosen one for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from course.locale import Language, translator

DATE, TEXT, GENERAL = "date", "@", "general"
CHOICES = (GENERAL, "0", "0.00", "#,##0.00", "0%", "0.0%", DATE, TEXT)  # what the desk offers
MOST_PLACES = 6
NEARLY = 0.05  # how far from half-way a figure may seem to be, until it is looked at closely
_BUILT_IN = {0: "", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: TEXT}
_BUILT_IN |= dict.fromkeys((14, 15, 16, 17, 22), DATE)  # as ECMA-376 numbers them
_SILENT = re.compile(r"""\[[^\]]*\]|"[^"]*"|\\.|[_*].""")  # colours and countries, texts, signs that only keep room


@dataclass(frozen=True)
class FormatChoice:
    """A format as the desk offers it: its code, its name, and what a figure looks like in it."""

    key: str
    label: str


@lru_cache(maxsize=1000)  # asked for every cell that is shown
def canonical(code: str) -> str:
    """Any program's format code -> ours: "#,##0.0000_ ;[Red]-#" -> "#,##0.0000"; "" for the general format."""
    bare = _SILENT.sub("", code.partition(";")[0]).replace(" ", "").replace("\u00a0", "").casefold()
    if bare in ("", GENERAL, "standard"):
        return ""
    if bare == DATE:
        return DATE
    if "@" in bare:
        return TEXT
    if re.search("[dy]", bare):
        return DATE
    figure = re.search(r"[#0?][#0?,]*(\.[0#?]+)?", bare)
    if figure is None:
        return ""
    places = len(figure[1]) - 1 if figure[1] else 0
    thousands = "," in figure[0].partition(".")[0].rstrip(",")
    return ("#,##0" if thousands else "0") + ("." + "0" * min(places, MOST_PLACES)) * bool(places) + "%" * ("%" in bare)


def tie(value: float, code: str) -> float | None:
    """A figure half-way between two that this format can show, rounded away from zero as Excel shows it; else None."""
    if code in ("", GENERAL, DATE, TEXT):
        return None
    places = len(code.rstrip("%").partition(".")[2]) + 2 * is_percent(code)
    if abs(abs(value) * 10**places % 1 - 0.5) > NEARLY:  # most figures are not: no need to look closer
        return None
    exact = Decimal(f"{value:.15g}")
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return float(rounded) if abs(exact - rounded) * 2 == Decimal(1).scaleb(-places) else None


def of_number(number: int, codes: dict[int, str]) -> str:
    """The format with this number in a file; `codes` are those that the file itself declares."""
    return canonical(codes[number]) if number in codes else _BUILT_IN.get(number, "")


def written(code: str, language: Language) -> str:
    """Our code as the engine and the file have it."""
    if code == DATE:
        return "dd.mm.yyyy" if language == "de" else "dd/mm/yyyy"
    if code in ("", GENERAL):
        return GENERAL
    return code.replace("%", " %") if language == "de" else code  # in German a space stands before the sign


def is_percent(code: str) -> bool:
    return code.endswith("%")


def choices(language: Language) -> list[FormatChoice]:
    """What can be chosen at the desk, each with a figure that shows what it does."""
    _ = translator(language, "tasks")
    german = language == "de"
    day, amount, plain = ("30.04.2026", "1.234,50", "1234,50") if german else ("30/04/2026", "1,234.50", "1234.50")
    percent, tenth = ("19\u00a0%", "12,5\u00a0%") if german else ("19%", "12.5%")
    words = {
        GENERAL: _("General"),
        "0": _("Whole number: {sample}").format(sample="1234"),
        "0.00": _("Two places: {sample}").format(sample=plain),
        "#,##0.00": _("Amount with thousands: {sample}").format(sample=amount),
        "0%": _("Per cent: {sample}").format(sample=percent),
        "0.0%": _("Per cent, one place: {sample}").format(sample=tenth),
        DATE: _("Date: {sample}").format(sample=day),
        TEXT: _("Text: {sample}").format(sample="00417"),
    }
    return [FormatChoice(key, words[key]) for key in CHOICES]
