"""Unit 5, spreadsheets: its tasks, in the order in which they are worked on.

Figures, papers and truths come from the firm, through the small modules beside this one; here stands only what is asked
and for how many points.
"""

from __future__ import annotations

from decimal import Decimal

from course.locale import N_
from course.tasks.form import no_documents
from course.tasks.quiz import Quiz
from course.tasks.sheet import Sheet, other_figures
from course.units import Unit
from course.units.u05_spreadsheets.due_dates import DueDates
from course.units.u05_spreadsheets.faults import Faults
from course.units.u05_spreadsheets.first_formulas import LAST, first_expected, first_layout
from course.units.u05_spreadsheets.look_back import look_back
from course.units.u05_spreadsheets.months import ByMonth
from course.units.u05_spreadsheets.order import Order
from course.units.u05_spreadsheets.price_list import PriceList
from course.units.u05_spreadsheets.subtotals import Subtotals

PRICES = N_(
    "Fill columns D, E and G by formula. The VAT rate stands once, in H2. VAT is rounded to the cent. Column F is what "
    "a shop charges, VAT included; column G is the VAT inside it."
)
SUBTOTALS = N_(
    "Work out each line, a subtotal for each group, and the total. Beside each subtotal goes its share of the total in "
    "per cent, rounded to one place."
)
ORDER = N_(
    "Names and prices come from the price list beneath the order, by look-up. From the quantity in H2 on there is a "
    "discount of the per cent in I2, rounded to the cent; below it there is none."
)
DUE = N_(
    "Work out when each invoice is due and how many days late it is on the day in H2 (0 if it is not late). In the "
    "last row: how many invoices are late, and what they come to."
)
MONTHS = N_(
    "Take the month out of each date, in column E. Then add up the sales for each month and each group, and the totals "
    "of the rows and columns."
)
FAULTS = N_(
    "A colleague's sheet has five faults, one of each kind. It stays as it is: write beneath it where each fault is, "
    "and the two formulas that belong there. The price list lies beside it."
)


def price_list(name: str, title: str, points: int, count: int) -> Sheet:
    work = PriceList(name, count)
    return Sheet(
        id=name,
        title=title,
        instructions=PRICES,
        points=Decimal(points),
        layout=work.layout,
        expected=work.expected,
        change=work.change,
    )


def subtotals(name: str, title: str, points: int, sizes: tuple[int, int]) -> Sheet:
    work = Subtotals(name, sizes)
    return Sheet(
        id=name,
        title=title,
        instructions=SUBTOTALS,
        points=Decimal(points),
        layout=work.layout,
        expected=work.expected,
        change=other_figures(f"C2:D{work.total - 2}"),
    )


def by_rule(work: Order | DueDates | ByMonth | Faults, title: str, text: str, points: int) -> Sheet:
    """A sheet whose module says itself how its figures are exchanged."""
    return Sheet(
        id=work.purpose,
        title=title,
        instructions=text,
        points=Decimal(points),
        layout=work.layout,
        expected=work.expected,
        change=work.change,
        documents=work.documents if isinstance(work, Faults) else no_documents,
    )


LESSON = (
    Quiz(
        id="spreadsheets-look-back",
        title=N_("A look back"),
        instructions=N_("Three questions on work that you have met before."),
        points=Decimal(3),
        questions=look_back,
    ),
    Sheet(
        id="first-formulas",
        title=N_("Your first formulas"),
        instructions=N_("The first line is worked out already. Do the same for the others, and add them up."),
        points=Decimal(3),
        layout=first_layout,
        expected=first_expected,
        change=other_figures(f"B2:C{LAST}"),
    ),
    subtotals("practice-subtotals", N_("Two groups and a total"), 3, (3, 3)),
    price_list("practice-price-list", N_("A small price list"), 4, 5),
    by_rule(Order("practice-order", 5), N_("A small order"), ORDER, 4),
    by_rule(DueDates("practice-due-dates", 6), N_("What is late?"), DUE, 3),
    by_rule(ByMonth("practice-months", 12), N_("A quarter's sales"), MONTHS, 3),
    by_rule(Faults("practice-faults", 6), N_("Five faults"), FAULTS, 4),
)

ASSIGNMENT = (
    price_list("price-list", N_("The price list"), 6, 8),
    subtotals("sales-subtotals", N_("An offer with subtotals"), 4, (5, 4)),
    by_rule(Order("order-look-up", 7), N_("An order with look-ups"), ORDER, 6),
    by_rule(DueDates("due-dates", 9), N_("Which invoices are late"), DUE, 4),
    by_rule(ByMonth("sales-by-month", 18), N_("Sales by month"), MONTHS, 5),
    by_rule(Faults("five-faults", 8), N_("A colleague's sheet"), FAULTS, 5),
)

UNIT = Unit(
    number=5,
    slug="spreadsheets",
    title=N_("Spreadsheets"),
    lesson=LESSON,
    assignment=ASSIGNMENT,
)
