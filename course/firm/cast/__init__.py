"""The cast: our own firm, its people, its partners and its shelves. The same for every learner, read once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from course.firm import check_digits
from course.firm.calendar import FIRST_DAY
from course.firm.chance import Chance
from course.firm.facts import read, value
from course.firm.money import cents
from course.firm.records import Address, Article, Company, Partner, Person, Terms
from course.locale import Text

FOLDER = Path(__file__).parent
GTIN_INSIDE = "2040"  # GS1 keeps 200 to 299 for numbers that are used inside one company


@cache
def _banks() -> dict[str, str]:
    return dict(read(FOLDER / "partners.toml")["banks"])


@cache
def company() -> Company:
    row = read(FOLDER / "tintenfass.toml")["company"]
    return Company(
        name=row["name"],
        address=Address(row["street"], row["postcode"], row["city"]),
        phone=row["phone"],
        fax=row["fax"],
        email=row["email"],
        web=row["web"],
        vat_id=check_digits.vat_id(row["vat_id"]),
        register=row["register"],
        managing_director=row["managing_director"],
        iban=check_digits.iban(_banks()[row["bank"]], row["account"]),
        bank=row["bank"],
    )


@cache
def staff() -> tuple[Person, ...]:
    return tuple(
        Person(
            name=row["name"],
            salutation=row["salutation"],
            role=Text(row["en"], row["de"]),
            extension=row["extension"],
            email=f"{row['email']}@tintenfass.example",
            salary=Decimal(row["salary"]),
            wage_tax=Decimal(row["wage_tax"]),
        )
        for row in read(FOLDER / "tintenfass.toml")["staff"]
    )


@cache
def partners() -> tuple[Partner, ...]:
    return tuple(_partner(row) for row in read(FOLDER / "partners.toml")["partners"])


@cache
def playing(part: str) -> tuple[Partner, ...]:
    """The partners with this part ("landlord", "stationer") in partners.toml. Raises KeyError if nobody has it."""
    rows = read(FOLDER / "partners.toml")["partners"]
    numbers = {row["number"] for row in rows if row.get("part") == part}
    if not numbers:
        raise KeyError(f"Nobody in partners.toml has the part {part!r}")
    return tuple(partner for partner in partners() if partner.number in numbers)


def _partner(row: dict[str, Any]) -> Partner:
    return Partner(
        number=row["number"],
        name=row["name"],
        role=row["role"],
        address=Address(row["street"], row["postcode"], row["city"]),
        contact=Person(
            name=row["contact"],
            salutation=row["salutation"],
            role=Text("Contact", "Ansprechpartner"),
            extension=row["phone"].rpartition("-")[2],
            email=f"kontor@{row['domain']}",
        ),
        phone=row["phone"],
        vat_id=check_digits.vat_id(row["vat_id"]),
        iban=check_digits.iban(_banks()[row["bank"]], row["account"]),
        bank=row["bank"],
        terms=Terms(row["days"], Decimal(row["discount"]), row["discount_days"]),
        logo=row["logo"],
    )


@cache
def shelves() -> tuple[Article, ...]:
    """The forty articles as articles.toml has them: the middle of what is dealt."""
    data = read(FOLDER / "articles.toml")
    units = {key: Text(**words) for key, words in data["units"].items()}
    return tuple(
        Article(
            number=row["number"],
            gtin=check_digits.gtin(f"{GTIN_INSIDE}00{place:06d}"),
            name=Text(row["en"], row["de"]),
            unit=units[row["unit"]],
            vat_rate=value(f"vat_{row['vat']}", FIRST_DAY),
            purchase_price=Decimal(row["purchase"]),
            sales_price=Decimal(row["sales"]),
            supplier=row["supplier"],
            pack_size=row["pack"],
            shelf=row["shelf"],
            opening_stock=row["stock"],
        )
        for place, row in enumerate(data["articles"], start=101)
    )


def articles(seed: str) -> tuple[Article, ...]:
    """The forty articles, with this deal's prices (within 8 %) and opening stock (whole packs, within 15 %)."""
    chance = Chance(seed, "articles")
    return tuple(_dealt(article, chance) for article in shelves())


def _dealt(article: Article, chance: Chance) -> Article:
    factor = Decimal(chance.between(92, 108)) / 100
    packs = article.opening_stock * chance.between(85, 115) // 100 // article.pack_size
    return replace(
        article,
        purchase_price=cents(article.purchase_price * factor),
        sales_price=cents(article.sales_price * factor),
        opening_stock=packs * article.pack_size,
    )
