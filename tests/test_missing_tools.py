"""A test that needs a missing system tool is skipped and counted in the last line, or fails, as REQUIRE_TOOLS says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import PACKAGES

NEEDS_TOOLS = """\
import pytest

@pytest.mark.tool("no-such-tool")
def test_one(): pass

@pytest.mark.tool("no-such-tool")
def test_two(): pass

@pytest.mark.tool("sh")
def test_three(): pass
"""


def run(folder: Path, require_tools: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(Path(__file__).with_name("conftest.py"), folder)
    (folder / "test_it.py").write_text(NEEDS_TOOLS, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = tool(name)\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    environment = os.environ | {"REQUIRE_TOOLS": require_tools}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_skipped_and_counted_in_the_closing_line(tmp_path: Path) -> None:
    done = run(tmp_path, require_tools="")
    assert done.returncode == 0
    assert "1 passed, 2 skipped" in done.stdout
    last = done.stdout.strip().splitlines()[-1]
    assert last == "Tests skipped because a system tool is missing: 2 for want of no-such-tool."


def test_a_missing_tool_fails_where_tools_are_required(tmp_path: Path) -> None:
    done = run(tmp_path, require_tools="1")
    assert done.returncode == 1
    assert "2 errors" in done.stdout or "2 failed" in done.stdout
    assert "needs no-such-tool (Debian: apt-get install no-such-tool), and REQUIRE_TOOLS=1 is set" in done.stdout


def test_ci_installs_every_tool_that_a_test_asks_for() -> None:
    root = Path(__file__).parent.parent
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    asked = {
        tool
        for path in (root / "tests").rglob("test_*.py")
        for tools in re.findall(r"mark\.tool\((.+?)\)", path.read_text(encoding="utf-8"))
        for tool in re.findall(r'"(.+?)"', tools)
        if path != Path(__file__)
    }
    assert set(PACKAGES) == asked
    assert dict(re.findall(r"^  \[(.+)\]=(.+)$", script, re.MULTILINE)) == PACKAGES


def test_no_test_is_skipped_past_the_count() -> None:
    """A test that calls `pytest.skip` itself would be missing from the closing line, and from REQUIRE_TOOLS."""
    folder = Path(__file__).parent
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if "pytest.skip(" in path.read_text(encoding="utf-8")
    }
    assert found == {"conftest.py", Path(__file__).name}
