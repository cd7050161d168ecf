"""The blind count: no other task of a page speaks of a shelf that is counted there, and nobody has more to count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from statistics import median

import pytest

from course.firm import Firm
from course.firm.paper import render
from course.firm.stock import on_hand
from course.tasks.handing_in import firm_of
from course.tasks.handout import Handout, SheetLayout
from course.tasks.sealing import holding
from course.units.u13_inventory.automate import own_firm
from course.units.u13_inventory.tasks import FIRST_SHELVES, FIVE_SHELVES, THREE_SHELVES, UNIT
from tests.tasks.examples import header
from tests.tasks.sealed import SEAL, assignment, handed_out, sealed_header

PAGES = {"lesson": UNIT.lesson, "assignment": UNIT.assignment}
COUNTS = {work.purpose: work for work in (FIRST_SHELVES, THREE_SHELVES, FIVE_SHELVES)}
LISTS = ("practice-differences", "practice-reorder", "stock-differences", "reorder")  # articles in column A
ORDERS = ("practice-purchase", "purchase-order")  # the first paper says what is wanted
# What moved, or went out in the quarter, may happen to be as much as what is left.
USES = ("practice-abc", "abc-analysis")
MOVES = ("Delivery note", "Issue slip")


def rows_of(handout: Handout) -> list[list[str]]:
    """What a learner reads of stocks, line by line: the rows of the sheet, and of the papers' tables and texts."""
    rows: dict[str, list[str]] = {}
    for cell in handout.layout.given if isinstance(handout.layout, SheetLayout) else ():
        rows.setdefault(re.sub("[A-Z]", "", cell.ref), []).append(cell.value)
    papers = [paper for paper in handout.documents if not paper.title.en.startswith(MOVES)]
    pages = "<p>".join(render(paper, "en") for paper in papers)
    lines = re.split(r"</?(?:tr|p|li)\b[^>]*>", pages)
    return [*rows.values(), *([word.strip() for word in re.split("<[^>]+>", line)] for line in lines)]


def articles_of(task: str, handout: Handout) -> list[str]:
    """The articles of whose stock a list or a note to purchasing speaks."""
    if task in ORDERS:
        return re.findall(r"The stock of (\S+) has come down", render(handout.documents[0], "en"))
    assert isinstance(handout.layout, SheetLayout)
    return [cell.value for cell in handout.layout.given if re.fullmatch(r"A\d+", cell.ref)]


def told_elsewhere(handouts: Mapping[str, Handout], firm: Firm) -> list[str]:
    """Where a page tells the total of a shelf that it has counted, and articles of which it speaks twice."""
    found = []
    spoken = Counter(n for task in (*LISTS, *ORDERS) if task in handouts for n in articles_of(task, handouts[task]))
    for count in COUNTS.keys() & handouts.keys():
        counted = COUNTS[count].stocks(firm)
        spoken.update(counted)
        for task in handouts.keys() - {count, *USES}:
            rows = rows_of(handouts[task])
            found += [f"{task}: {n}" for n in counted if any(n in row and str(on_hand(firm, n)) in row for row in rows)]
    return found + [f"{number} {times} times" for number, times in spoken.items() if times > 1]


@pytest.mark.parametrize("page", PAGES)
def test_no_other_task_of_a_page_speaks_of_a_shelf_that_is_counted(page: str) -> None:
    """The list of differences, the reorder list and the note to purchasing once told the stock of shelves still to be
    counted, or another one than the shelf held."""
    for number in range(50):
        firm = Firm.deal(f"blind {number}")
        handouts = {task.id: task.handout(firm, header(task), {}) for task in PAGES[page]}
        assert told_elsewhere(handouts, firm) == [], firm.seed


def test_no_other_task_speaks_of_it_in_a_sealed_assignment() -> None:
    """There tasks may have firms of their own, in which the same shelf would hold something else."""
    tasks = [task for task in UNIT.tasks if not task.lesson]
    for number in range(10):
        learner = f"learner {number}"
        with holding(assignment(tasks[0]), SEAL):
            firm = firm_of(tasks[0], sealed_header(tasks[0], learner))
        handouts = {task.id: handed_out(task, learner) for task in tasks}
        assert told_elsewhere(handouts, firm) == [], learner


def test_a_list_that_told_the_count_would_be_found() -> None:
    firm = Firm.deal("blind 0")
    handouts = {task.id: task.handout(firm, header(task), {}) for task in UNIT.assignment}
    counted = FIVE_SHELVES.lines(firm)[0].shelf.article.number
    told = {"A2": counted, "F2": str(on_hand(firm, counted))}
    layout = handouts["reorder"].layout
    assert isinstance(layout, SheetLayout)
    given = tuple(replace(cell, value=told.get(cell.ref, cell.value)) for cell in layout.given)
    handouts["reorder"] = replace(handouts["reorder"], layout=replace(layout, given=given))
    assert told_elsewhere(handouts, firm) == [f"reorder: {counted}", f"{counted} 2 times"]


def test_the_moves_of_the_optional_page_do_not_come_to_the_stock_of_the_counted_shelves() -> None:
    """They come to the stock of every shelf there is, so they are another firm's."""
    task = next(task for task in UNIT.tasks if task.id == "shelf-count")
    firm, other = firm_of(task, header(task, learner="ada")), own_firm("en")
    counted = FIVE_SHELVES.stocks(firm)
    assert firm.seed != other.seed
    assert sum(on_hand(firm, number) == on_hand(other, number) for number in counted) <= 1


def test_nobody_has_many_more_things_to_count_than_another() -> None:
    """Cartons, packs and pieces on all shelves, and on those that are not shown as done."""
    for count in COUNTS.values():
        deals = [count.lines(Firm.deal(f"fair {number}")) for number in range(200)]
        for first in {0, count.shown}:
            found = [sum(line.shelf.things for line in lines[first:]) for lines in deals]
            assert all(abs(one - median(found)) <= 0.15 * median(found) for one in found), count.purpose
