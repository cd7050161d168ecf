"""What marking says: points and a reason for every item of an answer.

A `Mark` is the last expression of a notebook's test cell. nbgrader reads its `repr` as partial credit; the learner
reads its `_repr_html_` in the feedback page. Both come from the same items. The page has no script and no style sheet
of ours and may be light or dark, so the explanation borrows its colours and says everything in words.
"""

from __future__ import annotations

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
        notice = Markup("<p>{}</p>").format(self.notice) if self.notice else Markup("")
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
    notice = _("There is no answer to this task yet. You can take it up whenever you like.")
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


_CELL = "text-align:left;vertical-align:top;padding:.3em 1em .3em 0"  # nbconvert's page would align to the right


def counted(items: Sequence[Item]) -> bool:
    """Whether items are better counted than priced: equal ones, whose shares differ by an odd cent (0.16 and 0.17)."""
    shares = {item.of for item in items}
    return len(shares) == 2 and max(shares) - min(shares) == CENT and {item.points for item in items} <= shares | {0}


FEW = 3  # right items that stand among the others; more would hide what there is to read


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


def _table(items: Sequence[Item], language: Language, priced: bool) -> Markup:
    """One row each: what it is, how it came out (sign and word), points if `priced`, why, and where to look."""
    _ = translator(language, "tasks")
    headings = (_("Item"), _("Result"), *((_("Points"),) if priced else ()), _("Explanation"))
    head = Markup("").join(Markup('<th scope="col" style="{}">{}</th>').format(_CELL, text) for text in headings)
    rows = Markup("").join(_row(item, language, priced) for item in items)
    return Markup(
        '<table style="border-collapse:collapse;color:inherit;background:transparent">'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(head, rows)


def _row(item: Item, language: Language, priced: bool) -> Markup:
    _ = translator(language, "tasks")
    price = Markup('<td style="{};white-space:nowrap">{}</td>').format(
        _CELL,
        _("{points} of {of}").format(
            points=show_number(item.points, language, 2), of=show_number(item.of, language, 2)
        ),
    )
    reasons = Markup("<br>").join(text for text in (item.message, item.where) if text)
    return Markup(
        '<tr style="border-top:1px solid currentColor"><th scope="row" style="{cell};font-weight:normal">{label}</th>'
        '<td style="{cell};white-space:nowrap"><span aria-hidden="true">{sign}</span> {word}</td>'
        '{price}<td style="{cell}">{reasons}</td></tr>'
    ).format(
        cell=_CELL,
        label=item.label,
        sign=_SIGNS[item.outcome],
        word=outcome_word(item.outcome, language),
        price=price if priced else "",
        reasons=reasons,
    )
