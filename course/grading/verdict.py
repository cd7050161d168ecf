"""The verdict: the instructor's tests, run where no learner's code has ever run.

A test cell sees the instructor's own functions and imports, and the learner's names as plain data. What it shows
goes into
the notebook as nbgrader expects it; of a hidden test only whether it passed, and words the instructor wrote for that.
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import traceback
import warnings
from pathlib import Path
from typing import Any

from IPython.core.formatters import DisplayFormatter

from course.grading.disk import failure_of_disk, only_the_disk_counts, whatever_name_it_has
from course.grading.learner import LearnerLink, NotPlain
from course.grading.names import PlannedCell, VerdictPlan
from course.grading.outcome import SetAside

MAX_SHOWN = 20_000


class Verdict:
    """Runs one notebook's test cells, in order, against one learner."""

    def __init__(self, plan: VerdictPlan, link: LearnerLink, folder: Path, given: frozenset[str]) -> None:
        self.plan = plan
        self.given = given  # the instructor's own files, which the tests see as they were given
        self.link = link
        self.folder = folder
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.imported: dict[str, Any] = {}
        for line in plan.imports:
            with contextlib.suppress(Exception):  # what cannot be imported is missing in the tests as well
                exec(line, self.imported)
        self.imported.pop("__builtins__", None)
        self.not_plain: list[tuple[str, str, str]] = []  # cell, name, kind

    def prelude(self, cell: str) -> None:
        """Take over the imports, functions and constants of one of the instructor's locked cells."""
        code = self.plan.prelude.get(cell, "")
        with only_the_disk_counts(), _quiet():  # any other failure shows in the test that needs it
            exec(code, self.names)

    def run(self, cell: PlannedCell) -> list[dict[str, Any]]:
        """The outputs of the test cell, by which nbgrader determines the grade."""
        self._take_from_learner(cell)
        self.link.where = f"in {cell.name}"
        self.link.wrote_stderr = False
        outputs = _Run(cell, self.names).outputs()
        if self.link.wrote_stderr:
            # in front: nbgrader goes by the first output that says anything
            outputs.insert(0, _stream("stderr", "The code wrote to its error output while it was tested.\n"))
        self.link.hand_on({name: self.names[name] for name in cell.hand_on if name in self.names})
        return outputs

    def _take_from_learner(self, cell: PlannedCell) -> None:
        found = self.link.fetch(cell.fetch)
        for name in cell.fetch:
            self.names.pop(name, None)
        for name, value in found.items():
            self.names[name] = self.imported.get(name, value)
            if isinstance(self.names[name], NotPlain):
                self.not_plain.append((cell.name, name, value._kind))
        for path, content in self.link.new_files().items():
            if path not in self.given:
                with whatever_name_it_has():
                    place = self.folder / path
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(content)


class _Run:
    """One run of one test cell: statement by statement, so that each output has a line and is shown or hidden."""

    def __init__(self, cell: PlannedCell, names: dict[str, Any]) -> None:
        self.cell = cell
        self.names = names
        self.file = f"<{cell.name}>"
        self.found: list[dict[str, Any]] = []

    def outputs(self) -> list[dict[str, Any]]:
        try:
            tree = ast.parse(self.cell.code, self.file)
        except SyntaxError as problem:
            return [_error(type(problem).__name__, str(problem), [])]
        linecache.cache[self.file] = (len(self.cell.code), None, self.cell.code.splitlines(True), self.file)
        for position, node in enumerate(tree.body):
            last = position == len(tree.body) - 1
            if not self._statement(node, last):
                break
        return self.found

    def _statement(self, node: ast.stmt, last: bool) -> bool:
        shown = node.lineno not in self.cell.hidden_lines
        output, errors = io.StringIO(), io.StringIO()
        try:
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors), warnings.catch_warnings():
                value = self._execute(node, last)
        except SetAside:
            raise
        except Exception as problem:
            if failure_of_disk(problem):
                raise
            self.found.append(self._failure(problem, node, shown))
            return False
        except BaseException as problem:  # a test that ends the program has not passed
            self.found.append(_error(type(problem).__name__, "", []))
            return False
        if shown and output.getvalue():
            self.found.append(_stream("stdout", output.getvalue()[:MAX_SHOWN]))
        if errors.getvalue():
            text = errors.getvalue()[:MAX_SHOWN] if shown else "A hidden test wrote to its error output.\n"
            self.found.append(_stream("stderr", text))
        if value is not None:
            self.found.append(_result(value, shown))
        return True

    def _execute(self, node: ast.stmt, last: bool) -> Any:
        if last and isinstance(node, ast.Expr):
            return eval(compile(ast.Expression(node.value), self.file, "eval"), self.names)
        exec(compile(ast.Module([node], []), self.file, "exec"), self.names)
        return None

    def _failure(self, problem: Exception, node: ast.stmt, shown: bool) -> dict[str, Any]:
        kind = type(problem).__name__
        line = next((frame.lineno or 0 for frame in traceback.extract_tb(problem.__traceback__)[::-1]
                     if frame.filename == self.file), node.lineno)  # fmt: skip
        if shown and line not in self.cell.hidden_lines:
            code = self.cell.code.splitlines()[line - 1] if line else ""
            return _error(kind, str(problem)[:MAX_SHOWN], [f"----> {line} {code.strip()}"])
        return _error(kind, _own_words(node) or "A hidden test did not pass.", [])


def _own_words(node: ast.stmt) -> str:
    """The words that the instructor wrote into a hidden assert; nothing that was computed."""
    if isinstance(node, ast.Assert) and isinstance(node.msg, ast.Constant) and isinstance(node.msg.value, str):
        return node.msg.value
    return ""


def _result(value: Any, shown: bool) -> dict[str, Any]:
    """The last expression: points, a mark, or anything else. Of a hidden one only points are shown."""
    data, _ = DisplayFormatter().format(value)
    if not shown and not _is_number(data.get("text/plain")):
        data = {"text/plain": "..."}  # counts as passed, as nbgrader has it
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": None}


def _is_number(text: Any) -> bool:
    try:
        float(text)
    except (TypeError, ValueError):
        return False
    return True


def _stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def _error(kind: str, text: str, where: list[str]) -> dict[str, Any]:
    return {"output_type": "error", "ename": kind, "evalue": text, "traceback": [*where, f"{kind}: {text}"]}


@contextlib.contextmanager
def _quiet() -> Any:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield
