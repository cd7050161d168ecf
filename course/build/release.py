"""Lets nbgrader itself make the student version, in a temporary course folder: no gradebook is touched."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from course.build.notebook import dump

CONFIG = "nbgrader_config.py"


class ReleaseFailed(Exception):
    """nbgrader refused to make the student version. Its text is nbgrader's log."""


def put_commands_on_path() -> None:
    """nbgrader calls `alembic` by name: the folder of this Python's commands must be on PATH."""
    commands = str(Path(sys.executable).parent)
    folders = os.environ.get("PATH", "").split(os.pathsep)
    if commands not in folders:
        os.environ["PATH"] = os.pathsep.join([commands, *folders])


def release(course: Path, instructor_versions: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """The student version of every notebook in `source/...`, by its path under `release/...`.

    nbgrader reads the course's own nbgrader_config.py. Raises ReleaseFailed.
    """
    put_commands_on_path()
    with tempfile.TemporaryDirectory(prefix="backoffice-release-") as name:
        folder = Path(name).resolve()
        shutil.copy(course / CONFIG, folder / CONFIG)
        for path, content in instructor_versions.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        for assignment in sorted({path.parent.name for path in instructor_versions}):
            _generate(folder, assignment)
        return {
            path.relative_to(folder): dump(json.loads(path.read_text(encoding="utf-8")))
            for path in sorted((folder / "release").rglob("*.ipynb"))
        }


def _generate(folder: Path, assignment: str) -> None:
    from nbgrader.apps.api import NbGraderAPI
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader(CONFIG, path=str(folder)).load_config()
    config.Exchange.root = str(folder)  # nothing is handed out here; nbgrader only wants a folder that exists
    api = NbGraderAPI(config=config)
    api.log_level = logging.WARNING
    result = api.generate_assignment(assignment)
    if not result["success"]:
        raise ReleaseFailed(f"nbgrader could not make the student version of {assignment}:\n{result['log']}")
