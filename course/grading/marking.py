"""The warm process of markers: imports what marking needs once, then forks for each submission.

Started as `python -m course.grading.marking`. Each fork gets a line to the pool (a job comes in, a result goes out)
and, where
code has to run, a line to the submission's worker.
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

from course.grading import warm, wire
from course.grading.submission import Job, Plan, grade_submission
from course.grading.worker import warm_up

GRACE = 5  # seconds beyond the limit before the system ends a marker that hangs
MEMORY = 3 * 1024**3


def main() -> None:
    """argv: names of modules as JSON, the number of the control line."""
    for module in json.loads(sys.argv[1]):
        with contextlib.suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            importlib.import_module(module)
    warm_up()
    warm.serve(int(sys.argv[2]), _mark)


def _mark(lines: list[socket.socket]) -> None:
    """Take one job from the first line and send its result back. The pool is ours, so pickle is safe between us."""
    plan: Plan = pickle.loads(wire.receive(lines[0]))
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
