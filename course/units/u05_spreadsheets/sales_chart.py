"""A chart of the learner's own sums by month: which cells belong in it, and what has to be written on it."""

from __future__ import annotations

from course.firm import Firm
from course.locale import Language, translator
from course.tasks.chart import LABELS, VALUES
from course.tasks.chart_questions import MONEY, axis_question, kind_question, title_question
from course.tasks.form import Question, Wrong
from course.tasks.handout import Field

SUBJECT = ("sales", "sold", "turnover", "revenue", "umsatz", "umsätze", "verkauf", "verkäufe", "verkauft", "erlös")
WHEN = ("2026", "quarter", "quartal", "april", "month", "monat")


def chart_questions(firm: Firm, language: Language) -> tuple[Question, ...]:
    """The table of the sums stands in F1:I5: months in F, the two groups in G and H, totals in column I and row 5."""
    return (_labels(language), _values(language), _kind(language), _title(language), _axis(language))


def _labels(language: Language) -> Question:
    _ = translator(language, "units")
    return Question(
        Field(LABELS, _("Range of the labels"), "range", help=_("The words beneath the columns: the months.")),
        truth="F2:F4",
        wrong=(
            Wrong("total-in-chart", "F2:F5", _("The word “Total” is among the labels. A total is no month.")),
            Wrong("heading-as-label", "F1:F4", _("The heading is among the labels; so every label is one place off.")),
            Wrong("wrong-column", "E2:E4", _("This is the helper column beside the sales, not the table of the sums.")),
        ),
        weight=2,
        message=_("These are not the cells with the three months of the table."),
        where=_("The months of the table are in column F, without heading and without total."),
        worked="F2:F4",
    )


def _values(language: Language) -> Question:
    _ = translator(language, "units")
    total = _("A total is in the range. It towers over its parts, and the eye counts them twice.")
    return Question(
        Field(VALUES, _("Range of the values"), "range", help=_("Both groups, with their headings in row 1.")),
        truth="G1:H4",
        wrong=(
            Wrong("total-in-chart", "G1:H5", total),
            Wrong("total-in-chart", "G1:I4", total),
            Wrong("total-in-chart", "G1:I5", total),
            Wrong(
                "heading-missing", "G2:H4", _("The headings are not in the range; nobody can tell the groups apart.")
            ),
            Wrong("wrong-column", "F1:H4", _("The numbers of the months are in the range, as if they were euros.")),
            Wrong("wrong-column", "D1:D4", _("These are single sales from the list, not the sums by month.")),
        ),
        weight=3,
        message=_("These are not the sums of the two groups with their headings."),
        where=_("The sums are in columns G and H, from the heading in row 1 to the last month."),
        worked="G1:H4",
    )


def _kind(language: Language) -> Question:
    _ = translator(language, "units")
    pie = _("A pie shows the parts of one whole. Here two groups are to be compared over three months.")
    return kind_question(
        "bar",
        language,
        also=("line",),
        wrong=(Wrong("pie-for-comparison", "pie", pie),),
        where=_("What is to be seen: which group sold more in which month?"),
    )


def _title(language: Language) -> Question:
    _ = translator(language, "units")
    return title_question(
        _("Sales by month, 2nd quarter 2026"),
        (SUBJECT, WHEN),
        language,
        help=_("What it shows, and for when."),
        message=_("The title does not say what is shown, or not for which time."),
        where=_("A title answers two questions: what, and when?"),
    )


def _axis(language: Language) -> Question:
    _ = translator(language, "units")
    return axis_question(_("Net sales in EUR"), MONEY, language, without_unit=_("Sales"))
