"""`make bench`: runs every measurement in this folder, one after the other, and writes what they print into
docs/benchmarks.md, with the machine they were made on.

    python bench                     all of them (about half an hour; on a machine that does nothing else)
    python bench firm sheet          only these; the page keeps the figures of the others
    python bench --full              the long form of those that have one, and the peers (another hour and a half)
    python bench --full grading      the long form: plain nbgrader marks all of the 200 submissions, too
    python bench --full same_marks   the long form: a class of 60 on every assignment
    python bench _otter              peers that are fetched from the package index, in a folder of their own

The short form of a measurement has a section of its own and leaves the figures of the long one as they are.

A measurement is a script that prints its figures. Its docstring's first line stands above them.
"""

from __future__ import annotations

import ast
import compileall
import os
import platform
import subprocess
import sys
import sysconfig
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent
PAGE = FOLDER.parent / "docs" / "benchmarks.md"
MARK = "<!-- figures -->\n"
FULL = "--full"
HAVE_A_FULL_FORM = ("grading", "same_marks")
SHORT = ", short form"
PEERS = ["_otter"]
HAVE_A_PAGE = {"diagnosis": "diagnosis.md", "attacks": "attacks.md"}  # and write their table there
PACKAGES = {
    "firm": ("babel", "jinja2"),
    "lessons": ("jupyterlab", "anywidget", "ipykernel"),
    "sheet": ("jupyterlab", "anywidget", "ironcalc", "playwright"),
    "grading": ("nbgrader", "nbclient", "SQLAlchemy", "pandas", "matplotlib"),
    "same_marks": ("nbgrader", "nbclient", "pandas"),
    "kills": ("nbgrader", "SQLAlchemy"),
    "attacks": ("nbgrader", "nbclient", "nbconvert"),
}


def main(arguments: list[str]) -> int:
    """Exit code 1 if a measurement failed; the others are run all the same."""
    compileall.compile_dir(sysconfig.get_paths()["purelib"], quiet=2, workers=0)  # as pip usually leaves packages
    full = FULL in arguments
    all_of_them = [path.stem for path in sorted(FOLDER.glob("[!_]*.py"))] + (PEERS if full else [])
    names = [name for name in arguments if name != FULL] or all_of_them
    failed = [name for name in names if not measured(name, full)]
    print(f"\nWritten into {PAGE}")
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def measured(name: str, full: bool) -> bool:
    """Run one measurement, line by line to the screen, and put what it printed into the page if it succeeded."""
    options = [FULL] if full and name in HAVE_A_FULL_FORM else []
    shown = " ".join(["python", f"bench/{name}.py", *options])
    print(f"\n== {shown}", flush=True)
    started = time.perf_counter()
    lines = []
    with subprocess.Popen(
        [sys.executable, str(FOLDER / f"{name}.py"), *options],
        cwd=FOLDER.parent,
        env=os.environ | {"PYTHONPATH": str(FOLDER.parent), "PYTHONDONTWRITEBYTECODE": ""},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        for line in process.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    seconds = time.perf_counter() - started
    print(f"-- {seconds:.0f} s")
    if process.returncode == 0:
        keep(section(title(name, full), name, shown, "".join(lines), seconds))
    return process.returncode == 0


def title(name: str, full: bool) -> str:
    return name.strip("_") + (SHORT if name in HAVE_A_FULL_FORM and not full else "")


def section(heading: str, name: str, command: str, printed: str, seconds: float) -> str:
    about = (ast.get_docstring(ast.parse((FOLDER / f"{name}.py").read_text("utf-8"))) or "").split("\n\n")[0]
    versions = [f"{package} {version(package)}" for package in PACKAGES.get(name, ())]
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    told = ", ".join([machine, f"Python {platform.python_version()}", *versions, f"{datetime.now(UTC):%Y-%m-%d}"])
    page = HAVE_A_PAGE.get(name)
    figures = f"The figures: [{page}]({page})." if page else f"```\n{printed.rstrip()}\n```"
    return f"## {heading}\n\n{about}\n\n`{command}` took {seconds:.0f} s. {told}.\n\n{figures}\n"


def keep(text: str) -> None:
    """Put the section into the page, in the place of the one that it had. A long form needs no short one beside it."""
    head, _, rest = PAGE.read_text("utf-8").partition(MARK)
    parts = [f"## {part}".rstrip() + "\n" for part in rest.split("\n## ")[1:]]
    heading = text.split("\n")[0]
    sections = {part.split("\n")[0]: part for part in parts} | {heading: text}
    sections.pop(heading + SHORT, None)
    PAGE.write_text(f"{head}{MARK}\n" + "\n".join(sections[title] for title in sorted(sections)), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
