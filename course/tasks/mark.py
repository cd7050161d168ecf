"""What marking says: points and a reason for every item of an answer.

A `Mark` is the last expression of a notebook's test cell. nbgrader reads its `repr` as partial credit; the learner
reads its `_repr_html_` in the feedback page. Both come from the same items. The page has no script and no style sheet
of ours and may be light or dark, so the explanation borrows its colours and says everything in words. What is said of
several items is said once, above them, and what cost the most comes first.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from markupsafe import Markup

from course.locale import Language, translator
from course.locale.numbers import show_number

CENT = Decimal("0.01")


class Outcome(Enum):
    """The four outcomes of an item. Nothing else is ever said about a piece of work."""

    NOT_ATTEMPTED = "not attempted"
    UNREADABLE = "cannot be read"
    WRONG = "wrong"
    RIGHT = "right"


_SIGNS = {Outcome.NOT_ATTEMPTED: "○", Outcome.UNREADABLE: "!", Outcome.WRONG: "✗", Outcome.RIGHT: "✓"}


@dataclass(frozen=True)
class Item:
    """One marked thing: a voucher of a journal, a cell of a sheet, a question of a quiz.

    `message` is the explanation (plain text, the learner's language, never the expected answer); `where` says where to
    look; `worked` is the worked answer, shown only in a lesson, on the third try.
    """

    key: str
    label: str
    points: Decimal
    of: Decimal
    outcome: Outcome
    slip: str = ""  # the slip's name, where one was recognised
    message: str = ""
    where: str = ""
    worked: str = ""
    found: str = ""  # what the learner has there, as they wrote it, where the message does not say it


@dataclass(frozen=True, repr=False)
class Mark:
    """The mark of one answer. `notice` is said once, of the whole ("Nothing was handed in here")."""

    title: str
    items: tuple[Item, ...]
    of: Decimal
    language: Language
    notice: str = ""
    remark: str = ""  # said beneath the items and worth nothing: how fast, how surely

    @property
    def points(self) -> Decimal:
        """Between 0 and `of`, two decimals at most."""
        total = sum((item.points for item in self.items), Decimal(0)).quantize(CENT, ROUND_HALF_UP)
        return min(max(total, Decimal(0)), self.of)

    @property
    def outcome(self) -> Outcome:
        """Of the whole: right only if every item is; what all items have in common otherwise; else wrong."""
        found = {item.outcome for item in self.items}
        return found.pop() if len(found) == 1 else Outcome.WRONG

    @property
    def slips(self) -> tuple[str, ...]:
        """The slips that were recognised, each once."""
        return tuple(dict.fromkeys(item.slip for item in self.items if item.slip))

    def __repr__(self) -> str:
        return plain(self.points)

    def _repr_html_(self) -> str:
        _ = translator(self.language, "tasks")
        heading = _("{points} of {of} points").format(
            points=show_number(self.points, self.language, 2), of=show_number(self.of, self.language, 2)
        )
        if counted(self.items):
            right = sum(item.outcome is Outcome.RIGHT for item in self.items)
            heading += " · " + _("{right} of {count} answers are right").format(right=right, count=len(self.items))
        notice = Markup("<p>{}</p>").format(_why(self.notice)) if self.notice else Markup("")
        table = Markup("") if self.notice else item_table(self.items, self.language)
        remark = Markup("<p>{}</p>").format(self.remark) if self.remark else Markup("")
        return str(
            Markup('<section class="bo-mark" style="{}"><p><strong>{}: {}</strong></p>{}{}{}</section>').format(
                "color:inherit;line-height:1.45;max-width:60em", self.title, heading, notice, table, remark
            )
        )


def plain(points: Decimal) -> str:
    """Points as nbgrader reads them: 12.5, 6, 0."""
    return f"{points.quantize(CENT, ROUND_HALF_UP).normalize():f}"


def not_attempted(title: str, of: Decimal, language: Language) -> Mark:
    """The mark of a task with no answer: said once, with no hint of what the answer would have been."""
    _ = translator(language, "tasks")
    item = Item("", title, Decimal(0), of, Outcome.NOT_ATTEMPTED)
    handed_in = os.environ.get("NBGRADER_EXECUTION") == "autograde"
    yet = _("There is no answer to this task yet. You can take it up whenever you like.")
    notice = _("No answer to this task was handed in.") if handed_in else yet
    return Mark(title, (item,), of, language, notice)


def cannot_be_read(title: str, of: Decimal, language: Language, reason: str) -> Mark:
    """The mark of an answer that cannot be read as a whole, with the reason."""
    _ = translator(language, "tasks")
    item = Item("", title, Decimal(0), of, Outcome.UNREADABLE, message=reason)
    return Mark(title, (item,), of, language, _("Your answer cannot be read. {reason}").format(reason=reason))


def share_out(points: Decimal, weights: Sequence[int | Decimal]) -> tuple[Decimal, ...]:
    """Points for items by their weights, in hundredths, so that they add up exactly."""
    whole = sum(map(Decimal, weights), Decimal(0))
    reached = given = Decimal(0)
    shares = []
    for weight in weights:
        reached += Decimal(weight)
        upto = (points * reached / whole).quantize(CENT, ROUND_HALF_UP)
        shares.append(upto - given)
        given = upto
    return tuple(shares)


def outcome_word(outcome: Outcome, language: Language) -> str:
    _ = translator(language, "tasks")
    words = {
        Outcome.NOT_ATTEMPTED: _("not attempted"),
        Outcome.UNREADABLE: _("cannot be read"),
        Outcome.WRONG: _("wrong"),
        Outcome.RIGHT: _("right"),
    }
    return words[outcome]


def counted(items: Sequence[Item]) -> bool:
    """Whether items are better counted than priced: equal ones, whose shares differ by an odd cent (0.16 and 0.17)."""
    shares = {item.of for item in items}
    return len(shares) == 2 and max(shares) - min(shares) == CENT and {item.points for item in items} <= shares | {0}


_CELL = "text-align:left;vertical-align:top;padding:.3em 1em .3em 0"  # nbconvert's page would align to the right
_OWN = f"{_CELL};overflow-wrap:anywhere"  # what a learner wrote may be one long word
FEW = 3  # right items that stand among the others; more would hide what there is to read
LONGEST = 120  # letters of what a learner wrote


def _why(text: str) -> Markup:
    """A reason, marked as one: the feedback page looks for the first of each task."""
    return Markup('<span class="bo-why">{}</span>').format(text)


def item_table(items: Sequence[Item], language: Language) -> Markup:
    """The items, those that are right folded away beneath the others: what is explained is seen at once."""
    right = [item for item in items if item.outcome is Outcome.RIGHT]
    priced = not counted(items)
    if len(right) <= FEW:
        return _table(items, language, priced)
    _ = translator(language, "tasks")
    others = [item for item in items if item.outcome is not Outcome.RIGHT]
    said = _("{count} parts are right").format(count=len(right)) if others else _("Everything is right.")
    folded = Markup("<details><summary>✓ {}</summary>{}</details>").format(said, _table(right, language, priced))
    return (_table(others, language, priced) if others else Markup("")) + folded


def _alike(items: Sequence[Item]) -> list[list[Item]]:
    """Items of which the same is said, together: what cost the most first, what is right last."""
    groups: dict[tuple[Outcome, str], list[Item]] = {}
    for item in items:
        groups.setdefault((item.outcome, item.message), []).append(item)
    return sorted(groups.values(), key=lambda group: (group[0].outcome is Outcome.RIGHT, -_lost(group)))


def _lost(items: Sequence[Item]) -> Decimal:
    return sum((item.of - item.points for item in items), Decimal(0))


def _table(items: Sequence[Item], language: Language, priced: bool) -> Markup:
    """What is said, and beneath it a row for each item: what it is, what stands there, points if `priced`."""
    _ = translator(language, "tasks")
    own = any(item.found for item in items)
    headings = (_("Item"), *((_("Your entry"),) if own else ()), *((_("Points"),) if priced else ()))
    head = Markup("").join(Markup('<th scope="col" style="{}">{}</th>').format(_CELL, text) for text in headings)
    groups = Markup("").join(_group(group, language, own, priced) for group in _alike(items))
    return Markup(
        '<table style="border-collapse:collapse;color:inherit;background:transparent">'
        "<thead><tr>{}</tr></thead>{}</table>"
    ).format(head, groups)


def _group(items: Sequence[Item], language: Language, own: bool, priced: bool) -> Markup:
    """Items of which the same is said. Where to look is said once, too, or once for those that it holds for."""
    places: dict[str, list[Item]] = {}
    for item in items:
        places.setdefault(item.where, []).append(item)
    across = 1 + own + priced
    said = _told(items, language, next(iter(places)) if len(places) == 1 else "", priced)
    rows = Markup(
        '<tr style="border-top:1px solid currentColor"><th scope="rowgroup" colspan="{}" style="{};font-weight:normal">'
        "{}</th></tr>"
    ).format(across, _CELL, said)
    for where, here in places.items():
        if len(places) > 1 and where:
            rows += Markup('<tr><td colspan="{}" style="{}"><em>{}</em></td></tr>').format(across, _CELL, where)
        rows += Markup("").join(_row(item, language, own, priced) for item in here)
    return Markup("<tbody>{}</tbody>").format(rows)


def _told(items: Sequence[Item], language: Language, where: str, priced: bool) -> Markup:
    """How these came out (sign and word), together at what cost, why, and where to look."""
    first = items[0]
    outcome = Markup('<strong><span aria-hidden="true">{}</span> {}</strong>').format(
        _SIGNS[first.outcome], outcome_word(first.outcome, language)
    )
    price = f" · {_together(items, language)}" if priced and len(items) > 1 else ""
    reasons = [_why(first.message)] if first.message else []
    return Markup("<br>").join([outcome + price, *reasons, *([where] if where else [])])


def _together(items: Sequence[Item], language: Language) -> str:
    _ = translator(language, "tasks")
    of = sum((item.of for item in items), Decimal(0))
    points = show_number(of - _lost(items), language, 2)
    return _("{points} of {of} points").format(points=points, of=show_number(of, language, 2))


def _row(item: Item, language: Language, own: bool, priced: bool) -> Markup:
    found = item.found if len(item.found) <= LONGEST else item.found[: LONGEST - 1] + "…"
    cells = Markup('<td style="{}">{}</td>').format(_OWN, found) if own else Markup("")
    if priced:
        points, of = (show_number(number, language, 2) for number in (item.points, item.of))
        price = translator(language, "tasks")("{points} of {of}").format(points=points, of=of)
        cells += Markup('<td style="{};white-space:nowrap">{}</td>').format(_CELL, price)
    name = Markup('<th scope="row" style="{};font-weight:normal">{}</th>').format(_CELL, item.label)
    return Markup("<tr>{}{}</tr>").format(name, cells)
