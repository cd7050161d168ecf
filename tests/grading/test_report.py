"""The report says what the class did; exports are what Moodle and Canvas expect, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from course import __version__
from course.grading.assignment import Course
from course.grading.class_result import ClassResult, Learner, class_slips, read_class, same_documents
from course.grading.exports import WrongWorksheet, canvas_csv, harmless, moodle_csv, plain_csv
from course.grading.intake import take_in
from course.grading.marker import findings_of
from course.grading.outcome import Finding, Note, Row, SetAside
from course.grading.repair import read_notebook
from course.grading.report import report_page, slip_name
from course.locale import LANGUAGES, Language
from course.tasks.cell_diagnosis import AS_TEXT, DOLLAR, SIGN, TYPED_IN
from course.tasks.handing_in import deal
from course.tasks.handout import Header
from course.tasks.mark import Item, Mark, Outcome
from course.tasks.task import Answer
from course.units import Unit, units
from tests.grading.classroom import Classroom, graded, notebook, solution, text
from tests.grading.conftest import grade

TOLD = "Debit and credit have changed places: look at <b>V1</b>."
ROWS = (
    Row("anna", "marked", "", findings=(
        Finding("april-vouchers", "V1", "V1", "wrong", "sides-swapped", "0", "2", TOLD),
    ), deals={"april-vouchers": "anna/0"}),
    Row("ben", "marked", "", findings=(
        Finding("april-vouchers", "V2", "V2", "wrong", "sides-swapped + digits-swapped", "0", "2", "Two things."),
    ), deals={"april-vouchers": "bens-laptop/0"},
        notes=(Note("renamed", {"found": "a.ipynb", "expected": "b.ipynb"}),)),
    Row("cem", "marked", "", deals={"april-vouchers": "bens-laptop/0"}),
    Row("=dora", "set aside", "", reason="symlink", facts={"name": "<script>x</script>"}),
)  # fmt: skip


@pytest.fixture
def result() -> ClassResult:
    return ClassResult(
        "11-bookkeeping-en",
        40.0,
        (
            Learner("anna", "Anna Arnold", 36.5, False),
            Learner("ben", "Ben Böhm", 12.25, True),
            Learner("cem", "", 12.25, False),
            Learner("=dora", "=cmd()", None, False),
            Learner("emil", "Emil Ernst", None, False),
        ),
        ROWS,
        {"april-vouchers": 16.0, "cash-book": 6.0},
        {"april-vouchers": 0.61, "cash-book": 0.2},
        frozenset({"anna", "ben", "cem", "=dora"}),
    )


def test_the_page_stands_alone_and_every_picture_has_its_numbers_as_text(result: ClassResult) -> None:
    page = report_page(result, "en")
    assert not re.search(r"""\b(src|href)=["'](?!#)""", page)
    assert "<script" not in page
    told = re.findall(r'<svg role="img" aria-label="([^"]*)"', page)
    assert len(told) == page.count("<svg") == 3
    assert "The cash book: 20%; The vouchers of April: 61%" in told
    assert any(text.startswith("Sides swapped (The vouchers of April): 2; ") for text in told)
    assert any("30–40: 2" in text and "90–100: 1" in text and "0–10: 0" in text for text in told)


def test_pictures_take_on_the_colours_of_the_page(result: ClassResult) -> None:
    pictures = re.findall(r"<svg.*?</svg>", report_page(result, "en"), flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-f]{6}\b", "".join(pictures))) == set()
    assert all("currentColor" in picture and "var(--bar)" in picture for picture in pictures)


def test_a_slip_says_what_was_told_and_two_in_one_place_count_as_both(result: ClassResult) -> None:
    first, second = class_slips(ROWS)
    assert (first.slip, first.learners, first.places, first.told) == ("sides-swapped", 2, 2, TOLD)
    assert (second.slip, second.learners, second.told) == ("digits-swapped", 1, "")  # told of both, so of neither
    assert "look at &lt;b&gt;V1&lt;/b&gt;." in report_page(result, "en")


def test_of_each_slip_one_place_keeps_what_was_told() -> None:
    slips = ("sides-swapped", "sides-swapped", "")
    items = tuple(
        Item(f"V{n}", f"V{n}", Decimal(0), Decimal(1), Outcome.WRONG, slip, f"told of V{n}")
        for n, slip in enumerate(slips)
    )
    found = findings_of("april-vouchers", Mark("April", items, Decimal(3), "en"))
    assert [finding.message for finding in found] == ["told of V0", "", ""]


@pytest.mark.parametrize("unit", [unit for unit in units() if unit.assignment], ids=lambda unit: unit.name)
def test_every_slip_has_a_name_in_both_languages(unit: Unit) -> None:
    answers: dict[str, Answer] = {}
    tasks = [task for task in unit.tasks if not task.lesson]
    for number in range(3):
        for task in tasks:
            header = Header(f"named-{number}", task.unit, task.id, 0, __version__, "de")
            firm = deal(header, lesson=False)
            handout = task.handout(firm, header, {one.id: answers[one.id] for one in task.needs})
            answers[task.id] = task.perfect(firm, handout)
            for slip in task.slips(firm, handout):
                assert slip_name(slip, "de") != slip_name(slip, "en"), f"{slip} of {task.id} has no German name"


@pytest.mark.parametrize("slip", [AS_TEXT, DOLLAR, SIGN, TYPED_IN])
def test_what_is_seen_of_any_formula_has_a_name_in_both_languages(slip: str) -> None:
    assert slip_name(slip, "de") != slip_name(slip, "en")


def test_the_page_names_who_is_missing_set_aside_or_on_the_same_documents(result: ClassResult) -> None:
    page = report_page(result, "en")
    assert "<td>emil</td><td>Emil Ernst</td>" in page
    assert "&lt;script&gt;x&lt;/script&gt; is a link, not a file." in page
    assert "<td>bens-laptop</td><td>ben, cem</td>" in page
    assert "a.ipynb was taken for b.ipynb." in page
    assert "anna, " not in page


def test_the_german_page_is_german(result: ClassResult) -> None:
    page = report_page(result, "de")
    assert '<html lang="de">' in page
    assert "Soll und Haben vertauscht" in page
    assert re.search(r"· *\n?\d\d?\. [A-ZÄ][a-zä]+ 20\d\d, \d\d:\d\d Uhr", page)
    assert "36,50" not in page or "20,33" in page
    for english in ("Handed in", "Set aside", "Learners", "Which slips"):
        assert english not in page


@pytest.mark.tool("chromium")
@pytest.mark.parametrize("language", LANGUAGES)
def test_opened_in_a_browser_the_page_shows_its_pictures_runs_nothing_and_asks_nobody(
    result: ClassResult, tmp_path: Path, page: Any, language: Language
) -> None:
    file = tmp_path / "report.html"
    file.write_text(report_page(result, language), encoding="utf-8")
    asked, wrong = list[str](), list[str]()
    tab = page.context.browser.new_page()  # with nobody else's listeners
    tab.set_viewport_size({"width": 1024, "height": 768})
    tab.route("**/*", lambda route: route.continue_() if route.request.url == file.as_uri() else route.abort())
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda problem: wrong.append(str(problem)))
    tab.on("console", lambda message: wrong.append(message.text))
    tab.goto(file.as_uri())
    pictures = tab.locator("svg[role=img]").all()
    boxes = [picture.bounding_box() for picture in pictures]
    names = [picture.get_attribute("aria-label") for picture in pictures]
    room = tab.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    cells = tab.locator("td").all_inner_texts()
    tab.close()
    assert (asked, wrong) == ([file.as_uri()], [])
    assert len(boxes) == 3
    assert all(box and box["width"] > 200 and box["height"] > 50 for box in boxes)
    assert all(names)
    assert room[0] <= room[1], "it need not be moved sideways to be read"
    assert any("<script>x</script>" in cell for cell in cells), "as text"
    assert {"emil", "ben, cem"} <= set(cells)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that is five and a half hours ahead."""
    monkeypatch.setenv("TZ", "XYZ-5:30")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
def test_the_page_tells_the_instructors_own_time(result: ClassResult) -> None:
    ahead = datetime.now(UTC) + timedelta(hours=5, minutes=30)
    near = {(ahead + timedelta(minutes=by)).strftime("%H:%M") for by in (-1, 0, 1)}
    (told,) = re.findall(r"20\d\d, (\d\d:\d\d)\s*</p>", report_page(result, "en"))
    assert told in near


def test_code_tasks_are_called_by_the_heading_above_them(tmp_path: Path) -> None:
    room = Classroom.make(tmp_path)
    cells = (
        text("# Zahlen\n## 1 Summen (3 Punkte)"),
        solution("answer", "### BEGIN SOLUTION\n1\n### END SOLUTION"),
        graded("sum-tests", 3, "assert True"),
        text("## 2 Bilder"),
        graded("one", 1, "assert True"),
        graded("two", 1, "assert True"),
    )
    room.assign("sums", sums=notebook(*cells))
    room.hand_in("anna", "sums")
    grade(room, "sums", sandboxed=False)
    page = report_page(read_class(Course(room.root), "sums"), "de")
    assert re.findall(r"<tr><td>([^<]+)</td><td class=\"figure\">", page) == [
        "1 Summen", "2 Bilder (one)", "2 Bilder (two)",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_in_one_language_and_name_tasks_by_their_titles(language: Language, tmp_path: Path) -> None:
    whys = []
    for content in (b'{"cells": [', b"\xff", b"[]", b"[" * 100_000):
        with pytest.raises(SetAside) as broken:
            read_notebook("a.ipynb", content)
        whys.append(Row("anna", "set aside", "", reason=broken.value.reason, facts=broken.value.facts).why(language))
    with pytest.raises(SetAside) as gone:
        take_in(tmp_path / "nowhere")
    whys.append(Row("anna", "set aside", "", reason=gone.value.reason, facts=gone.value.facts).why(language))
    crashed = Row("anna", "set aside", "", reason="crashed", facts={"where": "in cell 3"}).why(language)
    facts = {"task": "april-vouchers", "learner": "ben"}
    copied = Row("anna", "set aside", "", reason="others-documents", facts=facts).why(language)
    noted = Note("foreign-header", facts).text(language)
    if language == "de":
        broken_off = "a.ipynb ist kein lesbares Notebook: die Datei ist beschädigt oder bricht ab."
        assert whys == [
            broken_off,
            broken_off,
            "a.ipynb ist kein lesbares Notebook: die Datei ist nicht wie ein Notebook aufgebaut.",
            "a.ipynb ist kein lesbares Notebook: zu tief verschachtelt.",
            "nowhere ließ sich nicht lesen: Datei oder Ordner nicht gefunden.",
        ]
        assert "in Zelle 3" in crashed
        assert all("„Die Belege im April“" in told for told in (copied, noted))
    else:
        assert whys[0] == "a.ipynb is not a notebook that can be read: it is damaged, or breaks off."
        assert whys[4] == "nowhere could not be read: No such file or directory."
        assert "in cell 3" in crashed
        assert all("“The vouchers of April”" in told for told in (copied, noted))


@pytest.mark.tool("chromium")
@pytest.mark.parametrize("width", [320, 400, 1000])
def test_the_page_fits_a_narrow_screen_and_its_pictures_stay_legible(
    result: ClassResult, tmp_path: Path, page: Any, width: int
) -> None:
    long = Row("x" * 120, "set aside", "", reason="symlink", facts={"name": "y" * 150})
    place = tmp_path / "report.html"
    place.write_text(report_page(replace(result, rows=(*ROWS, long)), "de"), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(place.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert min(page.evaluate("[...document.querySelectorAll('svg')].map(one => one.clientWidth)")) >= 500


def test_only_work_that_is_shared_is_listed() -> None:
    assert same_documents(ROWS[:2]) == []
    assert same_documents(ROWS) == [("bens-laptop", ["ben", "cem"])]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_plain_marks(result: ClassResult) -> None:
    lines = read(plain_csv(result, "en"))
    assert lines[0] == ["learner", "name", "status", "points", "of", "reason"]
    assert lines[1] == ["anna", "Anna Arnold", "marked", "36.50", "40.00", ""]
    assert lines[4][:3] == ["'=dora", "'=cmd()", "set aside"]
    assert lines[5][2:4] == ["missing", ""]
    german = read(plain_csv(result, "de"))
    assert german[0] == lines[0], "the heads are for programs"
    assert "ist eine Verknüpfung" in german[4][5]


def test_canvas_marks(result: ClassResult) -> None:
    lines = read(canvas_csv(result))
    assert lines[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "11-bookkeeping-en"]
    assert lines[1][0] == "Points Possible"
    assert lines[1][-1] == "40.00"
    assert lines[3] == ["Ben Böhm", "", "ben", "ben", "", "12.25"]


def test_moodles_worksheet_keeps_its_headers_and_other_cells(result: ClassResult, tmp_path: Path) -> None:
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (grade)\n"
        'Participant 7,"Arnold, Anna",anna@schule.example,Submitted,,40.00,-\n'
        "Participant 8,=HYPERLINK(1),zoe@schule.example,No submission,,40.00,-\n",
        encoding="utf-8-sig",
    )
    merged = moodle_csv(result, sheet)
    assert (merged.entered, merged.not_there, merged.without) == (1, ("ben", "cem"), ("zoe@schule.example",))
    lines = read(merged.text)
    assert lines[0][4:6] == ["Grade", "Maximum Grade"]
    assert lines[1] == ["Participant 7", "Arnold, Anna", "anna@schule.example", "Submitted", "36.50", "40.00", "'-"]
    assert lines[2][1] == "'=HYPERLINK(1)"
    assert lines[2][4] == ""


def test_a_worksheet_that_names_nobody_with_points_is_refused(result: ClassResult, tmp_path: Path) -> None:
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text("Identifier,Grade\nParticipant 7,\n")
    with pytest.raises(WrongWorksheet, match=r"names nobody who has points here.*It names: Participant 7") as refused:
        moodle_csv(result, sheet)
    assert "nennt niemanden" in refused.value.to("de")


def test_lines_that_a_spreadsheet_left_short_or_empty_are_no_trouble(result: ClassResult, tmp_path: Path) -> None:
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text("Username,Status,Grade\nanna\n\nemil\n")
    merged = moodle_csv(result, sheet)
    assert read(merged.text) == [["Username", "Status", "Grade"], ["anna", "", "36.50"], ["emil", "", ""]]
    assert merged.without == ("emil",)


WORKSHEETS = {
    "en": "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments,=Extra",
    "de": "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,Bewertung kann geändert werden,"
    "Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),Feedback als Kommentar,=Extra",
}


@pytest.mark.parametrize("language", WORKSHEETS)
def test_every_head_of_a_whole_worksheet_is_left_as_it_is_in_either_language(
    result: ClassResult, tmp_path: Path, language: str
) -> None:
    """Moodle knows its columns by their heads; nothing but the grade is entered below them."""
    heads = WORKSHEETS[language]
    row = 'P7,"Arnold, Anna",4711,anna@schule.example,Submitted,{},"40,00",Yes,"Monday, 4 May 2026",1,Well done,x'
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(f"{heads}\n{row.format('')}\n", encoding="utf-8-sig")
    made = moodle_csv(result, sheet).text
    assert made.splitlines()[0] == heads
    assert read(made)[1] == read(row.format("36.50"))[0]


def test_a_file_that_is_no_worksheet_is_refused_with_what_it_has(result: ClassResult, tmp_path: Path) -> None:
    sheet = tmp_path / "other.csv"
    sheet.write_text("Name,Points\nAnna,3\n")
    with pytest.raises(WrongWorksheet, match="Name, Points") as refused:
        moodle_csv(result, sheet)
    assert "gibt es keine Spalte für die Bewertung (Grade / Bewertung)" in refused.value.to("de")
    sheet.write_bytes("Grade,Anmeldename\n,Müller\n".encode("cp1252"))
    with pytest.raises(WrongWorksheet, match=r"other\.csv cannot be read"):
        moodle_csv(result, sheet)
    with pytest.raises(WrongWorksheet, match=r"nowhere\.csv cannot be read \(No such file"):
        moodle_csv(result, tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-2.50", "-2.50"),
        ("+49 40", "'+49 40"),
        ("a=b", "a=b"),
        (" =1+1", "' =1+1"),
        ("\n@x", "'\n@x"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("-nan", "'-nan"),
        ("+1,5", "+1,5"),
    ],
)
def test_formulas_are_made_harmless_and_numbers_stay_numbers(cell: str, safe: str) -> None:
    assert harmless(cell) == safe
