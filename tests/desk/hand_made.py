"""Pieces of work made by hand, so that the desk is tested without a firm or a unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from course.firm.records import Document
from course.locale import Text
from course.tasks.handout import Choice, Field, FormLayout, Handout, Header

TYPES = (Choice("asset", "Asset"), Choice("liability", "Liability"), Choice("expense", "Expense"), Choice("income", "Income"))
SIDES = (Choice("debit", "Debit"), Choice("credit", "Credit"))
ACCOUNTS = (
    Choice("1000", "Cash"),
    Choice("1200", "Bank"),
    Choice("1576", "Input VAT 19 %"),
    Choice("3400", "Goods purchased 19 %"),
    Choice("4970", "Bank charges"),
)
FORM = FormLayout(
    (
        Field("kind", "What went wrong?", "choice", (Choice("swap", "Two digits swapped"), Choice("side", "Wrong side")), "", "The error"),
        Field("amount", "By how much is it off?", "amount", help="In euros, for example 45.00", group="The error"),
        Field("account", "Which account?", "account", ACCOUNTS, "Number or name", "The entry"),
        Field("day", "Date of the entry", "date", group="The entry"),
        Field("seen", "Where does it show?", "choices", (Choice("tb", "Trial balance"), Choice("bs", "Bank statement")), "", "The entry"),
        Field("why", "In one sentence: how did you find it?", "text"),
    )
)
QUIZ = FormLayout(
    tuple(
        field
        for number, event in enumerate(("We buy goods on account", "A customer pays into the bank", "The bank takes a charge"), 1)
        for field in (
            Field(f"e{number}-type", "Kind of account", "choice", TYPES, "", event),
            Field(f"e{number}-side", "Side that grows", "choice", SIDES, "", event),
        )
    )
)  # fmt: skip
HEADER = Header("learner-1", "11-bookkeeping", "find-the-error", 0, "0.1.0", "en")
PAPERS = tuple(
    Document(f"RE-10{n}", "invoice", Text(f"Invoice {n}", f"Rechnung {n}"), {"net": f"{n}00.00"}) for n in range(1, 5)
)


def handout(kind: str = "form", **changes: Any) -> Handout:
    layout = QUIZ if kind == "quiz" else FORM
    made = Handout(HEADER, kind, "Find the error", "The trial balance does not agree. Find out why.", Decimal(4), False, (), layout, f"{HEADER.task}.json")  # type: ignore[arg-type]  # fmt: skip
    return replace(made, **changes)


class HandMadeWork:
    """A learner's work without a firm behind it."""

    def __init__(self, kind: str = "form", folder: Path | None = None, **changes: Any) -> None:
        self.folder = folder or Path.cwd()
        self.handout = handout(kind, **changes)

    def check(self) -> dict[str, Any]:
        return {"headline": "Complete and readable.", "good": True, "lines": [{"state": "ok", "word": "ok", "label": "All fields"}]}

    def fresh(self) -> str:
        variant = self.handout.header.variant + 1
        self.handout = replace(self.handout, header=replace(self.handout.header, variant=variant))
        return f"Your old work is kept in find-the-error-{variant - 1}.json."

    def paper(self, document: Document) -> str:
        return f"<h1>{document.number}</h1><p>{document.title.en}</p>"
