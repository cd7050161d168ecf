"""Check digits by hand, once: an article number whose last digit cannot be read, an account that is to be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from course.firm import Firm
from course.firm.papers.internal import internal
from course.firm.records import Document
from course.locale import Language, Text, translator
from course.tasks.form import Question, Value, Wrong
from course.tasks.handout import Choice, Field
from course.units.u04_data_entry.numbers import divisions, gtin, iban, misread, remainders

WRITTEN = date(2026, 4, 2)
RULES = frozenset({"places-mixed-up", "not-rearranged"})  # both show in every sum, in every remainder


@dataclass(frozen=True)
class ByHand:
    purpose: str

    def article(self, firm: Firm) -> str:
        """Thirteen digits; the remainder by ten and the check digit differ, so that they cannot be mixed up unseen."""
        chance = firm.chance(f"by hand: article {self.purpose}")
        while (found := gtin(chance))[-1] in "05":
            pass
        return found

    def account(self, firm: Firm) -> tuple[str, bool]:
        """An IBAN, and whether it is right."""
        chance = firm.chance(f"by hand: account {self.purpose}")
        number = iban(chance)
        right = chance.happens(50)
        return (number if right else misread(number, chance)), right

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        article, (account, _right) = self.article(firm), self.account(firm)
        note = internal(
            firm,
            "NOTIZ-01",
            Text("Two numbers to be checked", "Zwei Nummern zu prüfen"),
            WRITTEN,
            circle=Text("Internal. From the warehouse.", "Intern. Aus dem Lager."),
            before=[
                Text(
                    "The last digit of the article number is smudged. Which is it?",
                    "Bei der Artikelnummer ist die letzte Ziffer verwischt. Welche ist es?",
                ),
                Text(
                    "And a customer gave us the account on the telephone. Can it be right?",
                    "Und das Konto hat uns ein Kunde am Telefon durchgegeben. Kann es stimmen?",
                ),
            ],
            columns=[(Text("What", "Was"), "text"), (Text("Number", "Nummer"), "text")],
            rows=[
                (Text("Article number (GTIN)", "Artikelnummer (GTIN)"), f"{article[:12]}▒"),
                (Text("Account (IBAN)", "Konto (IBAN)"), _grouped(account)),
            ],
            after=[Text("S. Aydınlar, warehouse", "S. Aydınlar, Lager")],
        )
        return (note,)

    def questions(self, firm: Firm, language: Language) -> tuple[Question, ...]:
        account, right = self.account(firm)
        return (*_article(self.article(firm), language), *_account(account, right, language))


def _grouped(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _article(number: str, language: Language) -> Iterator[Question]:
    _ = translator(language, "units")
    odd, even = sum(map(int, number[0:12:2])), sum(map(int, number[1:12:2]))
    group = _("The article number")
    swapped = _("These are the digits in the other places. Count from the left, beginning with 1.")
    yield Question(
        Field("odd", _("Digits 1, 3, 5, 7, 9 and 11 added up"), "number", group=group),
        truth=Decimal(odd),
        wrong=_others(odd, ("places-mixed-up", even, swapped)),
        message=_("This is not the sum of those six digits."),
        where=_("Write the twelve digits in a row, number them, and add up every other one."),
        worked=" + ".join(number[0:12:2]) + f" = {odd}",
    )
    once = _("This is the sum itself. These digits count three times.")
    yield Question(
        Field("even", _("Digits 2, 4, 6, 8, 10 and 12 added up, times 3"), "number", group=group),
        truth=Decimal(3 * even),
        wrong=_others(3 * even, ("not-tripled", even, once), ("places-mixed-up", 3 * odd, swapped)),
        message=_("This is not three times the sum of those six digits."),
        where=_("First the sum of the six digits, then times 3."),
        worked="3 × (" + " + ".join(number[1:12:2]) + f") = {3 * even}",
    )
    yield _check_digit(odd, even, group, language)


def _check_digit(odd: int, even: int, group: str, language: Language) -> Question:
    _ = translator(language, "units")
    total = odd + 3 * even
    digit = -total % 10
    over = _("This is what the total has over the last ten. Wanted is what is missing to the next ten.")
    return Question(
        Field("digit", _("The smudged digit"), "number", group=group),
        truth=Decimal(digit),
        wrong=_others(digit, ("remainder-for-check-digit", total % 10, over)),
        follows=_digit_of,
        weight=2,
        message=_("With this digit the total does not end in 0."),
        where=_("Add the two results. How much is missing to the next full ten?"),
        worked=f"{odd} + {3 * even} = {total}; {total} + {digit} = {total + digit}",
    )


def _digit_of(entries: Mapping[str, Value]) -> Decimal | None:
    """The check digit of the learner's own two sums. A sum that was worked out wrongly has cost its points already."""
    match entries.get("odd"), entries.get("even"):
        case Decimal() as odd, Decimal() as even if _whole(odd) and _whole(even):
            return Decimal(-int(odd + even) % 10)
    return None


def _rest_of(entries: Mapping[str, Value], before: str, piece: str) -> Decimal | None:
    """What is left of the learner's own remainder and the next eight digits."""
    match entries.get(before):
        case Decimal() as rest if _whole(rest) and rest < 97:
            return Decimal(int(f"{int(rest)}{piece}") % 97)
    return None


def _verdict_of(entries: Mapping[str, Value]) -> str | None:
    rest = entries.get("rest3")
    return None if rest is None else "right" if rest == 1 else "wrong"


def _whole(figure: Decimal) -> bool:
    return 0 <= figure < 10_000 and figure == int(figure)


def _account(number: str, right: bool, language: Language) -> Iterator[Question]:
    _ = translator(language, "units")
    group = _("The account")
    unturned = _unturned(number)
    lettered = remainders(number, "45")
    turned = _("Here the number begins as it is written. First move DE and the two digits after it to the end.")
    letters = _("D is the 4th letter, but it counts as 13, and E as 14: letters begin with 10.")
    labels = (
        _("First eight digits: remainder by 97"),
        _("That remainder and the next eight digits: remainder by 97"),
        _("That remainder and the last eight digits: remainder by 97"),
    )
    where = (
        _("Put the first four characters last, and write 1314 for DE. Take the first eight digits of that."),
        _("Write the remainder in front of the next eight digits and divide that number by 97."),
        _("The last eight digits end with 1314 and the two check digits."),
    )
    for place, (label, (divided, times, rest)) in enumerate(zip(labels, divisions(number), strict=True)):
        slips = [("not-rearranged", unturned[place], turned)]
        if place == 2:
            slips.append(("letters-counted-wrongly", lettered[place], letters))
        yield Question(
            Field(f"rest{place + 1}", label, "number", group=group),
            truth=Decimal(rest),
            wrong=_others(rest, *slips),
            follows=partial(_rest_of, before=f"rest{place}", piece=f"{divided:08}"[-8:]),
            message=_("This is not what is left when that number is divided by 97."),
            where=where[place],
            worked=_("97 goes into {divided} {times} times; {rest} is left.").format(
                divided=divided, times=times, rest=rest
            ),
        )
    yield _verdict(right, rest, group, language)


def _verdict(right: bool, rest: int, group: str, language: Language) -> Question:
    _ = translator(language, "units")
    words = {"right": _("It can be right."), "wrong": _("It is certainly wrong.")}
    options = tuple(Choice(key, text) for key, text in words.items())
    answer = "right" if right else "wrong"
    zero = _("The remainder that counts is 1, not 0.")
    return Question(
        Field("verdict", _("What do you say of the account?"), "choice", options, group=group),
        truth=answer,
        wrong=(Wrong("zero-for-one", "wrong", zero),) if right else (),
        follows=_verdict_of,
        message=_("An IBAN whose last remainder is not 1 is wrong."),
        where=_("What has to be left at the end?"),
        worked=_("{rest} is left at the end. {verdict}").format(rest=rest, verdict=words[answer]),
    )


def _unturned(number: str) -> list[int]:
    """The remainders of somebody who left the first four signs where they were."""
    digits, rest, found = f"1314{number[2:]}", 0, []
    for at in range(0, len(digits), 8):
        rest = int(f"{rest}{digits[at : at + 8]}") % 97
        found.append(rest)
    return found


def _others(truth: int, *slips: tuple[str, int, str]) -> tuple[Wrong, ...]:
    """The slips whose result is not the right one by chance; of two with one result, the first."""
    found: dict[int, Wrong] = {}
    for name, result, message in slips:
        if result != truth:
            found.setdefault(result, Wrong(name, Decimal(result), message))
    return tuple(found.values())
