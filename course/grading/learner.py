"""The marker's side of the line to a worker: a learner's names as plain data, a learner's functions as calls.

Whatever comes over this line was written by the learner's process. It is decoded as plain data, within a size and
before
a deadline, and nothing else is made of it.
"""

from __future__ import annotations

import builtins
import contextlib
import socket
from typing import Any

from course.grading import plain, wire
from course.grading.outcome import SetAside

MAX_ANSWER = plain.MAX_BYTES * 2
MAX_FILES = 50
MAX_WRITTEN = 64 * 1024 * 1024  # bytes of all files: as many as the worker has room for


class NotPlainUseError(Exception):
    """A test used something of the learner's that cannot cross the line."""


class LearnerError(Exception):
    """An error of a kind that only the learner's code knows."""


class NotPlain:
    """Stands for a value that cannot cross: every use of it in a test says so, so no test passes with it."""

    def __init__(self, name: str, kind: str) -> None:
        self.__dict__["_said"] = f"{name} is not plain data ({kind}): tests here see numbers, text, lists, tables."
        self.__dict__["_kind"] = kind

    def __getattr__(self, attribute: str) -> Any:
        raise NotPlainUseError(self.__dict__["_said"])

    def __repr__(self) -> str:
        raise NotPlainUseError(self.__dict__["_said"])


def _refuse(self: NotPlain, *arguments: Any, **keywords: Any) -> Any:
    raise NotPlainUseError(self.__dict__["_said"])


_USES = (
    "call eq ne lt le gt ge bool len iter next getitem setitem contains float int index str hash add radd sub rsub mul"
)
for _use in f"{_USES} rmul truediv rtruediv mod neg abs round enter exit complex format".split():
    setattr(NotPlain, f"__{_use}__", _refuse)


class LearnerFunction:
    """A function of the learner's: called there, with plain arguments, for a plain result."""

    def __init__(self, link: LearnerLink, number: int, name: str) -> None:
        self._link = link
        self._number = number
        self.__name__ = name

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._link.call(self, self._number, arguments, keywords)


class LearnerLink:
    """One submission's line to its worker. Raises SetAside when the worker is late or has died."""

    def __init__(self, line: socket.socket, deadline: float, limit: float) -> None:
        self._line = line
        self._deadline = deadline
        self._limit = limit
        self.where = ""  # nowhere yet: none of the learner's code has run
        self.wrote_stderr = False
        self._written: dict[str, str] = {}
        self._room = MAX_WRITTEN
        self._failure: SetAside | None = None

    def check(self) -> None:
        """Raise again what a test's own `except` may have swallowed."""
        if self._failure is not None:
            raise self._failure

    def _ask(self, request: dict[str, Any]) -> Any:
        self.check()
        try:
            self._line.settimeout(max(0.01, self._deadline - wire.now()))
            wire.send_json(self._line, request)
            return wire.receive_json(self._line, self._deadline, MAX_ANSWER)
        except wire.LateError:
            self._failure = SetAside("timed-out", limit=f"{self._limit:g}")
        except wire.LostError:
            self._failure = SetAside("crashed", where=self.where) if self.where else SetAside("not-started", tries="1")
        raise self._failure

    def lay_down(self, files: dict[str, bytes]) -> None:
        for path, content in files.items():
            self._ask({"do": "files", "path": path, "content": plain.to_plain(content)})
        self._written = {path: str(stamp) for path, stamp in _as_dict(self._ask({"do": "written"})).items()}

    def run(self, source: str) -> tuple[list[Any], bool]:
        """Run a cell; its outputs as the worker tells them (not yet to be believed), and whether they were cut."""
        answer = _as_dict(self._ask({"do": "run", "source": source}))
        outputs = answer.get("outputs")
        return outputs if isinstance(outputs, list) else [], bool(answer.get("cut"))

    def fetch(self, names: tuple[str, ...]) -> dict[str, Any]:
        """The values of those names that the learner has bound; modules as None (their presence is all that counts)."""
        if not names:
            return {}
        answer = _as_dict(self._ask({"do": "get", "names": list(names)}))
        return {name: self._value(name, _as_dict(answer[name])) for name in names if name in answer}

    def _value(self, name: str, told: dict[str, Any]) -> Any:
        if "data" in told:
            try:
                return plain.from_plain(told["data"])
            except plain.NotPlainError as problem:
                return NotPlain(name, str(problem))
        if isinstance(told.get("function"), int):
            return LearnerFunction(self, told["function"], str(told.get("name"))[:80])
        return NotPlain(name, "module" if "module" in told else str(told.get("not_plain"))[:80])

    def call(self, function: LearnerFunction, number: int, arguments: Any, keywords: dict[str, Any]) -> Any:
        try:
            request = {"do": "call", "function": number} | {
                "arguments": plain.to_plain(arguments),
                "keywords": plain.to_plain(keywords),
            }
        except plain.NotPlainError as problem:
            raise NotPlainUseError(f"{function.__name__} was to be given {problem}, which is not plain data.") from None
        answer = _as_dict(self._ask(request))
        self.wrote_stderr = self.wrote_stderr or bool(answer.get("stderr"))
        if "raised" in answer:
            raise _error(answer["raised"], str(answer.get("text"))[:2000])
        try:
            value = plain.from_plain(answer["value"]) if "value" in answer else NotPlain("result", "unknown")
            after = plain.from_plain(answer["arguments"]) if value is None and "arguments" in answer else ()
        except plain.NotPlainError as problem:
            return NotPlain(f"What {function.__name__} returned", str(problem))
        if "not_plain" in answer:
            return NotPlain(f"What {function.__name__} returned", str(answer["not_plain"])[:80])
        _change_in_place(arguments, after)
        return value

    def new_files(self) -> dict[str, bytes]:
        """Files that the learner's code has written or changed since this was asked last."""
        told = _as_dict(self._ask({"do": "written"}))
        new = {path: str(stamp) for path, stamp in told.items() if self._written.get(path) != str(stamp)}
        self._written |= new
        found: dict[str, bytes] = {}
        for path in list(new)[:MAX_FILES]:
            content = self._file(path) if _is_inside(path) else None
            if content is None:
                continue
            if len(content) > self._room:
                break  # more than the worker has room for: it makes its files up
            self._room -= len(content)
            found[path] = content
        return found

    def _file(self, path: str) -> bytes | None:
        answer = _as_dict(self._ask({"do": "file", "path": path}))
        try:
            content = plain.from_plain(answer.get("content"))
        except plain.NotPlainError:
            return None
        return content if isinstance(content, bytes) else None

    def hand_on(self, names: dict[str, Any]) -> None:
        """Give the learner's later cells what a test cell has bound in plain sight, as far as it is plain."""
        given = {}
        for name, value in names.items():
            with contextlib.suppress(plain.NotPlainError):
                given[name] = plain.to_plain(value)
        if given:
            self._ask({"do": "set", "names": given})


def _is_inside(path: str) -> bool:
    return path.isprintable() and not path.startswith("/") and not ({"", ".", ".."} & set(path.split("/")))


def _as_dict(answer: Any) -> dict[str, Any]:
    return answer if isinstance(answer, dict) else {}


def _error(kinds: Any, text: str) -> Exception:
    """The learner's error, as the nearest kind that Python itself knows."""
    for kind in kinds if isinstance(kinds, list) else []:
        known = getattr(builtins, str(kind), None)
        if isinstance(known, type) and issubclass(known, Exception) and known is not Exception:
            try:
                return known(text)
            except TypeError:  # UnicodeDecodeError and its like want more than a text
                continue
    return LearnerError(text)


def _change_in_place(arguments: Any, after: Any) -> None:
    """What a function that returns nothing did to the lists and dicts it was given (sorting in place, say)."""
    if not isinstance(after, tuple) or len(after) != len(arguments):
        return
    for given, changed in zip(arguments, after, strict=True):
        if type(given) is not type(changed):
            continue
        if isinstance(given, list):
            given[:] = changed
        elif isinstance(given, dict | set):
            given.clear()
            given.update(changed)
        elif type(given).__name__ == "ndarray" and given.shape == changed.shape:
            given[...] = changed
