"""A list as another program handed it over: right figures that look wrong, and some that only look like figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.papers.internal import CellKind, internal
from course.firm.records import Document
from course.locale import Language, Text, translator
from course.locale.numbers import show_number
from course.tasks import number_format
from course.tasks.formatted import Formatted
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.task import Answer
from course.tasks.workbook import to_serial
from course.units.u05_spreadsheets.faults import FOR_SALES

FIRST = 2
DRAWN_UP = date(2026, 6, 30)
TEXTS = 2  # quantities that came over as texts


@dataclass(frozen=True)
class Line:
    """A customer: number, name, last order, parcels, sales (EUR), discount (a share, 0.125)."""

    number: str
    name: str
    last_order: date
    parcels: int
    sales: Decimal
    discount: Decimal
    parcels_as_text: bool


@dataclass(frozen=True)
class Handover:
    """`count` customers; `purpose` is the task's id, its stream of chance."""

    purpose: str
    count: int

    @property
    def last(self) -> int:
        return FIRST + self.count - 1

    def lines(self, firm: Firm) -> list[Line]:
        chance = firm.chance(self.purpose)
        customers = [partner for partner in firm.partners if partner.role == "customer"]
        chosen = chance.some(customers, self.count)
        texts = chance.some(range(1, self.count), TEXTS)
        numbers = sorted(chance.some(range(112, 988), self.count))
        return [
            _line(f"{number:05d}", partner.name, place in texts, chance)
            for place, (number, partner) in enumerate(zip(numbers, chosen, strict=True))
        ]

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        columns: list[tuple[Text, CellKind]] = [
            (Text("Number", "Nummer"), "text"),
            (Text("Customer", "Kunde"), "text"),
            (Text("Last order", "Letzte Bestellung"), "date"),
            (Text("Parcels", "Pakete"), "figure"),
            (Text("Sales EUR", "Umsatz EUR"), "amount"),
            (Text("Discount", "Rabatt"), "figure"),
        ]
        rows = [
            (one.number, one.name, one.last_order, str(one.parcels), one.sales, _percent(one.discount))
            for one in self.lines(firm)
        ]
        before = [Text("This is how the list should look.", "So soll die Liste aussehen.")]
        title = Text("Customers, as printed", "Kunden, Ausdruck")
        return (internal(firm, "KL-06", title, DRAWN_UP, before=before, columns=columns, rows=rows, circle=FOR_SALES),)

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        given, start = [], []
        for row, one in enumerate(self.lines(firm), start=FIRST):
            given.append(Given(f"B{row}", one.name, "text"))
            start += [
                Given(f"C{row}", f"{to_serial(one.last_order):.0f}", "number"),
                Given(f"D{row}", str(one.parcels), "text" if one.parcels_as_text else "number"),
                Given(f"E{row}", str(one.sales), "number"),
                Given(f"F{row}", str(one.discount), "number"),
            ]
        columns = (
            Column(_("Number"), "general", 10, _("Five digits, including leading zeros.")),
            Column(_("Customer"), "text", 30),
            Column(_("Last order"), "general", 13, _("Days since 1900, not yet shown as a date.")),
            Column(_("Parcels"), "general", 10, _("Whole numbers. What is on the left of its cell is text.")),
            Column(_("Sales"), "general", 13, _("Euros, with two decimal places and a thousands separator.")),
            Column(_("Discount"), "general", 11, _("Per cent, with one place.")),
        )
        layout = SheetLayout(columns, self.last, tuple(given), start=tuple(start), tools=("format",))
        return open_only(layout, f"A{FIRST}:A{self.last}", f"C{FIRST}:F{self.last}")

    def columns(self, firm: Firm, language: Language) -> tuple[Formatted, ...]:
        _ = translator(language, "units")
        lines = self.lines(firm)

        def column(letter: str, label: str, values: list[str | float], code: str, where: str) -> Formatted:
            return Formatted(f"{letter}{FIRST}:{letter}{self.last}", f"{letter} · {label}", tuple(values), code, where)

        return (
            column(
                "A",
                _("Number"),
                [one.number for one in lines],
                number_format.TEXT,
                _("Choose the format Text first, then type the numbers from the paper."),
            ),
            column(
                "C",
                _("Last order"),
                [to_serial(one.last_order) for one in lines],
                number_format.DATE,
                _("Mark the column's cells and choose the format Date. The value stays as it is."),
            ),
            column(
                "D",
                _("Parcels"),
                [float(one.parcels) for one in lines],
                "0",
                _("A number on the left of its cell is text: type it again. The format is Whole number."),
            ),
            column(
                "E",
                _("Sales"),
                [float(one.sales) for one in lines],
                "#,##0.00",
                _("The format is Amount with thousands. Type nothing here."),
            ),
            column(
                "F",
                _("Discount"),
                [float(one.discount) for one in lines],
                "0.0%",
                _("The format is Per cent with one place. 0.125 is 12.5 per cent already; type nothing here."),
            ),
        )


def _line(number: str, name: str, as_text: bool, chance: Chance) -> Line:
    discount = Decimal(chance.pick((25, 35, 45, 55, 75, 125))) / 1000
    last = DRAWN_UP - timedelta(days=chance.between(1, 80))
    return Line(number, name, last, chance.between(12, 96), chance.cents(104_050, 989_950), discount, as_text)


def _percent(share: Decimal) -> Text:
    percent = 100 * share
    return Text(f"{show_number(percent, 'en', 1, 1)}%", f"{show_number(percent, 'de', 1, 1)}\u00a0%")
