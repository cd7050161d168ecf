"""Running costs: rent, wages, telephone, energy, insurance, bank charges. They come every month, on their days.

Rent is exempt from VAT (§ 4 Nr. 12 UStG), as are insurance (§ 4 Nr. 10) and the bank's charges (§ 4 Nr. 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from course.firm import cast
from course.firm.calendar import FIRST_DAY, MONTHS, YEAR, working_day_from, working_days
from course.firm.chance import Chance
from course.firm.facts import value
from course.firm.happening import Happening, credit, debit, taxes_by_rate, total
from course.firm.money import ZERO, cents
from course.firm.records import Line, Partner, Person, VoucherKind
from course.locale import Text

RENT_CENTS = (285_000, 355_000)  # the year's rent is fixed; it differs by deal
MONTH_NAMES = {
    3: Text("March", "März"),
    4: Text("April", "April"),
    5: Text("May", "Mai"),
    6: Text("June", "Juni"),
}
# Taken half each on all pay together: the reliefs for low pay (§ 20 SGB IV) would only hide the principle.
CONTRIBUTIONS = (
    "health_insurance",
    "health_insurance_supplement",
    "pension_insurance",
    "unemployment_insurance",
    "care_insurance",
)


def of_month(en: str, de: str, month: int) -> Text:
    name = MONTH_NAMES[month]
    return Text(f"{en} {name.en}", f"{de} {name.de}")


def exempt(day: date, kind: VoucherKind, text: Text, role: str, amount: Decimal, partner: str = "") -> Happening:
    """An expense without VAT that the bank pays at once."""
    postings = (debit(role, amount), credit("bank", amount))
    return Happening(date=day, circle="B", kind=kind, text=text, gross=amount, postings=postings, partner=partner)


def direct_debit(day: date, kind: VoucherKind, text: Text, lines: Sequence[Line], partner: Partner) -> Happening:
    """A bill with VAT that is collected from our bank account; the bill and the debit are one voucher."""
    taxes = taxes_by_rate(lines)
    postings = [posting for t in taxes for posting in (debit(kind, t.net), debit(f"input_vat_{t.rate}", t.tax))]
    return Happening(
        date=day,
        circle="B",
        kind=kind,
        text=text,
        gross=total(taxes),
        postings=(*postings, credit("bank", total(taxes))),
        partner=partner.number,
        taxes=taxes,
        lines=tuple(lines),
        paper_number=f"{partner.number}-{day:%y%m}",
        supplied=day,
        received=day,
        due=day,
    )


class Running:
    def __init__(self, seed: str, staff: Sequence[Person]) -> None:
        self.chance = Chance(seed, "running costs")
        self.staff = staff
        self.vat = value("vat_standard", FIRST_DAY)
        self.rent = self.chance.cents(*RENT_CENTS).quantize(Decimal("1E1")).quantize(Decimal("0.01"))
        self.wage_tax_march = cents(sum((person.wage_tax for person in staff), ZERO) * Decimal("0.98"))

    def happenings(self) -> list[Happening]:
        owed = self.wage_tax_march
        found: list[Happening] = [self._insurance()]
        for month in MONTHS:
            found += [self._rent(month), self._phone(month), self._energy(month), self._charges(month)]
            found.append(self._wage_tax(month, owed))
            wages = self._wages(month)
            owed = next(amount for role, side, amount in wages.postings if role == "wage_tax_payable")
            found += [wages, self._paid_wages(wages), self._paid_contributions(wages)]
        return found

    def _rent(self, month: int) -> Happening:
        text = of_month("Rent", "Miete", month)
        return exempt(working_days(month)[0], "rent", text, "rent", self.rent, _only("landlord").number)

    def _insurance(self) -> Happening:
        text = Text("Contents insurance, 2nd quarter", "Inhaltsversicherung, 2. Quartal")
        amount = self.chance.cents(24_000, 39_000)
        return exempt(working_days(4)[8], "insurance", text, "insurance", amount, _only("insurer").number)

    def _phone(self, month: int) -> Happening:
        lines = (
            self._line(Text("Telephone and internet, basic charge", "Telefon und Internet, Grundpreis"), "89.90"),
            self._line(Text("Calls abroad and to mobiles", "Verbindungen Ausland und Mobilfunk"), self._calls()),
        )
        text = of_month("Telephone", "Telefon", month)
        return direct_debit(working_days(month)[9], "telephone", text, lines, _only("telephone"))

    def _calls(self) -> str:
        return str(self.chance.cents(1_450, 6_890))

    def _energy(self, month: int) -> Happening:
        kwh = self.chance.between(820, 1_280)
        lines = (
            self._line(Text("Electricity, basic charge", "Strom, Grundpreis"), "14.50"),
            Line("", Text("Electricity, kWh", "Strom, kWh"), kwh, Decimal("0.27"), self.vat),
        )
        return direct_debit(
            working_days(month)[12], "energy", of_month("Energy", "Energie", month), lines, _only("energy")
        )

    def _line(self, name: Text, price: str) -> Line:
        return Line("", name, 1, Decimal(price), self.vat)

    def _charges(self, month: int) -> Happening:
        text = of_month("Account charges", "Kontoführung", month)
        return exempt(working_days(month)[-1], "bank_charge", text, "bank_charges", self.chance.cents(1_890, 4_690))

    def _wages(self, month: int) -> Happening:
        """The month's wages as the wage office reports them; somebody has worked overtime."""
        gross = sum((person.salary for person in self.staff), self.chance.cents(8_000, 52_000))
        rates = [value(name, FIRST_DAY) for name in CONTRIBUTIONS]
        half = sum((cents(gross * rate / 200) for rate in rates), ZERO)
        tax = sum((person.wage_tax for person in self.staff), self.chance.cents(2_000, 9_000))
        postings = (
            debit("salaries", gross),
            debit("social_security", half),
            credit("wages_payable", gross - half - tax),
            credit("wage_tax_payable", tax),
            credit("social_security_payable", 2 * half),
        )
        return Happening(
            date=working_days(month)[-4],
            circle="S",
            kind="wages",
            text=of_month("Wages", "Gehälter", month),
            gross=gross,
            postings=postings,
        )

    def _paid_wages(self, wages: Happening) -> Happening:
        paid = _owed(wages, "wages_payable")
        text = of_month("Wages paid", "Gehaltszahlung", wages.date.month)
        day = working_days(wages.date.month)[-2]
        return self._settled(day, "wage_payment", text, "wages_payable", paid, "", wages)

    def _paid_contributions(self, wages: Happening) -> Happening:
        owed = _owed(wages, "social_security_payable")
        text = of_month("Social security", "Sozialversicherung", wages.date.month)
        day = working_days(wages.date.month)[-3]  # due on the third last banking day (§ 23 SGB IV)
        kind: VoucherKind = "social_security"
        return self._settled(day, kind, text, "social_security_payable", owed, _only("health_insurer").number, wages)

    def _wage_tax(self, month: int, owed: Decimal) -> Happening:
        day = working_day_from(date(YEAR, month, 10))
        text = of_month("Wage tax", "Lohnsteuer", month - 1)
        return self._settled(day, "wage_tax", text, "wage_tax_payable", owed, _only("tax_office").number)

    @staticmethod
    def _settled(
        day: date,
        kind: VoucherKind,
        text: Text,
        role: str,
        amount: Decimal,
        partner: str,
        settles: Happening | None = None,
    ) -> Happening:
        happening = exempt(day, kind, text, role, amount, partner)
        happening.settles = settles
        return happening


def _only(part: str) -> Partner:
    (partner,) = cast.playing(part)
    return partner


def _owed(wages: Happening, role: str) -> Decimal:
    return next(amount for found, _, amount in wages.postings if found == role)
