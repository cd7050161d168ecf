"""Work on a sealed assignment: whole without the key, and no truth is to be had without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from course import __version__
from course.firm import Firm
from course.locale import LANGUAGES, Language
from course.tasks import handing_in
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
from course.tasks.sealed_handouts import FOLDER, as_handed_out
from course.tasks.sealing import Sealed, holding
from course.tasks.task import Task
from course.units import Unit, find_task
from tests.tasks.sealed import BALANCE, JOURNAL, SEAL, TASKS, assignment, deal_to, each_unit, handed_out, sealed_header

pytestmark = pytest.mark.usefixtures("a_learners_machine")
CHAINED = [task for task in TASKS if task.needs]


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


# Points at most that a program can write down without the key: formulas and rules, the same for everybody, and what
# fits by chance. docs/instructors.md tells instructors so.
FOR_EVERYBODY = {
    "01-role": 28,  # of 40
    "02-skills": 12,  # of 32
    "04-data-entry": 11,  # of 40
    "05-spreadsheets": 38,  # of 43
    "11-bookkeeping": 12,  # of 40
    "13-inventory": 30,  # of 42
}
FROM_PAPERS = {"april-vouchers": 1, "find-the-error": 0, "put-it-right": 1, "customer-cards": 1, "second-pass": 1}


@each_unit
def test_without_the_key_a_program_finds_only_what_is_the_same_for_everybody(unit: Unit, tmp_path: Path) -> None:
    """It takes the deal's mark off a handout and asks the task how it is done, for a firm of its own."""
    deal_to(tmp_path, unit.name, "ada")
    tasks = [task for task in unit.tasks if not task.lesson]
    for task in tasks:
        handout = handout_for(task, "en")
        opened = replace(handout, header=replace(handout.header, deal=""))
        task.write(task.perfect(Firm.deal("a firm of my own"), opened), tmp_path / task.answer_file, handout)
    with holding(assignment(tasks[0]), SEAL, "ada"):
        had = {task.id: mark_answer(task, "en").points for task in tasks}
    assert sum(had.values()) <= FOR_EVERYBODY[unit.name], had
    assert not [task for task, most in FROM_PAPERS.items() if had.get(task, 0) > most], had


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
