"""What all formulas of a workbook together may cost: each is sound in itself, and too many still work for hours."""

from __future__ import annotations

from course.locale import Language, translator
from course.tasks import formula as formulas
from course.tasks.formula import Area, areas, tokens

COSTLIEST = 1_000_000  # cells that all formulas together may make the engine visit
MOST_CHARACTERS = 100_000  # of all formulas together
MOST_JOINED = 600  # blocks of cells that all formulas together join as texts, with "&"

Place = tuple[int, int, int]  # sheet, row, column


class FormulaBudget:
    """The formulas that are worked out in one workbook, in English."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._cost = self._characters = 0
        self._places: set[tuple[int, int]] = set()  # where any sheet has a formula
        self._joining: dict[Place, list[Area]] = {}  # formulas that join texts -> what they use

    def add(self, place: Place, formula: str) -> None:
        self._cost += formulas.cost(formula)
        self._characters += len(formula)
        self._places.add(place[1:])
        if formulas.joins_text(formula):
            self._joining[place] = areas(tokens(formula) or ())

    def remove(self, place: Place, formula: str) -> None:
        self._cost -= formulas.cost(formula)
        self._characters -= len(formula)
        self._places.discard(place[1:])
        self._joining.pop(place, None)

    def refusal(self, formula: str, row: int, column: int) -> str:
        """Why a formula that is sound in itself does not fit beside the others; "" if it does."""
        _ = translator(self.language, "tasks")
        found = formulas.problem(formula, self.language)
        if found:
            return found
        if self._cost + formulas.cost(formula) > COSTLIEST or self._characters + len(formula) > MOST_CHARACTERS:
            return _("The formulas of this sheet are too extensive, taken together.")
        # Texts that are joined again and again double in length each time: twenty lines would fill the memory.
        own = areas(tokens(formula) or ()) if formulas.joins_text(formula) else []
        if own and len(own) + sum(map(len, self._joining.values())) > MOST_JOINED:
            return _("Too many formulas of this sheet join texts.")
        builds_on = any(place in area for area in own for place in self._places)
        if builds_on or any((row, column) in area for used in self._joining.values() for area in used):
            return _("A formula that joins texts with “&” can only use cells that hold no formula.")
        return ""
