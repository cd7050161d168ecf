"""The customer card: a printed form of ours, filled in by hand by whoever wants to become a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.firm.papers.parts import Data, us
from course.firm.records import Document
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.customers import Customer
    from course.firm.firm import Firm

DATE_STYLES = ("figures", "month")  # 03/04/2019, or with the month's name


def customer_card(firm: Firm, number: str, place: int, of: int, customer: Customer) -> Document:
    """Card `place` of `of`. The writer's hand comes from the firm's seed and the customer's number."""
    data: Data = {
        "sender": us(firm.company),
        "place": place,
        "of": of,
        "hand": str(firm.chance(f"hand {customer.number}").below(10**9)),  # never the seed: a paper gives nothing away
        "number": customer.number,
        "name": customer.name,
        "street": customer.street,
        "postcode": customer.postcode,
        "city": customer.city,
        "phone": customer.phone,
        "email": customer.email,
        "tour": customer.tour,
        "since": customer.since.isoformat(),
        "date_style": DATE_STYLES[place % len(DATE_STYLES)],
        "limit": str(customer.limit),
    }
    return Document(number, "customer_card", Text(f"Customer card {place}", f"Kundenkarte {place}"), data)
