"""What the measurements in the browser begin with: a JupyterLab with the learners' settings, and a page of chromium."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.desk.browser import Lab  # noqa: E402 - the path above first
from tests.desk.server import jupyterlab, launch, load  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page


def in_chromium(what: str, measure: Callable[[Page, Lab], None]) -> None:
    """Say what is measured and in which browser, and measure it; without a browser, say that."""
    from playwright.sync_api import sync_playwright

    if not shutil.which("chromium"):
        print("Not measured: chromium is not installed.")
        return
    with tempfile.TemporaryDirectory() as home, jupyterlab(Path(home)) as lab, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        load(page, f"{lab.url}/lab")
        print(f"{what}in chromium {browser.version}")
        measure(page, lab)
        browser.close()
