"""Taking a submission in: a copy in memory of ordinary files, and nothing else.

Everything after this works on the copy, so a link, a device, or a file that changes while it is read can do no harm.
Folders are opened by descriptor and links are never followed, even if one is swapped in during the walk.
"""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from course.grading.outcome import SetAside

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes. Far above what a learner needs, far below what would hurt."""

    file: int = 20 * MEGABYTE
    total: int = 50 * MEGABYTE
    files: int = 500
    depth: int = 8


def take_in(folder: Path, ignore: tuple[str, ...] = (), limits: Limits | None = None) -> dict[str, bytes]:
    """The submission's files: relative path (with /) -> content. Raises SetAside with the reason."""
    intake = _Intake(ignore, limits or Limits())
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as problem:
        if folder.is_symlink():
            raise SetAside("symlink", name=folder.name) from None
        raise SetAside("unreadable", name=folder.name, why=problem.strerror or "?") from None
    try:
        intake.walk(handle, "", 0)
    finally:
        os.close(handle)
    return intake.files


def require_room(files: Iterable[str], own: Iterable[str]) -> None:
    """Raises SetAside if a file and a folder would have the same name once the assignment's own files lie there."""
    ours = set(own)
    above = {parent.as_posix(): path for path in ours for parent in PurePosixPath(path).parents}
    for path in files:
        if path in above:
            raise SetAside("in-the-way", name=path, belongs=above[path])
        for parent in PurePosixPath(path).parents:
            if parent.as_posix() in ours:
                raise SetAside("in-the-way", name=path, belongs=parent.as_posix())


class _Intake:
    def __init__(self, ignore: tuple[str, ...], limits: Limits) -> None:
        self.ignore = ignore
        self.limits = limits
        self.files: dict[str, bytes] = {}
        self.total = 0
        self.seen = 0

    def walk(self, handle: int, prefix: str, depth: int) -> None:
        if depth > self.limits.depth:
            raise SetAside("too-deep", limit=str(self.limits.depth))
        for name in sorted(os.listdir(handle)):
            if any(fnmatch.fnmatch(name, pattern) for pattern in self.ignore):
                continue
            self.seen += 1
            if self.seen > self.limits.files:
                raise SetAside("too-many-files", limit=str(self.limits.files))
            path = prefix + _checked(name)
            try:
                self._entry(handle, name, path, depth)
            except OSError as problem:
                raise SetAside("unreadable", name=path, why=problem.strerror or "?") from None

    def _entry(self, handle: int, name: str, path: str, depth: int) -> None:
        mode = os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            raise SetAside("symlink", name=path)
        if stat.S_ISDIR(mode):
            inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=handle)
            try:
                self.walk(inner, path + "/", depth + 1)
            finally:
                os.close(inner)
        elif stat.S_ISREG(mode):
            self.files[path] = self._read(handle, name, path)
        else:
            raise SetAside("special-file", name=path)

    def _read(self, handle: int, name: str, path: str) -> bytes:
        """The file's bytes; what counts is what was opened, not what stood there a moment before."""
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=handle)
        with os.fdopen(file, "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise SetAside("special-file", name=path)
            if status.st_nlink > 1:
                raise SetAside("hard-link", name=path)
            content = stream.read(self.limits.file + 1)
        if len(content) > self.limits.file:
            raise SetAside("too-big", name=path, limit=str(self.limits.file))
        self.total += len(content)
        if self.total > self.limits.total:
            raise SetAside("too-big", name=path.split("/")[0], limit=str(self.limits.total))
        return content


def _checked(name: str) -> str:
    """A name that every system can keep and every page can show."""
    if name.isprintable() and "\\" not in name:  # lone surrogates (bytes that are no text) are not printable
        return name
    raise SetAside("bad-name", name=ascii(name))
