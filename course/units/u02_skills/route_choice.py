"""Which course is right for whom: when each ends, and for every person whether it fits, or the one reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from course.firm import Firm
from course.firm.papers.training import papers
from course.firm.records import Document
from course.firm.training import Choice, Course, Person, Reason, months_later, reasons
from course.locale import N_, Language, translator
from course.locale.numbers import show_date
from course.tasks import handout
from course.tasks.form import Question, Wrong
from course.tasks.handout import Field

Verdict = Reason | Literal["fits"]
VERDICTS: Mapping[Verdict, str] = {
    "fits": N_("Fits"),
    "entry": N_("No: entry"),
    "hours": N_("No: hours"),
    "money": N_("No: money"),
    "late": N_("No: date"),
}


@dataclass(frozen=True)
class RouteChoice:
    choice: Callable[[Firm], Choice]

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return papers(firm, self.choice(firm))

    def questions(self, firm: Firm, language: Language) -> tuple[Question, ...]:
        choice = self.choice(firm)
        ends = [_end(course, language) for course in choice.courses]
        verdicts = [
            _verdict(place, course, person, choice, language)
            for place, person in enumerate(choice.people, start=1)
            for course in choice.courses
        ]
        return (*ends, *verdicts)


def _end(course: Course, language: Language) -> Question:
    _ = translator(language, "units")
    last = course.last_day
    first_of_next, too_late = last + timedelta(days=1), months_later(course.start, course.months + 1)
    return Question(
        Field(f"end-{course.letter}", course.named(language), "date", group=_("Last day of each course")),
        truth=last,
        wrong=(
            Wrong("day-after", first_of_next, _("On this day it is over already: the last day is the one before.")),
            Wrong("month-too-many", too_late - timedelta(days=1), _("The first month counts as well.")),
        ),
        message=_("This is not its last day."),
        where=_("Count the months from the day on which it begins; the last one ends with the month."),
        worked=show_date(last, language),
    )


def _verdict(place: int, course: Course, person: Person, choice: Choice, language: Language) -> Question:
    _ = translator(language, "units")
    found: tuple[Verdict, ...] = reasons(course, person, choice.support)
    verdict = found[0] if found else "fits"
    options = tuple(handout.Choice(key, _(words)) for key, words in VERDICTS.items())
    return Question(
        Field(f"person-{place}-{course.letter}", course.named(language), "choice", options, group=person.name),
        truth=verdict,
        wrong=tuple(_wrong(verdict, course, person, choice, language)),
        message=_("Another of the four reasons decides here, or none of them."),
        where=_("Ask in this order: may the person take part? Is there time? Is there money? Is it over in time?"),
        worked=_(VERDICTS[verdict]),
    )


def _wrong(verdict: Verdict, course: Course, person: Person, choice: Choice, language: Language) -> Iterator[Wrong]:
    """The hasty readings of a leaflet that lead to another verdict."""
    _ = translator(language, "units")
    if verdict == "entry":
        yield Wrong("entry-overlooked", "fits", _("Read on the leaflet who can take part."))
    if verdict == "money":
        yield Wrong("one-payment-for-all", "fits", _("The large print is one payment. Work out all of them."))
    if verdict == "late":
        yield Wrong("start-overlooked", "fits", _("It would be over in time if it began today. When does it begin?"))
    if verdict == "hours":
        yield Wrong("home-forgotten", "fits", _("Lessons are not everything: learning at home takes time, too."))
    if verdict != "fits":
        return
    if course.entry == "office":
        yield Wrong(
            "experience-not-counted", "entry", _("Years of work count here, even without a certificate. Read the note.")
        )
    if course.total > person.money:
        yield Wrong("share-not-taken-off", "money", _("Our house pays a part of it. What is left to pay?"))
    if course.lessons + course.self_study > person.hours:
        yield Wrong("lessons-for-hours", "hours", _("A lesson is not an hour: it lasts 45 minutes."))
