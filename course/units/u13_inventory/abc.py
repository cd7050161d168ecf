"""ABC analysis: which few articles make up most of the value that goes out.

Use is what left the shelves in the firm's quarter, by its stock moves. The list is in order of numbers; beneath it the
learner puts the articles in order of value, and everything there follows the order that they chose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.dealt_once import dealt_once
from course.firm.records import Article, Document
from course.firm.replenishment import A_LIMIT, B_LIMIT, class_of, cumulative_shares
from course.firm.stock import issued
from course.locale import Language, translator
from course.tasks.cell_slips import dollar_missing
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.open_cells import open_only
from course.tasks.sheet import CellSlip, Expected, Figures, other_figures
from course.tasks.task import Answer
from course.units.u13_inventory.names import fitted, name_column, short_name

FIRST = 2
MARGIN = Decimal("0.7")  # no cumulative share is nearer than this to a limit, per cent
TRIES = 4000
OTHER_LIMITS = ((55.0, 75.0), (88.0, 98.0))  # what the limits are exchanged for when the formulas are tried


@dataclass(frozen=True)
class Abc:
    """The analysis of `count` articles, with at least so many of each class."""

    purpose: str
    count: int
    least: tuple[int, int, int]  # of A, B and C

    @property
    def last(self) -> int:
        return FIRST + self.count - 1

    @property
    def total(self) -> int:
        return self.last + 1

    @property
    def ranked(self) -> range:
        """The rows of the second table, in order of rank."""
        return range(self.total + 3, self.total + 3 + self.count)

    def change(self, figures: Figures, turn: int) -> Mapping[str, float | str | bool | None]:
        """Other use and costs, and other limits of the classes."""
        first, second = OTHER_LIMITS[turn - 1]
        return {**other_figures(f"C{FIRST}:D{self.last}")(figures, turn), "I2": first, "J2": second}

    def articles(self, firm: Firm) -> tuple[Article, ...]:
        return _chosen(firm, self)

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        return ()

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        top, bottom = self.ranked[0], self.ranked[-1]
        given = [
            Given(f"B{self.total}", _("Total"), "text"),
            Given(f"A{top - 1}", _("No."), "text"),
            Given(f"B{top - 1}", _("In order of value"), "text"),
            Given(f"E{top - 1}", _("Value"), "text"),
            Given(f"F{top - 1}", _("Share in %"), "text"),
            Given(f"G{top - 1}", _("Cumulative %"), "text"),
            Given(f"H{top - 1}", _("Class"), "text"),
            Given("I2", str(A_LIMIT), "number"),
            Given("J2", str(B_LIMIT), "number"),
        ]
        for row, article in enumerate(self.articles(firm), start=FIRST):
            given += [
                Given(f"A{row}", article.number, "code"),
                Given(f"B{row}", short_name(article, language), "text"),
                Given(f"C{row}", str(issued(firm, article.number)), "number"),
                Given(f"D{row}", str(article.purchase_price), "amount"),
            ]
        given += [Given(f"B{row}", _("rank {rank}").format(rank=row - top + 1), "text") for row in self.ranked]
        columns = (
            Column(_("No."), "code", 7),
            name_column(self.articles(firm), language),
            Column(_("Use"), "number", 10, _("Pieces that went out in the quarter.")),
            Column(_("Cost each"), "amount", 9),
            Column(_("Value"), "amount", 12, _("Above: use times cost each. Below: looked up by the number.")),
            Column(_("Share in %"), "amount", 10, _("Of the total value, by formula, not rounded.")),
            Column(_("Cumulative %"), "amount", 12, _("This share and all those before it, by formula.")),
            Column(_("Class"), "general", 8, _("A, B or C, by formula.")),
            Column(_("A up to %"), "number", 8),
            Column(_("B up to %"), "number", 8),
        )
        layout = SheetLayout(fitted(columns), bottom, tuple(given))
        return open_only(layout, f"E{FIRST}:E{self.total}", f"A{top}:A{bottom}", f"E{top}:H{bottom}")

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        articles = self.articles(firm)
        values = [self._value(row, one.number, language) for row, one in enumerate(articles, start=FIRST)]
        columns = (self._looked_up, self._share, self._cumulative, self._class)
        numbers = [self._number(row, firm, language) for row in self.ranked]
        return (
            *values,
            self._sum(language),
            *numbers,
            *(cell(row, language) for cell in columns for row in self.ranked),
        )

    # --- the list -------------------------------------------------------------------------------------------------

    def _value(self, row: int, number: str, language: Language) -> Expected:
        _ = translator(language, "units")
        added = CellSlip(
            "added-not-multiplied", f"=C{row}+D{row}", _("Use and cost are added; they belong multiplied.")
        )
        return Expected(
            f"E{row}",
            _("value of {number}").format(number=number),
            truth=lambda figures: worth(figures, row),
            formula=f"=C{row}*D{row}",
            slips=(added,),
            message=_("This is not use times cost each."),
            where=_("Multiply the two cells to the left."),
        )

    def _sum(self, language: Language) -> Expected:
        _ = translator(language, "units")
        short = CellSlip(
            "range-too-short",
            f"=SUM(E{FIRST}:E{self.last - 1})",
            _("The range ends too early: the last line is not in it."),
        )
        return Expected(
            f"E{self.total}",
            _("total value"),
            truth=self._whole,
            formula=f"=SUM(E{FIRST}:E{self.last})",
            slips=(short,),
            weight=2,
            message=_("This is not the sum of all values."),
            where=_("Add up column E from its first row to its last."),
        )

    def _whole(self, figures: Figures) -> Decimal:
        return sum((worth(figures, row) for row in range(FIRST, self.last + 1)), Decimal(0))

    # --- in order of value ----------------------------------------------------------------------------------------

    def _number(self, row: int, firm: Firm, language: Language) -> Expected:
        """Which article has this rank. Below it, everything follows the learner's own order."""
        _ = translator(language, "units")
        rank = row - self.ranked[0]
        articles = self.articles(firm)

        def ranked(key: Callable[[Article], Decimal]) -> str:
            return sorted(articles, key=key, reverse=True)[rank].number

        pieces = _("These are in order of pieces. Many cheap pieces may be worth less than a few dear ones.")
        slips = (
            CellSlip("order-by-pieces", f'="{ranked(lambda a: Decimal(issued(firm, a.number)))}"', pieces),
            CellSlip(
                "smallest-first",
                f'="{ranked(lambda a: -value_of(firm, a))}"',
                _("The smallest value comes first here; it should be the largest."),
            ),
        )
        return Expected(
            f"A{row}",
            _("article of rank {rank}").format(rank=rank + 1),
            truth=lambda figures: ranked(lambda a: value_of(firm, a)),
            slips=slips,
            message=_("Another article has this rank."),
            where=_("Compare the values in the list above, and begin with the largest."),
        )

    def _row_of(self, figures: Figures, row: int) -> int:
        """The row of the list with the article that the learner put into this row; 0 if there is none."""
        named = figures.text(f"A{row}").upper()
        return next((one for one in range(FIRST, self.last + 1) if figures.text(f"A{one}") == named), 0)

    def _own_value(self, figures: Figures, row: int) -> Decimal:
        """By the learner's own look-up; where it is still empty, by the list."""
        if figures.values.get(f"E{row}") is not None:
            return figures.amount(f"E{row}")
        found = self._row_of(figures, row)
        return worth(figures, found) if found else Decimal(0)

    def _own_share(self, figures: Figures, row: int) -> Decimal:
        if figures.values.get(f"F{row}") is not None:
            return figures.amount(f"F{row}")
        whole = self._whole(figures)
        return 100 * self._own_value(figures, row) / whole if whole else Decimal(0)

    def _up_to(self, figures: Figures, row: int) -> Decimal:
        return sum((self._own_share(figures, one) for one in range(self.ranked[0], row + 1)), Decimal(0))

    def _looked_up(self, row: int, language: Language) -> Expected:
        _ = translator(language, "units")
        top = self.ranked[0]
        block = f"$A${FIRST}:$E${self.last}"

        def truth(figures: Figures) -> Decimal:
            found = self._row_of(figures, row)
            return worth(figures, found) if found else Decimal(0)

        def own(figures: Figures) -> Decimal:
            return figures.amount(f"E{self._row_of(figures, row)}")

        rough = CellSlip(
            "look-up-of-cost",
            f"=VLOOKUP(A{row},{block},4,FALSE)",
            _("The look-up brings the cost each, not the value: that is the fifth column."),
        )
        shifted = f"=VLOOKUP(A{row},A{FIRST + row - top}:E{self.last + row - top},5,FALSE)"
        return Expected(
            f"E{row}",
            _("value in row {row}").format(row=row),
            truth,
            formula=f"=VLOOKUP(A{row},{block},5,FALSE)",
            follows=own,
            slips=(rough, *dollar_missing(shifted, row > top, language)),
            message=_("This is not the value that the list has for this number."),
            where=_("Look the number in column A up in the list above, exactly, and take the fifth column."),
        )

    def _share(self, row: int, language: Language) -> Expected:
        _ = translator(language, "units")

        def truth(figures: Figures) -> Decimal:
            whole = self._whole(figures)
            return 100 * self._own_value(figures, row) / whole if whole else Decimal(0)

        def own(figures: Figures) -> Decimal:
            whole = figures.amount(f"E{self.total}")
            return 100 * self._own_value(figures, row) / whole if whole else truth(figures)

        top = self.ranked[0]
        shifted = f"=100*E{row}/E{self.total + row - top}"
        hundred = CellSlip(
            "hundred-forgotten", f"=E{row}/$E${self.total}", _("This is the share as a part of 1, not of 100.")
        )
        return Expected(
            f"F{row}",
            _("share in row {row}").format(row=row),
            truth,
            formula=f"=100*E{row}/$E${self.total}",
            follows=own,
            slips=(hundred, *dollar_missing(shifted, row > top, language)),
            message=_("This is not the value's share of the total, in per cent."),
            where=_("Value divided by the total value, times 100."),
        )

    def _cumulative(self, row: int, language: Language) -> Expected:
        _ = translator(language, "units")
        first = row == self.ranked[0]
        right = f"=F{row}" if first else f"=G{row - 1}+F{row}"
        alone = CellSlip("not-cumulated", f"=F{row}", _("This is the share of the article alone."))
        before = CellSlip(
            "own-share-left-out", f"=G{row - 1}+F{row - 1}", _("The share of the row above was added again.")
        )
        return Expected(
            f"G{row}",
            _("cumulative share in row {row}").format(row=row),
            truth=lambda figures: self._up_to(figures, row),
            formula=right,
            slips=() if first else (alone, before),
            message=_("This is not the sum of the shares down to this row."),
            where=_("The cumulative share of the row above, and this row's share."),
        )

    def _class(self, row: int, language: Language) -> Expected:
        _ = translator(language, "units")

        def formula(column: str, first: str = "A", last: str = "C") -> str:
            return f'=IF({column}{row}<=$I$2,"{first}",IF({column}{row}<=$J$2,"B","{last}"))'

        own = CellSlip(
            "class-by-own-share",
            formula("F"),
            _("The class was taken from the article's own share. It goes by the cumulative one."),
        )
        turned = CellSlip(
            "classes-turned", formula("G", "C", "A"), _("A and C have changed places: A is the most value.")
        )
        return Expected(
            f"H{row}",
            _("class in row {row}").format(row=row),
            truth=lambda figures: _class_by(figures, self._up_to(figures, row)),
            formula=formula("G"),
            follows=lambda figures: _class_by(figures, figures.amount(f"G{row}") or self._up_to(figures, row)),
            slips=(own, turned),
            message=_("This class does not fit the cumulative share."),
            where=_("Up to the limit in I2 it is A, up to the one in J2 it is B, beyond it C."),
        )


def _class_by(figures: Figures, share: Decimal) -> str:
    """The class of a cumulative share (per cent), by the limits that stand in the sheet."""
    return "A" if share <= figures.amount("I2") else "B" if share <= figures.amount("J2") else "C"


def worth(figures: Figures, row: int) -> Decimal:
    return figures.amount(f"C{row}") * figures.amount(f"D{row}")


def value_of(firm: Firm, article: Article) -> Decimal:
    """What went out of an article in the quarter, at cost (EUR)."""
    return issued(firm, article.number) * article.purchase_price


@dealt_once
def _chosen(firm: Firm, work: Abc) -> tuple[Article, ...]:
    """Articles with enough of each class, in order of their numbers, and none on a limit."""
    chance = firm.chance(work.purpose)
    values = {a.number: value_of(firm, a) for a in firm.articles}
    used = sorted((a for a in firm.articles if values[a.number]), key=lambda a: values[a.number], reverse=True)
    third = len(used) // 3
    for turn in range(2 * TRIES):
        tops = chance.some(used[:third], chance.between(1, 3))
        deck = tops + chance.some(used[third:], work.count - len(tops))
        shares = cumulative_shares({a.number: values[a.number] for a in deck})
        classes = Counter(class_of(share) for share in shares.values())
        wanted = work.least if turn < TRIES else (1, 1, 1)  # about one firm in a hundred has no such choice
        enough = all(classes[name] >= least for name, least in zip("ABC", wanted, strict=True))  # type: ignore[index]  # a Class
        if enough and all(min(abs(share - A_LIMIT), abs(share - B_LIMIT)) >= MARGIN for share in shares.values()):
            return tuple(sorted(deck, key=lambda article: article.number))
    raise LookupError(f"The firm {firm.seed!r} has no {work.count} articles with {work.least} of A, B and C.")
