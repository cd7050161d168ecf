"""Handwriting: every sign that a card can hold is drawn, 1 and 7 can be told apart, and what is heard says no more than
what is seen."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.customers import customers
from course.firm.handwriting import Hand, can_write, handwritten, spelt, strokes
from course.firm.paper import css, render
from course.firm.papers.customer_card import customer_card
from course.locale import LANGUAGES, Language

SEEDS = [f"cards {number}" for number in range(20)]


@pytest.fixture(scope="module")
def firm() -> Firm:
    return Firm.deal("handwriting")


def test_every_sign_of_the_alphabet_of_the_digits_and_of_cards_is_drawn() -> None:
    assert can_write("abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ0123456789 -.,:/'+&@()€")
    assert not can_write("Dvořák")
    for seed in SEEDS:
        for one in customers(Chance(seed, "cards"), 25):
            assert can_write("".join(str(value) for value in vars(one).values() if isinstance(value, str))), one


def test_a_line_is_one_path_and_a_card_is_small(firm: Firm) -> None:
    line = handwritten("Jörg Groß-Lüders", "ada", "en")
    assert line.count("<path") == 1
    cards = customers(firm.chance("size"), 25)
    pages = [render(customer_card(firm, "K-01", 1, 25, one), "en") for one in cards]
    assert max(map(len, pages)) < 12_000
    assert sum(map(len, pages)) < 260_000


def test_the_same_seed_writes_the_same_and_another_does_not() -> None:
    assert handwritten("Tour WO-10", "ada", "en") == handwritten("Tour WO-10", "ada", "en")
    assert handwritten("Tour WO-10", "ada", "en") != handwritten("Tour WO-10", "ben", "en")


@pytest.mark.parametrize("upright", [True, False])
def test_one_and_seven_and_zero_and_o_differ_in_each_hand(upright: bool) -> None:
    hand = Hand(slant=0.1, size=1, spread=1, ink="#000", upright=upright)
    drawn = {sign: strokes(sign, hand, Chance("same", "line")) for sign in "17O0"}
    assert len({path for path, _width in drawn.values()}) == 4
    assert drawn["O"][1] > 1.3 * drawn["0"][1] - 4, "the letter is the wider one"
    bars = {sign: drawn[sign][0].count("M") for sign in "17"}
    assert bars == ({"1": 1, "7": 1} if upright else {"1": 1, "7": 2}), "a bar goes with an upstroke, never alone"


class Texts(HTMLParser):
    """The words that a page shows as text, and the labels of its pictures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.labels = "", list[str]()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.labels += [value or "" for name, value in attrs if name == "aria-label"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_was_written_stands_on_the_card_as_text(firm: Firm, language: Language) -> None:
    (one,) = customers(firm.chance("copy"), 1)
    page = Texts(render(customer_card(firm, "K-01", 1, 1, one), language))
    written = [one.number, one.name, one.street, one.postcode, one.city, one.phone, one.email, one.tour]
    everything = page.text + " ".join(page.labels)
    assert [value for value in written if value in everything] == []
    assert len(page.labels) == 10
    assert re.search(r"\.paper\.card \{[^}]*user-select: none", css())


def test_what_is_heard_has_the_traps_of_what_is_seen() -> None:
    assert spelt("01097", "en") == "zero, one, zero, nine, seven"
    assert spelt("Groß-Öz", "en") == "capital G, r, o, sharp s, hyphen, capital O umlaut, z"
    assert spelt("NO-07", "de") == "großes N, großes O, Bindestrich, null, sieben"
    assert spelt("ü@ss/", "de") == "u Umlaut, at, s, s, Schrägstrich"


def test_a_batch_holds_its_share_of_every_trap() -> None:
    for seed in SEEDS:
        batch = customers(Chance(seed, "cards"), 25)
        assert len({one.number for one in batch}) == 25
        assert all(one.number.startswith("0") and len(one.number) == 6 for one in batch)
        assert sum(one.postcode.startswith("0") for one in batch) == 10
        assert sum("-" in one.name for one in batch) >= 6
        assert sum(any(sign in one.name for sign in "äöüÄÖÜ") for one in batch) >= 6
        assert sum("ß" in one.name for one in batch) >= 6
        assert sum(one.since.day <= 12 for one in batch) >= 15
        assert all(re.fullmatch(r"[A-Z]{2}-[0-9]{2}", one.tour) for one in batch)
        assert all(one.email.endswith(".example") for one in batch)
