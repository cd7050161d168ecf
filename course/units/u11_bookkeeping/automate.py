"""The journal as a file for *Automate it*: what a bookkeeping program would export, and what a function should find.

The learner's functions are tried on journals that they have not seen, so a result that was typed in does not pass.
Amounts are added up here in `Decimal` from the firm's own entries; pandas is imported only when a test
asks for a table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from course import __version__
from course.firm import Firm
from course.firm.records import Account, AccountType
from course.locale import Language, Text
from course.tasks.handing_in import deal, learner_id
from course.tasks.handout import Header

if TYPE_CHECKING:
    import pandas as pd

UNIT = "11-bookkeeping"
FILE = "journal.csv"
COLUMNS: dict[Language, tuple[str, ...]] = {
    "en": ("date", "voucher", "account", "name", "type", "debit", "credit", "text"),
    "de": ("datum", "beleg", "konto", "name", "art", "soll", "haben", "text"),
}
SEPARATOR: dict[Language, str] = {"en": ",", "de": ";"}  # as office programs of the two countries export
DECIMAL: dict[Language, str] = {"en": ".", "de": ","}
DATE: dict[Language, str] = {"en": "%d/%m/%Y", "de": "%d.%m.%Y"}
TYPES: dict[AccountType, Text] = {
    "asset": Text("asset", "Vermögen"),
    "liability": Text("liability", "Schulden"),
    "equity": Text("equity", "Eigenkapital"),
    "income": Text("income", "Ertrag"),
    "expense": Text("expense", "Aufwand"),
}
OUTPUT_VAT = ("output_vat_7", "output_vat_19")
INPUT_VAT = ("input_vat_7", "input_vat_19")


@dataclass(frozen=True)
class JournalLine:
    """One posting of the journal, as a line of the file. Amounts in EUR; one of the two is 0."""

    date: str
    voucher: str
    account: str
    name: str
    type: str
    debit: Decimal
    credit: Decimal
    text: str


@dataclass(frozen=True)
class KnownJournal:
    """A journal as a table, and what the learner's functions should make of it (EUR)."""

    table: pd.DataFrame
    vat_payable: float
    expenses: dict[str, float]


def write_journal(language: Language, folder: Path | None = None) -> str:
    """Write the learner's journal as `journal.csv`, beside the notebook; say what was written."""
    lines = journal_lines(own_firm(language), language)
    with ((folder or Path.cwd()) / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=SEPARATOR[language], lineterminator="\n")
        writer.writerow(COLUMNS[language])
        writer.writerows(_cells(line, language) for line in lines)
    return Text(f"{FILE}: {len(lines)} lines", f"{FILE}: {len(lines)} Zeilen").to(language)


def own_firm(language: Language) -> Firm:
    """The firm of the learner's assignment: the journal is the quarter that their April belongs to."""
    return deal(Header(learner_id(), UNIT, "automate", 0, __version__, language), lesson=False)


def journal_lines(firm: Firm, language: Language) -> list[JournalLine]:
    """Every posting of the quarter, in the order of the journal."""
    return [
        _line(
            firm.account(posting.account),
            entry.date.strftime(DATE[language]),
            entry.voucher,
            posting.amount if posting.side == "debit" else Decimal(0),
            posting.amount if posting.side == "credit" else Decimal(0),
            entry.text,
            language,
        )
        for entry in firm.entries
        for posting in entry.postings
    ]


def _line(
    account: Account, day: str, voucher: str, debit: Decimal, credit: Decimal, text: Text, language: Language
) -> JournalLine:
    kind = TYPES[account.type].to(language)
    return JournalLine(day, voucher, account.number, account.name.to(language), kind, debit, credit, text.to(language))


def _cells(line: JournalLine, language: Language) -> tuple[str, ...]:
    debit, credit = (f"{amount:.2f}".replace(".", DECIMAL[language]) for amount in (line.debit, line.credit))
    return (line.date, line.voucher, line.account, line.name, line.type, debit, credit, line.text)


def lines_in_file(language: Language, folder: Path | None = None) -> list[JournalLine]:
    """What stands in `journal.csv`, read without pandas."""
    with ((folder or Path.cwd()) / FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=SEPARATOR[language]))[1:]
    return [
        JournalLine(day, voucher, account, name, kind, _amount(debit, language), _amount(credit, language), text)
        for day, voucher, account, name, kind, debit, credit, text in rows
    ]


def _amount(text: str, language: Language) -> Decimal:
    return Decimal(text.replace(DECIMAL[language], "."))


def other_journals(language: Language) -> Iterator[KnownJournal]:
    """Three other firms' quarters; in the last one, some postings are missing and the order is reversed."""
    for number in (1, 2, 3):
        firm = Firm.deal(f"{UNIT} automate {number}")
        lines = journal_lines(firm, language)
        if number == 3:
            lines = lines[len(lines) // 2 :: -1]
        yield with_truth(firm, lines, language)


def with_truth(firm: Firm, lines: list[JournalLine], language: Language) -> KnownJournal:
    """These lines as a table, with what there is to find in them."""
    import pandas as pd

    rows = [
        (line.date, line.voucher, line.account, line.name, line.type, float(line.debit), float(line.credit), line.text)
        for line in lines
    ]
    roles = firm.chart.roles
    vat = {roles[role] for role in (*OUTPUT_VAT, *INPUT_VAT)}
    expenses: dict[str, Decimal] = {}
    for line in lines:
        if line.type == TYPES["expense"].to(language):
            expenses[line.name] = expenses.get(line.name, Decimal(0)) + line.debit - line.credit
    return KnownJournal(
        table=pd.DataFrame(rows, columns=list(COLUMNS[language])),
        vat_payable=float(sum(line.credit - line.debit for line in lines if line.account in vat)),
        expenses={name: float(amount) for name, amount in expenses.items()},
    )
