"""Charts: the ranges that are named, what stands in them, and whether a reader will understand the picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from course import __version__
from course.tasks.chart import CannotBeDrawn, Chart, chart_data
from course.tasks.form import FormAnswer
from course.tasks.formula import block_named
from course.tasks.handing_in import deal, handout_of, lay_down
from course.tasks.handout import Header
from course.tasks.mark import Item, Outcome
from course.tasks.workbook import Workbook
from course.units import find_task

RIGHT = {"labels": "F2:F4", "values": "G1:H4", "kind": "bar", "title": "Sales, April to June", "axis": "EUR"}


def task(name: str = "sales-chart") -> Chart:
    found = find_task(name)
    assert isinstance(found, Chart)
    return found


def header(name: str = "sales-chart") -> Header:
    return Header("ada", task(name).unit, name, 0, __version__, "en")


def item(key: str, **values: str) -> Item:
    answer = FormAnswer(header(), RIGHT | values)
    mark = task().mark(answer, deal(header(), False), handout_of(task(), header()), {})
    return next(one for one in mark.items if one.key == key)


@pytest.mark.parametrize("typed", ["F2:F4", "$F$2:$F$4", "f4:f2", " F2 : F4 "])
def test_a_range_may_be_written_in_many_ways(typed: str) -> None:
    assert item("labels", labels=typed).outcome is Outcome.RIGHT


@pytest.mark.parametrize("typed", ["F", "months", "F2:", "F2:F4:F6", "F2-F4", "ZZZ1:ZZZ9", "F0:F4"])
def test_what_is_no_range_cannot_be_read(typed: str) -> None:
    assert block_named(typed) == ""
    assert item("labels", labels=typed).outcome is Outcome.UNREADABLE


@pytest.mark.parametrize(
    ("key", "typed", "slip"),
    [
        ("values", "G1:H5", "total-in-chart"),
        ("values", "G1:I4", "total-in-chart"),
        ("values", "G2:H4", "heading-missing"),
        ("values", "F1:H4", "wrong-column"),
        ("labels", "F1:F4", "heading-as-label"),
        ("kind", "pie", "pie-for-comparison"),
        ("title", "chart", "title-says-nothing"),
        ("axis", "sales", "unit-missing"),
        ("values", "G1:G4", ""),
        ("title", "The meeting", ""),
    ],
)
def test_slips_are_named_and_others_are_not_made_up(key: str, typed: str, slip: str) -> None:
    found = item(key, **{key: typed})
    assert (found.outcome, found.slip, found.points) == (Outcome.WRONG, slip, 0)


@pytest.mark.parametrize(
    "title", ["Net sales by month 2026", "What we sold in the 2nd quarter", "Turnover April to June"]
)
def test_a_title_in_ones_own_words_is_right(title: str) -> None:
    assert item("title", title=title).outcome is Outcome.RIGHT


def sheet(folder: Path) -> Workbook:
    (before,) = task().needs
    found = Workbook.open(
        lay_down(before, header(), folder),
        handout_of(before, Header("ada", before.unit, before.id, 0, __version__, "en")),
    )
    assert found is not None
    return found


def test_the_figures_drawn_are_those_of_the_sheet(tmp_path: Path) -> None:
    book = sheet(tmp_path)
    data = chart_data(book, "F2:F4", "G1:H4", "en")
    assert [one.name for one in data.series] == ["Stationery", "Books"]
    assert data.labels == ("4", "5", "6")
    assert data.series[1].values == tuple(book.value(row, 8) for row in (2, 3, 4))
    assert [one.name for one in chart_data(book, "F2:F4", "G2:H4", "en").series] == ["Series 1", "Series 2"]
    with pytest.raises(CannotBeDrawn, match="no figures"):
        chart_data(book, "F2:F4", "A2:A4", "en")
