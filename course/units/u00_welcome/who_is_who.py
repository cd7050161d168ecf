"""Who is who: four things happen, and somebody in the house has to hear of each. The list of colleagues says who."""

from __future__ import annotations

from dataclasses import dataclass

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.papers.people import colleagues
from course.firm.records import Document, Person
from course.locale import N_, Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick

BOSS, PURCHASING, SALES, ACCOUNTS, WAREHOUSE, VAN, RECEPTION, TRAINEE = (str(number) for number in range(101, 109))


@dataclass(frozen=True)
class Event:
    """`text` may use {customer} and {supplier}. `right` and `taken` are extensions: whose it is, and for whom
    others take it."""

    text: str
    right: str
    taken: str
    slip: str


SELLING = (
    Event(N_("{customer} would like to add two boxes of pens to an order."), SALES, PURCHASING, "buying-for-selling"),
    Event(N_("{customer} asks what a hundred notepads would cost."), SALES, PURCHASING, "buying-for-selling"),
)
BUYING = (
    Event(N_("{supplier} offers us paper at a better price."), PURCHASING, SALES, "selling-for-buying"),
    Event(
        N_("We are running out of envelopes and have to order from {supplier}."),
        PURCHASING,
        SALES,
        "selling-for-buying",
    ),
)
PAYING = (
    Event(N_("An invoice from {supplier} has come and is to be paid."), ACCOUNTS, PURCHASING, "buying-for-paying"),
    Event(N_("{supplier} says that our payment has not arrived."), ACCOUNTS, PURCHASING, "buying-for-paying"),
)
HOUSE = (
    Event(N_("A registered letter has to go out today."), RECEPTION, VAN, "van-for-post"),
    Event(N_("A visitor is expected at ten and has to be welcomed."), RECEPTION, VAN, "van-for-post"),
)
TO_THE_TOP = "straight-to-the-top"


def papers(firm: Firm, language: Language) -> tuple[Document, ...]:
    return (colleagues(firm),)


def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
    chance = firm.chance("who is who")
    events = chance.shuffled([chance.pick(kind) for kind in (SELLING, BUYING, PAYING, HOUSE)])
    return tuple(_question(number, event, firm, chance, language) for number, event in enumerate(events, start=1))


def _question(number: int, event: Event, firm: Firm, chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    staff = {person.extension: person for person in firm.staff}
    further = [one for one in staff if one not in (event.right, event.taken, BOSS)]
    chosen = sorted([event.right, event.taken, BOSS, chance.pick(further)])
    names = {role: [one.name for one in firm.partners if one.role == role] for role in ("customer", "supplier")}
    words = {role: chance.pick(of_role) for role, of_role in names.items()}
    boss = _("The managing director need not hear of everything. Somebody else looks after this.")
    return pick(
        f"event-{number}",
        f"{number}. {_(event.text).format(**words)}",
        {one: staff[one].name for one in chosen},
        event.right,
        wrong={event.taken: (event.slip, _duty(staff[event.taken], language)), BOSS: (TO_THE_TOP, boss)},
        message=_("Somebody else looks after this."),
        where=_("Read the duties in the list of colleagues."),
        worked=f"{staff[event.right].name}, {staff[event.right].role.to(language)}",
    )


def _duty(person: Person, language: Language) -> str:
    _ = translator(language, "units")
    return _("The list says of {name}: {duty}.").format(name=person.name, duty=person.role.to(language))
