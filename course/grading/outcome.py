"""How a submission ends: one row each, marked or set aside with the reason. Never a traceback, never a stopped class.

A row is plain data (it is kept as JSON and travels between processes); words are put to it only where it is shown, in
the instructor's language.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from course.grading.refusal import Refusal
from course.locale import N_, Language

REASONS: dict[str, tuple[str, str]] = {
    "symlink": (N_("{name} is a link, not a file."), N_("Ask the learner to hand in the file itself.")),
    "hard-link": (
        N_("{name} is a second name (hard link) of another file."),
        N_("Copy the folder so that it holds files of its own, then grade again."),
    ),
    "special-file": (N_("{name} is not an ordinary file."), N_("Remove it from the submission, then grade again.")),
    "bad-name": (N_("A file has a name that cannot be kept: {name}."), N_("Rename the file, then grade again.")),
    "bad-learner": (
        N_("The learner's folder has a name that cannot be kept: {name}."),
        N_("Rename the folder to the learner's id, then grade again."),
    ),
    "in-the-way": (
        N_("{name} stands where {belongs} of the assignment belongs."),
        N_("Rename it, then grade again."),
    ),
    "too-big": (
        N_("{name} is larger than {limit} bytes."),
        N_("Ask the learner to hand in again without it."),
    ),
    "too-many-files": (
        N_("The submission has more than {limit} files or folders."),
        N_("Ask the learner to hand in only the files that belong to the work."),
    ),
    "too-deep": (
        N_("Folders are nested more than {limit} deep."),
        N_("Ask the learner to hand in only the files that belong to the work."),
    ),
    "unreadable": (
        N_("{name} could not be read: {why}."),
        N_("Check the file's permissions and the disk, then grade again."),
    ),
    "notebook-missing": (
        N_("There is no notebook of this assignment. Found: {found}."),
        N_("Ask the learner to hand in {expected}."),
    ),
    "notebook-ambiguous": (
        N_("{expected} is missing and several others could be meant: {found}."),
        N_("Rename the right one to {expected}, then grade again."),
    ),
    "broken-notebook": (
        N_("{name} is not a notebook that can be read: {why}."),
        N_("Ask the learner to open and save it in JupyterLab, then to hand it in again."),
    ),
    "timed-out": (
        N_("Not finished after {limit} seconds."),
        N_("Look for an endless loop. To allow more time, grade again with --timeout."),
    ),
    "crashed": (
        N_("The work ended the program that ran it ({where})."),
        N_(
            "Empty the cell at fault in the learner's notebook (in submitted/; keep a copy), then grade again: the "
            "rest is marked, and you can change points in formgrader."
        ),
    ),
    "not-started": (
        N_("The program for the work ended before any of the work ran ({tries} tries)."),
        N_("Grade it again with --jobs 1 when the machine has less to do."),
    ),
    "killed": (
        N_("The system ended the process that was marking ({why})."),
        N_("It may need too much memory. Grade it again on its own."),
    ),
    "marker-failed": (
        N_("Marking failed: {why}."),
        N_("This is a fault of the course, not of the learner. Please report it with the submission."),
    ),
    "other-key": (
        N_("The answers were made on sealed documents, but this assignment was not dealt here."),
        N_("Look for the key under which these documents were dealt, put it among your keys, and grade again."),
    ),
    "others-documents": (
        N_("The answer to {task} was made on the documents of {learner}, who is in the same class."),
        N_(
            "Talk to both. Then let the learner hand in work on documents of their own. Or have this work marked all "
            "the same (--student ID --any-documents) and change its points in formgrader."
        ),
    ),
}

NOTES: dict[str, str] = {
    "renamed": N_("{found} was taken for {expected}."),
    "duplicate": N_("The cell {cell} was there more than once; the last one counts."),
    "restored": N_("The cell {cell} had been changed and was restored."),
    "missing-cell": N_("The cell {cell} was missing and was put back."),
    "points-restored": N_("Points or settings of the cell {cell} had been changed and were restored."),
    "unknown-cell": N_("The cell {cell} does not belong to the assignment; it carries no points."),
    "foreign-header": N_("The answer to {task} says that it belongs to {learner}."),
    "other-deal": N_("The answer to {task} was made on documents that were not handed out to this learner; no points."),
    "other-version": N_("The answer to {task} was made with version {version} of the course."),
    "not-plain": N_("The cell {cell} reads {name}, which is not plain data ({kind})."),
    "started-again": N_("The program for the work was lost through no fault of the work, and started again ({why})."),
    "output-cut": N_("The output was cut after {limit} bytes."),
    "missing-notebook": N_("{notebook} was not handed in; it counts 0 points."),
}


def shown(text: str) -> str:
    """Words that may be a learner's, fit for any screen: no escape code, no half letter that nothing can write."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


class SetAside(Exception):
    """A submission that cannot be marked; `reason` is a key of REASONS, `facts` fill its text."""

    def __init__(self, reason: str, **facts: str) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts = {name: shown(fact) for name, fact in facts.items()}


@dataclass(frozen=True)
class Note:
    """Something that was mended or noticed on the way; `kind` is a key of NOTES."""

    kind: str
    facts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", {name: shown(fact) for name, fact in self.facts.items()})

    def text(self, language: Language) -> str:
        return Refusal(NOTES[self.kind], **self.facts).to(language)


@dataclass(frozen=True)
class CellGrade:
    """What one grade cell got. None: a person has to mark it."""

    cell: str
    auto_score: float | None
    max_score: float


@dataclass(frozen=True)
class Finding:
    """One marked item of a task with the slip that was recognised, for the class report.

    `message` is what the learner was told; it is kept for the first place of each slip alone.
    """

    task: str
    key: str
    label: str
    outcome: str
    slip: str
    points: str
    of: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", shown(self.label))

    message: str = ""


@dataclass(frozen=True)
class GradedNotebook:
    """One notebook after marking: its text with outputs, and what goes into the gradebook."""

    name: str
    text: str
    grades: tuple[CellGrade, ...]
    unanswered: tuple[str, ...]  # cells that still are as they were released ("No response.")


@dataclass(frozen=True)
class Row:
    """One submission's end. `learner` and `deals` come from the headers of the answer files."""

    student: str
    status: Literal["marked", "set aside"]
    fingerprint: str
    reason: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    deals: dict[str, str] = field(default_factory=dict)  # task -> learner and variant in its header
    scores: dict[str, float | None] = field(default_factory=dict)  # cell -> automatic points
    seconds: float = 0.0

    def why(self, language: Language) -> str:
        return Refusal(REASONS[self.reason][0], **self.facts).to(language) if self.reason else ""

    def advice(self, language: Language) -> str:
        return Refusal(REASONS[self.reason][1], **self.facts).to(language) if self.reason else ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Row:
        known = dict(data)
        known["notes"] = tuple(Note(**note) for note in data["notes"])
        known["findings"] = tuple(Finding(**finding) for finding in data["findings"])
        return cls(**known)


@dataclass(frozen=True)
class Result:
    """What marking one submission yields: its row and, if it was marked, the notebooks."""

    row: Row
    notebooks: tuple[GradedNotebook, ...] = ()
