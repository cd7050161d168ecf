"""Find the error: a journal page with one wrong line, and the trial balance that it leaves unequal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from course.firm import Firm
from course.firm.papers.internal import Cell, internal
from course.firm.records import Document, Posting, Voucher
from course.locale import N_, Language, Text, translator
from course.locale.numbers import show_amount
from course.tasks.booking import signed
from course.tasks.form import Question, Wrong
from course.tasks.handout import Choice, Field
from course.tasks.slips import slides, swaps
from course.units.u11_bookkeeping.vouchers import Wanted, choose

Kind = Literal["swap", "slide", "side", "one-sided"]
KINDS: dict[Kind, str] = {
    "swap": N_("Two digits are swapped"),
    "slide": N_("The decimal point has slid"),
    "side": N_("An amount is on the wrong side"),
    "one-sided": N_("A line is missing"),
}
HOW_IT_SHOWS: dict[Kind, str] = {
    "swap": N_("With two digits swapped, all digits of the amount are there, two neighbours in each other's place."),
    "slide": N_("If a decimal point has slid, the digits are in order, but the amount is far too big or too small."),
    "side": N_("With an amount on the wrong side, half of the difference is an amount that you can find."),
    "one-sided": N_("With a line missing, the difference itself is the amount that you cannot find."),
}
LAST_OF_APRIL = date(2026, 4, 30)
ZERO = Decimal(0)
USUAL, NEAR = 16, 2  # signs of both amounts together, and what they may be off: nobody has more to type than another


@dataclass(frozen=True)
class SeededError:
    """The vouchers on the page, the one with the error, its true line, and the line as posted (None: left out)."""

    vouchers: tuple[Voucher, ...]
    voucher: Voucher
    kind: Kind
    true: Posting
    posted: Posting | None

    def postings(self, voucher: Voucher) -> list[Posting]:
        """A voucher's lines as the page has them."""
        lines = list(voucher.entry.postings)
        if voucher == self.voucher:
            place = lines.index(self.true)
            lines[place : place + 1] = [self.posted] if self.posted else []
        return lines

    @property
    def all_postings(self) -> list[Posting]:
        return [posting for voucher in self.vouchers for posting in self.postings(voucher)]

    @property
    def difference(self) -> Decimal:
        return abs(sum((signed(posting) for posting in self.all_postings), ZERO))


def seed_error(firm: Firm, purpose: str, wanted: tuple[Wanted, ...]) -> SeededError:
    vouchers = choose(firm, purpose, wanted)
    chance = firm.chance(f"{purpose}: error")
    kind = chance.pick(list(KINDS))
    possible = [
        SeededError(vouchers, voucher, kind, true, posted)
        for voucher in vouchers
        for true in voucher.entry.postings
        for posted in _wrongly(true, kind)
    ]
    nearest = min(_longer_than_usual(error) for error in possible)
    return chance.pick([error for error in possible if _longer_than_usual(error) <= max(nearest, NEAR)])


def _wrongly(true: Posting, kind: Kind) -> list[Posting | None]:
    """The line as it may have been posted with this mistake."""
    match kind:
        case "side":
            return [Posting(true.account, "credit" if true.side == "debit" else "debit", true.amount)]
        case "one-sided":
            return [None]
        case "slide":
            wrong = list(slides(true.amount))
        case "swap":
            wrong = _clear_swaps(true.amount)
    return [Posting(true.account, true.side, amount) for amount in wrong]


def _longer_than_usual(error: SeededError) -> int:
    """By how many signs the two amounts that are asked for are longer or shorter than mostly."""
    return abs(len(f"{error.difference:,.2f}{error.true.amount:,.2f}") - USUAL)


def _clear_swaps(amount: Decimal) -> list[Decimal]:
    """Swaps that cannot be taken for a decimal sign that has slid."""
    slid = list(slides(amount))
    return [wrong for wrong in swaps(amount) if wrong not in slid]


Papers = Callable[[Firm, Language], tuple[Document, ...]]
Questions = Callable[[Firm, Language], tuple[Question, ...]]


def error_documents(purpose: str, wanted: tuple[Wanted, ...]) -> Papers:
    def documents(firm: Firm, language: Language) -> tuple[Document, ...]:
        error = seed_error(firm, purpose, wanted)
        papers = tuple(firm.document(voucher.number) for voucher in error.vouchers)
        return (_journal_page(firm, error), _trial_balance(firm, error), *papers)

    return documents


ACCOUNT, NAME = Text("Account", "Konto"), Text("Name", "Bezeichnung")
DEBIT, CREDIT = Text("Debit EUR", "Soll EUR"), Text("Credit EUR", "Haben EUR")


def _journal_page(firm: Firm, error: SeededError) -> Document:
    rows: list[tuple[Cell, ...]] = []
    for voucher in error.vouchers:
        for posting in error.postings(voucher):
            account = firm.account(posting.account)
            rows.append((voucher.entry.date, voucher.number, account.number, account.name, *_sides(posting)))
    return internal(
        firm,
        "J-04",
        Text("Page of the journal", "Journalseite"),
        LAST_OF_APRIL,
        columns=[
            (Text("Date", "Datum"), "date"),
            (Text("Voucher", "Beleg"), "text"),
            (ACCOUNT, "text"),
            (NAME, "text"),
            (DEBIT, "amount"),
            (CREDIT, "amount"),
        ],
        rows=rows,
    )


def _sides(posting: Posting) -> tuple[Cell, Cell]:
    return (posting.amount, None) if posting.side == "debit" else (None, posting.amount)


def _trial_balance(firm: Firm, error: SeededError) -> Document:
    totals: dict[str, list[Decimal]] = {}
    for posting in error.all_postings:
        totals.setdefault(posting.account, [ZERO, ZERO])[posting.side == "credit"] += posting.amount
    rows = [
        (number, firm.account(number).name, *(side or None for side in totals[number])) for number in sorted(totals)
    ]
    debit, credit = (sum((sides[i] for sides in totals.values()), ZERO) for i in (0, 1))
    return internal(
        firm,
        "SL-04",
        Text("Trial balance", "Summenliste"),
        LAST_OF_APRIL,
        before=[
            Text(
                "Totals of the accounts from the page of the journal. The two sides differ.",
                "Summen der Konten aus der Journalseite. Die beiden Seiten stimmen nicht überein.",
            )
        ],
        columns=[(ACCOUNT, "text"), (NAME, "text"), (DEBIT, "amount"), (CREDIT, "amount")],
        rows=rows,
        totals=[(Text("Total", "Summe"), "", debit, credit)],
    )


def error_questions(purpose: str, wanted: tuple[Wanted, ...]) -> Questions:
    def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
        error = seed_error(firm, purpose, wanted)
        return (
            _difference(error, language),
            _entry(error, language),
            _kind(error, language),
            _amount(error, language),
        )

    return questions


def _misread(truth: Decimal, language: Language) -> list[Wrong]:
    """The two ways in which any amount is misread."""
    _ = translator(language, "units")
    slid, swapped = _("The decimal point has slid in your amount."), _("Two neighbouring digits of it are swapped.")
    return [
        *(Wrong("decimal-slid", wrong, slid) for wrong in slides(truth)),
        *(Wrong("digits-swapped", wrong, swapped) for wrong in _clear_swaps(truth)),
    ]


def _difference(error: SeededError, language: Language) -> Question:
    _ = translator(language, "units")
    debit = sum((p.amount for p in error.all_postings if p.side == "debit"), ZERO)
    credit = sum((p.amount for p in error.all_postings if p.side == "credit"), ZERO)
    total = _("That is the total of one side. The difference is what the two totals are apart.")
    half = _("That is half of the difference.")
    wrong = [
        Wrong("total-for-difference", debit, total),
        Wrong("total-for-difference", credit, total),
        *([Wrong("half-the-difference", error.difference / 2, half)] if not error.difference * 50 % 1 else []),
        *_misread(error.difference, language),
    ]
    return Question(
        Field("difference", _("By how much do the two sides differ?"), "amount"),
        truth=error.difference,
        also=(-error.difference,),  # whoever takes the larger side from the smaller
        wrong=tuple(wrong),
        message=_("This is not what the two totals are apart."),
        where=_("The last line of the trial balance."),
        worked=f"{show_amount(debit, language)} − {show_amount(credit, language)}",
    )


def _entry(error: SeededError, language: Language) -> Question:
    _ = translator(language, "units")
    options = tuple(Choice(v.number, f"{v.number} · {v.text.to(language)}") for v in error.vouchers)
    balanced = _("On the page, debit and credit of {voucher} are equal. The entry you look for is one that is not.")
    wrong = tuple(
        Wrong("balanced-entry", voucher.number, balanced.format(voucher=voucher.number))
        for voucher in error.vouchers
        if voucher != error.voucher
    )
    return Question(
        Field("entry", _("Which entry is wrong?"), "choice", options),
        truth=error.voucher.number,
        wrong=wrong,
        where=_("Add up debit and credit of each voucher on the page of the journal."),
        worked=error.voucher.number,
    )


def _kind(error: SeededError, language: Language) -> Question:
    _ = translator(language, "units")
    options = tuple(Choice(kind, _(words)) for kind, words in KINDS.items())
    wrong = tuple(
        Wrong(f"taken-for-{kind}", kind, _(words)) for kind, words in HOW_IT_SHOWS.items() if kind != error.kind
    )
    return Question(
        Field("kind", _("What kind of mistake is it?"), "choice", options),
        truth=error.kind,
        wrong=wrong,
        where=_("Compare the voucher with its lines on the page."),
        worked=_(KINDS[error.kind]),
    )


def _amount(error: SeededError, language: Language) -> Question:
    _ = translator(language, "units")
    as_posted = _("That is the amount as the page has it.")
    gap = _("That is the difference of the two sides, not the amount of the line.")
    wrong = [Wrong("amount-as-posted", error.posted.amount, as_posted)] if error.posted else []
    wrong += [Wrong("difference-for-amount", error.difference, gap), *_misread(error.true.amount, language)]
    return Question(
        Field("amount", _("Which amount should be in the line that is wrong or missing?"), "amount"),
        truth=error.true.amount,
        wrong=tuple(wrong),
        message=_("This is not the amount that belongs in the line."),
        where=_("The voucher shows it, or the other lines of the entry do."),
        worked=show_amount(error.true.amount, language),
    )
