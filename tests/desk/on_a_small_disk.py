"""Run in a mount namespace of its own: a desk of every kind on a disk that is full, and on one that is read-only.

`python -m tests.desk.on_a_small_disk FOLDER` prints as JSON, by kind, what each step came to.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from course.desk.widget import Desk
from tests.desk.grid import values
from tests.desk.hand_made import HandMadeWork
from tests.desk.sheet_work import SheetWork
from tests.desk.test_widget import Talk

Message = Mapping[str, Any]


def cell(text: str) -> Message:
    return {"cells": [[2, 2, text]]}


def field(key: str, *answers: Any) -> list[Message]:
    return [{"values": {key: answer}} for answer in answers]


def sheet(_folder: Path) -> SheetWork:
    return SheetWork()  # it lies in the working folder


STEPS = ["open", "file"]
WORK: dict[str, tuple[Callable[[Path], Any], list[Message]]] = {
    "form": (lambda folder: HandMadeWork("form", folder), field("why", "one", "two", "three")),
    "quiz": (lambda folder: HandMadeWork("quiz", folder), field("e1-type", "asset", "income", "expense")),
    "match": (lambda folder: HandMadeWork("match", folder), field("duty-1", "front", "back", "front")),
    "order": (lambda folder: HandMadeWork("order", folder), field("post", STEPS, STEPS[::-1], STEPS)),
    "journal": (sheet, [cell("one"), cell("two"), cell("three")]),
}


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """Nothing fits any more: another program's file takes all there is."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    yield
    filler.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)


def content(path: Path) -> Any:
    if path.suffix == ".json":
        return json.loads(path.read_text(encoding="utf-8"))["answers"]
    return values(path)["B2"]


class OnDisk(Talk):
    """A desk, and a browser's side of the line, for work that is made already."""

    def __init__(self, work: Any) -> None:
        self.work, self.sent, self.number = work, [], 0
        self.desk = Desk(None, "en", work=work)
        setattr(self.desk, "send", self.sent.append)  # noqa: B010 - instead of the line to a browser

    def step(self, folder: Path, op: str, edit: Message | None = None) -> dict[str, Any]:
        """What the learner is told, what is in the file, and what else lies in the folder."""
        told = self.say(op, **edit or {})
        path = folder / self.work.handout.answer_file
        beside = sorted({one.name for one in folder.iterdir()} - {"filler", path.name})
        return {"saved": told["saved"], "told": told.get("error", ""), "file": content(path), "beside": beside}


def main(folder: Path) -> dict[str, list[dict[str, Any]]]:
    told: dict[str, list[dict[str, Any]]] = {}
    for kind, (make, (first, second, third)) in WORK.items():
        place = folder / kind
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "none", str(place)], check=True)
        os.chdir(place)
        talk = OnDisk(make(place))
        steps = told[kind] = [talk.step(place, "set", first)]
        with full(place):
            steps.append(talk.step(place, "set", second))
        steps.append(talk.step(place, "save"))
        with read_only(place):
            steps.append(talk.step(place, "set", third))
        steps.append(talk.step(place, "save"))
        os.chdir("/")
    return told


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
