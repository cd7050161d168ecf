"""What the desk's tests share: one JupyterLab with the learners' settings, in the one chromium of all tests.

`notebook("code", "code")` opens a notebook made of these code cells and returns a `tests.desk.browser.Notebook`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.desk.browser import Lab, Notebook, write_notebook
from tests.desk.server import jupyterlab, load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

numbers = count(1)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with jupyterlab(tmp_path_factory.mktemp("lab")) as started:
        yield started


class Pages:
    """JupyterLab takes seconds to load, so its pages are kept from test to test."""

    def __init__(self, lab: Lab, browser: Browser) -> None:
        self.lab, self.browser = lab, browser
        self.free: list[Page] = []

    def take(self) -> Page:
        if self.free:
            return self.free.pop(0)
        page = self.browser.new_context().new_page()
        # a workspace of its own, so that no page opens what another had open
        load(page, f"{self.lab.url}/lab/workspaces/w{next(numbers)}")
        return page

    def give_back(self, book: Notebook) -> None:
        try:
            book.close()
        except Exception:  # whatever a test did to its page, the next one gets a good one
            book.page.context.close()
        else:
            self.free.append(book.page)


@pytest.fixture(scope="session")
def pages(lab: Lab, chromium: Browser) -> Pages:
    return Pages(lab, chromium)


@pytest.fixture
def notebook(pages: Pages) -> Iterator[Callable[..., Notebook]]:
    """`notebook("code", "code", width=1280)` -> an open notebook, in a folder of its own unless `folder` is given.

    `notebook(copy_of=path)` opens one that there is.
    """
    books: list[Notebook] = []

    def open_notebook(
        *sources: str,
        width: int = 1280,
        height: int = 900,
        folder: Path | None = None,
        name: str = "page",
        copy_of: Path | None = None,
    ) -> Notebook:
        where = folder or pages.lab.folder / f"work-{next(numbers)}"
        where.mkdir(exist_ok=True)
        path = where / f"{name}.ipynb"
        if copy_of:
            shutil.copy(copy_of, path)
        else:
            write_notebook(path, *sources)
        page = pages.take()
        page.set_viewport_size({"width": width, "height": height})
        books.append(Notebook(page, pages.lab, path))
        return books[-1]

    yield open_notebook
    for book in books:
        pages.give_back(book)
