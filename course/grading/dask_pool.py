"""The pool's other home: a Dask cluster. Each of its workers marks one submission at a time, behind its own sandbox.

The course has to be installed on every machine, in the same version; jobs and results travel by value, so the machines
need no folder in common. Only the machine that grades writes the gradebook.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dask.distributed import Client, as_completed
from distributed.scheduler import KilledWorker

import course
from course.grading.outcome import Result, Row
from course.grading.pool import ClusterError, LocalPool
from course.grading.submission import Job, Plan
from course.locale import N_

ANSWER = "20s"  # that a scheduler is given to answer
NO_SCHEDULER = N_("No Dask scheduler answers at {address} ({why}). Start: dask scheduler")
NO_WORKERS = N_("The scheduler at {address} has no workers. Start: dask worker {address} --nthreads 1")
OTHER_VERSION = N_("The workers need version {version} of the course; found: {found}.")
WAITING = 2  # submissions per worker that are under way at once


@dataclass(frozen=True)
class _Here:
    """What one worker process of the cluster keeps between submissions."""

    pool: LocalPool
    key: str
    lock: threading.Lock


_here: list[_Here] = []
_starting = threading.Lock()


def mark_here(plan: Plan, job: Job, sandboxed: bool) -> Result:
    """Runs in a worker of the cluster: mark one submission with that worker's own local pool."""
    key = f"{plan.assignment.name} {plan.assignment.fingerprint} {plan.timeout} {sandboxed}"
    with _starting:
        if not _here or _here[0].key != key:
            for old in _here:
                with old.lock:
                    old.pool.close()
            _here[:] = [_Here(LocalPool(plan, jobs=1, sandboxed=sandboxed), key, threading.Lock())]
        here = _here[0]
    with here.lock:
        return next(here.pool.run(iter([job])))


def _version() -> str:
    return course.__version__


class DaskPool:
    """Marks on a cluster. Raises ClusterError if nobody is there or a worker has another version of the course."""

    def __init__(self, plan: Plan, address: str, jobs: int = 0, sandboxed: bool = True) -> None:
        try:
            self._client = Client(address, timeout=ANSWER)
        except OSError as problem:
            raise ClusterError(NO_SCHEDULER, address=address, why=problem) from None
        workers = self._client.scheduler_info(n_workers=-1)["workers"]
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
        """Mark all jobs; a worker that dies costs its submissions a second try elsewhere."""
        waiting = iter(jobs)
        known: dict[Any, Job] = {}
        running = as_completed(with_results=False)
        for job in waiting:
            known[self._add(running, job)] = job
            if len(known) >= self._most:
                break
        for future in running:
            job = known.pop(future)
            yield self._result(future, job)
            future.release()
            following = next(waiting, None)
            if following is not None:
                known[self._add(running, following)] = following

    def _add(self, running: as_completed, job: Job) -> Any:
        future: Any = self._client.submit(mark_here, self._plan, job, self._sandboxed, pure=False, retries=1)
        running.add(future)
        return future

    @staticmethod
    def _result(future: Any, job: Job) -> Result:
        try:
            result: Result = future.result()
            return result
        except KilledWorker:
            row = Row(job.student, "set aside", job.fingerprint, reason="killed", facts={"why": "on the cluster"})
            return Result(row)

    def close(self) -> None:
        self._client.close()
