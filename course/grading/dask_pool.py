"""The pool's other home: a Dask cluster. Each of its workers marks one submission at a time, behind its own sandbox.

The course has to be installed on every machine, in the same version; jobs and results travel by value, so the machines
need no folder in common. Only the machine that grades writes the gradebook. Of a sealed assignment's key a job brings
what its own learner's work is marked with, never the key.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Any

from dask.distributed import Client, wait
from distributed.scheduler import KilledWorker

import course
from course.grading import wire
from course.grading.outcome import Result, Row
from course.grading.pool import ClusterError, LocalPool
from course.grading.refusal import Refusal
from course.grading.submission import Job, Plan
from course.locale import N_

ANSWER = "20s"  # that a scheduler is given to answer
LOOK = 2.0  # seconds between two looks at whether anybody is still there
PATIENCE = 30.0  # seconds without any worker: one that was ended may be started again
NO_SCHEDULER = N_("No Dask scheduler answers at {address} ({why}). Start: dask scheduler")
NO_WORKERS = N_("The scheduler at {address} has no workers. Start: dask worker {address} --nthreads 1")
OTHER_VERSION = N_("The workers need version {version} of the course; found: {found}.")
LOST = N_(
    "The cluster at {address} was lost while it was marking ({why}). What was marked until then is kept. Start the "
    "scheduler and its workers again, then run the same command again: it goes on where it stopped."
)
GONE = N_("all its workers have ended, or the scheduler has")
WAITING = 2  # submissions per worker that are under way at once


@dataclass(frozen=True)
class _Here:
    """What one worker process of the cluster keeps between submissions."""

    pool: LocalPool
    key: str
    lock: threading.Lock


_here: list[_Here] = []
_starting = threading.Lock()


def mark_here(plan: Plan, job: Job, sandboxed: bool) -> Result | Refusal:
    """Runs in a worker of the cluster: mark one submission with that worker's own local pool."""
    key = f"{plan.assignment.name} {plan.assignment.fingerprint} {plan.timeout} {sandboxed} {hash(plan.classmates)}"
    try:
        with _starting:
            if not _here or _here[0].key != key:
                for old in _here:
                    with old.lock:
                        old.pool.close()
                _here.clear()
                _here.append(_Here(LocalPool(plan, jobs=1, sandboxed=sandboxed), key, threading.Lock()))
            here = _here[0]
        with here.lock:
            return next(here.pool.run(iter([job])))
    except Refusal as refusal:  # no sandbox on that machine: as a value, because it is no accident to be tried again
        return refusal


def _version() -> str:
    return course.__version__


class DaskPool:
    """Marks on a cluster. Raises ClusterError if nobody is there or a worker has another version of the course."""

    def __init__(self, plan: Plan, address: str, jobs: int = 0, sandboxed: bool = True) -> None:
        self._address = address
        try:
            self._client = Client(address, timeout=ANSWER)
        except (OSError, ValueError) as problem:
            raise ClusterError(NO_SCHEDULER, address=address, why=problem) from None
        workers = self._workers()
        versions = self._client.run(_version, on_error="return")
        wrong = {where: found for where, found in versions.items() if found != course.__version__}
        if not workers or wrong:
            self._client.close()
            if wrong:
                raise ClusterError(OTHER_VERSION, version=course.__version__, found=wrong)
            raise ClusterError(NO_WORKERS, address=address)
        self._plan = self._client.scatter(plan, broadcast=True)
        self._sandboxed = sandboxed
        self._most = jobs or WAITING * len(workers)

    def run(self, jobs: Iterable[Job]) -> Iterator[Result]:
        """Mark all jobs; a worker that dies costs its submissions a second try elsewhere.

        Raises ClusterError when the scheduler or all workers are gone, and what a worker refuses to do.
        """
        waiting = iter(jobs)
        running: dict[Any, Job] = {}
        more = True
        while more or running:
            while more and len(running) < self._most:
                job = next(waiting, None)
                more = job is not None
                if job is not None:
                    running[self._submit(job)] = job
            for future in self._finished(running) if running else ():
                yield self._result(future, running.pop(future))
                future.release()

    def _submit(self, job: Job) -> Any:
        return self._client.submit(mark_here, self._plan, job, self._sandboxed, pure=False, retries=1)

    def _finished(self, running: Iterable[Any]) -> set[Any]:
        """At least one future that has come to its end."""
        seen = wire.now()
        while True:
            try:
                done: set[Any] = wait(list(running), timeout=LOOK, return_when="FIRST_COMPLETED").done
                return done
            except CancelledError:
                raise self._lost(Refusal(GONE)) from None  # with the last worker, also what all jobs need
            except TimeoutError:
                seen = wire.now() if self._workers() else seen
            if wire.now() - seen > PATIENCE:
                raise self._lost(Refusal(GONE))

    def _workers(self) -> Any:
        try:
            return self._client.scheduler_info(n_workers=-1)["workers"]
        except OSError as problem:
            raise self._lost(problem) from None

    def _lost(self, why: object) -> ClusterError:
        return ClusterError(LOST, address=self._address, why=why)

    def _result(self, future: Any, job: Job) -> Result:
        try:
            found = future.result()
        except KilledWorker:
            row = Row(job.student, "set aside", job.fingerprint, reason="killed", facts={"why": N_("on the cluster")})
            return Result(row)
        except Exception as problem:  # Dask has many kinds for the same: neither result nor worker is to be had
            raise self._lost(f"{type(problem).__name__}: {problem}"[:200]) from None
        if isinstance(found, Refusal):
            raise found
        result: Result = found
        return result

    def close(self) -> None:
        self._client.close()
