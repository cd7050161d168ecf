"""The opening: what the firm had and owed when the quarter (and its business year) began on 1 April.

The business year runs from April to March (§ 4a EStG allows it), so the books open with a balance sheet and every
expense of the quarter is in them. Open invoices of March are carried over one by one, everything else in one voucher.
"""

from __future__ import annotations

from decimal import Decimal

from course.firm.calendar import FIRST_DAY
from course.firm.chance import Chance
from course.firm.happening import Happening, RolePosting, credit, debit
from course.firm.money import ZERO
from course.firm.records import VoucherKind
from course.firm.running import exempt, of_month
from course.locale import Text

SHARE_CAPITAL = Decimal("25000.00")
BANK_CENTS = (6_200_000, 8_400_000)
EQUIPMENT_CENTS = (1_400_000, 2_200_000)
VAT_CENTS = (240_000, 480_000)


class Opening:
    def __init__(
        self, seed: str, cash: Decimal, stock: Decimal, wage_tax: Decimal, open_items: list[Happening]
    ) -> None:
        chance = Chance(seed, "opening")
        self.vat = chance.cents(*VAT_CENTS)
        self.assets = {
            "office_equipment": chance.cents(*EQUIPMENT_CENTS),
            "stock": stock,
            "bank": chance.cents(*BANK_CENTS),
            "cash": cash,
        }
        self.debts = {"wage_tax_payable": wage_tax, "vat_payable": self.vat, "share_capital": SHARE_CAPITAL}
        net = sum((item.gross if item.circle == "A" else -item.gross for item in open_items), ZERO)
        self.debts["retained_earnings"] = sum(self.assets.values(), net) - sum(self.debts.values(), ZERO)

    def happening(self) -> Happening:
        assets, debts = sum(self.assets.values(), ZERO), sum(self.debts.values(), ZERO)
        postings: list[RolePosting] = [debit(role, amount) for role, amount in self.assets.items()]
        postings += [credit("opening", assets), debit("opening", debts)]
        postings += [credit(role, amount) for role, amount in self.debts.items()]
        return Happening(
            date=FIRST_DAY,
            circle="S",
            kind="opening",
            text=Text("Opening balances", "Eröffnungsbilanz"),
            gross=assets,
            postings=tuple(postings),
        )

    def vat_of_march(self, tax_office: str) -> Happening:
        kind: VoucherKind = "vat_payment"
        day = FIRST_DAY.replace(day=10)
        return exempt(day, kind, of_month("VAT", "Umsatzsteuer", 3), "vat_payable", self.vat, tax_office)
