"""Which submissions are done: one small file each, written last, so a killed run goes on where it was."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path

from course.grading.outcome import Row


class Ledger:
    """The rows of one assignment, in `<course>/grading/<assignment>/`."""

    def __init__(self, root: Path, assignment: str) -> None:
        self.folder = root / "grading" / assignment
        self.rows = self.folder / "rows"

    def row(self, student: str) -> Row | None:
        """The row kept for a learner; None if there is none that can be read."""
        try:
            return Row.from_json(json.loads((self.rows / _file_name(student)).read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def all(self) -> list[Row]:
        found = []
        for path in sorted(self.rows.glob("*.json")):
            try:
                found.append(Row.from_json(json.loads(path.read_text("utf-8"))))
            except (ValueError, TypeError, KeyError):
                continue
        return sorted(found, key=lambda row: row.student)

    def keep(self, row: Row) -> None:
        write_atomically(self.rows / _file_name(row.student), json.dumps(row.to_json(), ensure_ascii=False).encode())

    def forget(self, student: str) -> None:
        """Before a submission is written anew: until its new row stands, it does not count as done."""
        (self.rows / _file_name(student)).unlink(missing_ok=True)


def _file_name(student: str) -> str:
    """A learner's id as a file name; two ids never share one."""
    plain = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in student)[:80]
    return f"{plain}-{hashlib.sha256(student.encode('utf-8', 'surrogateescape')).hexdigest()[:10]}.json"


def write_atomically(path: Path, content: bytes) -> None:
    """The whole file or nothing of it, also when the disk is full or the power fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def fingerprint(files: dict[str, bytes], assignment: str) -> str:
    """Of what was handed in, together with the assignment's own (its source and the course's version)."""
    digest = hashlib.sha256(assignment.encode())
    for path, content in sorted(files.items()):
        digest.update(path.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()
