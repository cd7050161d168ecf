"""Explaining in a lesson, in three steps: where to look, then what happened, then how it is done.

In an assignment nothing of this is shown before the work is handed back; the desk calls it for lessons alone.
"""

from __future__ import annotations

from markupsafe import Markup

from course.locale import translator
from course.tasks.mark import Item, Mark, Outcome, outcome_word


def explain(mark: Mark, tries: int) -> str:
    """HTML for the learner's `tries`-th Check (1, 2, 3, ...) of the same documents."""
    _ = translator(mark.language, "tasks")
    open_items = [item for item in mark.items if item.outcome is not Outcome.RIGHT]
    if mark.notice:
        return str(Markup("<p>{}</p>").format(mark.notice))
    if not open_items:
        return str(Markup("<p><strong>{}</strong></p>").format(_("Everything is right.")))
    right = len(mark.items) - len(open_items)
    count = _("{right} of {all} right. Look again at:").format(right=right, all=len(mark.items))
    rows = Markup("").join(_explained(item, mark, tries) for item in open_items)
    return str(Markup("<p><strong>{}</strong></p><ul>{}</ul>").format(count, rows))


def _explained(item: Item, mark: Mark, tries: int) -> Markup:
    _ = translator(mark.language, "tasks")
    unreadable = item.outcome is Outcome.UNREADABLE
    parts = [item.message] if item.message and (tries >= 2 or unreadable) else []
    parts += [item.where] if item.where else []
    text = Markup(" ").join(parts)
    worked = Markup("")
    if tries >= 3 and item.worked:
        worked = Markup("<br><strong>{}</strong> {}").format(_("This is how it is done:"), item.worked)
    return Markup("<li><strong>{}</strong> ({}): {}{}</li>").format(
        item.label, outcome_word(item.outcome, mark.language), text, worked
    )
