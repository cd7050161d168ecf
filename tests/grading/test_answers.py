"""Answer files under attack: bombs, forgeries and copies earn nothing, and no learner's code is needed to see it."""

from __future__ import annotations

import io
import json
import shutil
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from course import __version__
from course.grading.outcome import Row
from course.tasks.handing_in import lay_down
from course.tasks.handout import Header
from course.units import find_task
from tests.grading.classroom import Classroom
from tests.grading.conftest import grade

NAME = "11-bookkeeping-en"
UNIT = "11-bookkeeping"
TASK = "april-vouchers"
FORM = "which-account"
ROOT = Path(__file__).parents[2]


def work(folder: Path, learner: str, task: str, version: str = __version__) -> Path:
    """The perfect answer of this learner, laid into the folder."""
    found = find_task(task)
    header = Header(learner, UNIT, task, 0, __version__, "en")
    lay_down(found, header, folder)
    place = folder / found.answer_file
    if version != __version__ and place.suffix == ".json":
        content = json.loads(place.read_text())
        content["header"]["version"] = version
        place.write_text(json.dumps(content))
    return place


def rezip(place: Path, change: Callable[[str, bytes], bytes]) -> None:
    """The .xlsx with its parts changed."""
    with zipfile.ZipFile(place) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, change(name, content))
    place.write_bytes(held.getvalue())


def zip_bomb(folder: Path, who: str) -> None:
    rezip(work(folder, who, TASK), lambda name, c: c + b" " * 100_000_000 if name.endswith("sheet1.xml") else c)


def xml_bomb(folder: Path, who: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]><worksheet>&l8;</worksheet>'
    rezip(work(folder, who, TASK), lambda name, c: bomb.encode() if name.endswith("sheet1.xml") else c)


def external_entity(folder: Path, who: str) -> None:
    reading = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    rezip(work(folder, who, TASK), lambda name, c: reading.encode() if name.endswith("sheet1.xml") else c)


def entity_in_shared_words(folder: Path, who: str) -> None:
    words = (
        '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>'
    )
    place = work(folder, who, TASK)
    with zipfile.ZipFile(place) as old:
        assert "xl/sharedStrings.xml" in old.namelist()
    rezip(place, lambda name, c: words.encode() if name.endswith("sharedStrings.xml") else c)


def parts_twice(folder: Path, who: str) -> None:
    """Two sheets under one name: which of them a reader takes is its own affair."""
    place = work(folder, who, TASK)
    with warnings.catch_warnings(), zipfile.ZipFile(place, "a") as both:
        warnings.simplefilter("ignore")
        both.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>")


def locked_with_a_password(folder: Path, who: str) -> None:
    """The flags say that its parts are encrypted."""
    place = work(folder, who, TASK)
    content = bytearray(place.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    place.write_bytes(bytes(content))


def a_cell_at_the_end_of_the_world(folder: Path, who: str) -> None:
    far = b'<row r="99999999999"><c r="ZZZZZZZ99999999999"><v>1</v></c></row></sheetData>'
    change = work(folder, who, TASK)
    rezip(change, lambda name, c: c.replace(b"</sheetData>", far) if name.endswith("sheet1.xml") else c)


def half_a_letter_in_the_header(folder: Path, who: str) -> None:
    header = {
        "learner": "\ud800\x1b[2J",
        "unit": UNIT,
        "task": FORM,
        "variant": 0,
        "version": "\x1b[2J",
        "language": "en",
    }
    (folder / f"{FORM}.json").write_text(json.dumps({"header": header, "answers": {}}))


def not_a_workbook(folder: Path, who: str) -> None:
    (folder / f"{TASK}.xlsx").write_bytes(b"MZ" + bytes(1000))


def answer_is_a_folder(folder: Path, who: str) -> None:
    (folder / f"{TASK}.xlsx").mkdir()


def json_without_end(folder: Path, who: str) -> None:
    (folder / f"{FORM}.json").write_text('{"header":' + "[" * 100_000)


def score_in_the_answer(folder: Path, who: str) -> None:
    text = json.dumps({"points": 4, "header": {"learner": who}, "answers": {}, "mark": "4.0"})
    (folder / f"{FORM}.json").write_text(text)


def other_version(folder: Path, who: str) -> None:
    work(folder, who, FORM, version="99.0.0")


def answer_to_another_task(folder: Path, who: str) -> None:
    shutil.copy(work(folder, who, "put-it-right"), folder / f"{TASK}.xlsx")
    (folder / "put-it-right.xlsx").unlink()


def course_of_ones_own(folder: Path, who: str) -> None:
    for package in ("course", "course/tasks"):
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text("def mark(*a): return 16\ncheck = mark\n")
    (folder / "course" / "tasks" / "handing_in.py").write_text("def mark_answer(*a): return 16\n")


ATTACKS = [
    *(zip_bomb, xml_bomb, external_entity, entity_in_shared_words, parts_twice, locked_with_a_password),
    *(a_cell_at_the_end_of_the_world, not_a_workbook, answer_is_a_folder, json_without_end, score_in_the_answer),
    *(half_a_letter_in_the_header, other_version, answer_to_another_task, course_of_ones_own),
]


@pytest.fixture(scope="module")
def rows(released: Classroom, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Row]:
    room = released.twin(tmp_path_factory.mktemp("answers") / "course")
    for number, attack in enumerate(ATTACKS):
        attack(room.hand_in(attack.__name__, NAME), attack.__name__)
        if number % 4 == 0:
            honest = f"{attack.__name__}-then-honest"
            work(room.hand_in(honest, NAME), honest, TASK)
    work(room.hand_in("copied-from-a-classmate", NAME), "zip_bomb-then-honest", TASK)
    work(room.hand_in("own-machine", NAME), "someone-at-home", TASK)
    return {row.student: row for row in grade(room, NAME, sandboxed=False).rows}


@pytest.mark.parametrize("name", [attack.__name__ for attack in ATTACKS])
def test_the_attack_earns_nothing_and_is_marked_like_any_other(rows: dict[str, Row], name: str) -> None:
    row = rows[name]
    assert (row.status, row.reason) == ("marked", "")
    assert sum(points or 0 for points in row.scores.values()) == 0
    assert any(finding.outcome in ("cannot be read", "not attempted") for finding in row.findings)


def test_the_next_honest_learner_has_full_marks(rows: dict[str, Row]) -> None:
    honest = [row for name, row in rows.items() if name.endswith("-honest")]
    assert len(honest) == len(ATTACKS[::4])
    assert {row.scores[TASK] for row in honest} == {16}


def test_work_on_a_classmates_documents_is_set_aside_with_both_names(rows: dict[str, Row]) -> None:
    row = rows["copied-from-a-classmate"]
    assert row.reason == "others-documents"
    assert row.facts == {"task": TASK, "learner": "zip_bomb-then-honest"}


def test_work_on_a_classmates_documents_can_be_marked_all_the_same_and_is_noted(
    released: Classroom, tmp_path: Path
) -> None:
    room = released.twin(tmp_path / "course")
    for student in ("anna", "ben"):
        work(room.hand_in(student, NAME), "anna", TASK)
    (aside,) = grade(room, NAME).set_aside
    assert (aside.student, aside.reason) == ("ben", "others-documents")
    assert "--student ID --any-documents" in aside.advice("en")
    assert "--student ID --any-documents" in aside.advice("de")
    again = grade(room, NAME, students=("ben",), any_documents=True)
    assert [(row.scores[TASK], [note.kind for note in row.notes]) for row in again.rows] == [(16, ["foreign-header"])]
    assert grade(room, NAME).set_aside == [], "it stays marked"
    assert room.grades(NAME)["ben"] == room.grades(NAME)["anna"]


def test_an_unknown_name_in_the_header_is_noted_and_marked(rows: dict[str, Row]) -> None:
    row = rows["own-machine"]
    assert row.scores[TASK] == 16
    assert [note.facts["learner"] for note in row.notes] == ["someone-at-home"]
    assert row.deals == {TASK: "someone-at-home/0"}


def test_slips_are_kept_for_the_report(released: Classroom, tmp_path: Path) -> None:
    room = released.twin(tmp_path / "course")
    folder = room.hand_in("anna", NAME)
    header = Header("anna", UNIT, TASK, 0, __version__, "en")
    lay_down(find_task(TASK), replace(header), folder, ("sides-swapped",))
    (row,) = grade(room, NAME).rows
    assert "sides-swapped" in {finding.slip for finding in row.findings}
    assert 0 < (row.scores[TASK] or 0) < 16
