"""Where submissions are marked: a pool has one method, and this one has its home in local processes.

`run` takes jobs as they are ready and yields results as they come, in any order. A marker that dies costs one
submission,
never the run. The other home is `dask_pool.py`.
"""

from __future__ import annotations

import json
import os
import pickle
import selectors
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import course
from course.grading import wire
from course.grading.disk import working_folder
from course.grading.namespaces import Bounds
from course.grading.outcome import Note, Result, Row
from course.grading.refusal import Refusal
from course.grading.sandbox import NoSandboxError, check_sandbox, start_workers
from course.grading.submission import Job, Plan
from course.grading.warm import WarmProcess
from course.locale import N_

START = 180  # seconds for the imports, on a busy machine
TRIES = 3  # to start what runs a submission, before its own code has run
MAX_OUTPUT = 1_000_000  # bytes shown by all cells of one submission
ALWAYS = ["course.grading.marking", "IPython.core.formatters"]


NOT_STARTED = N_("A process that marks did not start. Its message stands above.")


class ClusterError(Refusal):
    """The cluster cannot be used. The text says what to do."""


class Pool(Protocol):
    """One small interface, several homes."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Result]: ...

    def close(self) -> None: ...


@dataclass
class _Running:
    job: Job
    line: socket.socket
    started: float
    workers: WarmProcess | None  # that its worker was forked from
    received: bytearray = field(default_factory=bytearray)


class LocalPool:
    """As many submissions at once as there are cores. Raises NoSandboxError or DiskFailed before anything is marked."""

    def __init__(self, plan: Plan, jobs: int = 0, sandboxed: bool = True) -> None:
        working_folder().rmdir()  # without room for a submission there is no need to begin
        self.plan = plan
        self.slots = jobs or len(os.sched_getaffinity(0))
        self._sandboxed = sandboxed
        self._plan_bytes = pickle.dumps(plan)
        if plan.runs_code and sandboxed:
            check_sandbox()
        self._workers = self._start_workers() if plan.runs_code else None
        self._markers = self._start_markers()  # both import at the same time
        for warm in filter(None, (self._workers, self._markers)):
            if not warm.wait_until_ready(START):
                self._markers.close()
                raise NoSandboxError(NOT_STARTED)
        self._retried: set[str] = set()
        self._lost: dict[str, list[str]] = {}  # student -> why its worker had to be started again, each time
        self._selector = selectors.DefaultSelector()

    def _start_workers(self) -> WarmProcess:
        bounds = Bounds(cpu=int(self.plan.timeout) + 1)
        return start_workers(self.plan.modules, bounds, MAX_OUTPUT, self._sandboxed)

    def _start_markers(self) -> WarmProcess:
        modules = ALWAYS + (["course.grading.running", *self.plan.modules] if self.plan.runs_code else [])
        if any(self.plan.files.values()):
            modules += ["course.tasks.handing_in", "course.units"]
        one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        package = str(Path(course.__file__).parent.parent)
        env = os.environ | one_thread | {"PYTHONPATH": package, "MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-P", "-m", "course.grading.marking", json.dumps(modules)]
        return WarmProcess(command, env, given=self._plan_bytes)

    def run(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Mark all jobs; never more of them in memory than there are slots."""
        waiting = iter(jobs)
        again: list[Job] = []
        running = 0
        more = True
        while more or running or again:
            while running < self.slots and (again or more):
                job = again.pop() if again else next(waiting, None)
                if job is None:
                    more = False
                    continue
                self._start(job)
                running += 1
            for result in self._finished() if running else ():
                running -= 1
                if isinstance(result, Job):
                    again.append(result)
                else:
                    yield result

    def _start(self, job: Job) -> None:
        ours, theirs = socket.socketpair()
        lines = [theirs]
        if self._workers is not None:
            to_worker, for_worker = socket.socketpair()
            self._workers = self._forked(self._workers, self._start_workers, for_worker)
            lines.append(to_worker)
        self._markers = self._forked(self._markers, self._start_markers, *lines)
        for line in lines:
            line.close()
        running = _Running(job, ours, wire.now(), self._workers)
        wire.send(ours, pickle.dumps(job))
        ours.setblocking(False)
        self._selector.register(ours, selectors.EVENT_READ, running)

    @staticmethod
    def _forked(warm: WarmProcess, start: Callable[[], WarmProcess], *lines: socket.socket) -> WarmProcess:
        """Fork; if the warm process itself was ended by the system, start another one first."""
        try:
            if warm.process.poll() is not None:
                raise ChildProcessError("it has ended")
            warm.fork(*lines)
        except OSError:
            warm.close()
            warm = start()
            if not warm.wait_until_ready(START):
                raise NoSandboxError(NOT_STARTED) from None
            warm.fork(*lines)
        return warm

    def _finished(self) -> Iterator[Result | Job]:
        """Results that have arrived; a Job for a submission whose marker was killed for the first time."""
        for key, _ in self._selector.select():
            running: _Running = key.data
            try:
                part = running.line.recv(1 << 20)
            except OSError:
                part = b""
            if part:
                running.received += part
                continue
            self._selector.unregister(running.line)
            running.line.close()
            yield self._outcome(running)

    def _outcome(self, running: _Running) -> Result | Job:
        if len(running.received) > 4:
            result: Result | Refusal = pickle.loads(running.received[4:])
            if isinstance(result, Refusal):
                raise result
            return running.job if self._lost_its_worker(running, result.row) else self._with_history(result)
        job, seconds = running.job, wire.now() - running.started
        late = seconds > self.plan.timeout
        if not late and job.student not in self._retried:
            self._retried.add(job.student)
            return job
        reason = "timed-out" if late else "killed"
        facts = {"limit": f"{self.plan.timeout:g}"} if late else {"why": N_("twice")}
        row = Row(job.student, "set aside", job.fingerprint, reason=reason, facts=facts)
        return Result(replace(row, seconds=round(seconds, 3)))

    def _lost_its_worker(self, running: _Running, row: Row) -> bool:
        """Whether it ended through no fault of its own, and may start again: before any of its code ran, or with the
        process that its worker came from."""
        if row.reason not in ("crashed", "not-started"):
            return False
        lost = self._lost.setdefault(row.student, [])
        ended = running.workers is not None and running.workers.has_ended()
        if row.reason == "not-started":
            lost.append(N_("before the first cell"))
        elif ended:
            lost.append(N_("all programs were ended"))
        else:
            return False
        return len(lost) < TRIES

    def _with_history(self, result: Result) -> Result:
        """What happened before is told: in the reason if it never started, else in notes."""
        lost = self._lost.pop(result.row.student, [])
        if result.row.reason == "not-started":
            return replace(result, row=replace(result.row, facts={"tries": str(len(lost))}))
        notes = tuple(Note("started-again", {"why": why}) for why in dict.fromkeys(lost))
        return replace(result, row=replace(result.row, notes=result.row.notes + notes))

    def close(self) -> None:
        self._selector.close()
        self._markers.close()
        if self._workers is not None:
            self._workers.close()
