"""A disk that is full or failing is nobody's mistake: it ends the run and is told, and never turns into points."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.grading.refusal import Refusal
from course.locale import N_

FAILURES = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS}
NOT_TO_BE_HAD = {errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST}  # no disk has room for such a name
FAILED = N_(
    "Marking needs room in {folder} for a moment, and could not write there ({why}). What was marked until then is "
    "kept. Make room, or name another folder with TMPDIR, then run the same command again: it goes on where it stopped."
)


class DiskFailed(Refusal):
    """Nothing can be marked on this disk as it is. The text says where, and what to do."""

    @classmethod
    def at(cls, folder: Path, problem: OSError) -> DiskFailed:
        return cls(FAILED, folder=folder, why=problem.strerror or problem)


def working_folder() -> Path:
    """A new folder for one submission. Raises DiskFailed."""
    try:
        return Path(tempfile.mkdtemp(prefix="backoffice-marking-"))
    except OSError as problem:
        raise DiskFailed.at(Path(os.environ.get("TMPDIR") or "/tmp"), problem) from None


def failure_of_disk(problem: BaseException | None) -> OSError | None:
    """The failure of the disk that an error comes from, if it does."""
    while problem is not None:
        if isinstance(problem, OSError) and problem.errno in FAILURES:
            return problem
        problem = problem.__cause__ or problem.__context__
    return None


@contextmanager
def only_the_disk_counts() -> Iterator[None]:
    """What fails in here shows elsewhere, unless it is the disk."""
    try:
        yield
    except Exception as problem:
        if failure_of_disk(problem):
            raise


@contextmanager
def whatever_name_it_has() -> Iterator[None]:
    """A learner may have thought of a name that cannot be had; then there is no such file."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in NOT_TO_BE_HAD:
            raise
