"""A class to grade: an nbgrader course in a temporary folder, its assignment, its submissions, its gradebook."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry

from tests.grading.commands import empty_gradebook, nbgrader


def code(source: str, **about: object) -> NotebookNode:
    """A code cell; `grade_id` and what else nbgrader knows of it as keywords."""
    cell = nbformat.v4.new_code_cell(source)
    return _known(cell, about)


def text(source: str, **about: object) -> NotebookNode:
    return _known(nbformat.v4.new_markdown_cell(source), about)


def _known(cell: NotebookNode, about: dict[str, object]) -> NotebookNode:
    if about:
        known = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
        cell.metadata["nbgrader"] = nbformat.from_dict(known | {"cell_type": cell.cell_type} | about)
    return cell


def solution(name: str, source: str) -> NotebookNode:
    return code(source, grade_id=name, solution=True)


def graded(name: str, points: float, source: str) -> NotebookNode:
    return code(source, grade_id=name, grade=True, locked=True, points=points)


def locked(name: str, source: str) -> NotebookNode:
    return code(source, grade_id=name, locked=True)


def notebook(*cells: NotebookNode) -> NotebookNode:
    made = nbformat.v4.new_notebook(cells=list(cells))
    made.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    for number, cell in enumerate(made.cells):
        cell.id = f"c{number}"
    return made


@dataclass
class Classroom:
    """The course folder and what is done in it."""

    root: Path
    course_id: str = "office"
    db_url: str = ""  # other than nbgrader's own file

    @classmethod
    def make(cls, root: Path, config: str = "") -> Classroom:
        root.mkdir(parents=True, exist_ok=True)
        (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'office'\n" + config)
        (root / "gradebook.db").write_bytes(empty_gradebook("office"))
        return cls(root)

    def assign(self, name: str, files: dict[str, str] | None = None, **notebooks: NotebookNode) -> None:
        """Write `source/` and let nbgrader release it."""
        folder = self.root / "source" / name
        folder.mkdir(parents=True, exist_ok=True)
        for book, content in notebooks.items():
            nbformat.write(content, folder / f"{book}.ipynb")
        for path, content in (files or {}).items():
            (folder / path).write_text(content)
        self.nbgrader("generate_assignment", name)

    def nbgrader(self, *arguments: str) -> str:
        """Run a stock command; what it said."""
        return nbgrader(*arguments, folder=self.root)

    def submission(self, student: str, assignment: str) -> Path:
        return self.root / "submitted" / student / assignment

    def hand_in(self, student: str, assignment: str, answers: dict[str, str] | None = None) -> Path:
        """The released notebooks with the solution cells filled in from `answers` (grade id -> source)."""
        folder = self.submission(student, assignment)
        folder.mkdir(parents=True)
        for path in sorted((self.root / "release" / assignment).iterdir()):
            if path.suffix != ".ipynb":
                shutil.copy(path, folder / path.name)
                continue
            book = nbformat.read(path, as_version=4)
            for cell in book.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                if name in (answers or {}):
                    cell.source = (answers or {})[name]
            nbformat.write(book, folder / path.name)
        return folder

    def change(self, student: str, assignment: str, book: str) -> tuple[Path, NotebookNode]:
        path = self.submission(student, assignment) / f"{book}.ipynb"
        return path, nbformat.read(path, as_version=4)

    def grades(self, assignment: str) -> dict[str, dict[str, object]]:
        """Student -> cell -> what the gradebook says, for comparing cell by cell."""
        found: dict[str, dict[str, object]] = {}
        with Gradebook(self.db_url or f"sqlite:///{self.root / 'gradebook.db'}", self.course_id) as book:
            try:
                submissions = book.assignment_submissions(assignment)
            except MissingEntry:
                return {}
            for one in submissions:
                cells: dict[str, object] = {"timestamp": one.timestamp}
                for notebook_ in one.notebooks:
                    cells[f"{notebook_.name} late"] = notebook_.late_submission_penalty
                    for grade in notebook_.grades:
                        cells[f"{notebook_.name}/{grade.name}"] = (
                            grade.auto_score,
                            grade.manual_score,
                            grade.needs_manual_grade,
                            grade.max_score,
                        )
                    for comment in notebook_.comments:
                        cells[f"{notebook_.name}/{comment.name} comment"] = comment.auto_comment
                found[one.student_id] = cells
        return found

    def twin(self, root: Path) -> Classroom:
        """A copy of the course as it stands."""
        shutil.copytree(self.root, root)
        return Classroom(root, self.course_id)
