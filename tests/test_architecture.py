"""The rooms import each other one way only, and the page that draws the house names the rooms that stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
COURSE = HOUSE / "course"

MAY_IMPORT = {
    "locale": set(),
    "firm": {"locale"},
    "tasks": {"firm", "locale"},
    "desk": {"tasks", "firm", "locale"},
    "units": {"tasks", "firm", "locale"},
    "build": {"units", "tasks", "locale"},
    "grading": {"build", "units", "tasks", "firm", "locale", "command_error"},
    "lab": {"locale"},
    "command_error": set(),
    "cli": {"build", "units", "tasks", "firm", "locale", "grading", "lab", "command_error"},
    "__init__": {"desk", "locale", "tasks", "units"},
}


def room_of(path: Path) -> str:
    return path.relative_to(COURSE).parts[0].removesuffix(".py")


def imported(source: str) -> Iterator[str]:
    """The rooms that a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "course":
            names = [f"course.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        for name in names:
            parts = name.split(".")
            if parts[0] == "course" and len(parts) > 1 and not parts[1].startswith("__"):
                yield parts[1]


def wrong_ways(room: str, source: str) -> set[str]:
    return set(imported(source)) - MAY_IMPORT[room] - {room}


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_imports_run_one_way(room: str) -> None:
    modules = [path for path in COURSE.rglob("*.py") if room_of(path) == room]
    assert modules, f"The house has no room {room}"
    found = {str(path.relative_to(HOUSE)): wrong for path in modules if (wrong := wrong_ways(room, path.read_text()))}
    assert not found


def test_every_room_is_known() -> None:
    assert {room_of(path) for path in COURSE.rglob("*.py")} == set(MAY_IMPORT)


def test_an_import_against_the_grain_is_found() -> None:
    assert wrong_ways("firm", "def f():\n    from course.tasks.mark import Mark") == {"tasks"}
    assert wrong_ways("tasks", "from course import desk, __version__") == {"desk"}
    assert wrong_ways("desk", "import course.grading.run") == {"grading"}


def test_the_page_names_rooms_and_files_that_stand() -> None:
    page = (HOUSE / "docs" / "architecture.md").read_text()
    rooms = set(re.findall(r"^\| `course/(\w+)", page, re.MULTILINE))
    assert rooms == set(MAY_IMPORT)
    for name in re.findall(r"`((?:tasks|desk|firm)/[\w/.]+\.\w+|tests/[\w/.]+\.py)`", page):
        assert (HOUSE / name).exists() or (COURSE / name).exists(), name
