"""Pages made from learners' work: nothing in them runs or loads, and they tell no expected value and no hidden test."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import course.grading
from course.grading.sanitise import clean_html, clean_markdown, clean_outputs
from course.tasks.mark import Item, Mark, Outcome
from tests.grading.attacks import ASSIGNMENT, ATTACKS
from tests.grading.vault import SECRET, Vault

TEMPLATE = Path(course.grading.__file__).parent / "templates" / "backoffice" / "index.html.j2"
PAGE_ATTACKS = [name for name, attack in ATTACKS.items() if attack.kind == "pages"]
EVIL = ["<script>x</script>", "<img src=x onerror=y>", "<a href='javascript:x'>y</a>", "<style>p{}</style>"]


@pytest.fixture(scope="module")
def feedback(vault: Vault) -> Path:
    """The feedback pages, by nbgrader's own command."""
    vault.target.room.nbgrader("generate_feedback", ASSIGNMENT)
    return vault.target.room.root / "feedback"


def feedback_pages(feedback: Path) -> list[Path]:
    return sorted(feedback.rglob("*.html"))


@pytest.mark.tool("chromium")
@pytest.mark.tool("bwrap")
def test_nothing_runs_and_nothing_loads_when_a_page_is_opened(vault: Vault, feedback: Path, page: Any) -> None:
    asked: list[str] = []
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    page.on("request", lambda request: asked.append(request.url))
    names = [vault.student(name) for name in PAGE_ATTACKS if vault.rows[vault.student(name)].status == "marked"]
    assert len(names) >= 20
    for name in names:
        file = feedback / name / ASSIGNMENT / "vault.html"
        page.goto(file.as_uri(), wait_until="domcontentloaded")
        assert page.evaluate("window.owned") is None, name
        assert page.evaluate("document.querySelectorAll('iframe, form, object, embed, svg').length") == 0, name
        assert page.evaluate("getComputedStyle(document.body).display") != "none", name
    theirs = [url for url in asked if not url.startswith("file:") and not re.match(r"https://cdnjs|https://cdn\.", url)]
    assert theirs == []


@pytest.mark.parametrize(("shares", "priced"), [(("2", "2"), True), (("0.17", "0.16"), False)])
def test_an_explanation_wraps_in_its_column_with_points_before_it_and_without(
    page: Any, shares: tuple[str, ...], priced: bool
) -> None:
    """Rows worth an odd cent have no column of points; the explanation is then the third cell and not the fourth."""
    reason = "a longer reason " * 20
    items = [Item(of, f"Row {of}", Decimal(0), Decimal(of), Outcome.WRONG, message=reason) for of in shares]
    style = re.findall(r"<style>.*?</style>", TEMPLATE.read_text(), re.DOTALL)[0]
    marked = Mark("Cards", tuple(items), Decimal(4), "en")._repr_html_()
    assert ("Points</th>" in marked) == priced
    page.set_viewport_size({"width": 900, "height": 700})
    page.set_content(f"{style}<main><div class='scroll'>{marked}</div></main>")
    assert page.evaluate("(e => e.scrollWidth <= e.clientWidth)(document.querySelector('.scroll'))")


@pytest.mark.tool("bwrap")
def test_no_page_tells_a_hidden_test_a_secret_or_another_learners_work(vault: Vault, feedback: Path) -> None:
    pages = feedback_pages(feedback)
    assert len(pages) > 60
    for path in pages:
        text = path.read_text()
        for secret in (SECRET, "value == 4711", "expected = 60", "== expected"):
            assert secret not in text, (path, secret)


@pytest.mark.parametrize("text", EVIL)
def test_markdown_loses_its_tags_and_keeps_its_words(text: str) -> None:
    clean = clean_markdown(f"Sum < 5 and {text} the end")
    assert not re.search(r"<[A-Za-z/!?]", clean)
    assert clean.startswith("Sum < 5 and ")
    assert clean.endswith(" the end")


@pytest.mark.parametrize("text", EVIL)
def test_html_loses_what_runs_and_keeps_tables(text: str) -> None:
    clean = clean_html(f"<table border='1'><tr><td colspan='2' onclick='x'>7{text}</td></tr></table>")
    assert '<td colspan="2">7' in clean
    assert not re.search(r"script|onclick|onerror|style|href|img", clean)


def test_outputs_of_another_shape_are_left_out() -> None:
    kept = clean_outputs(
        [
            {"output_type": "stream", "name": "stdout", "text": "fine"},
            {"output_type": "stream", "name": "stdout", "text": 5},
            {"output_type": "display_data", "data": {"application/javascript": "x"}},
            {"output_type": "display_data", "data": {"image/png": '"><script>'}},
            {"output_type": "unknown"},
            None,
        ]
    )
    assert [output.get("text") for output in kept] == ["fine", ""]
