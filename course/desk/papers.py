"""The papers of a task, ready for the tray, and what the tray remembers: the open paper, the ticks, the arrangement.

The memory is a small hidden file beside the answer. It is a convenience: losing it costs nothing, so whatever is wrong
with it is passed over in silence, and it is written only when the learner changes something.
"""

from __future__ import annotations

from pathlib import Path

from course.desk.answers import Message
from course.tasks.files import read_json, write_json
from course.tasks.handout import Handout
from course.tasks.task import Unreadable

KINDS: dict[str, type] = {"paper": str, "done": list, "side": bool, "fit": bool}


def memory_file(folder: Path, handout: Handout) -> Path:
    return folder / f".{handout.header.task}.desk.json"


def recall(folder: Path, handout: Handout) -> Message:
    """What the tray remembers of this variant's papers; of another variant only how things were arranged."""
    try:
        found = read_json(memory_file(folder, handout), handout.header.language) or {}
    except Unreadable:
        return {}
    view = {key: found[key] for key, kind in KINDS.items() if isinstance(found.get(key), kind)}
    if found.get("variant") != handout.header.variant:
        view = {key: view[key] for key in ("side", "fit") if key in view}
    return view


def remember(folder: Path, handout: Handout, view: Message) -> None:
    """Keep it for the next time. A disk that is full is told where it matters: at the answer."""
    kept = {key: view[key] for key, kind in KINDS.items() if isinstance(view.get(key), kind)}
    try:
        write_json(memory_file(folder, handout), {**kept, "variant": handout.header.variant})
    except OSError:
        return
