"""Sealed deals: what a key yields, what nothing but the key yields, and what is refused without it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from course import __version__
from course.firm import Firm
from course.firm.chance import Chance
from course.locale import LANGUAGES, Language
from course.tasks import handing_in, sealing
from course.tasks.handing_in import (
    check_answer,
    deal_anew,
    earlier_answers,
    firm_of,
    handout_for,
    handout_of,
    header_for,
    lay_down,
    mark_answer,
    perfect,
    seed_of,
)
from course.tasks.handout import Handout, Header, SheetLayout
from course.tasks.mark import Outcome
from course.tasks.sealed_handouts import (
    ABOUT,
    FOLDER,
    about_file,
    as_handed_out,
    file_name,
    learners_file,
    packed,
    unpacked,
)
from course.tasks.sealing import SAMPLE, KeyDamaged, Seal, Sealed, holding, key_file, mark_of, named, read_key
from course.tasks.task import Task, Unreadable
from course.units import Unit, find_task, units
from tests.tasks.examples import CASH, DESKS, ERROR, TYPES, WAY, header

SEAL = Seal(bytes(range(32)))
PINNED = "8f1751d84431ffdf7f2c8c2f12019d2a546101077ffc9928aebf0043d315582d"
UNITS = [unit for unit in units() if unit.assignment]
TASKS = [task for unit in UNITS for task in unit.tasks if not task.lesson]
CHAINED = [task for task in TASKS if task.needs]
JOURNAL, BALANCE = find_task("april-vouchers"), find_task("trial-balance")

each_unit = pytest.mark.parametrize("unit", UNITS, ids=[unit.name for unit in UNITS])


@pytest.fixture(autouse=True)
def a_learners_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(handing_in, "_directed", [])
    for name in (sealing.KEYS_FOLDER, sealing.STUDENT, "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BACKOFFICE_LEARNER", "ada")
    monkeypatch.chdir(tmp_path)


def sealed_header(task: Task, learner: str = "ada", language: Language = "en") -> Header:
    own = Header(learner, task.unit, task.id, 0, __version__, language)
    return replace(own, deal=SEAL.mark(own, task.dealt_with))


def assignment(task: Task, language: Language = "en") -> str:
    return f"{task.unit}-{language}"


def handed_out(task: Task, learner: str = "ada", language: Language = "en") -> Handout:
    """As it lies in the release: the papers as they are seen."""
    with holding(assignment(task, language), SEAL):
        return as_handed_out(task.handout(firm_of(task, own := sealed_header(task, learner, language)), own, {}))


def deal_to(folder: Path, unit: str, *learners: str, language: Language = "en") -> None:
    """As `backoffice deal` lays handouts into a release."""
    (folder / FOLDER).mkdir()
    (folder / FOLDER / ABOUT).write_bytes(about_file(f"{unit}-{language}", SEAL.salt))
    for learner in learners:
        handouts = [handed_out(task, learner, language) for task in TASKS if task.unit == unit]
        (folder / FOLDER / file_name(learner, SEAL.salt)).write_bytes(packed(learners_file(handouts)))


# --- what a key yields --------------------------------------------------------------------------------------------


def test_a_seed_depends_on_key_learner_unit_tasks_and_variant() -> None:
    own = header(CASH)
    seeds = [
        SEAL.seed(own, "one"),
        SEAL.seed(own, "two"),
        SEAL.seed(replace(own, learner="grace"), "one"),
        SEAL.seed(replace(own, unit="12"), "one"),
        SEAL.seed(replace(own, variant=1), "one"),
        Seal(bytes(32)).seed(own, "one"),
        seed_of(own, False),
    ]
    assert len(set(seeds)) == 7
    assert all(len(bytes.fromhex(seed)) == 32 for seed in seeds), "as long as SHA-256: nothing to try through"
    assert seeds[0] == PINNED
    same = replace(own, version="9", language="de", task="other")
    assert SEAL.seed(same, "one") == seeds[0], "a learner's documents stay the same from one version to the next"


def test_what_is_public_of_a_key_is_none_of_its_secrets() -> None:
    own = header(CASH)
    public = {SEAL.salt, SEAL.print, SEAL.mark(own, "one")}
    secret = SEAL.seed(own, "one") + SEAL.key.hex()
    assert len(public) == 3
    assert not any(part in secret for part in public)
    assert SEAL.key.hex() not in repr(SEAL)
    assert mark_of(SEAL.seed(own, "one")) == SEAL.mark(own, "one")


def test_one_name_in_two_spellings_is_one_learner() -> None:
    composed, decomposed = "m\u00fcller", "mu\u0308ller"
    assert named(composed) == named(decomposed)
    assert file_name(composed, SEAL.salt) == file_name(decomposed, SEAL.salt)
    assert file_name("muller", SEAL.salt) != file_name(composed, SEAL.salt)
    assert "ller" not in file_name(composed, SEAL.salt)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"key": 7}', '{"key": "zz"}', '{"key": "00ff"}', '{"about": ""}'])
def test_a_damaged_key_is_named(tmp_path: Path, content: str) -> None:
    path = key_file(tmp_path, "11-bookkeeping-en")
    assert read_key(path) is None
    path.write_text(content)
    with pytest.raises(KeyDamaged, match=r"11-bookkeeping-en\.key"):
        read_key(path)


def test_a_key_is_held_for_its_own_assignment_and_for_its_own_time() -> None:
    with holding("11-bookkeeping-en", SEAL, "ada"):
        assert sealing.seal_of("11-bookkeeping", "en") is SEAL
        assert sealing.seal_of("11-bookkeeping", "de") is None
        assert sealing.student_in_hand() == "ada"
    assert sealing.seal_of("11-bookkeeping", "en") is None
    assert sealing.student_in_hand() == ""


def test_the_instructors_version_passes_its_own_tests_with_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{assignment(JOURNAL)}.key").write_text(json.dumps({"key": SEAL.key.hex()}))
    monkeypatch.setenv(sealing.KEYS_FOLDER, str(tmp_path))
    for task in (JOURNAL, BALANCE):
        perfect(task, "en")
        assert handout_for(task, "en").header == replace(sealed_header(task), learner="ada")
        assert check_answer(task, "en").complete
        assert mark_answer(task, "en").points == task.points
    assert handout_for(JOURNAL, "de", tmp_path).header.deal == "", "the German assignment is open"
    monkeypatch.setenv(sealing.STUDENT, "grace")
    assert mark_answer(JOURNAL, "en").points == 0


# --- which tasks share a firm -------------------------------------------------------------------------------------


def test_tasks_share_a_firm_only_if_they_start_from_each_other_or_are_put_together() -> None:
    assert JOURNAL.dealt_with == BALANCE.dealt_with
    others = [task.dealt_with for task in TASKS if task.unit == "11-bookkeeping" and task.id != BALANCE.id]
    assert len(others) == len(set(others)) == 5
    follows = replace(ERROR, id="follows", needs=(TYPES,))
    unit = Unit(99, "x", "X", (), (TYPES, CASH, DESKS, follows, WAY), (frozenset({WAY.id, CASH.id}),))
    groups = {task.id: task.dealt_with for task in unit.tasks}
    assert groups[follows.id] == groups[TYPES.id] != groups[CASH.id] == groups[WAY.id]
    assert groups[DESKS.id] == DESKS.id
    chained = Unit(99, "x", "X", (), (TYPES, CASH, DESKS, follows), (frozenset({TYPES.id, CASH.id}),))
    assert len({task.dealt_with for task in chained.tasks}) == 2


@each_unit
def test_tasks_that_draw_from_one_stream_of_chance_are_dealt_together(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They speak of the same figures: the same card by FIFO and by average, the same courses' costs and dates."""
    asked: set[str] = set()
    chance = Firm.chance

    def listening(firm: Firm, purpose: str) -> Chance:
        asked.add(purpose)
        return chance(firm, purpose)

    monkeypatch.setattr(Firm, "chance", listening)
    users: dict[str, set[str]] = {}
    for task in unit.tasks:
        if not task.lesson:
            asked.clear()
            firm = Firm.deal(f"a firm for {task.id} alone")  # nothing that was worked out for another task
            task.slips(firm, task.handout(firm, header(task), {}))
            for purpose in asked:
                users.setdefault(purpose, set()).add(task.dealt_with)
    assert {purpose: tasks for purpose, tasks in users.items() if len(tasks) > 1} == {}


# --- the desk works from the handout alone ------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@each_unit
def test_the_desk_has_what_was_dealt_and_asks_no_firm(
    unit: Unit, language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deal_to(tmp_path, unit.name, "ada", language=language)
    tasks = [task for task in unit.tasks if not task.lesson]
    dealt = {task.id: handed_out(task, "ada", language) for task in tasks}
    with monkeypatch.context() as patched:
        patched.setattr(Firm, "deal", classmethod(lambda *_: pytest.fail("a firm was dealt")))
        handing_in._deal.cache_clear()
        for task in tasks:
            assert handout_for(task, language) == dealt[task.id]
            assert not check_answer(task, language).complete
    assert len(list(tmp_path.iterdir())) == 1, "looking writes nothing"


@pytest.mark.parametrize("language", LANGUAGES)
@each_unit
def test_right_work_is_complete_without_the_key_and_earns_everything_with_it(
    unit: Unit, language: Language, tmp_path: Path
) -> None:
    tasks = [task for task in unit.tasks if not task.lesson]
    with holding(f"{unit.name}-{language}", SEAL):
        for task in tasks:
            lay_down(task, Header("ada", unit.name, task.id, 0, __version__, language), tmp_path)
    deal_to(tmp_path, unit.name, "ada", language=language)
    for task in tasks:
        assert check_answer(task, language).complete, task.id
    with holding(f"{unit.name}-{language}", SEAL, "ada"):
        assert [mark_answer(task, language).points for task in tasks] == [task.points for task in tasks]


@pytest.mark.parametrize("task", CHAINED, ids=[task.id for task in CHAINED])
@pytest.mark.parametrize("slips", [None, 0, 1, 2])
def test_what_follows_from_the_learners_own_work_is_the_same_with_and_without_the_key(
    task: Task, slips: int | None, tmp_path: Path
) -> None:
    deal_to(tmp_path, task.unit, "ada")
    with holding(assignment(task), SEAL):
        place = tmp_path / "with the key"
        place.mkdir()
        own = sealed_header(task)
        for earlier in task.needs if slips is not None else ():
            firm, handout = firm_of(earlier, own), handout_of(earlier, replace(own, task=earlier.id), place)
            lay_down(earlier, own, place, earlier.slips(firm, handout)[:slips])
        expected = as_handed_out(handout_of(task, own, place))
        assert bool(earlier_answers(task, own, place)) == (slips is not None)
    for path in place.iterdir():
        path.rename(tmp_path / path.name)
    assert handout_for(task, "en") == expected
    assert task is not BALANCE or (expected == handed_out(task)) == (slips is None)


def test_half_a_journal_is_not_followed_yet(tmp_path: Path) -> None:
    """As in an open assignment: with less than half of it posted, the trial balance shows a colleague's lines."""
    deal_to(tmp_path, JOURNAL.unit, "ada")
    handout = handout_for(JOURNAL, "en")
    assert isinstance(handout.layout, SheetLayout)
    JOURNAL.write(JOURNAL.empty(handout), tmp_path / JOURNAL.answer_file, handout)
    assert handout_for(BALANCE, "en") == handed_out(BALANCE)


# --- refused without the key --------------------------------------------------------------------------------------

Asked = Callable[[Task, Handout], object]
ASKED: dict[str, Asked] = {
    "mark": lambda task, _: mark_answer(task, "en"),
    "perfect": lambda task, _: perfect(task, "en"),
    "lay down": lambda task, handout: lay_down(task, handout.header, Path.cwd()),
    "lay down elsewhere": lambda task, handout: lay_down(task, handout.header, Path.cwd() / FOLDER),
    "the firm": lambda task, handout: firm_of(task, handout.header),
    "fresh documents": lambda task, _: deal_anew(task, "en"),
    "a task's own truth": lambda task, handout: task.perfect(Firm.deal("any"), handout),
    "a task's own slips": lambda task, handout: task.slips(Firm.deal("any"), handout),
    "a task's own mark": lambda task, handout: task.mark(None, Firm.deal("any"), handout, {}),
    "the open deal's firm": lambda task, handout: task.perfect(Firm.deal(seed_of(handout.header, False)), handout),
}


def refused(ask: Asked, task: Task, handout: Handout) -> Sealed | None:
    try:
        ask(task, handout)
    except Sealed as refusal:
        return refusal
    return None


def open_(handout: Handout) -> Handout:
    return replace(handout, header=replace(handout.header, deal=""))


@each_unit
def test_whatever_would_say_the_truth_is_refused_in_the_learners_language(unit: Unit, tmp_path: Path) -> None:
    deal_to(tmp_path, unit.name, "ada")
    for task in unit.tasks:
        if task.lesson:
            continue
        handout = handout_for(task, "en")
        for what, ask in ASKED.items():
            refusal = refused(ask, task, handout)
            assert refusal is not None, (task.id, what)
            assert "sealed" in str(refusal)
            assert refusal._render_traceback_() == [str(refusal)]
        german = replace(handout, header=replace(handout.header, language="de"))
        with pytest.raises(Sealed, match="versiegelt"):
            task.slips(Firm.deal("any"), german)
    assert sorted(path.name for path in tmp_path.iterdir()) == [FOLDER], "nothing was written"


def test_an_answer_away_from_its_handouts_is_still_refused(tmp_path: Path) -> None:
    with holding(assignment(JOURNAL), SEAL):
        lay_down(JOURNAL, sealed_header(JOURNAL), tmp_path)
    with pytest.raises(Sealed):
        mark_answer(JOURNAL, "en")


def test_open_assignments_and_lessons_beside_it_stay_open(tmp_path: Path) -> None:
    deal_to(tmp_path, JOURNAL.unit, "ada")
    for task in (find_task("practice-cash"), find_task("price-list")):
        lay_down(task, header_for(task, "en"), tmp_path)
        assert mark_answer(task, "en").points == task.points
    lay_down(JOURNAL, header_for(JOURNAL, "de"), tmp_path)  # another assignment: it was dealt in English
    assert mark_answer(JOURNAL, "de").points == JOURNAL.points


# --- who, and which deal ------------------------------------------------------------------------------------------


def test_who_is_not_on_the_roster_may_look_and_nothing_counts(tmp_path: Path) -> None:
    deal_to(tmp_path, JOURNAL.unit, "grace")
    handout = handout_for(JOURNAL, "en")
    assert (handout.header.learner, handout.header.deal) == ("ada", SAMPLE)
    assert len(handout.documents) == 10
    assert handout_for(JOURNAL, "en", learner="bob").documents == handout.documents, "the sample is the same for all"
    assert handout.documents != handed_out(JOURNAL, "grace").documents
    answer = JOURNAL.perfect(firm_of(JOURNAL, handout.header), open_(handout))
    JOURNAL.write(answer, tmp_path / JOURNAL.answer_file, handout)
    assert "sample documents" in check_answer(JOURNAL, "en").lines[0].text
    with holding(assignment(JOURNAL), SEAL, "ada"):
        english = mark_answer(JOURNAL, "en")
        assert (english.points, english.outcome) == (0, Outcome.UNREADABLE)
    assert handout_for(BALANCE, "en").header.deal == SAMPLE


@pytest.mark.parametrize(
    ("changes", "student"),
    [
        ({"deal": "0" * 32}, "ada"),  # another key
        ({"deal": None}, "ada"),  # made to look like an open assignment's
        ({"learner": "grace"}, "grace"),  # the learner's own name on a classmate's work
        ({}, "grace"),  # a classmate's work as it is
        ({"deal": SAMPLE}, "ada"),
    ],
)
def test_a_header_of_another_learner_or_deal_earns_nothing(
    tmp_path: Path, changes: dict[str, str | None], student: str
) -> None:
    task = find_task("find-the-error")
    with holding(assignment(task), SEAL, student):
        path = lay_down(task, sealed_header(task, "ada"), tmp_path)
        content = json.loads(path.read_text())
        assert mark_answer(task, "en").points == (task.points if student == "ada" else 0)
        header_ = {name: value for name, value in (content["header"] | changes).items() if value is not None}
        path.write_text(json.dumps(content | {"header": header_}))
        mark = mark_answer(task, "en")
    assert (mark.points, mark.outcome) == (0, Outcome.UNREADABLE)
    assert "documents" in mark.notice


def test_work_begun_before_the_assignment_was_sealed_is_not_taken_for_the_new_one(tmp_path: Path) -> None:
    lay_down(JOURNAL, header_for(JOURNAL, "en"), tmp_path)
    assert mark_answer(JOURNAL, "en").points == JOURNAL.points
    deal_to(tmp_path, JOURNAL.unit, "ada")
    handout = handout_for(JOURNAL, "en")
    assert handout.header == sealed_header(JOURNAL)
    with pytest.raises(Unreadable, match="other documents"):
        JOURNAL.read(tmp_path / JOURNAL.answer_file, handout)
    assert "not handed out" in check_answer(JOURNAL, "en").lines[0].text
    assert handout_for(BALANCE, "en") == handed_out(BALANCE)


def test_whoever_opens_a_learners_folder_sees_that_learners_documents(tmp_path: Path) -> None:
    deal_to(tmp_path, JOURNAL.unit, "ada", "grace")
    with holding(assignment(JOURNAL), SEAL):
        for name in ("ada", "grace"):
            (place := tmp_path / name).mkdir()
            (tmp_path / FOLDER).rename(place / FOLDER)
            lay_down(JOURNAL, sealed_header(JOURNAL, "grace"), place)
            (place / FOLDER).rename(tmp_path / FOLDER)
    (tmp_path / "grace" / JOURNAL.answer_file).rename(tmp_path / JOURNAL.answer_file)
    assert handout_for(JOURNAL, "en").header.learner == "grace"


DAMAGED = [b"", b"{", b"[]", b"[" * 10_000, b'"tasks"', b'{"tasks": 1}', b'{"tasks": {"x": 1}}', b'{"assignment": 1}']


@pytest.mark.parametrize("name", [ABOUT, file_name("ada", SEAL.salt)])
@pytest.mark.parametrize("content", [*DAMAGED, b'{"tasks": {}, "x": "' + b"x" * 11_000_000], ids=lambda c: repr(c[:20]))
def test_a_damaged_handout_is_named_and_never_an_open_deal(tmp_path: Path, name: str, content: bytes) -> None:
    deal_to(tmp_path, JOURNAL.unit, "ada")
    for written in (content, packed(content), packed(content)[:-9]):
        (tmp_path / FOLDER / name).write_bytes(written)
        with pytest.raises(Unreadable) as refused:
            handout_for(JOURNAL, "en")
        assert refused.value._render_traceback_() == [str(refused.value)]


def test_a_handout_of_another_version_is_told(tmp_path: Path) -> None:
    deal_to(tmp_path, JOURNAL.unit, "ada")
    path = tmp_path / FOLDER / file_name("ada", SEAL.salt)
    content = json.loads(unpacked(path.read_bytes()))
    content["tasks"][JOURNAL.id]["layout"]["colour"] = "red"
    path.write_bytes(packed(json.dumps(content).encode()))
    with pytest.raises(Unreadable, match="Fetch the assignment again"):
        handout_for(JOURNAL, "en")
