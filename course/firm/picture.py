"""A short picture of a firm in plain text, for whoever wants to see what a seed deals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from course.firm.calendar import LAST_DAY
from course.firm.firm import Firm
from course.firm.money import ZERO
from course.firm.records import Voucher
from course.locale import N_, Language, translator

CONVENTION = {"en": "en_GB", "de": "de_DE"}
KINDS = {
    "opening": N_("carried over from March"),
    "sale": N_("invoices to customers"),
    "purchase": N_("invoices from suppliers"),
    "customer_payment": N_("payments from customers"),
    "supplier_payment": N_("payments to suppliers"),
    "cash_sale": N_("cash sales"),
    "cash_withdrawal": N_("cash from the bank"),
    "cash_deposit": N_("cash to the bank"),
    "postage": N_("postage"),
    "supplies": N_("office supplies"),
    "parking": N_("parking"),
    "rent": N_("rent"),
    "telephone": N_("telephone"),
    "energy": N_("energy"),
    "insurance": N_("insurance"),
    "bank_charge": N_("bank charges"),
    "wages": N_("wages"),
    "wage_payment": N_("wages paid"),
    "wage_tax": N_("wage tax"),
    "social_security": N_("social security"),
    "vat_payment": N_("VAT paid"),
}


def short_picture(firm: Firm, language: Language) -> str:
    """Who and what, how many vouchers of which kind, and how the quarter ended. About thirty lines."""
    _ = translator(language, "firm")
    head = _("{name}, {city}, April to June 2026 (seed {seed})").format(
        name=firm.company.name, city=firm.company.address.city, seed=firm.seed
    )
    roles = Counter(partner.role for partner in firm.partners)
    cast = _("{customers} customers, {suppliers} suppliers, {people} people, {articles} articles").format(
        customers=roles["customer"], suppliers=roles["supplier"], people=len(firm.staff), articles=len(firm.articles)
    )
    found = _("Vouchers"), *_rows(_kinds(firm), language)
    end = _("At the end of June"), *_rows(_end(firm), language)
    return "\n".join([head, cast, "", *found, "", *end, ""])


def _kinds(firm: Firm) -> list[tuple[str, int, Decimal]]:
    """For each kind of voucher: its name, how many, how much (gross)."""
    rows = []
    for kind, name in KINDS.items():
        vouchers = [voucher for voucher in firm.vouchers if voucher.kind == kind]
        if vouchers:
            rows.append((name, len(vouchers), sum((voucher.gross for voucher in vouchers), ZERO)))
    return rows


def _end(firm: Firm) -> list[tuple[str, int, Decimal]]:
    balances, number = firm.balances(), firm.chart.number
    result = -sum((b for a, b in balances.items() if firm.account(a).type in ("income", "expense")), ZERO)
    customers, suppliers = open_invoices(firm.vouchers, "A"), open_invoices(firm.vouchers, "E")
    late = [voucher for voucher in customers if (voucher.due or date.max) < LAST_DAY]
    return [
        (N_("in the bank"), 0, balances[number("bank")]),
        (N_("in the cash box"), 0, balances[number("cash")]),
        (N_("open invoices of customers"), len(customers), balances[number("receivables")]),
        (N_("of these overdue"), len(late), sum((voucher.gross for voucher in late), ZERO)),
        (N_("open invoices of suppliers"), len(suppliers), -balances[number("payables")]),
        (N_("profit of the quarter, stock unchanged"), 0, result),
    ]


def open_invoices(vouchers: Iterable[Voucher], circle: str) -> list[Voucher]:
    """The invoices of a circle ("A" ours, "E" theirs) that no payment has settled."""
    vouchers = list(vouchers)
    settled = {voucher.reference for voucher in vouchers}
    return [v for v in vouchers if v.number.startswith(circle) and v.number not in settled]


def _rows(rows: list[tuple[str, int, Decimal]], language: Language) -> list[str]:
    from babel.numbers import format_decimal

    _ = translator(language, "firm")
    return [
        f"  {count or '':>4}  {_(name):<42}{format_decimal(amount, '#,##0.00', locale=CONVENTION[language]):>14} EUR"
        for name, count, amount in rows
    ]
