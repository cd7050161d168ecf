"""Explaining in a lesson, in three steps: where to look, then what happened, then how it is done.

In an assignment nothing of this is shown before the work is handed back; the desk calls it for lessons alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from course.locale import translator
from course.tasks.formula import position
from course.tasks.mark import Item, Mark, Outcome, outcome_word

FEW = 4  # open items that are named one by one
WORKED_OUT = 3  # the try from which it is shown how it is done
CELL = re.compile(r"(?<![\w.])\$?[A-Z]{1,2}\$?[1-9]\d*(?![\w(])")


def explain(mark: Mark, tries: int) -> str:
    """HTML for the learner's `tries`-th Check (1, 2, 3, ...) of the same documents."""
    _ = translator(mark.language, "tasks")
    open_items = [item for item in mark.items if item.outcome is not Outcome.RIGHT]
    if mark.notice:
        return str(Markup("<p>{}</p>").format(mark.notice))
    remark = Markup("<p>{}</p>").format(mark.remark) if mark.remark else Markup("")
    if not open_items:
        return str(Markup("<p><strong>{}</strong></p>{}").format(_("Everything is right."), remark))
    right = len(mark.items) - len(open_items)
    count = _("{right} of {all} right. Look again at:").format(right=right, all=len(mark.items))
    shown, blank = _apart(open_items, tries)
    rows = Markup("").join(_explained(items, mark, tries) for items in _alike(shown, tries))
    if blank:
        said = _("{count} are still open. The first of them: {label}.")
        told = said.format(count=len(blank), label=blank[0].label).replace("..", ".").replace("?.", "?")
        rows += Markup("<li>{}</li>").format(told)  # a label may be a sentence with a stop of its own
    return str(Markup("<p><strong>{}</strong></p><ul>{}</ul>{}").format(count, rows, remark))


def _apart(items: Sequence[Item], tries: int) -> tuple[list[Item], list[Item]]:
    """What is spoken of one by one, and what is only counted: many blanks say nothing, until they are worked out."""
    blank = [item for item in items if item.outcome is Outcome.NOT_ATTEMPTED]
    if len(blank) <= FEW or tries >= WORKED_OUT:
        return list(items), []
    return [item for item in items if item not in blank], blank


def _alike(items: Sequence[Item], tries: int) -> list[list[Item]]:
    """Items of which the same would be said, together: eight wrong ticks by one wrong rule are one thing to learn."""
    groups: dict[tuple[Outcome, str, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item.outcome, _said(item, tries), _pattern(item, tries)), []).append(item)
    return list(groups.values())


def _pattern(item: Item, tries: int) -> str:
    """The worked answer with its cells counted from the item's own: the same for a formula that is copied."""
    worked = _worked(item, tries)
    if "=" not in worked or not CELL.fullmatch(item.key):
        return worked
    row, column = position(item.key)

    def counted(cell: re.Match[str]) -> str:
        return f"[{position(cell[0])[0] - row}:{position(cell[0])[1] - column}]" if "$" not in cell[0] else cell[0]

    return CELL.sub(counted, worked)


def _said(item: Item, tries: int) -> str:
    told = item.message if tries >= 2 or item.outcome is Outcome.UNREADABLE else ""
    return " ".join(filter(None, (told, item.where)))


def _worked(item: Item, tries: int) -> str:
    return item.worked if tries >= WORKED_OUT else ""


def _explained(items: Sequence[Item], mark: Mark, tries: int) -> Markup:
    _ = translator(mark.language, "tasks")
    labels = Markup("; ").join(Markup("<strong>{}</strong>").format(item.label.removesuffix(".")) for item in items)
    said, worked = _said(items[0], tries), _worked(items[0], tries)
    how = _("This is how it is done:")
    if any(_worked(item, tries) != worked for item in items):
        how = _("This is how it is done in {cell}; copy it to the others:").format(cell=items[0].key)
    lines = Markup("<br>").join(worked.split("\n"))
    shown = Markup("<br><strong>{}</strong> {}").format(how, lines) if worked else Markup("")
    return Markup("<li>{} ({}){}{}{}</li>").format(
        labels, outcome_word(items[0].outcome, mark.language), ": " if said else "", said, shown
    )
