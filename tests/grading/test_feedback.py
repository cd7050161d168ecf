"""The feedback page: the learner's language, their points and their own work; no code they did not write, no harm."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from course.grading.feedback import FILTERS, TEMPLATES, clean, graded_cells, page_prose, without_hidden_tests
from course.locale import Language

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
    notebook = nbformat.v4.new_notebook(cells=[heading, task, test, code])
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
