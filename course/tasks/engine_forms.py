"""Formulas in the form that the engine works out rightly; the file gets back the form that was typed.

- SUBTOTAL(9, ...) leaves out the rows that a filter hides, as SUBTOTAL(109, ...) does. In Excel and LibreOffice the two
  differ only over rows that were hidden by hand, which nobody does here. The engine knows no filter, only hidden rows,
  and takes 9 to count them. So it is given 9+100.
- A whole column is a million rows, and the engine looks through all of them for a VLOOKUP. It is given the rows that a
  sheet may have, and one more: no formula that is typed may reach there, so the two cannot be taken for each other.
"""

from __future__ import annotations

import io
import re
import zipfile

from course.tasks.formula import LAST_ROW, QUICK_OVER_COLUMNS, Token, surroundings, tokens

_ALL_ROWS = {str(number) for number in range(1, 12)}  # AVERAGE, COUNT, ... with rows that were hidden by hand
_FORMULA = re.compile(rb"<f[ >].*?</f>", re.DOTALL)
_SUBTOTAL = re.compile(rb"(SUBTOTAL\(\d{1,2})\+100,", re.IGNORECASE)
_COLUMN = re.compile(rb"(\$?[A-Z]{1,3})\$1:(\$?[A-Z]{1,3})\$%d\b" % (LAST_ROW + 1))


def for_engine(english: str) -> str:
    """The formula as the engine has to work it out."""
    parts = tokens(english) or ()
    if not any(part.kind == "column" or part.text.upper() == "SUBTOTAL" for part in parts):
        return english
    around = surroundings(parts)
    return "=" + "".join(_given(parts, at, around[at]) for at in range(len(parts)))


def _given(parts: tuple[Token, ...], at: int, function: str) -> str:
    part = parts[at]
    if part.kind == "column" and function not in QUICK_OVER_COLUMNS:
        first, last = part.text.split(":")
        return f"{first}$1:{last}${LAST_ROW + 1}"
    opens = function == "SUBTOTAL" and parts[at - 1].text == "(" and parts[at - 2].text.upper() == "SUBTOTAL"
    if opens and part.text in _ALL_ROWS and parts[at + 1].text == ",":
        return f"{part.text}+100"
    return part.text


def as_typed_in_file(content: bytes) -> bytes:
    """The .xlsx that the engine wrote, its formulas as they were typed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            part = source.read(info)
            if info.filename.startswith("xl/worksheets/"):
                part = _FORMULA.sub(_as_typed, part)
            copy.writestr(info, part)
    return target.getvalue()


def _as_typed(found: re.Match[bytes]) -> bytes:
    return _COLUMN.sub(rb"\1:\2", _SUBTOTAL.sub(rb"\1,", found.group()))
