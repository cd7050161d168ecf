"""`backoffice learn`: start JupyterLab on this machine, at the lesson, in the learner's language."""

from __future__ import annotations

import json
import os
import urllib.request
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
        "--allow-root",  # in a container everybody is root, and the server listens on this machine alone
        "--ServerApp.log_level=WARN",
        "--LabApp.log_level=WARN",
        "--ServerApp.answer_yes=True",  # Ctrl+C stops it without a question; everything typed has been saved
    ]
    return arguments if browser else [*arguments, "--no-browser"]


def settings_folders(language: Language) -> list[str]:
    """Where Jupyter looks for settings: the learner's (instructors' tools put away), the language's, the user's."""
    ours = [folder for folder in (FOLDER / "learner", FOLDER / language) if folder.is_dir()]
    return [*map(str, ours), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]


def already_open(notebooks: Path, language: Language) -> str | None:
    """The address of the lesson, if JupyterLab is running for it in this language. Raises MissingLesson."""
    from jupyter_server.serverapp import list_running_servers

    lesson = first_lesson(notebooks, language)
    for server in list_running_servers():
        if Path(server["root_dir"]) == notebooks and _speaks(server, language):
            return f"{server['url']}doc/tree/{lesson}?token={server['token']}"
    return None


def _speaks(server: dict[str, str], language: Language) -> bool:
    """Whether this server answers, and its JupyterLab is in this language."""
    address = f"{server['url']}lab/api/settings/@jupyterlab/translation-extension:plugin?token={server['token']}"
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # this machine needs no proxy
    try:
        with directly.open(address, timeout=3) as answer:
            locale = json.load(answer)["schema"]["properties"]["locale"]["default"]
    except (OSError, ValueError, LookupError):
        return False
    return bool((locale == "de_DE") == (language == "de"))


def start_lab(course: Path, language: Language, port: int, browser: bool) -> None:
    """Run JupyterLab until it is stopped. Raises MissingLesson before anything is started."""
    notebooks = course / "notebooks"
    arguments = lab_arguments(notebooks, first_lesson(notebooks, language), port, browser)
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(settings_folders(language))

    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(arguments)
