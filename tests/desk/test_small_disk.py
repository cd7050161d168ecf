"""A disk that is really full, and a folder that is really read-only: told, and nothing lost that was saved or typed.

The disk is a small one of its own, which only the program that works on it sees (see on_a_small_disk.py).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import own_mounts

ROOT = Path(__file__).parents[2]
FILES = {  # what is in the file after the first edit, the second, the third
    "form": [{"why": "one"}, {"why": "two"}, {"why": "three"}],
    "quiz": [{"e1-type": "asset"}, {"e1-type": "income"}, {"e1-type": "expense"}],
    "match": [{"duty-1": "front"}, {"duty-1": "back"}, {"duty-1": "front"}],
    "order": [{"post": ["open", "file"]}, {"post": ["file", "open"]}, {"post": ["open", "file"]}],
    "journal": ["one", "two", "three"],
}


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    command = [*own_mounts(), sys.executable, "-m", "tests.desk.on_a_small_disk", str(tmp_path_factory.mktemp("disk"))]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120)
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


@pytest.mark.tool("unshare")
@pytest.mark.parametrize("kind", FILES)
def test_a_full_disk_and_a_read_only_folder_are_told_and_lose_nothing(
    kind: str, steps: dict[str, list[dict[str, Any]]]
) -> None:
    first, full, saved_again, read_only, saved_at_last = steps[kind]
    one, two, three = FILES[kind]
    assert [step["saved"] for step in steps[kind]] == [True, False, True, False, True]
    assert [step["file"] for step in steps[kind]] == [one, one, two, two, three]
    assert [step["beside"] for step in steps[kind]] == [[]] * 5, "no half-written file is left"
    assert "There is no room left on the disk" in full["told"]
    assert "This folder is read-only" in read_only["told"]
    assert [step["told"] for step in (first, saved_again, saved_at_last)] == ["", "", ""]
