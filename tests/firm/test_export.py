"""JSON gives back the firm that went in, and refuses everything else; the short picture can be read."""

from __future__ import annotations

import json

import pytest

from course.firm import Firm
from course.firm.export import from_json, to_json
from course.firm.picture import short_picture


def test_json_gives_back_the_same_firm_and_the_same_papers(firms: tuple[Firm, ...]) -> None:
    for number, firm in enumerate(firms):
        text = to_json(firm)
        again = from_json(text)
        assert again == firm
        if number < 10:  # both follow from the records alone
            assert again.documents == firm.documents
            assert to_json(again) == text


def test_json_tells_firms_apart(firms: tuple[Firm, ...]) -> None:
    assert from_json(to_json(firms[0])) != firms[1]


def test_documents_are_plain_data(firm: Firm) -> None:
    for document in firm.documents:
        assert json.loads(json.dumps(document.data)) == document.data


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"seed": "x"}',
        '{"seed": "x", "chart_name": 3}',
        '{"nonsense": true}',
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_json(text)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("kind", "party"), ("gross", 12.5), ("gross", "twelve"), ("date", "30.04.2026"), ("number", 7)],
)
def test_a_voucher_of_the_wrong_shape_is_refused(firm: Firm, field: str, wrong: object) -> None:
    data = json.loads(to_json(firm))
    data["vouchers"][5][field] = wrong
    with pytest.raises(ValueError, match=r".+"):
        from_json(json.dumps(data))


def test_the_short_picture_says_how_the_quarter_ended(firm: Firm) -> None:
    english, german = short_picture(firm, "en"), short_picture(firm, "de")
    bank = firm.balances()[firm.chart.number("bank")]
    assert f"{bank:,.2f} EUR" in english
    assert f"{bank:,.2f} EUR".translate(str.maketrans(",.", ".,")) in german
    assert "offene Kundenrechnungen" in german
    assert len(english.splitlines()) == len(german.splitlines()) < 40
