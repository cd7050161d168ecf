"""JupyterLab and chromium as a learner has them, for the tests of the desk and for the measurements."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.desk.browser import PATIENCE, Lab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

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
# An instructor and a learner on one machine: formgrader and the Assignment List of this server are theirs.
CLASS = """
load_subconfig("nbgrader_config.py", path={course!r})
c.CourseDirectory.root = {home!r} + "/notebooks/course"
c.Exchange.root = {home!r} + "/exchange"
c.Exchange.cache = {home!r} + "/cache"
c.Exchange.assignment_dir = {home!r} + "/notebooks/learner"
"""


@contextmanager
def jupyterlab(home: Path) -> Iterator[Lab]:
    """A server that keeps everything of its own in `home`."""
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


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)


def load(page: Page, url: str) -> None:
    """Open JupyterLab and wait until it has put back what was open."""
    page.goto(url)
    page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)", timeout=PATIENCE)


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
    (home / "config/nbgrader_config.py").write_text(CLASS.format(course=str(ROOT), home=str(home)), encoding="utf-8")
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
