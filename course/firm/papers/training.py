"""Papers of training: a school's leaflet, our house's rule on who pays, a note on what a colleague has to spare."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from course.firm.papers.internal import Cell, internal
from course.firm.papers.parts import Data, day
from course.firm.records import Document
from course.firm.training import TODAY, Choice, Course, Person, Support, cast
from course.locale import Text
from course.locale.numbers import show_date, show_number

if TYPE_CHECKING:
    from course.firm.firm import Firm

FOR_EVERYBODY = Text("Internal. For everybody in the house.", "Intern. Für alle im Haus.")
CONFIDENTIAL = Text("Internal. Only for who plans the training.", "Intern. Nur für die Planung der Weiterbildung.")


def papers(firm: Firm, choice: Choice) -> tuple[Document, ...]:
    """The leaflets, the rule, and a note on each person."""
    notes = [note(firm, one, f"NOTIZ-{place}") for place, one in enumerate(choice.people, start=1)]
    return (*leaflets(choice), rule(firm, choice.support), *notes)


def leaflets(choice: Choice) -> tuple[Document, ...]:
    return tuple(leaflet(course) for course in choice.courses)


def leaflet(course: Course) -> Document:
    """What a school hands out. In large print it says what one payment is, not what all of it comes to."""
    school = course.school
    data: Data = {
        "sender": {key: school[key] for key in ("name", "street", "postcode", "city", "phone", "email", "logo")},
        "manner": school["kind"],
        "price": str(course.price),
        "paid_by": cast()["payments"][course.paid_by],
        "payments": course.payments,
        "registration": str(course.registration),
        "examination": str(course.examination),
        "start": day(course.start),
        "months": course.months,
        "lessons": course.lessons,
        "self_study": str(course.self_study),
        "entry": cast()["entry"][course.entry],
    }
    title = Text(f"Course {course.named('en')}", f"Kurs {course.named('de')}")
    return Document(f"KURS-{course.letter}", "leaflet", title, data)


def rule(firm: Firm, support: Support) -> Document:
    percent, limit = support.percent, support.limit
    return internal(
        firm,
        "REGEL-07",
        Text("Training: what Tintenfass pays", "Weiterbildung: was Tintenfass zahlt"),
        date(2026, 1, 2),
        circle=FOR_EVERYBODY,
        before=[
            Text(
                f"Tintenfass pays {percent}% of all the fees of a course, registration and examination included, "
                f"but no more than €{limit} a person.",
                f"Tintenfass übernimmt {percent}\u00a0% aller Gebühren eines Kurses, Anmeldung und Prüfung "
                f"eingeschlossen, höchstens aber {limit}\u00a0€ je Person.",
            ),
            Text(
                "Time for a course is not working time. Ask before you sign; H. Brandvogel decides.",
                "Kurszeit ist keine Arbeitszeit. Fragen Sie, bevor Sie unterschreiben; es entscheidet H. Brandvogel.",
            ),
        ],
    )


def note(firm: Firm, person: Person, number: str) -> Document:
    """What somebody told us when we talked about training."""
    rows: list[tuple[Cell, Cell]] = [
        (Text("School and work", "Schule und Beruf"), person.background),
        (
            Text("Time to spare", "Zeit übrig"),
            Text(f"{person.hours} hours a week", f"{person.hours} Stunden in der Woche"),
        ),
        (
            Text("Own money for fees", "Eigenes Geld für Gebühren"),
            Text(
                f"no more than €{show_number(person.money, 'en')} in all",
                f"höchstens {show_number(person.money, 'de')}\u00a0€ insgesamt",
            ),
        ),
        (Text("Finished by", "Fertig bis"), Text(show_date(person.until, "en"), show_date(person.until, "de"))),
    ]
    return internal(
        firm,
        number,
        Text(f"Training: talk with {person.name}", f"Weiterbildung: Gespräch mit {person.name}"),
        TODAY,
        circle=CONFIDENTIAL,
        before=[
            Text(
                f"{person.name}, from the warehouse, would like to move into the office next year.",
                f"{person.name}, Lager, möchte im nächsten Jahr ins Büro wechseln.",
            )
        ],
        columns=[(Text("What we talked about", "Besprochen"), "text"), (Text("Said", "Gesagt"), "text")],
        rows=rows,
    )
