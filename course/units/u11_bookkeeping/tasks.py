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
from course.units.u11_bookkeeping.trial_balance import MOST_LINES, TrialBalance
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
    first_voucher,
    posting,
)

FOUR_ENTRIES = (PURCHASE, SALE_BOOKS, RENT, PAID_BY_US)
SIX_ENTRIES = (PURCHASE, PURCHASE_BOOKS, SALE, CHARGE, PAID_TO_US, PAID_BY_US)
CORRECTED = (PURCHASE, PURCHASE_BOOKS, SALE, SALE_BOOKS, SUPPLIES)  # three lines each: the same work for everybody
JOURNAL_LINES = other_figures(f"C2:D{MOST_LINES + 1}")

POST = N_(
    "Post each voucher: one line per account, with the voucher's date and number. Debit and credit must agree for each."
)
CASH = N_(
    "Enter the amount of each receipt under In or Out and let a formula carry the balance down. Then enter what was "
    "counted, the difference by formula, and the receipt that explains it."
)
BALANCE = N_(
    "On the left stand the lines of your journal (as long as less than half of it is done, lines that a colleague "
    "posted). Add up debit and credit for each account by formula, and all accounts in row 2."
)
ERROR = N_("The trial balance was drawn up from the page of the journal. The two sides differ. Find out why.")
RIGHT = N_(
    "The posting at the top is wrong and stays as it is. Below it, reverse it and post the voucher again, under the "
    "numbers and the date on the note."
)

practice = Journal(
    id="practice-vouchers",
    title=N_("Five vouchers"),
    instructions=POST,
    points=Decimal(5),
    work=posting("practice-vouchers", FIVE),
)
april = Journal(
    id="april-vouchers",
    title=N_("The vouchers of April"),
    instructions=POST,
    points=Decimal(16),
    work=posting("april-vouchers", TEN),
)

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
    Sheet(
        id="practice-cash",
        title=N_("A small cash book"),
        instructions=CASH,
        points=Decimal(3),
        documents=cash_documents("practice-cash", 4),
        layout=cash_layout("practice-cash", 4),
        expected=cash_expected("practice-cash", 4),
        change=other_figures("D3:E6", "F2", "F8"),
    ),
    Sheet(
        id="practice-trial-balance",
        title=N_("Your trial balance"),
        instructions=BALANCE,
        points=Decimal(3),
        needs=(practice,),
        layout=TrialBalance(practice).layout,
        follows=TrialBalance(practice).follow,
        expected=TrialBalance(practice).expected,
        change=JOURNAL_LINES,
    ),
    Form(
        id="practice-error",
        title=N_("A list that does not balance"),
        instructions=ERROR,
        points=Decimal(4),
        documents=error_documents("practice-error", FOUR_ENTRIES),
        questions=error_questions("practice-error", FOUR_ENTRIES),
    ),
    Journal(
        id="practice-reversal",
        title=N_("Reverse and post again"),
        instructions=RIGHT,
        points=Decimal(2),
        work=putting_right("practice-reversal", CORRECTED),
    ),
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
    Sheet(
        id="cash-book",
        title=N_("The cash book"),
        instructions=CASH,
        points=Decimal(6),
        documents=cash_documents("cash-book", 8),
        layout=cash_layout("cash-book", 8),
        expected=cash_expected("cash-book", 8),
        change=other_figures("D3:E10", "F2", "F12"),
    ),
    Sheet(
        id="trial-balance",
        title=N_("From journal to trial balance"),
        instructions=BALANCE,
        points=Decimal(6),
        needs=(april,),
        layout=TrialBalance(april).layout,
        follows=TrialBalance(april).follow,
        expected=TrialBalance(april).expected,
        change=JOURNAL_LINES,
    ),
    Form(
        id="find-the-error",
        title=N_("Find the error"),
        instructions=ERROR,
        points=Decimal(4),
        documents=error_documents("find-the-error", SIX_ENTRIES),
        questions=error_questions("find-the-error", SIX_ENTRIES),
    ),
    Journal(
        id="put-it-right",
        title=N_("Put it right"),
        instructions=RIGHT,
        points=Decimal(4),
        work=putting_right("put-it-right", CORRECTED),
    ),
)

UNIT = Unit(
    number=11,
    slug="bookkeeping",
    title=N_("Bookkeeping"),
    lesson=LESSON,
    assignment=ASSIGNMENT,
)
