"""Looking at an answer file from outside: has somebody else written it, and where to keep one that cannot be read."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[int, int, int]


def stamp_of(path: Path) -> Stamp | None:
    """What changes whenever somebody writes the file; None if there is none."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def aside(path: Path) -> Path:
    """A free name for a file that cannot be read."""
    names = (f"{path.stem}-unreadable{number or ''}{path.suffix}" for number in range(1000))
    return next(place for place in map(path.with_name, names) if not place.exists())
