"""Numbers with check digits: article numbers (GTIN) and accounts (IBAN), some of them wrong as clerks get them wrong.

All are invented so that they belong to nobody: GTINs with the prefixes 200 to 299, bank codes that begin with 9.
"""

from __future__ import annotations

from course.firm import check_digits
from course.firm.chance import Chance


def gtin(chance: Chance) -> str:
    return check_digits.gtin(f"{chance.between(200, 299)}{chance.below(10**9):09d}")


def iban(chance: Chance) -> str:
    return check_digits.iban(f"9{chance.below(10**7):07d}", f"{chance.below(10**10):010d}")


def gtin_ending_in_zero(chance: Chance) -> str:
    """One whose check digit is 0: the case that a formula without the last step gets wrong."""
    while not (found := gtin(chance)).endswith("0"):
        pass
    return found


def gtin_is_right(number: str) -> bool:
    return check_digits.gtin(number[:12]) == number


def iban_is_right(number: str) -> bool:
    return check_digits.iban(number[4:12], number[12:]) == number


def misread(number: str, chance: Chance) -> str:
    """The number with one digit misread or two neighbours swapped, behind its prefix; it never comes out right."""
    first, is_right = (3, gtin_is_right) if len(number) == 13 else (5, iban_is_right)
    while True:
        at = chance.between(first, len(number) - 2)
        if chance.happens(50):
            digits = str((int(number[at]) + chance.between(1, 9)) % 10) + number[at + 1]
        else:
            digits = number[at + 1] + number[at]
        found = number[:at] + digits + number[at + 2 :]
        if not is_right(found):
            return found


def divisions(number: str, letters: str = "1314") -> list[tuple[int, int, int]]:
    """An IBAN by 97, eight digits at a time, its first four signs put last ("1314" for DE): what is divided (the
    remainder in front of the next piece), how many times 97 goes into it, what is left."""
    digits, rest, found = f"{number[4:]}{letters}{number[2:4]}", 0, []
    for at in range(0, len(digits), 8):
        divided = int(f"{rest}{digits[at : at + 8]}")
        times, rest = divmod(divided, 97)
        found.append((divided, times, rest))
    return found


def remainders(number: str, letters: str = "1314") -> list[int]:
    """What is left by 97 after each eight digits."""
    return [rest for _divided, _times, rest in divisions(number, letters)]
