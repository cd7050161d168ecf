"""From a task to its answer file, and from the file to a check or a mark.

Every answer file says in its header whose it is and which deal it answers; documents and truth are dealt anew from
that, so an answer is marked the same on the learner's machine, in another folder, or next year in another process.
Of a sealed assignment that takes the key; where there is none, the learner works on what was handed out as a file.
"""

from __future__ import annotations

import atexit
import getpass
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from course import __version__
from course.firm import Firm
from course.locale import Language, translator
from course.tasks import mark as marks
from course.tasks.check import CheckReport, no_answer, not_readable
from course.tasks.engine import EngineFailed
from course.tasks.files import read_bytes, read_json
from course.tasks.handout import Handout, Header
from course.tasks.header import header_from
from course.tasks.learner_card import read_card
from course.tasks.mark import Mark
from course.tasks.sealed_handouts import handouts_in
from course.tasks.sealing import SAMPLE, named, no_key, seal_of, student_in_hand
from course.tasks.task import Answer, Task, Unreadable
from course.tasks.titles import title_of
from course.tasks.xlsx import read_xlsx

COURSE = "Becoming a back office executive"
SAMPLE_LEARNER = "\0sample"  # nobody's id: the firm that is shown to those who are not on the roster
_directed: list[Path] = []  # where `perfect` has laid answers for this process


class Incomplete(Exception):
    """Raised under `nbgrader validate` alone: what is still missing, in plain words."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the message, without lines of code that would tell a learner nothing."""
        return [str(self)]


# --- who, and which deal ------------------------------------------------------------------------------------------


def learner_id(folder: Path | None = None) -> str:
    """The number on the learner's card if there is one, else the id that nbgrader would use for whoever runs this."""
    if ours := os.environ.get("BACKOFFICE_LEARNER"):
        return ours
    if number := read_card(folder or working_folder()).number:
        return number
    if theirs := os.environ.get("JUPYTERHUB_USER"):
        return theirs
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return "learner"


def seed_of(header: Header, lesson: bool) -> str:
    """The seed of the deal: all tasks of one unit's lesson share a firm, and all of its assignment share another."""
    parts = [COURSE, header.learner, header.unit, "lesson" if lesson else "assignment", header.variant]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@lru_cache(maxsize=16)
def _deal(seed: str) -> Firm:
    return Firm.deal(seed)


def deal(header: Header, lesson: bool) -> Firm:
    """The firm that this header's learner was dealt."""
    return _deal(seed_of(header, lesson))


def firm_of(task: Task, header: Header) -> Firm:
    """The firm that the header's learner was dealt for this task, sealed or open.

    Raises Sealed without the key of a sealed deal, and Unreadable if the deal is none of this key's.
    """
    if task.lesson or header.deal in ("", SAMPLE):
        return deal(header if not header.deal else replace(header, learner=SAMPLE_LEARNER), task.lesson)
    seal = seal_of(task.unit, header.language)
    if seal is None:
        raise no_key(header.language)
    if header.deal != seal.mark(header, task.dealt_with):
        raise Unreadable(_other_documents(header.language))
    return _deal(seal.seed(header, task.dealt_with))


def _other_documents(language: Language) -> str:
    _ = translator(language, "tasks")
    return _("The answer was made on documents that were not handed out to this learner for this assignment.")


def working_folder() -> Path:
    """Where answer files lie: beside the notebook, or where `perfect` laid them for this process."""
    return _directed[-1] if _directed else Path.cwd()


def answer_path(task: Task, folder: Path | None = None) -> Path:
    return (folder or working_folder()) / task.answer_file


def read_header(path: Path, language: Language) -> Header | None:
    """The header of an answer file; None if there is no file. Raises Unreadable if the file has none."""
    _ = translator(language, "tasks")
    if path.suffix == ".xlsx":
        content = read_bytes(path, language)
        fields: object = None if content is None else read_xlsx(content, language).header
    else:
        found = read_json(path, language)
        content, fields = (None, None) if found is None else (b"", found.get("header"))
    if content is None:
        return None
    header = header_from(fields) if isinstance(fields, Mapping) else None
    if header is None:
        raise Unreadable(
            _("The answer file does not say whose it is. Open the task in the notebook and enter your work there.")
        )
    return header


def _accepted(header: Header, task: Task, language: Language) -> Header:
    """The header, if it answers this task. Raises Unreadable with what is wrong."""
    _ = translator(language, "tasks")
    if (header.task, header.unit) != (task.id, task.unit):
        raise Unreadable(
            _("The file answers another task ({task}); it was renamed or copied.").format(task=header.task[:60])
        )
    if header.version.split(".")[:2] != __version__.split(".")[:2]:
        raise Unreadable(
            _(
                "The file was made with version {theirs} of the course; this is version {ours}. Ask your instructor."
            ).format(theirs=header.version[:20], ours=__version__)
        )
    if header.variant and not task.lesson:
        raise Unreadable(_("The file answers practice documents; an assignment has none."))
    return header


def _of_this_deal(header: Header, task: Task, language: Language, folder: Path | None) -> Header:
    """The header, if its answer was made on what its learner was handed. Raises Unreadable with what is wrong.

    With the key that is known for certain; without it, the documents beside the notebook say so.
    """
    _ = translator(language, "tasks")
    own = replace(header, language=language)
    if task.lesson:
        return own
    if header.deal == SAMPLE:
        raise Unreadable(_("The answer was made on the sample documents, which do not count."))
    seal = seal_of(task.unit, language)
    if seal is not None:
        student = student_in_hand()
        if header.deal != seal.mark(own, task.dealt_with) or (student and named(header.learner) != named(student)):
            raise Unreadable(_other_documents(language))
        return own
    handouts = handouts_in(folder or working_folder(), task, language)
    if handouts is not None and header.deal != handouts.mark(task, header.learner):
        raise Unreadable(_other_documents(language))
    return own


# --- handouts and answers -----------------------------------------------------------------------------------------


def header_for(task: Task, language: Language, folder: Path | None = None, learner: str | None = None) -> Header:
    """The header to work under: the answer file's own if it has a fitting one, else the learner's first deal.

    A task that builds on another starts on the same documents as that one.
    """
    fresh = Header(learner or learner_id(folder), task.unit, task.id, 0, __version__, language)
    begun = _begun(task, language, folder)
    handouts = handouts_in(folder or working_folder(), task, language)
    if handouts is None:
        return with_mark(task, begun or fresh)
    if begun is not None and begun.deal and begun.deal == handouts.mark(task, begun.learner):
        return begun
    return replace(fresh, deal=handouts.mark(task, fresh.learner) or SAMPLE)


def _begun(task: Task, language: Language, folder: Path | None) -> Header | None:
    """The header of the answer to this task, or to one that it builds on, if there is one."""
    for one in (task, *task.needs):
        try:
            found = read_header(answer_path(one, folder), language)
        except Unreadable:
            continue
        if found is not None and found.task == one.id:
            own = replace(found, task=task.id, language=language)
            return own if task.lesson else replace(own, variant=0)
    return None


def with_mark(task: Task, header: Header) -> Header:
    """The header with the mark of its deal, where this process has the key of the assignment."""
    seal = None if task.lesson else seal_of(task.unit, header.language)
    return header if seal is None else replace(header, deal=seal.mark(header, task.dealt_with))


def earlier_answers(task: Task, header: Header, folder: Path | None = None) -> dict[str, Answer]:
    """The learner's answers, on the same documents, to the tasks that this one starts from, as far as readable."""
    found: dict[str, Answer] = {}
    for earlier in task.needs:
        path = answer_path(earlier, folder)
        for place in (path, kept_path(path, header.variant)):
            try:
                theirs = read_header(place, header.language)
                if theirs is None or (theirs.learner, theirs.variant) != (header.learner, header.variant):
                    continue
                _accepted(theirs, earlier, header.language)
                theirs = _of_this_deal(theirs, earlier, header.language, folder)
                answer = earlier.read(place, handout_of(earlier, theirs, folder))
            except (Unreadable, EngineFailed):
                continue
            if answer is not None:
                found[earlier.id] = answer
                break
    return found


def handout_of(task: Task, header: Header, folder: Path | None = None) -> Handout:
    """What the learner of this header was handed. Raises Unreadable, Sealed."""
    earlier = earlier_answers(task, header, folder)
    if header.deal not in ("", SAMPLE) and seal_of(task.unit, header.language) is None:
        handouts = handouts_in(folder or working_folder(), task, header.language)
        if handouts is None:
            raise no_key(header.language)
        return task.follow(handouts.handout(task, header), earlier)
    return task.handout(firm_of(task, header), header, earlier)


def handout_for(task: Task, language: Language, folder: Path | None = None, learner: str | None = None) -> Handout:
    """What to lay on the desk: the documents of the answer file that is there, or the learner's first deal."""
    return handout_of(task, header_for(task, language, folder, learner), folder)


def kept_path(path: Path, variant: int) -> Path:
    """Where the answer to earlier practice documents is kept: `practice-cash-0.xlsx`."""
    return path.with_name(f"{path.stem}-{variant}{path.suffix}")


def deal_anew(task: Task, language: Language, folder: Path | None = None, learner: str | None = None) -> Handout:
    """Fresh documents for a lesson's task: the old answer is kept under its variant's name. Raises OSError, Sealed."""
    path = answer_path(task, folder)
    header = header_for(task, language, folder, learner)
    if header.deal:
        raise no_key(language)
    kept = [name.stem.removeprefix(path.stem + "-") for name in path.parent.glob(f"{path.stem}-*{path.suffix}")]
    variant = max([header.variant, *(int(number) for number in kept if number.isascii() and number.isdigit())])
    if path.exists():
        place = kept_path(path, header.variant)
        os.replace(path, place if not place.exists() else kept_path(path, variant := variant + 1))
    fresh = handout_of(task, replace(header, variant=variant + 1), folder)
    task.write(task.empty(fresh), path, fresh)
    return fresh


# --- check and mark -----------------------------------------------------------------------------------------------


def check_answer(task: Task, language: Language, folder: Path | None = None) -> CheckReport:
    """Is the answer complete and readable? Under `nbgrader validate`, raises Incomplete if it is not."""
    execution = os.environ.get("NBGRADER_EXECUTION")
    try:
        report = _check(task, language, folder)
    except Exception:
        if execution != "autograde":
            raise
        # An exception in the test cell would cost the partial credit that `mark` gives on its next line.
        report = not_readable(translator(language, "tasks")("The check did not work."), language)
    if execution == "validate" and not report.complete:
        raise Incomplete(f"{title_of(task, language)}: {report!r}")
    return report


def _check(task: Task, language: Language, folder: Path | None) -> CheckReport:
    try:
        header = read_header(answer_path(task, folder), language)
        if header is None:
            return no_answer(language)
        header = _of_this_deal(_accepted(header, task, language), task, language, folder)
        handout = handout_of(task, header, folder)
        answer = task.read(answer_path(task, folder), handout)
        return no_answer(language) if answer is None else task.check(answer, handout)
    except Unreadable as reason:
        return not_readable(str(reason), language)
    except EngineFailed:
        return not_readable(_not_worked_out(language), language)


def mark_answer(task: Task, language: Language, folder: Path | None = None) -> Mark:
    """Points and reasons for the answer file in this folder (else beside the notebook). Raises Sealed."""
    title = title_of(task, language)
    try:
        _require_key(task, language, folder)
        header = read_header(answer_path(task, folder), language)
        if header is None:
            return marks.not_attempted(title, task.points, language)
        header = _of_this_deal(_accepted(header, task, language), task, language, folder)
        firm = firm_of(task, header)
        earlier = earlier_answers(task, header, folder)
        handout = task.handout(firm, header, earlier)
        answer = task.read(answer_path(task, folder), handout)
        if answer is None:
            return marks.not_attempted(title, task.points, language)
        return task.mark(answer, firm, handout, earlier)
    except Unreadable as reason:
        return marks.cannot_be_read(title, task.points, language, str(reason))
    except EngineFailed:
        return marks.cannot_be_read(title, task.points, language, _not_worked_out(language))


def _require_key(task: Task, language: Language, folder: Path | None = None) -> None:
    """Raises Sealed where the assignment was handed out sealed, and the key is not here."""
    if handouts_in(folder or working_folder(), task, language) and seal_of(task.unit, language) is None:
        raise no_key(language)


def _not_worked_out(language: Language) -> str:
    return translator(language, "tasks")("The formulas of the sheet cannot be worked out.")


# --- the instructor's version -------------------------------------------------------------------------------------


def perfect(task: Task, language: Language) -> None:
    """Lay a perfect answer into a temporary folder and have this process check and mark that.

    For the instructor's version, which must pass its own tests and leave nothing in `source/`. Without effect while a
    class is graded, so that a learner who writes this line gains nothing.
    """
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return
    _require_key(task, language)
    if not _directed:
        folder = Path(tempfile.mkdtemp(prefix="backoffice-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _directed.append(folder)
    lay_down(task, Header(learner_id(), "", "", 0, __version__, language), _directed[-1])


def lay_down(task: Task, header: Header, folder: Path, slips: tuple[str, ...] = ()) -> Path:
    """Write what a careful clerk (or one who makes these slips) hands in, and first what it builds on, if missing."""
    _require_key(task, header.language, folder)
    for earlier in task.needs:
        if not answer_path(earlier, folder).exists():
            lay_down(earlier, header, folder)
    own = with_mark(task, replace(header, unit=task.unit, task=task.id))
    firm = firm_of(task, own)
    handout = handout_of(task, own, folder)
    path = answer_path(task, folder)
    task.write(task.perfect(firm, handout, slips), path, handout)
    return path
