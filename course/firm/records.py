"""What a firm keeps on file, as frozen records: the shapes that documents, postings and truth are all made from.

Money is `Decimal` in EUR with two places; rates are whole per cents (`Decimal("19")`); dates are `datetime.date`.
A voucher carries both the figures that its document shows and the entry that a careful clerk would post, so the two
can never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from course.locale import Text

Day = date  # for records that have a field called `date`, which would hide the type
Side = Literal["debit", "credit"]
AccountType = Literal["asset", "liability", "equity", "income", "expense"]
VoucherKind = Literal[
    "purchase",  # a supplier's invoice for goods
    "sale",  # our invoice to a customer
    "rent",
    "postage",
    "supplies",  # a till receipt for office supplies, gross
    "bank_charge",
    "customer_payment",
    "supplier_payment",
    "wages",
    "telephone",
    "cash_sale",
    "cash_withdrawal",  # from the bank into the cash box
    "parking",  # a receipt of the car park, gross
    "energy",
    "insurance",
    "cash_deposit",  # from the cash box to the bank
    "wage_payment",
    "wage_tax",
    "social_security",
    "vat_payment",
    "opening",  # a balance or an open invoice carried over from before the quarter
]
PartnerRole = Literal["customer", "supplier", "landlord", "authority", "service", "shop"]


@dataclass(frozen=True)
class Account:
    number: str
    name: Text
    type: AccountType


@dataclass(frozen=True)
class Address:
    street: str
    postcode: str
    city: str


@dataclass(frozen=True)
class Person:
    name: str
    salutation: Literal["Frau", "Herr"]
    role: Text
    extension: str
    email: str
    salary: Decimal = Decimal(0)  # gross, a month; of our own staff
    wage_tax: Decimal = Decimal(0)  # with solidarity surcharge and church tax, a month


@dataclass(frozen=True)
class Company:
    """Our own firm, as it stands on its letterhead."""

    name: str
    address: Address
    phone: str
    fax: str
    email: str
    web: str
    vat_id: str
    register: str
    managing_director: str
    iban: str
    bank: str


@dataclass(frozen=True)
class Terms:
    """When an invoice is due, and what is taken off for paying early (per cent; 0 = none)."""

    days: int
    discount: Decimal
    discount_days: int


@dataclass(frozen=True)
class Partner:
    number: str
    name: str
    role: PartnerRole
    address: Address
    contact: Person
    phone: str
    vat_id: str
    iban: str
    bank: str
    terms: Terms
    logo: str = ""  # the drawing on its letterhead, and its colour: "feather green"


@dataclass(frozen=True)
class Article:
    number: str
    gtin: str
    name: Text
    unit: Text
    vat_rate: Decimal
    purchase_price: Decimal
    sales_price: Decimal
    supplier: str  # a partner's number
    pack_size: int
    shelf: str
    opening_stock: int  # pieces


@dataclass(frozen=True)
class Line:
    """One line of an order, delivery note or invoice. Prices are net, per piece; a till prints gross prices."""

    article: str  # an article's number, or "" (telephone, a till receipt)
    name: Text
    quantity: int
    unit_price: Decimal
    vat_rate: Decimal

    @property
    def net(self) -> Decimal:
        return (self.unit_price * self.quantity).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Tax:
    """Net and tax at one rate."""

    rate: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True)
class Posting:
    """One line of a journal entry: an amount on one side of one account (the other side is 0)."""

    account: str
    side: Side
    amount: Decimal


@dataclass(frozen=True)
class Entry:
    """A journal entry: what a careful clerk posts for one voucher. Debits equal credits."""

    date: date
    voucher: str  # the voucher's number
    text: Text
    postings: tuple[Posting, ...]


@dataclass(frozen=True)
class Voucher:
    """A paper on the desk and the entry it calls for.

    `net`, `tax` and `gross` are the paper's totals; `taxes` splits them by rate (empty where no tax is shown or due).
    `reference` names an earlier voucher (a payment names the invoice it settles), `document` the paper that shows it.
    """

    number: str
    kind: VoucherKind
    date: date
    partner: str  # a partner's number, or "" (a till receipt of a shop that is no partner, a bank charge)
    text: Text
    net: Decimal
    tax: Decimal
    gross: Decimal
    taxes: tuple[Tax, ...]
    entry: Entry
    lines: tuple[Line, ...] = ()
    reference: str = ""
    document: str = ""
    paper_number: str = ""  # the number that its issuer printed on the paper: the invoice number
    supplied: Day | None = None  # date of supply
    received: Day | None = None  # when the paper reached us, as stamped on it
    due: Day | None = None
    discount: Decimal = Decimal(0)  # gross cash discount taken with this payment


@dataclass(frozen=True)
class Trade:
    """One deal with a customer or supplier from order to payment; numbers of the papers it left behind."""

    partner: str
    direction: Literal["sale", "purchase"]
    order_number: str
    order_date: date
    delivery_number: str
    delivery_date: date
    lines: tuple[Line, ...]
    invoice: str  # a voucher's number
    payment: str  # a voucher's number, or "" while open


@dataclass(frozen=True)
class StockMove:
    date: date
    article: str
    quantity: int  # pieces; receipts positive, issues negative
    voucher: str  # delivery note number


@dataclass(frozen=True)
class BankLine:
    """One line of the bank statement; money in is positive."""

    date: date
    text: Text
    amount: Decimal
    partner: str
    reference: str
    voucher: str


@dataclass(frozen=True)
class CashLine:
    """One receipt of the cash box; money in is positive."""

    date: date
    receipt: str
    text: Text
    amount: Decimal
    voucher: str


@dataclass(frozen=True)
class Document:
    """A paper that a learner reads: plain data that round-trips through JSON, and nothing that gives the truth away.

    Inside `data`, dates are ISO strings, amounts decimal strings, and words {"en": ..., "de": ...}.
    """

    number: str
    kind: str  # names the template: "invoice", "till_receipt", "bank_statement", ...
    title: Text
    data: dict[str, object] = field(default_factory=dict)
