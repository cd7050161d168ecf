"""The class report: one page that stands alone, with what an instructor wants to know before the next lesson.

How the marks are spread, which tasks were hard, which slips the class made, who is missing, who was set aside and why,
who worked on somebody else's documents. Every picture has its numbers beside it as text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from course.grading.assignment import Course, NotReady, read_assignment
from course.grading.ledger import Ledger
from course.grading.outcome import Row
from course.grading.pictures import bars, histogram
from course.locale import N_, Language, translator
from course.locale.numbers import show_number


@dataclass(frozen=True)
class Learner:
    """One line of the gradebook. `score` is after manual marking and late penalties; None: nothing marked."""

    id: str
    name: str
    score: float | None
    needs_manual: bool


@dataclass(frozen=True)
class ClassResult:
    """What the report and the exports are made from."""

    assignment: str
    most: float
    learners: tuple[Learner, ...]
    rows: tuple[Row, ...]
    tasks: dict[str, float]  # graded cell -> points
    shares: dict[str, float]  # graded cell -> share of its points that the class got
    handed_in: frozenset[str]

    @property
    def missing(self) -> list[Learner]:
        return [learner for learner in self.learners if learner.id not in self.handed_in]


def read_class(course: Course, name: str) -> ClassResult:
    """The class as the gradebook and the ledger have it. Raises NotReady."""
    assignment = read_assignment(course, name)
    handed_in = frozenset(course.students(name))
    tasks = {cell.name: cell.points for book in assignment.notebooks for cell in book.cells if cell.grade or cell.task}
    with course.gradebook() as gradebook:
        submissions = {one.student_id: one for one in gradebook.assignment_submissions(name)}
        known = {student.id: student for student in gradebook.students}
        shares = _shares(submissions.values(), tasks)
        learners = tuple(
            _learner(student, known.get(student), submissions.get(student)) for student in sorted({*known, *handed_in})
        )
    rows = tuple(row for row in Ledger(course.root, name).all() if row.student in handed_in)
    if not learners:
        raise NotReady(N_("Nobody is in the gradebook and nobody has handed in {name}."), name=name)
    return ClassResult(name, sum(tasks.values()), learners, rows, tasks, shares, handed_in)


def _learner(student: str, known: Any, submission: Any) -> Learner:
    names = [part for part in (known.first_name, known.last_name) if part] if known else []
    if submission is None:
        return Learner(student, " ".join(names), None, False)
    score = max(0.0, float(submission.score) - float(submission.late_submission_penalty or 0))
    return Learner(student, " ".join(names), score, bool(submission.needs_manual_grade))


def _shares(submissions: Any, tasks: dict[str, float]) -> dict[str, float]:
    got: dict[str, list[float]] = defaultdict(list)
    for submission in submissions:
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                got[grade.name].append(float(grade.score))
    return {name: sum(got[name]) / (len(got[name]) * most) for name, most in tasks.items() if most and got.get(name)}


def report_page(result: ClassResult, language: Language) -> str:
    """The whole page as HTML."""
    _ = translator(language, "grading")
    title = _("Class report: {assignment}").format(assignment=result.assignment)
    parts = [
        Markup("<h1>{}</h1>").format(title),
        _summary(result, language),
        _distribution(result, language),
        _difficulty(result, language),
        _slips(result, language),
        _lists(result, language),
    ]
    head = Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{}</title>')
    page = Markup("<!DOCTYPE html><html lang='{}'><head>{}<style>{}</style></head><body><main>{}</main></body></html>")
    return str(page.format(language, head.format(title), Markup(STYLE), Markup("\n").join(parts)))


def _number(value: float, language: Language) -> str:
    from decimal import Decimal

    return show_number(Decimal(str(round(value, 2))), language, 2)


def _summary(result: ClassResult, language: Language) -> Markup:
    _ = translator(language, "grading")
    scores = [learner.score for learner in result.learners if learner.score is not None]
    average = sum(scores) / len(scores) if scores else 0.0
    facts = [
        (_("Made on"), datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")),
        (_("Learners"), str(len(result.learners))),
        (_("Handed in"), str(len(result.handed_in))),
        (_("Marked"), str(len(scores))),
        (_("Set aside"), str(sum(row.status == "set aside" for row in result.rows))),
        (_("Average"), f"{_number(average, language)} / {_number(result.most, language)}"),
        (_("Waiting for marking by hand"), str(sum(learner.needs_manual for learner in result.learners))),
    ]
    items = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(*fact) for fact in facts)
    return Markup("<dl>{}</dl>").format(items)


def _distribution(result: ClassResult, language: Language) -> Markup:
    _ = translator(language, "grading")
    scores = [learner.score for learner in result.learners if learner.score is not None]
    if not scores:
        return Markup("<p>{}</p>").format(_("Nothing has been marked yet."))
    edges = [result.most * step / 10 for step in range(11)]
    counts = [0] * 10
    for score in scores:
        counts[min(9, int(10 * score / result.most)) if result.most else 0] += 1
    labels = [f"{_number(a, language)}–{_number(b, language)}" for a, b in pairwise(edges)]
    picture = histogram(labels, counts, _("Points"), _("Learners"))
    rows = [(label, str(count)) for label, count in zip(labels, counts, strict=True)]
    return _section(
        _("How the marks are spread"), _picture(picture, labels, counts), (_("Points"), _("Learners")), rows
    )


def _difficulty(result: ClassResult, language: Language) -> Markup:
    _ = translator(language, "grading")
    order = sorted(result.shares, key=lambda name: result.shares[name])
    if not order:
        return Markup("")
    percent = [round(100 * result.shares[name]) for name in order]
    picture = bars(order, percent, _("Share of the points that the class got, in %"))
    rows = [
        (name, _number(result.tasks[name], language), f"{share} %") for name, share in zip(order, percent, strict=True)
    ]
    heads = (_("Task"), _("Points"), _("Got"))
    return _section(_("Which tasks were hard"), _picture(picture, order, percent), heads, rows)


def _slips(result: ClassResult, language: Language) -> Markup:
    _ = translator(language, "grading")
    learners: dict[tuple[str, str], set[str]] = defaultdict(set)
    times: Counter[tuple[str, str]] = Counter()
    for row in result.rows:
        for finding in row.findings:
            if finding.slip:
                learners[finding.task, finding.slip].add(row.student)
                times[finding.task, finding.slip] += 1
    if not times:
        return Markup("")
    order = sorted(times, key=lambda one: (-len(learners[one]), -times[one], one))
    rows = [(_(slip_words(slip)), task, str(len(learners[task, slip])), str(times[task, slip])) for task, slip in order]
    words = [f"{_(slip_words(slip))} ({task})" for task, slip in order[:12]]
    counts = [len(learners[one]) for one in order[:12]]
    picture = bars(words[::-1], counts[::-1], _("Learners who made it"))
    heads = (_("Slip"), _("Task"), _("Learners"), _("Times"))
    return _section(_("Which slips the class made"), _picture(picture, words, counts), heads, rows)


def slip_words(slip: str) -> str:
    """A slip's name as words."""
    return slip.replace("-", " ").replace("_", " ")


def _lists(result: ClassResult, language: Language) -> Markup:
    _ = translator(language, "grading")
    aside = [(row.student, row.why(language), row.advice(language)) for row in result.rows if row.status == "set aside"]
    notes = [(row.student, note.text(language)) for row in result.rows for note in row.notes]
    missing = [(learner.id, learner.name) for learner in result.missing]
    parts = [
        _list(_("Set aside"), (_("Learner"), _("Why"), _("What to do")), aside),
        _list(_("Not handed in"), (_("Learner"), _("Name")), missing),
        _list(_("Work on the same documents"), (_("Documents of"), _("Learners")), same_documents(result.rows)),
        _list(_("Mended or noticed"), (_("Learner"), _("What")), notes),
    ]
    return Markup("").join(parts)


def same_documents(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    """Deals on which more than one learner handed in work, and who."""
    users: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for deal in row.deals.values():
            users[deal.rpartition("/")[0]].add(row.student)
        if row.reason == "others-documents":
            users[row.facts["learner"]] |= {row.student, row.facts["learner"]}
    return [(owner, ", ".join(sorted(who))) for owner, who in sorted(users.items()) if len(who) > 1]


def _list(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Markup:
    return _section(title, Markup(""), heads, rows) if rows else Markup("")


def _section(title: str, picture: Markup, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Markup:
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(text) for text in heads)
    lines = Markup("").join(
        Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in row))
        for row in rows
    )
    table = Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, lines)
    return Markup("<section><h2>{}</h2>{}{}</section>").format(title, picture, table)


def _picture(png: str, labels: list[str], values: list[int]) -> Markup:
    words = "; ".join(f"{label}: {value}" for label, value in zip(labels, values, strict=True))
    return Markup('<img src="data:image/png;base64,{}" alt="{}">').format(png, words)


STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1b1b1f; background: #fff; margin: 0 }
main { max-width: 60em; margin: auto; padding: 1em }
table { border-collapse: collapse; margin: 1em 0 }
th, td { text-align: left; vertical-align: top; padding: .3em 1em .3em 0; border-bottom: 1px solid #c8c8d0 }
dl { display: grid; grid-template-columns: max-content auto; gap: .2em 1em }
dt { color: #50505a } dd { margin: 0 }
img { max-width: 100%; height: auto }
@media (prefers-color-scheme: dark) { body { color: #e6e6ea; background: #18181b } dt { color: #b4b4c0 }
  th, td { border-color: #45454f } img { background: #fff } }
"""
