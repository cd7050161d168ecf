"""Why a cell of a sheet is wrong: the slip that gives what the learner has, else what can be seen of the formula.

Many mistakes come to 0, to an error or to the one of two words that is wrong. There a slip is named only if it uses the
same cells as the learner's formula, and never where the careful formula would come to the same: a guess that sounds
like knowledge would send a learner looking in the wrong place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from course.locale import Language, translator
from course.tasks.engine import Value
from course.tasks.entry import entry
from course.tasks.expected import TYPED_TOTAL, CellSlip, Expected, is_error, same, spelt
from course.tasks.filled_from import moved_along
from course.tasks.formula import Area, areas, position, tokens
from course.tasks.sheet_world import World
from course.tasks.xlsx import Cell

Finding = tuple[str, str]  # the slip's name ("" for none) and what is said; "" if there is nothing to say
NOTHING: Finding = ("", "")
DOLLAR, AS_TEXT, SIGN, TYPED_IN = "dollar-missing", "number-as-text", "sign-turned", "figure-typed-in"
ANYBODYS = {Decimal(0), Decimal(1), Decimal(100)}  # figures that any formula may hold
NEAR = 0.05  # a figure that was rounded before it was typed may be this share off what a slip comes to


class CellDiagnosis:
    """Explains the cells of one learner's sheet. `changed` are the figures that are exchanged for the trials."""

    def __init__(
        self, worlds: Sequence[World], expected: Sequence[Expected], changed: Mapping[str, Value], language: Language
    ) -> None:
        self.worlds, self.expected, self.changed, self.language = worlds, expected, changed, language
        self._ = translator(language, "tasks")
        self.last = max((position(ref)[0] for ref in worlds[0].cells), default=1)

    def find(self, one: Expected) -> Finding:
        """What is said of a cell that is not right, or not with every set of figures."""
        cell = self.worlds[0].cells[one.ref]
        slips = self._fitting(one, cell)
        if not any(self._same_cells(slip, cell) for slip in slips) and self._moved_along(one):
            return DOLLAR, self._(
                "A $ is missing: when the formula was copied, something moved along that stands in one fixed place."
            )
        if not slips:
            return self._seen(one, cell)
        slip = max(slips, key=lambda slip: self._shown[slip.name]) if len(slips) > 1 else slips[0]
        return slip.name, slip.message

    # --- slips ----------------------------------------------------------------------------------------------------

    def _fitting(self, one: Expected, cell: Cell) -> list[CellSlip]:
        """The slips that give what the learner has: those that use the same cells, else any."""
        slips = [slip for slip in one.slips if self._gives_this(slip, one, cell)]
        return [slip for slip in slips if self._same_cells(slip, cell)] or [one for one in slips if one.name != DOLLAR]

    @cached_property
    def _shown(self) -> Counter[str]:
        """In how many cells each slip shows. A mistake is mostly made all down a column: of two slips that fit a cell,
        the one that fits more of them was made, and the other would be a second name for it."""
        cells = [(one, self.worlds[0].cells.get(one.ref, Cell(None))) for one in self.expected]
        filled = [(one, cell) for one, cell in cells if not cell.problem and (cell.formula or cell.value is not None)]
        return Counter(name for one, cell in filled for name in {slip.name for slip in self._fitting(one, cell)})

    def _gives_this(self, slip: CellSlip, one: Expected, cell: Cell) -> bool:
        """Whether the slip comes to what the learner has, in the sheet as it is and with every exchange of figures."""
        worlds = self._tried(cell)
        if all(world.right(one) for world in worlds):
            return False
        found = [(spelt(world.value(one), one), spelt(world.book.calculate(slip.formula), one)) for world in worlds]
        if not all(_alike(value, slipped, one.exact) for value, slipped in found):
            return False
        vague = all(_tells_little(value, slip) for value, _slipped in found)
        if vague and not self._same_cells(slip, cell):
            return False
        careful = [world.book.calculate(one.formula) for world in worlds] if one.formula else [None]
        return careful != [slipped for _value, slipped in found]

    def _same_cells(self, slip: CellSlip, cell: Cell) -> bool:
        if slip.name == DOLLAR:  # a range that moved along has its own beginning and end
            return set(areas(tokens(slip.formula) or ())) == set(areas(tokens(cell.formula) or ()))
        return self._used(slip.formula) == self._used(cell.formula)

    def _used(self, formula: str) -> set[Area]:
        """The blocks that a formula names, whole columns and headings cut to the rows that hold something."""
        return {self._cut(area) for area in areas(tokens(formula) or ())}

    def _cut(self, area: Area) -> Area:
        if area.height == 1:
            return area
        return Area(max(area.top, 2), area.left, min(area.bottom, max(self.last, area.top)), area.right)

    # --- what can be seen -----------------------------------------------------------------------------------------

    def _moved_along(self, one: Expected) -> bool:
        cell = self.worlds[0].cells[one.ref]
        return bool(cell.formula) and not cell.problem and moved_along(one, self.expected, self.worlds)

    def _seen(self, one: Expected, cell: Cell) -> Finding:
        world = self.worlds[0]
        found = world.value(one)
        if world.holds(one):
            return self._does_not_follow(one, cell)
        if isinstance(found, str) and not is_error(found) and self._reads_right(found, one):
            return AS_TEXT, self._(
                "The figure is right, but it is a text: nothing can be worked out with it. VALUE makes a number of it."
            )
        if isinstance(found, float) and found and all(_turned(each, one) for each in self._tried(cell)):
            return SIGN, self._("The amount is right, but plus and minus are the wrong way round.")
        return NOTHING

    def _tried(self, cell: Cell) -> Sequence[World]:
        return self.worlds if cell.formula else self.worlds[:1]

    def _reads_right(self, found: str, one: Expected) -> bool:
        number = entry(found, "number", self.language)
        return not number.problem and self.worlds[0].fits(number.value, one)

    def _does_not_follow(self, one: Expected, cell: Cell) -> Finding:
        """A formula that is right with these figures only."""
        if not areas(tokens(cell.formula) or ()):
            return TYPED_TOTAL, ""
        if (_numbers(cell.formula) - _numbers(one.formula)) & self._figures():
            return TYPED_IN, self._("A figure that stands in a cell was typed into the formula. Name the cell instead.")
        return NOTHING

    def _figures(self) -> set[Decimal]:
        """The figures that are exchanged, and the ways in which a per cent is written."""
        figures = (self.worlds[0].figures.amount(ref) for ref in self.changed)
        ways = ((figure, figure / 100, 1 + figure / 100, 100 + figure) for figure in figures if figure)
        return {way for each in ways for way in each} - ANYBODYS


def _alike(found: Value, slipped: Value, exact: bool) -> bool:
    if not same(found, slipped, exact):
        return False
    if isinstance(found, float) and isinstance(slipped, float):
        return abs(found - slipped) <= max(1e-6, NEAR * abs(slipped))
    return True


def _tells_little(value: Value, slip: CellSlip) -> bool:
    texts = {part.text.strip('"') for part in tokens(slip.formula) or () if part.kind == "text"}
    return not value or isinstance(value, bool) or is_error(value) or value in texts


def _turned(world: World, one: Expected) -> bool:
    value = world.value(one)
    return isinstance(value, float) and world.fits(-value, one)


def _numbers(formula: str) -> set[Decimal]:
    return {Decimal(part.text) for part in tokens(formula) or () if part.kind == "number"}
