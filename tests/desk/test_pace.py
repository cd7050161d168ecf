"""The pace of keying: counted where a task asks for it, kept in the learner's file, added up over days."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from course import __version__
from course.desk.sheet_file import OpenSheet
from course.firm import Firm
from course.tasks.handout import Handout, Header, SheetLayout
from course.tasks.pace import PAUSE, Pace
from course.tasks.workbook import Workbook
from tests.tasks.test_records import FIRST

PACE_JS = Path(__file__).parents[2] / "course/desk/sheet/pace.js"


@pytest.fixture
def handout() -> Handout:
    return FIRST.handout(Firm.deal("pace"), Header("ada", FIRST.unit, FIRST.id, 0, __version__, "en"), {})


def keyed(path: Path, handout: Handout, **pace: int) -> None:
    OpenSheet(path, handout).handle({"op": "set", "cells": [[2, 1, "Ada"]], "draft": False, "pace": pace or None})


def kept(path: Path, handout: Handout) -> Pace:
    book = Workbook.open(path, handout)
    assert book is not None
    return Pace.read(book.notes)


def test_the_figures_add_up_in_the_file(tmp_path: Path, handout: Handout) -> None:
    path = tmp_path / "first.xlsx"
    keyed(path, handout, keys=40, seconds=20, pauses=1, pasted=0)
    keyed(path, handout)
    keyed(path, handout, keys=60, seconds=25, pauses=0, pasted=2)
    assert kept(path, handout) == Pace(100, 45, 1, 2)


def test_a_sheet_that_is_not_paced_keeps_nothing(tmp_path: Path, handout: Handout) -> None:
    assert isinstance(handout.layout, SheetLayout)
    calm = replace(handout, layout=replace(handout.layout, paced=False))
    keyed(tmp_path / "first.xlsx", calm, keys=40, seconds=20, pauses=1, pasted=0)
    assert kept(tmp_path / "first.xlsx", calm) == Pace()


def test_the_page_and_the_kernel_mean_the_same_by_a_pause() -> None:
    found = re.search(r"LONGEST_GAP = ([0-9_]+);", PACE_JS.read_text(encoding="utf-8"))
    assert found
    assert int(found[1].replace("_", "")) == PAUSE * 1000
