"""Formulas: which of them the spreadsheet engine may be given, and how one moves when it is filled down.

The engine stops the whole process on some formulas (a LAMBDA that calls itself) and works for hours on others (an array
over every cell there is). What a learner types and what a stranger hands in is therefore looked at first: the functions
an office uses, ranges of a sensible size, no names, no other files. Formulas here are in English, as .xlsx keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from course.locale import N_, Language, translator

LONGEST = 1_000  # characters
DEEPEST = 64  # brackets in brackets
LAST_ROW = 2_000  # of a sheet that is marked
LAST_COLUMN = 100
COSTLIEST = 500_000  # cells that one formula may make the engine visit

FUNCTIONS = frozenset(
    """
    SUM SUMIF SUMIFS SUMPRODUCT COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS AVERAGE AVERAGEIF AVERAGEIFS MIN MAX MINIFS
    MAXIFS MEDIAN MODE LARGE SMALL RANK RANK.EQ RANK.AVG SUBTOTAL PRODUCT SUMSQ ABS SIGN SQRT POWER PI
    ROUND ROUNDUP ROUNDDOWN MROUND CEILING FLOOR INT TRUNC MOD QUOTIENT ISEVEN ISODD STDEV STDEV.S VAR
    IF IFS IFERROR IFNA SWITCH CHOOSE AND OR NOT XOR TRUE FALSE ISBLANK ISNUMBER ISTEXT ISERROR ISERR ISNA NA N
    VLOOKUP HLOOKUP XLOOKUP LOOKUP INDEX MATCH ROW ROWS COLUMN COLUMNS
    LEFT RIGHT MID LEN TRIM UPPER LOWER PROPER VALUE TEXT EXACT FIND SEARCH CONCAT CONCATENATE TEXTJOIN
    DATE YEAR MONTH DAY WEEKDAY WEEKNUM ISOWEEKNUM DAYS EDATE EOMONTH WORKDAY NETWORKDAYS DATEDIF DATEVALUE PMT
    """.split()  # noqa: SIM905 - a table of seventy names reads better without quotes and commas
)
QUICK = 100  # what a whole column costs such a function, in cells
# Over A:A the engine is quick with these and passes over what is empty; see `engine_forms` for the others.
QUICK_OVER_COLUMNS = frozenset({"SUM", "SUMIF", "SUMIFS", "COUNTIF", "COUNTIFS", "AVERAGEIF", "INDEX", "XLOOKUP"})
WHOLE_COLUMNS = QUICK_OVER_COLUMNS | frozenset(
    """
    AVERAGEIFS MINIFS MAXIFS VLOOKUP MATCH LOOKUP SUBTOTAL COUNT COUNTA AVERAGE MIN MAX MEDIAN LARGE SMALL RANK
    """.split()  # noqa: SIM905 - as above
)
COUNTS_DAYS = frozenset({"WORKDAY", "NETWORKDAYS"})  # the engine goes from day to day
DAYS = 10_000  # what that costs, in cells

_PATTERN = r"""
      (?P<text>"(?:[^"]|"")*")
    | (?P<sheet>'(?:[^']|'')*'!|[^\W\d][\w.]*!)
    | (?P<column>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w(]))
    | (?P<row>\$?[0-9]{1,7}:\$?[0-9]{1,7}(?![\w(]))
    | (?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w(.]))
    | (?P<number>(?:[0-9]+(?:DECIMAL[0-9]*)?|DECIMAL[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<name>[^\W\d][\w.]*)
    | (?P<sign><=|>=|<>|[-+*/^&=<>%():SEPARATOR])
    | (?P<space>\s+)
    """
_TOKENS = {
    "en": re.compile(_PATTERN.replace("DECIMAL", r"\.").replace("SEPARATOR", ","), re.VERBOSE),
    "de": re.compile(_PATTERN.replace("DECIMAL", ",").replace("SEPARATOR", ";"), re.VERBOSE),
}
_WHOLE = {"column": WHOLE_COLUMNS, "row": QUICK_OVER_COLUMNS}
_OPERANDS = ("text", "column", "row", "cell", "number", "name", "sheet")
_TEXTS = re.compile(r'"(?:[^"]|"")*"')
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")


@dataclass(frozen=True)
class Token:
    kind: str
    text: str


@dataclass(frozen=True)
class Area:
    """A block of cells; rows and columns count from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        return self.right - self.left + 1

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.top <= cell[0] <= self.bottom and self.left <= cell[1] <= self.right


def column_number(letters: str) -> int:
    """A = 1, Z = 26, AA = 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def position(ref: str) -> tuple[int, int]:
    """B7 -> (7, 2). Raises ValueError for what is not a cell."""
    match = _CELL.fullmatch(ref)
    if not match:
        raise ValueError(f"{ref!r} is not a cell")
    return int(match[4]), column_number(match[2])


def cell_name(row: int, column: int) -> str:
    """(7, 2) -> B7."""
    return f"{column_letters(column)}{row}"


def cells_of(block: str) -> list[str]:
    """F2:F4 -> [F2, F3, F4]; F2 -> [F2]."""
    first, _, last = block.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return [cell_name(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def block_named(text: str) -> str:
    """A block of cells as people write it ("$f$4:$F$2") -> "F2:F4"; "" if it is none within a sheet."""
    ends = [_CELL.fullmatch(end) for end in text.partition(":")[::2] if end]
    if not ends or None in ends or text.count(":") > 1 or text.endswith(":"):
        return ""
    places = [position(end[0]) for end in ends if end]
    (top, left), (bottom, right) = map(min, zip(*places, strict=True)), map(max, zip(*places, strict=True))
    if top < 1 or bottom > LAST_ROW or right > LAST_COLUMN:
        return ""
    return f"{cell_name(top, left)}:{cell_name(bottom, right)}"


@lru_cache(maxsize=4096)  # like those below: a sheet asks several times about each of its formulas
def tokens(formula: str, signs: Language = "en") -> tuple[Token, ...] | None:
    """The formula's parts without its "="; None if it holds something that no formula of the course needs.

    `signs` says whether figures and arguments are written 0.19 and (1,2), or 0,19 and (1;2).
    """
    found, at = [], 1
    while at < len(formula):
        match = _TOKENS[signs].match(formula, at)
        if not match or not match.lastgroup:
            return None
        if match.lastgroup != "space":
            found.append(Token(match.lastgroup, match.group()))
        at = match.end()
    return tuple(found)


def rewritten(formula: str, signs: Language, wanted: Language, names: Mapping[str, str]) -> str | None:
    """The formula in the other language's signs, its functions by `names`; None if it cannot be taken apart."""
    parts = tokens(formula, signs)
    if parts is None:
        return None
    gaps = [" " if _side_by_side(*pair) else "" for pair in pairwise(parts)]  # kept, so that they are found fault with
    texts = [_rewritten(part, signs, wanted, names) for part in parts]
    return "=" + "".join(text + gap for text, gap in zip(texts, [*gaps, ""], strict=False))


def _rewritten(part: Token, signs: Language, wanted: Language, names: Mapping[str, str]) -> str:
    if part.kind == "name":
        return names.get(part.text.upper(), part.text)
    if signs != wanted and part.kind == "number":
        return part.text.replace(",", ".") if wanted == "en" else part.text.replace(".", ",")
    if signs != wanted and part.text in (",", ";"):
        return "," if wanted == "en" else ";"
    return part.text


def areas(parts: Sequence[Token]) -> list[Area]:
    """The blocks of cells that a formula names; whole columns and rows are cut to the sheet."""
    found: list[Area] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.kind == "column":
            left, right = sorted(column_number(end.strip("$")) for end in part.text.split(":"))
            found.append(Area(1, left, LAST_ROW, right))
        elif part.kind == "row":
            top, bottom = sorted(int(end.strip("$")) for end in part.text.split(":"))
            found.append(Area(top, 1, bottom, LAST_COLUMN))
        elif part.kind == "cell":
            ends = [position(part.text)]
            if at + 2 < len(parts) and parts[at + 1].text == ":" and parts[at + 2].kind == "cell":
                ends.append(position(parts[at + 2].text))
                at += 2
            rows, columns = zip(*ends, strict=True)
            found.append(Area(min(rows), min(columns), max(rows), max(columns)))
        at += 1
    return found


@lru_cache(maxsize=4096)
def cost(formula: str) -> int:
    """At most how many cells the engine visits for it: each part may work on an array as high and wide as any block."""
    parts = tokens(formula) or ()
    blocks = areas([part for part in parts if part.kind == "cell" or part.text == ":"])
    whole = any(part.kind in ("column", "row") for part in parts)  # only in functions that skip what is empty
    height = max([QUICK if whole else 1, *(block.height for block in blocks)])
    days = DAYS * sum(part.text.upper() in COUNTS_DAYS for part in parts)
    return len(parts) * height * max([1, *(block.width for block in blocks)]) + days


def operands(formula: str) -> int:
    """How many figures, texts, cells and names a formula holds."""
    return sum(part.kind in _OPERANDS for part in tokens(formula) or ())


@lru_cache(maxsize=4096)
def problem(formula: str, language: Language) -> str:
    """Why this formula is not worked out, in the learner's language; "" if it may be."""
    _ = translator(language, "tasks")
    if len(formula) > LONGEST:
        return _("The formula is longer than {count} characters.").format(count=LONGEST)
    parts = tokens(formula)
    if parts is None and language == "en" and ";" in _TEXTS.sub("", formula):
        return _("Between the parts of a function there is a comma here, not a semicolon.")
    if parts is None:
        return _("There is a character in the formula that does not belong there.")
    if not parts:
        return _("There is nothing after the “=”.")
    return next(_problems(parts, language), "")


def surroundings(parts: Sequence[Token]) -> list[str]:
    """For each part, the function between whose brackets it stands; "" outside, and in brackets of another kind."""
    found: list[str] = []
    open_ones: list[str] = []
    for before, part in zip((None, *parts), parts, strict=False):
        if part.text == ")":
            del open_ones[-1:]
        found.append(open_ones[-1] if open_ones else "")
        if part.text == "(":
            open_ones.append(before.text.upper() if before and before.kind == "name" else "")
    return found


def _problems(parts: Sequence[Token], language: Language) -> Iterator[str]:
    _ = translator(language, "tasks")
    depth = 0
    around = surroundings(parts)
    for at, part in enumerate(parts):
        before, after = (parts[at - 1] if at else None), (parts[at + 1] if at + 1 < len(parts) else None)
        if before and _side_by_side(before, part):
            yield _("Two things are side by side with no operator, such as + or *, between them.")
        if part.text == "(":
            depth += 1
        elif part.text == ")":
            depth -= 1
        elif part.kind == "name":
            yield from _name(part.text, after is not None and after.text == "(", language)
        elif part.text == "," and not around[at]:
            yield _("There is a separator outside a function; is it meant as a decimal point?")
        elif part.text == ":" and not (before and after and before.kind == after.kind == "cell"):
            yield _("There is a colon where there is no range of cells.")
        elif part.kind in ("column", "row") and around[at] not in _WHOLE[part.kind]:
            yield _("Name the rows, as in D2:D40, instead of a whole column or row.")
        if depth < 0 or depth > DEEPEST:
            yield _("The formula has brackets that do not fit together, or too many of them.")
    if depth:
        yield _("A bracket is opened and not closed.")
    if any(area.bottom > LAST_ROW or area.right > LAST_COLUMN or area.top < 1 for area in areas(parts)):
        yield _("The formula reaches beyond the sheet (row {row}, column {column}).").format(
            row=LAST_ROW, column=column_letters(LAST_COLUMN)
        )
    if cost("=" + _plain(parts)) > COSTLIEST:
        yield _("The formula works on too many cells at once.")


def _side_by_side(before: Token, part: Token) -> bool:
    ended = (before.kind in _OPERANDS and before.kind != "sheet") or before.text in (")", "%")
    begins = part.kind in _OPERANDS or (part.text == "(" and before.kind != "name")
    return ended and begins


def _plain(parts: Sequence[Token]) -> str:
    return " ".join(part.text for part in parts)


_TODAY = N_("Tomorrow it would come to something else: type the date itself (Ctrl+; puts in today's).")
_RANGE = N_("Name the cells that you mean, or use INDEX.")
_BAR = N_("Sort and filter with the tools above the sheet, where there are some.")
_INSTEAD = {  # functions that people know and that are not here, by their English and German names
    **dict.fromkeys(("TODAY", "HEUTE", "NOW", "JETZT"), _TODAY),
    **dict.fromkeys(("OFFSET", "BEREICH.VERSCHIEBEN", "INDIRECT", "INDIREKT"), _RANGE),
    **dict.fromkeys(("SORT", "SORTIEREN", "FILTER", "UNIQUE", "EINDEUTIG"), _BAR),
    **dict.fromkeys(("AGGREGATE", "AGGREGAT"), N_("Use SUBTOTAL.")),
    **dict.fromkeys(("XMATCH", "XVERGLEICH"), N_("Use MATCH.")),
    **dict.fromkeys(("FIXED", "FEST"), N_("Use ROUND, or TEXT.")),
    **dict.fromkeys(("LET", "LAMBDA"), N_("Put what is in between into a cell of its own.")),
}


def _name(name: str, called: bool, language: Language) -> Iterator[str]:
    _ = translator(language, "tasks")
    if not called and name.upper() not in ("TRUE", "FALSE"):
        yield _("“{name}” is neither a cell nor a function.").format(name=name[:40])
    elif called and name.upper() not in FUNCTIONS:
        hint = _INSTEAD.get(name.upper(), "")
        refusal = _("“{name}” is not a function that can be used here.").format(name=name.upper()[:40])
        yield f"{refusal} {_(hint)}" if hint else refusal


def shifted(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads that many rows further down and columns further right ($ stays)."""
    parts = tokens(formula)
    if parts is None:
        return formula
    return "=" + "".join(moved(part, rows, columns) for part in parts)


def moved(part: Token, rows: int, columns: int) -> str:
    if part.kind == "cell":
        match = _CELL.fullmatch(part.text)
        assert match is not None
        column = match[2] if match[1] else column_letters(max(1, column_number(match[2]) + columns))
        row = match[4] if match[3] else str(max(1, int(match[4]) + rows))
        return f"{match[1]}{column}{match[3]}{row}"
    if part.kind == "column":
        ends = part.text.split(":")
        return ":".join(e if e[0] == "$" else column_letters(max(1, column_number(e) + columns)) for e in ends)
    if part.kind == "row":
        return ":".join(e if e[0] == "$" else str(max(1, int(e) + rows)) for e in part.text.split(":"))
    return part.text
