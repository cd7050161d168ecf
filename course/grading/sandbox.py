"""The outer wall: bubblewrap around the warm process that learners' code is forked from.

Inside it there are the system's programs and Python's, read-only, and two empty folders. There is no network, no
home, no
`/etc`, no course folder, no gradebook, and no variable of the instructor's environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import course
from course.grading import worker
from course.grading.namespaces import SUBMISSION, Bounds, can_forbid_processes
from course.grading.refusal import Refusal
from course.grading.warm import WarmProcess
from course.locale import N_

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "IPYTHONDIR": "/tmp/ipython",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # before the worker imports what draws
    "NBGRADER_EXECUTION": "autograde",
    "PYTHONDONTWRITEBYTECODE": "1",
}


class NoSandboxError(Refusal):
    """Learners' code cannot be run safely here. The text says what to install."""


ADVICE = N_("Or mark without protection: --unsafe-no-sandbox (read docs/instructors.md first).")
OTHER_SYSTEM = N_("The sandbox needs Linux on x86-64 or ARM64. {advice}")
NOT_INSTALLED = N_("The sandbox needs bubblewrap. Debian, Ubuntu: sudo apt install bubblewrap. {advice}")
NOT_ALLOWED = N_(
    "bubblewrap is installed but is not allowed to make namespaces here ({why}). In a container, allow user "
    "namespaces. {advice}"
)


def check_sandbox() -> None:
    """Raises NoSandboxError if bubblewrap is missing, is not allowed to work, or this is not a known Linux."""
    advice = Refusal(ADVICE)
    if sys.platform != "linux" or not can_forbid_processes():
        raise NoSandboxError(OTHER_SYSTEM, advice=advice)
    if shutil.which("bwrap") is None:
        raise NoSandboxError(NOT_INSTALLED, advice=advice)
    trial = subprocess.run([*_walls(), "--", "/bin/true"], capture_output=True, text=True, check=False)
    if trial.returncode != 0:
        raise NoSandboxError(NOT_ALLOWED, why=trial.stderr.strip() or trial.returncode, advice=advice)


def start_workers(modules: list[str], bounds: Bounds, max_output: int, sandboxed: bool = True) -> WarmProcess:
    """The warm process that forks workers; it is not ready yet."""
    options = worker.options(modules, bounds, max_output, sandboxed)
    python = [sys.executable, "-m", "course.grading.worker", options]
    package = str(Path(course.__file__).parent.parent)
    env = ENVIRONMENT | {"PYTHONPATH": package}
    command = [*_walls(), "--", *python] if sandboxed else python
    return WarmProcess(command, env if sandboxed else env | _own_folders())


def _own_folders() -> dict[str, str]:
    return {"HOME": os.environ.get("HOME", "/tmp")}


def _walls() -> list[str]:
    walls = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    for name, value in (ENVIRONMENT | {"PYTHONPATH": str(Path(course.__file__).parent.parent)}).items():
        walls += ["--setenv", name, value]
    for folder in ("/usr", "/bin", "/lib", "/lib64", "/sbin", "/etc/fonts"):
        walls += ["--ro-bind-try", folder, folder]
    walls += ["--tmpfs", "/tmp"]  # before Python's folders: the course may itself lie below /tmp
    for folder in _python_folders():
        walls += ["--ro-bind", folder, folder]
    walls += ["--proc", "/proc", "--dev", "/dev", "--dir", SUBMISSION, "--chdir", "/"]
    for path in _font_lists():
        walls += ["--ro-bind", str(path), f"{ENVIRONMENT['MPLCONFIGDIR']}/{path.name}"]
    return [*walls, "--remount-ro", "/dev", "--remount-ro", "/"]  # last: nothing can be made beside the mounts


def _font_lists() -> list[Path]:
    """matplotlib's own lists of fonts: with them it need not look for fonts in every run."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "matplotlib"
    return sorted(Path(os.environ.get("MPLCONFIGDIR") or cache).glob("fontlist-*.json"))


def _python_folders() -> list[str]:
    """Where Python and its packages lie, and this package; nothing beside them."""
    wanted = [sys.base_prefix, sys.prefix, str(Path(course.__file__).parent)]
    outside = [Path(folder).resolve() for folder in wanted if not Path(folder).resolve().is_relative_to("/usr")]
    return [str(folder) for folder in dict.fromkeys(outside)]
