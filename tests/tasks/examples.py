"""Small tasks as a unit would declare them, and their answer files: what the tests of this room work on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path

from course import __version__
from course.firm import Firm
from course.locale import Language
from course.tasks.expected import CellSlip, Expected, Figures, other_figures
from course.tasks.form import Form, Question, Wrong
from course.tasks.handing_in import deal, handout_of
from course.tasks.handout import Column, ControlTotal, Field, Given, Handout, Header, SheetLayout
from course.tasks.match import Match, Thing, put_in
from course.tasks.order import Order, in_order
from course.tasks.ordering import laid_before
from course.tasks.quiz import Quiz, pick
from course.tasks.sheet import Sheet
from course.tasks.sheet_answer import SheetAnswer, filled_in
from course.tasks.task import Answer, Task

ROWS = range(3, 9)  # the receipts
UNIT = "99-example"


def cash_layout(firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
    """Opening balance, six receipts in and out; the balance and the counted difference are the learner's."""
    opening = Given("D2", "150.00", "amount")
    receipts = [
        Given(f"{'B' if row % 2 else 'C'}{row}", f"{11 * row + firm.vouchers[row].gross % 7:.2f}", "amount")
        for row in ROWS
    ]
    columns = (Column("Receipt", "code"), *(Column(name, "amount") for name in ("In", "Out", "Balance")))
    totals = (ControlTotal("Rows", "=COUNT(D3:D8)-6", zero=True),)
    return SheetLayout((*columns, Column("Note", "text", 30)), 30, given=(opening, *receipts), totals=totals)


def _balance(row: int, figures: Figures) -> Decimal:
    return figures.amount("D2") + figures.sum(f"B3:B{row}") - figures.sum(f"C3:C{row}")


def _carried(row: int, figures: Figures) -> Decimal:
    return figures.amount(f"D{row - 1}") + figures.amount(f"B{row}") - figures.amount(f"C{row}")


def cash_expected(firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
    balances = tuple(
        Expected(
            f"D{row}",
            f"Balance {row}",
            truth=partial(_balance, row),
            follows=partial(_carried, row),
            formula=f"=D{row - 1}+B{row}-C{row}",
            slips=(
                CellSlip("in_and_out_swapped", f"=D{row - 1}-B{row}+C{row}", "Money in and money out are mixed up."),
                CellSlip("not_carried", f"=B{row}-C{row}", "The balance before is left out."),
            ),
            where="Look at the line above.",
        )
        for row in ROWS
    )
    note = Expected("E9", "Who counts", truth=lambda _figures: "Two people", weight=2, message="Somebody else.")
    return (*balances, note)


CASH = Sheet(
    id="example-cash",
    unit=UNIT,
    title="Example cash book",
    instructions="Fill in the balances.",
    points=Decimal(6),
    layout=cash_layout,
    expected=cash_expected,
    change=other_figures("D2", "B3:C8"),
)


def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
    gross = firm.vouchers[0].gross
    return (
        Question(
            Field("difference", "By how much?", "amount"),
            truth=gross,
            wrong=(Wrong("decimal_slid", gross * 10, "The decimal point is one place off."),),
            weight=2,
            message="That is not the difference.",
            where="Look at the totals.",
            worked="Take one total from the other.",
        ),
        Question(Field("voucher", "Which voucher?", "code"), truth=firm.vouchers[0].number, where="Look at the list."),
        Question(Field("day", "When?", "date"), truth=firm.vouchers[0].date),
        Question(Field("who", "Who counts?", "text"), truth="Two people", also=("2 people",)),
    )


ERROR = Form(
    id="example-error",
    unit=UNIT,
    title="Find <the> error",
    instructions="Look for it.",
    points=Decimal(4),
    questions=questions,
)


def picks(firm: Firm, language: Language) -> tuple[Question, ...]:
    kinds = {"asset": "An asset", "liability": "A liability", "expense": "An expense"}
    return (
        pick(
            "rent",
            "Rent is",
            kinds,
            "expense",
            wrong={"asset": ("type_mixed_up", "Rent leaves nothing behind that the firm owns.")},
            message="Think of what is left at the end of the month.",
            where="The list of account types.",
            worked="Rent is used up: an expense.",
        ),
        pick("owned", "What the firm has or owes", kinds, frozenset({"asset", "liability"})),
        pick("loan", "A loan is", kinds, "liability"),
    )


TYPES = Quiz(
    id="example-types", unit=UNIT, title="Account types", instructions="Pick.", points=Decimal(2), questions=picks
)


def desks(firm: Firm, language: Language) -> tuple[Question, ...]:
    """Eight jobs for three colleagues; whoever thinks that all paper is for the store puts four of them there."""
    places = {"store": "The store", "books": "The books", "door": "The front door"}
    paper = {"store": ("paper-is-stored", "Paper that has to be booked comes first to the books.")}
    things = [Thing(f"bill-{n}", f"Bill {n}", "books", paper, where="Ask who has to read it.") for n in range(4)]
    things += [Thing(f"box-{n}", f"Box {n}", "store", message="A box is not read.") for n in range(2)]
    things += [Thing(f"guest-{n}", f"Guest {n}", "door") for n in range(2)]
    return put_in(places, things)


DESKS = Match(
    id="example-desks", unit=UNIT, title="Whose desk", instructions="Match.", points=Decimal(2), questions=desks
)
STEPS = {step: f"Step {step}" for step in "abcdef"}


def steps(firm: Firm, language: Language) -> tuple[Question, ...]:
    late = (laid_before(tuple(STEPS), "f", "a"), "The last step is not the first.")
    return (
        in_order(
            "way", "The way", STEPS, firm.chance("way"), wrong={"last-first": late}, weight=3, message="Think again."
        ),
        in_order("short", "A short way", dict(list(STEPS.items())[:4]), firm.chance("short"), weight=2),
        Question(Field("who", "Who walks?", "text"), truth="We"),
    )


WAY = Order(id="example-way", unit=UNIT, title="The way", instructions="Order.", points=Decimal(6), questions=steps)
TASKS: dict[str, Task] = {task.id: task for task in (CASH, ERROR, TYPES, DESKS, WAY)}


def header(task: Task, language: Language = "en", variant: int = 0, learner: str = "ada") -> Header:
    return Header(learner, task.unit, task.id, variant, __version__, language)


def handed_out(task: Task, language: Language = "en") -> tuple[Firm, Handout]:
    head = header(task, language)
    return deal(head, task.lesson), handout_of(task, head)


def formulas() -> dict[str, str]:
    """What a careful clerk types into the cash book, in English."""
    return {**{f"D{row}": f"=D{row - 1}+B{row}-C{row}" for row in ROWS}, "E9": "two people"}


def cash_answer(entries: Mapping[str, str], language: Language = "en") -> SheetAnswer:
    return filled_in(handed_out(CASH, language)[1], entries, language)


def right_file(task: Task, folder: Path, language: Language = "en") -> Path:
    firm, handout = handed_out(task, language)
    path = folder / handout.answer_file
    task.write(task.perfect(firm, handout), path, handout)
    return path
