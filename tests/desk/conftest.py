"""What the desk's tests share: pieces of work made by hand, and one JupyterLab with one chromium for all of them.

`lab` is a running JupyterLab in a temporary folder with the learners' settings; `chromium` the browser. `notebook(...)`
opens a notebook made of code cells and drives it; `axe(page, selector)` asks axe-core for violations.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).parents[2]
CHROMIUM = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 60_000  # ms; a generous limit, never a measurement


@dataclass
class Lab:
    """A running JupyterLab: its address and the folder that its notebooks lie in."""

    url: str
    folder: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_server(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab does not answer:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("lab")
    folder = home / "notebooks"
    folder.mkdir()
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(Path(__file__).parent)]),
        "BACKOFFICE_LEARNER": "learner-1",
    }
    arguments = [
        "--no-browser", "--allow-root", f"--ServerApp.port={port}", f"--ServerApp.root_dir={folder}",
        "--IdentityProvider.token=", "--ServerApp.password=", "--ServerApp.disable_check_xsrf=True",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly", "--LabApp.expose_app_in_browser=True", "--ServerApp.log_level=WARN",
    ]  # fmt: skip
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *arguments],
            env=environment, cwd=home, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _await_server(f"{url}/api", process, log)
        yield Lab(url, folder)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield browser
        browser.close()


@dataclass
class Notebook:
    """A notebook that is open in the browser."""

    page: Page
    lab: Lab
    path: Path
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.path.parent

    @property
    def cells(self) -> Locator:
        return self.page.locator(".jp-Notebook .jp-CodeCell")

    @property
    def desk(self) -> Locator:
        return self.page.locator(".bo-desk").first

    def run_all(self, wait_for: str | None = ".bo-desk") -> None:
        """Run every cell, by JupyterLab's own command, and wait until `wait_for` is there."""
        self.command("notebook:run-all-cells")
        if wait_for:
            self.page.locator(wait_for).first.wait_for(timeout=PATIENCE)

    def run(self, index: int) -> None:
        """Run one cell and wait for its number."""
        cell = self.cells.nth(index)
        before = cell.locator(".jp-InputPrompt").inner_text()
        cell.locator(".jp-InputArea").click(position={"x": 4, "y": 4})
        self.command("notebook:run-cell")
        self.page.wait_for_function(
            "([cell, before]) => !['[*]:', before].includes(cell.querySelector('.jp-InputPrompt').textContent.trim())",
            arg=[cell.element_handle(), before.strip()], timeout=PATIENCE,
        )  # fmt: skip

    def command(self, name: str, **arguments: Any) -> None:
        """Run a command of JupyterLab, as a menu would."""
        self.page.evaluate("([name, args]) => { window.jupyterapp.commands.execute(name, args) }", [name, arguments])

    def sources(self) -> list[str]:
        """The text of every cell as the browser holds it, and how many there are: what stray keys would change."""
        found: list[str] = self.page.evaluate(
            "() => [...window.jupyterapp.shell.currentWidget.content.model.cells].map(c => c.type + ':' + c.sharedModel.source)"
        )
        return found

    def kernel(self, what: str) -> None:
        """`restart` or `die` (the process is killed, nobody restarts it)."""
        session = "window.jupyterapp.shell.currentWidget.sessionContext"
        if what == "restart":
            self.page.evaluate(f"() => {session}.session.kernel.restart()")
        else:
            self.page.evaluate(f"() => {session}.session.kernel.shutdown()")

    def theme(self, name: str) -> None:
        """`light` or `dark`."""
        self.command("apputils:change-theme", theme=f"JupyterLab {name.capitalize()}")
        self.page.wait_for_function(
            "name => document.body.dataset.jpThemeName === name", arg=f"JupyterLab {name.capitalize()}", timeout=PATIENCE
        )

    def reload(self) -> None:
        self.page.reload()
        self.page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel",
                                    timeout=PATIENCE)  # fmt: skip


@pytest.fixture
def notebook(lab: Lab, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Notebook]]:
    """`notebook("code", "code", width=1280)` -> an open notebook in a folder of its own."""
    contexts = []

    def open_notebook(*sources: str, width: int = 1280, height: int = 900, folder: Path | None = None) -> Notebook:
        where = folder or Path(str(tmp_path_factory.mktemp("work", numbered=True)).replace(str(tmp_path_factory.getbasetemp()), str(lab.folder)))
        where.mkdir(parents=True, exist_ok=True)
        path = where / "page.ipynb"
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}), path)  # fmt: skip
        context = chromium.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{lab.url}/lab/workspaces/w{len(contexts)}-{where.name}/tree/{path.relative_to(lab.folder)}?reset")
        page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel",
                               timeout=PATIENCE)  # fmt: skip
        return Notebook(page, lab, path)

    yield open_notebook
    for context in contexts:
        context.close()


def axe(page: Page, selector: str) -> list[str]:
    """What axe-core has to object to below `selector`: one line a violation."""
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(script)
    found = page.evaluate("selector => axe.run(selector)", selector)
    return [f"{v['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for v in found["violations"] for node in v["nodes"]]


def saved(path: Path) -> dict[str, Any]:
    """What the answer file beside the notebook says."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
