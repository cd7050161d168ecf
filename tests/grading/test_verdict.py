"""The verdict: what a test cell sees, what it says, whose names it believes. The learner's side is played by hand."""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from course.grading import wire
from course.grading.assignment import InstructorCell, NotebookSource, SourceCell
from course.grading.learner import LearnerLink
from course.grading.names import VerdictPlan, plan_tests
from course.grading.outcome import SetAside
from course.grading.verdict import Verdict


def cell(
    name: str, source: str, grade: bool = False, solution: bool = False, hidden: tuple[int, ...] = ()
) -> SourceCell:
    return SourceCell(name, "code", not solution, source, "", grade, solution, False, 1.0, source, hidden)


def plan(*cells: SourceCell) -> VerdictPlan:
    instructor = tuple(InstructorCell(one.name, "code", one.source) for one in cells)
    return plan_tests(NotebookSource("book", {}, cells, instructor), frozenset())


class Told(threading.Thread):
    """A worker that answers with what it was told to, and keeps what it was asked."""

    def __init__(self, names: dict[str, Any], answer: dict[str, Any] | None = None) -> None:
        super().__init__(daemon=True)
        self.ours, self.theirs = socket.socketpair()
        self.names = names
        self.answer = answer or {}
        self.asked: list[dict[str, Any]] = []

    def run(self) -> None:
        while True:
            try:
                request = wire.receive_json(self.theirs)
            except wire.LostError:
                return
            self.asked.append(request)
            found = {name: self.names[name] for name in request.get("names", ()) if name in self.names}
            wire.send_json(self.theirs, found if request["do"] == "get" else self.answer)


def run(made: VerdictPlan, name: str, worker: Told, folder: Path) -> list[dict[str, Any]]:
    worker.start()
    verdict = Verdict(made, LearnerLink(worker.ours, wire.now() + 10, 10), folder, frozenset())
    for locked in made.prelude:
        verdict.prelude(locked)
    return verdict.run(made.tests[name])


SOLUTION = cell("answer", "value = 42\ndef total(numbers):\n    return sum(numbers)", solution=True)


def test_only_the_learners_names_are_asked_for() -> None:
    setup = cell("setup", "import math\nLIMIT = 3\ndef near(a, b):\n    return abs(a - b) < LIMIT")
    made = plan(setup, SOLUTION, cell("test", "expected = 42\nassert near(value, math.floor(expected))", grade=True))
    assert made.tests["test"].fetch == ("value",)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("for n in [1]:\n    assert total([n]) == n", ("total",)),
        ("assert all(total([n]) == n for n in [1, 2])", ("total",)),
        ("def both(n):\n    return total([n]), value\nassert both(1)", ("total", "value")),
        ("value += 1\nassert value", ("value",)),
        ("if total:\n    value = 1\nassert value", ("total", "value")),
        ("with open('x') as file:\n    assert file", ()),
        ("assert 'value' in globals()", ("value",)),
        ("sum = 0\nassert sum == 0 and len([])== 0", ()),
    ],
)
def test_what_a_test_reads_is_found_in_every_scope(source: str, wanted: tuple[str, ...]) -> None:
    assert plan(SOLUTION, cell("test", source, grade=True)).tests["test"].fetch == wanted


def test_a_name_that_our_own_helper_reads_is_asked_for_too() -> None:
    setup = cell("setup", "def check():\n    return total([1])")
    assert plan(setup, SOLUTION, cell("test", "assert check() == 1", grade=True)).tests["test"].fetch == ("total",)


def test_data_of_a_locked_cell_that_the_solution_changes_is_the_learners() -> None:
    setup = cell("setup", "table = [3, 1]\nstart = 5")
    change = cell("answer", "table.sort()\nstart = start + 1", solution=True)
    made = plan(setup, change, cell("test", "assert table == [1, 3] and start == 6", grade=True))
    assert made.tests["test"].fetch == ("start", "table")


def test_a_right_value_passes_and_a_wrong_one_does_not(tmp_path: Path) -> None:
    made = plan(SOLUTION, cell("test", "assert value == 42, f'not {value}'", grade=True))
    assert run(made, "test", Told({"value": {"data": 42}}), tmp_path) == []
    (output,) = run(made, "test", Told({"value": {"data": 41}}), tmp_path)
    assert (output["ename"], output["evalue"]) == ("AssertionError", "not 41")


def test_a_missing_name_fails_as_it_would_in_the_notebook(tmp_path: Path) -> None:
    made = plan(SOLUTION, cell("test", "assert value == 42", grade=True))
    (output,) = run(made, "test", Told({}), tmp_path)
    assert output["ename"] == "NameError"


@pytest.mark.parametrize("source", ["assert value", "assert value == 1", "assert not value", "value[0]", "len(value)"])
def test_what_is_not_plain_fails_every_use_with_a_clear_message(tmp_path: Path, source: str) -> None:
    (output,) = run(
        plan(SOLUTION, cell("test", source, grade=True)), "test", Told({"value": {"not_plain": "Car"}}), tmp_path
    )
    assert "value is not plain data (Car)" in output["evalue"]


@pytest.mark.parametrize(
    "told", [{"data": {"pickle": "x"}}, {"data": {"eval": "1"}}, 5, {"function": "x"}, {"data": [[[{"a": 1, "b": 2}]]]}]
)
def test_forged_answers_are_not_plain_data(tmp_path: Path, told: Any) -> None:
    (output,) = run(
        plan(SOLUTION, cell("test", "assert value == 42", grade=True)), "test", Told({"value": told}), tmp_path
    )
    assert output["output_type"] == "error"


def test_a_hidden_test_tells_neither_its_code_nor_what_was_computed(tmp_path: Path) -> None:
    source = "### BEGIN HIDDEN TESTS\nprint('secret 1')\nassert value == 42, 'secret ' + str(42)\n### END HIDDEN TESTS"
    made = plan(SOLUTION, cell("test", source, grade=True, hidden=(1, 2, 3, 4)))
    outputs = run(made, "test", Told({"value": {"data": 1}}), tmp_path)
    assert [output["evalue"] for output in outputs] == ["A hidden test did not pass."]
    assert "secret" not in json.dumps(outputs)
    assert "42" not in json.dumps(outputs)


def test_a_hidden_last_value_is_shown_only_if_it_is_points(tmp_path: Path) -> None:
    for last, shown in (("0.5", "0.5"), ("'secret'", "...")):
        made = plan(SOLUTION, cell("test", f"assert value\n{last}", grade=True, hidden=(2,)))
        (output,) = run(made, "test", Told({"value": {"data": 1}}), tmp_path)
        assert output["data"]["text/plain"] == shown


def test_a_function_is_called_there_and_its_error_keeps_its_kind(tmp_path: Path) -> None:
    test = cell("test", "try:\n    total([1])\nexcept ValueError as error:\n    assert str(error) == 'no'", grade=True)
    worker = Told({"total": {"function": 0, "name": "total"}}, {"raised": ["Mine", "ValueError"], "text": "no"})
    assert run(plan(SOLUTION, test), "test", worker, tmp_path) == []
    assert [request["arguments"] for request in worker.asked if request["do"] == "call"] == [{"tuple": [[1]]}]


def test_a_worker_that_dies_is_told_even_if_the_test_catches_everything(tmp_path: Path) -> None:
    made = plan(SOLUTION, cell("test", "try:\n    total([1])\nexcept Exception:\n    pass", grade=True))
    ours, theirs = socket.socketpair()
    theirs.close()
    link = LearnerLink(ours, wire.now() + 5, 5)
    link.where = "total"  # the learner's cell has run
    with pytest.raises(SetAside) as caught:
        Verdict(made, link, tmp_path, frozenset()).run(made.tests["test"])
    assert caught.value.reason == "crashed"
    with pytest.raises(SetAside):
        link.check()


def test_arguments_change_in_place_only_if_the_function_gives_nothing_back(tmp_path: Path) -> None:
    test = cell("test", "numbers = [2, 1]\nresult = total(numbers)\nassert numbers == [1, 2], numbers", grade=True)
    sorted_ = {"value": None, "arguments": {"tuple": [[1, 2]]}}
    told = {"total": {"function": 0, "name": "total"}}
    assert run(plan(SOLUTION, test), "test", Told(told, sorted_), tmp_path) == []
    (output,) = run(plan(SOLUTION, test), "test", Told(told, sorted_ | {"value": 0}), tmp_path)
    assert output["evalue"] == "[2, 1]"
