"""Forms and quizzes: untouched, right, wrong in two ways, unreadable; what is said each time."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from course.locale import LANGUAGES, Language
from course.tasks.form import FormAnswer, Typed
from course.tasks.handing_in import check_answer, mark_answer
from course.tasks.mark import Item, Mark, Outcome
from course.tasks.task import Unreadable
from tests.tasks.examples import ERROR, TASKS, TYPES, handed_out, header, right_file

FORMS = [ERROR, TYPES]


def marked(changes: dict[str, Typed], language: Language = "en") -> Mark:
    """The mark of a right answer with these changes."""
    firm, handout = handed_out(ERROR, language)
    right = ERROR.perfect(firm, handout)
    return ERROR.mark(FormAnswer(right.header, {**right.values, **changes}), firm, handout, {})


def item(mark: Mark, key: str) -> Item:
    return next(one for one in mark.items if one.key == key)


@pytest.mark.parametrize("task", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_right_answers_earn_everything(task: object, language: Language, tmp_path: Path) -> None:
    assert task in FORMS
    for one in FORMS:
        right_file(one, tmp_path, language)
        mark = mark_answer(one, language, tmp_path)
        assert (mark.points, mark.outcome) == (one.points, Outcome.RIGHT)
        assert check_answer(one, language, tmp_path).complete


@pytest.mark.parametrize("task_id", ["example-error", "example-types"])
def test_an_untouched_form_earns_nothing_and_says_so_once(task_id: str, tmp_path: Path) -> None:
    task = TASKS[task_id]
    missing = mark_answer(task, "de", tmp_path)
    handout = handed_out(task)[1]
    task.write(task.empty(handout), tmp_path / task.answer_file, handout)
    assert mark_answer(task, "de", tmp_path) == missing
    assert (repr(missing), missing.outcome) == ("0", Outcome.NOT_ATTEMPTED)
    assert missing._repr_html_().count("noch keine Antwort") == 1
    assert [line.level for line in check_answer(task, "de", tmp_path).lines] == ["todo"]


def test_a_slip_is_named_and_explained_without_the_answer() -> None:
    firm, handout = handed_out(ERROR)
    mark = ERROR.mark(ERROR.perfect(firm, handout, ("decimal_slid",)), firm, handout, {})
    found = item(mark, "difference")
    assert (found.outcome, found.slip, found.points) == (Outcome.WRONG, "decimal_slid", 0)
    assert found.message == "The decimal point is one place off."
    assert mark.points == Decimal("2.4")
    truth = ERROR.perfect(firm, handout).values["difference"]
    assert str(truth) not in mark._repr_html_()


def test_a_wrong_answer_that_no_slip_explains_gets_the_questions_own_message() -> None:
    found = item(marked({"difference": "1.00"}), "difference")
    assert (found.outcome, found.slip, found.message) == (Outcome.WRONG, "", "That is not the difference.")
    assert found.where == "Look at the totals."


def test_an_ambiguous_amount_cannot_be_read_and_the_rest_counts() -> None:
    mark = marked({"difference": "1.234"})
    found = item(mark, "difference")
    assert found.outcome is Outcome.UNREADABLE
    assert "1,234.00 or as 1.234" in found.message
    assert mark.points == Decimal("2.4")


def test_a_question_left_out_is_not_attempted() -> None:
    mark = marked({"day": ""})
    assert item(mark, "day").outcome is Outcome.NOT_ATTEMPTED
    assert item(mark, "day").points == 0
    assert item(mark, "who").outcome is Outcome.RIGHT


@pytest.mark.parametrize("who", ["two people", "  TWO   people ", "2 people"])
def test_capitals_and_spaces_do_not_matter_in_a_text(who: str) -> None:
    assert item(marked({"who": who}), "who").outcome is Outcome.RIGHT
    assert item(marked({"who": who + " more"}), "who").outcome is Outcome.WRONG


def test_picking_some_of_several_is_wrong_and_a_made_up_option_unreadable() -> None:
    firm, handout = handed_out(TYPES)
    right = TYPES.perfect(firm, handout)

    def outcome(key: str, typed: Typed) -> Outcome:
        answer = FormAnswer(None, {**right.values, key: typed})
        return item(TYPES.mark(answer, firm, handout, {}), key).outcome

    assert outcome("owned", ("liability", "asset")) is Outcome.RIGHT
    assert outcome("owned", ("asset",)) is Outcome.WRONG
    assert outcome("owned", ("asset", "liability", "expense")) is Outcome.WRONG
    assert outcome("owned", ("asset", "made up")) is Outcome.UNREADABLE
    assert outcome("loan", "made up") is Outcome.UNREADABLE
    assert outcome("loan", ("liability",)) is Outcome.UNREADABLE


def test_check_names_what_is_open_and_what_cannot_be_read_and_nothing_else() -> None:
    handout = handed_out(ERROR)[1]
    report = ERROR.check(FormAnswer(None, {"difference": "1.234", "who": "nobody"}), handout)
    assert [(line.level, line.ref) for line in report.lines] == [
        ("unreadable", "difference"),
        ("todo", "voucher"),
        ("todo", "day"),
    ]
    assert not report.complete


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"answers": []}, "holds no answers"),
        ({"answers": {"difference": 7}}, "something else than texts"),
        ({"answers": {"difference": [1]}}, "something else than texts"),
        ({"answers": {"difference": {"a": "b"}}}, "something else than texts"),
        ({"nothing": 1}, "holds no answers"),
    ],
)
def test_a_file_of_the_wrong_shape_cannot_be_read(tmp_path: Path, content: dict[str, object], reason: str) -> None:
    handout = handed_out(ERROR)[1]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(content))
    with pytest.raises(Unreadable, match=reason):
        ERROR.read(path, handout)


def test_what_was_typed_is_kept_as_it_was(tmp_path: Path) -> None:
    handout = handed_out(ERROR)[1]
    answer = FormAnswer(header(ERROR), {"difference": "1.2.3", "who": "Frau Öztürk", "unknown": "kept"})
    ERROR.write(answer, tmp_path / "a.json", handout)
    assert ERROR.read(tmp_path / "a.json", handout) == answer
