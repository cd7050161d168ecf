"""The list of colleagues: who does what, and on which extension. It hangs beside every telephone of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.firm.calendar import FIRST_DAY
from course.firm.papers.internal import internal
from course.firm.records import Document
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm

COLUMNS = (Text("Name", "Name"), Text("Duty", "Aufgabe"), Text("Extension", "Durchwahl"))


def colleagues(firm: Firm) -> Document:
    """One line a person, in order of extensions. Salaries are nobody's business here."""
    switchboard = firm.company.phone.rpartition("-")[0]
    staff = sorted(firm.staff, key=lambda person: person.extension)
    return internal(
        firm,
        "TEL-01",
        Text("Who is who at Tintenfass", "Wer ist wer bei Tintenfass"),
        FIRST_DAY,
        circle=Text("Internal. For everybody in the house.", "Intern. Für alle im Haus."),
        columns=[(label, "text") for label in COLUMNS],
        rows=[(person.name, person.role, person.extension) for person in staff],
        after=[
            Text(
                f"From outside, dial {switchboard} and then the extension.",
                f"Von außen: {switchboard}, danach die Durchwahl.",
            )
        ],
    )
