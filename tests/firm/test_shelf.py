"""Shelves: what is drawn is what is there, the words say as much as the drawing and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.paper import css, render
from course.firm.papers.shelf import shelf
from course.firm.papers.warehouse import issue_slip, slip_number
from course.firm.shelving import Shelf, arranged, can_stand, in_stacks, pieces_of
from course.firm.stock import Packed, on_hand, packed
from course.locale import LANGUAGES, Language
from tests.firm.test_paper import Reader, contrast

DAY = date(2026, 6, 30)
CARTON_IN_FRONT = re.compile(r'<rect class="carton" x="(\d+)" y="(\d+)" width="58" height="40"/>')
FROM_ABOVE = re.compile(r'<rect class="carton" x="\d+" y="(\d+)" width="26" height="26"/>')


def shelves(firm: Firm) -> Iterator[Shelf]:
    """Every compartment that can stand, with and without a back row."""
    for article in firm.articles:
        stock = packed(article, on_hand(firm, article.number))
        for hidden in (True, False):
            if can_stand(stock.cartons, hidden):
                yield arranged(article, stock, hidden, Chance(firm.seed, article.number))


def test_nothing_is_lost_in_the_stacks(firms: tuple[Firm, ...]) -> None:
    seen = 0
    for firm in firms[:10]:
        for one in shelves(firm):
            stock = on_hand(firm, one.article.number)
            assert pieces_of(one.article, one.own) == stock
            full = one.front[0]
            assert len(one.back) <= one.front.count(full)
            assert all(high <= full for high in one.back)
            assert max(sum(one.front) // full, 1) <= 4
            seen += bool(one.back)
    assert seen > 50


def test_what_cannot_stand_is_refused(firm: Firm) -> None:
    assert not can_stand(40, hidden=True)
    with pytest.raises(ValueError, match="40 cartons"):
        arranged(firm.articles[0], Packed(40, 0, 0), True, Chance("a", "b"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_shows_each_carton_pack_and_piece_once(firm: Firm, language: Language) -> None:
    for one in shelves(firm):
        guest = next(article for article in firm.articles if article.number != one.article.number)
        page = render(shelf(firm, "Z-1", DAY, one.lend(guest, 5).with_pallet(3, date(2026, 7, 1))), language)
        found = CARTON_IN_FRONT.findall(page)
        assert len(found) == sum(one.front) + 3  # and those of the pallet
        assert len(FROM_ABOVE.findall(page)) == len(one.front) + len(one.back)
        counts = {kind: page.count(f'<rect class="{kind}"') for kind in ("pack", "piece", "stranger")}
        assert counts == {"pack": one.own.packs, "piece": one.own.pieces, "stranger": 5}
        for x, y, wide, high in re.findall(r'<rect class="\w+" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', page):
            assert 0 <= int(x) <= int(x) + int(wide) <= 700, one
            assert 0 <= int(y) <= int(y) + int(high) <= 340, one
        Reader(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_lead_to_the_same_count_and_do_not_say_it(firm: Firm, language: Language) -> None:
    pattern = {"en": r"(\d+) stacks? of (\d+)", "de": r"(\d+) Stapel zu (\d+)"}[language]
    behind = {"en": r"(\d+) more stacks .* (\d+) high", "de": r"(\d+) weitere Stapel .* je (\d+) hoch"}[language]
    for one in shelves(firm):
        lines = [line[language] for line in shelf(firm, "Z-1", DAY, one).data["said"]]  # type: ignore[attr-defined]
        front, back, packs, pieces = (
            sum(int(number) * int(high) for number, high in re.findall(f"{pattern}|{behind}".split("|")[at == 1], line))
            for at, line in enumerate(lines)
        )
        assert Packed(front + back, packs, pieces) == one.own
        stock = str(on_hand(firm, one.article.number))
        assert all(stock not in re.findall(r"\d+", line) for line in lines if len(stock) > 2)


def test_a_back_row_is_not_in_the_view_from_the_front(firm: Firm) -> None:
    one = next(one for one in shelves(firm) if one.back)
    alone = Shelf(one.article, one.front, (), one.packs, one.pieces)
    pages = [render(shelf(firm, "Z-1", DAY, each), "en") for each in (one, alone)]
    assert CARTON_IN_FRONT.findall(pages[0]) == CARTON_IN_FRONT.findall(pages[1])
    assert pages[0] != pages[1]


def test_lines_stand_out_from_what_they_enclose() -> None:
    """WCAG 2.2, 1.4.11: at least 3 to 1 for what has to be seen."""
    fills = re.findall(r"\.shelf \.(?:wall|carton|pack|piece|stranger) \{ fill: (#\w+)", css())
    assert len(fills) == 5
    assert all(contrast(fill, "#4a3b28") >= 3 for fill in fills)


def test_stacks_are_filled_from_the_left() -> None:
    assert in_stacks(9, 4) == (4, 4, 1)
    assert in_stacks(0, 4) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_issue_slip_names_what_was_taken_and_for_which_order(firm: Firm, language: Language) -> None:
    sale = next(trade for trade in firm.trades if trade.direction == "sale")
    slip = issue_slip(firm, sale)
    text = Reader(render(slip, language)).text
    assert slip.number == slip_number(sale) == "ES-" + sale.delivery_number[-4:]
    assert sale.order_number in text
    for line in sale.lines:
        assert f"{line.name.to(language)}{line.quantity}" in re.sub(r"[\s,.](?=\d{3}\b)", "", text)
