"""Records: rows find their cards, fields are compared one by one; what is said names the slip and not the answer."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from course import __version__
from course.firm import Firm
from course.firm.customers import customers
from course.locale import LANGUAGES, Language
from course.tasks.formula import cell_name
from course.tasks.handout import Handout, Header
from course.tasks.mark import Item, Mark, Outcome
from course.tasks.pace import Pace, accuracy, speed
from course.tasks.record_rows import rows_of
from course.tasks.records import Record, RecordField, Records
from course.tasks.sheet_answer import SheetAnswer, filled_in
from course.tasks.task import Answer

COUNT = 8
NAME, POSTCODE, TOUR, SINCE, LIMIT = range(5)


def fields(language: Language) -> tuple[RecordField, ...]:
    return (
        RecordField("Name", "text"),
        RecordField("Postcode", "digits"),
        RecordField("Tour", "code"),
        RecordField("Since", "date"),
        RecordField("Limit", "amount"),
    )


def cards(firm: Firm) -> tuple[Record, ...]:
    people = customers(firm.chance("test"), COUNT)
    return tuple(
        Record(place, (one.name, one.postcode, one.tour, one.since, one.limit)) for place, one in enumerate(people, 1)
    )


FIRST = Records(
    id="first", title="Cards", instructions="", points=Decimal(4), unit="99-test", fields=fields, records=cards
)
SECOND = Records(
    id="second",
    title="Again",
    instructions="",
    points=Decimal(4),
    unit="99-test",
    fields=fields,
    records=cards,
    first=FIRST,
    needs=(FIRST,),
)


@pytest.fixture(scope="module")
def firm() -> Firm:
    return Firm.deal("records")


def handout(task: Records, firm: Firm, language: Language = "en") -> Handout:
    return task.handout(firm, Header("ada", task.unit, task.id, 0, __version__, language), {})


def typed(task: Records, firm: Firm, language: Language = "en") -> list[list[str]]:
    """What a careful clerk types, row by row."""
    answer = task.perfect(firm, handout(task, firm, language))
    rows = rows_of(answer, [field.rule for field in fields(language)], language)
    return [list(row.shown) for row in rows]


def marked(
    task: Records, firm: Firm, rows: list[list[str]], language: Language = "en", before: Answer | None = None
) -> Mark:
    entries = {cell_name(row, column): text for row, line in enumerate(rows, 2) for column, text in enumerate(line, 1)}
    answer = filled_in(handout(task, firm, language), entries, language)
    return task.mark(answer, firm, handout(task, firm, language), {FIRST.id: before} if before else {})


def item(mark: Mark, card: int) -> Item:
    return next(one for one in mark.items if one.key == f"card-{card}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_careful_clerk_has_everything_in_any_order_of_rows(firm: Firm, language: Language) -> None:
    rows = typed(FIRST, firm, language)
    assert marked(FIRST, firm, rows, language).points == 4
    assert marked(FIRST, firm, rows[::-1], language).points == 4


def test_a_card_that_is_passed_over_costs_itself_alone(firm: Firm) -> None:
    rows = typed(FIRST, firm)
    mark = marked(FIRST, firm, rows[:2] + rows[3:])
    assert mark.points == Decimal("3.5")
    assert (item(mark, 3).outcome, item(mark, 3).slip) == (Outcome.WRONG, "card-omitted")
    assert all(item(mark, card).outcome is Outcome.RIGHT for card in range(1, 9) if card != 3)


def test_cards_that_were_not_reached_are_not_attempted(firm: Firm) -> None:
    mark = marked(FIRST, firm, typed(FIRST, firm)[:5])
    assert mark.points == Decimal("2.5")
    assert {item(mark, card).outcome for card in (6, 7, 8)} == {Outcome.NOT_ATTEMPTED}


def test_a_card_that_was_keyed_twice_loses_half(firm: Firm) -> None:
    rows = typed(FIRST, firm)
    mark = marked(FIRST, firm, [*rows, rows[4]])
    assert (item(mark, 5).points, item(mark, 5).slip) == (Decimal("0.25"), "card-twice")
    assert mark.points == Decimal("3.75")
    assert "10" in item(mark, 5).message, "the second row is named"


def test_a_wrong_field_costs_its_part_and_is_named_without_the_answer(firm: Firm) -> None:
    rows = typed(FIRST, firm)
    card = next(n for n, row in enumerate(rows) if row[POSTCODE].startswith("0"))
    right = rows[card][POSTCODE]
    rows[card][POSTCODE] = right[1:]
    mark = marked(FIRST, firm, rows)
    found = item(mark, card + 1)
    assert (found.points, found.slip) == (Decimal("0.40"), "zero-lost")
    assert right[1:] in found.message
    assert right not in f"{found.message} {found.where} {found.worked}"


def test_fields_of_the_neighbour_and_of_another_column_are_named(firm: Firm) -> None:
    rows = typed(FIRST, firm)
    assert rows[1][NAME] != rows[2][NAME]
    rows[1][NAME], rows[5][POSTCODE] = rows[2][NAME], rows[5][TOUR]
    mark = marked(FIRST, firm, rows)
    assert item(mark, 2).slip == "neighbours-row"
    assert item(mark, 6).slip == "wrong-column"


def test_a_date_that_cannot_be_read_is_not_called_wrong(firm: Firm) -> None:
    rows = typed(FIRST, firm)
    rows[0][SINCE] = "31/02/2019"
    assert item(marked(FIRST, firm, rows), 1).outcome is Outcome.UNREADABLE


def test_the_same_wrong_entry_in_both_passes_is_said_to_be_copied(firm: Firm) -> None:
    rows = typed(FIRST, firm)
    rows[0][LIMIT] = "999.99"
    entries = {cell_name(row, col): text for row, line in enumerate(rows, 2) for col, text in enumerate(line, 1)}
    before = filled_in(handout(FIRST, firm), entries, "en")
    assert item(marked(SECOND, firm, rows, before=before), 1).slip == "same-in-both"
    assert item(marked(SECOND, firm, rows), 1).slip == ""
    rows[0][LIMIT] = "999.98"
    assert item(marked(SECOND, firm, rows, before=before), 1).slip == ""


def test_rows_of_nobody_earn_nothing_and_are_named(firm: Firm) -> None:
    mark = marked(FIRST, firm, [["Nobody at all", "12345", "XX-99", "01/01/2020", "1.00"]])
    assert mark.points == 0
    assert mark.items[-1].key == "strange"


def test_keying_variants_of_one_card_does_not_pay(firm: Firm) -> None:
    rows = typed(FIRST, firm)
    guesses = [[*row[:POSTCODE], guess, *row[POSTCODE + 1 :]] for row in rows for guess in ("01097", "10097", "01079")]
    assert marked(FIRST, firm, guesses).points <= 2


def test_points_are_those_that_were_reckoned_without_the_marker(firm: Firm) -> None:
    plan = handout(FIRST, firm)
    for slip in FIRST.slips(firm, plan):
        mark = FIRST.mark(FIRST.perfect(firm, plan, (slip,)), firm, plan, {})
        assert mark.points == FIRST.reckoned(firm, "en", (slip,)), slip
        assert mark.slips == (slip,)


def test_check_says_what_is_missing_and_never_what_is_wrong(firm: Firm) -> None:
    plan = handout(FIRST, firm)
    rows = typed(FIRST, firm)
    rows[0][POSTCODE] = "99999"
    rows[1][TOUR] = ""
    entries = {
        cell_name(row, c): text for row, line in enumerate(rows[:6], 2) for c, text in enumerate(line, 1) if text
    }
    report = FIRST.check(filled_in(plan, entries, "en"), plan)
    said = [line.text for line in report.lines if line.level == "todo"]
    assert said == ["Rows: 6. Cards: 8.", "Row 3 is not complete: Tour."]
    assert FIRST.check(FIRST.perfect(firm, plan), plan).complete
    assert len(FIRST.check(None, plan).lines) == 1


def test_a_file_is_read_as_it_was_written(firm: Firm, tmp_path: Path) -> None:
    plan = handout(FIRST, firm)
    path = tmp_path / FIRST.answer_file
    FIRST.write(FIRST.perfect(firm, plan), path, plan)
    answer = FIRST.read(path, plan)
    assert FIRST.mark(answer, firm, plan, {}).points == 4
    FIRST.write(FIRST.empty(plan), path, plan)
    assert FIRST.read(path, plan) is None


# --- pace ---------------------------------------------------------------------------------------------------------


def test_the_pace_is_kept_in_the_file_shown_and_not_marked(firm: Firm, tmp_path: Path) -> None:
    plan = handout(FIRST, firm)
    answer = FIRST.perfect(firm, plan)
    assert answer.book is not None
    answer.book.note(Pace(1200, 600, 2, 3).fields())
    answer.book.save(tmp_path / "first.xlsx")
    read = FIRST.read(tmp_path / "first.xlsx", plan)
    assert isinstance(read, SheetAnswer)
    mark = FIRST.mark(read, firm, plan, {})
    assert mark.points == 4
    assert "7,200" in mark.remark
    assert "there were 2" in mark.remark
    assert "pasted, not keyed: 3" in mark.remark
    notes = [line.text for line in FIRST.check(read, plan).lines if line.level == "note"]
    assert len(notes) == 1
    assert "wrong" not in notes[0], "a check does not know how much is wrong"


def test_too_few_keys_say_nothing_and_nonsense_counts_as_nothing() -> None:
    assert speed(Pace(150, 60), "en") == ""
    assert speed(Pace(1000, 0), "en") == ""
    assert Pace.read({"keys": "NaN", "seconds": "-5", "pauses": "9" * 400, "pasted": None}) == Pace()
    assert Pace(1, 2).plus({"keys": 10, "seconds": 20}) == Pace(11, 22)


def test_accuracy_is_shown_beside_what_was_measured() -> None:
    assert accuracy(0, 0, "en") == ""
    assert "3 of 60 fields wrong, 5%" in accuracy(3, 60, "en")
    assert "0.29%" in accuracy(3, 60, "en")
    assert "0,14\u00a0%" in accuracy(3, 60, "de")
