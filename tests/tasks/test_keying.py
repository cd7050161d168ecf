"""Slips of the hand: each worked out by hand here, and told from the others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from course.tasks.keying import KEYING_SLIPS, Place, Rule, plain, recognise, yields

NEIGHBOURS = ("21335", "08056")


@pytest.mark.parametrize(
    ("rule", "truth", "typed", "slip"),
    [
        ("digits", "01097", "1097", "zero-lost"),
        ("digits", "01097", "01079", "signs-swapped"),
        ("digits", "01097", "010097", "sign-doubled"),
        ("digits", "01097", "0197", "sign-left-out"),
        ("digits", "01097", "07097", "one-for-seven"),
        ("digits", "01097", "O1097", "letter-for-digit"),
        ("digits", "01097", "21335", "neighbours-row"),
        ("code", "NO-07", "N0-07", "letter-for-digit"),
        ("code", "NO-07", "NO07", "hyphen-lost"),
        ("date", "09.07.2024", "07.09.2024", "day-and-month-swapped"),
        ("amount", "1250.00", "12500.00", "decimal-slid"),
        ("amount", "1250.00", "12.50", "decimal-slid"),
        ("amount", "1250.00", "1520.00", "signs-swapped"),
        ("amount", "1770.00", "1110.00", "one-for-seven"),
        ("text", "Jörg Groß-Lüders", "Joerg Groß-Lüders", "umlaut-rewritten"),
        ("text", "Jörg Groß-Lüders", "Joerg Gross-Lueders", "umlaut-rewritten"),
        ("text", "Jörg Groß-Lüders", "Jörg Gross-Lüders", "umlaut-rewritten"),
        ("text", "Jörg Groß-Lüders", "Jörg Groß Lüders", "hyphen-lost"),
        ("text", "Jörg Groß-Lüders", "jörg Groß-Lüders", "capitals-wrong"),
        ("text", "Änne Öhl", "Aenne Öhl", "umlaut-rewritten"),
        ("email", "k.ohm@bogen07.example", "k.ohm@bogeno7.example", "letter-for-digit"),
    ],
)
def test_each_slip_is_called_by_its_name(rule: Rule, truth: str, typed: str, slip: str) -> None:
    found = recognise(Place(rule, truth, neighbours=NEIGHBOURS), typed)
    assert found is not None
    assert found.name == slip


@pytest.mark.parametrize(
    ("rule", "truth", "typed"),
    [
        ("digits", "01097", "01234"),
        ("date", "09.07.2024", "11.07.2024"),
        ("amount", "1250.00", "1260.00"),
        ("text", "Jörg Groß-Lüders", "Georg Groß-Lüders"),
    ],
)
def test_what_no_slip_explains_is_not_explained(rule: Rule, truth: str, typed: str) -> None:
    assert recognise(Place(rule, truth, neighbours=NEIGHBOURS), typed) is None


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        ("digits", "030 23125-179", "03023125179"),
        ("digits", "030/23125 179", "03023125179"),
        ("code", " no-07", "NO-07"),
        ("email", "K.Ohm@Bogen07.example", "k.ohm@bogen07.example"),
        ("text", "Am  Weißbach 7 ", "Am Weißbach 7"),
    ],
)
def test_what_does_not_matter_is_gone(rule: Rule, one: str, other: str) -> None:
    assert plain(one, rule) == plain(other, rule)


def test_what_matters_is_kept() -> None:
    assert plain("01097", "digits") != plain("1097", "digits")
    assert plain("Groß", "text") != plain("Gross", "text")
    assert plain(date(2024, 7, 9), "date") == "09.07.2024"
    assert plain(Decimal("1250"), "amount") == "1250.00"


@pytest.mark.parametrize(
    ("rule", "truth"),
    [("digits", "017107"), ("date", "07.11.2017"), ("amount", "7110.00"), ("text", "Jörg Groß-Öl"), ("code", "WO-10")],
)
def test_no_slip_makes_the_right_entry_or_one_that_no_cell_can_hold(rule: Rule, truth: str) -> None:
    place = Place(rule, truth, ("Halle", "071"), ("12.12.2012", "3000.00"))
    for slip in KEYING_SLIPS:
        for text in yields(slip, place):
            assert text != truth
            assert recognise(place, text) is slip
            assert rule != "date" or len(text) == 10
            assert rule != "amount" or Decimal(text).quantize(Decimal("0.01")) == Decimal(text)
