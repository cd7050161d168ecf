"""Where an instructor keeps the keys of sealed assignments, and how nbgrader's own autograde comes to use them.

A key is one small file, `keys/<assignment>.key` in the course's folder unless the setting `c.ExecuteSealed.keys` or the
environment's BACKOFFICE_KEYS names another folder. An assignment that has a key is sealed.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    Execute,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)
from traitlets import Unicode

from course.grading.refusal import NotReady
from course.locale import N_, Language
from course.tasks.sealed_handouts import ABOUT, FOLDER, about_file
from course.tasks.sealing import KEY_BYTES, KEYS_FOLDER, STUDENT, KeyDamaged, Seal, key_file, read_key

LOST = N_(
    "{assignment} was dealt sealed, but its key {path} is not there. Without this key nothing can be marked, and it "
    "cannot be made anew. Put it back from your backup, or name its folder (BACKOFFICE_KEYS). If it is lost for good: "
    "delete release/{assignment}/handouts, deal again with a new key, and let the class do the work again."
)
OTHER_KEY = N_(
    "In {folder} lie handouts that were dealt under another key than {path}. Learners may be working on them. Put the "
    "right key back; or delete that folder, if nobody has begun, and deal again."
)
DAMAGED = N_("{path} holds no key that can be read. Put it back from your backup.")
OPEN_TO_OTHERS = N_("The key {path} can be read by others on this machine. Run: chmod 600 {path}")
HANDED_OUT = N_("The folder for keys, {folder}, is handed out to learners or lies in such a folder. Name another one.")


def keys_folder(root: Path, setting: str = "") -> Path:
    """The folder of keys of the course in `root`."""
    return root / Path(os.environ.get(KEYS_FOLDER) or setting or "keys").expanduser()


def seal_for(assignment: str, keys: Path, release: Path, submission: Path | None = None) -> Seal | None:
    """The assignment's key; None if it is open.

    Raises NotReady if handouts lie in one of the folders but there is no key, or if the release was dealt under another
    key: with it, everybody's work would seem to be made on somebody else's documents.
    """
    path = key_file(keys, assignment)
    try:
        seal = read_key(path)
    except KeyDamaged:
        raise NotReady(DAMAGED, path=path) from None
    dealt = release / FOLDER / ABOUT
    if seal is None and (dealt.is_file() or (submission and (submission / FOLDER / ABOUT).is_file())):
        raise NotReady(LOST, assignment=assignment, path=path)
    if seal is not None and dealt.is_file() and dealt.read_bytes() != about_file(assignment, seal.salt):
        raise NotReady(OTHER_KEY, folder=dealt.parent, path=path)
    return seal


def handouts_are_gone(seal: Seal | None, release: Path) -> bool:
    """Whether a sealed assignment's release was made anew and not dealt again: learners would get open documents."""
    return seal is not None and release.is_dir() and not (release / FOLDER / ABOUT).is_file()


def make_key(path: Path) -> Seal:
    """A new key, readable for its owner alone. Raises FileExistsError if there is one, OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    seal = Seal(secrets.token_bytes(KEY_BYTES))
    about = "Opens a sealed assignment. Keep it secret, keep a copy in a safe place: without it nothing can be marked."
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"about": about, "assignment": path.stem, "key": seal.key.hex()}, file, indent=1)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    return seal


def require_private(path: Path) -> None:
    """Raises NotReady if others on this machine can read the key."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise NotReady(OPEN_TO_OTHERS, path=path)


def require_kept_back(keys: Path, handed_out: list[Path]) -> None:
    """Raises NotReady if the folder of keys is one that learners get, or lies below one."""
    place = keys.resolve()
    if any(place.is_relative_to(folder.resolve()) for folder in handed_out):
        raise NotReady(HANDED_OUT, folder=keys)


def language_of(assignment: str) -> Language:
    return "de" if assignment.endswith("-de") else "en"


class ExecuteSealed(Execute):  # type: ignore[misc]  # nbgrader carries no types
    """nbgrader's step that runs a submission, with the key at hand while it runs if the assignment is sealed."""

    keys = Unicode("", help="Folder of the keys of sealed assignments (default: keys/ in the course)").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Raises NotReady when the key is lost: the submission is left as it is, and nobody gets 0 points for it."""
        about = resources["nbgrader"]
        folders = CourseDirectory(parent=self)
        keys = keys_folder(Path(folders.root), self.keys)
        release = Path(folders.format_path(folders.release_directory, ".", about["assignment"]))
        try:
            seal = seal_for(about["assignment"], keys, release, Path(resources["metadata"]["path"]))
        except NotReady as refusal:
            self.log.error(refusal.to(language_of(about["assignment"])))
            raise
        if seal is None:
            return super().preprocess(nb, resources)
        before = {name: os.environ.get(name) for name in (KEYS_FOLDER, STUDENT)}
        os.environ.update({KEYS_FOLDER: str(keys), STUDENT: about["student"]})  # the kernel gets them from here
        try:
            return super().preprocess(nb, resources)
        finally:
            for name, value in before.items():
                os.environ.pop(name)
                os.environ.update({name: value} if value is not None else {})


# nbgrader's own steps, with ours in the place of its `Execute`.
PREPROCESSORS = [
    ExecuteSealed,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
