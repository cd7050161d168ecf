"""Order: what an order is worth, which slip it shows, what cannot be read, and that leaving it alone earns nothing."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from course.firm.chance import Chance
from course.tasks.form import FormAnswer, Typed
from course.tasks.handing_in import check_answer, mark_answer
from course.tasks.handout import FormLayout
from course.tasks.mark import Item, Outcome
from course.tasks.ordering import earned, laid_before, shuffled, to_move
from course.tasks.proof import prove
from tests.tasks.examples import STEPS, WAY, handed_out, right_file

RIGHT = tuple(STEPS)


def item(way: Typed) -> Item:
    firm, handout = handed_out(WAY)
    right = WAY.perfect(firm, handout)
    return WAY.mark(FormAnswer(right.header, {**right.values, "way": way}), firm, handout, {}).items[0]


def longest_chain(given: tuple[str, ...], truth: tuple[str, ...]) -> int:
    """The same by trying everything: the longest part of `truth` that can be read off `given`."""
    best = 0
    for chosen in range(2 ** len(truth)):
        part = [step for at, step in enumerate(truth) if chosen >> at & 1]
        places = [given.index(step) for step in part]
        if places == sorted(places):
            best = max(best, len(part))
    return best


def test_steps_to_move_agree_with_trying_everything() -> None:
    truth = tuple("abcde")
    for given in permutations(truth):
        assert to_move(given, truth) == len(truth) - longest_chain(given, truth)


@pytest.mark.parametrize(
    ("steps", "of", "by_moves"),
    [
        (6, "3", ["3", "2", "1", "0", "0"]),
        (5, "2", ["2", "1", "0", "0"]),
        (7, "3", ["3", "2", "1", "0"]),
        (6, "2", ["2", "1.25", "0.75", "0"]),
        (3, "1", ["1", "0", "0"]),
    ],
)
def test_what_each_step_astray_costs(steps: int, of: str, by_moves: list[str]) -> None:
    assert [earned(moves, steps, Decimal(of)) for moves in range(len(by_moves))] == [Decimal(each) for each in by_moves]


def test_a_step_carried_far_costs_no_more_than_one_carried_a_little() -> None:
    far, near = laid_before(RIGHT, "e", "a"), laid_before(RIGHT, "e", "d")
    assert item(far).points == item(near).points == 2
    assert item(far).message == "One step is in the wrong place. Think again."
    assert item(tuple(reversed(RIGHT))).points == 0


def test_a_slip_is_named_by_the_order_that_it_yields() -> None:
    found = item(laid_before(RIGHT, "f", "a"))
    assert (found.slip, found.message, found.points) == ("last-first", "The last step is not the first.", 2)


def test_the_order_as_dealt_earns_nothing_and_is_the_same_every_time() -> None:
    for number in range(50):
        dealt = shuffled(RIGHT, Chance(f"{number}", "way"))
        assert dealt == shuffled(RIGHT, Chance(f"{number}", "way"))
        assert earned(to_move(dealt, RIGHT), len(RIGHT), Decimal(3)) == 0
    layout = handed_out(WAY)[1].layout
    assert isinstance(layout, FormLayout)
    assert item(tuple(option.key for option in layout.fields[0].options)).points == 0


@pytest.mark.parametrize("way", ["abcdef", ("a", "b"), (*"abcde", "e"), (*"abcdef", "f"), (*"abcde", "z")])
def test_an_order_with_a_step_missing_double_or_unknown_cannot_be_read(way: Typed) -> None:
    found = item(way)
    assert (found.outcome, found.points) == (Outcome.UNREADABLE, 0)
    assert "every step once" in found.message


def test_an_order_left_alone_is_not_attempted_and_check_says_so(tmp_path: Path) -> None:
    path = right_file(WAY, tmp_path, "de")
    assert repr(mark_answer(WAY, "de", tmp_path)) == "6"
    _firm, handout = handed_out(WAY, "de")
    values = {"who": "we", "short": tuple("abcd")}
    WAY.write(FormAnswer(handout.header, values), path, handout)
    mark = mark_answer(WAY, "de", tmp_path)
    assert (mark.items[0].outcome, repr(mark)) == (Outcome.NOT_ATTEMPTED, "3")
    assert [line.text for line in check_answer(WAY, "de", tmp_path).lines] == ["„The way“ ist noch offen."]


def test_the_proof_of_diagnosis_works_on_an_order() -> None:
    [proof] = prove([WAY], firms=10)
    assert (proof.perfect.percent, proof.untouched.percent, proof.alone.percent) == (100, 100, 100)
    assert (proof.alone.tries, proof.silent.percent) == (10, 100)
    assert proof.silent.tries == 60
