"""The folder of sealed handouts beside a notebook: one file a learner, and nothing in it but what a learner may see.

Papers are in it as they are seen, not as data: the data of a drawn shelf would hold the count that is asked for. The
file is JSON, packed with gzip, because a drawing takes room.

The files lie in one folder, because nbgrader hands the same folder to everybody. Their names are opaque and no file
says whose it is; a learner's program finds its own by mixing the learner's id with the folder's salt, slowly, so that
nobody lists a class by trying numbers. There is no code for each learner on top: papers of an invented firm are no
secret, work on a classmate's papers is refused when it is marked, and codes would have to be handed out and get lost.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from course import __version__
from course.firm.paper import as_seen
from course.locale import Language, translator
from course.tasks.files import read_bytes
from course.tasks.handout import Handout, Header
from course.tasks.plain_data import NotThisRecord, from_plain, to_plain
from course.tasks.sealing import SAMPLE, assignment_of, named
from course.tasks.task import Task, Unreadable

FOLDER = "handouts"
ABOUT = "about.json"  # which assignment was dealt, and the salt
LARGEST = 10_000_000  # bytes of one learner's handouts, unpacked; 25 cards in handwriting have 500,000


@dataclass(frozen=True)
class Handouts:
    """The sealed handouts that lie in a folder."""

    folder: Path
    salt: str
    language: Language

    def mark(self, task: Task, learner: str) -> str:
        """The mark of the deal that the learner has of this task; "" for somebody who is not on the roster."""
        found = self._tasks(learner).get(task.id)
        return str(found["header"]["deal"]) if found else ""

    def handout(self, task: Task, header: Header) -> Handout:
        """What the header's learner was handed. Raises Unreadable if there is nothing, or it is of another deal."""
        _ = translator(self.language, "tasks")
        plain = self._tasks(header.learner).get(task.id)
        if plain is None or plain["header"]["deal"] != header.deal:
            raise Unreadable(_("The answer was made on other documents than those that you were handed."))
        try:
            handout: Handout = from_plain(Handout, plain | {"header": to_plain(header)})
        except (NotThisRecord, ValueError):
            raise Unreadable(
                _(
                    "Your documents cannot be read by version {version} of the course. Fetch the assignment again; "
                    "if that does not help, ask your instructor."
                ).format(version=__version__)
            ) from None
        return replace(handout, header=header)

    def _tasks(self, learner: str) -> Mapping[str, Any]:
        found = _read(self.folder / file_name(learner, self.salt), self.language, _are_tasks)
        return {} if found is None else found["tasks"]


def handouts_in(folder: Path, task: Task, language: Language) -> Handouts | None:
    """The handouts beside this notebook; None if the assignment is open. Raises Unreadable if they are damaged."""
    if task.lesson:
        return None
    about = _read(folder / FOLDER / ABOUT, language, _is_about)
    if about is None or about["assignment"] != assignment_of(task.unit, language):
        return None
    return Handouts(folder / FOLDER, about["salt"], language)


def _is_about(found: dict[str, Any]) -> bool:
    return isinstance(found["assignment"], str) and isinstance(found["salt"], str)


def _are_tasks(found: dict[str, Any]) -> bool:
    return all(isinstance(plain["header"]["deal"], str) for plain in found["tasks"].values())


def _read(path: Path, language: Language, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any] | None:
    content = read_bytes(path, language, LARGEST)
    if content is None:
        return None
    try:
        found: dict[str, Any] = json.loads(unpacked(content) if path.suffix == ".gz" else content)
        if fits(found):
            return found
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, zlib.error):
        pass  # said below
    _ = translator(language, "tasks")
    raise Unreadable(
        _("The file {file} is damaged. Fetch the assignment again.").format(file=f"{path.parent.name}/{path.name}")
    )


@lru_cache(maxsize=1024)
def file_name(learner: str, salt: str) -> str:
    """The name of a learner's file. Takes about a twentieth of a second, on purpose."""
    mixed = hashlib.scrypt(named(learner).encode("utf-8", "surrogatepass"), salt=salt.encode(), n=2**14, r=8, p=1)
    return f"{mixed[:10].hex()}.json.gz"


# --- writing ------------------------------------------------------------------------------------------------------


def about_file(assignment: str, salt: str) -> bytes:
    return _dumped({"assignment": assignment, "salt": salt})


def as_handed_out(handout: Handout) -> Handout:
    """The handout with its papers as they are seen."""
    language = handout.header.language
    return replace(handout, documents=tuple(as_seen(document, language) for document in handout.documents))


def learners_file(handouts: Sequence[Handout]) -> bytes:
    """One learner's handouts, not packed yet. Of their headers only the mark of the deal is kept: no name is in it."""
    tasks = {}
    for handout in handouts:
        assert handout.header.deal not in ("", SAMPLE), "only sealed deals are handed out as files"
        tasks[handout.header.task] = to_plain(as_handed_out(handout)) | {"header": {"deal": handout.header.deal}}
    return _dumped({"tasks": tasks})


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def unpacked(content: bytes) -> bytes:
    """Raises ValueError or zlib.error for what is no such file, or would be larger than any."""
    reader = zlib.decompressobj(wbits=31)
    found = reader.decompress(content, LARGEST)
    if not reader.eof:
        raise ValueError("cut off, or too large")
    return found


def _dumped(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
