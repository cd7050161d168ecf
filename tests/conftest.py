"""What all tests share: the system tools that a machine may lack, said once and counted once.

`@pytest.mark.tool("hledger")` skips a test on a machine without hledger. The last line of the run counts the tests
skipped that way. With REQUIRE_TOOLS=1 (as in .ci/run) a missing tool is a failure, so nothing goes untested unseen.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# nbgrader calls alembic by name: the folder of this Python's commands must be on PATH.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
# The commands speak the language of the system; the tests say which they ask for, and English where they do not.
os.environ["LANGUAGE"] = "en"

PACKAGES = {  # tool -> Debian package
    "chromium": "chromium",
    "hledger": "hledger",
    "soffice": "libreoffice-calc-nogui",
    "bwrap": "bubblewrap",
    "unshare": "util-linux",
    "postgres": "postgresql",
}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One for all tests: a second playwright in the same process would refuse to start."""
    from playwright.sync_api import sync_playwright

    from tests.desk.server import launch

    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def is_installed(tool: str) -> bool:
    """Debian keeps PostgreSQL's server off the PATH, and a command that mounts may be there and not be allowed to."""
    if tool == "unshare":
        return bool(own_mounts())
    return shutil.which(tool) is not None or any(Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"))


@cache
def own_mounts() -> list[str]:
    """The command under which a program may mount what only it sees; empty where the system allows that to nobody."""
    if shutil.which("unshare") is None:
        return []
    ways = (["unshare", "-Urm"], ["unshare", "-m"])
    return next((way for way in ways if not subprocess.run([*way, "true"], capture_output=True).returncode), [])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser comes last: what is quick is known early, and no test runs beside playwright's event loop.

    Its tests have modules of their own, and a module stays in one process (--dist loadfile), because its tests share
    what is costly to make.
    """
    items.sort(key=in_browser)
    modules = [{item.path for item in items if in_browser(item) is browser} for browser in (True, False)]
    if mixed := set.intersection(*modules):
        names = ", ".join(path.name for path in sorted(mixed))
        raise pytest.UsageError(f"Tests in the browser want a module of their own: {names}.")


def in_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [tool for mark in item.iter_markers("tool") for tool in mark.args if not is_installed(tool)]
    if not missing:
        return
    packages = " ".join(PACKAGES.get(tool, tool) for tool in missing)
    reason = f"needs {', '.join(missing)} (Debian: apt-get install {packages})"
    if os.environ.get("REQUIRE_TOOLS") == "1":
        pytest.fail(f"{reason}, and REQUIRE_TOOLS=1 is set", pytrace=False)
    item.user_properties += [("missing tool", tool) for tool in missing]
    pytest.skip(reason)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """The run's closing lines, after pytest's own: figures that tests recorded, and tools that were missing."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not reporter:  # a process that only runs tests for another
        return
    for figures in told(reporter, "passed", "figures"):
        reporter.write_line(figures)
    if counts := Counter(told(reporter, "skipped", "missing tool")):
        tests = ", ".join(f"{count} for want of {tool}" for tool, count in sorted(counts.items()))
        reporter.write_line(f"Tests skipped because a system tool is missing: {tests}.")
    else:
        reporter.write_line("No test was skipped for want of a system tool.")


def told(reporter: pytest.TerminalReporter, outcome: str, name: str) -> list[str]:
    """What tests with this outcome recorded under this name, in whichever process they ran."""
    reports = reporter.stats.get(outcome, [])
    return [str(value) for report in reports for key, value in report.user_properties if key == name]
