"""Unit 4, data entry: its tasks, in the order in which they are worked on.

Cards, lists and numbers come from the modules beside this one; here stands only what is asked and for how many points.
"""

from __future__ import annotations

from decimal import Decimal

from course.locale import N_
from course.tasks.error_log import ErrorLog
from course.tasks.form import Form
from course.tasks.quiz import Quiz
from course.tasks.records import Records
from course.tasks.sheet import Sheet
from course.units import Unit
from course.units.u04_data_entry.by_formula import Gtins, Ibans
from course.units.u04_data_entry.by_hand import RULES, ByHand
from course.units.u04_data_entry.cards import Again, Batch, card_fields
from course.units.u04_data_entry.double_entry import Settling
from course.units.u04_data_entry.inherited import Inherited
from course.units.u04_data_entry.look_back import look_back

CARDS = N_(
    "Key each card into a row of its own, exactly as it is written. The order of the rows does not matter. The batch "
    "slip says how many cards there are and what their credit limits add up to."
)
AGAIN = N_(
    "Key these cards a second time, from the cards, without looking at your first pass. That one stays as it is."
)
SETTLE = N_(
    "Two passes over the same cards differ in these fields. Open each card and enter in column E what it says. The "
    "passes themselves stay as they are. Beneath them stands every field in which your own two passes differ; a card "
    "that is missing from one of these cannot be compared."
)
LOG = N_(
    "Look through the list and log what is wrong: duplicates, and values that cannot be. One line a fault. The list "
    "itself is not changed."
)
HAND = N_("Work through both numbers on paper, with a pocket calculator if you like, and enter the steps.")
GTINS = N_(
    "Work out the check digit of each article number from its first twelve digits, by formula. Column E then says "
    "whether the thirteenth digit is right."
)
IBANS = N_(
    "Work out what is left of each account by 97, by formula. Column E then says whether the account can be right."
)


def records(batch: Batch, title: str, points: int, done: int = 0) -> Records:
    return Records(
        id=batch.purpose,
        title=title,
        instructions=CARDS,
        points=Decimal(points),
        fields=card_fields,
        records=batch.records,
        documents=batch.documents,
        totals=batch.totals,
        done=done,
    )


def again(name: str, first: Records, cards: Again, title: str, points: int) -> Records:
    return Records(
        id=name,
        title=title,
        instructions=AGAIN,
        points=Decimal(points),
        fields=card_fields,
        records=cards.records,
        documents=cards.documents,
        first=first,
        needs=(first,),
    )


def settling(name: str, work: Settling, title: str, points: int, passes: tuple[Records, Records]) -> Sheet:
    return Sheet(
        id=name,
        title=title,
        instructions=SETTLE,
        points=Decimal(points),
        layout=work.layout,
        expected=work.expected,
        documents=work.documents,
        follows=work.follow,
        needs=passes,
    )


def error_log(work: Inherited, title: str, points: int) -> ErrorLog:
    return ErrorLog(
        id=work.purpose,
        title=title,
        instructions=LOG,
        points=Decimal(points),
        kinds=work.kinds,
        faults=work.faults,
        sound=work.sound,
        documents=work.documents,
    )


def by_hand(work: ByHand, title: str, points: int) -> Form:
    return Form(
        id=work.purpose,
        title=title,
        instructions=HAND,
        points=Decimal(points),
        questions=work.questions,
        documents=work.documents,
        rules=RULES,
    )


def by_formula(work: Gtins | Ibans, title: str, points: int) -> Sheet:
    return Sheet(
        id=work.purpose,
        title=title,
        instructions=GTINS if isinstance(work, Gtins) else IBANS,
        points=Decimal(points),
        layout=work.layout,
        expected=work.expected,
        change=work.change,
    )


PRACTICE = Batch("practice-cards", 6)
PRACTICE_AGAIN = Again(PRACTICE, 3)
PRACTICE_FIRST = records(PRACTICE, N_("Six cards"), 3)
PRACTICE_SECOND = again("practice-again", PRACTICE_FIRST, PRACTICE_AGAIN, N_("Three of them a second time"), 2)
LESSON = (
    Quiz(
        id="data-entry-look-back",
        title=N_("A look back"),
        instructions=N_("Three questions on work that you have met before."),
        points=Decimal(3),
        questions=look_back,
    ),
    records(Batch("first-cards", 3), N_("Your first cards"), 2, done=1),
    PRACTICE_FIRST,
    PRACTICE_SECOND,
    settling(
        "practice-settling",
        Settling(Batch("practice-differences", 3, "L"), 5, (PRACTICE_FIRST.id, PRACTICE_SECOND.id), PRACTICE_AGAIN),
        N_("Five differences, and your own"),
        3,
        (PRACTICE_FIRST, PRACTICE_SECOND),
    ),
    error_log(Inherited("practice-log", 24, 2, 1), N_("A short list that somebody else kept"), 4),
    by_hand(ByHand("practice-by-hand"), N_("Two numbers by hand"), 2),
    by_formula(Gtins("practice-gtins", 5, 2), N_("Five article numbers by formula"), 2),
    by_formula(Ibans("practice-ibans", 5, 2), N_("Five accounts by formula"), 2),
)

BATCH = Batch("customer-cards", 25)
SECOND = Again(BATCH, 6)
FIRST_PASS = records(BATCH, N_("Twenty-five customer cards"), 15)
SECOND_PASS = again("second-pass", FIRST_PASS, SECOND, N_("Six of them a second time"), 3)
ASSIGNMENT = (
    FIRST_PASS,
    SECOND_PASS,
    settling(
        "settle-differences",
        Settling(Batch("differences", 6, "L"), 10, (FIRST_PASS.id, SECOND_PASS.id), SECOND),
        N_("Ten differences, settled from the cards"),
        5,
        (FIRST_PASS, SECOND_PASS),
    ),
    error_log(Inherited("inherited-records", 80, 4, 2), N_("Eighty inherited records"), 7),
    by_hand(ByHand("check-digits-by-hand"), N_("Check digits by hand"), 2),
    by_formula(Gtins("article-numbers", 10, 4), N_("Ten article numbers by formula"), 4),
    by_formula(Ibans("account-numbers", 10, 4), N_("Ten accounts by formula"), 4),
)

UNIT = Unit(
    number=4,
    slug="data-entry",
    title=N_("Data entry"),
    lesson=LESSON,
    assignment=ASSIGNMENT,
    practice={
        "customer-cards": "practice-cards",
        "second-pass": "practice-again",
        "settle-differences": "practice-settling",
        "inherited-records": "practice-log",
        "check-digits-by-hand": "practice-by-hand",
        "article-numbers": "practice-gtins",
        "account-numbers": "practice-ibans",
    },
)
