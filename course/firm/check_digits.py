"""Check digits: the numbers on the firm's papers can be verified as real ones can.

Numbers are invented, and invented so that they belong to nobody: bank codes begin with 9 (no German bank has such a
one), VAT ids stand far above the last one issued, article numbers use GS1's prefix for numbers inside one company.
"""

from __future__ import annotations


def _mod97(text: str) -> int:
    """Letters count as 10 to 35, then the remainder by 97 (ISO 7064)."""
    return int("".join(str(int(sign, 36)) for sign in text)) % 97


def iban(bank_code: str, account: str) -> str:
    """A German IBAN, ungrouped, from an eight-digit bank code and an account number (ISO 13616)."""
    body = bank_code + account.zfill(10)
    return f"DE{98 - _mod97(body + 'DE00'):02d}{body}"


def creditor_reference(text: str) -> str:
    """A creditor reference "RF.." (ISO 11649) over capital letters and digits."""
    body = "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())
    return f"RF{98 - _mod97(body + 'RF00'):02d}{body}"


def gtin(first_twelve: str) -> str:
    """A GTIN-13: weights 1 and 3 in turn, filled up to the next ten."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first_twelve))
    return f"{first_twelve}{-total % 10}"


def vat_id(first_eight: str) -> str:
    """A German VAT id with its check digit (ISO 7064, mod 11, 10)."""
    product = 10
    for digit in first_eight:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return f"DE{first_eight}{(11 - product) % 10}"
