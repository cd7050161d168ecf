"""Which account, which side: business events in words, with the firm's names and amounts of its size.

Each event touches two accounts. VAT is left aside here, so that one idea is asked at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.records import AccountType
from course.locale import N_, Language, translator
from course.locale.numbers import show_amount
from course.tasks.form import Question
from course.tasks.quiz import pick

TYPES: dict[AccountType, str] = {
    "asset": N_("Asset"),
    "liability": N_("Liability"),
    "equity": N_("Equity"),
    "income": N_("Income"),
    "expense": N_("Expense"),
}
MIXED_UP: dict[frozenset[AccountType], tuple[str, str]] = {
    frozenset({"asset", "expense"}): (
        "asset-or-expense",
        N_("What the firm still has afterwards is an asset; what is used up is an expense."),
    ),
    frozenset({"asset", "liability"}): (
        "asset-or-liability",
        N_("What the firm has or others owe it is an asset; what the firm owes is a liability."),
    ),
    frozenset({"equity", "liability"}): (
        "equity-or-liability",
        N_("What the owners put in is equity; what others lent is a liability."),
    ),
    frozenset({"equity", "income"}): (
        "equity-or-income",
        N_("What is earned by the business is income; what passes between the firm and its owners is equity."),
    ),
    frozenset({"expense", "liability"}): (
        "expense-or-liability",
        N_("What is used up is an expense; the promise to pay for it is a liability."),
    ),
    frozenset({"income", "liability"}): (
        "income-or-liability",
        N_("What was earned is income; what has to be paid back or paid out is a liability."),
    ),
    frozenset({"asset", "income"}): (
        "asset-or-income",
        N_("The reason why money comes in is income; the money or the claim itself is an asset."),
    ),
}
SWAPPED = N_("Debit and credit have changed places: this is the type for the other side.")
WHERE = N_("Ask of each account: what type is it, does it grow or shrink, and on which side does that type grow?")


@dataclass(frozen=True)
class Event:
    """`text` may use {amount}, {customer} and {supplier}; amounts are drawn between two figures in EUR."""

    text: str
    low: int
    high: int
    debit: AccountType
    credit: AccountType


EVENTS = (
    Event(N_("The rent of {amount} goes from the bank account to the landlord."), 2850, 3550, "expense", "asset"),
    Event(N_("{customer} transfers {amount} for an invoice that was still open."), 800, 9500, "asset", "asset"),
    Event(
        N_("We transfer {amount} to {supplier} for an invoice that was still open."), 800, 9500, "liability", "asset"
    ),
    Event(N_("{amount} is fetched from the bank and put into the cash box."), 100, 400, "asset", "asset"),
    Event(N_("Stamps for {amount} are bought with money from the cash box and used up."), 10, 90, "expense", "asset"),
    Event(N_("The bank takes {amount} for keeping the account."), 15, 50, "expense", "asset"),
    Event(
        N_("Goods for {amount} arrive from {supplier} and are posted as goods purchased; we pay in 30 days."),
        900,
        8800,
        "expense",
        "liability",
    ),
    Event(N_("We sell goods for {amount} to {customer}, who will pay in 14 days."), 900, 9800, "asset", "income"),
    Event(N_("The owners pay a further {amount} of capital into the bank account."), 5000, 25000, "asset", "equity"),
    Event(
        N_("A shelf for the office is bought for {amount}. It will last for years; the invoice is still open."),
        900,
        2900,
        "asset",
        "liability",
    ),
    Event(N_("The bank lends us {amount} and pays it into our account."), 10000, 40000, "asset", "liability"),
    Event(N_("A walk-in customer buys paper for {amount} and pays in cash."), 8, 120, "asset", "income"),
    Event(N_("The insurance premium of {amount} is debited to our bank account."), 240, 390, "expense", "asset"),
    Event(
        N_("The salaries of the month, {amount}, are recorded; they will be paid on the last day."),
        21000,
        26000,
        "expense",
        "liability",
    ),
    Event(
        N_("{customer} returns goods; we take {amount} off the invoice that is still open."), 50, 600, "income", "asset"
    ),
    Event(
        N_("We return goods; {supplier} takes {amount} off the invoice that we have not paid yet."),
        50,
        600,
        "liability",
        "expense",
    ),
    Event(N_("The bank credits us with {amount} of interest."), 5, 80, "asset", "income"),
    Event(N_("The owners are paid {amount} out of earlier years' profits."), 4000, 12000, "equity", "asset"),
)


def which_account(purpose: str, count: int) -> Callable[[Firm, Language], tuple[Question, ...]]:
    """A quiz with `count` events: for each, the type of account on the debit side and on the credit side."""

    def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
        chance = firm.chance(purpose)
        found: list[Question] = []
        for number, event in enumerate(chance.some(EVENTS, count), start=1):
            text = f"{number}. {_told(event, firm, chance, language)}"
            found.append(_question(number, "debit", event, text, language))
            found.append(_question(number, "credit", event, text, language))
        return tuple(found)

    return questions


def _told(event: Event, firm: Firm, chance: Chance, language: Language) -> str:
    _ = translator(language, "units")
    customers = [partner.name for partner in firm.partners if partner.role == "customer"]
    suppliers = [partner.name for partner in firm.partners if partner.role == "supplier"]
    amount = chance.cents(event.low * 100, event.high * 100)
    words = {"customer": chance.pick(customers), "supplier": chance.pick(suppliers)}
    return _(event.text).format(amount=show_amount(amount, language), **words)


def _question(number: int, side: str, event: Event, text: str, language: Language) -> Question:
    _ = translator(language, "units")
    here, there = (event.debit, event.credit) if side == "debit" else (event.credit, event.debit)
    label = _("Debit: type of account") if side == "debit" else _("Credit: type of account")
    wrong = {
        option: (slip, _(message))
        for pair, (slip, message) in MIXED_UP.items()
        if here in pair
        for option in pair - {here}
    }
    if there != here:
        wrong[there] = ("sides-swapped", _(SWAPPED))
    return pick(
        f"{number}-{side}",
        label,
        {key: _(words) for key, words in TYPES.items()},
        here,
        wrong={str(option): said for option, said in wrong.items()},
        group=text,
        where=_(WHERE),
        worked=_(TYPES[here]),
    )
