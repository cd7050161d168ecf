"""Formulas in the form that the engine works out as Excel does; the file gets back what was typed.

- SUBTOTAL(9, ...) leaves out the rows that a filter hides, as SUBTOTAL(109, ...) does: in Excel and LibreOffice the two
  differ only over rows that were hidden by hand, which nobody does here. The engine knows hidden rows and no filter.
- A whole column is a million rows, and the engine looks through all of them for a VLOOKUP. It is given the rows that a
  sheet may have.
- Looking up the next smaller value goes wrong in the engine where cells of the range are empty; XMATCH goes right, if
  there is one.
- SUMIFS over ranges of different sizes is an error, #VALUE!; the engine adds up what it finds.
- SUMIF takes as many cells to add as there are cells to compare, wherever the range that was named ends.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape

from course.tasks.formula import LAST_ROW, QUICK_OVER_COLUMNS, Token, areas, cell_name, tokens

Cells = Mapping[str, str]  # name of a cell -> its formula, as typed, in English

_ALL_ROWS = {str(number) for number in range(1, 12)}  # AVERAGE, COUNT, ... with rows that were hidden by hand
_NEXT_SMALLER = {"1", "TRUE"}
# Functions younger than the file format carry a sign in it, or Excel shows #NAME?.
_YOUNGER = frozenset(
    {"CONCAT", "DAYS", "IFNA", "IFS", "ISOWEEKNUM", "MAXIFS", "MINIFS", "RANK.AVG", "RANK.EQ", "STDEV.S", "SWITCH"}
    | {"TEXTJOIN", "XLOOKUP", "XOR"}
)
_MISNAMED = {"DAYS", "CEILING"}  # in the engine's own files
_CELL = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*>)<f[^>]*>.*?</f>', re.DOTALL)


def for_engine(english: str) -> str:
    """The formula as the engine has to work it out."""
    return "=" + _written(tokens(english) or (), "")


def in_file(english: str) -> str:
    """The formula, without its "=", as an .xlsx file holds it."""
    names = {part.text for part in tokens(english) or () if part.kind == "name"}
    if not names & _YOUNGER:
        return english[1:]
    return "".join("_xlfn." * (part.text in _YOUNGER) + part.text for part in tokens(english) or ())


def needs_own_form(english: str) -> bool:
    """Is what the engine would write into a file not what was typed?"""
    names = {part.text for part in tokens(english) or () if part.kind == "name"}
    return bool(names & _MISNAMED) or for_engine(english) != "=" + _unchanged(english)


def _unchanged(english: str) -> str:
    return "".join(part.text.upper() if part.kind == "name" else part.text for part in tokens(english) or ())


def as_typed_in_file(content: bytes, typed: Mapping[int, Cells]) -> bytes:
    """The .xlsx that the engine wrote with these formulas, sheet by sheet (from 0), as they were typed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            part = source.read(info)
            number = re.fullmatch(r"xl/worksheets/sheet([0-9]+)\.xml", info.filename)
            copy.writestr(info, _restored(part, typed.get(int(number[1]) - 1, {})) if number else part)
    return target.getvalue()


def _restored(part: bytes, formulas: Cells) -> bytes:
    def restore(found: re.Match[bytes]) -> bytes:
        own = formulas.get(found[2].decode())
        if own is None:
            return found[0]
        return found[1].replace(b' cm="1"', b"") + b"<f>" + escape(in_file(own), quote=False).encode() + b"</f>"

    return _CELL.sub(restore, part) if formulas else part


# --- function by function ---------------------------------------------------------------------------------------------


def _written(parts: Sequence[Token], function: str) -> str:
    """These parts, which stand between the brackets of this function ("" for none)."""
    texts: list[str] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.kind == "name" and at + 1 < len(parts) and parts[at + 1].text == "(":
            arguments, at = _arguments(parts, at + 2)
            name = part.text.upper()
            given = [_written(argument, name) for argument in arguments]
            texts.append(_FORMS.get(name, _plain)(name, given))
        elif part.kind == "column" and function not in QUICK_OVER_COLUMNS:
            first, last = part.text.split(":")
            texts.append(f"{first}$1:{last}${LAST_ROW}")
            at += 1
        else:
            texts.append(part.text)
            at += 1
    return "".join(texts)


def _arguments(parts: Sequence[Token], at: int) -> tuple[list[Sequence[Token]], int]:
    """The arguments of the call whose bracket is open, and where the formula goes on."""
    found: list[Sequence[Token]] = []
    depth, begin = 1, at
    while at < len(parts) and depth:
        depth += (parts[at].text == "(") - (parts[at].text == ")")
        if depth == 0 or (depth == 1 and parts[at].text == ","):
            found.append(parts[begin:at])
            begin = at + 1
        at += 1
    return found, at


def _plain(name: str, given: list[str]) -> str:
    return f"{name}({','.join(given)})"


def _subtotal(name: str, given: list[str]) -> str:
    if given[0] in _ALL_ROWS:
        given = [str(100 + int(given[0])), *given[1:]]
    return _plain(name, given)


def _match(name: str, given: list[str]) -> str:
    if _is_block(given[1] if given[1:] else "") and (len(given) == 2 or given[2] in _NEXT_SMALLER):
        return _next_smaller(given[0], given[1])
    return _plain(name, given)


def _table(name: str, given: list[str]) -> str:
    """VLOOKUP and HLOOKUP of the next smaller value."""
    if len(given) < 3 or (len(given) == 4 and given[3] not in _NEXT_SMALLER) or not _is_block(given[1]):
        return _plain(name, given)
    key, table, number = given[:3]
    (block,) = areas(tokens("=" + table) or ())
    bottom, right = (block.bottom, block.left) if name == "VLOOKUP" else (block.top, block.right)
    found = _next_smaller(key, f"{cell_name(block.top, block.left)}:{cell_name(bottom, right)}")
    return f"INDEX({table},{found},{number})" if name == "VLOOKUP" else f"INDEX({table},{number},{found})"


def _lookup(name: str, given: list[str]) -> str:
    if len(given) != 3 or not _is_block(given[1]):
        return _plain(name, given)
    return f"INDEX({given[2]},{_next_smaller(given[0], given[1])})"


def _next_smaller(key: str, block: str) -> str:
    """Where the next smaller value stands; what is smaller than all is not found, though empty cells count as 0.

    Without empty cells it is looked for by halves, as Excel does: in a list without order that finds a wrong line.
    """
    by_halves = f"IF(COUNTBLANK({block})=0,2,1)"
    return f'IF(AND(ISNUMBER({key}),COUNTIF({block},"<="&{key})=0),NA(),XMATCH({key},{block},-1,{by_halves}))'


def _is_cell(text: str) -> bool:
    return [part.kind for part in tokens("=" + text) or ()] == ["cell"]


def _is_block(text: str) -> bool:
    parts = tokens("=" + text) or ()
    return [part.kind for part in parts] == ["cell", "sign", "cell"] and parts[1].text == ":"


def _is_column(text: str) -> bool:
    return [part.kind for part in tokens("=" + text) or ()] == ["column"]


def _sum_if(name: str, given: list[str]) -> str:
    if len(given) == 3 and _is_block(given[0]) and (_is_block(given[2]) or _is_cell(given[2])):
        (compared,), (block,) = (areas(tokens("=" + one) or ()) for one in (given[0], given[2]))
        if (compared.height, compared.width) != (block.height, block.width):
            last = cell_name(block.top + compared.height - 1, block.left + compared.width - 1)
            given = [*given[:2], f"{cell_name(block.top, block.left)}:{last}"]
    return _plain(name, given)


def _sum_ifs(name: str, given: list[str]) -> str:
    """SUMIFS and its like: where the ranges have not the same size, Excel and LibreOffice answer with an error."""
    ranges = given[::2] if name == "COUNTIFS" else [*given[:1], *given[1::2]]
    blocks = [areas(tokens("=" + one) or ()) for one in ranges if _is_block(one) or _is_column(one)]
    sizes = {(block.height, block.width) for found in blocks for block in found}
    return _plain(name, given) if len(sizes) < 2 else 'VALUE("?")'


_FORMS: dict[str, Callable[[str, list[str]], str]] = {
    "SUBTOTAL": _subtotal,
    "MATCH": _match,
    "VLOOKUP": _table,
    "HLOOKUP": _table,
    "LOOKUP": _lookup,
    "SUMIF": _sum_if,
    "AVERAGEIF": _sum_if,
    **dict.fromkeys(("SUMIFS", "AVERAGEIFS", "COUNTIFS", "MAXIFS", "MINIFS"), _sum_ifs),
}
