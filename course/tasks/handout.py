"""What the desk is handed: everything a learner may see of a task, as plain data.

A handout is made from the firm, but holds nothing from which the truth could be read. It round-trips through JSON, so
that a sealed assignment can be dealt to a file by the instructor and worked on where the truth is not.
Documents and layout are already in the learner's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from course.firm.records import Document
from course.locale import Language

TaskKind = Literal["quiz", "form", "match", "order", "sheet", "journal", "chart"]
ColumnKind = Literal[
    "text", "code", "date", "amount", "number", "account", "general"
]  # general: read as what it looks like
SheetTool = Literal["sort", "filter", "format"]


@dataclass(frozen=True)
class Header:
    """Whose answer it is and what it answers; every answer file carries it, and marking deals from it."""

    learner: str
    unit: str  # "11-bookkeeping"
    task: str
    variant: int  # 0 = the learner's own; 1, 2, ... = fresh documents
    version: str  # the course's version
    language: Language
    deal: str = ""  # of a sealed assignment: the mark of the deal (see `sealing.py`)


@dataclass(frozen=True)
class Choice:
    """Something that can be picked: an account, an option of a question."""

    key: str
    label: str


@dataclass(frozen=True)
class Column:
    """A column of a sheet. Its label stands in row 1. `width` is in characters."""

    label: str
    kind: ColumnKind
    width: int = 12
    help: str = ""


@dataclass(frozen=True)
class Given:
    """A cell that is filled in beforehand and locked. `value` is text, or a number, date (ISO) as text by `kind`."""

    ref: str  # "A2"
    value: str
    kind: ColumnKind


@dataclass(frozen=True)
class ControlTotal:
    """A figure shown live beneath the sheet: `label`, and an English formula over the sheet's cells."""

    label: str
    formula: str  # "=SUM(D2:D40)-SUM(E2:E40)"
    zero: bool = False  # True: it ought to be zero; anything else is shown as a warning


@dataclass(frozen=True)
class SheetLayout:
    columns: tuple[Column, ...]
    rows: int  # including the header row
    given: tuple[Given, ...] = ()
    kinds: tuple[tuple[str, ColumnKind], ...] = ()  # single cells whose kind differs from their column's
    locked: tuple[str, ...] = ()  # further locked cells or ranges ("F2:F30"); row 1 and given cells always are
    totals: tuple[ControlTotal, ...] = ()
    accounts: tuple[Choice, ...] = ()  # what an account column looks up, by number or name
    asked: tuple[str, ...] = ()  # cells that the task asks for; Check says which of them are still empty
    vouchers: tuple[str, ...] = ()  # of a journal: the numbers of the vouchers to be posted
    records: int = 0  # of records: how many cards are to be keyed
    paced: bool = False  # keys and time are counted into the learner's file
    start: tuple[Given, ...] = ()  # cells that are filled in beforehand and are the learner's to change and to move
    tools: tuple[SheetTool, ...] = ()  # what the bar above the sheet offers


FieldKind = Literal["choice", "choices", "order", "text", "code", "amount", "number", "date", "account", "range"]


@dataclass(frozen=True)
class Field:
    """One question of a quiz or field of a form.

    `choice` is one of the options, `choices` any number of them, `order` all of them in the learner's order.
    """

    key: str
    label: str
    kind: FieldKind
    options: tuple[Choice, ...] = ()
    help: str = ""
    group: str = ""  # fields with the same group stand together under it as their heading

    @property
    def full_label(self) -> str:
        """The label as it is said where the heading is out of sight."""
        return f"{self.group.rstrip(':')} · {self.label}" if self.group else self.label


@dataclass(frozen=True)
class FormLayout:
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Handout:
    header: Header
    kind: TaskKind
    title: str
    instructions: str
    points: Decimal
    lesson: bool  # a lesson's task explains and deals anew; an assignment's only says "complete and readable"
    documents: tuple[Document, ...]
    layout: SheetLayout | FormLayout
    answer_file: str  # "april-vouchers.xlsx", "find-the-error.json"
