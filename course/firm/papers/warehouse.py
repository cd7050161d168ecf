"""Papers of the warehouse: the issue slip that goes with a sale.

Like the papers in `internal`, it is made for a task: it belongs to no voucher of the quarter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.firm.papers.parts import Data, colleague, counted, day, us
from course.firm.papers.trade import units
from course.firm.records import Document, Trade
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm


def slip_number(trade: Trade) -> str:
    """Our issue slips bear the number of the delivery note that they are picked for: LS-2026-0107 is ES-0107."""
    return "ES-" + trade.delivery_number.rpartition("-")[2]


def issue_slip(firm: Firm, trade: Trade) -> Document:
    """What was taken off the shelves for a customer's order."""
    number = slip_number(trade)
    lines = counted(trade.lines, units(firm))
    for line in lines:
        line["shelf"] = firm.article(line["article"]).shelf
    data: Data = {
        "sender": us(firm.company),
        "number": number,
        "date": day(trade.delivery_date),
        "customer": firm.partner(trade.partner).name,
        "order_number": trade.order_number,
        "lines": lines,
        "taken_by": colleague(firm.staff, "Warehouse and van").name,
    }
    return Document(number, "issue_slip", Text(f"Issue slip {number}", f"Entnahmeschein {number}"), data)
