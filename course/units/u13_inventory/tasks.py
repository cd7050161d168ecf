"""Unit 13, inventory: its tasks, in the order in which they are worked on.

Shelves, papers and truths come from the firm, through the small modules beside this one; here stands only what is asked
and for how many points.
"""

from __future__ import annotations

from decimal import Decimal

from course.locale import N_
from course.tasks.chart import Chart
from course.tasks.quiz import Quiz
from course.tasks.sheet import Sheet
from course.units import Unit
from course.units.u13_inventory.abc import Abc
from course.units.u13_inventory.card import Card
from course.units.u13_inventory.counting import GUEST, HIDDEN, HOST, LATE, PLAIN, Count
from course.units.u13_inventory.curve import Curve
from course.units.u13_inventory.cut_off import MISREAD, NOT_IN, NOT_OUT, TOO_LATE, TWICE, UNKNOWN, Around
from course.units.u13_inventory.differences import Differences
from course.units.u13_inventory.look_back import look_back
from course.units.u13_inventory.purchase_order import PurchaseOrder
from course.units.u13_inventory.reorder import ABOVE, AT, BELOW, Reorder

COUNT = N_(
    "Count each shelf from its drawing and enter what you see. Take the contents of cartons and packs from the label "
    "on the shelf. The last column turns everything into pieces, by formula."
)
DIFFERENCES = N_(
    "Work out differences and values by formula, overs and shorts apart. Where card and count differ, enter the paper "
    "that explains it (- if there is none) and the key of the cause."
)
FIFO = N_(
    "Work out the card by FIFO: what came in first goes out first. The value of an issue may be a formula or a figure; "
    "values of receipts, stock and stock value are formulas."
)
AVERAGE = N_(
    "Work out the card by moving average. The value of an issue is its pieces times the average of the row above, and "
    "that value is rounded to the cent. All of it is done by formula."
)
ABC = N_(
    "Work out each value and the total. Beneath, enter the numbers in order of value, the largest first; then value, "
    "share, cumulative share and class by formula. The limits of the classes are in I2 and J2."
)
HOW_MUCH = N_(
    "Work out by formula when to order (columns G and H) and how much (K and L). Use is per day, lead times are in "
    "weeks; what you need to turn one into the other is beneath the list."
)
WRITE_ORDER = N_(
    "Fill in the order that the warehouse asks for. The order value is a formula; so may be the day it is wanted by."
)

CURVE = N_(
    "The curve is drawn from your own table. Name the range of the articles in order of value and the range of the "
    "cumulative shares, choose the kind of chart, and write on it what it shows."
)

Work = Count | Differences | Card | Abc | Reorder | PurchaseOrder


def sheet(name: str, title: str, text: str, points: int, work: Work) -> Sheet:
    return Sheet(
        id=name,
        title=title,
        instructions=text,
        points=Decimal(points),
        documents=work.documents,
        layout=work.layout,
        expected=work.expected,
        change=work.change,
    )


def curve(name: str, title: str, points: int, abc: Abc, of: Sheet) -> Chart:
    return Chart(
        id=name,
        title=title,
        instructions=CURVE,
        points=Decimal(points),
        needs=(of,),
        questions=Curve(abc).questions,
    )


# Works of one page that keep apart: whoever counts a shelf reads its stock nowhere else.
FIRST_SHELVES = Count("first-shelves", (PLAIN, HIDDEN), things=34, shown=1)
THREE_SHELVES = Count("practice-count", (HIDDEN, GUEST, HOST), things=55, besides=(FIRST_SHELVES,))
TRIED_AROUND = Around("practice-differences", (NOT_IN, TOO_LATE, UNKNOWN), 1, besides=(FIRST_SHELVES, THREE_SHELVES))
TRIED_REORDER = Reorder("practice-reorder", (AT, ABOVE), besides=(FIRST_SHELVES, THREE_SHELVES, TRIED_AROUND))
TRIED_ORDER = PurchaseOrder("practice-purchase", besides=(FIRST_SHELVES, THREE_SHELVES, TRIED_AROUND, TRIED_REORDER))

FIVE_SHELVES = Count("shelf-count", (HIDDEN, HIDDEN, LATE, GUEST, HOST), things=94)
AROUND = Around("stock-differences", (NOT_IN, NOT_OUT, TWICE, MISREAD, TOO_LATE, UNKNOWN), 2, besides=(FIVE_SHELVES,))
REORDER = Reorder("reorder", (AT, BELOW, ABOVE, ABOVE), besides=(FIVE_SHELVES, AROUND))
ORDER = PurchaseOrder("purchase-order", besides=(FIVE_SHELVES, AROUND, REORDER))

FIVE, EIGHT = Abc("practice-abc", 5, (1, 1, 1)), Abc("abc-analysis", 8, (2, 2, 2))
PRACTICE_ABC = sheet("practice-abc", N_("Five articles, three classes"), ABC, 3, FIVE)
ABC_ANALYSIS = sheet("abc-analysis", N_("ABC analysis"), ABC, 5, EIGHT)

LESSON = (
    Quiz(
        id="inventory-look-back",
        title=N_("A look back"),
        instructions=N_("Three questions on work that you have met before."),
        points=Decimal(3),
        questions=look_back,
    ),
    sheet("first-shelves", N_("Your first two shelves"), COUNT, 2, FIRST_SHELVES),
    sheet("practice-count", N_("Three shelves"), COUNT, 3, THREE_SHELVES),
    sheet("practice-differences", N_("Card and count"), DIFFERENCES, 4, Differences(TRIED_AROUND)),
    sheet("practice-fifo", N_("A small card by FIFO"), FIFO, 3, Card("practice-card", "RIRI", "fifo")),
    sheet("practice-average", N_("The same card by average"), AVERAGE, 3, Card("practice-card", "RIRI", "average")),
    PRACTICE_ABC,
    curve("practice-curve", N_("A small curve"), 2, FIVE, PRACTICE_ABC),
    sheet("practice-reorder", N_("Order now?"), HOW_MUCH, 3, TRIED_REORDER),
    sheet("practice-purchase", N_("An order"), WRITE_ORDER, 2, TRIED_ORDER),
)

ASSIGNMENT = (
    sheet("shelf-count", N_("The count"), COUNT, 8, FIVE_SHELVES),
    sheet("stock-differences", N_("The list of differences"), DIFFERENCES, 9, Differences(AROUND)),
    sheet("card-fifo", N_("The stock card by FIFO"), FIFO, 4, Card("stock-card", "RIRIIRI", "fifo")),
    sheet("card-average", N_("The stock card by average"), AVERAGE, 4, Card("stock-card", "RIRIIRI", "average")),
    ABC_ANALYSIS,
    curve("abc-curve", N_("The ABC curve"), 2, EIGHT, ABC_ANALYSIS),
    sheet("reorder", N_("When and how much"), HOW_MUCH, 6, REORDER),
    sheet("purchase-order", N_("The purchase order"), WRITE_ORDER, 4, ORDER),
)

UNIT = Unit(
    number=13,
    slug="inventory",
    title=N_("Inventory"),
    lesson=LESSON,
    assignment=ASSIGNMENT,
    practice={
        "shelf-count": "practice-count",
        "stock-differences": "practice-differences",
        "card-fifo": "practice-fifo",
        "card-average": "practice-average",
        "abc-analysis": "practice-abc",
        "abc-curve": "practice-curve",
        "reorder": "practice-reorder",
        "purchase-order": "practice-purchase",
    },
    together=(
        frozenset({"card-fifo", "card-average"}),
        frozenset({"shelf-count", "stock-differences", "reorder", "purchase-order"}),
    ),
)
