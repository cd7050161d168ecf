"""The warm process of markers: reads the plan and imports what marking needs once, then forks for each submission.

Started as `python -m course.grading.marking`. Each fork gets a line to the pool (a job comes in, a result goes out)
and, where code has to run, a line to the submission's worker.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import pickle
import resource
import signal
import socket
import sys
import warnings

sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # jsonschema would build its grammar for a second, unused

import nbformat.validator  # noqa: E402 - the line above first

from course.grading import warm, wire  # noqa: E402
from course.grading.marker import rehearse  # noqa: E402
from course.grading.submission import Job, Plan, grade_submission  # noqa: E402
from course.grading.worker import warm_up  # noqa: E402

GRACE = 5  # seconds beyond the limit before the system ends a marker that hangs
MEMORY = 3 * 1024**3


def main() -> None:
    """argv: names of modules as JSON, the number of the control line. The plan comes from the pool, as its input."""
    plan: Plan = pickle.load(sys.stdin.buffer)  # the pool is ours, so pickle is safe between us
    for module in json.loads(sys.argv[1]):
        with contextlib.suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module(module)
    warm_up()
    _compile_formats()
    rehearse(task for cells in plan.files.values() for task in cells.values())
    warm.serve(int(sys.argv[2]), lambda lines: _mark(plan, lines))


def _compile_formats() -> None:
    """The checks of a notebook's format, which nbformat compiles when it first meets a format."""
    for minor in (4, 5):  # older ones are rare, and are compiled when they come
        nbformat.validator.get_validator(4, minor)


def _mark(plan: Plan, lines: list[socket.socket]) -> None:
    """Take one job from the first line and send its result back."""
    job: Job = pickle.loads(wire.receive(lines[0]))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(int(plan.timeout) + GRACE)  # also ends a loop in compiled code
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    result = grade_submission(plan, job, lines[1] if len(lines) > 1 else None)
    lines[0].settimeout(None)
    wire.send(lines[0], pickle.dumps(result))


if __name__ == "__main__":
    main()
