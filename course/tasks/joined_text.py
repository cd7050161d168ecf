"""How often the formulas of a workbook join texts: a text that is joined to itself again and again fills the memory.

What counts is how many texts may stand in a formula's result. ="Rank "&B2 holds one of a cell, =D3&D3 twice what D3
holds, and =COUNTIF(E2:E9,">"&E2) none, since it comes to a number. So a join may use cells that hold formulas, as
criteria do ("<="&F2), and only twenty lines of =D3&D3 are stopped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from course.tasks.formula import Area, Token, areas, tokens

MOST_JOINED = 1_000  # texts that all formulas together may join

Place = tuple[int, int, int]  # sheet, row, column

_JOINERS = frozenset({"CONCAT", "CONCATENATE", "TEXTJOIN"})  # of a block, they join every cell
# What these come to may be a text; every other function of the course comes to a number, or to TRUE or FALSE.
_PICKING = {"IF", "IFS", "IFERROR", "IFNA", "SWITCH", "CHOOSE", "VLOOKUP", "HLOOKUP", "XLOOKUP", "LOOKUP", "INDEX"}
_TEXTUAL = _JOINERS | _PICKING | {"LEFT", "RIGHT", "MID", "TRIM", "UPPER", "LOWER", "PROPER", "TEXT"}
_COMPARING, _RECKONING = frozenset({"=", "<", ">", "<=", ">=", "<>"}), frozenset("+-*/^%")


@dataclass(frozen=True)
class Texts:
    """What a formula does with texts: the blocks that it uses, those whose texts may come out of it, and how."""

    used: tuple[Area, ...]
    kept: tuple[Area, ...]
    joins: bool  # somewhere within
    cell_by_cell: bool  # a function joins every cell of a block


@lru_cache(maxsize=4096)
def texts_of(formula: str) -> Texts:
    parts = tokens(formula) or ()
    signs = {part.text for part in parts}
    joiners = {part.text.upper() for part in parts if part.kind == "name"} & _JOINERS
    return Texts(tuple(areas(parts)), tuple(areas(_outcome(parts))), "&" in signs or bool(joiners), bool(joiners))


def _outcome(parts: Sequence[Token]) -> list[Token]:
    """The parts whose texts may be in what the formula comes to: none of those inside a function that counts."""
    open_ones: list[bool] = []  # for every open bracket: may a text come out of it?
    outermost: set[str] = set()
    kept: list[Token] = []
    for before, part in zip((None, *parts), parts, strict=False):
        if part.text == "(":
            named = before is not None and before.kind == "name"
            open_ones.append(not named or (before is not None and before.text.upper() in _TEXTUAL))
        elif part.text == ")":
            del open_ones[-1:]
        elif all(open_ones):
            kept.append(part)
        if not open_ones:
            outermost.add(part.text)
    is_number = bool(outermost & _RECKONING) and "&" not in outermost
    return [] if is_number or outermost & _COMPARING else kept


class JoinedTexts:
    """The formulas of one workbook, and how many texts each of them joins and holds."""

    def __init__(self) -> None:
        self._formulas: dict[Place, str] = {}
        self._held: dict[Place, int] = {}  # texts in what a formula comes to, where there may be more than one
        self._used: dict[Place, int] = {}  # texts that a formula joins or takes over
        self._total = 0

    def put(self, place: Place, formula: str) -> bool:
        """Take this formula in; False (and it is left out) if too many texts would be joined."""
        before = dict(self._held), dict(self._used), self._total
        self._formulas[place] = formula
        self._weigh([place])
        if self._total > MOST_JOINED:
            del self._formulas[place]
            self._held, self._used, self._total = before
            return False
        return True

    def remove(self, place: Place) -> None:
        self._formulas.pop(place, None)
        self._weigh([place])

    def _weigh(self, places: list[Place]) -> None:
        """Count anew in these places, and in those that build on them."""
        while places and self._total <= MOST_JOINED:
            place = places.pop()
            held, used = self._count(place)
            self._total += used - self._used.pop(place, 0)
            if used:
                self._used[place] = used
            before = self._held.pop(place, 1)
            if held > 1:
                self._held[place] = held
            if held != before:
                places += self._built_on(place)

    def _count(self, place: Place) -> tuple[int, int]:
        """(texts held, texts used) of the formula there."""
        texts = texts_of(self._formulas.get(place, ""))

        def of(area: Area) -> int:
            held = [count for at, count in self._held.items() if at != place and at[1:] in area]
            return max(held, default=1) * (area.height * area.width if texts.cell_by_cell else 1)

        if texts.joins:
            return max(1, sum(map(of, texts.kept))), sum(map(of, texts.used))
        held = max(map(of, texts.kept), default=1) if self._held else 1
        return held, held if held > 1 else 0

    def _built_on(self, place: Place) -> list[Place]:
        return [
            other
            for other, formula in self._formulas.items()
            if any(place[1:] in area for area in texts_of(formula).used)
        ]
