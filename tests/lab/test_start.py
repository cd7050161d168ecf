"""`backoffice learn` starts JupyterLab at the lesson, fit for an office trainee, in the learner's language."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course.lab.start import MissingLesson, first_lesson, lab_arguments

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Lab:
    """A running JupyterLab, started as a learner starts it, with a home folder of its own."""

    def __init__(self, language: str, home: Path) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "course.cli", "learn", "--lang", language, "--no-browser", "--allow-root"]
        environment = os.environ | {"HOME": str(home), "JUPYTER_TOKEN": "t", "JUPYTER_CONFIG_DIR": str(home)}
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
        )

    def wait(self) -> str:
        """Everything it says up to the address that a learner can open."""
        said = ""
        assert self.process.stderr
        for line in self.process.stderr:
            said += line
            if re.search(r"http://127\.0\.0\.1:\d+/lab", line):
                return said
        raise AssertionError(f"JupyterLab did not start:\n{said}")

    def setting(self, plugin: str) -> dict[str, Any]:
        """The plugin's default settings as the browser gets them."""
        address = f"http://127.0.0.1:{self.port}/lab/api/settings/{urllib.parse.quote(plugin, safe='')}?token=t"
        with urllib.request.urlopen(address) as response:
            properties: dict[str, Any] = json.load(response)["schema"]["properties"]
        return {name: value.get("default") for name, value in properties.items()}

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


@pytest.fixture(scope="module")
def german_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    lab = Lab("de", tmp_path_factory.mktemp("home"))
    try:
        lab.said = lab.wait()
        yield lab
    finally:
        lab.stop()


def test_it_opens_the_german_lesson_in_a_german_interface(german_lab: Lab) -> None:
    assert "/lab/tree/de/11-bookkeeping.ipynb" in german_lab.said
    assert german_lab.setting("@jupyterlab/translation-extension:plugin")["locale"] == "de_DE"


def test_single_key_shortcuts_are_off_and_saving_is_not(german_lab: Lab) -> None:
    shortcuts = german_lab.setting("@jupyterlab/shortcuts-extension:shortcuts")["shortcuts"]
    on = [
        shortcut
        for shortcut in shortcuts
        if "jp-mod-commandMode" in shortcut["selector"]
        and not shortcut.get("disabled")
        and all(re.fullmatch(r"(Shift )?[A-Z0-9]", key) for key in shortcut["keys"])
    ]
    assert on == []
    assert any(s["command"] == "docmanager:save" and not s.get("disabled") for s in shortcuts)


def test_nothing_is_fetched_from_the_network(german_lab: Lab) -> None:
    settings = german_lab.setting("@jupyterlab/apputils-extension:notification")
    assert settings["fetchNews"] == "false"
    assert settings["checkForUpdates"] is False


def test_the_english_course_leaves_the_interface_english() -> None:
    arguments = lab_arguments(ROOT / "notebooks", "en/11-bookkeeping.ipynb", port=1234, browser=False)
    assert "--LabApp.default_url=/lab/tree/en/11-bookkeeping.ipynb" in arguments
    assert "--no-browser" in arguments
    assert not (ROOT / "course" / "lab" / "en").exists()


def test_without_lessons_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(MissingLesson, match=r"de$"):
        first_lesson(tmp_path, "de")
