"""The page of figures: a short run leaves those of a long one as they are, and growth says whether it is flat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import __main__ as bench
from bench.grading import apart

PAGE = f"""# Benchmarks

{bench.MARK}
## firm

5 ms

## grading

200 of 200

## otter

old
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "benchmarks.md"
    place.write_text(PAGE)
    monkeypatch.setattr(bench, "PAGE", place)
    return place


def write(name: str, printed: str, full: bool) -> None:
    bench.keep(bench.section(bench.title(name, full), name, f"python bench/{name}.py", printed, 3))


def headings(page: Path) -> list[str]:
    return [line for line in page.read_text().splitlines() if line.startswith("## ")]


def test_a_short_run_has_a_section_of_its_own(page: Path) -> None:
    write("grading", "40 of 200", full=False)
    assert headings(page) == ["## firm", "## grading", "## grading, short form", "## otter"]
    assert "200 of 200" in page.read_text()
    assert "40 of 200" in page.read_text()


def test_a_long_run_takes_the_place_of_both(page: Path) -> None:
    write("grading", "40 of 200", full=False)
    write("grading", "all anew", full=True)
    assert headings(page) == ["## firm", "## grading", "## otter"]
    assert "all anew" in page.read_text()
    assert "of 200" not in page.read_text()


def test_what_has_one_form_alone_is_written_anew_in_either(page: Path) -> None:
    write("_otter", "new", full=False)
    assert headings(page) == ["## firm", "## grading", "## otter"]
    assert "old" not in page.read_text()


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([81, 85, 74], "14.9 % above the smallest, within 15 %"),
        ([86, 74, 80], "16.2 % above the smallest, NOT WITHIN 15 %"),
    ],
)
def test_growth_says_whether_it_is_flat(figures: list[float], said: str) -> None:
    assert apart("time for a submission", figures).endswith(said)
