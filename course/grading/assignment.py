"""What an assignment is, read once for a whole class: its cells from the gradebook, its files from `source/`.

nbgrader reads the same cells from the database for every submission anew. Here they become plain data that travels to
the processes that mark; nothing but the gradebook writer touches the database afterwards.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import SCHEMA_VERSION
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import find_all_files

import course
from course.grading.keys import keys_folder, seal_for
from course.grading.outcome import Row
from course.grading.refusal import NotReady
from course.locale import N_
from course.tasks.sealed_handouts import FOLDER as HANDOUTS
from course.tasks.sealing import Seal

__all__ = ["Assignment", "Course", "NotReady", "read_assignment"]

LONGEST = 128  # letters of a learner's id in nbgrader's tables
NO_COURSE = N_(
    "There is no nbgrader course in {folder}: it has no {source}/. Change into the course's folder, or name it: "
    "--course-dir FOLDER."
)
NO_SUCH = N_("There is no assignment {name} in {folder}. There are: {known}.")
# --force, for nbgrader leaves out an assignment that lies in release/, and then does not enter it either
NOT_IN_GRADEBOOK = N_("{name} is not in the gradebook. Run: nbgrader generate_assignment {name} --force")
NO_NOTEBOOKS = N_("{name} has no notebooks in the gradebook. Run: nbgrader generate_assignment {name} --force")
SOURCE_MISSING = N_("The instructor's notebook {path} is missing. Put it back, or build it again.")


@dataclass(frozen=True)
class SourceCell:
    """A cell that nbgrader knows by its grade id, as the instructor wrote it (hidden tests included)."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str
    grade: bool
    solution: bool
    task: bool
    points: float
    visible: str  # the same without its hidden tests
    hidden_lines: tuple[int, ...]  # 1-based
    own: dict[str, Any] = field(default_factory=dict)  # its metadata beside nbgrader's: whether it is folded away

    def metadata(self) -> dict[str, Any]:
        """The cell's metadata, whatever the submission says."""
        return self.own | {"nbgrader": self.settings()}

    def settings(self) -> dict[str, Any]:
        """What nbgrader keeps of the cell."""
        found: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "grade_id": self.name,
            "cell_type": self.cell_type,
            "grade": self.grade,
            "solution": self.solution,
            "locked": self.locked,
            "task": self.task,
            "checksum": self.checksum,
        }
        return found | ({"points": self.points} if self.grade or self.task else {})


@dataclass(frozen=True)
class InstructorCell:
    """A cell of the instructor's notebook, in order; `name` is empty for cells without a grade id."""

    name: str
    cell_type: str
    source: str


@dataclass(frozen=True)
class NotebookSource:
    """One notebook of the assignment. `cells` stand in the instructor's order."""

    name: str
    metadata: dict[str, Any]  # the instructor's: title, language, kernel
    cells: tuple[SourceCell, ...]
    instructor: tuple[InstructorCell, ...]

    def cell(self, name: str) -> SourceCell | None:
        return next((cell for cell in self.cells if cell.name == name), None)


@dataclass(frozen=True)
class Assignment:
    """Everything that marking needs to know of an assignment, as plain data."""

    name: str
    course_id: str
    notebooks: tuple[NotebookSource, ...]
    files: dict[str, bytes]  # the other files of source/, laid over each submission
    version: str
    seal: Seal | None = None  # the key, if the assignment is sealed

    @property
    def fingerprint(self) -> str:
        plain = json.dumps([asdict(notebook) for notebook in self.notebooks], sort_keys=True)
        sealed = f"\n{self.seal.print}" if self.seal else ""
        digest = hashlib.sha256(f"{self.version}\n{plain}{sealed}".encode())
        for path, content in sorted(self.files.items()):
            digest.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
        return digest.hexdigest()

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is not taken in: the whole class's sealed handouts, which every learner fetches and hands in again."""
        return (HANDOUTS,) if self.seal else ()


class Course:
    """The instructor's nbgrader course: its folders and settings, as nbgrader itself reads them."""

    def __init__(self, root: Path) -> None:
        os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"  # for alembic
        self.root = root.resolve()
        self.app = NbGrader(log_level=logging.ERROR)
        self.app.load_cwd_config = False
        self.app.initialize([], root=str(self.root))
        self.folders: CourseDirectory = self.app.coursedir

    @property
    def db_url(self) -> str:
        return str(self.folders.db_url)

    @property
    def ignore(self) -> tuple[str, ...]:
        return tuple(self.folders.ignore)

    def gradebook(self) -> Gradebook:
        return Gradebook(self.db_url, self.folders.course_id)

    @property
    def keys(self) -> Path:
        return keys_folder(self.root, str(self.app.config.ExecuteSealed.get("keys", "")))

    def source(self, assignment: str) -> Path:
        """The instructor's folder of an assignment. Raises NotReady where this is no course, or not its assignment."""
        folder = self.folder(self.folders.source_directory, ".", assignment)
        if not folder.parent.is_dir():
            raise NotReady(NO_COURSE, folder=self.root, source=folder.parent.name)
        if not folder.is_dir():
            known = sorted(one.name for one in folder.parent.iterdir() if one.is_dir() and one.name[0] not in "._")
            raise NotReady(NO_SUCH, name=assignment, folder=folder.parent, known=", ".join(known))
        return folder

    def released(self, assignment: str) -> Path:
        return self.folder(self.folders.release_directory, ".", assignment)

    def folder(self, step: str, student: str, assignment: str) -> Path:
        return Path(self.folders.format_path(step, student, assignment))

    def submitted(self, student: str, assignment: str) -> Path:
        return self.folder(self.folders.submitted_directory, student, assignment)

    def autograded(self, student: str, assignment: str) -> Path:
        return self.folder(self.folders.autograded_directory, student, assignment)

    def students(self, assignment: str) -> list[str]:
        """Everybody who handed in, without those whom the settings leave out, or whose name nothing can keep."""
        return [name for name in self._folders(assignment) if _can_be_kept(name)]

    def misnamed(self, assignment: str) -> list[Row]:
        """Work in folders whose names no gradebook can keep or no screen can show: set aside before it is opened."""
        names = [ascii(name)[:200] for name in self._folders(assignment) if not _can_be_kept(name)]
        return [Row(name, "set aside", "", reason="bad-learner", facts={"name": name}) for name in names]

    def _folders(self, assignment: str) -> list[str]:
        left_out = set(filter(None, self.folders.student_id_exclude.split(",")))
        above = self.submitted("*", assignment)
        position = above.parts.index("*")
        start, rest = Path(*above.parts[:position]), Path(*above.parts[position + 1 :])
        if not start.is_dir():
            return []
        names = sorted(entry.name for entry in start.iterdir() if os.path.lexists(entry / rest))
        return [name for name in names if name not in left_out]


def _can_be_kept(student: str) -> bool:
    """Whether it is a name for a table of the gradebook (128 letters), for a page and for a screen."""
    return student.isprintable() and len(student) <= LONGEST


def read_assignment(course_: Course, name: str) -> Assignment:
    """The assignment, from one visit to the gradebook. Raises NotReady with what to do."""
    seal = seal_for(name, course_.keys, course_.released(name))
    source = course_.source(name)
    hidden = ClearHiddenTests(parent=course_.app)
    with course_.gradebook() as gradebook:
        try:
            found = gradebook.find_assignment(name)
        except MissingEntry:
            raise NotReady(NOT_IN_GRADEBOOK, name=name) from None
        notebooks = tuple(_notebook(notebook, source, hidden) for notebook in found.notebooks)
    if not notebooks:
        raise NotReady(NO_NOTEBOOKS, name=name)
    paths = find_all_files(str(source), [*course_.ignore, "*.ipynb"])
    files = {Path(path).relative_to(source).as_posix(): Path(path).read_bytes() for path in sorted(paths)}
    return Assignment(name, course_.folders.course_id, notebooks, files, course.__version__, seal)


def _notebook(notebook: Any, folder: Path, hidden: ClearHiddenTests) -> NotebookSource:
    graded = {cell.name: cell for cell in notebook.grade_cells}
    tasks = {cell.name: cell for cell in notebook.task_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    book = _instructors(folder / f"{notebook.name}.ipynb")
    own = {
        cell.metadata["nbgrader"].get("grade_id"): _plain(cell) for cell in book.cells if "nbgrader" in cell.metadata
    }
    cells = {}
    for cell in notebook.source_cells:
        worth = graded.get(cell.name) or tasks.get(cell.name)
        visible, lines = _without_hidden_tests(cell.source, hidden)
        cells[cell.name] = SourceCell(
            name=cell.name,
            cell_type=cell.cell_type,
            locked=cell.locked,
            source=cell.source,
            checksum=cell.checksum,
            grade=cell.name in graded,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=float(worth.max_score) if worth else 0.0,
            visible=visible,
            hidden_lines=lines,
            own=own.get(cell.name, {}),
        )
    instructor = _instructor_cells(book, cells)
    order = {cell.name: position for position, cell in enumerate(instructor) if cell.name}
    ordered = sorted(cells.values(), key=lambda cell: order.get(cell.name, len(order)))
    kernelspec = {"kernelspec": json.loads(notebook.kernelspec)} if notebook.kernelspec else {}
    return NotebookSource(notebook.name, _plain(book) | kernelspec, tuple(ordered), instructor)


def _instructors(path: Path) -> NotebookNode:
    if not path.is_file():
        raise NotReady(SOURCE_MISSING, path=path)
    book: NotebookNode = nbformat.read(path, as_version=4)
    return book


def _plain(part: NotebookNode) -> dict[str, Any]:
    """The metadata of a notebook or a cell, without nbgrader's and without what widgets left behind."""
    kept: dict[str, Any] = json.loads(json.dumps(part.metadata))
    return {key: value for key, value in kept.items() if key not in ("nbgrader", "widgets")}


def _instructor_cells(book: NotebookNode, cells: dict[str, SourceCell]) -> tuple[InstructorCell, ...]:
    """The instructor's notebook; locked cells as the gradebook has them (a test may have been generated)."""
    found = []
    for cell in book.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        known = cells.get(name)
        source = known.source if known and known.locked else cell.source
        found.append(InstructorCell(name if known else "", cell.cell_type, source))
    return tuple(found)


def _without_hidden_tests(source: str, hidden: ClearHiddenTests) -> tuple[str, tuple[int, ...]]:
    visible, lines, inside = [], [], False
    for number, line in enumerate(source.split("\n"), start=1):
        if hidden.begin_test_delimeter in line:
            inside = True
        if inside:
            lines.append(number)
        else:
            visible.append(line)
        if hidden.end_test_delimeter in line:
            inside = False
    return "\n".join(visible), tuple(lines)
