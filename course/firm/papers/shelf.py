"""A shelf as somebody who counts sees it: from the front, from the side, from above, and in words.

The drawing is plain shapes on a plan of 700 x 340 units; the words say the same and no more: rows and stacks, never how
many there are in all. What stands behind the front row can be seen from the side and from above only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from course.firm.papers.parts import Data, day, us, words
from course.firm.records import Document
from course.firm.shelving import Shelf, Stacks
from course.firm.stock import packs_a_carton
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm

BOARD, FLOOR = 196, 326  # heights on the plan: the shelf's board, and the floor in front of it
CARTON, PACK, PIECE = (58, 40), (38, 24), (24, 13)  # width and height
LEFT, GAP = 14, 5
DEPTH, HIGH = 34, 30  # of a carton seen from the side
TOP = 26  # of a carton seen from above, both ways
SIDE, SIDE_FLOOR, ABOVE = 566, 150, 190  # the two small views: left edge, and where each begins


@dataclass
class Plan:
    """Shapes and words on the plan, as plain data for the template."""

    shapes: list[Data] = field(default_factory=list)
    labels: list[Data] = field(default_factory=list)

    def box(self, kind: str, x: int, y: int, size: tuple[int, int]) -> None:
        self.shapes.append({"kind": kind, "x": x, "y": y, "width": size[0], "height": size[1]})

    def label(self, kind: str, x: int, y: int, text: Text) -> None:
        self.labels.append({"kind": kind, "x": x, "y": y, "text": words(text)})

    def stacks(self, kind: str, x: int, floor: int, stacks: Stacks, size: tuple[int, int]) -> int:
        """Stacks side by side from x on; the x behind them."""
        for stack in stacks:
            for place in range(stack):
                self.box(kind, x, floor - (place + 1) * size[1], size)
            x += size[0] + GAP
        return x + 2 * GAP if stacks else x


def shelf(firm: Firm, number: str, on: date, seen: Shelf) -> Document:
    """The paper with the drawing. `number` is the paper's, `on` the day of the count."""
    article, plan = seen.article, drawn(seen)
    data: Data = {
        "sender": us(firm.company),
        "date": day(on),
        "place": article.shelf,
        "article": article.number,
        "name": words(article.name),
        "packs": packs_a_carton(article),
        "pack_size": article.pack_size,
        "shapes": plan.shapes,
        "labels": plan.labels,
        "said": [words(text) for text in said(seen)],
    }
    return Document(number, "shelf", Text(f"Shelf {article.shelf}", f"Regalfach {article.shelf}"), data)


def drawn(seen: Shelf) -> Plan:
    plan = Plan()
    x = plan.stacks("carton", LEFT, BOARD, seen.front, CARTON)
    x = plan.stacks("pack", x, BOARD, seen.packs, PACK)
    x = plan.stacks("piece", x, BOARD, seen.pieces, PIECE)
    if seen.stranger:
        plan.stacks("stranger", x, BOARD, seen.strangers, PACK)
        plan.label("tag", x, BOARD - max(seen.strangers) * PACK[1] - 8, _same(seen.stranger.number))
    if seen.arrived:
        after = plan.stacks("carton", LEFT, FLOOR - 6, seen.late, CARTON)
        plan.box("board", LEFT - 4, FLOOR - 6, (after - LEFT - 2 * GAP, 6))
        plan.label("tag", after, FLOOR - 30, _received(seen.arrived))
        plan.label("tag", after, FLOOR - 10, _same(seen.article.number))
    _from_the_side(plan, seen)
    _from_above(plan, seen)
    return plan


def _from_the_side(plan: Plan, seen: Shelf) -> None:
    """The front row at the left."""
    plan.label("view", SIDE, 14, Text("From the side", "Von der Seite"))
    for row, stacks in enumerate((seen.front, seen.back)):
        for place in range(max(stacks, default=0)):
            plan.box("carton", SIDE + 4 + row * (DEPTH + GAP), SIDE_FLOOR - (place + 1) * HIGH, (DEPTH, HIGH))
    plan.box("board", SIDE - 4, SIDE_FLOOR, (2 * DEPTH + 3 * GAP + 6, 5))
    plan.label("small", SIDE + 4, SIDE_FLOOR + 20, Text("front", "vorn"))


def _from_above(plan: Plan, seen: Shelf) -> None:
    """One square for each stack of cartons; the front row at the bottom."""
    plan.label("view", SIDE, ABOVE + 14, Text("From above", "Von oben"))
    for row, stacks in enumerate((seen.back, seen.front)):
        for place in range(len(stacks)):
            plan.box("carton", SIDE + 4 + place * (TOP + 3), ABOVE + 26 + row * (TOP + 4), (TOP, TOP))
    front = ABOVE + 28 + 2 * (TOP + 4)
    plan.box("board", SIDE - 4, front, (max(len(seen.front), 3) * (TOP + 3) + 8, 5))
    plan.label("small", SIDE + 4, front + 20, Text("front", "vorn"))


# --- in words -----------------------------------------------------------------------------------------------------


def said(seen: Shelf) -> Iterator[Text]:
    """What there is to see, row by row and stack by stack."""
    yield _row(seen.front, Text("Front row, cartons, from the left", "Vordere Reihe, Kartons, von links"))
    if seen.back:
        wide, high = len(seen.back), seen.back[0]
        yield Text(
            f"From above, behind the front row: {wide} more stacks of cartons. From the side: each is {high} high.",
            f"Von oben, hinter der vorderen Reihe: {wide} weitere Stapel Kartons. Von der Seite: je {high} hoch.",
        )
    else:
        yield Text("From above, behind the front row: nothing.", "Von oben, hinter der vorderen Reihe: nichts.")
    yield _row(seen.packs, Text("Loose packs, from the left", "Einzelne Pakete, von links"))
    yield _row(seen.pieces, Text("Loose pieces, from the left", "Einzelne Stücke, von links"))
    if seen.stranger:
        guest = seen.stranger.number
        yield _row(seen.strangers, Text(f"At the right, packs tagged {guest}", f"Rechts Pakete mit dem Schild {guest}"))
    if seen.arrived:
        tag, number = _received(seen.arrived), seen.article.number
        yield _row(
            seen.late,
            Text(
                f"On a pallet in front of the shelf, tagged “{tag.en}, {number}”, cartons",
                f"Auf einer Palette vor dem Regal, mit dem Schild „{tag.de}, {number}“, Kartons",
            ),
        )


def _row(stacks: Stacks, what: Text) -> Text:
    """Like "Front row, from the left: 3 stacks of 4, then 1 stack of 2."."""
    runs: list[tuple[int, int]] = []  # so many stacks of this height
    for high in stacks:
        number = runs.pop()[0] if runs and runs[-1][1] == high else 0
        runs.append((number + 1, high))
    english = ", then ".join(f"{number} {'stack' if number == 1 else 'stacks'} of {high}" for number, high in runs)
    german = ", dann ".join(f"{number} Stapel zu {high}" for number, high in runs)
    return Text(f"{what.en}: {english or 'none'}.", f"{what.de}: {german or 'keine'}.")


def _received(on: date) -> Text:
    return Text(f"Received {on:%d/%m/%Y}", f"Eingang {on:%d.%m.%Y}")


def _same(text: str) -> Text:
    return Text(text, text)
