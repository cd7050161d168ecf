"""A quiz or form that is open at the desk: its values, exactly as typed, in a JSON file beside the notebook.

What cannot be read is saved all the same (nothing typed is lost); the reason goes back to the field.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from course.desk.answers import Message
from course.desk.own_file import aside, stamp_of
from course.locale import translator
from course.tasks.files import read_json, write_json
from course.tasks.form import read_value
from course.tasks.handout import Field, FormLayout, Handout
from course.tasks.header import header_as_json, require_same_deal
from course.tasks.task import Unreadable

Value = str | list[str]


class OpenForm:
    """The open answer of a quiz or form (`course.desk.answers.OpenAnswer`)."""

    def __init__(self, path: Path, handout: Handout) -> None:
        assert isinstance(handout.layout, FormLayout)
        self.path = path
        self.handout = handout
        self.language = handout.header.language
        self.fields = {field.key: field for field in handout.layout.fields}
        self.revision = 0
        self.values: dict[str, Value] = {}
        self._unsaved: set[str] = set()  # keys whose value has not reached the file
        self._damage = ""  # why the file that lies there cannot be read
        self._stamp: tuple[int, int, int] | None = None
        self._take_over()

    def state(self) -> Message:
        self._take_over()
        return {"values": dict(self.values), "errors": self.errors(), "note": self._note()}

    def handle(self, message: Message) -> Message:
        self._take_over()
        match message["op"]:
            case "set":
                values = dict(self._known(message["values"]))
            case "save":
                values = {}
            case other:
                raise ValueError(f"a form cannot {other!r}")
        self.values.update(values)
        self._unsaved.update(values)
        self.revision += 1
        self._write()
        errors = self.errors()
        return {"errors": errors, "changed": {"values": values, "errors": errors}}

    def errors(self) -> dict[str, str]:
        """What cannot be read, by field, in words."""
        found = ((key, self._error(self.fields[key], value)) for key, value in self.values.items() if value)
        return {key: error for key, error in found if error}

    def _error(self, field: Field, value: Value) -> str:
        _ = translator(self.language, "desk")
        try:
            read = read_value(value if isinstance(value, str) else tuple(value), field, self.language)
        except Unreadable as reason:
            return str(reason)
        if field.kind == "account" and field.options and read not in {option.key for option in field.options}:
            return _("There is no account “{text}” in this chart of accounts.").replace("{text}", str(value).strip())
        return ""

    def _known(self, values: Mapping[str, object]) -> Iterator[tuple[str, Value]]:
        """The values that belong to a field of this form and have the shape of one."""
        for key, value in values.items():
            if key not in self.fields:
                continue
            if isinstance(value, str):
                yield key, value
            elif isinstance(value, list) and all(isinstance(each, str) for each in value):
                yield key, list(value)

    def _take_over(self) -> None:
        """Take over what another kernel wrote, field by field; what is not saved yet stays as it was typed."""
        stamp = stamp_of(self.path)
        if stamp is None or stamp == self._stamp:
            return  # a file that was deleted comes back with the next change
        self._stamp = stamp
        try:
            content = read_json(self.path, self.language) or {}
            require_same_deal(content.get("header"), self.handout.header)
        except Unreadable as reason:
            self._damage = str(reason)
            return
        self._damage = ""
        answers = content.get("answers")
        theirs = dict(self._known(answers)) if isinstance(answers, dict) else {}
        mine = {key: self.values[key] for key in self._unsaved if key in self.values}
        self.values = theirs | mine
        self.revision += 1

    def _note(self) -> str:
        if not self._damage:
            return ""
        _ = translator(self.language, "desk")
        return _("{reason} You start with an empty page; the old file is kept as {aside}.").format(
            reason=self._damage, aside=aside(self.path).name
        )

    def _write(self) -> None:
        if self._damage:
            os.replace(self.path, aside(self.path))
            self._damage = ""
        write_json(self.path, {"header": header_as_json(self.handout.header), "answers": self.values})
        self._unsaved.clear()
        self._stamp = stamp_of(self.path)
