"""What every chart is asked, whatever it shows: its kind, its title and the label of its upright axis.

The two ranges are not here: which cells belong in a chart, and which are picked wrongly, is a matter of its sheet.
"""

from __future__ import annotations

from course.locale import Language, translator
from course.tasks.chart import AXIS, KIND, TITLE
from course.tasks.form import Question, Wrong
from course.tasks.handout import Choice, Field

MONEY = ("eur", "€")
SHARE = ("%", "per cent", "percent", "prozent")


def kind_question(
    right: str, language: Language, *, where: str, wrong: tuple[Wrong, ...], also: tuple[str, ...] = ()
) -> Question:
    _ = translator(language, "tasks")
    kinds = {"bar": _("Columns"), "line": _("Lines"), "pie": _("A pie")}
    return Question(
        Field(KIND, _("Kind of chart"), "choice", tuple(Choice(*kind) for kind in kinds.items())),
        truth=right,
        also=also,
        wrong=wrong,
        where=where,
        worked=kinds[right],
    )


def title_question(
    example: str, says: tuple[tuple[str, ...], ...], language: Language, *, help: str, message: str, where: str
) -> Question:
    """A title is right when it holds a word of each group in `says`, in whichever language."""
    _ = translator(language, "tasks")
    return Question(
        Field(TITLE, _("Title"), "text", help=help),
        truth=example,
        fits=lambda text: all(_holds(text, words) for words in says),
        wrong=(Wrong("title-says-nothing", _("Chart"), _("The title only says that this is a chart.")),),
        message=message,
        where=where,
        worked=example,
    )


def axis_question(example: str, unit: tuple[str, ...], language: Language, *, without_unit: str) -> Question:
    """A label is right when it names the unit, in one of the ways in `unit`."""
    _ = translator(language, "tasks")
    return Question(
        Field(AXIS, _("Label of the upright axis"), "text", help=_("What the height means, and its unit.")),
        truth=example,
        fits=lambda text: _holds(text, unit),
        wrong=(Wrong("unit-missing", without_unit, _("The unit is missing: euros, pieces, per cent?")),),
        message=_("The label does not say in which unit the heights are."),
        where=_("Nobody can read a height without its unit."),
        worked=example,
    )


def _holds(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text.casefold() for word in words)
