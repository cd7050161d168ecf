"""Put it right: a wrong posting stands in the journal, locked. It is reversed and the voucher posted again.

The reversal and the new entry each have a voucher number of their own, given on a note, because German books never
overwrite (GoBD) and every posting needs a voucher.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from course.firm import Firm
from course.firm.papers.internal import internal
from course.firm.records import Document, Entry, Posting, Voucher
from course.locale import Text
from course.tasks.journal import JournalWork
from course.tasks.journal_lines import GivenLine
from course.tasks.slips import BY_NAME
from course.tasks.voucher_parts import Parts, accounts_of, case_of
from course.units.u11_bookkeeping.vouchers import Wanted, choose

TODAY = date(2026, 5, 4)
MISTAKES = ("same-type-account", "wrong-type-account", "other-rate-account", "vat-of-gross", "digits-swapped")


def putting_right(purpose: str, wanted: tuple[Wanted, ...]) -> Callable[[Firm], JournalWork]:
    def work(firm: Firm) -> JournalWork:
        voucher = choose(firm, purpose, (firm.chance(f"{purpose}: which").pick(wanted),))[0]
        wrong = _wrong_postings(firm, voucher, purpose)
        last = max(int(v.number[2:]) for v in firm.vouchers if v.number.startswith("S-"))
        reversal, again = f"S-{last + 1:04d}", f"S-{last + 2:04d}"
        to_post = (_reversal(voucher, wrong, reversal), _again(voucher, again))
        given = tuple(GivenLine(voucher.entry, p.account, p.side, p.amount) for p in wrong)
        note = _note(firm, voucher, reversal, again)
        return JournalWork(to_post, (note, firm.document(voucher.number)), given)

    return work


def _wrong_postings(firm: Firm, voucher: Voucher, purpose: str) -> tuple[Posting, ...]:
    """The voucher as a colleague posted it: balanced, so that only a look at the paper shows the mistake."""
    chance = firm.chance(f"{purpose}: mistake")
    accounts = accounts_of(firm.chart_name)
    in_use = {posting.account for v in firm.vouchers if v.date.month == 4 for posting in v.entry.postings}
    case = case_of(voucher, accounts, in_use - accounts.tax_rates.keys())
    while True:
        ways = list(BY_NAME[chance.pick(MISTAKES)].procedure(case.parts, case))
        parts = chance.pick(ways).parts if ways else ()
        if parts and sum(part.amount for part in parts) == 0:
            return _postings(parts)


def _postings(parts: Parts) -> tuple[Posting, ...]:
    return tuple(Posting(part.account, "debit" if part.amount > 0 else "credit", abs(part.amount)) for part in parts)


def _turned(posting: Posting) -> Posting:
    return replace(posting, side="credit" if posting.side == "debit" else "debit")


def _reversal(voucher: Voucher, wrong: tuple[Posting, ...], number: str) -> Voucher:
    text = Text(f"Reversal of {voucher.number}", f"Storno {voucher.number}")
    entry = Entry(TODAY, number, text, tuple(_turned(posting) for posting in wrong))
    return replace(voucher, number=number, date=TODAY, received=None, text=text, entry=entry, document="")


def _again(voucher: Voucher, number: str) -> Voucher:
    text = Text(f"{voucher.number} posted again", f"{voucher.number} neu gebucht")
    entry = Entry(TODAY, number, text, voucher.entry.postings)
    return replace(voucher, number=number, date=TODAY, received=None, text=text, entry=entry, document="")


def _note(firm: Firm, voucher: Voucher, reversal: str, again: str) -> Document:
    before = [
        Text(
            f"Voucher {voucher.number} is posted wrongly. It is at the top of the journal, and stays there.",
            f"Beleg {voucher.number} ist falsch gebucht. Die Buchung steht oben im Journal und bleibt dort.",
        )
    ]
    rows = [
        (Text(f"Reverse {voucher.number} as it was posted", f"{voucher.number} stornieren, so wie gebucht"), reversal),
        (Text(f"Post {voucher.number} again from the paper", f"{voucher.number} nach dem Papier neu buchen"), again),
    ]
    return internal(
        firm,
        reversal,
        Text("Note on a correction", "Umbuchungsbeleg"),
        TODAY,
        before=before,
        columns=[(Text("What to do", "Was zu tun ist"), "text"), (Text("Voucher no.", "Belegnummer"), "text")],
        rows=rows,
        after=[
            Text("Date of both: the date of this note. P. D.", "Datum für beides: das Datum dieses Belegs. P. D."),
        ],
    )
