"""Papers of the office: bills for telephone and energy, the wage summary, the list of opening balances."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from course.firm.papers.parts import Data, day, priced, stamp, them, totals, us, words
from course.firm.records import Document, Voucher
from course.firm.running import MONTH_NAMES
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm

MANDATES = {"telephone": "MF-20457-01", "energy": "WK-20457-07"}


def bill(firm: Firm, voucher: Voucher) -> Document:
    """A bill that is collected from our account."""
    partner = firm.partner(voucher.partner)
    kind = "telephone_bill" if voucher.kind == "telephone" else "energy_bill"
    title = Text(f"{voucher.text.en}: {partner.name}", f"{voucher.text.de}: {partner.name}")
    data: Data = {
        "sender": them(partner),
        "recipient": us(firm.company),
        "number": voucher.paper_number,
        "date": day(voucher.date),
        "what": words(voucher.text),
        "period": words(month_of(voucher)),
        "lines": priced(voucher.lines, {}),
        "taxes": totals(voucher.taxes),
        "net": str(voucher.net),
        "gross": str(voucher.gross),
        "mandate": MANDATES[voucher.kind],
        "debit_from": firm.company.iban,
        "stamp": stamp(voucher, "received"),
    }
    return Document(voucher.number, kind, title, data)


def month_of(voucher: Voucher) -> Text:
    """ "April 2026": what the bill or the wages are for."""
    name, year = MONTH_NAMES[voucher.date.month], voucher.date.year
    return Text(f"{name.en} {year}", f"{name.de} {year}")


def wage_summary(firm: Firm, voucher: Voucher) -> Document:
    """The month's wages for everybody together: names and single salaries belong in nobody's in-tray."""
    amounts = {posting.account: posting.amount for posting in voucher.entry.postings}

    def booked(role: str) -> Decimal:
        return amounts[firm.chart.number(role)]

    employer, contributions = booked("social_security"), booked("social_security_payable")
    data: Data = {
        "sender": us(firm.company),
        "period": words(month_of(voucher)),
        "date": day(voucher.date),
        "people": len(firm.staff),
        "gross": str(voucher.gross),
        "tax": str(booked("wage_tax_payable")),
        "employee": str(contributions - employer),
        "net": str(booked("wages_payable")),
        "employer": str(employer),
        "contributions": str(contributions),
        "stamp": stamp(voucher, "voucher"),
    }
    return Document(
        voucher.number,
        "wage_summary",
        Text(f"Wage summary: {voucher.text.en}", f"Lohnjournal: {voucher.text.de}"),
        data,
    )


def opening_list(firm: Firm, voucher: Voucher) -> Document:
    """What the firm had and owed on the evening of 31 March, open invoices left out (they have papers of their own)."""
    opening = firm.chart.number("opening")
    rows = [(firm.account(p.account), p) for p in voucher.entry.postings if p.account != opening]
    data: Data = {
        "sender": us(firm.company),
        "date": day(voucher.date),
        "assets": [{"name": words(a.name), "amount": str(p.amount)} for a, p in rows if p.side == "debit"],
        "debts": [{"name": words(a.name), "amount": str(p.amount)} for a, p in rows if p.side == "credit"],
        "total": str(voucher.gross),
        "stamp": stamp(voucher, "voucher"),
    }
    return Document(voucher.number, "opening_list", Text("Opening balances", "Eröffnungsbestände"), data)
