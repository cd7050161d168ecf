"""Match: perfect, untouched, one wrong thing, a wrong rule, noise; what is refused when it is declared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from course.firm import Firm
from course.locale import Language
from course.tasks.form import FormAnswer, Question
from course.tasks.handing_in import check_answer, handout_of, mark_answer
from course.tasks.mark import Mark, Outcome
from course.tasks.match import Thing, put_in
from course.tasks.proof import prove
from tests.tasks.examples import DESKS, handed_out, header, right_file


def marked(**changes: str) -> Mark:
    firm, handout = handed_out(DESKS)
    right = DESKS.perfect(firm, handout)
    return DESKS.mark(FormAnswer(right.header, {**right.values, **changes}), firm, handout, {})


def test_all_in_their_places_earns_everything(tmp_path: Path) -> None:
    right_file(DESKS, tmp_path, "de")
    assert repr(mark_answer(DESKS, "de", tmp_path)) == "2"
    assert check_answer(DESKS, "de", tmp_path).complete


def test_each_thing_earns_its_share_without_odd_cents() -> None:
    mark = marked(**{"guest-0": "books"})
    assert (mark.points, {item.of for item in mark.items}) == (Decimal("1.75"), {Decimal("0.25")})


def test_single_things_are_explained_but_all_of_a_kind_show_a_rule() -> None:
    some = marked(**{f"bill-{n}": "store" for n in range(3)})
    assert some.slips == ()
    assert some.items[0].message == "Paper that has to be booked comes first to the books."
    rule = marked(**{f"bill-{n}": "store" for n in range(4)})
    assert rule.slips == ("paper-is-stored",)


def test_a_wrong_place_without_a_slip_has_the_things_own_message() -> None:
    found = marked(**{"box-1": "door"}).items[5]
    assert (found.outcome, found.slip, found.message) == (Outcome.WRONG, "", "A box is not read.")


def test_a_place_that_there_is_not_cannot_be_read_and_the_rest_counts() -> None:
    mark = marked(**{"bill-0": "roof"})
    assert (mark.items[0].outcome, mark.points) == (Outcome.UNREADABLE, Decimal("1.75"))


def test_check_counts_what_is_open_and_does_not_list_it(tmp_path: Path) -> None:
    firm, handout = handed_out(DESKS)
    right = DESKS.perfect(firm, handout)
    some = {key: right.values[key] for key in ("bill-0", "guest-1")}
    DESKS.write(FormAnswer(right.header, some), tmp_path / DESKS.answer_file, handout)
    assert [line.text for line in check_answer(DESKS, "en", tmp_path).lines] == [
        "6 of 8 are still open. The first of them: “Bill 1”."
    ]


def test_the_proof_of_diagnosis_works_on_a_match() -> None:
    [proof] = prove([DESKS], firms=10)
    assert (proof.perfect.percent, proof.untouched.percent, proof.alone.percent) == (100, 100, 100)
    assert (proof.alone.tries, proof.silent.tries) == (10, 60)
    assert proof.silent.percent >= 98


def test_points_that_cannot_be_shared_are_refused() -> None:
    with pytest.raises(ValueError, match="8 things cannot share 1 points without odd cents"):
        handout_of(replace(DESKS, points=Decimal(1)), header(DESKS))


def test_things_with_different_places_are_refused() -> None:
    def mixed(firm: Firm, language: Language) -> tuple[Question, ...]:
        return (*DESKS.questions(firm, language), *put_in({"roof": "The roof"}, [Thing("cat", "The cat", "roof")]))

    with pytest.raises(ValueError, match="the same places"):
        handout_of(replace(DESKS, questions=mixed), header(DESKS))
