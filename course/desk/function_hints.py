"""What is offered while a formula is typed: the functions that office work needs most, and what goes between their
brackets, in the learner's language. A gap in square brackets may be left out."""

from __future__ import annotations

from functools import cache

from course.locale import Language
from course.tasks.engine import as_typed

# English name, then the gaps in English and in German; ";" stands between gaps and becomes "," in English.
_FUNCTIONS = """
SUM | number1; [number2]; … | Zahl1; [Zahl2]; …
AVERAGE | number1; [number2]; … | Zahl1; [Zahl2]; …
MIN | number1; [number2]; … | Zahl1; [Zahl2]; …
MAX | number1; [number2]; … | Zahl1; [Zahl2]; …
COUNT | value1; [value2]; … | Wert1; [Wert2]; …
COUNTA | value1; [value2]; … | Wert1; [Wert2]; …
COUNTBLANK | range | Bereich
MEDIAN | number1; [number2]; … | Zahl1; [Zahl2]; …
IF | condition; value if true; [value if false] | Bedingung; Dann_Wert; [Sonst_Wert]
IFS | condition1; value1; [condition2; value2]; … | Bedingung1; Wert1; [Bedingung2; Wert2]; …
IFERROR | value; value if error | Wert; Wert_falls_Fehler
IFNA | value; value if not found | Wert; Wert_falls_nicht_gefunden
AND | condition1; [condition2]; … | Bedingung1; [Bedingung2]; …
OR | condition1; [condition2]; … | Bedingung1; [Bedingung2]; …
NOT | condition | Bedingung
SUMIF | range; criterion; [range to add] | Bereich; Suchkriterium; [Summe_Bereich]
SUMIFS | range to add; range1; criterion1; … | Summe_Bereich; Bereich1; Kriterium1; …
COUNTIF | range; criterion | Bereich; Suchkriterium
COUNTIFS | range1; criterion1; … | Bereich1; Kriterium1; …
AVERAGEIF | range; criterion; [range to average] | Bereich; Kriterium; [Mittelwert_Bereich]
SUMPRODUCT | range1; [range2]; … | Bereich1; [Bereich2]; …
SUBTOTAL | function number (9 adds); range | Funktion (9 addiert); Bereich
VLOOKUP | what to look up; table; column number; FALSE = exact | Suchkriterium; Matrix; Spaltenindex; FALSCH = genau
HLOOKUP | what to look up; table; row number; FALSE = exact | Suchkriterium; Matrix; Zeilenindex; FALSCH = genau
XLOOKUP | what to look up; where; what to bring; [if not found] | Suchkriterium; Suchmatrix; Rückgabematrix; [sonst]
INDEX | range; row; [column] | Matrix; Zeile; [Spalte]
MATCH | what to look up; range; 0 = exact | Suchkriterium; Suchmatrix; 0 = genau
RANK | number; range; [0 = largest first] | Zahl; Bezug; [0 = größte zuerst]
LARGE | range; k | Matrix; k
SMALL | range; k | Matrix; k
ROUND | number; places | Zahl; Anzahl_Stellen
ROUNDUP | number; places | Zahl; Anzahl_Stellen
ROUNDDOWN | number; places | Zahl; Anzahl_Stellen
INT | number | Zahl
MOD | number; divisor | Zahl; Divisor
ABS | number | Zahl
DATE | year; month; day | Jahr; Monat; Tag
YEAR | date | Datum
MONTH | date | Datum
DAY | date | Datum
WEEKDAY | date; [2 = Monday first] | Datum; [2 = Montag zuerst]
DAYS | end date; start date | Zieldatum; Ausgangsdatum
EDATE | start date; months | Ausgangsdatum; Monate
EOMONTH | start date; months | Ausgangsdatum; Monate
WORKDAY | start date; working days; [holidays] | Ausgangsdatum; Tage; [Freie_Tage]
LEFT | text; [number of characters] | Text; [Anzahl_Zeichen]
RIGHT | text; [number of characters] | Text; [Anzahl_Zeichen]
MID | text; first; number of characters | Text; Erstes_Zeichen; Anzahl_Zeichen
LEN | text | Text
TRIM | text | Text
UPPER | text | Text
LOWER | text | Text
VALUE | text | Text
TEXT | value; format | Wert; Textformat
CONCAT | text1; [text2]; … | Text1; [Text2]; …
ISBLANK | value | Wert
ISNUMBER | value | Wert
ISTEXT | value | Wert
"""


@cache
def function_hints(language: Language) -> list[dict[str, str]]:
    """`[{ name, gaps }]`, by name."""
    found = []
    for line in _FUNCTIONS.strip().splitlines():
        name, english, german = (part.strip() for part in line.split("|"))
        shown = as_typed(f"={name}(A1)", language)[1:].partition("(")[0]
        found.append({"name": shown, "gaps": german if language == "de" else english.replace(";", ",")})
    return sorted(found, key=lambda hint: hint["name"])
