"""Every number with a check digit, verified by python-stdnum; none of them can belong to somebody real."""

from __future__ import annotations

import re

import pytest
from stdnum import ean, iban, iso11649
from stdnum.de import vat

from course.firm import Firm, check_digits


def test_ibans_are_valid_and_belong_to_no_real_bank(firms: tuple[Firm, ...]) -> None:
    for firm in firms:
        found = [partner.iban for partner in firm.partners] + [firm.company.iban]
        assert len(set(found)) == len(found)
        for number in found:
            assert iban.validate(number) == number
            assert number[4] == "9"


def test_vat_ids_are_valid_and_never_issued(firms: tuple[Firm, ...]) -> None:
    for firm in firms:
        found = [partner.vat_id for partner in firm.partners] + [firm.company.vat_id]
        assert len(set(found)) == len(found)
        for number in found:
            assert f"DE{vat.validate(number)}" == number
            assert number.startswith("DE999")


def test_gtins_are_valid_and_stay_inside_the_company(firms: tuple[Firm, ...]) -> None:
    for article in (article for firm in firms for article in firm.articles):
        assert ean.validate(article.gtin) == article.gtin
        assert 200 <= int(article.gtin[:3]) <= 299


def test_creditor_references_are_valid(firms: tuple[Firm, ...]) -> None:
    for firm in firms:
        invoices = [document for document in firm.documents if document.kind.endswith("ing_invoice")]
        on_invoices = [document.data["reference"] for document in invoices]
        on_statements = [line.reference for line in firm.bank_lines if line.reference.startswith("RF")]
        assert on_invoices
        assert on_statements
        for reference in on_invoices + on_statements:
            assert iso11649.validate(str(reference)) == reference


@pytest.mark.parametrize(
    ("check", "number"),
    [
        (iban.is_valid, check_digits.iban("90020010", "4020117")),
        (vat.is_valid, check_digits.vat_id("99900117")),
        (ean.is_valid, check_digits.gtin("204000000101")),
        (iso11649.is_valid, check_digits.creditor_reference("RE-2026-0201")),
    ],
)
def test_one_wrong_digit_is_noticed(check, number: str) -> None:  # type: ignore[no-untyped-def]
    assert check(number)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not check(wrong)


def test_telephone_numbers_are_from_the_range_for_films_and_addresses_are_examples(firm: Firm) -> None:
    ranges = re.compile(r"(040 66969|030 23125)-\d{3}")
    for phone in [partner.phone for partner in firm.partners] + [firm.company.phone, firm.company.fax]:
        assert ranges.fullmatch(phone), phone
    people = [partner.contact for partner in firm.partners] + list(firm.staff)
    assert all(person.email.endswith(".example") for person in people)
    assert len({person.extension for person in firm.staff}) == 8
