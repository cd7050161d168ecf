"""Answer files: written so that nothing is ever half there, read so that nothing can hurt.

Marking reads what strangers hand in. A symlink could point at the gradebook, a FIFO would wait for ever, a file of
2 GB would fill the memory: so a file is opened only if it is a plain one, never followed, never waited for, and never
read beyond a limit. Whatever goes wrong is one exception, `Unreadable`, with a reason that a learner understands.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
from pathlib import Path
from typing import NoReturn

from course.locale import Language, translator
from course.tasks.task import Unreadable

LARGEST = 2_000_000  # bytes of an answer file; a journal of ten vouchers has 7,000
LARGEST_JSON = 500_000  # bytes of a form's file; the longest of the course has 3,000
DEEPEST = 12  # lists in lists of a JSON answer
MOST_VALUES = 20_000  # values in a JSON answer
LONGEST_TEXT = 10_000  # characters of one text in a JSON answer


def write_bytes(path: Path, content: bytes) -> None:
    """Put the whole content there or nothing: a power cut or a full disk leaves the old file as it was.

    Raises OSError (disk full, folder read-only, ...); the old file is untouched then.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(path))
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The rights that the file had, or what a new file would get (mkstemp alone would hide it from the grader)."""
    if path.is_file():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_json(path: Path, content: dict[str, object]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    write_bytes(path, (text + "\n").encode("utf-8"))


def read_bytes(path: Path, language: Language, largest: int = LARGEST) -> bytes | None:
    """The file's content; None if there is no such file. Raises Unreadable for everything that is not a plain file."""
    _ = translator(language, "tasks")
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise Unreadable(_not_plain(os.lstat(path).st_mode, language))
        # O_NOFOLLOW and O_NONBLOCK: it may have been exchanged for a link or a pipe since the line above.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unreadable(_not_plain(os.fstat(file.fileno()).st_mode, language))
            content = file.read(largest + 1)
    except FileNotFoundError:
        return None
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise Unreadable(_("The answer file cannot be opened.")) from None
    if len(content) > largest:
        raise Unreadable(_("The answer file is larger than any answer to this task."))
    if not content:
        raise Unreadable(_("The answer file is empty."))
    return content


def _not_plain(mode: int, language: Language) -> str:
    _ = translator(language, "tasks")
    if stat.S_ISDIR(mode):
        return _("There is a folder where the answer file should be.")
    if stat.S_ISLNK(mode):
        return _("There is a link where the answer file should be; put the file itself there.")
    return _("What is in the place of the answer file is not a file.")


def read_json(path: Path, language: Language) -> dict[str, object] | None:
    """The object in a JSON file; None if there is no file. Raises Unreadable; nothing deep, huge or NaN passes."""
    content = read_bytes(path, language, LARGEST_JSON)
    if content is None:
        return None
    _ = translator(language, "tasks")
    broken = _("The answer file is damaged or was not written by this task (it is not readable JSON).")
    try:
        text = content.decode("utf-8")
        if _depth(text) > DEEPEST:
            raise Unreadable(_("The answer file is nested more deeply than any answer to this task."))
        found = json.loads(text, parse_constant=_refuse, parse_float=_finite, parse_int=_short_int)
    except (ValueError, RecursionError):
        raise Unreadable(broken) from None
    _bounded(found, language)
    if not isinstance(found, dict):
        raise Unreadable(_("The answer file holds something else than an answer to this task."))
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)  # NaN, Infinity


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)  # 1e400
    return number


def _short_int(text: str) -> int:
    if len(text) > 18:
        raise ValueError(text)
    return int(text)


def _depth(text: str) -> int:
    """How deep brackets nest, those in texts included (too many rather than too few): cheap, and before parsing."""
    depth = deepest = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _bounded(found: object, language: Language) -> None:
    _ = translator(language, "tasks")
    waiting, seen = [found], 0
    while waiting:
        value = waiting.pop()
        seen += 1
        if seen > MOST_VALUES:
            raise Unreadable(_("The answer file holds more values than any answer to this task."))
        if isinstance(value, dict):
            waiting.extend(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str):
            check_text(value, language)


def check_text(text: str, language: Language, longest: int = LONGEST_TEXT) -> None:
    """Raises Unreadable for a text that is too long or holds half a character (a lone surrogate) or a control sign."""
    _ = translator(language, "tasks")
    if len(text) > longest:
        raise Unreadable(_("The answer file holds a text that is longer than any answer to this task."))
    if any("\ud800" <= sign <= "\udfff" or (sign < " " and sign not in "\t\n\r") for sign in text):
        raise Unreadable(_("The answer file holds a text with damaged characters."))
