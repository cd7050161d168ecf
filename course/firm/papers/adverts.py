"""What somebody reads who looks for a post: adverts, and the portraits of people who tell how they came to theirs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from course.firm.adverts import Advert
from course.firm.calendar import FIRST_DAY
from course.firm.careers import Career
from course.firm.papers.internal import internal
from course.firm.papers.parts import Data, them, words
from course.firm.records import Document
from course.locale import Text

if TYPE_CHECKING:
    from course.firm.firm import Firm

CLOSING, NOTED = "2026-05-29", date(2026, 5, 15)


def job_advert(advert: Advert, number: str) -> Document:
    """The advert as data: what is printed and no more, so that a sealed paper does not tell what it leaves unsaid."""
    data: Data = {
        "sender": them(advert.employer),
        "post": words(advert.title),
        "leads": words(advert.leads),
        "duties": [words(duty.line) for duty in advert.duties],
        "requirements": [words(line) for line in (*advert.requirements, *advert.helps)],
        "study": words(advert.study_line),
        "fee": _printed("fee", advert.fee, advert.study_line),
        "share": _printed("share", advert.share, advert.study_line),
        "offers": [words(line) for line in advert.offers],
        "contact": advert.employer.contact.name,
        "closing": CLOSING,
    }
    name = advert.employer.name
    return Document(number, "job_advert", Text(f"Advert of {name}", f"Anzeige von {name}"), data)


def begun(firm: Firm, advert: Advert, number: str, about: str) -> Document:
    """An advert that a colleague has begun to read: its title and the duties that it names."""
    duties = [duty.short for duty in advert.duties]
    return internal(
        firm,
        number,
        Text(f"Advert {about}, begun", f"Anzeige {about}, angefangen"),
        NOTED,
        circle=Text("Internal. For the colleague who takes over.", "Intern. Für alle, die daran weiterarbeiten."),
        before=[Text("I have answered two; please go on. M. T.", "Zwei habe ich. Bitte machen Sie weiter. M. T.")],
        columns=[(Text("Question", "Frage"), "text"), (Text("Answer", "Antwort"), "text")],
        rows=[
            (Text("What does the title say?", "Was sagt der Titel?"), advert.title),
            (
                Text("Which duties does it name?", "Welche Aufgaben nennt sie?"),
                Text("; ".join(one.en for one in duties), "; ".join(one.de for one in duties)),
            ),
        ],
    )


def _printed(name: str, amount: Decimal, line: Text) -> str:
    """The amount, if the line has a place for it; the template writes it in the reader's convention."""
    return str(amount) if f"{{{name}}}" in line.en else "0"


def portrait(firm: Firm, career: Career, number: str) -> Document:
    """A page of the house's own paper, on which somebody tells a career, not in its order."""
    circle = Text(
        "From our staff newsletter: people we work with.", "Aus unserer Hauszeitung: Menschen, mit denen wir arbeiten."
    )
    return internal(
        firm,
        number,
        Text(f"How I came to my work: {career.name.en}", f"Wie ich zu meiner Arbeit kam: {career.name.de}"),
        FIRST_DAY,
        circle=circle,
        before=[Text(f"{career.person} tells:", f"{career.person} erzählt:"), career.portrait],
    )
