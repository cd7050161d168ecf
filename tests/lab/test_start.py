"""`backoffice learn` starts JupyterLab at the lesson, fit for an office trainee, in the learner's language."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course.cli import main
from course.lab.start import MissingLesson, already_open, first_lesson, lab_arguments
from course.locale import LANGUAGES

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Lab:
    """A running JupyterLab, started as a learner starts it, with a home folder of its own."""

    def __init__(self, language: str, home: Path) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "course.cli", "learn", "--lang", language, "--no-browser"]
        self.home = home
        folders = {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            cwd=ROOT,
            env=os.environ | folders,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.token = ""
        self.said = self._wait()
        self._listening()

    def _wait(self) -> str:
        """Everything it says up to the address that a learner can open."""
        said = ""
        assert self.process.stderr
        for line in self.process.stderr:
            said += line
            if found := re.search(r"http://127\.0\.0\.1:\d+/doc\S*token=(\w+)", line):
                self.token = found[1]
                return said
        raise AssertionError(f"JupyterLab did not start:\n{said}")

    def _listening(self) -> None:
        """The address is said a moment before the server listens."""
        while self.process.poll() is None:
            with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.1)

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}?token={self.token}") as response:
            return json.load(response)

    def page_config(self) -> dict[str, Any]:
        """What the page itself is told, among it the extensions that it leaves out."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/lab?token={self.token}") as response:
            page = response.read().decode()
        found = re.search(r'<script id="jupyter-config-data" type="application/json">(.*?)</script>', page, re.DOTALL)
        assert found
        config: dict[str, Any] = json.loads(found[1])
        return config

    def setting(self, plugin: str) -> dict[str, Any]:
        """The plugin's default settings as the browser gets them."""
        found = self.get(f"/lab/api/settings/{urllib.parse.quote(plugin, safe='')}")
        return {name: value.get("default") for name, value in found["schema"]["properties"].items()}

    def stop(self) -> str:
        """As Ctrl+C does. What it said on the screen, from beginning to end."""
        self.process.send_signal(signal.SIGINT)
        said, _log = self.process.communicate(timeout=30)
        return said


@pytest.fixture(scope="module")
def german_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab("de", tmp_path_factory.mktemp("home"))
    yield lab
    lab.stop()


def test_it_opens_the_german_lesson_in_a_german_interface(german_lab: Lab) -> None:
    assert f"/doc/tree/{first_lesson(ROOT / 'notebooks', 'de')}" in german_lab.said
    assert german_lab.setting("@jupyterlab/translation-extension:plugin")["locale"] == "de_DE"


def test_whoever_starts_it_twice_is_led_to_the_one_that_is_open(
    german_lab: Lab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(german_lab.home))
    assert main(["learn", "--lang", "de", "--no-browser", "--port", str(free_port())]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Der Kurs ist schon geöffnet")
    assert f":{german_lab.port}/doc/tree/de/00-welcome.ipynb?token={german_lab.token}" in said
    assert already_open(ROOT / "notebooks", "en") is None, "its interface is German"
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "00-welcome.ipynb").touch()
    assert already_open(tmp_path, "de") is None, "another folder's lessons"


def test_it_says_how_to_leave_and_stops_without_a_question(tmp_path: Path) -> None:
    said = Lab("de", tmp_path).stop()
    assert "Strg+C darin schließt den Kurs" in said
    assert said.endswith(f"Der Kurs ist geschlossen. Ihre Arbeit liegt in {ROOT / 'notebooks' / 'de'}.\n")


def test_single_key_shortcuts_are_off_and_saving_is_not(german_lab: Lab) -> None:
    """Every plugin declares its own shortcuts; ours are switched off in one list, which must name each of them."""
    plugins = german_lab.get("/lab/api/settings")["settings"]
    declared = [shortcut for plugin in plugins for shortcut in plugin["schema"].get("jupyter.lab.shortcuts", [])]
    single = {
        (shortcut["command"], *shortcut["keys"])
        for shortcut in declared
        if shortcut["keys"]
        and "ImageViewer" not in shortcut["selector"]
        and all(re.fullmatch(r"(Shift )?[A-Z0-9]", key) for key in shortcut["keys"])
    }
    off = {
        (shortcut["command"], *shortcut["keys"])
        for shortcut in german_lab.setting("@jupyterlab/shortcuts-extension:shortcuts")["shortcuts"]
        if shortcut["disabled"]
    }
    assert len(single) > 20
    assert single - off == set()
    assert "docmanager:save" in {shortcut["command"] for shortcut in declared}
    assert "docmanager:save" not in {command for command, *_ in off}


def test_tools_for_instructors_are_put_away_and_tools_for_learners_are_not(german_lab: Lab) -> None:
    left_out = german_lab.page_config()["disabledExtensions"]
    assert "@jupyter/nbgrader:create-assignment" in left_out
    assert "@jupyter/nbgrader:formgrader" in left_out
    assert "@jupyter/nbgrader:assignment-list" not in left_out
    assert "@jupyter/nbgrader:validate-assignment" not in left_out


def test_nothing_is_fetched_from_the_network(german_lab: Lab) -> None:
    settings = german_lab.setting("@jupyterlab/apputils-extension:notification")
    assert settings["fetchNews"] == "false"
    assert settings["checkForUpdates"] is False


def test_the_english_course_opens_with_the_welcome_and_leaves_the_interface_english() -> None:
    lesson = first_lesson(ROOT / "notebooks", "en")
    assert lesson == "en/00-welcome.ipynb"
    assert (ROOT / "notebooks" / lesson).is_file()
    arguments = lab_arguments(ROOT / "notebooks", lesson, port=1234, browser=False)
    assert "--LabApp.default_url=/doc/tree/en/00-welcome.ipynb" in arguments
    assert "--no-browser" in arguments
    assert not (ROOT / "course" / "lab" / "en").exists()


def opened_on_binder(page: str) -> list[str]:
    """The notebooks that a page's links open on Binder, as paths in this folder."""
    links = re.findall(r"https://mybinder\.org/v2/[^)\s]*", page)
    places = [urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)["urlpath"][0] for link in links]
    assert all(place.startswith("doc/tree/") for place in places)
    return [place.removeprefix("doc/tree/") for place in places]


def test_both_links_to_binder_open_the_welcome_in_their_language() -> None:
    opened = opened_on_binder((ROOT / "README.md").read_text(encoding="utf-8"))
    assert opened == [f"notebooks/{first_lesson(ROOT / 'notebooks', language)}" for language in LANGUAGES]
    assert all((ROOT / place).is_file() for place in opened)


def test_a_link_to_another_notebook_is_noticed() -> None:
    page = "[x](https://mybinder.org/v2/gh/a/b/HEAD?urlpath=doc/tree/notebooks/en/11-bookkeeping.ipynb)"
    assert opened_on_binder(page) == ["notebooks/en/11-bookkeeping.ipynb"]
    with pytest.raises(KeyError):
        opened_on_binder(page.replace("urlpath", "filepath"))


def test_without_lessons_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(MissingLesson, match=r"de$"):
        first_lesson(tmp_path, "de")
