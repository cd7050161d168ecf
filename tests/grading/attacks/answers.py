"""Attacks on answer files: bombs, forgeries and copies. No code of a learner's runs to see what they are."""

from __future__ import annotations

import io
import json
import shutil
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from course import __version__
from course.tasks.handing_in import lay_down
from course.tasks.handout import Header
from course.units import find_task
from tests.grading.attacks import FIRST, Attack, Target

NAME = "11-bookkeeping-en"
UNIT = "11-bookkeeping"
TASK = "april-vouchers"
FORM = "which-account"

ANSWER_ATTACKS: dict[str, Attack] = {}


def on_answers(*ends: str) -> Callable[[Callable[[Path, str], None]], Callable[[Path, str], None]]:
    """Enter the function, which works on a folder that was just handed in, into the corpus under its own name."""

    def enter(build: Callable[[Path, str], None]) -> Callable[[Path, str], None]:
        def hand_in(target: Target, student: str) -> None:
            build(target.room.hand_in(student, NAME), student)

        name = build.__name__.replace("_", "-")
        ANSWER_ATTACKS[name] = Attack(name, "answers", hand_in, frozenset(ends or ("marked",)), tame=True)
        return build

    return enter


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


@on_answers()
def zip_bomb(folder: Path, who: str) -> None:
    rezip(work(folder, who, TASK), lambda name, c: c + b" " * 100_000_000 if name.endswith("sheet1.xml") else c)


@on_answers()
def xml_bomb(folder: Path, who: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{laughs}]><worksheet>&l8;</worksheet>'
    rezip(work(folder, who, TASK), lambda name, c: bomb.encode() if name.endswith("sheet1.xml") else c)


@on_answers()
def external_entity(folder: Path, who: str) -> None:
    reading = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
    rezip(work(folder, who, TASK), lambda name, c: reading.encode() if name.endswith("sheet1.xml") else c)


@on_answers()
def external_entity_of_the_course(folder: Path, who: str) -> None:
    secret = (folder.parents[2] / "secret.txt").as_uri()
    reading = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret}">]><worksheet>&e;</worksheet>'
    rezip(work(folder, who, TASK), lambda name, c: reading.encode() if name.endswith("sheet1.xml") else c)


@on_answers()
def entity_in_shared_words(folder: Path, who: str) -> None:
    words = (
        '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>'
    )
    place = work(folder, who, TASK)
    with zipfile.ZipFile(place) as old:
        assert "xl/sharedStrings.xml" in old.namelist()
    rezip(place, lambda name, c: words.encode() if name.endswith("sharedStrings.xml") else c)


@on_answers()
def parts_twice(folder: Path, who: str) -> None:
    """Two sheets under one name: which of them a reader takes is its own affair."""
    place = work(folder, who, TASK)
    with warnings.catch_warnings(), zipfile.ZipFile(place, "a") as both:
        warnings.simplefilter("ignore")
        both.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>")


@on_answers()
def parts_with_paths_outside(folder: Path, who: str) -> None:
    """Whoever unpacks it writes beside the folder."""
    place = work(folder, who, TASK)
    rezip(place, lambda name, c: b"<worksheet/>" if name.endswith("sheet1.xml") else c)
    with zipfile.ZipFile(place, "a") as more:
        for outside in ("../owned", "../../owned", "/tmp/owned", f"{folder.parents[2]}/owned"):
            more.writestr(outside, "x")


@on_answers()
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


@on_answers()
def a_cell_at_the_end_of_the_world(folder: Path, who: str) -> None:
    far = b'<row r="99999999999"><c r="ZZZZZZZ99999999999"><v>1</v></c></row></sheetData>'
    change = work(folder, who, TASK)
    rezip(change, lambda name, c: c.replace(b"</sheetData>", far) if name.endswith("sheet1.xml") else c)


@on_answers()
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


@on_answers()
def not_a_workbook(folder: Path, who: str) -> None:
    (folder / f"{TASK}.xlsx").write_bytes(b"MZ" + bytes(1000))


@on_answers()
def answer_is_a_folder(folder: Path, who: str) -> None:
    (folder / f"{TASK}.xlsx").mkdir()


@on_answers()
def json_without_end(folder: Path, who: str) -> None:
    (folder / f"{FORM}.json").write_text('{"header":' + "[" * 100_000)


@on_answers()
def score_in_the_answer(folder: Path, who: str) -> None:
    text = json.dumps({"points": 4, "header": {"learner": who}, "answers": {}, "mark": "4.0"})
    (folder / f"{FORM}.json").write_text(text)


@on_answers()
def other_version(folder: Path, who: str) -> None:
    work(folder, who, FORM, version="99.0.0")


@on_answers("others-documents")
def work_of_a_classmate(folder: Path, who: str) -> None:
    """The header names the classmate, and the figures are right for the classmate's documents."""
    work(folder, FIRST, TASK)


@on_answers()
def header_with_a_path(folder: Path, who: str) -> None:
    header = {"learner": "../../../owned", "unit": "../" + UNIT, "task": "/etc/passwd", "variant": -1}
    text = json.dumps({"header": header | {"version": __version__, "language": "../en"}, "answers": {}})
    (folder / f"{FORM}.json").write_text(text)


@on_answers()
def answer_to_another_task(folder: Path, who: str) -> None:
    shutil.copy(work(folder, who, "put-it-right"), folder / f"{TASK}.xlsx")
    (folder / "put-it-right.xlsx").unlink()


@on_answers()
def course_of_ones_own(folder: Path, who: str) -> None:
    for package in ("course", "course/tasks"):
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text("def mark(*a): return 16\ncheck = mark\n")
    (folder / "course" / "tasks" / "handing_in.py").write_text("def mark_answer(*a): return 16\n")
