"""Marks thousands of malformed answer files in a process of its own, with little memory and processor time.

Prints one line of JSON: how many files there were, how they came out, and every accident. Run by `test_bad_files`;
nothing may reach stderr (a panic in the engine would, and a test cell with stderr scores 0).
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from course.locale import LANGUAGES, Language
from course.tasks.handing_in import check_answer, mark_answer
from course.tasks.task import Task
from tests.tasks import hostile
from tests.tasks.examples import CASH, DESKS, ERROR, WAY

MEMORY = 1_200_000_000  # bytes of address space, the interpreter and its libraries included
SECONDS = 120  # of processor time


def limited() -> None:
    """Nothing in this process may take more memory or processor time than this."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> None:
    limited()
    chance = random.Random(2026)
    batches: list[tuple[Task, Iterator[bytes], int]] = [
        (CASH, hostile.garbled_xlsx(chance), 1_000),
        (CASH, hostile.garbled_formulas(chance), 300),
        (ERROR, hostile.garbled_json(chance), 900),
        (DESKS, hostile.garbled_json(chance, DESKS), 300),
        (WAY, hostile.garbled_json(chance, WAY), 300),
    ]
    outcomes: Counter[str] = Counter()
    accidents: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        for task, files, count in batches:
            for number, content in enumerate(islice(files, count)):
                language, label = LANGUAGES[number % 2], f"{task.id} {number}"
                outcomes[one_file(task, content, Path(name), label, accidents, language)] += 1
    print(json.dumps({"files": sum(outcomes.values()), "outcomes": outcomes, "accidents": accidents}))


def one_file(
    task: Task, content: bytes, folder: Path, label: str, accidents: list[str], language: Language = "en"
) -> str:
    path = folder / task.answer_file
    path.write_bytes(content)
    try:
        mark = mark_answer(task, language, folder)
        check_answer(task, language, folder)
        if not 0 <= float(repr(mark)) <= task.points or not mark._repr_html_():
            accidents.append(f"{label}: {mark!r}")
        if mark.notice == "" and not mark.items:
            accidents.append(f"{label}: nothing said")
        return mark.outcome.value
    except BaseException as error:
        accidents.append(f"{label}: {type(error).__name__}: {error}")
        return "accident"


if __name__ == "__main__":
    main()
    sys.stdout.flush()
