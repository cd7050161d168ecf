"""A notebook with code: the learner's cells in the worker, the instructor's tests in the verdict, in their order."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.grading.learner import LearnerLink
from course.grading.names import VerdictPlan
from course.grading.outcome import Note
from course.grading.sanitise import clean_outputs
from course.grading.verdict import Verdict


def run_notebook(
    notebook: NotebookNode,
    plan: VerdictPlan,
    link: LearnerLink,
    files: dict[str, bytes],
    folder: Path,
    given: frozenset[str],
) -> list[Note]:
    """Fill in the outputs of every code cell. Raises SetAside if the worker is late or dies."""
    link.lay_down(files)
    verdict = Verdict(plan, link, folder, given)
    cut = False
    count = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        about = cell.metadata.get("nbgrader", {})
        name = about.get("grade_id", "")
        if name in plan.tests:
            outputs = verdict.run(plan.tests[name])
            link.check()
            cell.outputs = [nbformat.from_dict(output) for output in outputs]
            continue
        if about.get("grade") and not about.get("solution"):
            continue  # marked from its answer file
        count += 1
        link.where = f"in cell {count}"
        outputs, was_cut = link.run(cell.source)
        cut = cut or was_cut
        cell.outputs = clean_outputs(outputs)
        cell.execution_count = count
        if name in plan.prelude:
            verdict.prelude(name)
    notes = [Note("not-plain", {"cell": cell_, "name": what, "kind": kind}) for cell_, what, kind in verdict.not_plain]
    return notes + ([Note("output-cut", {"limit": "1000000"})] if cut else [])
