"""The kernel's side of an open sheet: what is typed is in the file at once, undone in one step, and never lost."""

from __future__ import annotations

import resource
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.desk.sheet_file import OpenSheet
from course.tasks.handing_in import check_answer, handout_of, mark_answer
from course.tasks.handout import Column, Given, Handout, SheetLayout
from course.units import find_task
from tests.desk.sheet_work import SheetWork, cash_layout, journal_layout, wide_layout
from tests.office import saved_by_libreoffice
from tests.tasks.examples import header


def handout(language: Any = "en") -> Handout:
    return SheetWork(journal_layout(language), language).handout


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "april-vouchers.xlsx"


def typed(sheet: OpenSheet, row: int, column: int, text: str, **more: Any) -> dict[str, Any]:
    return sheet.handle({"op": "set", "cells": [[row, column, text]], **more})


def on_file(path: Path, ref: str) -> Any:
    return openpyxl.load_workbook(path, data_only=True).worksheets[0][ref].value


def test_opening_writes_nothing_and_typing_does(path: Path) -> None:
    sheet = OpenSheet(path, handout())
    assert sheet.state()["cells"]["D1"]["text"] == "Debit"
    assert not path.exists()
    typed(sheet, 2, 4, "1,234.50")
    assert on_file(path, "D2") == 1234.5
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_a_reply_holds_only_what_changed(path: Path) -> None:
    sheet = OpenSheet(path, handout())
    sheet.handle({"op": "set", "cells": [[2, 4, "10"], [3, 4, "=D2*2"], [4, 4, "=D3+1"], [5, 6, "text"]]})
    reply = typed(sheet, 2, 4, "20")
    assert {ref: cell["shown"] for ref, cell in reply["cells"].items()} == {"D2": "20.00", "D3": "40.00", "D4": "41.00"}
    assert reply["totals"][0] == {"label": "Debit", "shown": "101.00", "ok": True}
    assert reply["totals"][2]["ok"] is False
    assert typed(sheet, 2, 4, "")["cells"]["D2"] is None


STEPS = st.one_of(
    st.tuples(
        st.integers(2, 5),
        st.integers(4, 6),
        st.sampled_from(["", "1", "2.5", "007", "=D2*2", "=D3+E4", "=D2&D3", "=1/D2", "=D2>1", '=IF(D2=1,"",D2)']),
    ),
    st.sampled_from(["undo", "redo"]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_what_the_replies_told_together_is_what_stands_there(steps: list[Any]) -> None:
    """A view that heard every reply shows what one shows that is painted anew."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = OpenSheet(Path(folder, "april-vouchers.xlsx"), handout())
        heard = dict(sheet.state()["cells"])
        for step in steps:
            reply = sheet.handle({"op": step}) if isinstance(step, str) else typed(sheet, *step)
            heard |= reply["cells"]
        assert {ref: cell for ref, cell in heard.items() if cell is not None} == sheet.state()["cells"]


def test_undo_takes_back_a_whole_paste_and_redo_brings_it_again(path: Path) -> None:
    sheet = OpenSheet(path, handout())
    typed(sheet, 2, 2, "ER-1")
    sheet.handle({"op": "set", "cells": [[row, column, "9"] for row in (2, 3) for column in (2, 4)]})
    undone = sheet.handle({"op": "undo"})
    assert undone["box"] == {"top": 2, "left": 2, "bottom": 3, "right": 4}
    assert (on_file(path, "B2"), on_file(path, "D3")) == ("ER-1", None)
    sheet.handle({"op": "redo"})
    assert (on_file(path, "B2"), on_file(path, "D3")) == ("9", 9)
    assert sheet.handle({"op": "redo"})["box"] is None
    sheet.handle({"op": "undo"})
    typed(sheet, 5, 2, "new")
    assert sheet.handle({"op": "redo"})["box"] is None, "a new entry ends what could be done again"


def test_the_drafts_of_one_entry_are_one_step(path: Path) -> None:
    sheet = OpenSheet(path, handout())
    typed(sheet, 2, 6, "before")
    for text in ("af", "aft", "after"):
        typed(sheet, 2, 6, text, draft=True)
    assert on_file(path, "F2") == "after", "a draft is saved, too"
    typed(sheet, 2, 6, "after")
    sheet.handle({"op": "undo"})
    assert on_file(path, "F2") == "before"
    typed(sheet, 3, 6, "half", draft=True)
    typed(sheet, 3, 6, "")
    sheet.handle({"op": "undo"})
    assert on_file(path, "F2") is None, "an entry that was broken off leaves no step behind"


def test_two_kernels_on_one_file_lose_nothing(path: Path) -> None:
    one, two = OpenSheet(path, handout()), OpenSheet(path, handout())
    typed(one, 2, 2, "one")
    reply = typed(two, 3, 2, "two")
    assert reply["cells"]["B2"]["text"] == "one", "the other's work is shown, too"
    typed(one, 4, 2, "three")
    assert [on_file(path, ref) for ref in ("B2", "B3", "B4")] == ["one", "two", "three"]
    one.handle({"op": "undo"})
    assert [on_file(path, ref) for ref in ("B2", "B3", "B4")] == ["one", "two", None], "undo takes back one's own alone"


def test_what_another_program_saved_is_taken_over(path: Path) -> None:
    sheet = OpenSheet(path, handout())
    typed(sheet, 2, 4, "10")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D3"] = 5
    book.save(path)
    reply = typed(sheet, 4, 4, "=D2+D3")
    assert reply["cells"]["D4"]["shown"] == "15.00"
    assert on_file(path, "D3") == 5


@contextmanager
def full_disk() -> Iterator[None]:
    """The kernel of the operating system refuses every file over 1000 bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_keeps_the_file_and_the_next_change_saves_both(path: Path) -> None:
    sheet = OpenSheet(path, handout())
    typed(sheet, 2, 2, "safe")
    before = path.read_bytes()
    with full_disk(), pytest.raises(OSError, match="File too large"):
        typed(sheet, 3, 2, "held")
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name], "no half-written file is left"
    assert sheet.state()["cells"]["B3"]["text"] == "held"
    reply = typed(sheet, 4, 2, "next")
    assert set(reply["cells"]) == {"B3", "B4"}
    assert (on_file(path, "B3"), on_file(path, "B4")) == ("held", "next")


def test_what_could_not_be_saved_goes_on_top_of_what_another_kernel_wrote(path: Path) -> None:
    sheet, other = OpenSheet(path, handout()), OpenSheet(path, handout())
    typed(sheet, 2, 2, "safe")
    with full_disk(), pytest.raises(OSError, match="File too large"):
        typed(sheet, 3, 2, "held")
    typed(other, 4, 2, "theirs")
    sheet.handle({"op": "save"})
    assert [on_file(path, ref) for ref in ("B2", "B3", "B4")] == ["safe", "held", "theirs"]


@pytest.mark.parametrize("accident", ["not_a_spreadsheet", "cut_short", "folder_in_its_place"])
def test_a_file_that_cannot_be_read_is_kept(path: Path, accident: str) -> None:
    if accident == "folder_in_its_place":
        path.mkdir()
    elif accident == "cut_short":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook" * 99)
        path.write_bytes(path.read_bytes()[:50])
    else:
        path.write_bytes(b"my notes")
    sheet = OpenSheet(path, handout())
    assert "april-vouchers-unreadable.xlsx" in sheet.state()["note"]
    typed(sheet, 2, 2, "new")
    aside = path.with_name("april-vouchers-unreadable.xlsx")
    assert aside.is_dir() if accident == "folder_in_its_place" else aside.read_bytes()
    assert on_file(path, "B2") == "new"
    assert sheet.state()["note"] == ""


def test_a_deleted_file_comes_back_whole(path: Path) -> None:
    sheet = OpenSheet(path, handout())
    typed(sheet, 2, 2, "one")
    path.unlink()
    typed(sheet, 3, 2, "two")
    assert (on_file(path, "B2"), on_file(path, "B3")) == ("one", "two")


def test_locked_cells_and_cells_outside_are_left_alone(path: Path) -> None:
    sheet = OpenSheet(path, SheetWork(cash_layout(), name="cash-book").handout)
    sheet.handle(
        {"op": "set", "cells": [[1, 1, "x"], [2, 4, "9"], [12, 1, "x"], [13, 1, "x"], [2, 5, "x"], [3, 2, "7"]]}
    )
    found = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    assert [found[ref].value for ref in ("A1", "D2", "A12", "A13", "E2", "B3")] == ["Receipt", 150, None, None, None, 7]


def test_what_cannot_be_taken_says_why_and_the_rest_is_saved(path: Path) -> None:
    sheet = OpenSheet(path, handout())
    reply = sheet.handle({"op": "set", "cells": [[2, 6, "x" * 5000], [3, 6, "fine"], [4, 6, "half \ud800"]]})
    assert "F2" in reply["note"]
    assert "F4" in reply["note"]
    assert (on_file(path, "F2"), on_file(path, "F3")) == (None, "fine")


def test_codes_keep_their_zeros_and_figures_follow_the_language(path: Path) -> None:
    sheet = OpenSheet(path, handout("de"))
    reply = sheet.handle(
        {"op": "set", "cells": [[2, 2, "007"], [2, 4, "1.234,5"], [3, 4, "1,234.50"], [2, 1, "3.4.26"]]}
    )
    shown = {ref: cell["shown"] for ref, cell in reply["cells"].items()}
    assert shown == {"A2": "03.04.2026", "B2": "007", "D2": "1.234,50", "D3": "1,234.50"}
    assert reply["cells"]["D3"]["problem"]
    assert not reply["cells"]["D2"]["problem"]
    again = OpenSheet(path, handout("de")).state()["cells"]
    assert {ref: again[ref] for ref in shown} == reply["cells"], "the file gives back what was shown"


def arranged(path: Path) -> OpenSheet:
    """A list of three rows with a formula, and a locked line beneath it."""
    columns = (Column("No.", "code"), Column("Name", "text"), Column("Sum", "general"), Column("Double", "general"))
    start = [
        Given(f"{letter}{row}", text, kind)
        for row, texts in enumerate((("007", "Zoo", "12.5"), ("003", "Öl", "3"), ("010", "Ast", "7")), start=2)
        for letter, text, kind in zip("ABC", texts, ("code", "text", "number"), strict=True)
    ]
    start += [Given(f"D{row}", f"=C{row}*2", "number") for row in (2, 3, 4)]
    layout = SheetLayout(
        columns, 6, (Given("B6", "Sum", "text"),), start=tuple(start), tools=("sort", "filter", "format")
    )
    return OpenSheet(path, SheetWork(layout, name="list").handout)


def shown_rows(sheet: OpenSheet) -> list[str]:
    cells = sheet.state()["cells"]
    return [" ".join(cells[f"{letter}{row}"]["shown"] for letter in "ABCD") for row in (2, 3, 4)]


LIST = {"top": 2, "left": 1, "bottom": 4, "right": 4}


def test_a_sort_is_one_step_and_whole_rows_move_with_their_formulas(path: Path) -> None:
    sheet = arranged(path)
    before = shown_rows(sheet)
    sheet.handle({"op": "sort", "box": LIST, "column": 2, "down": False})
    assert shown_rows(sheet) == ["010 Ast 7 14", "003 Öl 3 6", "007 Zoo 12.5 25"]
    assert sheet.state()["cells"]["D2"]["text"] == "=C2*2"
    assert on_file(path, "B3") == "Öl"
    undone = sheet.handle({"op": "undo"})
    assert shown_rows(sheet) == before
    assert undone["box"] == {"top": 2, "left": 1, "bottom": 4, "right": 4}
    sheet.handle({"op": "redo"})
    assert shown_rows(arranged(path))[0] == "010 Ast 7 14"


def test_one_column_can_be_sorted_alone_as_everywhere(path: Path) -> None:
    sheet = arranged(path)
    sheet.handle({"op": "sort", "box": {**LIST, "left": 2, "right": 2}, "column": 2, "down": False})
    assert shown_rows(sheet) == ["007 Ast 12.5 25", "003 Öl 3 6", "010 Zoo 7 14"]


def test_locked_cells_and_filtered_lists_are_not_sorted(path: Path) -> None:
    sheet = arranged(path)
    before = shown_rows(sheet)
    assert (
        "cannot be sorted"
        in sheet.handle({"op": "sort", "box": {**LIST, "bottom": 6}, "column": 2, "down": True})["note"]
    )
    sheet.handle({"op": "filter", "block": "A1:D4", "column": 2, "values": ["Zoo"]})
    assert "filter" in sheet.handle({"op": "sort", "box": LIST, "column": 2, "down": False})["note"]
    assert shown_rows(sheet) == before


def test_a_filter_hides_rows_and_the_file_keeps_it(path: Path) -> None:
    sheet = arranged(path)
    typed(sheet, 5, 3, "=SUBTOTAL(109,C2:C4)")
    reply = sheet.handle({"op": "filter", "block": "A1:D4", "column": 2, "values": ["Zoo", "Ast"]})
    assert reply["hidden"] == [3]
    assert reply["cells"]["C5"]["shown"] == "19.5"
    assert OpenSheet(path, sheet.handout).state()["hidden"] == [3]
    theirs = openpyxl.load_workbook(path).worksheets[0]
    assert theirs.auto_filter.ref == "A1:D4"
    assert theirs.auto_filter.filterColumn[0].filters.filter == ["Zoo", "Ast"]
    assert zipfile.ZipFile(path).read("xl/workbook.xml").count(b"<definedNames>") == 1, "Excel opens no file with two"
    assert theirs.row_dimensions[3].hidden
    assert theirs["B3"].value == "Öl", "hidden, not deleted"
    assert sheet.handle({"op": "filter", "block": "A1:D4", "column": 2, "values": None})["hidden"] == []


@pytest.mark.tool("soffice")
def test_libreoffice_opens_a_filtered_list_with_its_filter(path: Path, tmp_path: Path) -> None:
    arranged(path).handle({"op": "filter", "block": "A1:D4", "column": 2, "values": ["Zoo", "R & Söhne <1>"]})
    theirs = openpyxl.load_workbook(saved_by_libreoffice([path], tmp_path) / path.name).worksheets[0]
    assert theirs.auto_filter.ref == "A1:D4"
    assert [theirs.row_dimensions[row].hidden for row in (2, 3, 4)] == [False, True, True]


def test_a_format_changes_what_is_shown_and_no_value_and_can_be_taken_back(path: Path) -> None:
    sheet = arranged(path)
    box = {"top": 2, "left": 3, "bottom": 4, "right": 3}
    sheet.handle({"op": "format", "box": box, "format": "0.0%"})
    assert sheet.state()["cells"]["C2"] == {"text": "1250%", "shown": "1250.0%", "type": "number", "problem": ""}
    assert on_file(path, "C2") == 12.5
    again = OpenSheet(path, sheet.handout)
    assert again.state()["formats"] == {"C2": "0.0%", "C3": "0.0%", "C4": "0.0%"}
    sheet.handle({"op": "undo"})
    assert sheet.state()["cells"]["C2"]["shown"] == "12.5"
    assert sheet.state()["formats"] == {}


def test_the_format_text_keeps_noughts_that_are_typed_afterwards(path: Path) -> None:
    sheet = arranged(path)
    typed(sheet, 5, 3, "00417")
    assert on_file(path, "C5") == 417
    sheet.handle({"op": "format", "box": {"top": 5, "left": 3, "bottom": 5, "right": 3}, "format": "@"})
    typed(sheet, 5, 3, "00417")
    assert on_file(path, "C5") == "00417"
    sheet.handle({"op": "undo"})
    sheet.handle({"op": "undo"})
    assert on_file(path, "C5") == 417


def test_a_large_sheet_still_replies_with_the_change_alone(tmp_path: Path) -> None:
    sheet = OpenSheet(tmp_path / "big.xlsx", SheetWork(wide_layout(), name="big").handout)
    sheet.handle({"op": "set", "cells": [[row, column, "1"] for row in range(2, 300) for column in range(1, 13)]})
    typed(sheet, 300, 1, "=SUM(A2:A299)")
    assert set(typed(sheet, 5, 1, "2")["cells"]) == {"A5", "A300"}
    assert set(typed(sheet, 5, 2, "2")["cells"]) == {"B5"}


@pytest.mark.parametrize(("language", "said"), [("en", "too large to be shown"), ("de", "zu groß für die Anzeige")])
@pytest.mark.parametrize(("name", "place"), [("customer-cards", (2, 10)), ("april-vouchers", (2, 4))])
@pytest.mark.parametrize("entry", ["=10^30", "=-10^30", "=10^300"])
def test_a_total_beyond_all_measure_leaves_the_desk_open_for_the_cell_to_be_mended(
    name: str, place: tuple[int, int], entry: str, language: Any, said: str, tmp_path: Path
) -> None:
    """A total of =10^30 once stopped the task from being shown again, so the entry could not be taken out."""
    task = find_task(name)
    dealt = handout_of(task, header(task, language), tmp_path)
    path = tmp_path / dealt.answer_file
    untouched = OpenSheet(path, dealt).state()["totals"]
    reply = typed(OpenSheet(path, dealt), *place, entry)
    assert said in [total["shown"] for total in reply["totals"]]
    assert not check_answer(task, language, tmp_path).complete
    assert mark_answer(task, language, tmp_path).points == 0
    opened = OpenSheet(path, dealt)
    assert opened.state()["totals"] == reply["totals"]
    assert typed(opened, *place, "")["totals"] == untouched


def test_a_formula_that_breaks_the_engine_by_what_it_refers_to_harms_nothing_else(path: Path) -> None:
    sheet = OpenSheet(path, handout())
    typed(sheet, 2, 4, "900000000000000000")
    typed(sheet, 3, 4, "7.50")
    reply = typed(sheet, 4, 4, "=DATE(2026,D2,1)")
    assert "D4" in reply["note"]
    assert typed(sheet, 4, 4, "=D3*2")["cells"]["D4"]["shown"] == "15.00"
    assert [on_file(path, ref) for ref in ("D3", "D4")] == [7.5, 15]
