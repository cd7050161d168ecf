"""What all tests share: the system tools that a machine may lack, said once and counted once.

`@pytest.mark.tool("hledger")` skips a test on a machine without hledger. The last line of the run counts the tests
skipped that way. With REQUIRE_TOOLS=1 (as in .ci/run) a missing tool is a failure, so nothing goes untested unseen.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

# nbgrader calls alembic by name: the folder of this Python's commands must be on PATH.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])

PACKAGES = {  # tool -> Debian package
    "chromium": "chromium",
    "hledger": "hledger",
    "soffice": "libreoffice-calc-nogui",
    "bwrap": "bubblewrap",
}
MISSING = pytest.StashKey[dict[str, int]]()


def is_installed(tool: str) -> bool:
    return shutil.which(tool) is not None


def pytest_configure(config: pytest.Config) -> None:
    config.stash[MISSING] = {}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser comes last: what is quick is known early, and no test runs beside playwright's event loop."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [tool for mark in item.iter_markers("tool") for tool in mark.args if not is_installed(tool)]
    if not missing:
        return
    packages = " ".join(PACKAGES.get(tool, tool) for tool in missing)
    reason = f"needs {', '.join(missing)} (Debian: apt-get install {packages})"
    if os.environ.get("REQUIRE_TOOLS") == "1":
        pytest.fail(f"{reason}, and REQUIRE_TOOLS=1 is set", pytrace=False)
    counts = item.config.stash[MISSING]
    for tool in missing:
        counts[tool] = counts.get(tool, 0) + 1
    pytest.skip(reason)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """The run's closing line, after pytest's own."""
    yield
    counts = session.config.stash[MISSING]
    if counts:
        tests = ", ".join(f"{count} for want of {tool}" for tool, count in sorted(counts.items()))
        line = f"Tests skipped because a system tool is missing: {tests}."
    else:
        line = "No test was skipped for want of a system tool."
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter:
        reporter.write_line(line)
