"""The class report: one page that stands alone, with what an instructor wants to know before the next lesson.

First who needs somebody: work that was set aside, and why. Then which slips the class made and what it was told, which
tasks were hard, how the marks are spread; last who is missing, and whose work is on somebody else's documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from statistics import mean, median

from markupsafe import Markup

from course.grading.class_result import ClassResult, ClassSlip, class_slips, same_documents
from course.grading.pictures import bars, histogram
from course.locale import Language, translator
from course.locale.numbers import show_number, tag
from course.tasks.titles import title_of

TEMPLATES = Path(__file__).parent / "templates"
MOST_COMMON = 10  # slips that are shown at once; the others can be unfolded


@dataclass(frozen=True)
class ShownSlip:
    """A line of the table of slips."""

    name: str
    told: str
    task: str
    learners: int
    places: int


@dataclass(frozen=True)
class ShownTask:
    """A line of the table of tasks; `share` is what the class got of its points, in per cent."""

    title: str
    points: str
    share: int


def report_page(result: ClassResult, language: Language) -> str:
    """The whole page as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    _ = translator(language, "grading")
    slips = [_shown_slip(slip, language) for slip in class_slips(result.rows)]
    tasks = _shown_tasks(result, language)
    return environment.get_template("class_report.html").render(
        _=_,
        language=language,
        result=result,
        unit=unit_title(result.assignment, language),
        made_on=_now(language),
        facts=_facts(result, language),
        set_aside=[row for row in result.rows if row.status == "set aside"],
        slips=slips,
        most_common=MOST_COMMON,
        slips_picture=_slips_picture(slips[:MOST_COMMON], language),
        tasks=tasks,
        tasks_picture=_tasks_picture(tasks, language),
        spread=_spread(result, language),
        same_documents=same_documents(result.rows),
        noticed=[(row.student, note.text(language)) for row in result.rows for note in row.notes],
    )


def _now(language: Language) -> str:
    from babel.dates import format_datetime

    form = "d. MMMM y, HH:mm 'Uhr'" if language == "de" else "d MMMM y, HH:mm"
    return str(format_datetime(datetime.now(UTC).astimezone(), form, locale=tag(language)))  # the instructor's own time


def unit_title(assignment: str, language: Language) -> str:
    """The title of the course's unit that this assignment belongs to; its own name if it is another's."""
    from course.units import units

    titles = [unit.title for unit in units() if assignment.startswith(unit.name)]
    return translator(language, "units")(titles[0]) if titles else assignment


def slip_name(slip: str, language: Language) -> str:
    """A slip's name as words, as in the heading of a line."""
    words = translator(language, "grading")(slip.replace("-", " ").replace("_", " "))
    return words.upper() if slip in ("fifo", "lifo") and language == "en" else words[:1].upper() + words[1:]


def _facts(result: ClassResult, language: Language) -> Iterable[tuple[str, str]]:
    """Title and figure of each of the numbers at the top."""
    _ = translator(language, "grading")
    scores = [learner.score for learner in result.learners if learner.score is not None]
    yield _("Handed in"), _("{some} of {all}").format(some=len(result.handed_in), all=len(result.learners))
    yield _("Marked"), str(len(scores))
    yield _("Set aside"), str(sum(row.status == "set aside" for row in result.rows))
    yield _("Waiting for marking by hand"), str(sum(learner.needs_manual for learner in result.learners))
    if scores:
        most = _number(result.most, language)
        yield _("Average"), _("{some} of {all}").format(some=_number(mean(scores), language), all=most)
        yield _("Median"), _("{some} of {all}").format(some=_number(median(scores), language), all=most)


def _number(value: float, language: Language) -> str:
    return show_number(Decimal(str(round(value, 2))), language, 2)


def _shown_slip(slip: ClassSlip, language: Language) -> ShownSlip:
    name = slip_name(slip.slip, language)
    return ShownSlip(name, slip.told, _title(slip.task, language), slip.learners, slip.places)


def _title(cell: str, language: Language, headings: Mapping[str, str] | None = None) -> str:
    """The title of the task that a graded cell belongs to; if it is none of the course's, its heading or its name."""
    from course.units import find_task

    try:
        return title_of(find_task(cell), language)
    except KeyError:
        return (headings or {}).get(cell, cell)


def _shown_tasks(result: ClassResult, language: Language) -> list[ShownTask]:
    """The hardest first."""
    return [
        ShownTask(_title(cell, language, result.titles), _number(result.tasks[cell], language), round(100 * share))
        for cell, share in sorted(result.shares.items(), key=lambda one: one[1])
    ]


def _slips_picture(slips: list[ShownSlip], language: Language) -> Markup:
    if not slips:
        return Markup("")
    _ = translator(language, "grading")
    labels = [f"{slip.name} ({slip.task})" for slip in slips]
    return bars(labels, [slip.learners for slip in slips], _("Learners who made it"))


def _tasks_picture(tasks: list[ShownTask], language: Language) -> Markup:
    if not tasks:
        return Markup("")
    _ = translator(language, "grading")
    across, per_cent = _("Share of the points that the class got"), "\N{NO-BREAK SPACE}%" if language == "de" else "%"
    return bars([task.title for task in tasks], [task.share for task in tasks], across, per_cent, 100)


def _spread(result: ClassResult, language: Language) -> Markup:
    """How many learners got which tenth of the points."""
    scores = [learner.score for learner in result.learners if learner.score is not None]
    if not scores:
        return Markup("")
    _ = translator(language, "grading")
    counts = [0] * 10
    for score in scores:
        counts[min(9, int(10 * score / result.most)) if result.most else 0] += 1
    labels = [f"{10 * tenth}–{10 * tenth + 10}" for tenth in range(10)]
    return histogram(labels, counts, _("Share of the points, in %"), _("Learners"))
