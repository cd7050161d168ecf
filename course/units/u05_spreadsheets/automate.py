"""Sales, prices and an order as files for *Automate it*, and what a function should make of them.

The learner's functions are tried on figures that they have not seen, so a result that was typed in does not pass.
Amounts are added up here in `Decimal` from the firm's own vouchers; pandas is imported only when a test asks for a
table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from course import __version__
from course.firm import Firm
from course.locale import Language, Text
from course.tasks.handing_in import deal, learner_id
from course.tasks.handout import Header
from course.tasks.slips import cents

if TYPE_CHECKING:
    import pandas as pd

UNIT = "05-spreadsheets"
SALES, PRICES, ORDER = "sales.csv", "prices.csv", "order.csv"
IN_ORDER, IN_LIST = 8, 15
UNKNOWN = "X-999"  # an article that no price list has
SEPARATOR: dict[Language, str] = {"en": ",", "de": ";"}  # as office programs of the two countries export
DECIMAL: dict[Language, str] = {"en": ".", "de": ","}
DATE: dict[Language, str] = {"en": "%d/%m/%Y", "de": "%d.%m.%Y"}
SALES_COLUMNS: dict[Language, tuple[str, ...]] = {
    "en": ("invoice", "customer", "date", "group", "net"),
    "de": ("rechnung", "kunde", "datum", "gruppe", "netto"),
}
PRICE_COLUMNS: dict[Language, tuple[str, ...]] = {
    "en": ("number", "article", "price"),
    "de": ("nummer", "artikel", "preis"),
}
ORDER_COLUMNS: dict[Language, tuple[str, ...]] = {"en": ("number", "quantity"), "de": ("nummer", "menge")}
GROUPS = (Text("Stationery", "Schreibwaren"), Text("Books", "Bücher"))  # by VAT rate, the higher one first


@dataclass(frozen=True)
class Sale:
    """What one invoice says of one group of goods; `customer` is a number with noughts at the front, net in EUR."""

    invoice: str
    customer: str
    day: date
    group: Text
    net: Decimal


@dataclass(frozen=True)
class KnownSales:
    """Sales as a table, and what each month and group comes to (EUR; 0 where nothing was sold)."""

    table: pd.DataFrame
    sums: dict[tuple[int, str], float]


@dataclass(frozen=True)
class KnownOrder:
    """An order and a price list as tables; `amounts` for each line, None where the list has no such article."""

    order: pd.DataFrame
    prices: pd.DataFrame
    amounts: list[float | None]


def write_files(language: Language, folder: Path | None = None) -> str:
    """Write the learner's three files beside the notebook; say what was written."""
    firm, place = own_firm(language), folder or Path.cwd()
    tables: dict[str, tuple[dict[Language, tuple[str, ...]], list[tuple[str, ...]]]] = {
        SALES: (SALES_COLUMNS, _sales_cells(sales(firm), language)),
        PRICES: (PRICE_COLUMNS, [_price_cells(*line, language) for line in price_list(firm, language)]),
        ORDER: (ORDER_COLUMNS, [(number, str(quantity)) for number, quantity in order(firm, language)]),
    }
    told = []
    for name, (columns, rows) in tables.items():
        with (place / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=SEPARATOR[language], lineterminator="\n")
            writer.writerow(columns[language])
            writer.writerows(rows)
        told.append(Text(f"{name}: {len(rows)} lines", f"{name}: {len(rows)} Zeilen").to(language))
    return "\n".join(told)


def own_firm(language: Language) -> Firm:
    """The firm of the learner's assignment: these are the sales of its quarter."""
    return deal(Header(learner_id(), UNIT, "automate", 0, __version__, language), lesson=False)


def sales(firm: Firm) -> list[Sale]:
    rates = sorted({article.vat_rate for article in firm.articles}, reverse=True)
    return [
        Sale(
            voucher.paper_number,
            f"{int(voucher.partner) % 10000:05d}",
            voucher.date,
            GROUPS[rates.index(tax.rate)],
            tax.net,
        )
        for voucher in firm.vouchers
        if voucher.kind == "sale"
        for tax in voucher.taxes
    ]


def price_list(firm: Firm, language: Language) -> list[tuple[str, str, Decimal]]:
    chosen = firm.chance("automate prices").some(firm.articles, IN_LIST)
    return [(article.number, article.name.to(language), article.sales_price) for article in chosen]


def order(firm: Firm, language: Language) -> list[tuple[str, int]]:
    """Numbers and quantities; one number is not in the price list."""
    chance = firm.chance("automate order")
    numbers = [line[0] for line in chance.some(price_list(firm, language), IN_ORDER - 1)]
    return [(number, chance.between(2, 60)) for number in chance.shuffled([*numbers, UNKNOWN])]


def _sales_cells(lines: Sequence[Sale], language: Language) -> list[tuple[str, ...]]:
    return [
        (
            one.invoice,
            one.customer,
            one.day.strftime(DATE[language]),
            one.group.to(language),
            _figure(one.net, language),
        )
        for one in lines
    ]


def _price_cells(number: str, name: str, price: Decimal, language: Language) -> tuple[str, ...]:
    return (number, name, _figure(price, language))


def _figure(amount: Decimal, language: Language) -> str:
    return f"{amount:.2f}".replace(".", DECIMAL[language])


def customers_in_file(language: Language, folder: Path | None = None) -> list[str]:
    """The customer numbers of `sales.csv`, read without pandas."""
    with ((folder or Path.cwd()) / SALES).open(encoding="utf-8", newline="") as file:
        return [row[1] for row in list(csv.reader(file, delimiter=SEPARATOR[language]))[1:]]


def other_sales(language: Language) -> Iterator[KnownSales]:
    """Three other firms' quarters; in the last one, nothing was sold of one group in one month."""
    import pandas as pd

    for number in (1, 2, 3):
        lines = sales(Firm.deal(f"{UNIT} automate {number}"))
        if number == 3:
            lines = [one for one in lines if (one.day.month, one.group) != (5, GROUPS[1])][::-1]
        sums = {(month, group.to(language)): Decimal(0) for month in (4, 5, 6) for group in GROUPS}
        for one in lines:
            sums[one.day.month, one.group.to(language)] += one.net
        rows = [
            (one.invoice, one.customer, pd.Timestamp(one.day), one.group.to(language), float(one.net)) for one in lines
        ]
        table = pd.DataFrame(rows, columns=list(SALES_COLUMNS[language]))
        yield KnownSales(table, {cell: float(amount) for cell, amount in sums.items()})


def other_orders(language: Language) -> Iterator[KnownOrder]:
    """Two other firms' orders, the price lists in no order."""
    import pandas as pd

    for number in (4, 5):
        firm = Firm.deal(f"{UNIT} automate {number}")
        listed, lines = price_list(firm, language), order(firm, language)
        known = {key: price for key, _name, price in listed}
        amounts = [float(cents(known[key] * count)) if key in known else None for key, count in lines]
        prices = pd.DataFrame(
            [(key, name, float(price)) for key, name, price in listed], columns=list(PRICE_COLUMNS[language])
        )
        yield KnownOrder(pd.DataFrame(lines, columns=list(ORDER_COLUMNS[language])), prices, amounts)
