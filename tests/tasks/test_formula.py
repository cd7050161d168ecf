"""Formulas: understood in both languages, filled down as a spreadsheet does it, the dangerous ones never worked out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.locale import Language
from course.tasks.engine import as_typed, understood
from course.tasks.formula import cell_name, cells_of, position, problem, shifted


@pytest.mark.parametrize(
    ("typed", "language", "english"),
    [
        ("=SUMME(D2:D11)", "de", "=SUM(D2:D11)"),
        ("=summe(d2:d11)", "de", "=SUM(D2:D11)"),
        ("=SUM(D2:D11)", "de", "=SUM(D2:D11)"),
        ("=WENN(A1>2;A2*0,19;0)", "de", "=IF(A1>2,A2*0.19,0)"),
        ("=IF(A1>2,A2*0.19,0)", "de", "=IF(A1>2,A2*0.19,0)"),
        ("=RUNDEN(A1*0,190;2)", "de", "=ROUND(A1*0.19,2)"),
        ("=A1*2.5", "de", "=A1*2.5"),
        ('=SUMMEWENN($C$2:$C$40;"="&H2;D$2:D$40)', "de", '=SUMIF($C$2:$C$40,"="&H2,D$2:D$40)'),
        ("=WAHR", "de", "=TRUE"),
        ("=SUM(A:A)", "en", "=SUM(A:A)"),
        ("= A1 + A2 ", "en", "=A1+A2"),
        ('="1,5;2.5"', "de", '="1,5;2.5"'),
    ],
)
def test_a_formula_is_understood_as_it_is_typed(typed: str, language: Language, english: str) -> None:
    found, reason = understood(typed, language, 3, 9)
    assert (found, reason) == (english, "")
    assert understood(as_typed(found, language), language, 3, 9) == (english, "")


@pytest.mark.parametrize(
    ("typed", "language", "reason"),
    [
        ("=A1*1.234", "de", "ohne Tausenderpunkt"),  # one thousand and ..., or one and a bit
        ("=A1*2,5", "en", "decimal point"),  # the engine alone would read =A1*2
        ("=SUM(A1:A2", "en", "not closed"),
        ("=SUM(A1;A2)", "en", "a comma here, not a semicolon"),
        ('=IF(A1=";",[1],2)', "en", "does not belong"),
        ("=SUM(A1))", "en", "brackets"),
        ("=A1 A2", "en", "side by side"),
        ("=1 2", "en", "side by side"),
        ("=SUMME(A1)", "en", "“SUMME” is not a function"),
        ("=FAKULTÄT(3)", "de", "„FAKULTÄT“ ist keine Funktion"),
        ("=total", "en", "“total” is neither a cell nor a function"),
        ("=", "en", "nothing after"),
        ("=A1+", "en", "not complete"),
        ("=[1]Sheet!A1", "en", "does not belong"),
        ("={1,2}", "en", "does not belong"),
        ("=#REF!+1", "en", "does not belong"),
        ("=LAMBDA(x,x(x))(LAMBDA(x,x(x)))", "en", "“LAMBDA” is not a function"),  # ends the process
        ("=LET(f,1,f)", "en", "“LET” is not a function"),
        ("=FACT(1E308)", "en", "“FACT” is not a function"),  # works for hours
        ("=EDATE(1,1E9)", "en", "not complete"),  # breaks the engine
        ("=HEUTE()", "de", "Strg+;"),
        ("=TODAY()", "en", "type the date itself"),
        ("=COUNTBLANK(A:A)", "en", "Name the rows"),
        ("=VLOOKUP(1,1:2,2,FALSE)", "en", "Name the rows"),
        ("=OFFSET(A1,0,0,1000000,1000)", "en", "“OFFSET” is not a function"),
        ('=INDIRECT("A1:XFD1048576")', "en", "“INDIRECT” is not a function"),
        ("=SUMPRODUCT((A:A=1)*(B:B=2))", "en", "Name the rows"),
        ("=SUM(A1:XFD1048576)", "en", "beyond the sheet"),
        ("=SUMPRODUCT(" + "*".join(["(A1:CV2000=1)"] * 20) + ")", "en", "too many cells"),
        ("=" + "(" * 200 + "1" + ")" * 200, "en", "too many"),
        ("=1" + "+1" * 600, "en", "longer than"),
        ("=A1:INDEX(B:B,9)", "en", "colon"),
    ],
)
def test_what_is_not_worked_out_is_said_why(typed: str, language: Language, reason: str) -> None:
    found, why = understood(typed, language, 3, 9)
    assert found == ""
    assert reason in why


@settings(deadline=None, max_examples=300)
@given(st.text("=AB12:$(),;.+-*/&\"'%<>SUMIF^ ß!#", max_size=40), st.sampled_from(["en", "de"]))
def test_whatever_is_typed_after_the_sign_is_understood_or_refused(text: str, language: Language) -> None:
    english, reason = understood("=" + text, language, 3, 9)
    assert bool(english) != bool(reason)
    if english:
        assert problem(english, language) == ""


@pytest.mark.parametrize(
    ("formula", "rows", "columns", "moved"),
    [
        ("=A1+$A1+A$1+$A$1", 2, 1, "=B3+$A3+B$1+$A$1"),
        ("=SUM(D2:D11)", 0, 25, "=SUM(AC2:AC11)"),
        ("=SUM(A:A)+SUM(1:1)", 1, 1, "=SUM(B:B)+SUM(2:2)"),
        ('="A1"&A1', 1, 0, '="A1"&A2'),
    ],
)
def test_a_formula_filled_down_moves_its_cells(formula: str, rows: int, columns: int, moved: str) -> None:
    assert shifted(formula, rows, columns) == moved


@settings(deadline=None)
@given(st.integers(1, 2000), st.integers(1, 700))
def test_a_cells_name_and_place_are_the_same_thing(row: int, column: int) -> None:
    assert position(cell_name(row, column)) == (row, column)
    assert cells_of(cell_name(row, column)) == [cell_name(row, column)]
