"""Opens an answer as its kind wants it: at the desk, and for the page that shows what was handed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from course.desk.answers import OpenAnswer
from course.desk.form import OpenForm
from course.tasks.handout import FormLayout, Handout


def opener(handout: Handout) -> Callable[[Path, Handout], OpenAnswer]:
    """The open answer that fits a handout's kind."""
    if isinstance(handout.layout, FormLayout):
        return OpenForm
    from course.desk.sheet_file import OpenSheet

    return OpenSheet
