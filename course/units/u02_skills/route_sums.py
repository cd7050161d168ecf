"""What a course costs and takes: fees from its leaflet, our house's share, the own share, hours a week; by formula."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.papers.training import leaflets, rule
from course.firm.records import Document
from course.firm.training import Choice, Course
from course.locale import Language, translator
from course.locale.numbers import show_amount, show_number
from course.tasks.engine import Value
from course.tasks.handout import Column, ColumnKind, Given, SheetLayout
from course.tasks.sheet import CellSlip, Expected, Figures, other_figures
from course.tasks.task import Answer
from course.units.u02_skills.route_cells import LIMIT, PERCENT, Formulas

RULE_WEIGHT = 2  # of a figure of our house's rule
NUMBERS = (3, 8, 9)  # rows of figures that are no money


@dataclass(frozen=True)
class RouteSums:
    """A sheet with a column for each of `count` courses, and beneath them what our house pays."""

    choice: Callable[[Firm], Choice]
    count: int

    @property
    def columns(self) -> str:
        return "BCDE"[: self.count]

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        choice = self.choice(firm)
        return (*leaflets(choice), rule(firm, choice.support))

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        said = _("What is not a formula is on a paper.")
        courses = [_("Course {letter}").format(letter=course.letter) for course in self.choice(firm).courses]
        labels = {
            2: _("One payment"),
            3: _("How often it is paid"),
            4: _("Registration and examination"),
            5: _("All fees, by formula"),
            6: _("Tintenfass pays, by formula"),
            7: _("Own share, by formula"),
            8: _("Lessons a week"),
            9: _("Hours at home a week"),
            10: _("Hours a week, by formula"),
            PERCENT: _("Tintenfass pays, per cent"),
            LIMIT: _("but no more than"),
        }
        last = self.columns[-1]
        kinds: list[tuple[str, ColumnKind]] = [(f"B{row}:{last}{row}", "number") for row in NUMBERS]
        return SheetLayout(
            columns=(Column(_("Figure"), "text", 28), *(Column(name, "amount", 12, said) for name in courses)),
            rows=LIMIT,
            given=tuple(Given(f"A{row}", label, "text") for row, label in labels.items()),
            kinds=(*kinds, (f"B{PERCENT}", "number")),
            locked=(f"A2:A{LIMIT}", f"A{PERCENT - 1}:{last}{PERCENT - 1}", f"C{PERCENT}:{last}{LIMIT}"),
        )

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        _ = translator(language, "units")
        choice = self.choice(firm)
        columns = list(zip(self.columns, choice.courses, strict=True))
        read = [one for column, course in columns for one in _read(column, course, language)]
        percent, limit = choice.support.percent, choice.support.limit
        rule = (
            _figure(f"B{PERCENT}", _("per cent that Tintenfass pays"), percent, language, weight=RULE_WEIGHT),
            _figure(f"B{LIMIT}", _("most that Tintenfass pays"), limit, language, weight=RULE_WEIGHT, money=True),
        )
        worked = [one for column, course in columns for one in Formulas(column, course.letter, language).all()]
        return (*read, *rule, *worked)

    def change(self, figures: Figures, turn: int) -> Mapping[str, Value]:
        """Other fees and hours; once with the limit far above every share, once far below."""
        last = self.columns[-1]
        others = other_figures(f"B2:{last}4", f"B8:{last}9")(figures, turn)
        return {**others, f"B{PERCENT}": 20.0 + 5 * turn, f"B{LIMIT}": 1_000_000.0 if turn == 1 else 10.0}


def _read(column: str, course: Course, language: Language) -> Iterator[Expected]:
    """What is to be read from the course's leaflet."""
    _ = translator(language, "units")
    slid = _("There is a zero too many.")
    months = _("So many months it lasts. How often is it paid?")
    examination = _("The examination costs something, too.")
    hours = _("These are hours. The leaflet counts lessons.")
    read = (
        (2, _("one payment, course {letter}"), course.price, "decimal-slid", course.price * 10, slid),
        (3, _("how often, course {letter}"), course.payments, "months-for-payments", course.months, months),
        (4, _("other fees, course {letter}"), course.fees, "examination-forgotten", course.registration, examination),
        (8, _("lessons a week, course {letter}"), course.lessons, "hours-for-lessons", course.taught, hours),
        (9, _("hours at home, course {letter}"), course.self_study, "decimal-slid", course.self_study * 10, slid),
    )
    for row, label, figure, slip, wrong, said in read:
        wrongly = CellSlip(slip, f"={wrong}", said)
        label = label.format(letter=course.letter)
        yield _figure(f"{column}{row}", label, Decimal(figure), language, wrongly, money=row not in NUMBERS)


def _figure(
    ref: str, label: str, figure: Decimal, language: Language, *slips: CellSlip, weight: int = 1, money: bool = False
) -> Expected:
    """A figure that stands on a paper: euros, or a count of something."""
    _ = translator(language, "units")
    return Expected(
        ref,
        label,
        truth=lambda figures: figure,
        slips=slips,
        weight=weight,
        message=_("This is not what the paper says."),
        where=_("Compare the sheet with the paper, and read the small print as well."),
        worked=show_amount(figure, language) if money else show_number(figure, language),
    )
