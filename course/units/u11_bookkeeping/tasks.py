"""Unit 11, bookkeeping: its tasks, in the order in which they are worked on.

Figures, papers and truths come from the firm, through the small modules beside this one; here stands only what is asked
and for how many points.
"""

from __future__ import annotations

from decimal import Decimal

from course.locale import N_
from course.tasks.form import Form
from course.tasks.journal import Journal
from course.tasks.quiz import Quiz
from course.tasks.sheet import Sheet, other_figures
from course.units import Unit
from course.units.u11_bookkeeping.cash_book import cash_documents, cash_expected, cash_layout
from course.units.u11_bookkeeping.events import which_account
from course.units.u11_bookkeeping.look_back import look_back
from course.units.u11_bookkeeping.reversal import putting_right
from course.units.u11_bookkeeping.seeded_error import error_documents, error_questions
from course.units.u11_bookkeeping.trial_balance import TrialBalance
from course.units.u11_bookkeeping.vouchers import (
    CHARGE,
    FIVE,
    PAID_BY_US,
    PAID_TO_US,
    PURCHASE,
    PURCHASE_BOOKS,
    RENT,
    SALE,
    SALE_BOOKS,
    SUPPLIES,
    TEN,
    Wanted,
    first_voucher,
    posting,
)

FOUR_ENTRIES = (PURCHASE, SALE_BOOKS, RENT, PAID_BY_US)
SIX_ENTRIES = (PURCHASE, PURCHASE_BOOKS, SALE, CHARGE, PAID_TO_US, PAID_BY_US)
CORRECTED = (PURCHASE, PURCHASE_BOOKS, SALE, SALE_BOOKS, SUPPLIES)  # three lines each: the same work for everybody

POST = N_(
    "Post each voucher: one line per account, with the voucher's date and number. Debit and credit must agree for each."
)
CASH = N_(
    "Enter the amount of each receipt under In or Out and let a formula carry the balance down. Then enter what was "
    "counted, the difference by formula, and the receipt that explains it."
)
BALANCE = N_(
    "On the left are the lines of your journal (while less than half of it is done, lines that a colleague "
    "posted). Add up debit and credit for each account by formula, and all accounts in row 2."
)
ERROR = N_("The trial balance was drawn up from the page of the journal. The two sides differ. Find out why.")
RIGHT = N_(
    "The posting at the top is wrong and stays as it is. Below it, reverse it and post the voucher again, under the "
    "numbers and the date on the note."
)


def vouchers(name: str, title: str, points: int, wanted: tuple[Wanted, ...]) -> Journal:
    return Journal(id=name, title=title, instructions=POST, points=Decimal(points), work=posting(name, wanted))


def cash_book(name: str, title: str, points: int, lines: int) -> Sheet:
    last = 2 + lines
    return Sheet(
        id=name,
        title=title,
        instructions=CASH,
        points=Decimal(points),
        documents=cash_documents(name, lines),
        layout=cash_layout(name, lines),
        expected=cash_expected(name, lines),
        change=other_figures(f"D3:E{last}", "F2", f"F{last + 2}"),
    )


def trial_balance(name: str, title: str, points: int, journal: Journal) -> Sheet:
    work = TrialBalance(journal)
    return Sheet(
        id=name,
        title=title,
        instructions=BALANCE,
        points=Decimal(points),
        needs=(journal,),
        layout=work.layout,
        follows=work.follow,
        expected=work.expected,
        change=work.change,
    )


def seeded_error(name: str, title: str, points: int, wanted: tuple[Wanted, ...]) -> Form:
    return Form(
        id=name,
        title=title,
        instructions=ERROR,
        points=Decimal(points),
        documents=error_documents(name, wanted),
        questions=error_questions(name, wanted),
    )


def reversal(name: str, title: str, points: int) -> Journal:
    work = putting_right(name, CORRECTED)
    return Journal(id=name, title=title, instructions=RIGHT, points=Decimal(points), work=work)


practice = vouchers("practice-vouchers", N_("Five vouchers"), 5, FIVE)
april = vouchers("april-vouchers", N_("The vouchers of April"), 16, TEN)

LESSON = (
    Quiz(
        id="look-back",
        title=N_("A look back"),
        instructions=N_("Three questions on work that you have met before."),
        points=Decimal(3),
        questions=look_back,
    ),
    Quiz(
        id="two-sides",
        title=N_("Two sides"),
        instructions=N_("For each event, pick the type of account on the debit side and on the credit side."),
        points=Decimal(4),
        questions=which_account("two-sides", 4),
    ),
    Journal(
        id="first-voucher",
        title=N_("Your first vouchers"),
        instructions=N_(
            "The first voucher is posted already. For the second, the accounts are there and the amounts are missing. "
            "The third needs one more line."
        ),
        points=Decimal(2),
        work=first_voucher,
    ),
    practice,
    cash_book("practice-cash", N_("A small cash book"), 3, lines=4),
    trial_balance("practice-trial-balance", N_("Your trial balance"), 3, practice),
    seeded_error("practice-error", N_("A list that does not balance"), 4, FOUR_ENTRIES),
    reversal("practice-reversal", N_("Reverse and post again"), 2),
)

ASSIGNMENT = (
    Quiz(
        id="which-account",
        title=N_("Which account, which side"),
        instructions=N_(
            "For each event, pick the type of account on the debit side and on the credit side. Leave VAT aside here."
        ),
        points=Decimal(4),
        questions=which_account("which-account", 12),
    ),
    april,
    cash_book("cash-book", N_("The cash book"), 6, lines=8),
    trial_balance("trial-balance", N_("From journal to trial balance"), 6, april),
    seeded_error("find-the-error", N_("Find the error"), 4, SIX_ENTRIES),
    reversal("put-it-right", N_("Put it right"), 4),
)

UNIT = Unit(
    number=11,
    slug="bookkeeping",
    title=N_("Bookkeeping"),
    lesson=LESSON,
    assignment=ASSIGNMENT,
    practice={
        "which-account": "two-sides",
        "april-vouchers": "practice-vouchers",
        "cash-book": "practice-cash",
        "trial-balance": "practice-trial-balance",
        "find-the-error": "practice-error",
        "put-it-right": "practice-reversal",
    },
)
