"""The formulas of the sheet of courses, and how they go wrong: all fees, our house's share, the own share, hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from course.locale import Language, translator
from course.tasks.cell_slips import dollar_missing
from course.tasks.sheet import CellSlip, Expected, Figures

PERCENT, LIMIT = 12, 13  # rows of our house's rule, in column B
TOTAL, SHARE, OWN, HOURS = 4, 5, 2, 3  # weights


@dataclass(frozen=True)
class Formulas:
    """Those of one course, in its column."""

    column: str
    letter: str
    language: Language

    def all(self) -> Iterator[Expected]:
        yield self._total()
        yield self._share()
        yield self._own()
        yield self._hours()

    def _cells(self) -> list[str]:
        """The column's cells by their rows: `cells[5]` is its fifth."""
        return [f"{self.column}{row}" for row in range(LIMIT + 1)]

    def _total(self) -> Expected:
        _ = translator(self.language, "units")
        cells = self._cells()
        one = _("This is one payment. What does the course cost to the end?")
        return Expected(
            cells[5],
            _("all fees, course {letter}").format(letter=self.letter),
            truth=self._fees,
            formula=f"={cells[2]}*{cells[3]}+{cells[4]}",
            slips=(
                CellSlip("one-payment-for-all", f"={cells[2]}+{cells[4]}", one),
                CellSlip("one-payment-for-all", f"={cells[2]}", one),
                CellSlip("fees-forgotten", f"={cells[2]}*{cells[3]}", _("Registration and examination are missing.")),
            ),
            weight=TOTAL,
            message=_("This is not what the whole course costs."),
            where=_("One payment, times how often it is paid, plus the other fees."),
        )

    def _fees(self, figures: Figures) -> Decimal:
        price, times, fees = (figures.amount(f"{self.column}{row}") for row in (2, 3, 4))
        return price * times + fees

    def _share(self) -> Expected:
        _ = translator(self.language, "units")
        cells = self._cells()
        limit, share = f"$B${LIMIT}", f"{cells[5]}*$B${PERCENT}/100"
        moved = f"=MIN({cells[5]}*{cells[PERCENT]}/100,{cells[LIMIT]})"
        one = _("The share is taken of one payment. The rule speaks of all fees.")
        return Expected(
            cells[6],
            _("what Tintenfass pays, course {letter}").format(letter=self.letter),
            truth=lambda figures: _paid(figures, self._fees(figures)),
            follows=lambda figures: _paid(figures, figures.amount(cells[5])),
            formula=f"=MIN({share},{limit})",
            slips=(
                CellSlip("limit-forgotten", f"={share}", _("The rule has a limit: “no more than”.")),
                CellSlip("limit-always", f"={limit}", _("It is the limit only where the share would be more.")),
                CellSlip("larger-for-smaller", f"=MAX({share},{limit})", _("The larger of the two was taken.")),
                CellSlip("one-payment-for-all", f"=MIN({cells[2]}*$B${PERCENT}/100,{limit})", one),
                *dollar_missing(moved, self.column != "B", self.language),
            ),
            weight=SHARE,
            message=_("This is not what our house pays."),
            where=_("The per cent of all fees, but no more than the limit. MIN takes the smaller of two figures."),
        )

    def _own(self) -> Expected:
        _ = translator(self.language, "units")
        cells = self._cells()
        return Expected(
            cells[7],
            _("own share, course {letter}").format(letter=self.letter),
            truth=lambda figures: self._fees(figures) - _paid(figures, self._fees(figures)),
            follows=lambda figures: figures.amount(cells[5]) - figures.amount(cells[6]),
            formula=f"={cells[5]}-{cells[6]}",
            slips=(
                CellSlip(
                    "share-added", f"={cells[5]}+{cells[6]}", _("What our house pays was added instead of taken off.")
                ),
                CellSlip("share-not-taken-off", f"={cells[5]}", _("What our house pays was not taken off.")),
            ),
            weight=OWN,
            message=_("This is not what is left to pay."),
            where=_("All fees, less what our house pays."),
        )

    def _hours(self) -> Expected:
        _ = translator(self.language, "units")
        cells = self._cells()
        return Expected(
            cells[10],
            _("hours a week, course {letter}").format(letter=self.letter),
            truth=lambda figures: figures.amount(cells[8]) * 45 / 60 + figures.amount(cells[9]),
            formula=f"={cells[8]}*45/60+{cells[9]}",
            slips=(
                CellSlip(
                    "lessons-for-hours", f"={cells[8]}+{cells[9]}", _("A lesson is not an hour: it lasts 45 minutes.")
                ),
                CellSlip("home-forgotten", f"={cells[8]}*45/60", _("Learning at home takes time, too.")),
            ),
            weight=HOURS,
            message=_("These are not the hours of a week."),
            where=_("Make hours of the lessons, then add the hours at home."),
        )


def _paid(figures: Figures, fees: Decimal) -> Decimal:
    return min(fees * figures.amount(f"B{PERCENT}") / 100, figures.amount(f"B{LIMIT}"))
