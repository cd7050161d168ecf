"""Front or back office: what decides is whether a customer or visitor is on the other side at that moment.

Four wrong rules are common, so each deal has things to do that each of them would put in the wrong place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from course.firm import Firm
from course.locale import N_, Language, translator
from course.tasks.form import Question
from course.tasks.match import Thing, put_in

FRONT, BACK = "front", "back"


@dataclass(frozen=True)
class Family:
    """Things to do that belong to the same place, and the wrong rule that would put them in the other."""

    place: str
    duties: Sequence[str]
    slip: str = ""
    message: str = ""


TELEPHONE = Family(
    BACK,
    (
        N_("Ring a supplier because a delivery is late"),
        N_("Ask the forwarder by telephone where a parcel is"),
        N_("Telephone the bank about a missing statement"),
        N_("Ask the warehouse by telephone how many boxes are left"),
        N_("Ring the tax office about a reference number"),
        N_("Have the copier mended: telephone the workshop"),
    ),
    "telephone-is-front",
    N_("The telephone does not decide it: no customer is on the other end."),
)
NAME = Family(
    BACK,
    (
        N_("Enter a customer’s new address"),
        N_("Write the invoice for a customer’s order"),
        N_("File a customer’s letters"),
        N_("Post a customer’s payment"),
        N_("Check a customer’s order against the price list"),
        N_("Print the labels for a customer’s parcels"),
    ),
    "customer-named-is-front",
    N_("A customer’s name is on the paper, but no customer is there."),
)
COLLEAGUE = Family(
    BACK,
    (
        N_("Show a new colleague how the copier works"),
        N_("Hand a colleague the key to the archive"),
        N_("Explain the holiday list to a trainee"),
        N_("Take down the minutes while colleagues talk"),
        N_("Help a colleague from sales with a formula"),
        N_("Pay a colleague’s travel expenses out of the cash box"),
    ),
    "colleague-for-customer",
    N_("Somebody is there, but it is a colleague. A colleague is no customer."),
)
DESK = Family(
    FRONT,
    (
        N_("Advise customers in the chat of our shop"),
        N_("Take orders on the customers’ hotline"),
        N_("Show a customer new notepads in a video call"),
        N_("Explain an offer to a customer on the telephone"),
        N_("Answer visitors’ questions at the information desk"),
        N_("Win new customers by telephone"),
        N_("Give a caller an appointment with our sales people"),
    ),
    "desk-is-back",
    N_("It is done sitting down, but a customer or visitor is on the other side."),
)
OPEN_FRONT = Family(
    FRONT,
    (
        N_("Welcome a visitor at the door"),
        N_("Serve a customer at the counter"),
        N_("Call on a customer with the new pens"),
        N_("Look after our stand at the book fair"),
        N_("Take goods back from a customer over the counter"),
        N_("Show buyers round the showroom"),
        N_("Hand out samples in a school"),
    ),
)
OPEN_BACK = Family(
    BACK,
    (
        N_("Count the envelopes in the warehouse"),
        N_("Sort the morning’s post"),
        N_("Compare a supplier’s invoice with the order"),
        N_("Add up the travel expenses of the month"),
        N_("Keep the list of holidays"),
        N_("Type the minutes of a meeting"),
    ),
)


SIXTEEN = ((TELEPHONE, 3), (NAME, 3), (COLLEAGUE, 3), (DESK, 3), (OPEN_FRONT, 3), (OPEN_BACK, 1))


def duties(
    name: str, counts: Sequence[tuple[Family, int]] = SIXTEEN
) -> Callable[[Firm, Language], tuple[Question, ...]]:
    """The questions of a Match with so many things of each family."""

    def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
        _ = translator(language, "units")
        chance = firm.chance(name)
        chosen = [(family, duty) for family, count in counts for duty in chance.some(family.duties, count)]
        things = [
            _thing(number, family, duty, language)
            for number, (family, duty) in enumerate(chance.shuffled(chosen), start=1)
        ]
        return put_in({FRONT: _("Front office"), BACK: _("Back office")}, things)

    return questions


def _thing(number: int, family: Family, duty: str, language: Language) -> Thing:
    _ = translator(language, "units")
    other = BACK if family.place == FRONT else FRONT
    there = _("A customer or visitor is there at that moment.")
    absent = _("No customer or visitor is there at that moment.")
    plain = there if family.place == FRONT else absent
    return Thing(
        key=f"duty-{number}",
        label=_(duty),
        place=family.place,
        wrong={other: (family.slip, _(family.message))} if family.slip else {},
        message=plain,
        where=_("Who is on the other side at that moment?"),
        worked=_("Front office") if family.place == FRONT else _("Back office"),
    )
