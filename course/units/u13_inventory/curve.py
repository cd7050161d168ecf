"""The ABC curve, a Lorenz-type chart of the learner's own table: how fast a few articles make up most of the value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from course.firm import Firm
from course.locale import Language, translator
from course.tasks.chart import LABELS, VALUES
from course.tasks.chart_questions import SHARE, axis_question, kind_question, title_question
from course.tasks.form import Question, Wrong
from course.tasks.handout import Field
from course.units.u13_inventory.abc import Abc

SUBJECT = ("abc", "value", "wert", "cumulative", "kumuliert", "lorenz", "pareto")


@dataclass(frozen=True)
class Curve:
    """The curve of one analysis: numbers in column A, cumulative shares in column G of its second table."""

    abc: Abc

    @property
    def questions(self) -> Callable[[Firm, Language], tuple[Question, ...]]:
        def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
            return (self._labels(language), self._values(language), _kind(language), _title(language), _axis(language))

        return questions

    def _block(self, column: str, headed: bool = False) -> str:
        rows = self.abc.ranked
        return f"{column}{rows[0] - headed}:{column}{rows[-1]}"

    def _labels(self, language: Language) -> Question:
        _ = translator(language, "units")
        unsorted = _("These are the numbers of the list, which is not in order of value.")
        return Question(
            Field(LABELS, _("Range of the labels"), "range", help=_("The articles' numbers, in order of value.")),
            truth=self._block("A"),
            also=(self._block("B"),),
            wrong=(Wrong("list-for-ranking", f"A2:A{self.abc.last}", unsorted),),
            weight=2,
            message=_("These are not the cells with the articles in order of value."),
            where=_("The articles in order of value are in column A of the lower table."),
            worked=self._block("A"),
        )

    def _values(self, language: Language) -> Question:
        _ = translator(language, "units")
        single = _("These are the single shares. The curve shows how they add up.")
        euros = _("These are values in euros. The curve shows how the shares add up.")
        return Question(
            Field(VALUES, _("Range of the values"), "range", help=_("The cumulative shares.")),
            truth=self._block("G"),
            also=(self._block("G", headed=True),),
            wrong=(
                Wrong("not-cumulated", self._block("F"), single),
                Wrong("not-cumulated", self._block("F", headed=True), single),
                Wrong("euros-for-shares", self._block("E"), euros),
            ),
            weight=3,
            message=_("These are not the cumulative shares."),
            where=_("The cumulative shares are in column G of the lower table."),
            worked=self._block("G"),
        )


def _kind(language: Language) -> Question:
    _ = translator(language, "units")
    pie = _("A pie shows the parts of one whole. Sums that go on adding up to 100 are no parts.")
    columns = _("Columns compare single things. Here the rise from one to the next is to be seen, so a line.")
    return kind_question(
        "line",
        language,
        wrong=(Wrong("pie-for-curve", "pie", pie), Wrong("columns-for-curve", "bar", columns)),
        where=_("What is to be seen: how steeply the shares rise, and where the curve bends."),
    )


def _title(language: Language) -> Question:
    _ = translator(language, "units")
    return title_question(
        _("ABC analysis: cumulative share of value"),
        (SUBJECT,),
        language,
        help=_("What the curve shows."),
        message=_("The title does not say what is shown."),
        where=_("Say whose shares of what are added up."),
    )


def _axis(language: Language) -> Question:
    _ = translator(language, "units")
    return axis_question(_("Share of the value in %"), SHARE, language, without_unit=_("Share"))
