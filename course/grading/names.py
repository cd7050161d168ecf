"""Who supplies a name that a test reads: whoever binds it last, before the test, in the instructor's own notebook.

The instructor's functions, classes, imports and constants come from the instructor's cells, so a learner cannot replace
them; everything else is the learner's and is fetched as plain data. All of it is read off the instructor's notebook
before any submission is opened.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager

from course.grading.assignment import InstructorCell, NotebookSource, SourceCell

_LOOKING_AROUND = {"globals", "locals", "vars", "dir"}


@dataclass(frozen=True)
class PlannedCell:
    """A test cell made ready: its code, and which names to fetch from the learner before it runs."""

    name: str
    code: str
    hidden_lines: tuple[int, ...]
    fetch: tuple[str, ...]
    hand_on: tuple[str, ...]  # names it binds that the learner's later cells read


@dataclass(frozen=True)
class VerdictPlan:
    """For one notebook: what the verdict runs of the instructor's own cells, and each code test cell by its name."""

    prelude: dict[str, str]  # a locked cell's name -> its imports, functions, classes and constants
    imports: tuple[str, ...]  # imports of unlocked cells: a test gets ours, if the learner has anything of that name
    modules: tuple[str, ...]  # what to import before the fork
    tests: dict[str, PlannedCell]


def plain_python(source: str) -> str:
    """The cell as Python: magics and shell lines turned into calls, as IPython does."""
    return TransformerManager().transform_cell(source)


def plan_tests(notebook: NotebookSource, skip: frozenset[str]) -> VerdictPlan:
    """The plan for all code test cells but those in `skip` (they are marked from their answer files)."""
    planner = _Planner(notebook)
    for cell, tree in planner.parsed:
        known = notebook.cell(cell.name)
        if known and known.grade and not known.solution:
            planner.test(known, tree, wanted=cell.name not in skip)
        elif known and known.locked:
            planner.locked(known, tree)
        else:
            planner.unlocked(tree)
    modules = {name for _, tree in planner.parsed for name in _modules(tree)}
    return VerdictPlan(planner.prelude, tuple(planner.imports), tuple(sorted(modules)), planner.tests)


class _Planner:
    """Walks the instructor's notebook once, from top to bottom."""

    def __init__(self, notebook: NotebookSource) -> None:
        self.parsed = [(cell, _parse(cell.source)) for cell in notebook.instructor if cell.cell_type == "code"]
        unlocked = [tree for cell, tree in self.parsed if not _is_locked(cell, notebook)]
        self.rebound = {name for tree in unlocked for name in _bound(tree)}
        self.prelude: dict[str, str] = {}
        self.imports: list[str] = []
        self.tests: dict[str, PlannedCell] = {}
        self.ours: dict[str, set[str]] = {}  # our name -> the names that it reads itself
        self.theirs: set[str] = set()
        self.done = 0

    def test(self, known: SourceCell, tree: ast.Module, wanted: bool) -> None:
        later = {name for _, other in self.parsed[self.done + 1 :] for name in _read(other)}
        if wanted:
            self.tests[known.name] = PlannedCell(
                name=known.name,
                code=plain_python(known.source),
                hidden_lines=known.hidden_lines,
                fetch=tuple(sorted(self._to_fetch(tree))),
                hand_on=tuple(sorted(_bound(_parse(known.visible)) & later)),
            )
        self._take(tree.body)

    def locked(self, known: SourceCell, tree: ast.Module) -> None:
        kept = [node for node in tree.body if _is_fixed(node, self.rebound)]
        self.prelude[known.name] = ast.unparse(ast.Module(kept, []))
        self._leave(tree)
        self._take(kept)
        self.done -= 1  # one cell, not two

    def unlocked(self, tree: ast.Module) -> None:
        self.imports += [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        self._leave(tree)

    def _take(self, nodes: list[ast.stmt]) -> None:
        for node in nodes:
            part = ast.Module([node], [])
            reads = _read(part) if isinstance(node, ast.FunctionDef | ast.ClassDef) else set()
            self.ours |= dict.fromkeys(_bound(part), reads)
            self.theirs -= _bound(part)
        self.done += 1

    def _leave(self, tree: ast.Module) -> None:
        self.theirs |= _bound(tree)
        for name in _bound(tree):
            self.ours.pop(name, None)
        self.done += 1

    def _to_fetch(self, tree: ast.Module) -> set[str]:
        """What the test reads, itself or through our own functions, that is not ours."""
        wanted = _read(tree)
        if wanted & _LOOKING_AROUND:
            wanted |= {text for text in _strings(tree) if text.isidentifier()}
        todo = list(wanted)
        while todo:
            for name in self.ours.get(todo.pop(), set()) - wanted:
                wanted.add(name)
                todo.append(name)
        return {name for name in wanted - self.ours.keys() if name in self.theirs or not hasattr(builtins, name)}


def _is_locked(cell: InstructorCell, notebook: NotebookSource) -> bool:
    known = notebook.cell(cell.name)
    return bool(known and known.locked)


def _is_fixed(node: ast.stmt, rebound: set[str]) -> bool:
    """An import, a definition, or a constant that the instructor's own solution leaves alone."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef):
        return True
    if not isinstance(node, ast.Assign) or not all(isinstance(target, ast.Name) for target in node.targets):
        return False
    try:
        value = ast.literal_eval(node.value)
    except ValueError:
        return False
    return not isinstance(value, list | dict | set) and not _bound(ast.Module([node], [])) & rebound


def _parse(source: str) -> ast.Module:
    try:
        return ast.parse(plain_python(source))
    except SyntaxError:
        return ast.Module([], [])


def _bound(tree: ast.Module) -> set[str]:
    """Names that the cell binds at its top level (also inside its ifs and loops)."""
    found: set[str] = set()
    for node in _top_level(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found


def _top_level(node: ast.AST) -> list[ast.AST]:
    """All nodes beneath `node` that run in the cell's own scope."""
    found: list[ast.AST] = []
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    for child in ast.iter_child_nodes(node):
        found.append(child)
        if not isinstance(child, inner):
            found += _top_level(child)
    return found


def _read(tree: ast.Module) -> set[str]:
    """Global names that the cell reads before it has certainly bound them itself."""
    found: set[str] = set()
    own: set[str] = set()
    for node in tree.body:
        found |= _read_by(node) - own
        if isinstance(node, _CERTAIN):
            own |= _bound(ast.Module([node], []))
    return found


_CERTAIN = (ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.With)


def _read_by(node: ast.stmt) -> set[str]:
    """Global names that one statement reads, in whatever scope; not its own locals, parameters or loop names."""
    top = symtable.symtable(ast.unparse(node), "cell", "exec")
    found = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_referenced()}
    todo = list(top.get_children())
    while todo:
        table = todo.pop()
        todo += table.get_children()
        found |= {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global() and symbol.is_referenced()}
    targets = [part.target for part in ast.walk(node) if isinstance(part, ast.AugAssign)]
    found |= {target.id for target in targets if isinstance(target, ast.Name)}
    if isinstance(node, ast.For | ast.With):
        places = [node.target] if isinstance(node, ast.For) else [item.optional_vars for item in node.items]
        first = {part.id for place in places if place for part in ast.walk(place) if isinstance(part, ast.Name)}
        return found - first
    return found


def _strings(tree: ast.Module) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _modules(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found
