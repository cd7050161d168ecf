"""Sheets made by hand, and what a learner types into them, so that the grid is tested without a firm or a unit."""

from __future__ import annotations

from decimal import Decimal

from course.locale import Language
from course.tasks.handout import Choice, Column, ControlTotal, Given, Handout, Header, SheetLayout
from tests.desk.hand_made import HandMadeWork

NAMES: dict[str, tuple[str, str]] = {
    "1000": ("Cash", "Kasse"),
    "1200": ("Bank", "Bank"),
    "1400": ("Trade receivables", "Forderungen"),
    "1571": ("Input VAT 7 %", "Vorsteuer 7 %"),
    "1576": ("Input VAT 19 %", "Vorsteuer 19 %"),
    "1600": ("Trade payables", "Verbindlichkeiten"),
    "1776": ("Output VAT 19 %", "Umsatzsteuer 19 %"),
    "3400": ("Goods purchased 19 %", "Wareneingang 19 %"),
    "4210": ("Rent", "Miete"),
    "4910": ("Postage", "Porto"),
    "4930": ("Office supplies", "Bürobedarf"),
    "4970": ("Bank charges", "Nebenkosten des Geldverkehrs"),
    "8400": ("Sales 19 %", "Erlöse 19 %"),
}
LABELS = {
    "en": ("Date", "Voucher", "Account", "Debit", "Credit", "Text"),
    "de": ("Datum", "Beleg", "Konto", "Soll", "Haben", "Text"),
}


def accounts(language: Language) -> tuple[Choice, ...]:
    return tuple(Choice(number, names[language == "de"]) for number, names in NAMES.items())


def journal_layout(language: Language = "en", rows: int = 41) -> SheetLayout:
    kinds = ("date", "code", "account", "amount", "amount", "text")
    columns = tuple(
        Column(label, kind, width)  # type: ignore[arg-type]  # the kinds are ColumnKinds, which zip does not know
        for label, kind, width in zip(LABELS[language], kinds, (12, 10, 22, 12, 12, 30), strict=True)
    )
    totals = (
        ControlTotal(LABELS[language][3], f"=SUM(D2:D{rows})"),
        ControlTotal(LABELS[language][4], f"=SUM(E2:E{rows})"),
        ControlTotal("Differenz" if language == "de" else "Difference", f"=SUM(D2:D{rows})-SUM(E2:E{rows})", zero=True),
    )
    return SheetLayout(columns, rows, totals=totals, accounts=accounts(language))


def cash_layout(rows: int = 12) -> SheetLayout:
    columns = (
        Column("Receipt", "code", 10),
        Column("In", "amount"),
        Column("Out", "amount"),
        Column("Balance", "amount"),
    )
    given = (Given("A2", "OPEN", "code"), Given("D2", "150.00", "amount"))
    return SheetLayout(columns, rows, given=given, locked=(f"A{rows}:D{rows}",))


def wide_layout(rows: int = 300, columns: int = 12) -> SheetLayout:
    return SheetLayout(tuple(Column(f"Week {week}", "amount", 10) for week in range(1, columns + 1)), rows)


class SheetWork(HandMadeWork):
    """A learner's work on a sheet, without a task behind it."""

    def __init__(
        self, layout: SheetLayout | None = None, language: Language = "en", name: str = "april-vouchers"
    ) -> None:
        header = Header("learner-1", "11-bookkeeping", name, 0, "0.1.0", language)
        super().__init__()
        self.handout = Handout(
            header=header,
            kind="journal",
            title=name.replace("-", " ").capitalize(),
            instructions="Post the ten vouchers.",
            points=Decimal(16),
            lesson=False,
            documents=(),
            layout=layout or journal_layout(language),
            answer_file=f"{name}.xlsx",
        )


# Ten vouchers as a clerk would type them: date, voucher, account, debit, credit, text. What is empty is tabbed over.
VOUCHERS = (
    ("02/04/2026", "ER-1", "3400", "200.00", "", "Paper, Blattwerk"),
    ("02/04/2026", "ER-1", "1576", "38.00", "", "Input VAT"),
    ("02/04/2026", "ER-1", "1600", "", "238.00", "Blattwerk"),
    ("03/04/2026", "AR-2", "1400", "119.00", "", "Sale to Lesefix"),
    ("03/04/2026", "AR-2", "8400", "", "100.00", "Pens"),
    ("03/04/2026", "AR-2", "1776", "", "19.00", "Output VAT"),
    ("07/04/2026", "BK-3", "4210", "1,450.00", "", "Rent April"),
    ("07/04/2026", "BK-3", "1200", "", "1,450.00", "Rent April"),
    ("08/04/2026", "KA-4", "4910", "16.00", "", "Stamps"),
    ("08/04/2026", "KA-4", "1000", "", "16.00", "Stamps"),
    ("09/04/2026", "KA-5", "4930", "10.00", "", "Staples"),
    ("09/04/2026", "KA-5", "1576", "1.90", "", "Input VAT"),
    ("09/04/2026", "KA-5", "1000", "", "11.90", "Staples"),
    ("10/04/2026", "BK-6", "4970", "7.50", "", "Charges March"),
    ("10/04/2026", "BK-6", "1200", "", "7.50", "Charges March"),
    ("14/04/2026", "BK-7", "1200", "119.00", "", "Lesefix pays AR-2"),
    ("14/04/2026", "BK-7", "1400", "", "119.00", "Lesefix pays AR-2"),
    ("15/04/2026", "BK-8", "1600", "238.00", "", "We pay ER-1"),
    ("15/04/2026", "BK-8", "1200", "", "238.00", "We pay ER-1"),
    ("16/04/2026", "ER-9", "3400", "50.00", "", "Folders"),
    ("16/04/2026", "ER-9", "1576", "9.50", "", "Input VAT"),
    ("16/04/2026", "ER-9", "1600", "", "59.50", "Folders"),
    ("17/04/2026", "KA-10", "4910", "4.80", "", "Parcel"),
    ("17/04/2026", "KA-10", "1000", "", "4.80", "Parcel"),
)
