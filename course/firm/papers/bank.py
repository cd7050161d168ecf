"""Papers of the bank: advices of single bookings, the month's statement, slips for cash."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from course.firm.calendar import MONTHS, YEAR
from course.firm.ledger import change
from course.firm.papers.parts import Data, day, our_bank, stamp, words
from course.firm.records import BankLine, Document, Voucher
from course.firm.running import of_month
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm

BASIC_CHARGE = Decimal("12.90")
TYPES = {
    "customer_payment": Text("Credit transfer received", "Gutschrift Überweisung"),
    "supplier_payment": Text("Credit transfer sent", "Überweisungsauftrag"),
    "wage_payment": Text("Collective transfer, 8 items", "Sammelüberweisung, 8 Posten"),
    "wage_tax": Text("Credit transfer sent", "Überweisungsauftrag"),
    "vat_payment": Text("SEPA direct debit", "SEPA-Lastschrift"),
    "social_security": Text("SEPA direct debit", "SEPA-Lastschrift"),
    "insurance": Text("SEPA direct debit", "SEPA-Lastschrift"),
    "telephone": Text("SEPA direct debit", "SEPA-Lastschrift"),
    "energy": Text("SEPA direct debit", "SEPA-Lastschrift"),
    "rent": Text("Standing order", "Dauerauftrag"),
    "bank_charge": Text("Closing of the account", "Rechnungsabschluss"),
    "cash_withdrawal": Text("Cash withdrawal", "Barauszahlung"),
    "cash_deposit": Text("Cash deposit", "Bareinzahlung"),
}


def kind_of_booking(voucher: Voucher, amount: Decimal) -> Text:
    """What the bank calls it. Where the tax office pays back, it sends a transfer."""
    refund = voucher.kind == "vat_payment" and amount > 0
    return TYPES["customer_payment" if refund else voucher.kind]


def counterpart(firm: Firm, voucher: Voucher) -> Data:
    """Who is on the other end of a bank booking; empty where it is the bank itself or a list of people."""
    if not voucher.partner:
        return {"name": "", "iban": ""}
    partner = firm.partner(voucher.partner)
    return {"name": partner.name, "iban": partner.iban}


def purpose(firm: Firm, voucher: Voucher) -> Text:
    """What the payer wrote."""
    if voucher.kind in ("customer_payment", "supplier_payment"):
        settled = firm.voucher(voucher.reference)
        en, de = f"Invoice {settled.paper_number}", f"Rechnung {settled.paper_number}"
        if voucher.discount:
            rate = firm.partner(voucher.partner).terms.discount
            return Text(f"{en} less {rate}% discount", f"{de} abzgl. {rate} % Skonto")
        return Text(en, de)
    if voucher.kind == "rent":
        return Text(
            f"{voucher.text.en} {YEAR}, offices and warehouse, Ankerwall 12",
            f"{voucher.text.de} {YEAR}, Büro und Lager, Ankerwall 12",
        )
    return Text(f"{voucher.text.en} {YEAR}", f"{voucher.text.de} {YEAR}") if voucher.partner else voucher.text


def advice(firm: Firm, voucher: Voucher) -> Document:
    """The bank's advice of one booking (its own charges, a standing order, money in or out)."""
    amount = change(voucher.entry, firm.chart.number("bank"))
    other, what = counterpart(firm, voucher), kind_of_booking(voucher, amount)
    data: Data = {
        "bank": our_bank(firm.company),
        "date": day(voucher.date),
        "type": words(what),
        "direction": "in" if amount > 0 else "out",
        "other": other,
        "purpose": words(purpose(firm, voucher)),
        "items": charges(voucher) if voucher.kind == "bank_charge" else [],
        "exempt": {"rent": "4 Nr. 12", "bank_charge": "4 Nr. 8", "insurance": "4 Nr. 10"}.get(voucher.kind, ""),
        "amount": str(abs(amount)),
        "stamp": stamp(voucher, "voucher"),
    }
    kind = "standing_order" if voucher.kind == "rent" else "bank_advice"
    name = other["name"]
    title = Text(f"{what.en}: {name}", f"{what.de}: {name}") if name else Text(voucher.text.en, voucher.text.de)
    return Document(voucher.number, kind, title, data)


def charges(voucher: Voucher) -> list[Data]:
    return [
        {"name": words(Text("Account keeping, basic charge", "Kontoführung, Grundpreis")), "amount": str(BASIC_CHARGE)},
        {
            "name": words(Text("Bookings and paper", "Buchungsposten und Belege")),
            "amount": str(voucher.gross - BASIC_CHARGE),
        },
    ]


def statement(firm: Firm, month: int) -> Document:
    """The month's statement of account, with the balances before and after."""
    account = firm.chart.number("bank")
    opening = next(
        posting.amount
        for voucher in firm.vouchers
        if voucher.kind == "opening"
        for posting in voucher.entry.postings
        if posting.account == account
    )
    before = sum((line.amount for line in firm.bank_lines if line.date.month < month), opening)
    lines = [line for line in firm.bank_lines if line.date.month == month]
    data: Data = {
        "bank": our_bank(firm.company),
        "number": f"{MONTHS.index(month) + 4}/{YEAR}",
        "first": f"{YEAR}-{month:02d}-01",
        "last": day(max(line.date for line in lines)),
        "before": str(before),
        "after": str(sum((line.amount for line in lines), before)),
        "lines": [statement_line(firm, line) for line in lines],
    }
    return Document(f"KA-{YEAR}-{month:02d}", "bank_statement", of_month("Bank statement", "Kontoauszug", month), data)


def statement_line(firm: Firm, line: BankLine) -> Data:
    voucher = firm.voucher(line.voucher)
    return {
        "date": day(line.date),
        "type": words(kind_of_booking(voucher, line.amount)),
        "other": counterpart(firm, voucher)["name"],
        "purpose": words(purpose(firm, voucher)),
        "reference": line.reference if line.reference.startswith("RF") else "",
        "amount": str(line.amount),
    }


def cash_slip(firm: Firm, voucher: Voucher) -> Document:
    """The slip of the bank's cash desk."""
    what = TYPES[voucher.kind]
    data: Data = {
        "bank": our_bank(firm.company),
        "type": words(what),
        "direction": "out" if voucher.kind == "cash_withdrawal" else "in",
        "date": day(voucher.date),
        "amount": str(voucher.gross),
        "stamp": stamp(voucher, "voucher"),
    }
    return Document(voucher.number, "bank_slip", Text(f"{what.en}, bank slip", f"{what.de}, Bankbeleg"), data)
