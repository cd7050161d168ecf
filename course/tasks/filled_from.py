"""A formula that was copied without `$`: the one from which it came is right, and it would be with a cell held fast.

Nothing is guessed: the learner's formula has to be that of a right cell above it or to its left, moved along, and it
has to come out right once one or more of the cells that it names stay where they stood there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from course.tasks.expected import Expected
from course.tasks.formula import Token, moved, position, shifted, tokens
from course.tasks.sheet_world import World
from course.tasks.xlsx import Cell

MOST_BLOCKS = 5  # cells and ranges of a formula that are tried to be held, all together


@dataclass(frozen=True)
class Source:
    """A right formula, and the cells that hold it moved along, each by so many rows down and columns right."""

    formula: str
    copies: tuple[tuple[Expected, int, int], ...]


def moved_along(one: Expected, expected: Sequence[Expected], worlds: Sequence[World]) -> bool:
    """Whether this cell holds a copy in which something moved along that has to stay.

    What is held has to put all the copies right: in one alone it may do so by chance.
    """
    source = next(_sources(one, expected, worlds), None)
    return source is not None and any(
        _put_right([copy for copy in source.copies if copy[0] is one], source.formula, held, worlds)
        and _put_right(source.copies, source.formula, held, worlds[:1])
        for held in _held(source)
    )


def _sources(one: Expected, expected: Sequence[Expected], worlds: Sequence[World]) -> Iterator[Source]:
    cells = worlds[0].cells
    for other in expected:
        if not _beside(one, other) or not all(world.right(other) for world in worlds):
            continue
        formula = cells[other.ref].formula if other.ref in cells else ""
        copies = tuple(copy for copy in _copies(other, formula, expected, cells) if _beside(copy[0], other))
        if formula and any(copy[0] is one for copy in copies):
            yield Source(formula, copies)


def _beside(one: Expected, other: Expected) -> bool:
    """Whether the one stands below the other in its column, or to the right of it in its row."""
    (row, column), (top, left) = position(one.ref), position(other.ref)
    return (row > top and column == left) or (row == top and column > left)


def _copies(
    source: Expected, formula: str, expected: Sequence[Expected], cells: Mapping[str, Cell]
) -> Iterator[tuple[Expected, int, int]]:
    top, left = position(source.ref)
    for one in expected:
        row, column = position(one.ref)
        here = cells[one.ref].formula if one.ref in cells else ""
        if here and shifted(formula, row - top, column - left) == shifted(here, 0, 0):
            yield one, row - top, column - left


def _put_right(
    copies: Sequence[tuple[Expected, int, int]], formula: str, held: frozenset[str], worlds: Sequence[World]
) -> bool:
    blocks = list(zip(tokens(formula) or (), _blocks(tokens(formula) or ()), strict=True))
    return all(
        world.fits(world.book.calculate(_moved(blocks, held, rows, columns)), one)
        for one, rows, columns in copies
        for world in worlds
    )


def _moved(blocks: Sequence[tuple[Token, str]], held: frozenset[str], rows: int, columns: int) -> str:
    return "=" + "".join(part.text if block in held else moved(part, rows, columns) for part, block in blocks)


def _held(source: Source) -> Iterator[frozenset[str]]:
    """One or more of the cells and ranges of the formula that moved along."""
    blocks = {block for block in _blocks(tokens(source.formula) or ()) if block}
    moving = sorted(block for block in blocks if shifted(f"={block}", 1, 1) != f"={block}")[:MOST_BLOCKS]
    for count in range(1, len(moving) + 1):
        yield from map(frozenset, combinations(moving, count))


def _blocks(parts: Sequence[Token]) -> list[str]:
    """For each part, the cell or range that it belongs to; "" for what is neither."""
    found = [part.text if part.kind in ("cell", "column", "row") else "" for part in parts]
    for at, part in enumerate(parts[1:-1], start=1):
        if part.text == ":":
            found[at - 1 : at + 2] = [f"{parts[at - 1].text}:{parts[at + 1].text}"] * 3
    return found
