"""Runs nbgrader's stock commands, each in a process of its own that is forked after nbgrader was imported once.

A command then costs what it does and not, every time anew, seconds of importing.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from course.build.release import put_commands_on_path

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["nbgrader.apps.nbgraderapp", "nbgrader.apps", "nbgrader.preprocessors"])


def nbgrader(*arguments: str, folder: Path, environment: Mapping[str, str] | None = None, fails: bool = False) -> str:
    """Run `nbgrader ARGUMENTS` in this folder, and return what it said. Whether it fails must be as expected."""
    put_commands_on_path()
    log = folder / "nbgrader.log"
    process = _context.Process(target=_launch, args=(arguments, folder, dict(environment or {}), log))
    process.start()
    process.join()
    said = log.read_text(encoding="utf-8")
    log.unlink()
    assert bool(process.exitcode) == fails, f"nbgrader {' '.join(arguments)} ended with {process.exitcode}:\n{said}"
    return said


def _launch(arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], log: Path) -> None:
    os.chdir(folder)
    os.environ.update(environment)
    with log.open("wb", buffering=0) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.argv = ["nbgrader", *arguments]

    from nbgrader.apps.nbgraderapp import NbGraderApp

    NbGraderApp.launch_instance(list(arguments))
