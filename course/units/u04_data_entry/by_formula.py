"""Check digits by formula: ten article numbers and ten accounts, some of them wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from course.firm import Firm
from course.firm.chance import Chance
from course.locale import Language, translator
from course.tasks.engine import Value, as_typed
from course.tasks.handout import Column, Given, SheetLayout
from course.tasks.sheet import CellSlip, Expected, Figures
from course.tasks.task import Answer
from course.units.u04_data_entry.numbers import (
    gtin,
    gtin_ending_in_zero,
    gtin_is_right,
    iban,
    iban_is_right,
    misread,
    remainders,
)

FIRST = 2


@dataclass(frozen=True)
class Numbers:
    """`count` numbers, of which `wrong` are wrong; what both sheets share."""

    purpose: str
    count: int
    wrong: int

    @property
    def rows(self) -> range:
        return range(FIRST, FIRST + self.count)

    def dealt(self, firm: Firm) -> list[str]:
        chance = firm.chance(f"numbers: {self.purpose}")
        right = [self.special(chance), *(self.one(chance) for _one in range(self.count - self.wrong - 1))]
        return chance.shuffled([*right, *(misread(self.one(chance), chance) for _one in range(self.wrong))])

    def one(self, chance: Chance) -> str:
        """A number that is right."""
        raise NotImplementedError

    def special(self, chance: Chance) -> str:
        """A right number of the kind that careless formulas stumble over, where there is one."""
        return self.one(chance)

    def change(self, figures: Figures, turn: int) -> Mapping[str, Value]:
        """Other numbers, each row's once right and once wrong: what only copies a digit does not get by."""
        chance = Chance(f"turn {turn}", self.purpose)
        others = ((row, self.one(chance)) for row in self.rows)
        return {f"A{row}": number if (row + turn) % 2 else misread(number, chance) for row, number in others}


@dataclass(frozen=True)
class Gtins(Numbers):
    """Article numbers: the check digit worked out from the first twelve, and whether the thirteenth is it."""

    def one(self, chance: Chance) -> str:
        return gtin(chance)

    def special(self, chance: Chance) -> str:
        return gtin_ending_in_zero(chance)

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        columns = (
            Column(_("Article number"), "code", 16),
            Column(_("Digits 1, 3 … 11"), "number", 16, _("Room for a step in between. It is not marked.")),
            Column(_("Digits 2, 4 … 12"), "number", 16, _("Room for a step in between. It is not marked.")),
            Column(_("Check digit"), "number", 12, _("Worked out from the first twelve digits, by formula.")),
            Column(_("Verdict"), "general", 12, _verdict_help(language)),
        )
        given = tuple(Given(f"A{row}", number, "code") for row, number in zip(self.rows, self.dealt(firm), strict=True))
        return SheetLayout(columns, self.rows[-1], given)

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        digits = (_gtin_digit(row, language) for row in self.rows)
        return (*digits, *(_verdict(row, _gtin_rule(row), language) for row in self.rows))


@dataclass(frozen=True)
class Ibans(Numbers):
    """Accounts: the remainder by 97, in three steps because a sheet reckons with fifteen digits at most."""

    def one(self, chance: Chance) -> str:
        return iban(chance)

    def layout(self, firm: Firm, language: Language, earlier: Mapping[str, Answer]) -> SheetLayout:
        _ = translator(language, "units")
        columns = (
            Column(_("IBAN"), "code", 25),
            Column(_("After 8 digits"), "number", 14, _("Room for a step in between. It is not marked.")),
            Column(_("After 16 digits"), "number", 14, _("Room for a step in between. It is not marked.")),
            Column(_("Remainder"), "number", 11, _("What is left by 97 in the end, by formula.")),
            Column(_("Verdict"), "general", 12, _verdict_help(language)),
        )
        given = tuple(Given(f"A{row}", number, "code") for row, number in zip(self.rows, self.dealt(firm), strict=True))
        return SheetLayout(columns, self.rows[-1], given)

    def expected(self, firm: Firm, language: Language, layout: SheetLayout) -> tuple[Expected, ...]:
        rests = (_iban_rest(row, language) for row in self.rows)
        return (*rests, *(_verdict(row, _iban_rule(row), language) for row in self.rows))


# --- article numbers ----------------------------------------------------------------------------------------------


def digits(row: int, places: Sequence[int]) -> str:
    """These digits of the number in column A, added up: `MID(A2,1,1)+MID(A2,3,1)+…`."""
    return "+".join(f"MID(A{row},{place},1)" for place in places)


ODD, EVEN = range(1, 12, 2), range(2, 13, 2)


def _gtin_digit(row: int, language: Language) -> Expected:
    _ = translator(language, "units")
    odd, even = digits(row, ODD), digits(row, EVEN)
    total = f"({odd}+3*({even}))"
    return Expected(
        f"D{row}",
        _("check digit in row {row}").format(row=row),
        truth=lambda figures: Decimal(-_total(figures.text(f"A{row}")) % 10),
        formula=f"=MOD(10-MOD({total},10),10)",
        slips=(
            CellSlip(
                "weights-swapped",
                f"=MOD(-(3*({odd})+{even}),10)",
                _("Here the first digit counts three times; it is the second, the fourth and so on that do."),
            ),
            CellSlip(
                "remainder-for-check-digit",
                f"=MOD({total},10)",
                _("This is the remainder. The check digit is what is missing to the next ten."),
            ),
            CellSlip("not-tripled", f"=MOD(-({odd}+{even}),10)", _("Here every digit counts once.")),
            CellSlip(
                "ten-for-zero",
                f"=10-MOD({total},10)",
                _("10 is no digit: a number whose total ends in 0 has the check digit 0."),
            ),
            CellSlip(
                "last-digit-copied",
                f"=VALUE(RIGHT(A{row},1))",
                _("This is the last digit as printed; the question is whether it is right."),
            ),
        ),
        message=_("This is not the check digit of the first twelve digits."),
        where=_("Digits 2, 4, 6 and so on count three times. What is missing to the next ten?"),
        worked=_steps(language, {f"B{row}": odd, f"C{row}": even, f"D{row}": f"MOD(10-MOD(B{row}+3*C{row},10),10)"}),
    )


def _steps(language: Language, formulas: Mapping[str, str]) -> str:
    """The way that the lesson shows, a line for each cell: one formula for everything nobody can read."""
    return "\n".join(f"{cell}: {as_typed(f'={formula}', language)}" for cell, formula in formulas.items())


def _total(number: str) -> int:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(number[:12]) if digit.isdigit())


@dataclass(frozen=True)
class Rule:
    """When a number is right, for column E: as a condition of the sheet, and as what is so."""

    condition: str
    holds: Callable[[Figures], bool]
    slip: tuple[str, str] = ("", "")  # a condition that people write instead, and the slip's name


def _gtin_rule(row: int) -> Rule:
    return Rule(
        f"VALUE(RIGHT(A{row},1))=D{row}",
        lambda figures: gtin_is_right(figures.text(f"A{row}")),
        (f"RIGHT(A{row},1)=D{row}", "text-beside-number"),
    )


# --- accounts -----------------------------------------------------------------------------------------------------


def _iban_rest(row: int, language: Language) -> Expected:
    _ = translator(language, "units")
    number = f"A{row}"
    middle = f"MID({number},5,8)", f"MID({number},13,8)"
    return Expected(
        f"D{row}",
        _("remainder in row {row}").format(row=row),
        truth=lambda figures: Decimal(remainders(figures.text(number))[-1]),
        formula=_in_steps(*middle, f"MID({number},21,2)*10^6+131400+MID({number},3,2)"),
        slips=(
            CellSlip(
                "not-rearranged",
                _in_steps(f"13140000+MID({number},3,4)", f"MID({number},7,8)", f"MID({number},15,8)"),
                _("The country and the check digits have to go to the end first."),
            ),
            CellSlip(
                "letters-counted-wrongly",
                _in_steps(*middle, f"MID({number},21,2)*10^4+4500+MID({number},3,2)", size=6),
                _("D counts as 13 and E as 14: letters begin with 10."),
            ),
            CellSlip(
                "country-left-out",
                _in_steps(*middle, f"MID({number},21,2)*100+MID({number},3,2)", size=4),
                _("DE is left out. Its two letters count as 1314, in front of the check digits."),
            ),
            CellSlip(
                "one-step-missing",
                f"=MOD(MOD(VALUE(MID({number},5,8)),97)*10^8+VALUE(MID({number},13,8)),97)",
                _("This is the remainder after sixteen digits; the last eight are still to come."),
            ),
        ),
        message=_("This is not what is left of the whole number by 97."),
        where=_("First four characters to the end, 1314 for DE; then eight digits at a time, the remainder in front."),
        worked=_steps(
            language,
            {
                f"B{row}": f"MOD(VALUE({middle[0]}),97)",
                f"C{row}": f"MOD(B{row}*10^8+{middle[1]},97)",
                f"D{row}": f"MOD(C{row}*10^8+MID({number},21,2)*10^6+131400+MID({number},3,2),97)",
            },
        ),
    )


def _in_steps(first: str, second: str, last: str, size: int = 8) -> str:
    """The remainder by 97 of three blocks of digits; the last has `size` of them."""
    one = f"MOD({first},97)"
    two = f"MOD({one}*10^8+{second},97)"
    return f"=MOD({two}*10^{size}+{last},97)"


def _iban_rule(row: int) -> Rule:
    return Rule(
        f"D{row}=1",
        lambda figures: iban_is_right(figures.text(f"A{row}")),
        (f"D{row}=0", "zero-for-one"),
    )


# --- the verdict --------------------------------------------------------------------------------------------------


def words(language: Language) -> tuple[str, str]:
    _ = translator(language, "units")
    return _("right"), _("wrong")


def _verdict_help(language: Language) -> str:
    _ = translator(language, "units")
    right, wrong = words(language)
    return _("“{right}” or “{wrong}”, by formula.").format(right=right, wrong=wrong)


def _verdict(row: int, rule: Rule, language: Language) -> Expected:
    _ = translator(language, "units")
    right, wrong = words(language)
    condition, name = rule.slip
    messages = {
        "text-beside-number": _("A text is never equal to a number. VALUE makes a number of it."),
        "zero-for-one": _("The remainder that counts is 1, not 0."),
    }
    return Expected(
        f"E{row}",
        _("verdict in row {row}").format(row=row),
        truth=lambda figures: right if rule.holds(figures) else wrong,
        follows=lambda figures: "TRUE" if rule.holds(figures) else "FALSE",
        formula=f'=IF({rule.condition},"{right}","{wrong}")',
        slips=(
            CellSlip(name, f'=IF({condition},"{right}","{wrong}")', messages[name]),
            CellSlip(
                "verdict-reversed",
                f'=IF({rule.condition},"{wrong}","{right}")',
                _("The two words are the wrong way round."),
            ),
        ),
        message=_("That is not the verdict on this number."),
        where=_("Compare what was worked out with what has to come out."),
    )
