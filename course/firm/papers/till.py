"""Small papers: till receipts, stamps, the car park's ticket, our own receipt for a cash sale.

They are simplified invoices (§ 33 UStDV): gross prices and the rate. The tax is in there, and has to be taken out.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Any

from course.firm.papers.parts import Data, colleague, day, priced, stamp, them, us
from course.firm.papers.trade import units
from course.firm.records import Document, Voucher
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm

TITLES = {
    "supplies": ("till_receipt", "Till receipt", "Kassenbon"),
    "postage": ("postage_receipt", "Post office receipt", "Beleg der Post"),
    "parking": ("parking_receipt", "Parking receipt", "Parkbeleg"),
}


def receipt(firm: Firm, voucher: Voucher) -> Document:
    """What we bought over somebody's counter and paid in cash."""
    shop = firm.partner(voucher.partner)
    kind, en, de = TITLES[voucher.kind]
    data = _common(firm, voucher)
    data |= {"sender": them(shop), "number": voucher.paper_number, "time": clock(voucher.paper_number)}
    return Document(voucher.number, kind, Text(f"{en}, {shop.name}", f"{de}, {shop.name}"), data)


def cash_sale(firm: Firm, voucher: Voucher) -> Document:
    """Our own receipt; the duplicate stays with us."""
    data = _common(firm, voucher)
    data |= {
        "sender": us(firm.company),
        "number": voucher.number,
        "signed": colleague(firm.staff, "Reception and post (part-time)").name,
    }
    return Document(
        voucher.number, "cash_slip", Text("Receipt for a cash sale", "Quittung über einen Barverkauf"), data
    )


def _common(firm: Firm, voucher: Voucher) -> dict[str, Any]:
    lines: list[Data] = priced(voucher.lines, units(firm))
    handed = given(voucher.gross)
    return {
        "date": day(voucher.date),
        "lines": lines,
        "gross": str(voucher.gross),
        "rate": str(voucher.taxes[0].rate) if voucher.taxes else "",
        "given": str(handed),
        "change": str(handed - voucher.gross),
        "stamp": stamp(voucher, "voucher"),
    }


def given(gross: Decimal) -> Decimal:
    """The notes on the counter: up to the next five, or the next ten from 50 EUR."""
    note = Decimal(5) if gross < 50 else Decimal(10)
    return ((gross / note).to_integral_value(ROUND_CEILING) * note).quantize(gross)


def clock(number: str) -> str:
    """Some time in the opening hours, different from receipt to receipt."""
    return f"{9 + int(number) % 9:02d}:{int(number) // 9 % 60:02d}"
