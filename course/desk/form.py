"""A quiz or form that is open at the desk: its values, exactly as typed, in a JSON file beside the notebook.

What cannot be read is saved all the same (nothing typed is lost); the reason goes back to the field.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import cast

from course.desk.answers import Message
from course.tasks.files import read_json, write_json
from course.tasks.handout import FormLayout, Handout

Value = str | list[str]


class OpenForm:
    """The open answer of a quiz or form (`course.desk.answers.OpenAnswer`)."""

    def __init__(self, path: Path, handout: Handout) -> None:
        assert isinstance(handout.layout, FormLayout)
        self.path = path
        self.handout = handout
        self.fields = {field.key: field for field in handout.layout.fields}
        self.revision = 0
        self.values: dict[str, Value] = {}
        self._unsaved: set[str] = set()  # keys whose value has not reached the file
        self._stamp: tuple[int, int, int] | None = None
        self._refresh()

    def state(self) -> Message:
        self._refresh()
        return {"values": dict(self.values), "errors": self.errors()}

    def handle(self, message: Message) -> Message:
        self._refresh()
        values = {key: value for key, value in message.get("values", {}).items() if key in self.fields}
        self.values.update(values)
        self._unsaved.update(values)
        self.revision += 1
        self._write()
        errors = self.errors()
        return {"errors": errors, "changed": {"values": values, "errors": errors}}

    def errors(self) -> dict[str, str]:
        """What cannot be read, by field, in words."""
        return {}

    def _refresh(self) -> None:
        """Take over what another kernel wrote, field by field; what is not saved yet stays as it was typed."""
        stamp = _stamp(self.path)
        if stamp is None or stamp == self._stamp:
            return
        content = read_json(self.path, self.handout.header.language) or {}
        answers = cast(dict[str, Value], content.get("answers", {}))
        theirs = {key: value for key, value in answers.items() if key in self.fields}
        mine = {key: self.values[key] for key in self._unsaved if key in self.values}
        self.values = theirs | mine
        self._stamp = stamp
        self.revision += 1

    def _write(self) -> None:
        write_json(self.path, {"header": asdict(self.handout.header), "answers": self.values})
        self._unsaved.clear()
        self._stamp = _stamp(self.path)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes whenever somebody writes the file; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
