"""One script from several: anywidget wants a single ES module, and plain files are easier to read than a bundle.

Each `.js` file of the desk is an ordinary ES module. Here they are laid end to end in the order of their imports, the
`import … from "./x.js";` lines and the word `export` taken away. No bundler, no framework; the price is that a name at
the top of a file must be the only one of its kind, and a test watches over that.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
IMPORT = re.compile(r'^import\s+\{[^}]*\}\s+from\s+"(\./[^"]+|\.\./[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?function|const|let|class)", re.MULTILINE)
TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function\*?|const|let|class)\s+(\w+)", re.MULTILINE)


def modules(entry: Path) -> list[Path]:
    """The files that `entry` needs and `entry` itself, each after those it imports."""
    order: list[Path] = []

    def visit(path: Path, above: tuple[Path, ...]) -> None:
        if path in above:
            raise ValueError(f"{path.name} imports itself by way of {above[-1].name}")
        if path in order:
            return
        for name in IMPORT.findall(path.read_text(encoding="utf-8")):
            visit((path.parent / name).resolve(), (*above, path))
        order.append(path)

    visit(entry.resolve(), ())
    return order


def bundle(entry: Path) -> str:
    """The one module that the browser loads; `entry` must define `render`."""
    parts = []
    for path in modules(entry):
        text = EXPORT.sub("", IMPORT.sub("", path.read_text(encoding="utf-8")))
        parts.append(f"// {path.name}\n{text}")
    return "\n".join([*parts, "export default { render };", ""])


def top_level_names(path: Path) -> list[str]:
    """The names that a file claims in the one namespace all of them share."""
    return TOP_LEVEL.findall(path.read_text(encoding="utf-8"))


@cache
def desk_script() -> str:
    return bundle(FOLDER / "desk.js")


@cache
def desk_style() -> str:
    """The identity first, then one style sheet a view."""
    names = ["identity", "frame", "tray", "form", "match", "chart", "lookup", "sheet/sheet"]
    return "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / f"{name}.css" for name in names))
