"""What all formulas of a workbook together may cost: each is sound in itself, and too many still work for hours."""

from __future__ import annotations

from course.locale import Language, translator
from course.tasks import formula as formulas
from course.tasks.joined_text import JoinedTexts, Place

COSTLIEST = 1_000_000  # cells that all formulas together may make the engine visit
MOST_CHARACTERS = 100_000  # of all formulas together


class FormulaBudget:
    """The formulas that are worked out in one workbook, in English."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._cost = self._characters = 0
        self._texts = JoinedTexts()

    def take(self, place: Place, formula: str) -> str:
        """Take this formula in; the reason why it is not ("" if it is)."""
        _ = translator(self.language, "tasks")
        found = formulas.problem(formula, self.language)
        if found:
            return found
        cost = formulas.cost(formula)
        if self._cost + cost > COSTLIEST or self._characters + len(formula) > MOST_CHARACTERS:
            return _("The formulas of this sheet are too extensive, taken together.")
        if not self._texts.put(place, formula):
            return _("Too many formulas of this sheet join texts with “&”, again and again.")
        self._cost += cost
        self._characters += len(formula)
        return ""

    def remove(self, place: Place, formula: str) -> None:
        self._cost -= formulas.cost(formula)
        self._characters -= len(formula)
        self._texts.remove(place)
