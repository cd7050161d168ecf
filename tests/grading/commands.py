"""Runs nbgrader's stock commands, each in a process of its own that is forked after nbgrader was imported once.

A command then costs what it does and not, every time anew, seconds of importing.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from course.build.release import put_commands_on_path

# Jupyter looks for free ports, lets go of them, and hands them to the kernel: another program may be quicker.
NO_KERNEL = ("Kernel died before replying to kernel_info", "Kernel didn't respond in")

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["nbgrader.apps.nbgraderapp", "nbgrader.apps", "nbgrader.preprocessors"])


def nbgrader(*arguments: str, folder: Path, environment: Mapping[str, str] | None = None, fails: bool = False) -> str:
    """Run `nbgrader ARGUMENTS` in this folder, and return what it said. Whether it fails must be as expected."""
    put_commands_on_path()
    code, said = run(arguments, folder, environment)
    if any(words in said for words in NO_KERNEL):
        code, said = run(arguments, folder, environment)
    assert bool(code) == fails, f"nbgrader {' '.join(arguments)} ended with {code}:\n{said}"
    return said


@cache
def empty_gradebook(course_id: str) -> bytes:
    """A gradebook without anything in it. nbgrader takes seconds to make one (it asks alembic), so all share this."""
    from nbgrader.api import Gradebook

    put_commands_on_path()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "gradebook.db"
        Gradebook(f"sqlite:///{place}", course_id).close()
        return place.read_bytes()


def run(
    arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str] | None = None, limit: float | None = None
) -> tuple[int | None, str]:
    """Run a command, however it ends; its exit status (negative: ended by a signal, or at the limit) and its words."""
    log = Path(tempfile.mkstemp(prefix="nbgrader-", suffix=".log")[1])  # two may run in one folder
    process = _context.Process(target=_launch, args=(arguments, folder, dict(environment or {}), log))
    process.start()
    process.join(limit)
    process.kill()
    process.join()
    said = log.read_text(encoding="utf-8")
    log.unlink()
    return process.exitcode, said


def _launch(arguments: tuple[str, ...], folder: Path, environment: Mapping[str, str], log: Path) -> None:
    os.chdir(folder)
    os.environ.update(environment)
    with log.open("wb", buffering=0) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.argv = ["nbgrader", *arguments]

    from nbgrader.apps.nbgraderapp import NbGraderApp

    NbGraderApp.launch_instance(list(arguments))
