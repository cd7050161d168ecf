"""The submitted notebook made whole again: locked cells as the instructor wrote them, each exactly once.

nbgrader stops, or silently drops a cell, when a learner copied, deleted or edited a test cell. Here each such accident
is mended and noted, and the class goes on. What a submission says about points or settings never counts.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import nbformat
from nbformat import NotebookNode

from course.grading.assignment import NotebookSource, SourceCell
from course.grading.outcome import Note, SetAside
from course.locale import N_

MAX_CELLS = 2000


def find_notebook(files: dict[str, bytes], wanted: str, cells: tuple[str, ...]) -> tuple[str, tuple[Note, ...]]:
    """The path of the notebook `wanted`, also when the learner renamed it. Raises SetAside if it is not there."""
    expected = f"{wanted}.ipynb"
    if expected in files:
        return expected, ()
    others = [path for path in files if PurePosixPath(path).suffix == ".ipynb"]
    meant = [path for path in others if any(f'"{name}"'.encode() in files[path] for name in cells)]
    if len(meant) == 1:
        return meant[0], (Note("renamed", {"found": meant[0], "expected": expected}),)
    found = ", ".join(sorted(meant or others or files)) or "-"
    raise SetAside("notebook-ambiguous" if meant else "notebook-missing", expected=expected, found=found[:200])


def read_notebook(name: str, content: bytes) -> NotebookNode:
    """The notebook in these bytes, in the current format. Raises SetAside with what is wrong."""
    try:
        notebook: NotebookNode = nbformat.reads(json.dumps(json.loads(content)), as_version=4)
        for cell in notebook.cells:
            _check_shape(cell)
    except RecursionError:
        raise SetAside("broken-notebook", name=name, why=N_("nested too deep")) from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise SetAside("broken-notebook", name=name, why=N_("it is damaged, or breaks off")) from None
    except Exception:  # nbformat lets many kinds through; each means the same: not a notebook
        raise SetAside("broken-notebook", name=name, why=N_("it does not have the form of a notebook")) from None
    if len(notebook.cells) > MAX_CELLS:
        raise SetAside("broken-notebook", name=name, why=N_("it has thousands of cells"))
    return notebook


def _check_shape(cell: NotebookNode) -> None:
    if cell.cell_type not in ("code", "markdown", "raw") or not isinstance(cell.source, str):
        raise ValueError("a cell of an unknown kind")
    if not isinstance(cell.metadata, dict):
        raise ValueError("a cell without metadata")
    cell.source.encode()  # a lone surrogate cannot be written to any page


def repair(notebook: NotebookNode, source: NotebookSource) -> tuple[Note, ...]:
    """Mend the notebook in place; return what was mended."""
    notes: list[Note] = []
    notebook.metadata = nbformat.from_dict(source.metadata)
    seen: set[str] = set()
    for cell in reversed(notebook.cells):
        _clear(cell)
        said = cell.metadata.pop("nbgrader", None)
        cell.metadata = NotebookNode()
        name = said.get("grade_id") if isinstance(said, dict) else None
        if not isinstance(name, str):
            continue
        known = source.cell(name)
        if known is None:
            notes.append(Note("unknown-cell", {"cell": name[:80]}))
        elif name in seen:
            notes.append(Note("duplicate", {"cell": name}))
        else:
            seen.add(name)
            notes += _mend(cell, said, known)
    notes.reverse()
    return (*notes, *_put_back(notebook, source, seen))


def _clear(cell: NotebookNode) -> None:
    if cell.cell_type == "code":
        cell.outputs = []
        cell.execution_count = None


def _mend(cell: NotebookNode, said: dict[str, object], known: SourceCell) -> list[Note]:
    notes = []
    right = known.settings()
    if any(said.get(key, False) != right[key] for key in ("grade", "solution", "locked")) or (
        known.grade and said.get("points") != known.points
    ):
        notes.append(Note("points-restored", {"cell": known.name}))
    if cell.cell_type != known.cell_type or (known.locked and cell.source not in (known.source, known.visible)):
        notes.append(Note("restored", {"cell": known.name}))
    _set_type(cell, known.cell_type)
    if known.locked:
        cell.source = known.source
    cell.metadata = nbformat.from_dict(known.metadata())
    return notes


def _set_type(cell: NotebookNode, cell_type: str) -> None:
    cell.cell_type = cell_type
    if cell_type == "code":
        cell.outputs = []
        cell.execution_count = None
        cell.pop("attachments", None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _put_back(notebook: NotebookNode, source: NotebookSource, seen: set[str]) -> list[Note]:
    """Put each missing graded or locked cell behind the nearest known cell that stands before it in the source."""
    notes = []
    earlier: list[str] = []
    for known in source.cells:
        if known.name not in seen and (known.grade or known.locked or known.task):
            notebook.cells.insert(_behind(notebook, earlier), _new_cell(known))
            notes.append(Note("missing-cell", {"cell": known.name}))
        earlier.append(known.name)
    return notes


def _behind(notebook: NotebookNode, earlier: list[str]) -> int:
    position = 0
    for index, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade_id") in earlier:
            position = index + 1
    return position


def new_cell(cell_type: str, source: str) -> NotebookNode:
    """A fresh cell of a notebook."""
    made: NotebookNode = (
        nbformat.v4.new_code_cell(source) if cell_type == "code" else nbformat.v4.new_markdown_cell(source)
    )
    return made


def _new_cell(known: SourceCell) -> NotebookNode:
    cell = new_cell(known.cell_type, known.source)
    cell.id = f"restored-{known.checksum[:16]}"
    cell.metadata = nbformat.from_dict(known.metadata())
    return cell
