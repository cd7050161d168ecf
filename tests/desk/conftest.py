"""What the desk's tests share: one JupyterLab with the learners' settings and one chromium for all of them.

`notebook("code", "code")` opens a notebook made of these code cells and returns a `tests.desk.browser.Notebook`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from tests.desk.browser import PATIENCE, Lab, Notebook, axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["axe"]

ROOT = Path(__file__).parents[2]
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
numbers = count(1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def learners_settings(home: Path) -> Path:
    """An application folder of JupyterLab with the course's settings, whether or not the course is installed."""
    settings = home / "lab-settings"
    (settings / "overrides.d").mkdir(parents=True)
    shutil.copy(ROOT / "course/lab/overrides.json", settings / "overrides.d/backoffice-course.json")
    server = home / "config/jupyter_server_config.d"
    server.mkdir(parents=True)
    shutil.copy(ROOT / "course/lab/jupyter_server.json", server / "backoffice-course.json")
    return settings


def server_arguments(home: Path, folder: Path, port: int) -> list[str]:
    return [
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        f"--ServerApp.root_dir={folder}",
        "--IdentityProvider.token=",
        "--ServerApp.disable_check_xsrf=True",
        "--ServerApp.log_level=WARN",
        f"--LabApp.app_settings_dir={learners_settings(home)}",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--LabApp.extension_manager=readonly",
        "--LabApp.expose_app_in_browser=True",
    ]


def own_environment(home: Path) -> dict[str, str]:
    return os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "user-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "PYTHONPATH": str(ROOT),
        "BACKOFFICE_LEARNER": "learner-1",
    }


def await_server(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline and process.poll() is None:
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
    port, log = free_port(), home / "server.log"
    command = [sys.executable, "-m", "jupyterlab", *server_arguments(home, folder, port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=own_environment(home), cwd=home, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        await_server(f"http://127.0.0.1:{port}/api", process, log)
        yield Lab(f"http://127.0.0.1:{port}", folder)
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
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield browser
        browser.close()


class Pages:
    """JupyterLab takes seconds to load, so its pages are kept from test to test."""

    def __init__(self, lab: Lab, browser: Browser) -> None:
        self.lab, self.browser = lab, browser
        self.free: list[Page] = []

    def take(self) -> Page:
        if self.free:
            return self.free.pop(0)
        page = self.browser.new_context().new_page()
        page.goto(
            f"{self.lab.url}/lab/workspaces/w{next(numbers)}"
        )  # each its own, so none opens what another had open
        page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)", timeout=PATIENCE)
        return page

    def give_back(self, book: Notebook) -> None:
        try:
            book.close()
        except Exception:  # whatever a test did to its page, the next one gets a good one
            book.page.context.close()
        else:
            self.free.append(book.page)


@pytest.fixture(scope="session")
def pages(lab: Lab, chromium: Browser) -> Pages:
    return Pages(lab, chromium)


@pytest.fixture
def notebook(pages: Pages) -> Iterator[Callable[..., Notebook]]:
    """`notebook("code", "code", width=1280)` -> an open notebook, in a folder of its own unless `folder` is given."""
    books: list[Notebook] = []

    def open_notebook(
        *sources: str, width: int = 1280, height: int = 900, folder: Path | None = None, name: str = "page"
    ) -> Notebook:
        where = folder or pages.lab.folder / f"work-{next(numbers)}"
        where.mkdir(exist_ok=True)
        path = where / f"{name}.ipynb"
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), path)
        page = pages.take()
        page.set_viewport_size({"width": width, "height": height})
        books.append(Notebook(page, pages.lab, path))
        return books[-1]

    yield open_notebook
    for book in books:
        pages.give_back(book)
