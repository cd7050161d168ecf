"""What a mark's table says: of several items once, what cost the most first, and what the learner has there."""

from __future__ import annotations

import re
from decimal import Decimal

from course.tasks.form import Question, Typed, Wrong, marked
from course.tasks.handout import Choice, Field
from course.tasks.mark import LONGEST, Item, Mark, Outcome


def wrong(key: str, message: str, where: str = "Look.", of: str = "1", found: str = "") -> Item:
    return Item(key, f"Cell {key}", Decimal(0), Decimal(of), Outcome.WRONG, "", message, where, found=found)


def page(*items: Item) -> str:
    return Mark("Sums", items, sum((item.of for item in items), Decimal(0)), "en")._repr_html_()


def test_what_is_said_of_several_items_is_said_once_above_them() -> None:
    shown = page(wrong("A2", "Not all."), wrong("B2", "Turned round."), wrong("A3", "Not all."))
    assert (shown.count("Not all."), shown.count("Turned round."), shown.count("0 of 1<")) == (1, 1, 3)
    first, second = shown.split("<tbody>")[1:]
    assert re.findall(r"Cell ..", first) == ["Cell A2", "Cell A3"]
    assert "0 of 2 points" in first, "what both cost together"
    assert re.findall(r"Cell ..", second) == ["Cell B2"]


def test_another_place_to_look_at_is_named_for_the_items_that_it_holds_for() -> None:
    shown = page(wrong("A2", "Typed."), wrong("B2", "Typed.", "Add up."), wrong("A3", "Typed."))
    assert [shown.count(words) for words in ("Typed.", "Look.", "Add up.")] == [1, 1, 1]
    assert re.findall(r"Look\.|Add up\.|Cell ..", shown) == ["Look.", "Cell A2", "Cell A3", "Add up.", "Cell B2"]


def test_what_cost_the_most_comes_first_and_what_is_right_last() -> None:
    right = Item("C2", "Cell C2", Decimal(5), Decimal(5), Outcome.RIGHT)
    shown = page(right, wrong("A2", "A trifle.", of="0.5"), wrong("B2", "The whole thing.", of="3"))
    assert re.findall(r"Cell ..", shown) == ["Cell B2", "Cell A2", "Cell C2"]
    assert re.findall(r'<span class="bo-why">(.*?)</span>', shown) == ["The whole thing.", "A trifle."]


def test_what_the_learner_has_there_is_shown_and_never_longer_than_it_helps() -> None:
    shown = page(wrong("A2", "No.", found="=A1<B1"), wrong("A3", "No.", found="9" * 5000))
    assert "Your entry</th>" in shown
    assert "=A1&lt;B1" in shown
    assert max(map(len, re.findall("9+", shown))) == LONGEST - 1
    assert "Your entry" not in page(wrong("A2", "No."))


def test_a_choice_is_shown_by_its_words_and_an_order_not_at_all() -> None:
    options = (Choice("b", "In the back office"), Choice("f", "In the front office"))

    def found(kind: str, typed: Typed) -> str:
        field = Field("where", "Where?", kind, options)  # type: ignore[arg-type]  # one of its kinds
        truth = {"choice": "f", "choices": frozenset("f")}.get(kind, ("f", "b"))
        return marked(Question(field, truth, (Wrong("s", "b", ""),)), typed, Decimal(1), "en", False).found

    assert found("choice", "b") == "In the back office"
    assert found("choices", ("b", "f")) == "In the back office; In the front office"
    assert found("choice", "nonsense") == "nonsense"
    assert found("order", ("b", "f")) == ""
