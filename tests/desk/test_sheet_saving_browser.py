"""The way of an entry to the file, when the kernel is busy or dead, the disk full, or somebody else writes, too."""

from __future__ import annotations

import pytest

from tests.desk.grid import FILE, Grid, Open, await_value, desk_cell, run, values

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]


def test_a_busy_kernel_is_told_calmly_and_the_answer_is_saved_when_it_is_done(notebook: Open) -> None:
    book = notebook(desk_cell(), "import time\ntime.sleep(10)")
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("D2")
    grid.type("12", "<Enter>", "=D2*2", "<Enter>")
    assert "bo-pending" in grid.cell("D3").get_attribute("class")
    book.page.locator('.bo-status[data-status="waiting"]').wait_for()
    assert "Waiting to be saved" in book.status.inner_text()
    assert "Saved" not in book.status.inner_text()
    assert book.page.get_by_text("is saved as soon as that cell is done").is_visible()
    assert book.page.locator(".bo-alarm").is_hidden()
    assert not (book.folder / FILE).exists()
    grid.type("5", "<Enter>")
    assert "NOT SAVED" not in book.desk.inner_text()
    grid.expect("D3", "24.00")
    grid.wait_saved()
    book.until_saved()
    assert book.page.get_by_text("is saved as soon as that cell is done").is_hidden()
    assert values(book.folder / FILE)["D4"] == 5


def test_a_kernel_that_is_ended_while_the_answer_waits_is_told(notebook: Open) -> None:
    book = notebook(desk_cell(), "import time\ntime.sleep(60)")
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("D2")
    grid.type("12", "<Enter>")
    book.page.locator('.bo-status[data-status="waiting"]').wait_for()
    book.stop_kernel()
    book.page.get_by_text("NOT SAVED").first.wait_for(timeout=10_000)
    assert not (book.folder / FILE).exists()


def test_a_dead_kernel_is_told_and_what_was_typed_comes_back(notebook: Open) -> None:
    book = notebook(desk_cell())
    book.run_all(".bo-sheet")
    grid = Grid(book)
    grid.go("B2")
    grid.type("first", "<Enter>")
    await_value(book.folder / FILE, "B2", "first")
    book.stop_kernel()
    grid.type("second", "<Enter>")
    book.page.get_by_text("NOT SAVED").first.wait_for(timeout=10_000)
    assert "bo-pending" in grid.cell("B3").get_attribute("class")
    assert "B3" not in values(book.folder / FILE)
    book.start_kernel()
    run(book)
    grid = Grid(book)
    grid.expect("B3", "second")
    await_value(book.folder / FILE, "B3", "second")


def test_two_desks_on_one_file_lose_nothing(notebook: Open) -> None:
    book = notebook(desk_cell(), desk_cell())
    run(book, 0)
    run(book, 1)
    book.page.locator(".bo-sheet").nth(1).wait_for()
    one, two = Grid(book, 0), Grid(book, 1)
    one.go("B2")
    one.type("from one", "<Enter>")
    two.expect("B2", "from one")
    two.go("B3")
    two.type("from two", "<Enter>")
    one.expect("B3", "from two")

    other = notebook(desk_cell(), folder=book.folder, name="second")
    other.run_all(".bo-sheet")
    third = Grid(other)
    assert third.cell("B3").text_content() == "from two"
    one.go("F2")
    one.type("kernel one", "<Enter>")
    await_value(book.folder / FILE, "F2", "kernel one")
    third.go("F3")
    third.type("kernel two", "<Enter>")
    await_value(book.folder / FILE, "F3", "kernel two")
    third.expect("F2", "kernel one")
    one.go("F4")
    one.type("again", "<Enter>")
    one.expect("F3", "kernel two")
    await_value(book.folder / FILE, "F4", "again")
    found = values(book.folder / FILE)
    assert [found[ref] for ref in ("B2", "B3", "F2", "F3")] == ["from one", "from two", "kernel one", "kernel two"]


READ_ONLY = """
import os
os.chmod(".", 0o555)
os.geteuid() == 0 and os.seteuid(65534)  # root may write everywhere, nobody may not
"""
WRITABLE = """
os.getuid() == 0 and os.seteuid(0)
os.chmod(".", 0o755)
"""
FULL = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))"
ROOM = "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))"


def test_a_read_only_folder_and_a_full_disk_are_told_and_nothing_is_lost(notebook: Open) -> None:
    book = notebook(desk_cell(), READ_ONLY, WRITABLE, FULL, ROOM)
    run(book, 0)
    book.page.locator(".bo-sheet").wait_for()
    grid = Grid(book)
    file = book.folder / FILE
    grid.go("B2")
    grid.type("safe", "<Enter>")
    await_value(file, "B2", "safe")
    for row, (spoil, mend, words) in enumerate(
        ((1, 2, "This folder is read-only"), (3, 4, "There is no room left")), start=3
    ):
        run(book, spoil)
        grid.go(f"B{row}")
        grid.type("held", "<Enter>")
        book.page.get_by_text(words).first.wait_for(timeout=8000)
        assert "bo-pending" in grid.cell(f"B{row}").get_attribute("class")
        assert values(file)["B2"] == "safe"
        assert f"B{row}" not in values(file)
        run(book, mend)
        grid.go(f"F{row}")
        grid.type("next", "<Enter>")
        await_value(file, f"B{row}", "held")
        grid.wait_saved()
        assert values(file)[f"F{row}"] == "next"
    assert sorted(path.name for path in book.folder.iterdir() if not path.name.startswith(".ipynb")) == [
        FILE,
        "page.ipynb",
    ]
