"""Sheets: cells to be filled in, many of them by formula.

A formula is judged by what it does, not by how it is written: it comes to the right value, and it still does when the
figures that it starts from are exchanged for others. A figure that was added up elsewhere and typed in earns part of
the points and is told why. Truths are functions of the sheet's own figures, so work that follows correctly from an
earlier mistake is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from course.firm import Firm
from course.firm.records import Document
from course.locale import Language, translator
from course.tasks.check import CheckLine, CheckReport, no_answer, report
from course.tasks.engine import Value
from course.tasks.expected import (
    TYPED_TOTAL,
    CellSlip,
    Change,
    Expected,
    Figures,
    figures_of,
    is_error,
    no_change,
    other_figures,
    same,
    typed_truth,
)
from course.tasks.form import no_documents
from course.tasks.formula import areas, position, tokens
from course.tasks.handout import Handout, Header, SheetLayout, TaskKind
from course.tasks.mark import Mark, not_attempted, share_out
from course.tasks.sheet_answer import SheetAnswer, SheetTask
from course.tasks.sheet_marking import CellMarker
from course.tasks.task import Answer
from course.tasks.workbook import Workbook
from course.tasks.xlsx import Cell

__all__ = ["TYPED_TOTAL", "CellSlip", "Expected", "Figures", "Sheet", "other_figures"]

MOST_COMPLAINTS = 10  # lines of a check about single cells


@dataclass(frozen=True, kw_only=True)
class Sheet(SheetTask):
    """Cells to be filled in. `change` exchanges the figures that formulas start from (see `other_figures`)."""

    kind: ClassVar[TaskKind] = "sheet"

    layout: Callable[[Firm, Language, Mapping[str, Answer]], SheetLayout]
    expected: Callable[[Firm, Language, SheetLayout], tuple[Expected, ...]]
    change: Change = no_change
    documents: Callable[[Firm, Language], tuple[Document, ...]] = no_documents
    # Of a task with `needs`: the layout that was dealt, as earlier answers make it, `asked` included. It has no firm.
    follows: Callable[[SheetLayout, Language, Mapping[str, Answer]], SheetLayout] | None = None

    def handout(self, firm: Firm, header: Header, earlier: Mapping[str, Answer]) -> Handout:
        language = header.language
        layout = self.layout(firm, language, earlier)
        asked = tuple(one.ref for one in self.expected(firm, language, layout))
        return self.showing(header, self.documents(firm, language), replace(layout, asked=asked))

    def follow(self, handout: Handout, earlier: Mapping[str, Answer]) -> Handout:
        if self.follows is None:
            return handout
        assert isinstance(handout.layout, SheetLayout)
        return replace(handout, layout=self.follows(handout.layout, handout.header.language, earlier))

    def check(self, answer: Answer | None, handout: Handout) -> CheckReport:
        language = handout.header.language
        assert isinstance(handout.layout, SheetLayout)
        if not isinstance(answer, SheetAnswer):
            return no_answer(language)
        return report(checked(answer, handout), language)

    def mark(self, answer: Answer | None, firm: Firm, handout: Handout, earlier: Mapping[str, Answer]) -> Mark:
        language = handout.header.language
        if not isinstance(answer, SheetAnswer) or answer.book is None:
            return not_attempted(handout.title, self.points, language)
        expected = self._expected(firm, handout)
        shares = share_out(self.points, [one.weight for one in expected])
        marker = CellMarker(answer.book, expected, self.change, handout)
        items = tuple(marker.item(one, share) for one, share in zip(expected, shares, strict=True))
        return Mark(handout.title, items, self.points, language)

    def slips(self, firm: Firm, handout: Handout) -> tuple[str, ...]:
        expected = self._expected(firm, handout)
        book = self._book(expected, handout, ())
        names = [TYPED_TOTAL] if any(one.formula for one in expected) else []
        for one in expected:
            right = book.value(*position(one.ref))
            names += [slip.name for slip in one.slips if not same(book.calculate(slip.formula), right, one.exact)]
        return tuple(dict.fromkeys(names))

    def perfect(self, firm: Firm, handout: Handout, slips: tuple[str, ...] = ()) -> SheetAnswer:
        book = self._book(self._expected(firm, handout), handout, slips)
        return SheetAnswer(handout.header, book.cells(), book)

    def _expected(self, firm: Firm, handout: Handout) -> tuple[Expected, ...]:
        assert isinstance(handout.layout, SheetLayout)
        return self.expected(firm, handout.header.language, handout.layout)

    def _book(self, expected: tuple[Expected, ...], handout: Handout, slips: tuple[str, ...]) -> Workbook:
        """The sheet as a careful clerk fills it in, in the order of the task, or one who makes these slips."""
        book = Workbook.blank(handout)
        for one in expected:
            made = [slip for slip in one.slips if slip.name in slips]
            value: Value = None if one.formula else typed_truth(one.truth(figures_of(book)))
            if made and one.formula:
                book.set(one.ref, Cell(None, made[0].formula))
            elif made or (one.formula and TYPED_TOTAL in slips):
                book.set(one.ref, Cell(book.calculate(made[0].formula if made else one.formula)))
            else:
                book.set(one.ref, Cell(value, one.formula))
        return book


def checked(answer: SheetAnswer, handout: Handout) -> Iterator[CheckLine]:
    """What can be said of a sheet without knowing what is right in it."""
    _ = translator(handout.header.language, "tasks")
    layout = handout.layout
    assert isinstance(layout, SheetLayout)
    empty = [ref for ref in layout.asked if ref not in answer.cells]
    if empty:
        cells, more = ", ".join(empty[:MOST_COMPLAINTS]), len(empty) - MOST_COMPLAINTS
        if more > 0:
            cells = _("{cells} and {count} more").format(cells=cells, count=more)
        yield CheckLine("todo", _("Still empty: {cells}.").format(cells=cells), empty[0])
    unreadable = [(ref, cell.problem) for ref, cell in answer.cells.items() if cell.problem]
    unreadable += [
        (ref, _("The formula ends in an error ({error}).").format(error=cell.value))
        for ref, cell in answer.cells.items()
        if cell.formula and not cell.problem and is_error(cell.value) and not _inherited(cell, answer)
    ]
    for ref, reason in unreadable[:MOST_COMPLAINTS]:
        yield CheckLine("unreadable", f"{ref}: {reason}", ref)
    if answer.book is not None:
        for total in answer.book.totals():
            text = _("{label}: {shown}. It should be zero.").format(label=total.label, shown=total.shown)
            if total.warning:
                yield CheckLine("todo", text)


def _inherited(cell: Cell, answer: SheetAnswer) -> bool:
    """Whether a formula's error comes from another cell: that one is named, not everything that builds on it."""
    used = areas(tokens(cell.formula) or ())
    others = ((ref, other) for ref, other in answer.cells.items() if other is not cell)
    return any(
        (other.problem or is_error(other.value)) and any(position(ref) in area for area in used)
        for ref, other in others
    )
