"""What can be wrong with the gradebook itself, and what an instructor is told then: never a traceback."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import make_url
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError

from course.grading.assignment import Course
from course.grading.refusal import Refusal
from course.locale import N_

BUSY = N_(
    "The gradebook could not be written ({why}). What was marked until then is kept. Close other programs that use "
    "the gradebook, then run the same command again: it goes on where it stopped."
)
NOT_WRITTEN = N_(
    "The gradebook {path} could not be written or read ({why}). What was marked until then is kept. Make room or mend "
    "the permissions, then run the same command again: it goes on where it stopped."
)
DAMAGED = N_(
    "The gradebook {path} is damaged ({why}). Put it back from your backup. Without one: move it away, enter the "
    "assignment anew (nbgrader generate_assignment ASSIGNMENT --force) and grade again; points and comments that were "
    "entered by hand are lost then."
)
NO_SERVER = N_(
    "The gradebook's server does not answer: {server} ({why}). What was marked until then is kept. Start the server, "
    "or mend c.CourseDirectory.db_url in nbgrader_config.py, then run the same command again: it goes on where it "
    "stopped."
)


class GradebookBusyError(Refusal):
    """The database stayed locked. Nothing of the submission at hand was written."""


class GradebookNotWritten(Refusal):
    """The gradebook's file has no room, or may not be written. The text says which, and what to do."""


class GradebookDamaged(Refusal):
    """The gradebook's file holds no gradebook that can be read. The text says which, and what to do."""


class GradebookLost(Refusal):
    """The server of the gradebook does not answer. The text says which, and what to do."""


@contextlib.contextmanager
def telling_of_the_gradebook(course: Course) -> Iterator[None]:
    """Raises one of the errors above where the gradebook itself cannot be used; other errors pass as they are."""
    try:
        yield
    except DBAPIError as problem:
        raise _told(course, problem) from None


def _told(course: Course, problem: DBAPIError) -> Exception:
    address = make_url(course.db_url)
    why = first_line(problem)
    if address.get_backend_name() != "sqlite":
        lost = isinstance(problem, OperationalError | InterfaceError)
        return GradebookLost(NO_SERVER, server=address.render_as_string(), why=why) if lost else problem
    if isinstance(problem, OperationalError):
        busy = "locked" in why
        return (
            GradebookBusyError(BUSY, why=why)
            if busy
            else GradebookNotWritten(NOT_WRITTEN, path=address.database, why=why)
        )
    # IntegrityError and the like are kinds of DatabaseError of their own; the plain one is SQLite's word for damage
    return GradebookDamaged(DAMAGED, path=address.database, why=why) if type(problem) is DatabaseError else problem


def first_line(problem: DBAPIError) -> str:
    """What the database said, in short."""
    return (str(problem.orig).splitlines() or [type(problem.orig).__name__])[0]
