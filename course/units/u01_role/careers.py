"""Careers: steps that somebody tells out of order are put in order, and where a degree is usual is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from course.firm import Firm
from course.firm.careers import Career, careers
from course.firm.papers.adverts import portrait
from course.firm.records import Document
from course.locale import N_, Language, translator
from course.tasks.form import Question, Wrong
from course.tasks.handout import Choice, Field
from course.tasks.order import in_order

ALL = ("hr", "accountant", "programmer")
OFFICE = {
    "executive": N_("Back Office Executive"),
    "orders": N_("Clerk, order processing"),
    "reception": N_("Receptionist"),
    "records": N_("Clerk, customer records"),
    "post": N_("Office assistant, post and files"),
}
OTHERS = 2  # posts of the office beside the executive


def told(firm: Firm, count: int) -> list[tuple[str, Career]]:
    """So many of the firm's three careers, in an order of their own, with the numbers of their papers."""
    chance = firm.chance("careers")
    return [(f"P-{number}", one) for number, one in enumerate(chance.some(careers(chance), count), start=1)]


def papers(count: int) -> Callable[[Firm, Language], tuple[Document, ...]]:
    def documents(firm: Firm, language: Language) -> tuple[Document, ...]:
        return tuple(portrait(firm, career, number) for number, career in told(firm, count))

    return documents


def questions(count: int) -> Callable[[Firm, Language], tuple[Question, ...]]:
    """Three points' worth for each career, one for the question which of them usually need a degree."""

    def of_firm(firm: Firm, language: Language) -> tuple[Question, ...]:
        orders = [_order(number, career, firm, language) for number, career in told(firm, count)]
        return (*orders, _degree(firm, language))

    return of_firm


def _order(number: str, career: Career, firm: Firm, language: Language) -> Question:
    _ = translator(language, "units")
    steps = {step.key: step.name.to(language) for step in career.steps}
    by_year = " → ".join(f"{step.name.to(language)} ({step.year})" for step in career.steps)
    return in_order(
        f"{number}-steps",
        _("{number} · {person}: from the first step to the last").format(number=number, person=career.person),
        steps,
        firm.chance(f"steps of {number}"),
        wrong={
            "told-order": (career.told, _("This is the order in which it is told, not in which it happened.")),
            "degree-after-post": (
                _degree_late(tuple(steps), career.degree),
                _("Here the degree comes after the post for which it was needed."),
            ),
        },
        weight=3,
        where=_(
            "Write the year beside each step. “Three years before” and “later” count from what was told just before."
        ),
        worked=by_year,
    )


def _degree_late(steps: Sequence[str], degree: str) -> tuple[str, ...]:
    """The degree and the step after it in each other's place."""
    order = list(steps)
    at = order.index(degree)
    order[at : at + 2] = order[at + 1], order[at]
    return tuple(order)


def _degree(firm: Firm, language: Language) -> Question:
    _ = translator(language, "units")
    chance = firm.chance("which need a degree")
    special = {"hr": _("HR manager"), "accountant": _("Accountant"), "programmer": _("Programmer")}
    others = ["executive", *chance.some([key for key in OFFICE if key != "executive"], OTHERS)]
    labels = special | {key: _(OFFICE[key]) for key in others}
    truth = frozenset(ALL)
    return Question(
        Field(
            "degree",
            _("Which of these usually need a degree?"),
            "choices",
            tuple(Choice(key, labels[key]) for key in chance.shuffled(list(labels))),
        ),
        truth=truth,
        wrong=(
            Wrong("title-for-manager", truth | {"executive"}, _("A grand title is not a career that needs a degree.")),
            Wrong("degree-for-all", frozenset(labels), _("For a clerk’s post a degree is not always needed.")),
        ),
        message=_("Think of careers that take years to learn, and of posts that training or practice opens."),
        where=_("Which of them are careers of their own, beside the clerk’s?"),
        worked=", ".join(special.values()),
    )
