"""What a mark and a check say, and how: points for nbgrader, static accessible HTML for the learner."""

from __future__ import annotations

from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.utils import get_partial_grade

from course.locale import LANGUAGES, Language
from course.tasks.check import CheckLine, report
from course.tasks.explain import explain
from course.tasks.mark import Item, Mark, Outcome, cannot_be_read, not_attempted, share_out

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=y>"


def a_mark(language: Language = "en", text: str = "Sides swapped.") -> Mark:
    items = (
        Item("a", "Voucher 1", Decimal("1.50"), Decimal("1.50"), Outcome.RIGHT),
        Item("b", text, Decimal("0.75"), Decimal("1.50"), Outcome.WRONG, "swapped", text, text, "SECRET 119.00"),
        Item("c", "Voucher 3", Decimal(0), Decimal(1), Outcome.UNREADABLE, message="What is 1.234?"),
        Item("d", "Voucher 4", Decimal(0), Decimal(1), Outcome.NOT_ATTEMPTED),
    )
    return Mark(f"April {text}", items, Decimal(5), language)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def quiz_of_24(wrong: int = 3) -> Mark:
    shares = share_out(Decimal(4), [1] * 24)
    items = [
        Item(str(i), f"Row {i}", of * (i >= wrong), of, Outcome.RIGHT if i >= wrong else Outcome.WRONG)
        for i, of in enumerate(shares)
    ]
    return Mark("Which account", tuple(items), Decimal(4), "en")


def test_equal_rows_worth_an_odd_cent_are_counted_and_not_priced() -> None:
    page = quiz_of_24()._repr_html_()
    assert "21 of 24 answers are right" in page
    assert "3.5 of 4 points" in page
    assert "0.17" not in page
    assert "Points</th>" not in page
    assert "0.75 of 1.5" in a_mark()._repr_html_(), "rows of even worth say what each earned"
    part = Item("p", "Half done", Decimal("0.08"), Decimal("0.17"), Outcome.WRONG)
    mixed = Mark("", (*quiz_of_24().items, part), Decimal(4), "en")._repr_html_()
    assert "0.08 of 0.17" in mixed, "a part of a row cannot be counted"


def test_the_repr_is_the_points_as_nbgrader_reads_them() -> None:
    mark = a_mark()
    assert repr(mark) == "2.25"
    assert get_partial_grade({"data": {"text/plain": repr(mark)}}, 5) == 2.25


@settings(deadline=None)
@given(st.lists(st.decimals(-1, 3, places=4), max_size=20))
def test_points_lie_between_nothing_and_everything(points: list[Decimal]) -> None:
    items = tuple(Item(str(i), "", one, Decimal(1), Outcome.WRONG) for i, one in enumerate(points))
    text = repr(Mark("", items, Decimal(5), "en"))
    assert 0 <= float(text) <= 5
    assert len(text.partition(".")[2]) <= 2
    assert "e" not in text.lower()


@settings(deadline=None)
@given(st.integers(1, 40), st.lists(st.integers(1, 5), min_size=1, max_size=40))
def test_points_are_shared_out_without_a_rest(points: int, weights: list[int]) -> None:
    shares = share_out(Decimal(points), weights)
    assert sum(shares) == points
    assert all(share >= 0 and share == share.quantize(Decimal("0.01")) for share in shares)


def test_everything_shown_is_escaped_and_nothing_can_run() -> None:
    page = Tags(a_mark(text=HOSTILE)._repr_html_() + report([CheckLine("todo", HOSTILE)], "en")._repr_html_())
    assert not {"script", "img", "a", "iframe", "form"} & set(page.tags)
    assert not any(name.startswith("on") or name == "src" for name in page.names)
    assert HOSTILE in "".join(page.words)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["2.25 of 5 points", "right", "wrong", "cannot be read", "not attempted"]),
        ("de", ["2,25 von 5 Punkten", "richtig", "falsch", "nicht lesbar", "nicht bearbeitet"]),
    ],
)
def test_outcomes_are_said_in_words(language: Language, words: list[str]) -> None:
    page = Tags(a_mark(language)._repr_html_())
    text = " ".join(page.words)
    assert all(word in text for word in words)
    assert page.tags.count("th") == 2 + 4 + 4  # two headings, four outcomes, four items


def test_what_is_right_is_folded_away_beneath_what_is_explained() -> None:
    items = [Item(str(n), f"Cell {n}", Decimal(1), Decimal(1), Outcome.RIGHT) for n in range(5)]
    wrong = Item("w", "The total", Decimal(0), Decimal(1), Outcome.WRONG, "s", "A cell is missing in the sum.")
    page = Mark("Sums", (*items[:3], wrong, *items[3:]), Decimal(6), "en")._repr_html_()
    seen, folded = page.split("<details>")
    assert "The total" in seen
    assert "Cell 0" not in seen
    assert "5 parts are right" in folded
    assert all(f"Cell {n}" in folded for n in range(5))
    assert "The total" not in folded


def test_the_worked_answer_is_never_in_a_mark() -> None:
    mark = a_mark()
    assert "SECRET" not in mark._repr_html_() + repr(mark)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_is_spoken_of_once(language: Language) -> None:
    untouched = not_attempted("April", Decimal(5), language)
    assert (repr(untouched), untouched.outcome) == ("0", Outcome.NOT_ATTEMPTED)
    assert "table" not in Tags(untouched._repr_html_()).tags
    broken = cannot_be_read("April", Decimal(5), language, "It is <empty>.")
    assert (repr(broken), broken.outcome) == ("0", Outcome.UNREADABLE)
    assert "It is &lt;empty&gt;." in broken._repr_html_()


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "There is no answer to this task yet. You can", "No answer to this task was handed in."),
        ("de", "gibt es noch keine Antwort. Sie können", "Zu dieser Aufgabe wurde keine Antwort abgegeben."),
    ],
)
def test_what_was_left_out_can_be_taken_up_until_it_is_handed_in(
    language: Language, before: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert before in not_attempted("April", Decimal(5), language)._repr_html_()
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    page = not_attempted("April", Decimal(5), language)._repr_html_()
    assert after in page
    assert before not in page


def test_a_lesson_explains_in_three_steps() -> None:
    items = (
        Item("a", "One", Decimal(1), Decimal(1), Outcome.RIGHT),
        Item("b", "Two", Decimal(0), Decimal(1), Outcome.WRONG, "s", "Sides swapped.", "See line 3.", "Debit rent."),
        Item("c", "Three", Decimal(0), Decimal(1), Outcome.UNREADABLE, "", "What is 1.234?"),
    )
    first, second, third, fourth = (explain(Mark("", items, Decimal(3), "en"), tries) for tries in (1, 2, 3, 4))
    assert all(
        "1 of 3 right" in html and "See line 3." in html and "What is 1.234?" in html for html in (first, second)
    )
    assert "Sides swapped." not in first
    assert "Sides swapped." in second
    assert "Debit rent." not in second
    assert "Debit rent." in third
    assert third == fourth


def test_items_of_which_the_same_is_said_stand_together() -> None:
    alike = [
        Item(f"{n}", f"Line {n}", Decimal(0), Decimal(1), Outcome.WRONG, "r", "A rule.", "Look.") for n in range(3)
    ]
    other = Item("x", "Line x", Decimal(0), Decimal(1), Outcome.WRONG, "", "Another.", "Look.")
    mark = Mark("", (*alike, other), Decimal(4), "en")
    first, second = explain(mark, 1), explain(mark, 2)
    assert (first.count("<li>"), first.count("Look."), first.count("Line")) == (1, 1, 4)
    assert (second.count("<li>"), second.count("A rule."), second.count("Another.")) == (2, 1, 1)


def test_a_formula_that_is_copied_is_worked_out_once() -> None:
    def wrong(key: str, worked: str) -> Item:
        return Item(key, f"{key} · sum.", Decimal(0), Decimal(1), Outcome.WRONG, "", "Not it.", "Add up.", worked)

    copied = [wrong(f"D{row}", f"=B{row}*C{row}+$F$1\nB{row}: =MID(A{row};1;1)") for row in (2, 3, 10)]
    other = wrong("D4", "=B3*C4+$F$1\nB4: =MID(A4;1;1)")  # from another row: no copy
    third = explain(Mark("", (*copied, other), Decimal(4), "en"), 3)
    assert (third.count("<li>"), third.count("D2; copy it to the others"), third.count("=B2*C2")) == (2, 1, 1)
    assert "=B3*C3" not in third
    assert "=B3*C4" in third
    assert "$F$1<br>B2: =MID(A2;1;1)" in third
    assert "sum.;" not in third.replace("</strong>", "")  # a label's own stop would stand beside ours
    values = [wrong(f"E{row}", f"{row}") for row in (2, 3)]
    assert explain(Mark("", tuple(values), Decimal(2), "en"), 3).count("<li>") == 2


def test_a_lesson_counts_many_blanks_until_they_are_worked_out() -> None:
    blank = [
        Item(f"{n}", f"Line {n}", Decimal(0), Decimal(1), Outcome.NOT_ATTEMPTED, worked=f"Look {n}.")
        for n in range(2, 9)
    ]
    mark = Mark("", (Item("a", "Line 1", Decimal(1), Decimal(1), Outcome.RIGHT), *blank), Decimal(8), "en")
    second, third = explain(mark, 2), explain(mark, 3)
    assert "7 are still open. The first of them: Line 2." in second
    assert "Line 3" not in second
    assert third.count("This is how it is done:") == 7


def test_a_check_says_what_is_missing_and_never_right_or_wrong() -> None:
    found = report([CheckLine("todo", "Still empty: D8."), CheckLine("unreadable", "D6: what?")], "en")
    assert not found.complete
    assert repr(found) == "Something cannot be read yet.\n○ Still empty: D8.\n! D6: what?"
    complete = report([], "en")
    assert complete.complete
    for one in (found, complete):
        text = " ".join(Tags(one._repr_html_()).words).replace("Whether it is right is looked at", "")
        assert not {"right", "wrong", "correct"} & set(text.lower().split())
