"""A notebook that is open in the browser, and what tests do with it; the fixtures are in conftest.py."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE = 60_000  # ms; a generous limit, never a measurement
HERE = "window.jupyterapp.shell.currentWidget"
READY = f"() => window.jupyterapp && {HERE}?.sessionContext?.session?.kernel && {HERE}.context.isReady"
CLOSE = """async () => {
  for (const widget of [...window.jupyterapp.shell.widgets('main')]) {
    if (!widget.context) continue;
    await widget.sessionContext.shutdown().catch(() => {});
    widget.context.model.dirty = false;
    widget.dispose();
  }
}"""


@dataclass
class Lab:
    """A running JupyterLab: its address and the folder that its notebooks lie in."""

    url: str
    folder: Path


@dataclass
class Notebook:
    page: Page
    lab: Lab
    path: Path
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.path.parent
        self.open()

    def open(self) -> None:
        """Bring this notebook to the front, with a kernel; opened before or not."""
        arguments = {"path": str(self.path.relative_to(self.lab.folder)), "factory": "Notebook"}
        self.command("docmanager:open", **arguments, kernel={"name": "python3"})
        self.page.wait_for_function(
            f"path => {HERE}?.context?.path === path && ({READY})()", arg=arguments["path"], timeout=PATIENCE
        )

    def close(self) -> None:
        """Leave the page as it was: kernel ended, notebook closed without a question, light theme."""
        self.page.evaluate(CLOSE)
        self.theme("light")

    @property
    def cells(self) -> Locator:
        return self.page.locator(".jp-Notebook .jp-CodeCell")

    @property
    def desk(self) -> Locator:
        return self.page.locator(".bo-desk").first

    @property
    def status(self) -> Locator:
        return self.page.locator(".bo-status").first

    def press(self, *keys: str) -> None:
        """Keys, one after the other; a text of several letters is typed."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def command(self, name: str, **arguments: Any) -> None:
        """Run a command of JupyterLab, as a menu would."""
        self.page.evaluate("([name, args]) => { window.jupyterapp.commands.execute(name, args) }", [name, arguments])

    def run_all(self, wait_for: str | None = ".bo-desk") -> None:
        """Run every cell, by JupyterLab's own command, and wait until `wait_for` is there."""
        self.command("notebook:run-all-cells")
        if wait_for:
            self.page.locator(wait_for).first.wait_for(timeout=PATIENCE)

    def run(self, index: int) -> None:
        """Run one cell and wait until it is done."""
        self.page.evaluate(f"index => {{ {HERE}.content.activeCellIndex = index }}", index)
        self.page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-cell') }")

    def sources(self) -> list[str]:
        """Kind and text of every cell as the browser holds it: what stray keys would change."""
        found: list[str] = self.page.evaluate(
            f"() => [...{HERE}.content.model.cells].map(cell => cell.type + ':' + cell.sharedModel.source)"
        )
        return found

    def restart(self) -> None:
        """Restart the kernel and wait until it answers."""
        self.page.evaluate(f"() => {HERE}.sessionContext.session.kernel.restart()")
        self.page.wait_for_function(f"() => {HERE}.sessionContext.session?.kernel?.status === 'idle'", timeout=PATIENCE)

    def stop_kernel(self) -> None:
        """End the kernel, as when the machine behind it goes away. Afterwards only `start_kernel` brings one back."""
        self.page.evaluate(f"() => {HERE}.sessionContext.shutdown().then(() => null)")

    def start_kernel(self) -> None:
        self.page.evaluate(f"async () => {{ await {HERE}.sessionContext.startKernel() }}")
        self.page.wait_for_function(f"() => {HERE}.sessionContext.session?.kernel?.status === 'idle'", timeout=PATIENCE)

    def theme(self, name: str) -> None:
        """`light` or `dark`."""
        full = f"JupyterLab {name.capitalize()}"
        self.command("apputils:change-theme", theme=full)
        self.page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=full, timeout=PATIENCE)

    def reload(self) -> None:
        """Load the page anew, without the tabs of earlier tests: JupyterLab may restore one late and in front."""
        self.page.goto(f"{self.page.url.partition('/tree')[0].partition('?')[0]}?reset")
        self.until("() => window.jupyterapp?.restored.then(() => true)")
        self.open()

    def answer(self, name: str) -> dict[str, Any]:
        """What a JSON file beside the notebook says; empty if there is none."""
        path = self.folder / name
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return content

    def until(self, question: str, argument: object = None) -> None:
        """Wait until a JavaScript function says yes."""
        self.page.wait_for_function(question, arg=argument, timeout=PATIENCE)

    def until_saved(self) -> None:
        """Wait until the desk says that everything typed is in the file."""
        self.page.locator('.bo-status[data-status="saved"]').first.wait_for(timeout=PATIENCE)


def write_notebook(path: Path, *sources: str) -> None:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


# axe-core passes over, as hidden, what lies outside an ancestor with "overflow: hidden". JupyterLab's body is one of no
# height, so no colour would be looked at. Nor does the browser lay out what is not in sight. And of a turned stamp in a
# tray that keeps its place beside a form, axe takes the desk for the background, not the paper.
WHOLE_PAGE = """
  html, body, #main, .lm-Widget { overflow: visible !important }
  * { content-visibility: visible !important }
  .bo-desk .bo-tray { position: static !important }
"""
RUN_AXE = """async ([selector, style]) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const places = () => [...document.querySelectorAll(".bo-desk, .bo-paper")].map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    return [x, y, width, height].join(" ");
  }).join();
  for (let before = null; before !== places();) {  // while papers find their size, axe looks where they were
    before = places();
    await new Promise((done) => setTimeout(done, 100));
  }
  try {
    return await axe.run(selector, { resultTypes: ["violations"] });
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  }
}"""


def axe(page: Page, selector: str) -> list[str]:
    """What axe-core has to object to below `selector`: one line a violation."""
    import axe_playwright_python

    if not page.evaluate("'axe' in window"):
        script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
        page.evaluate(script)
    found = page.evaluate(RUN_AXE, [selector, WHOLE_PAGE])
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
