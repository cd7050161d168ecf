"""The stock moves as a file for *Automate it*: what a warehouse program would export, and what a function should find.

The learner's functions are tried on moves that they have not seen, so a result that was typed in does not pass. Truths
are worked out here from the firm's own records; pandas is imported only when a test asks for a table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from course import __version__
from course.firm import Firm
from course.firm.calendar import FIRST_DAY
from course.firm.replenishment import class_of, cumulative_shares
from course.locale import Language, Text
from course.tasks.handing_in import deal, learner_id
from course.tasks.handout import Header

if TYPE_CHECKING:
    import pandas as pd

UNIT = "13-inventory"
FILE = "moves.csv"
OTHER_FIRM = 1  # the variant; assignments have 0
COLUMNS: dict[Language, tuple[str, ...]] = {
    "en": ("date", "paper", "article", "name", "quantity", "cost"),
    "de": ("datum", "beleg", "artikel", "name", "menge", "einstand"),
}
SEPARATOR: dict[Language, str] = {"en": ",", "de": ";"}  # as office programs of the two countries export
DECIMAL: dict[Language, str] = {"en": ".", "de": ","}
DATE: dict[Language, str] = {"en": "%d/%m/%Y", "de": "%d.%m.%Y"}


@dataclass(frozen=True)
class MoveLine:
    """One move as a line of the file: pieces (receipts positive, issues negative) and cost each in EUR."""

    date: str
    paper: str
    article: str
    name: str
    quantity: int
    cost: Decimal


@dataclass(frozen=True)
class KnownMoves:
    """Moves as a table, and what the learner's functions should make of it."""

    table: pd.DataFrame
    values: dict[str, float]  # what went out, EUR, by article
    classes: dict[str, str]


def write_moves(language: Language, folder: Path | None = None) -> str:
    """Write the learner's moves as `moves.csv`, beside the notebook; say what was written."""
    lines = move_lines(own_firm(language), language)
    with ((folder or Path.cwd()) / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=SEPARATOR[language], lineterminator="\n")
        writer.writerow(COLUMNS[language])
        for line in lines:
            cost = f"{line.cost:.2f}".replace(".", DECIMAL[language])
            writer.writerow((line.date, line.paper, line.article, line.name, line.quantity, cost))
    return Text(f"{FILE}: {len(lines)} lines", f"{FILE}: {len(lines)} Zeilen").to(language)


def own_firm(language: Language) -> Firm:
    """A firm of this page's own. The moves of the assignment's firm would come to the stock of the shelves that are
    counted blind there.
    """
    return deal(Header(learner_id(), UNIT, "automate", OTHER_FIRM, __version__, language), lesson=False)


def move_lines(firm: Firm, language: Language) -> list[MoveLine]:
    """The stock on 1 April as a first receipt of each article, then every move of the quarter."""
    first = Text("opening stock", "Anfangsbestand").to(language)
    opening = [
        MoveLine(
            f"{FIRST_DAY:{DATE[language]}}",
            first,
            article.number,
            article.name.to(language),
            article.opening_stock,
            article.purchase_price,
        )
        for article in firm.articles
    ]
    moves = [
        MoveLine(
            f"{move.date:{DATE[language]}}",
            move.voucher,
            move.article,
            firm.article(move.article).name.to(language),
            move.quantity,
            firm.article(move.article).purchase_price,
        )
        for move in firm.stock_moves
    ]
    return opening + moves


def lines_in_file(language: Language, folder: Path | None = None) -> list[MoveLine]:
    """What stands in `moves.csv`, read without pandas."""
    with ((folder or Path.cwd()) / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=SEPARATOR[language]))[1:]
    return [
        MoveLine(day, paper, article, name, int(quantity), Decimal(cost.replace(DECIMAL[language], ".")))
        for day, paper, article, name, quantity, cost in rows
    ]


def other_moves(language: Language) -> Iterator[KnownMoves]:
    """Three other firms' moves; the last ones are fewer and in another order."""
    for number in (1, 2, 3):
        lines = move_lines(Firm.deal(f"{UNIT} automate {number}"), language)
        yield known(lines[::-2] if number == 3 else lines, language)


def known(lines: list[MoveLine], language: Language) -> KnownMoves:
    """These lines as a table, with what there is to find in them."""
    import pandas as pd

    values: dict[str, Decimal] = {}
    for line in lines:
        if line.quantity < 0:
            values[line.article] = values.get(line.article, Decimal(0)) - line.quantity * line.cost
    rows = [(line.date, line.paper, line.article, line.name, line.quantity, float(line.cost)) for line in lines]
    return KnownMoves(
        table=pd.DataFrame(rows, columns=list(COLUMNS[language])),
        values={article: float(value) for article, value in values.items()},
        classes={article: class_of(share) for article, share in cumulative_shares(values).items()},
    )
