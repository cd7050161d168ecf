"""Papers of hiring: the applicant's CV, with a number in the margin for each line, so that it can be named."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from course.firm.hiring import STATUS_WORDS, Application, Line, Section
from course.firm.papers.internal import internal
from course.firm.papers.parts import Data, address, words
from course.firm.records import Document
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm

PRINTED, LOOKED_AT, BEGINS = date(2026, 5, 2), date(2026, 5, 15), date(2026, 7, 1)
HEADINGS: dict[Section, Text] = {
    "work": Text("Work", "Beruf"),
    "education": Text("School and training", "Schule und Ausbildung"),
    "courses": Text("Courses and certificates", "Kurse und Zertifikate"),
    "other": Text("Other", "Sonstiges"),
}


def cv(application: Application, number: str) -> Document:
    data: Data = {
        "name": application.name,
        **address(application.address),
        "phone": application.phone,
        "email": application.email,
        "sections": [
            {"heading": words(HEADINGS[section]), "lines": [_line(line) for line in lines]}
            for section, lines in groupby(application.lines, key=lambda line: line.section)
        ],
    }
    return Document(number, "cv", Text(f"CV: {application.name}", f"Lebenslauf: {application.name}"), data)


def _line(line: Line) -> Data:
    return {"number": line.number, "period": words(line.period), "text": words(line.text), "job": line.job}


def advert(firm: Firm, application: Application, number: str) -> Document:
    """What the new colleague has to bring along: the advert's requirements, numbered."""
    rows = [(str(place), one.requirement.text) for place, one in enumerate(application.findings, start=1)]
    return internal(
        firm,
        number,
        Text("Advert: office assistant, back office", "Stellenanzeige: Bürokraft im Back Office"),
        PRINTED,
        circle=Text("As printed on Saturday.", "Wie am Samstag gedruckt."),
        before=[
            Text(
                "Tintenfass is looking for a second office assistant, full time, from 1 July 2026. "
                "You write, enter, count and telephone; nobody will ask for a degree. You bring along:",
                "Tintenfass sucht zum 1. Juli 2026 eine zweite Bürokraft in Vollzeit. "
                "Sie schreiben, erfassen, zählen und telefonieren; ein Studium verlangt niemand. Sie bringen mit:",
            )
        ],
        columns=[(Text("No.", "Nr."), "text"), (Text("What we ask for", "Was wir erwarten"), "text")],
        rows=rows,
        after=[
            Text(
                "What you have learnt at work counts as much as a certificate. Tell us which, and where.",
                "Was Sie bei der Arbeit gelernt haben, zählt so viel wie ein Zeugnis. Schreiben Sie uns, was und wo.",
            )
        ],
    )


def begun(firm: Firm, application: Application, count: int, number: str) -> Document:
    """A gap matrix that a colleague has begun: so many of its rows."""
    findings = list(enumerate(application.findings, start=1))[:count]
    return internal(
        firm,
        number,
        Text(f"Advert and CV: {application.name}", f"Anzeige und Lebenslauf: {application.name}"),
        LOOKED_AT,
        circle=Text("Internal. For the colleague who takes over.", "Intern. Für alle, die daran weiterarbeiten."),
        before=[Text("These are done; please go on. M. T.", "Diese sind fertig. Bitte machen Sie weiter. M. T.")],
        columns=[
            (Text("No.", "Nr."), "text"),
            (Text("What we ask for", "Was wir erwarten"), "text"),
            (Text("How far", "Wie weit"), "text"),
            (Text("Line", "Zeile"), "text"),
        ],
        rows=[
            (str(place), one.requirement.text, STATUS_WORDS[one.status], str(one.line or "–"))
            for place, one in findings
        ],
    )
