"""`make bench`: runs every measurement in this folder, one after the other, and keeps what they print.

The figures go to the screen and to `build/bench.txt`, with the machine they were measured on. Run it on a machine that
does nothing else.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(__file__).parent
COLLECTED = FOLDER.parent / "build" / "bench.txt"
TOLD = ("jupyterlab", "nbgrader", "anywidget", "ironcalc")


def main() -> int:
    """Exit code 1 if a measurement failed; the others are run all the same."""
    COLLECTED.parent.mkdir(exist_ok=True)
    failed: list[str] = []
    with COLLECTED.open("w", encoding="utf-8") as collected:

        def say(line: str) -> None:
            print(line, flush=True)
            collected.write(line + "\n")

        versions = ", ".join(f"{name} {version(name)}" for name in TOLD)
        say(f"{os.cpu_count()} cores, {platform.platform()}, Python {platform.python_version()}, {versions}")
        for script in sorted(FOLDER.glob("[!_]*.py")):
            say(f"\n== {script.name}")
            started = time.perf_counter()
            if not measured(script, say):
                failed.append(script.name)
            say(f"-- {time.perf_counter() - started:.1f} s")
    print(f"\nCollected in {COLLECTED}")
    if failed:
        print(f"Failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def measured(script: Path, say: Callable[[str], None]) -> bool:
    """Run one measurement, line by line to the screen and the collection. Whether it succeeded."""
    command = [sys.executable, str(script)]
    with subprocess.Popen(
        command, cwd=FOLDER.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        for line in process.stdout:
            say(line.rstrip("\n"))
    return process.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
