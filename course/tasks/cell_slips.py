"""Slips of a cell that any sheet can suffer: a formula copied without `$`, a value that is not rounded."""

from __future__ import annotations

from course.locale import Language, translator
from course.tasks.expected import CellSlip


def not_rounded(formula: str, language: Language) -> CellSlip:
    _ = translator(language, "tasks")
    return CellSlip(
        "not-rounded",
        formula,
        _("The value is not rounded. It looks right in the cell, but more decimal places are stored."),
    )


def dollar_missing(formula: str, possible: bool, language: Language) -> tuple[CellSlip, ...]:
    """The slip of copying a formula without `$`; where it is written first it changes nothing."""
    _ = translator(language, "tasks")
    text = _("A $ is missing: once it is copied, the formula looks elsewhere for what is in one fixed place.")
    return (CellSlip("dollar-missing", formula, text),) if possible else ()
