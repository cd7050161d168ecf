"""Why a voucher was posted as it was: which slip, or which two, yield exactly these lines.

A slip is named only if the learner's booking is to the cent what the slip computes. Where none fits, only what can be
seen is said: the voucher does not balance, an account is missing, an amount stands on no paper. A guess that sounds
like knowledge would send a learner looking in the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from course.firm.records import Voucher
from course.locale import Language, translator
from course.locale.numbers import show_amount
from course.tasks.booking import Booking
from course.tasks.slips import JOURNAL_SLIPS, Slip, Wrong
from course.tasks.voucher_parts import Accounts, Case, total

JOIN = " + "  # between the names of two slips
MOST_STRANGERS = 4  # accounts that two slips together can bring in


@dataclass(frozen=True)
class Finding:
    """What is said about a wrong voucher. `slip` is a name, two names joined, or "" if none fits."""

    slip: str
    message: str
    where: str


def diagnose(case: Case, posted: Booking, language: Language) -> Finding:
    """Explain a booking that is not the truth."""
    named = recognise(case, posted)
    if named:
        return _explain(named, case, posted, language)
    return Finding("", " ".join(observe(case, posted, language)), _look_at(case.voucher, language))


def recognise(case: Case, posted: Booking) -> tuple[tuple[Slip, Wrong], ...]:
    """The slip that yields this booking, or the two that do together; empty if none does."""
    strangers = frozenset(posted.keys() - case.truth.keys())
    if len(strangers) > MOST_STRANGERS or not strangers <= case.accounts.of.keys():
        return ()
    narrowed = replace(case, usable=strangers)
    for slip in JOURNAL_SLIPS:
        for wrong in slip.procedure(narrowed.parts, narrowed):
            if total(wrong.parts) == posted:
                return ((slip, wrong),)
    found = list(_pairs(narrowed, posted))
    speaking = (pair for pair in found if all(_is_there(wrong, posted) for _slip, wrong in pair))
    return next(speaking, found[0] if found else ())


def _is_there(wrong: Wrong, posted: Booking) -> bool:
    """Whether the account that the slip would name is still among the learner's, and not exchanged by another slip."""
    return not wrong.account or wrong.account in posted


def _pairs(case: Case, posted: Booking) -> Iterator[tuple[tuple[Slip, Wrong], tuple[Slip, Wrong]]]:
    for first in JOURNAL_SLIPS:
        for wrong in first.procedure(case.parts, case):
            for second in JOURNAL_SLIPS:
                if second is first:
                    continue
                for both in second.procedure(wrong.parts, case):
                    if {part.account for part in both.parts} == posted.keys() and total(both.parts) == posted:
                        yield (first, wrong), (second, both)


def _explain(named: tuple[tuple[Slip, Wrong], ...], case: Case, posted: Booking, language: Language) -> Finding:
    """What is said of the slips, with the learner's accounts and amounts; unsaid what would name any other."""
    _ = translator(language, "tasks")
    messages, places = [], []
    for slip, wrong in named:
        words = {
            "account": account_label(wrong.account, case.accounts, language) if wrong.account else "",
            "amount": show_amount(abs(posted.get(wrong.account, Decimal(0))), language),
        }
        if _is_there(wrong, posted):
            messages.append(_(slip.message).format(**words))
        places.append(_(slip.where))
    return Finding(JOIN.join(slip.name for slip, _wrong in named), " ".join(messages), " ".join(places))


def observe(case: Case, posted: Booking, language: Language) -> list[str]:
    """What anybody can see of a wrong booking, without knowing how it came about. At least one sentence."""
    _ = translator(language, "tasks")
    truth, seen = case.truth, []
    debit = sum((amount for amount in posted.values() if amount > 0), Decimal(0))
    credit = -sum((amount for amount in posted.values() if amount < 0), Decimal(0))
    if debit != credit:
        figures = {"debit": show_amount(debit, language), "credit": show_amount(credit, language)}
        seen.append(_("The voucher does not balance: debit {debit}, credit {credit}.").format(**figures))
    if len(truth.keys() - posted.keys()) > len(posted.keys() - truth.keys()):
        seen.append(_("An account that this voucher needs is missing."))
    for account in (account for account in posted if account not in truth):
        seen.append(_("{account} is not needed here.").format(account=account_label(account, case.accounts, language)))
    for account, amount in posted.items():
        if account in truth and (truth[account] > 0) != (amount > 0):
            label = account_label(account, case.accounts, language)
            seen.append(_("{account} is on the wrong side.").format(account=label))
        elif account in truth and amount != truth[account]:
            seen.append(_wrong_amount(account, abs(amount), case, language))
    return seen


def _wrong_amount(account: str, amount: Decimal, case: Case, language: Language) -> str:
    _ = translator(language, "tasks")
    words = {"account": account_label(account, case.accounts, language), "amount": show_amount(amount, language)}
    if amount in paper_figures(case.voucher):
        return _("{amount} belongs to the voucher, but it is not the amount for {account}.").format(**words)
    return _("{amount} on {account} is not on the voucher and does not follow from it.").format(**words)


def paper_figures(voucher: Voucher) -> set[Decimal]:
    """Every amount that the paper shows."""
    figures = {voucher.net, voucher.tax, voucher.gross}
    figures |= {figure for tax in voucher.taxes for figure in (tax.net, tax.tax, tax.net + tax.tax)}
    return figures | {figure for line in voucher.lines for figure in (line.net, line.unit_price)}


def account_label(number: str, accounts: Accounts, language: Language) -> str:
    """Like `4210 Rent`; only the number for an account that the chart does not have."""
    account = accounts.of.get(number)
    return f"{number} {account.name.to(language)}" if account else number


def _look_at(voucher: Voucher, language: Language) -> str:
    _ = translator(language, "tasks")
    return _("Go through the voucher line by line.")
