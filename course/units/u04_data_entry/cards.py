"""Batches of customer cards: what is on the cards, the papers, the batch slip with its control total."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.customers import Customer, customers
from course.firm.papers.customer_card import customer_card
from course.firm.papers.internal import internal
from course.firm.records import Document
from course.locale import Language, Text, translator
from course.tasks.handout import ControlTotal
from course.tasks.records import Record, RecordField

HANDED_OVER = date(2026, 4, 1)
LAST_ROWS = 60  # of a sheet that the totals look at


def card_fields(language: Language) -> tuple[RecordField, ...]:
    """The columns, in the order in which a card is read."""
    _ = translator(language, "units")
    return (
        RecordField(_("Customer no."), "digits", 12, _("Six digits, zeros in front included.")),
        RecordField(_("Customer since"), "date", 11),
        RecordField(_("First name and surname"), "text", 19, _("As on the card: umlauts, ß, hyphen.")),
        RecordField(_("Street and number"), "text", 18),
        RecordField(_("Postcode"), "digits", 11, _("Five digits, zeros in front included.")),
        RecordField(_("Town"), "text", 13),
        RecordField(_("Telephone"), "digits", 14),
        RecordField(_("Tour"), "code", 8, _("Two letters, a hyphen, two digits.")),
        RecordField(_("E-mail"), "email", 30),
        RecordField(_("Credit limit"), "amount", 11),
    )


def values(customer: Customer) -> tuple[str | date | Decimal, ...]:
    """What is written in these columns."""
    one = customer
    return (
        one.number,
        one.since,
        one.name,
        one.street,
        one.postcode,
        one.city,
        one.phone,
        one.tour,
        one.email,
        one.limit,
    )


@lru_cache(maxsize=64)  # asked about for every row of a sheet
def _dealt(seed: str, purpose: str, count: int) -> tuple[Customer, ...]:
    return customers(Chance(seed, f"cards: {purpose}"), count)


@dataclass(frozen=True)
class Batch:
    """`count` cards of one stream of chance. `prefix` begins their papers' numbers."""

    purpose: str
    count: int
    prefix: str = "K"

    def customers(self, firm: Firm) -> tuple[Customer, ...]:
        return _dealt(firm.seed, self.purpose, self.count)

    def records(self, firm: Firm) -> tuple[Record, ...]:
        return tuple(Record(place, values(one)) for place, one in enumerate(self.customers(firm), start=1))

    def card(self, firm: Firm, place: int) -> Document:
        return customer_card(firm, self.number(place), place, self.count, self.customers(firm)[place - 1])

    def number(self, place: int) -> str:
        return f"{self.prefix}-{place:02d}"

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return (self._slip(firm), *(self.card(firm, place) for place in range(1, self.count + 1)))

    def cards_alone(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return self.documents(firm, language)[1:]

    def totals(self, firm: Firm, language: Language) -> tuple[ControlTotal, ...]:
        """How many rows there are, and what is still missing to the total on the batch slip."""
        _ = translator(language, "units")
        return (
            ControlTotal(_("Rows keyed"), f'=TEXT(COUNTA(A2:A{LAST_ROWS}),"0")'),
            ControlTotal(
                _("Difference from the batch slip"), f"=ROUND({self.total(firm)}-SUM(J2:J{LAST_ROWS}),2)", zero=True
            ),
        )

    def total(self, firm: Firm) -> Decimal:
        return sum((one.limit for one in self.customers(firm)), Decimal(0))

    def _slip(self, firm: Firm) -> Document:
        """The slip that lies on top of the batch: how many cards, and the sum of one column."""
        return internal(
            firm,
            self.number(0),
            Text("Batch slip", "Stapelzettel"),
            HANDED_OVER,
            circle=Text("Internal. From sales, for data entry.", "Intern. Vom Verkauf, für die Datenerfassung."),
            columns=[(Text("Control", "Kontrolle"), "text"), (Text("By sales", "Laut Verkauf"), "figure")],
            rows=[
                (Text("Cards in this batch", "Karten in diesem Stapel"), str(self.count)),
                (
                    Text("Credit limits added up, EUR", "Summe der Kreditrahmen, EUR"),
                    Text(f"{self.total(firm):,.2f}", _german(self.total(firm))),
                ),
            ],
            after=[Text("Counted and added up by M. Tannhofer, sales", "Gezählt und addiert: M. Tannhofer, Verkauf")],
        )


@dataclass(frozen=True)
class Again:
    """Some cards of a batch, to be keyed a second time."""

    batch: Batch
    count: int

    def places(self, firm: Firm) -> list[int]:
        chance = firm.chance(f"again: {self.batch.purpose}")
        return sorted(chance.some(range(1, self.batch.count + 1), self.count))

    def records(self, firm: Firm) -> tuple[Record, ...]:
        all_of_them = self.batch.records(firm)
        return tuple(all_of_them[place - 1] for place in self.places(firm))

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return tuple(self.batch.card(firm, place) for place in self.places(firm))


def _german(amount: Decimal) -> str:
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
