"""The error log: lines in any order, either of two duplicates first, and no points for logging everything."""

from __future__ import annotations

from decimal import Decimal

import pytest

from course import __version__
from course.firm import Firm
from course.locale import Language, Text
from course.tasks.error_log import ErrorLog, Fault, LookAlike
from course.tasks.handout import Choice, Handout, Header
from course.tasks.mark import Item, Mark, Outcome
from course.tasks.sheet_answer import filled_in

KINDS = (Choice("D", "Duplicate"), Choice("P", "Postcode impossible"), Choice("T", "Date impossible"))
FAULTS = (
    Fault("20", "D", "5"),
    Fault("31", "D", "30"),
    Fault("8", "P"),
    Fault("11", "P"),
    Fault("17", "T"),
    Fault("26", "T"),
)


def kinds(language: Language) -> tuple[Choice, ...]:
    return KINDS


LOG = ErrorLog(
    id="log",
    title="Log",
    instructions="",
    points=Decimal(4),
    unit="99-test",
    kinds=kinds,
    faults=lambda firm: FAULTS,
    sound=lambda firm: (LookAlike("2", "3", Text("Two people.", "Zwei Menschen.")),),
)


@pytest.fixture(scope="module")
def firm() -> Firm:
    return Firm.deal("log")


def handout(firm: Firm) -> Handout:
    return LOG.handout(firm, Header("ada", LOG.unit, LOG.id, 0, __version__, "en"), {})


def marked(firm: Firm, *lines: tuple[str, str, str]) -> Mark:
    entries = {f"{column}{row}": t for row, line in enumerate(lines, 2) for column, t in zip("ABC", line, strict=True)}
    return LOG.mark(filled_in(handout(firm), entries, "en"), firm, handout(firm), {})


def item(mark: Mark, key: str) -> Item:
    return next(one for one in mark.items if one.key == key)


RIGHT = [("20", "D", "5"), ("31", "D", "30"), ("8", "P", ""), ("11", "P", ""), ("17", "T", ""), ("26", "T", "")]


def test_lines_may_come_in_any_order_and_either_record_first(firm: Firm) -> None:
    assert marked(firm, *RIGHT).points == 4
    assert marked(firm, *RIGHT[::-1]).points == 4
    assert marked(firm, ("05", "duplicate", "no. 20"), *RIGHT[1:]).points == 4
    assert marked(firm, ("5", "D Duplicate", "20"), ("20", "D", "5"), *RIGHT[1:]).points == 4


def test_a_fault_that_is_not_logged_is_lost_and_no_slip_is_claimed(firm: Firm) -> None:
    mark = marked(firm, *RIGHT[:-1])
    assert mark.points == Decimal("3.5")
    assert (item(mark, "fault-6").outcome, item(mark, "fault-6").slip) == (Outcome.NOT_ATTEMPTED, "")
    assert "26" not in item(mark, "fault-6").message


def test_whoever_looks_for_everything_but_duplicates_is_told_so(firm: Firm) -> None:
    mark = marked(firm, *RIGHT[2:])
    assert {item(mark, key).slip for key in ("fault-1", "fault-2")} == {"duplicates-kept"}
    assert mark.points == 3


def test_the_wrong_kind_and_the_wrong_partner_keep_half(firm: Firm) -> None:
    mark = marked(firm, ("20", "D", "6"), RIGHT[1], ("8", "T", ""), *RIGHT[3:])
    assert (item(mark, "fault-1").points, item(mark, "fault-1").slip) == (Decimal("0.25"), "wrong-partner")
    assert (item(mark, "fault-3").points, item(mark, "fault-3").slip) == (Decimal("0.25"), "wrong-kind")


def test_the_record_beside_it_is_recognised(firm: Firm) -> None:
    mark = marked(firm, *RIGHT[:4], ("18", "T", ""), RIGHT[5])
    assert item(mark, "fault-5").slip == "next-record"
    assert item(mark, "false-alarms").points == Decimal("0.5")


def test_logging_everything_does_not_pay(firm: Firm) -> None:
    everything = [(str(record), kind, "") for record in range(1, 41) for kind in "PT"]
    mark = marked(firm, *everything)
    assert item(mark, "false-alarms").points == 0
    assert mark.points <= 1, "a log has so many lines and no more"


def test_two_people_taken_for_one_are_explained(firm: Firm) -> None:
    mark = marked(firm, *RIGHT, ("2", "D", "3"))
    assert (item(mark, "false-alarms").slip, mark.points) == ("sound-record-logged", Decimal("3.5"))
    assert "Two people." in item(mark, "false-alarms").message


def test_points_are_those_that_were_reckoned_without_the_marker(firm: Firm) -> None:
    plan = handout(firm)
    for slip in LOG.slips(firm, plan):
        mark = LOG.mark(LOG.perfect(firm, plan, (slip,)), firm, plan, {})
        assert mark.points == LOG.reckoned(firm, (slip,)), slip
        assert slip in mark.slips


def test_check_asks_for_what_is_missing(firm: Firm) -> None:
    plan = handout(firm)
    report = LOG.check(filled_in(plan, {"A2": "7", "B3": "P"}, "en"), plan)
    assert [line.ref for line in report.lines if line.level == "todo"] == ["B2", "A3"]
    assert LOG.check(LOG.perfect(firm, plan), plan).complete
