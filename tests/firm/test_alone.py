"""A firm comes from its seed alone: no clock, no network, no files but the course's own; its records are frozen."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.firm import Firm, records

FIRM = Path(__file__).parents[2] / "course" / "firm"
MODULES = sorted(FIRM.rglob("*.py"))
# Time comes in as a date that is written down, chance from the seed, data from the files beside the code.
STRANGERS = {
    *("os", "io", "shutil", "tempfile", "subprocess", "sys"),
    *("time", "random", "secrets", "uuid"),
    *("socket", "ssl", "urllib", "http", "requests", "asyncio"),
}
CLOCKS = {"now", "utcnow", "today"}
FILES = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "touch",
    "mkdir",
    "unlink",
    "rename",
    "replace",
}
MAY = {
    "chance.py": {"random", "random.Random(seed)"},
    "facts/__init__.py": {".open('rb')"},
    "paper.py": {".read_text(encoding='utf-8')"},
}
# What the dealing works with before there is a firm; no record of the firm is one of these.
WORKING = {"Happening", "Deal", "Plan"}


def outside(source: str) -> Iterator[str]:
    """Whatever in a module reaches for the world outside."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] in STRANGERS)
        elif isinstance(node, ast.ImportFrom):
            if (node.module or "").partition(".")[0] in STRANGERS:
                yield f"from {node.module}"
        elif isinstance(node, ast.Call):
            yield from called(node)


def called(call: ast.Call) -> Iterator[str]:
    arguments = f"({', '.join(ast.unparse(one) for one in [*call.args, *call.keywords])})"
    match call.func:
        case ast.Name("open"):
            yield f"open{arguments}"
        case ast.Attribute(value=ast.Name("random"), attr=name):
            yield f"random.{name}" + ("(seed)" if call.args else "()")
        case ast.Attribute(attr=name) if name in CLOCKS or (name in FILES and not on_text(name, call)):
            yield f".{name}{arguments}"


def on_text(name: str, call: ast.Call) -> bool:
    """`replace` of a text has two arguments, that of a date names them; that of a path has one."""
    return name == "replace" and (len(call.args) != 1 or bool(call.keywords))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FIRM)))
def test_no_module_reaches_outside(path: Path) -> None:
    found = set(outside(path.read_text(encoding="utf-8")))
    assert found <= MAY.get(str(path.relative_to(FIRM)), set())


@pytest.mark.parametrize(
    "source",
    [
        "import os.path",
        "from urllib.request import urlopen",
        "def f():\n    import socket",
        "from random import choice",
        "day = date.today()",
        "now = datetime.datetime.now()",
        "open('x')",
        "Path('x').write_text('y')",
        "path.open('wb')",
        "part.replace(whole)",
        "random.random()",
        "random.Random()",
    ],
)
def test_reaching_outside_is_found(source: str) -> None:
    found = set(outside(source))
    assert found
    assert not any(found <= allowed for allowed in MAY.values())


def thawed(source: str) -> set[str]:
    """The dataclasses of a module that can be changed."""
    return {
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ClassDef)
        and any("dataclass" in (text := ast.unparse(one)) and "frozen=True" not in text for one in node.decorator_list)
    }


def test_what_is_dealt_is_frozen() -> None:
    assert set().union(*(thawed(path.read_text(encoding="utf-8")) for path in MODULES)) == WORKING
    made = [kind for _, kind in inspect.getmembers(records, inspect.isclass) if kind.__module__ == records.__name__]
    assert len(made) > 12
    assert all(dataclasses.is_dataclass(kind) for kind in made)
    assert thawed("@dataclass\nclass A: ...\n@dataclass(frozen=True)\nclass B: ...") == {"A"}


def test_a_firm_and_its_records_cannot_be_changed(firm: Firm) -> None:
    for record in (firm, firm.company, firm.partners[0], firm.vouchers[0], firm.vouchers[0].entry, firm.documents[0]):
        for field in dataclasses.fields(record):
            with pytest.raises(dataclasses.FrozenInstanceError):
                setattr(record, field.name, getattr(record, field.name))
