"""Pieces of work made by hand, so that the desk is tested without a firm or a unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from course.firm.records import Document
from course.locale import Language, Text
from course.tasks.handout import Choice, Field, FormLayout, Handout, Header
from course.tasks.handout import TaskKind as Kind

TYPES = tuple(Choice(word.lower(), word) for word in ("Asset", "Liability", "Expense", "Income"))
SIDES = (Choice("debit", "Debit"), Choice("credit", "Credit"))
KINDS = (Choice("swap", "Two digits swapped"), Choice("side", "Wrong side"))
PLACES = (Choice("tb", "Trial balance"), Choice("bs", "Bank statement"))
ACCOUNTS = (
    Choice("1000", "Cash"),
    Choice("1200", "Bank"),
    Choice("1576", "Input VAT 19 %"),
    Choice("3400", "Goods purchased 19 %"),
    Choice("4970", "Bank charges"),
)
EVENTS = ("We buy goods on account", "A customer pays into the bank", "The bank takes a charge")
FORM = FormLayout(
    (
        Field("kind", "What went wrong?", "choice", KINDS, "", "The error"),
        Field("amount", "By how much is it off?", "amount", help="In euros, for example 45.00", group="The error"),
        Field("account", "Which account?", "account", ACCOUNTS, "Number or name", "The entry"),
        Field("day", "Date of the entry", "date", group="The entry"),
        Field("seen", "Where does it show?", "choices", PLACES, "", "The entry"),
        Field("why", "In one sentence: how did you find it?", "text"),
    )
)
QUIZ = FormLayout(
    tuple(
        field
        for number, event in enumerate(EVENTS, 1)
        for field in (
            Field(f"e{number}-type", "Kind of account", "choice", TYPES, "", event),
            Field(f"e{number}-side", "Side that grows", "choice", SIDES, "", event),
        )
    )
)
OFFICES = (Choice("front", "Front office"), Choice("back", "Back office"))
SKILLS = tuple(
    Choice(key, label)
    for key, label in (
        ("words", "Word processing"),
        ("sums", "Basic mathematics"),
        ("phone", "Several telephone lines"),
        ("typing", "Entering data"),
        ("detail", "Attention to detail"),
    )
)
DUTIES = ("Welcome a visitor", "Sort the post", "Advise a customer in the shop", "Book an invoice")
MATCH = FormLayout(tuple(Field(f"duty-{n}", duty, "choice", OFFICES) for n, duty in enumerate(DUTIES, 1)))
LONG_MATCH = FormLayout(tuple(Field(f"duty-{n}", duty, "choice", SKILLS) for n, duty in enumerate(DUTIES, 1)))
STEPS = tuple(Choice(word.lower(), word) for word in ("File", "Open", "Stamp", "Answer"))
ORDER = FormLayout(
    (
        Field("post", "The post of the morning", "order", STEPS, help="From the first step to the last."),
        Field("who", "Whose work is it?", "choice", OFFICES),
    )
)
BY_PAPER = FormLayout(
    tuple(Field(f"amount-{n}", "Amount", "amount", group=f"Invoice of Tuesday (RE-10{n})") for n in (1, 3))
)
LAYOUTS = {"quiz": QUIZ, "match": MATCH, "order": ORDER}
TASKS = {"form": ("find-the-error", "Find the error"), "quiz": ("which-account", "Which account, which side")}
PAPERS = tuple(
    Document(f"RE-10{n}", "invoice", Text(f"Invoice {n}", f"Rechnung {n}"), {"net": f"{n}00.00"}) for n in range(1, 5)
)
PAPER_STYLE = ".paper { background: #fff; color: #222; padding: 40px; width: 640px; min-height: 500px }"


def handout(kind: Kind = "form", language: Language = "en", **changes: Any) -> Handout:
    task, title = TASKS.get(kind, (kind, kind))
    made = Handout(
        header=Header("learner-1", "11-bookkeeping", task, 0, "0.1.0", language),
        kind=kind,
        title=title,
        instructions="The trial balance does not agree. Find out why.",
        points=Decimal(4),
        lesson=False,
        documents=(),
        layout=LAYOUTS.get(kind, FORM),
        answer_file=f"{task}.json",
    )
    return replace(made, **changes)


class HandMadeWork:
    """A learner's work without a firm behind it."""

    def __init__(self, kind: Kind = "form", folder: Path | None = None, **changes: Any) -> None:
        self.folder = folder or Path.cwd()
        self.handout = handout(kind, **changes)

    def check(self) -> dict[str, Any]:
        lines = [{"state": "todo", "word": "to do", "text": "“Which account?” is still open."}]
        return {"headline": "Not finished yet.", "good": False, "lines": lines}

    def fresh(self) -> str:
        header = self.handout.header
        old = self.folder / self.handout.answer_file
        kept = old.with_name(f"{old.stem}-{header.variant}{old.suffix}")
        if old.exists():
            old.rename(kept)
        self.handout = replace(self.handout, header=replace(header, variant=header.variant + 1))
        return f"These are fresh documents. Your earlier work is kept in {kept.name}."

    def paper(self, document: Document) -> str:
        return f'<article class="paper"><p>{document.number}</p><p>{document.title.en}</p></article>'

    def paper_style(self) -> str:
        return PAPER_STYLE
