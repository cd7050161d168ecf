"""Every lesson and every assignment, run as a learner runs it, has nothing for axe-core to object to.

Text and desks are looked at, and each kind of paper once. Language and theme change from page to page: what a desk can
show comes in several units, and so in both. In the other language the text alone is looked at.
"""

from __future__ import annotations

import nbformat
import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from playwright.sync_api import Browser

from course.units import units
from tests.desk.browser import PATIENCE, axe
from tests.desk.grid import Open
from tests.desk.server import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]

LESSONS = {unit.name: f"notebooks/{{language}}/{unit.name}.ipynb" for unit in units()}
ASSIGNMENTS = {unit.name: f"release/{unit.name}-{{language}}/{unit.name}.ipynb" for unit in units() if unit.assignment}
PAGES = [
    pytest.param(path.format(language=language), theme, id=f"{path.split('/')[0]}-{name}-{language}-{theme}")
    for at, name in enumerate(LESSONS)
    for path, (language, theme) in zip(
        [pages[name] for pages in (LESSONS, ASSIGNMENTS) if name in pages],
        [("en", "light"), ("de", "dark")][:: -1 if at % 2 else 1],
        strict=False,
    )
]
# Without JupyterLab's own frame around text and outputs: its list of cells is a feed whose children are no articles.
OURS = ".jp-MarkdownOutput, .jp-OutputArea-output"
ALL_RUN = r"""() => {
  const cells = [...window.jupyterapp.shell.currentWidget.content.model.cells];
  const asked = cells.filter((cell) => cell.type === "code" && /^(task|view)\(/m.test(cell.sharedModel.source)).length;
  const shown = [...document.querySelectorAll(".bo-desk, .bo-map")].filter((one) => one.querySelector("button, a, h3"));
  return asked > 0 && shown.length === asked;
}"""
NAMES_THAT_STAND_TWICE = """() => {
  const labelled = (node) => document.getElementById(node.getAttribute("aria-labelledby"))?.textContent;
  const kinds = ["section", "[role=region]", "[role=grid]", "[role=tablist]", "[role=toolbar]"];
  const places = [...document.querySelectorAll(kinds.map((kind) => `.bo-desk ${kind}, ${kind}.bo-desk`).join())];
  const role = (node) => node.getAttribute("role") ?? "region";
  const names = places.map((node) => `${role(node)}: ${node.ariaLabel ?? labelled(node) ?? ""}`);
  return names.filter((name, at) => names.indexOf(name) !== at || name.endsWith(": "));
}"""
NEXT_KIND_OF_PAPER = """() => {
  window.kindsOfPaper ??= new Set();
  for (const tab of document.querySelectorAll(".bo-tray [role=tab]")) {
    tab.click();
    const paper = tab.closest(".bo-tray").querySelector(".bo-paper");
    const kind = paper.shadowRoot.querySelector(".page").firstElementChild.className;
    if (window.kindsOfPaper.has(kind)) continue;
    window.kindsOfPaper.add(kind);
    for (const other of document.querySelectorAll("#paper-looked-at")) other.removeAttribute("id");
    paper.id = "paper-looked-at";
    return true;
  }
  return false;
}"""


@pytest.mark.parametrize(("path", "theme"), PAGES)
def test_a_page(notebook: Open, path: str, theme: str) -> None:
    book = notebook(copy_of=ROOT / path)
    book.theme(theme)
    book.command("notebook:run-all-cells")
    book.page.wait_for_function(ALL_RUN, timeout=2 * PATIENCE)
    assert axe(book.page, OURS) == []
    assert book.page.evaluate(NAMES_THAT_STAND_TWICE) == [], "each is found by its name"
    while book.page.evaluate(NEXT_KIND_OF_PAPER):
        assert axe(book.page, "#paper-looked-at") == []


def test_the_text_of_the_pages_in_the_other_language(chromium: Browser) -> None:
    opened = {param.values[0] for param in PAGES}
    page, found = chromium.new_page(), {}
    for pattern in (*LESSONS.values(), *ASSIGNMENTS.values()):
        language = next(one for one in ("en", "de") if pattern.format(language=one) not in opened)
        path = pattern.format(language=language)
        book = nbformat.read(ROOT / path, as_version=4)
        texts = [markdown2html_mistune(cell.source) for cell in book.cells if cell.cell_type == "markdown"]
        page.set_content(f'<html lang="{language}"><title>{path}</title><main>{"".join(texts)}</main></html>')
        found[path] = axe(page, "main")
    page.close()
    assert {path: violations for path, violations in found.items() if violations} == {}
