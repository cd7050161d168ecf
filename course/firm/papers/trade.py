"""Papers of trade: order, delivery note, invoice, payment advice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from course.firm.check_digits import creditor_reference
from course.firm.papers.parts import Data, colleague, counted, day, priced, stamp, them, totals, us, words
from course.firm.records import Document, Partner, Trade, Voucher
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm

OUR_CUSTOMER_NUMBER = "K-20457"  # what suppliers call us


def units(firm: Firm) -> dict[str, Data]:
    return {article.number: words(article.unit) for article in firm.articles}


def from_and_to(firm: Firm, partner: Partner, ours: bool) -> tuple[Data, Data]:
    """The letterheads of sender and recipient of a paper that is ours, or of one that the partner sent."""
    return (us(firm.company), them(partner)) if ours else (them(partner), us(firm.company))


def titled(english: str, german: str, partner: Partner, ours: bool) -> Text:
    to, an = ("to", "an") if ours else ("from", "von")
    return Text(f"{english} {to} {partner.name}", f"{german} {an} {partner.name}")


def invoice(firm: Firm, voucher: Voucher, trade: Trade | None) -> Document:
    """Our invoice or a supplier's. What was carried over from March has no order and delivery note on file."""
    partner = firm.partner(voucher.partner)
    ours = partner.role == "customer"
    sender, recipient = from_and_to(firm, partner, ours)
    number = f" {voucher.paper_number}" if ours else ""
    data: Data = {
        "sender": sender,
        "recipient": recipient,
        "number": voucher.paper_number,
        "date": day(voucher.date),
        "supplied": day(voucher.supplied),
        "customer_number": partner.number if ours else OUR_CUSTOMER_NUMBER,
        "contact": sales_contact(firm) if ours else {"name": partner.contact.name, "phone": partner.phone},
        "order_number": trade.order_number if trade else "",
        "delivery_number": trade.delivery_number if trade else "",
        "lines": priced(voucher.lines, units(firm)),
        "taxes": totals(voucher.taxes),
        "net": str(voucher.net),
        "gross": str(voucher.gross),
        "terms": terms(partner, voucher),
        "reference": creditor_reference(voucher.paper_number),
        "stamp": stamp(voucher, "copy" if ours else "received"),
    }
    title = titled(f"Invoice{number}", f"Rechnung{number}", partner, ours)
    return Document(voucher.number, "outgoing_invoice" if ours else "incoming_invoice", title, data)


def sales_contact(firm: Firm) -> Data:
    person = colleague(firm.staff, "Sales")
    return {"name": person.name, "phone": firm.company.phone.rpartition("-")[0] + f"-{person.extension}"}


def terms(partner: Partner, voucher: Voucher) -> Data:
    """Due day and, where it is offered, the cash discount with its last day."""
    offer = partner.terms
    until = voucher.date + timedelta(days=offer.discount_days)
    return {
        "due": day(voucher.due),
        "days": offer.days,
        "discount": str(offer.discount) if offer.discount else "",
        "discount_until": day(until) if offer.discount else "",
    }


def order(firm: Firm, trade: Trade) -> Document:
    """A customer's order to us, or ours to a supplier."""
    partner = firm.partner(trade.partner)
    ours = trade.direction == "purchase"
    sender, recipient = from_and_to(firm, partner, ours)
    number = trade.order_number
    data: Data = {
        "sender": sender,
        "recipient": recipient,
        "number": number,
        "date": day(trade.order_date),
        "wanted": day(trade.delivery_date),
        "lines": priced(trade.lines, units(firm)),
        "net": str(sum(line.net for line in trade.lines)),
        "signed": colleague(firm.staff, "Purchasing").name if ours else partner.contact.name,
    }
    our, unsere = ("Our order", "Unsere Bestellung") if ours else ("Order", "Bestellung")
    title = titled(f"{our} {number}", f"{unsere} {number}", partner, ours)
    return Document(document_number("order", trade), "order", title, data)


def delivery_note(firm: Firm, trade: Trade) -> Document:
    partner = firm.partner(trade.partner)
    ours = trade.direction == "sale"
    sender, recipient = from_and_to(firm, partner, ours)
    data: Data = {
        "sender": sender,
        "recipient": recipient,
        "number": trade.delivery_number,
        "date": day(trade.delivery_date),
        "order_number": trade.order_number,
        "order_date": day(trade.order_date),
        "lines": counted(trade.lines, units(firm)),
    }
    title = titled("Delivery note", "Lieferschein", partner, ours)
    return Document(document_number("delivery", trade), "delivery_note", title, data)


def document_number(paper: str, trade: Trade) -> str:
    """Partners number their papers as they like; ours tell them apart by the invoice that they belong to."""
    return f"{'BE' if paper == 'order' else 'LS'}-{trade.invoice}"


def payment_advice(firm: Firm, payment: Voucher) -> Document:
    """The letter that explains a payment that differs from its invoice: who paid what, less which discount."""
    partner, settled = firm.partner(payment.partner), firm.voucher(payment.reference)
    ours = payment.kind == "supplier_payment"
    sender, recipient = from_and_to(firm, partner, ours)
    data: Data = {
        "sender": sender,
        "recipient": recipient,
        "number": f"ZA-{payment.number}",
        "date": day(payment.date),
        "invoice": settled.paper_number,
        "invoice_date": day(settled.date),
        "owed": str(settled.gross),
        "rate": str(partner.terms.discount),
        "discount": str(payment.discount),
        "paid": str(payment.gross),
        "to_iban": recipient["iban"],
    }
    title = titled("Payment advice", "Zahlungsavis", partner, ours)
    return Document(f"ZA-{payment.number}", "payment_advice", title, data)
