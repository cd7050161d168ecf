"""nbgrader's exchange as a class uses it: release, fetch, submit and collect, by what these commands call themselves.

A class of twelve would need more than a hundred commands, and each loads nbgrader anew. JupyterLab's *Assignment List*
and formgrader do the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course.build.release import CONFIG
from course.grading.refusal import Refusal
from course.locale import N_

FAILED = N_("{command} failed:\n{said}")


class CommandFailed(Refusal):
    """A command of nbgrader's or ours failed, or what it does. The text is the command and what it said."""


class Exchange:
    """The exchange of a course whose students work in `homes`/<student>, in folders of one and the same account."""

    def __init__(self, course: Path, place: Path, homes: Path) -> None:
        from nbgrader.exchange import ExchangeFactory

        self.course = course
        self.place = place
        self.homes = homes
        self._factory = ExchangeFactory(config=self._config())

    def release(self, assignment: str) -> None:
        """The instructor hands out. Raises CommandFailed, as all of these do."""
        self._do("release_assignment", self._factory.ReleaseAssignment, assignment)

    def fetch(self, assignment: str, student: str) -> Path:
        """The student fetches what was handed out; the folder that it lies in."""
        self._do("fetch_assignment", self._factory.FetchAssignment, assignment, student)
        return self.homes / student / assignment

    def submit(self, assignment: str, student: str) -> None:
        self._do("submit", self._factory.Submit, assignment, student)

    def collect(self, assignment: str) -> None:
        self._do("collect", self._factory.Collect, assignment)

    def _do(self, command: str, kind: Any, assignment: str, student: str = "") -> None:
        from nbgrader.auth import Authenticator
        from nbgrader.coursedir import CourseDirectory
        from nbgrader.utils import capture_log

        config = self._config()
        config.CourseDirectory.assignment_id = assignment
        if student:
            (self.homes / student).mkdir(parents=True, exist_ok=True)
            config.CourseDirectory.student_id = student
            config.Exchange.assignment_dir = str(self.homes / student)
        folder, authenticator = CourseDirectory(config=config), Authenticator(config=config)
        result = capture_log(kind(coursedir=folder, authenticator=authenticator, config=config))
        if not result["success"]:
            said = "\n".join(filter(None, (result.get("log"), result.get("error"))))
            raise CommandFailed(FAILED, command=f"nbgrader {command} {assignment}", said=said[-3000:])

    def _config(self) -> Any:
        from traitlets.config.loader import PyFileConfigLoader

        config = PyFileConfigLoader(CONFIG, path=str(self.course)).load_config()
        config.Exchange.root = str(self.place)
        config.Exchange.cache = str(self.homes / "cache")  # else: among the user's own submissions
        config.ExchangeCollect.check_owner = False  # all that is handed in belongs to one account
        return config
