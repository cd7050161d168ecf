"""The simulated clerk: posts every voucher with care, except for the slips that it is told to make.

`simulate`, the solution cells and the proof of diagnosis all use it. A slip is given by its name, and then falls on a
voucher that the firm's chance picks, or as `name@voucher`. The same firm and the same slips give the same journal.
`expected_points` says what such a journal earns from what each slip is worth, without asking the marker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from course.firm.chance import Chance
from course.firm.records import Voucher
from course.tasks.booking import DATE_FACTOR, PARTS_OF_A_POSTING, to_cents
from course.tasks.journal_lines import FIRST_ROW, JournalLine
from course.tasks.journal_marking import swapped_day
from course.tasks.mark import share_out
from course.tasks.slips import BY_NAME, DATE_SWAPPED, JOURNAL_SLIPS, OMITTED, Wrong
from course.tasks.voucher_parts import Accounts, Case, case_of, take_apart


@dataclass(frozen=True)
class Placed:
    """A slip on the voucher on which it is made; `wrong` is what it makes of the entry (None: omission, date)."""

    name: str
    voucher: str
    wrong: Wrong | None


def possible_slips(vouchers: Sequence[Voucher], accounts: Accounts) -> tuple[str, ...]:
    """The names of all slips that change the journal of at least one of these vouchers."""
    names = [slip.name for slip in JOURNAL_SLIPS if any(_can(slip.name, voucher, accounts) for voucher in vouchers)]
    names.append(OMITTED)
    if any(swapped_day(voucher) for voucher in vouchers):
        names.append(DATE_SWAPPED)
    return tuple(names)


def _can(name: str, voucher: Voucher, accounts: Accounts) -> bool:
    if name == OMITTED:
        return True
    if name == DATE_SWAPPED:
        return swapped_day(voucher) is not None
    case = case_of(voucher, accounts)
    return next(BY_NAME[name].procedure(case.parts, case), None) is not None


def place(slips: Sequence[str], vouchers: Sequence[Voucher], accounts: Accounts, chance: Chance) -> tuple[Placed, ...]:
    """Find a voucher for each slip, a different one for each as far as there are enough."""
    placed: list[Placed] = []
    for spoken in slips:
        name, _, wanted = spoken.partition("@")
        fitting = [v for v in vouchers if _can(name, v, accounts) and wanted in ("", v.number)]
        free = [voucher for voucher in fitting if voucher.number not in {item.voucher for item in placed}]
        if fitting:
            voucher = chance.pick(free or fitting)
            placed.append(Placed(name, voucher.number, _wrong(name, voucher, placed, accounts, chance)))
    return tuple(placed)


def _wrong(name: str, voucher: Voucher, before: Sequence[Placed], accounts: Accounts, chance: Chance) -> Wrong | None:
    """One of the ways in which the slip can go, after the slips that were made on this voucher already."""
    if name in (OMITTED, DATE_SWAPPED):
        return None
    case = case_of(voucher, accounts)
    made = [item.wrong for item in before if item.voucher == voucher.number and item.wrong]
    parts = made[-1].parts if made else case.parts
    ways = list(BY_NAME[name].procedure(parts, case))
    return chance.pick(ways) if ways else Wrong(parts, 0)


def journal_of(
    vouchers: Sequence[Voucher],
    placed: Sequence[Placed],
    accounts: Accounts,
    texts: Sequence[str],
    row: int = FIRST_ROW,
) -> tuple[JournalLine, ...]:
    """The clerk's journal, from `row` on: every voucher in its order, one line a posting."""
    lines: list[JournalLine] = []
    for voucher, text in zip(vouchers, texts, strict=True):
        made = [item for item in placed if item.voucher == voucher.number]
        if any(item.name == OMITTED for item in made):
            continue
        parts = next((item.wrong.parts for item in reversed(made) if item.wrong), take_apart(voucher, accounts))
        day = swapped_day(voucher) if any(item.name == DATE_SWAPPED for item in made) else voucher.entry.date
        for part in parts:
            lines.append(JournalLine(row + len(lines), day, voucher.number, part.account, part.amount, text))
    return tuple(lines)


def expected_points(
    vouchers: Sequence[Voucher], placed: Sequence[Placed], accounts: Accounts, points: Decimal
) -> Decimal:
    """What the journal earns: each slip takes the thirds that it is worth, a wrong date a tenth of what is left.

    Two slips that change the booking of the same voucher are beyond this reckoning: ValueError.
    """
    earned = Decimal(0)
    for voucher, of in zip(vouchers, share_out(points, [1] * len(vouchers)), strict=True):
        made = [item for item in placed if item.voucher == voucher.number]
        earned += to_cents(of, _share_left(case_of(voucher, accounts), made))
    return earned


def _share_left(case: Case, made: Sequence[Placed]) -> Fraction:
    if any(item.name == OMITTED for item in made):
        return Fraction(0)
    wrong = [item.wrong for item in made if item.wrong]
    if len(wrong) > 1:
        raise ValueError(f"More than one slip in the booking of voucher {case.voucher.number}.")
    lost = Fraction(wrong[0].lost, PARTS_OF_A_POSTING * len(case.parts)) if wrong else Fraction(0)
    return (1 - lost) * (DATE_FACTOR if any(item.name == DATE_SWAPPED for item in made) else 1)
