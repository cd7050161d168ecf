"""The sheet's small parts, each asked by itself in the browser: addresses, formulas, the clipboard, the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from course.desk.esm import FOLDER, bundle

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.tool("chromium")]
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(chromium: Browser) -> Iterator[Ask]:
    """`ask("formatTsv(rows)", rows=...)` is what JavaScript says."""
    page = chromium.new_page()
    names = "columnName, columnNumber, boxNamed, shiftFormula, takesReference, formatTsv, parseTsv, SheetCursor"
    names += ", blocksIn, suggestions, functionAround, withNextSigns, figuresBeside, todayAs, fillTowards, fillBeside"
    script = bundle(FOLDER / "desk.js").replace("export default { render };", f"Object.assign(window, {{ {names} }});")
    page.add_script_tag(content=script)

    def evaluate(expression: str, **values: Any) -> Any:
        return page.evaluate(f"({{ {', '.join(values)} }}) => {expression}", values)

    yield evaluate
    page.close()


def test_columns_have_letters(ask: Ask) -> None:
    assert [ask("columnName(n)", n=n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
    assert ask("[1, 26, 27, 702, 703].every(n => columnNumber(columnName(n)) === n)")
    assert ask("boxNamed('F30:D2')") == {"top": 2, "left": 4, "bottom": 30, "right": 6}


@pytest.mark.parametrize(
    ("formula", "down", "right", "moved"),
    [
        ("=D2+B3-C3", 1, 0, "=D3+B4-C4"),
        ("=$D$2+D$2+$D2", 3, 2, "=$D$2+F$2+$D5"),
        ("=SUM(A2:A9)*2", 0, 1, "=SUM(B2:B9)*2"),
        ('=IF(A2>1,"A2 is ""B3""",A3)', 1, 0, '=IF(A3>1,"A2 is ""B3""",A4)'),
        ("=LOG10(A1)+Q1_total", 1, 0, "=LOG10(A2)+Q1_total"),
        ("=A1", -1, 0, "=#REF!"),
        ("=A1*1.5", 0, -1, "=#REF!*1.5"),
        ("A1 is no formula", 1, 1, "A1 is no formula"),
    ],
)
def test_a_copied_formula_moves_its_references(ask: Ask, formula: str, down: int, right: int, moved: str) -> None:
    assert ask("shiftFormula(formula, down, right)", formula=formula, down=down, right=right) == moved


def test_a_reference_is_pointed_at_only_where_one_may_stand(ask: Ask) -> None:
    assert all(
        ask("takesReference(text, text.length)", text=text) for text in ("=", "=A1+", "=SUM(", "=SUMME(A1; ", "=A1:")
    )
    assert not any(ask("takesReference(text, text.length)", text=text) for text in ("", "12+", "=A1", "=SUM(A1)", "=2"))


def test_tables_go_through_the_clipboard_unharmed(ask: Ask) -> None:
    awkward = [["1,5", 'say "so"', ""], ["two\nlines", "a\ttab", '"quoted"'], ["", "", "end"]]
    assert ask("parseTsv(formatTsv(rows))", rows=awkward) == awkward
    assert ask("parseTsv(text)", text='a\t"b ""c"""\r\nd\te\r\n') == [["a", 'b "c"'], ["d", "e"]]
    assert ask("parseTsv(text)", text='5" nail\t"6" nail\n') == [['5" nail', '"6" nail']], (
        "a lone inch sign is no quote"
    )
    assert ask("parseTsv(text)", text="") == [[""]]


def walk(ask: Ask, steps: str, start: tuple[int, int] = (2, 1)) -> list[int]:
    made = "const cursor = new SheetCursor(10, 6, { row, column })"
    told = "return [cursor.place.row, cursor.place.column]"
    place = ask(f"{{ {made}; eval(steps); {told}; }}", steps=steps, row=start[0], column=start[1])
    return list(place)


def test_tab_and_enter_walk_as_in_excel(ask: Ask) -> None:
    assert walk(ask, "cursor.tab(); cursor.tab(); cursor.enter()", (3, 2)) == [4, 2]
    assert walk(ask, "cursor.tab(); cursor.step('ArrowDown'); cursor.enter()", (3, 2)) == [5, 3]
    assert walk(ask, "cursor.tab()", (3, 6)) == [4, 6], "a walk that began in the last column goes on beneath it"
    assert walk(ask, "cursor.tab(true)", (3, 1)) == [2, 6]
    assert walk(ask, "cursor.enter(true)", (1, 1)) == [1, 1]


def test_ctrl_arrow_stops_where_filled_cells_begin_and_end(ask: Ask) -> None:
    filled = "(row, column) => column === 1 && [2, 3, 4, 8].includes(row)"
    assert walk(ask, f"cursor.jump('ArrowDown', false, {filled})") == [4, 1]
    assert walk(ask, f"cursor.jump('ArrowDown', false, {filled})", (4, 1)) == [8, 1]
    assert walk(ask, f"cursor.jump('ArrowDown', false, {filled})", (8, 1)) == [10, 1]
    assert walk(ask, f"cursor.jump('ArrowUp', false, {filled})", (10, 1)) == [8, 1]


HINTS = [{"name": name, "gaps": name.lower()} for name in ("SUM", "SUMIF", "SVERWEIS", "ÄNDERE")]


@pytest.mark.parametrize(
    ("text", "offered", "around"),
    [
        ("=SU", ["SUM", "SUMIF"], None),
        ("=1+sumi", ["SUMIF"], None),
        ("=SUM(", [], "SUM"),
        ("=SUM(A1,SV", ["SVERWEIS"], "SUM"),
        ("=SUM(SUMIF(A1,2),", [], "SUM"),
        ("=ä", ["ÄNDERE"], None),
        ('="SU', [], None),
        ('=SUM("(",', [], "SUM"),
        ("=A1", [], None),
        ("SU", [], None),
        ("=SUM(A1)", [], None),
    ],
)
def test_functions_are_offered_where_one_may_stand(ask: Ask, text: str, offered: list[str], around: str | None) -> None:
    names = ask("suggestions(hints, text, text.length).map(each => each.name)", hints=HINTS, text=text)
    assert names == offered
    assert ask("functionAround(hints, text, text.length)?.name ?? null", hints=HINTS, text=text) == around


def test_f4_changes_the_signs_of_the_reference_at_the_caret(ask: Ask) -> None:
    turned = ["=D2"]
    for _turn in range(4):
        turned.append(ask("withNextSigns(text, text.length).text", text=turned[-1]))
    assert turned == ["=D2", "=$D$2", "=D$2", "=$D2", "=D2"]
    assert ask("withNextSigns('=SUM(A1:B9)+C3', 8).text") == "=SUM($A$1:$B$9)+C3"
    assert ask("withNextSigns('=SUM(A1:B9)+C3', 14).text") == "=SUM(A1:B9)+$C$3"
    assert ask("withNextSigns('=SUM(', 5)") is None
    assert ask("withNextSigns('D2', 2)") is None


def test_the_cells_that_a_formula_names(ask: Ask) -> None:
    boxes = ask("blocksIn('=SUM($B$2:a3)+C4+\"D5\"+C4+LOG10(2)')")
    assert [(box["top"], box["left"], box["bottom"], box["right"]) for box in boxes] == [(2, 1, 3, 2), (4, 3, 4, 3)]
    assert ask("blocksIn('A1')") == []
    filled = "(row, column) => (row === 5 && column <= 2) || column === 4 && row >= 3 && row <= 6"
    assert ask(f"figuresBeside({filled}, {{ row: 7, column: 4 }})") == "D3:D6"
    assert ask(f"figuresBeside({filled}, {{ row: 5, column: 3 }})") == "A5:B5"
    assert ask(f"figuresBeside({filled}, {{ row: 9, column: 1 }})") == ""
    assert ask("todayAs('en', new Date(2026, 3, 5)) + todayAs('de', new Date(2026, 3, 5))") == "05/04/202605.04.2026"


MARKED = {"top": 3, "left": 2, "bottom": 4, "right": 3}


@pytest.mark.parametrize(
    ("row", "column", "area", "whole"),
    [
        (7, 2, "B5:C7", "B3:C7"),
        (7, 5, "B5:C7", "B3:C7"),  # further down than to the right
        (5, 6, "D3:F4", "B3:F4"),
        (2, 3, "B2:C2", "B2:C4"),
        (4, 1, "A3:A4", "A3:C4"),
        (4, 3, None, None),
        (3, 2, None, None),
    ],
)
def test_the_handle_fills_one_way_only(ask: Ask, row: int, column: int, area: str | None, whole: str | None) -> None:
    target = ask("fillTowards(box, { row, column })", box=MARKED, row=row, column=column)
    assert (target and target["area"]) == (area and ask("boxNamed(range)", range=area))
    assert (target and target["whole"]) == (whole and ask("boxNamed(range)", range=whole))


def test_a_double_click_fills_as_far_as_the_column_beside(ask: Ask) -> None:
    def bottom(filled: str) -> Any:
        return ask(f"fillBeside(box, {filled}, 20, 6)?.whole.bottom ?? null", box=MARKED)

    assert bottom("(row, column) => column === 1 && row <= 9") == 9
    assert bottom("(row, column) => column === 4 && row <= 12 && row !== 8") == 7, "the right one, and no gap is leapt"
    assert bottom("(row, column) => column === 1 && row <= 6 || column === 4") == 6, "the left one comes first"
    assert bottom("(row, column) => column === 5 || column === 2") is None
    assert bottom("() => true") == 20
