"""Marks the answer files that lie in the folders of a folder, in both languages, and measures what memory each takes.

In a process of its own that has made none of the files itself. Prints one line of JSON: how each came out, and by how
many bytes the process grew at most. A limit alone would not do: what ends in a MemoryError is a damaged file to us.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from course.locale import LANGUAGES
from course.tasks.handing_in import mark_answer
from course.tasks.task import Task
from tests.tasks.examples import CASH, ERROR, right_file
from tests.tasks.fuzz import limited


def main(folder: Path) -> None:
    limited()
    for task in (CASH, ERROR):
        marked(task, right_file(task, folder).parent)  # whatever is loaded once is loaded
    tasks = {task.answer_file: task for task in (CASH, ERROR)}
    answers = sorted(folder.glob("*/*"))
    print(json.dumps({path.parent.name: marked(tasks[path.name], path.parent) for path in answers}))


def marked(task: Task, folder: Path) -> tuple[list[str], int]:
    """How the file comes out in each language, and the growth meanwhile."""
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins again from here
    before = memory("VmRSS")
    outcomes = [mark_answer(task, language, folder).outcome.value for language in LANGUAGES]
    return outcomes, memory("VmHWM") - before


def memory(name: str) -> int:
    """Bytes in use now (VmRSS), or at most since the peak was begun again (VmHWM)."""
    (kilobytes,) = re.findall(rf"^{name}:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(kilobytes) * 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]))
