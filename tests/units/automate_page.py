"""A unit's optional page, run as a kernel runs it: with its solution, untouched, or with steps of a learner's own."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

from matplotlib import pyplot

from course.build.markdown import CodeBlock, read_page
from course.locale import Language

SOLUTION = re.compile(r"^ *### BEGIN SOLUTION\n(.*?)^ *### END SOLUTION\n?", flags=re.DOTALL | re.MULTILINE)


def points_earned(unit: ModuleType, language: Language, answers: dict[str, str] | None = None) -> dict[str, int]:
    """The points of each test cell that passes; `answers` replace the solution of the steps that they name."""
    earned: dict[str, int] = {}
    namespace: dict[str, object] = {"__name__": "__main__"}
    for cell in code_of(unit, language):
        source = cell.source.replace("%xmode Minimal\n", "")  # a word to IPython
        if cell.role == "solution":
            typed = (answers or {}).get(cell.id)
            source = SOLUTION.sub(lambda match, typed=typed: match[1] if typed is None else typed, source)
        try:
            exec(compile(source, cell.id or "shown", "exec"), namespace)
        except Exception:
            continue  # a kernel goes on with the next cell, too
        if cell.role == "tests":
            earned[cell.id.removesuffix("-tests")] = cell.points
    pyplot.close("all")
    return earned


def untouched(unit: ModuleType, language: Language) -> dict[str, str]:
    """The answers of somebody who has typed nothing."""
    return {cell.id: "" for cell in code_of(unit, language) if cell.role == "solution"}


def code_of(unit: ModuleType, language: Language) -> tuple[CodeBlock, ...]:
    assert unit.__file__
    return read_page(Path(unit.__file__).parent / f"automate.{language}.md").code
