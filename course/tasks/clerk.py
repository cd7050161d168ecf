"""The simulated clerk: posts every voucher with care, except for the slips that it is told to make.

`simulate`, the solution cells and the proof of diagnosis all use it. A slip is given by its name, and then falls on a
voucher that the firm's chance picks, or as `name@voucher`. The same firm and the same slips give the same journal.
`expected_points` says what such a journal earns from what each slip is worth, without asking the marker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from course.firm.chance import Chance
from course.firm.records import Voucher
from course.locale import Language
from course.tasks.booking import DATE_FACTOR, PARTS_OF_A_POSTING, to_cents
from course.tasks.journal_lines import FIRST_ROW, GivenLine, JournalLine
from course.tasks.journal_marking import swapped_day
from course.tasks.mark import share_out
from course.tasks.slips import BY_NAME, DATE_SWAPPED, OMITTED, Wrong
from course.tasks.voucher_parts import Accounts, Case, Parts, case_of, take_apart, total


@dataclass(frozen=True)
class Placed:
    """A slip on the voucher on which it is made; `wrong` is what it makes of the entry (None: omission, date)."""

    name: str
    voucher: str
    wrong: Wrong | None


@dataclass(frozen=True)
class Clerk:
    """A clerk at one journal. Where lines are given and locked, only slips that leave them as they are can be made."""

    vouchers: tuple[Voucher, ...]
    accounts: Accounts
    given: tuple[GivenLine, ...] = ()

    def possible_slips(self) -> tuple[str, ...]:
        """The names of all slips that change the journal of at least one of the vouchers."""
        names = [*BY_NAME, OMITTED, DATE_SWAPPED]
        return tuple(name for name in names if any(self.can_slip(name, voucher) for voucher in self.vouchers))

    def can_slip(self, name: str, voucher: Voucher) -> bool:
        """Whether the slip changes how this voucher is posted."""
        given = [line for line in self.given if line.entry.voucher == voucher.number]
        if name == OMITTED:
            return not any(line.amount is not None for line in given)
        if name == DATE_SWAPPED:
            return swapped_day(voucher) is not None and not given
        return next(self._ways(name, voucher, case_of(voucher, self.accounts).parts), None) is not None

    def _ways(self, name: str, voucher: Voucher, parts: Parts) -> Iterator[Wrong]:
        case = case_of(voucher, self.accounts)
        given = [line for line in self.given if line.entry.voucher == voucher.number]
        wrongs = (wrong for wrong in BY_NAME[name].procedure(parts, case) if total(wrong.parts) != total(parts))
        return (wrong for wrong in wrongs if _leaves(given, wrong.parts))

    def place(self, slips: Sequence[str], chance: Chance) -> tuple[Placed, ...]:
        """Find a voucher for each slip, a different one for each as far as there are enough."""
        placed: list[Placed] = []
        for spoken in slips:
            name, _, wanted = spoken.partition("@")
            fitting = [v for v in self.vouchers if wanted in ("", v.number) and self.can_slip(name, v)]
            free = [voucher for voucher in fitting if voucher.number not in {item.voucher for item in placed}]
            if fitting:
                voucher = chance.pick(free or fitting)
                placed.append(Placed(name, voucher.number, self._wrong(name, voucher, placed, chance)))
        return tuple(placed)

    def _wrong(self, name: str, voucher: Voucher, before: Sequence[Placed], chance: Chance) -> Wrong | None:
        """One of the ways in which the slip can go, after the slips that were made on this voucher already."""
        if name in (OMITTED, DATE_SWAPPED):
            return None
        made = [item.wrong for item in before if item.voucher == voucher.number and item.wrong]
        parts = made[-1].parts if made else take_apart(voucher, self.accounts)
        ways = list(self._ways(name, voucher, parts))
        return chance.pick(ways) if ways else Wrong(parts, 0)

    def journal(self, placed: Sequence[Placed], language: Language) -> tuple[JournalLine, ...]:
        """The clerk's journal: every voucher in its order, one line a posting."""
        lines: list[JournalLine] = []
        for voucher in self.vouchers:
            made = [item for item in placed if item.voucher == voucher.number]
            if any(item.name == OMITTED for item in made):
                continue
            day = swapped_day(voucher) if any(item.name == DATE_SWAPPED for item in made) else voucher.entry.date
            parts = next((item.wrong.parts for item in reversed(made) if item.wrong), None)
            for part in parts or take_apart(voucher, self.accounts):
                text = voucher.text.to(language)
                lines.append(JournalLine(FIRST_ROW + len(lines), day, voucher.number, part.account, part.amount, text))
        return tuple(lines)

    def expected_points(self, placed: Sequence[Placed], points: Decimal) -> Decimal:
        """What the journal earns: each slip takes the thirds that it is worth, a wrong date a tenth of what is left.

        Two slips that change the booking of the same voucher are beyond this reckoning: ValueError.
        """
        earned = Decimal(0)
        for voucher, of in zip(self.vouchers, share_out(points, [1] * len(self.vouchers)), strict=True):
            made = [item for item in placed if item.voucher == voucher.number]
            earned += to_cents(of, _share_left(case_of(voucher, self.accounts), made))
        return earned


def _leaves(given: Sequence[GivenLine], parts: Parts) -> bool:
    """Whether every given line is still among the parts: its account, and its amount where that is given too."""
    left = list(parts)
    for line in given:
        amount = line.signed
        found = next((p for p in left if p.account == line.account and amount in (None, p.amount)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _share_left(case: Case, made: Sequence[Placed]) -> Fraction:
    if any(item.name == OMITTED for item in made):
        return Fraction(0)
    wrong = [item.wrong for item in made if item.wrong]
    if len(wrong) > 1:
        raise ValueError(f"More than one slip in the booking of voucher {case.voucher.number}.")
    lost = Fraction(wrong[0].lost, PARTS_OF_A_POSTING * len(case.parts)) if wrong else Fraction(0)
    return (1 - lost) * (DATE_FACTOR if any(item.name == DATE_SWAPPED for item in made) else 1)
