"""The German catalogues say everything that the course says, and nothing that it does not say any more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.locale import FOLDER, catalogue

COURSE = FOLDER.parent
ROOMS = sorted(path.stem for path in (FOLDER / "de").glob("*.po"))
SOURCES = sorted(COURSE.rglob("*.py"))
PAGES = [path for ending in ("js", "html", "j2") for path in sorted(COURSE.rglob(f"*.{ending}"))]
NAMES_A_ROOM = re.compile(r"""translator\([^()]*(?:\([^()]*\))?[^()]*, ["'](\w+)["']\)""")


def texts(source: str) -> set[str]:
    """Every text constant of a module."""
    nodes = ast.walk(ast.parse(source))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def said(source: str) -> Iterator[str]:
    """What a module shows to people, as far as it is written in the call."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
            yield from (part.value for part in node.args if isinstance(part, ast.Constant))


def without_german(source: str) -> list[str]:
    """What a module says that is in none of the rooms it names; one that names none is shown by another room."""
    rooms = set(NAMES_A_ROOM.findall(source)) or set(ROOMS)
    german = {message for room in rooms for message in catalogue("de", room)}
    return [message for message in said(source) if message not in german]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(COURSE)))
def test_every_word_of_a_module_has_its_german(path: Path) -> None:
    assert without_german(path.read_text(encoding="utf-8")) == []


def test_a_word_without_german_is_found() -> None:
    assert without_german('_ = translator(language, "tasks")\n_("Not a word of ours")') == ["Not a word of ours"]
    assert without_german('_ = translator(self.language, "firm")\n_("A pie")') == ["A pie"], "it is in another room"


def unsaid(messages: set[str], constants: set[str], pages: list[str]) -> set[str]:
    """Messages that stand nowhere: neither in a module nor in a page."""
    return {message for message in messages - constants if not any(message in page for page in pages)}


@pytest.fixture(scope="module")
def written() -> tuple[set[str], list[str]]:
    constants = set().union(*(texts(path.read_text(encoding="utf-8")) for path in SOURCES))
    return constants, [path.read_text(encoding="utf-8") for path in PAGES]


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "grading"])  # it names slips by their ids, in words
def test_a_catalogue_holds_nothing_that_nobody_says(room: str, written: tuple[set[str], list[str]]) -> None:
    assert unsaid(set(catalogue("de", room)), *written) == set()


def test_what_nobody_says_is_found() -> None:
    assert unsaid({"One", "Two", "Three"}, texts('x = "One"'), ["_('Two')"]) == {"Three"}
