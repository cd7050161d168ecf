"""What the text of unit 4 says in figures is so: check digits, remainders, and what studies have found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stdnum import ean, iban

from course.firm.facts import fact, value
from course.locale import LANGUAGES, Language
from course.locale.numbers import show_number
from course.tasks.pace import PAUSE, TODAY, accuracy
from course.units.u04_data_entry import tasks

FOLDER = Path(tasks.__file__).parent


def text(language: Language) -> str:
    return (FOLDER / f"lesson.{language}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_article_number_of_the_example_is_one(language: Language) -> None:
    picture = (FOLDER / f"gtin.{language}.svg").read_text(encoding="utf-8")
    digits = "".join(re.findall(r'font-size="18"[^>]*>([0-9])<', picture))
    assert ean.is_valid(digits)
    assert " ".join(digits[:12]) in text(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_account_of_the_example_is_one_and_its_remainders_are_right(language: Language) -> None:
    (account,) = set(re.findall(r"DE[0-9]{2}(?: [0-9]{4}){4} [0-9]{2}", text(language)))
    number = account.replace(" ", "")
    assert iban.is_valid(number, check_country=False)
    rows = re.findall(r"^\| (?:\*\*([0-9]+)\*\*)?([0-9]+) \| ([0-9]+)[^|]*\| ([0-9]+) \|$", text(language), re.M)
    assert len(rows) == 3
    before = ""
    for front, piece, times, left in rows:
        assert front == before
        assert divmod(int(front + piece), 97) == (int(times), int(left))
        before = left
    assert before == "1"
    swapped = number[:-2] + number[-1] + number[-2]
    rest = int(swapped[4:] + "1314" + swapped[2:4]) % 97
    assert re.search(rf"\b{rest}\b", text(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_scale_what_studies_found_and_what_a_pause_is_stand_as_in_the_facts(language: Language) -> None:
    """In the lesson and beneath the learner's own work, each with its source and its year."""
    said, lesson = accuracy(3, 60, language).replace("\u00a0", " "), text(language)
    for name in ("professional", "pass", "single_entry", "double_entry"):
        rate = show_number(value(f"error_rate_{name}", TODAY), language, 2) + ("%" if language == "en" else " %")
        assert re.search(rf"^\|(?: up to| bis)? {re.escape(rate)} \|", lesson, re.MULTILINE), name
        assert re.search(rf" {re.escape(rate)} ", said), name
    for name, words in (("professional", ("none", "keines")), ("pass", ("two at most", "höchstens zwei"))):
        assert int(value(f"error_rate_{name}", TODAY) * 250 / 100) == (0 if name == "professional" else 2)
        assert f"| {words[LANGUAGES.index(language)]} |" in lesson
        assert fact(f"error_rate_{name}", TODAY).valid_from.year == 2026
    sources = [fact(f"error_rate_{name}_entry", TODAY).source for name in ("single", "double")]
    assert all(word in place for place in (*sources, said, lesson) for word in ("Garza", "2025", "93"))
    assert all("2026" in place for place in (said, lesson))
    assert PAUSE == 30
    assert "thirty seconds" in text(language) or "dreißig Sekunden" in text(language)


def test_the_gtin_overlooks_what_the_text_says_it_overlooks() -> None:
    """A swap of neighbours is overlooked if they differ by 5, and only then; the IBAN overlooks none."""
    body = "20400173526"
    for one in "0123456789":
        for other in "0123456789":
            right = body[:5] + one + other + body[7:] + "8"
            number = right + ean.calc_check_digit(right)
            swapped = number[:5] + other + one + number[7:]
            assert ean.is_valid(swapped) == (abs(int(one) - int(other)) in (0, 5))
