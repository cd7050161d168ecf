"""`backoffice deal`: what lies in the release afterwards, what does not, and what the command refuses."""

from __future__ import annotations

import gzip
import json
import stat
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from course import __version__
from course.cli import main
from course.firm import Firm
from course.firm.paper import render
from course.grading.assignment import Course, read_assignment
from course.grading.deal import Dealt, deal_class
from course.grading.keys import language_of
from course.grading.refusal import NotReady
from course.grading.roster import Roster
from course.grading.simulate import simulate
from course.locale import LANGUAGES, catalogue
from course.tasks.form import Form
from course.tasks.handing_in import firm_of, with_mark
from course.tasks.handout import Handout, Header
from course.tasks.journal import Journal
from course.tasks.plain_data import from_plain, to_plain
from course.tasks.sealed_handouts import ABOUT, FOLDER, as_handed_out, file_name, packed, unpacked
from course.tasks.sealing import KEYS_FOLDER, Seal, holding, key_file, read_key
from course.tasks.sheet import Sheet
from course.tasks.slips import BY_NAME
from course.tasks.task import Task
from course.units import find_task, units

UNITS = [unit for unit in units() if unit.assignment]
ASSIGNMENTS = [f"{unit.name}-{language}" for unit in UNITS for language in LANGUAGES]
ONE = "11-bookkeeping-en"
SMALL = "05-spreadsheets-en"  # dealt in no time
LEARNER = "jörg-müller-1784711"


@pytest.fixture(autouse=True)
def no_keys_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEYS_FOLDER, raising=False)


@pytest.fixture
def room(tmp_path: Path) -> Course:
    for name in (ONE, SMALL):
        (tmp_path / "release" / name).mkdir(parents=True)
    return Course(tmp_path)


@pytest.fixture(scope="module")
def dealt(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Every assignment of the course, dealt to one learner."""
    root = tmp_path_factory.mktemp("dealt")
    course = Course(root)
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv(KEYS_FOLDER, raising=False)
        for name in ASSIGNMENTS:
            (root / "release" / name).mkdir(parents=True)
            deal_class(course, name, Roster((LEARNER,), ()))
    return course


def deal(course: Course, *learners: str, name: str = SMALL) -> Dealt:
    return deal_class(course, name, Roster(learners, ()))


def contents(course: Course, name: str = SMALL) -> dict[str, bytes]:
    folder = course.root / "release" / name
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def key_of(course: Course, name: str = SMALL) -> Seal:
    seal = read_key(key_file(course.root / "keys", name))
    assert seal is not None
    return seal


@dataclass(frozen=True)
class Released:
    """A task, its sealed firm, the handout that the firm gives, and what lies in the release."""

    task: Task
    firm: Firm
    handout: Handout
    plain: dict[str, object]


@cache
def released(course: Course, name: str, learner: str = LEARNER) -> tuple[Released, ...]:
    seal = key_of(course, name)
    path = course.root / "release" / name / FOLDER / file_name(learner, seal.salt)
    tasks = json.loads(unpacked(path.read_bytes()))["tasks"]
    with holding(name, seal):
        return tuple(_released(task_id, plain, learner, name) for task_id, plain in tasks.items())


def _released(task_id: str, plain: dict[str, object], learner: str, name: str) -> Released:
    task, language = find_task(task_id), language_of(name)
    own = with_mark(task, Header(learner, task.unit, task_id, 0, __version__, language))
    firm = firm_of(task, own)
    return Released(task, firm, task.handout(firm, own, {}), plain)


# --- no truth in the release --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_handout_is_what_may_be_seen_and_nothing_else(dealt: Course, name: str) -> None:
    """`from_plain` refuses whatever is no part of a handout, so the file holds exactly that, and no name."""
    unit = next(unit for unit in UNITS if name.startswith(unit.name))
    assert [one.task.id for one in released(dealt, name)] == [task.id for task in unit.tasks if not task.lesson]
    for one in released(dealt, name):
        assert one.plain["header"] == {"deal": one.handout.header.deal}
        whole = one.plain | {"header": to_plain(one.handout.header)}
        assert from_plain(Handout, whole) == as_handed_out(one.handout), one.task.id


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_neither_key_nor_seed_nor_learner_nor_slip_nor_explanation_is_released(dealt: Course, name: str) -> None:
    seal, files = key_of(dealt, name), contents(dealt, name)
    texts = (unpacked(body) if path.endswith(".gz") else body for path, body in files.items())
    everything = "\n".join([*files, *(text.decode() for text in texts)])
    secrets = [seal.key.hex(), b64encode(seal.key).decode(), seal.print, LEARNER]
    for one in released(dealt, name):
        secrets += [one.firm.seed, one.firm.seed[:16], *slips(one), *explanations(one)]
    as_json = [json.dumps(secret, ensure_ascii=False)[1:-1] for secret in secrets]
    assert [secret for secret in as_json if secret in everything] == []
    assert len(as_json) > 50
    assert json.dumps(released(dealt, name)[0].handout.title, ensure_ascii=False) in everything, "it would be found"


def slips(one: Released) -> list[str]:
    """Names of mistakes; a word alone (fifo) may well stand in a task."""
    return [name for name in one.task.slips(one.firm, one.handout) if "-" in name]


def explanations(one: Released) -> Iterator[str]:
    """What marking would say."""
    task, language = one.task, one.handout.header.language
    texts: list[str] = []
    if isinstance(task, Form):
        for question in task.questions(one.firm, language):
            texts += [question.message, question.where, *(wrong.message for wrong in question.wrong)]
    if isinstance(task, Sheet):
        for cell in task.expected(one.firm, language, one.handout.layout):  # type: ignore[arg-type]  # a sheet's layout
            texts += [cell.message, cell.where, *(slip.message for slip in cell.slips)]
    if isinstance(task, Journal):
        texts += list(BY_NAME)
    yield from (text for text in texts if len(text) > 6)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_no_cell_that_is_asked_for_is_given_and_no_paper_names_its_accounts(dealt: Course, name: str) -> None:
    for one in released(dealt, name):
        plan = to_plain(one.handout.layout)
        given = {cell["ref"] for cell in plan.get("given", [])}
        assert not given & set(plan.get("asked", [])), one.task.id
        if isinstance(one.task, Journal):
            for voucher in one.task.work(one.firm).to_post:
                paper = next((p for p in one.handout.documents if p.number == voucher.document), None)
                on_it = render(paper, one.handout.header.language) if paper else ""
                assert not any(f">{posting.account}<" in on_it for posting in voucher.entry.postings)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_no_formula_that_is_asked_for_stands_in_its_own_sheet(dealt: Course, name: str) -> None:
    for one in released(dealt, name):
        if isinstance(one.task, Sheet):
            layout, language = one.handout.layout, one.handout.header.language
            expected = one.task.expected(one.firm, language, layout)  # type: ignore[arg-type]  # a sheet's layout
            shown = json.dumps(one.plain)
            formulas = [cell.formula for cell in expected if cell.formula]
            assert not [each for each in formulas if json.dumps(each)[1:-1] in shown], one.task.id


def test_tasks_that_do_not_start_from_each_other_are_dealt_different_firms(dealt: Course) -> None:
    """Else the journal page of one task would show how the vouchers of another are posted."""
    seeds = {one.task.id: one.firm.seed for one in released(dealt, ONE)}
    assert seeds["trial-balance"] == seeds["april-vouchers"]
    assert len(set(seeds.values())) == len(seeds) - 1


def test_every_learner_and_every_language_has_documents_of_its_own(dealt: Course, room: Course) -> None:
    deal(room, "ada", "grace", name=ONE)
    german = released(dealt, "11-bookkeeping-de")
    found = [*released(room, ONE, "ada"), *released(room, ONE, "grace"), *released(dealt, ONE), *german]
    marks = [one.handout.header.deal for one in found if one.task.id != "trial-balance"]
    assert len(set(marks)) == len(marks) == 20


def test_the_file_names_say_nothing_and_the_key_is_for_its_owner_alone(dealt: Course) -> None:
    names = {Path(name).name.partition(".")[0] for name in contents(dealt, ONE)} - {Path(ABOUT).stem}
    assert len(names) == 1
    assert all(len(bytes.fromhex(name)) == 10 for name in names)
    path = key_file(dealt.root / "keys", ONE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


# --- dealing again ------------------------------------------------------------------------------------------------


def test_dealing_again_changes_nothing_and_a_late_learner_changes_nobody(room: Course) -> None:
    first = deal(room, "ada", "grace")
    assert (first.dealt, first.unchanged, first.new_key) == (("ada", "grace"), 0, True)
    before = contents(room)
    again = deal(room, "grace", "ada")
    assert (again.dealt, again.unchanged, again.new_key) == ((), 2, False)
    assert contents(room) == before
    late = deal(room, "zoë", "ada")
    assert (late.dealt, late.unchanged, late.others) == (("zoë",), 1, 1)
    after = contents(room)
    assert {name: after[name] for name in before} == before
    assert len(after) == len(before) + 1


def test_a_release_that_was_made_anew_is_dealt_the_same_again(room: Course) -> None:
    deal(room, "ada")
    before = contents(room)
    for path in (room.root / "release" / SMALL / FOLDER).iterdir():
        path.unlink()
    deal(room, "ada")
    assert contents(room) == before


def test_documents_that_another_version_dealt_are_left_as_they_are(room: Course) -> None:
    deal(room, "ada", "grace")
    path = room.root / "release" / SMALL / FOLDER / file_name("ada", key_of(room).salt)
    content = unpacked(path.read_bytes())
    for other in (packed(content.replace(b"Tintenfass", b"Tintenfisch")), b"no handout", packed(content)[:-9]):
        path.write_bytes(other)
        before = contents(room)
        assert deal(room, "ada", "grace").differs == ("ada",)
        assert contents(room) == before
    path.write_bytes(gzip.compress(content, 1))
    assert deal(room, "ada", "grace").differs == (), "packed otherwise, it is still the same"


# --- refused ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["source", "release/keys", f"release/{SMALL}/k", "source/../release", "notebooks/de"])
def test_no_key_is_written_where_learners_find_it(room: Course, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv(KEYS_FOLDER, str(room.root / place))
    with pytest.raises(NotReady, match="handed out"):
        deal(room, "ada")
    assert not list(room.root.rglob("*.key"))
    assert contents(room) == {}


def test_nor_through_a_link(room: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    (room.root / "keys").symlink_to(room.root / "release")
    with pytest.raises(NotReady, match="handed out"):
        deal(room, "ada")
    assert contents(room) == {}


def test_the_environment_names_another_folder(room: Course, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(KEYS_FOLDER, str(tmp_path / "safe"))
    assert deal(room, "ada").key == tmp_path / "safe" / f"{SMALL}.key"
    assert not (room.root / "keys").exists()


def test_a_lost_key_is_told_plainly_and_none_is_made_in_its_place(room: Course) -> None:
    path = deal(room, "ada").key
    path.rename(path.with_suffix(".away"))
    for attempt in (
        lambda: deal(room, "ada", "grace"),
        lambda: read_assignment(room, SMALL),
        lambda: simulate(room.root, SMALL, 1, 1),
    ):
        with pytest.raises(NotReady, match="cannot be made anew") as refused:
            attempt()
        assert str(path) in str(refused.value)
        assert "Sicherung" in refused.value.to("de")
    assert not path.exists()
    path.with_suffix(".away").rename(path)
    assert deal(room, "ada").unchanged == 1


def test_another_key_deals_to_nobody(room: Course) -> None:
    path = deal(room, "ada").key
    path.unlink()
    (room.root / "release" / SMALL / FOLDER).rename(room.root / "away")
    deal(room, "grace")
    (room.root / "away").rename(room.root / "release" / SMALL / f"{FOLDER}.old")
    for old in (room.root / "release" / SMALL / f"{FOLDER}.old").iterdir():
        old.replace(room.root / "release" / SMALL / FOLDER / old.name)
    before = contents(room)
    for attempt in (
        lambda: deal(room, "zoë"),
        lambda: read_assignment(room, SMALL),
        lambda: simulate(room.root, SMALL, 1, 1),
    ):
        with pytest.raises(NotReady, match="under another key"):
            attempt()
    assert contents(room) == before


def test_a_key_that_others_can_read_is_refused(room: Course) -> None:
    path = deal(room, "ada").key
    path.chmod(0o640)
    with pytest.raises(NotReady, match="chmod 600"):
        deal(room, "grace")


def test_a_damaged_key_is_refused(room: Course) -> None:
    path = deal(room, "ada").key
    path.write_text("{")
    with pytest.raises(NotReady, match="no key that can be read"):
        deal(room, "ada")


def test_code_tasks_and_what_is_not_released_are_refused(room: Course) -> None:
    with pytest.raises(NotReady, match="whose answers are files"):
        deal(room, "ada", name="11-bookkeeping-automate-en")
    with pytest.raises(NotReady, match="nbgrader generate_assignment 01-role-de"):
        deal(room, "ada", name="01-role-de")
    assert not (room.root / "keys").exists()


# --- the command --------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did(room: Course, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text("id;name\nada;Ada\nada;Ada\ngrace;Grace\n")
    command = ["deal", SMALL, "--roster", str(roster), "--course-dir", str(room.root)]
    assert main(command) == 0
    said = capsys.readouterr().out
    for part in ("2 new", "dealt once: ada", "The key is new", f"{SMALL}.key"):
        assert part in said
    assert main([*command, "--lang", "de"]) == 0
    german = capsys.readouterr().out
    assert "versiegelt" in german
    assert not set(said.splitlines()) & set(german.splitlines())
    assert key_of(room).key.hex() not in said + german
    assert main(["deal", SMALL, "--roster", str(tmp_path / "none.csv"), "--lang", "de"]) == 1
    assert "none.csv" in capsys.readouterr().err


def test_every_word_of_the_grading_room_has_its_german() -> None:
    import ast

    from course import grading

    german = catalogue("de", "grading")
    missing = []
    for path in sorted(Path(grading.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
                text = node.args[0]
                if isinstance(text, ast.Constant) and text.value not in german:
                    missing.append((path.name, text.value))
    assert missing == []


def test_a_header_of_an_open_deal_is_no_sealed_one(dealt: Course) -> None:
    task = find_task("april-vouchers")
    own = Header("ada", task.unit, task.id, 0, __version__, "en")
    with holding(ONE, key_of(dealt, ONE)):
        assert with_mark(task, own).deal
        assert firm_of(task, own).seed != firm_of(task, with_mark(task, own)).seed
        assert with_mark(find_task("practice-cash"), replace(own, task="practice-cash")).deal == ""
