"""A printed list of customer records, as it stood when somebody else kept it: impossible values included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from course.firm.papers.parts import Data, day, us, words
from course.firm.records import Document
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm


def record_list(
    firm: Firm, number: str, title: Text, on: date, rules: Text, records: Sequence[Mapping[str, object]]
) -> Document:
    """`records` have name, street, postcode, town, email, and the texts since and limit as they are printed."""
    data: Data = {
        "sender": us(firm.company),
        "date": day(on),
        "rules": words(rules),
        "rows": [dict(record) for record in records],
    }
    return Document(number, "record_list", title, data)
