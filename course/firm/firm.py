"""The firm itself: one quarter (April to June 2026) of Tintenfass GmbH, dealt from a seed, and how to ask about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from course.firm import ledger
from course.firm.calendar import LAST_DAY
from course.firm.chance import Chance
from course.firm.facts import Chart
from course.firm.facts import chart as chart_named
from course.firm.records import (
    Account,
    Article,
    BankLine,
    CashLine,
    Company,
    Document,
    Entry,
    Partner,
    Person,
    StockMove,
    Trade,
    Voucher,
)

Record = TypeVar("Record")


@dataclass(frozen=True)
class Firm:
    """Everything the firm has on file. Tuples are in order of their dates; vouchers of one day in order of numbers."""

    seed: str
    chart_name: str
    articles: tuple[Article, ...]
    vouchers: tuple[Voucher, ...]
    trades: tuple[Trade, ...]
    stock_moves: tuple[StockMove, ...]
    company: Company
    staff: tuple[Person, ...]
    partners: tuple[Partner, ...]

    @classmethod
    def deal(cls, seed: str, chart: str = "skr03") -> Firm:
        """The firm of this seed. The same seed gives the same firm on every machine."""
        from course.firm.deal import deal

        return deal(seed, chart)

    @property
    def chart(self) -> Chart:
        return chart_named(self.chart_name)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The journal, in order of posting dates."""
        return tuple(sorted((voucher.entry for voucher in self.vouchers), key=lambda entry: entry.date))

    @cached_property
    def bank_lines(self) -> tuple[BankLine, ...]:
        return ledger.bank_lines(self.vouchers, self.chart.number("bank"))

    @cached_property
    def cash_lines(self) -> tuple[CashLine, ...]:
        return ledger.cash_lines(self.vouchers, self.chart.number("cash"))

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every paper of the quarter: one for each voucher, and orders, delivery notes, statements besides."""
        from course.firm.papers import documents

        return documents(self)

    def account(self, number: str) -> Account:
        return self.chart.account(number)

    def voucher(self, number: str) -> Voucher:
        """The voucher with this number. Raises KeyError saying what was looked for, as do the next three."""
        return _found(self._vouchers, "voucher", number)

    def partner(self, number: str) -> Partner:
        return _found(self._partners, "partner", number)

    def article(self, number: str) -> Article:
        return _found(self._articles, "article", number)

    def document(self, number: str) -> Document:
        """The paper with this number; a voucher's paper has the voucher's number."""
        return _found(self._documents, "document", number)

    def balances(self, until: date = LAST_DAY) -> dict[str, Decimal]:
        """Account number -> balance in EUR (debit positive) at the end of a day."""
        return ledger.balances(self.entries, until)

    def chance(self, purpose: str) -> Chance:
        """A stream of chance of this firm's seed, for whoever needs more of it: a count difference, a seeded error."""
        return Chance(self.seed, purpose)

    @cached_property
    def _vouchers(self) -> dict[str, Voucher]:
        return {voucher.number: voucher for voucher in self.vouchers}

    @cached_property
    def _partners(self) -> dict[str, Partner]:
        return {partner.number: partner for partner in self.partners}

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.number: article for article in self.articles}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {document.number: document for document in self.documents}


def _found(records: Mapping[str, Record], what: str, number: str) -> Record:
    try:
        return records[number]
    except KeyError:
        raise KeyError(f"The firm has no {what} {number!r}. The first one is {next(iter(records))!r}") from None
