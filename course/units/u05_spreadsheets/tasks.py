"""Unit 5, spreadsheets: its tasks, in the order in which they are worked on.

Figures, papers and truths come from the firm, through the small modules beside this one; here stands only what is asked
and for how many points.
"""

from __future__ import annotations

from decimal import Decimal

from course.locale import N_
from course.tasks.chart import Chart
from course.tasks.form import no_documents
from course.tasks.formatted import Formats
from course.tasks.listing import Listing
from course.tasks.quiz import Quiz
from course.tasks.sheet import Sheet, other_figures
from course.units import Unit
from course.units.u05_spreadsheets.due_dates import DueDates
from course.units.u05_spreadsheets.faults import Faults
from course.units.u05_spreadsheets.first_formulas import LAST, first_expected, first_layout
from course.units.u05_spreadsheets.formats import Handover
from course.units.u05_spreadsheets.invoice_list import InvoiceList
from course.units.u05_spreadsheets.look_back import look_back
from course.units.u05_spreadsheets.months import ByMonth
from course.units.u05_spreadsheets.order import Order
from course.units.u05_spreadsheets.price_list import PriceList
from course.units.u05_spreadsheets.sales_chart import chart_questions
from course.units.u05_spreadsheets.subtotals import Subtotals

PRICES = N_(
    "Fill columns D, E and G by formula. The VAT rate is in one cell, H2. VAT is rounded to the cent. Column F is what "
    "a shop charges, VAT included; column G is the VAT inside it."
)
SUBTOTALS = N_(
    "Work out each line, a subtotal for each group, and the total. Beside each subtotal goes its share of the total in "
    "per cent, rounded to one place."
)
ORDER = N_(
    "Names and prices come from the price list beneath the order, by look-up. From the quantity in H2 upwards there "
    "is a discount, at the percentage in I2, rounded to the cent; below it there is none."
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
    "and the two formulas that belong there. The price list is beside it."
)

SORTED = N_(
    "Sort the list by amount, the largest first, as whole rows. Then filter it for the town that is asked for, and "
    "enter beneath it how many invoices those are and what they come to."
)
CHART = N_(
    "Make a chart of your sums by month: the two groups beside each other, month by month. Name the cells, choose the "
    "kind, and write what has to be written on it. The picture is drawn as you go."
)
PRACTICE_SORTED = N_(
    "Sort the list by due date, the oldest first, as whole rows. Then filter it for the town that is asked for, and "
    "enter beneath it how many invoices those are and what they come to."
)
FORMATS = N_(
    "Another program handed this list over. Type the numbers in column A from the paper, and make the other columns "
    "look as they do there. Each column needs one number format; two quantities came over as texts."
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


def sorted_list(work: InvoiceList, title: str, text: str, points: int) -> Listing:
    return Listing(
        id=work.purpose,
        title=title,
        instructions=text,
        points=Decimal(points),
        layout=work.layout,
        expected=work.expected,
        order=work.order,
    )


def handed_over(name: str, title: str, points: int, count: int) -> Formats:
    work = Handover(name, count)
    return Formats(
        id=name,
        title=title,
        instructions=FORMATS,
        points=Decimal(points),
        documents=work.documents,
        layout=work.layout,
        columns=work.columns,
    )


def chart(name: str, title: str, points: int, sheet: Sheet) -> Chart:
    return Chart(
        id=name, title=title, instructions=CHART, points=Decimal(points), needs=(sheet,), questions=chart_questions
    )


def by_rule(work: PriceList | Order | DueDates | ByMonth | Faults, title: str, text: str, points: int) -> Sheet:
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


PRACTICE_MONTHS = by_rule(ByMonth("practice-months", 12), N_("A quarter's sales"), MONTHS, 3)
SALES_BY_MONTH = by_rule(ByMonth("sales-by-month", 18), N_("Sales by month"), MONTHS, 5)

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
    by_rule(PriceList("practice-price-list", 5), N_("A small price list"), PRICES, 4),
    by_rule(Order("practice-order", 5), N_("A small order"), ORDER, 4),
    by_rule(DueDates("practice-due-dates", 6), N_("What is late?"), DUE, 3),
    PRACTICE_MONTHS,
    chart("practice-chart", N_("A chart of the quarter"), 4, PRACTICE_MONTHS),
    sorted_list(InvoiceList("practice-sort", 8, "D", False), N_("Sort and filter"), PRACTICE_SORTED, 3),
    handed_over("practice-formats", N_("Formats"), 5, 5),
    by_rule(Faults("practice-faults", 6), N_("Five faults"), FAULTS, 4),
)

ASSIGNMENT = (
    by_rule(PriceList("price-list", 8), N_("The price list"), PRICES, 6),
    subtotals("sales-subtotals", N_("An offer with subtotals"), 4, (5, 4)),
    by_rule(Order("order-look-up", 7), N_("An order with look-ups"), ORDER, 6),
    by_rule(DueDates("due-dates", 9), N_("Which invoices are late"), DUE, 4),
    SALES_BY_MONTH,
    chart("sales-chart", N_("A chart for the meeting"), 4, SALES_BY_MONTH),
    sorted_list(InvoiceList("sort-invoices", 12, "E", True), N_("A list in order"), SORTED, 4),
    handed_over("number-formats", N_("A list from another program"), 5, 6),
    by_rule(Faults("five-faults", 8), N_("A colleague's sheet"), FAULTS, 5),
)

UNIT = Unit(
    number=5,
    slug="spreadsheets",
    title=N_("Spreadsheets"),
    lesson=LESSON,
    assignment=ASSIGNMENT,
    practice={
        "price-list": "practice-price-list",
        "sales-subtotals": "practice-subtotals",
        "order-look-up": "practice-order",
        "due-dates": "practice-due-dates",
        "sales-by-month": "practice-months",
        "sales-chart": "practice-chart",
        "sort-invoices": "practice-sort",
        "number-formats": "practice-formats",
        "five-faults": "practice-faults",
    },
)
