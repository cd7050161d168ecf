"""`backoffice learn`: start JupyterLab on this machine, at the lesson, in the learner's language."""

from __future__ import annotations

import os
from pathlib import Path

from course.locale import Language

FOLDER = Path(__file__).parent


class MissingLesson(Exception):
    """No lesson has been built in this language. Its text is the folder that was looked in."""


def first_lesson(notebooks: Path, language: Language) -> str:
    """The lesson that opens first, as a path below `notebooks`. Raises MissingLesson."""
    lessons = sorted((notebooks / language).glob("*.ipynb"))
    if not lessons:
        raise MissingLesson(notebooks / language)
    return lessons[0].relative_to(notebooks).as_posix()


def lab_arguments(notebooks: Path, lesson: str, port: int, browser: bool) -> list[str]:
    """JupyterLab's command line. Nothing in it leads into the network."""
    arguments = [
        f"--ServerApp.root_dir={notebooks}",
        f"--ServerApp.port={port}",
        f"--LabApp.default_url=/doc/tree/{lesson}",  # one page at a time, and room for papers beside a sheet
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--LabApp.news_url=None",
        "--ServerApp.log_level=WARN",
    ]
    return arguments if browser else [*arguments, "--no-browser"]


def start_lab(course: Path, language: Language, port: int, browser: bool, extra: tuple[str, ...] = ()) -> None:
    """Run JupyterLab until it is stopped. Raises MissingLesson before anything is started."""
    notebooks = course / "notebooks"
    arguments = [*lab_arguments(notebooks, first_lesson(notebooks, language), port, browser), *extra]
    settings = FOLDER / language
    if settings.is_dir():
        paths = [str(settings), os.environ.get("JUPYTER_CONFIG_PATH", "")]
        os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(path for path in paths if path)

    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(arguments)
