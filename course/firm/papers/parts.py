"""Parts that many papers share, as plain data: words in both languages, parties, lines, stamps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from course.firm.records import Address, Company, Line, Partner, Person, Tax, Voucher
from course.locale import Text

Data = dict[str, Any]
OUR_LOGO = "drop ink"
BANK_LOGO = "anchor blue"


def words(text: Text) -> Data:
    return {"en": text.en, "de": text.de}


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def address(value: Address) -> Data:
    return {"street": value.street, "postcode": value.postcode, "city": value.city}


def us(company: Company) -> Data:
    """Our letterhead."""
    return {
        "name": company.name,
        "logo": OUR_LOGO,
        **address(company.address),
        "phone": company.phone,
        "email": company.email,
        "vat_id": company.vat_id,
        "iban": company.iban,
        "bank": company.bank,
        "register": company.register,
        "manager": company.managing_director,
    }


def them(partner: Partner) -> Data:
    """A partner's letterhead."""
    return {
        "name": partner.name,
        "logo": partner.logo,
        **address(partner.address),
        "phone": partner.phone,
        "email": partner.contact.email,
        "vat_id": partner.vat_id,
        "iban": partner.iban,
        "bank": partner.bank,
        "register": "",
        "manager": "",
    }


def our_bank(company: Company) -> Data:
    """The bank's letterhead, with what identifies our account."""
    return {"name": company.bank, "logo": BANK_LOGO, "iban": company.iban, "holder": company.name}


def colleague(staff: Sequence[Person], duty: str) -> Person:
    """Whose duty it is, by its English name ("Sales")."""
    return next(person for person in staff if person.role.en == duty)


def priced(lines: Sequence[Line], units: dict[str, Data]) -> list[Data]:
    """Lines with prices and, for articles, the unit that is counted."""
    return [
        {
            "article": line.article,
            "name": words(line.name),
            "quantity": line.quantity,
            "unit": units.get(line.article, {"en": "", "de": ""}),
            "price": str(line.unit_price),
            "rate": str(line.vat_rate),
            "amount": str(line.net),
        }
        for line in lines
    ]


def counted(lines: Sequence[Line], units: dict[str, Data]) -> list[Data]:
    """Lines without prices, as on a delivery note."""
    kept = ("article", "name", "quantity", "unit")
    return [{key: line[key] for key in kept} for line in priced(lines, units)]


def totals(taxes: Sequence[Tax]) -> list[Data]:
    return [{"rate": str(tax.rate), "net": str(tax.net), "tax": str(tax.tax)} for tax in taxes]


def stamp(voucher: Voucher, kind: Literal["received", "copy", "voucher"]) -> Data:
    """The rubber stamp with our voucher number: on what came in, on copies of what went out, on slips."""
    return {"kind": kind, "date": day(voucher.received), "number": voucher.number}
