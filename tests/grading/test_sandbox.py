"""The sandbox by itself: its command line, and a limit that no attack reaches in its time. What it withstands is in
test_attacks.py."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading import sandbox, wire
from course.grading.learner import LearnerLink
from course.grading.namespaces import Bounds
from course.grading.outcome import SetAside


def test_a_course_that_lies_below_tmp_is_not_covered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    walls = sandbox._walls()
    empty = next(at for at, word in enumerate(walls) if word == "--tmpfs" and walls[at + 1] == "/tmp")
    assert empty < walls.index(str(tmp_path.resolve()))


def test_nothing_of_the_house_but_python_and_the_course_is_within_reach() -> None:
    walls = sandbox._walls()
    shown = [Path(walls[at + 1]) for at, word in enumerate(walls) if word.startswith("--ro-bind")]
    house = Path(sandbox.course.__file__).parent.parent
    assert house / "course" in shown
    assert house not in shown
    assert not any((house / hidden).is_relative_to(path) for hidden in ("source", "gradebook.db") for path in shown)


@pytest.fixture
def worker() -> Iterator[LearnerLink]:
    """A worker that may use one second of the processor, and that is waited for much longer."""
    workers = sandbox.start_workers([], Bounds(cpu=1), 10_000)
    try:
        assert workers.wait_until_ready(120)
        ours, theirs = socket.socketpair()
        with theirs:
            workers.fork(theirs)
        with ours:
            link = LearnerLink(ours, wire.now() + 30, 30)
            link.where = "in a cell"
            yield link
    finally:
        workers.close()


@pytest.mark.tool("bwrap")
def test_a_worker_that_has_used_up_its_time_of_the_processor_is_ended(worker: LearnerLink) -> None:
    """Several threads use it up before the wall clock is over; here there is one, and much time on the wall."""
    with pytest.raises(SetAside) as ended:
        worker.run("import time\nwhile time.process_time() < 5:\n    pass")
    assert ended.value.reason == "crashed"


@pytest.mark.tool("bwrap")
def test_a_worker_that_only_waits_is_not_ended(worker: LearnerLink) -> None:
    outputs, _ = worker.run("import time\ntime.sleep(1.5)\nprint('awake')")
    assert [output["text"] for output in outputs] == ["awake\n"]
