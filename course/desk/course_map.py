"""The map of the course: every lesson there is, and how far the learner has come in it, read from the answer files.

It is plain HTML without a kernel behind it: nothing is written, nothing leaves the folder. What is done is said in
words; the sign beside them only repeats it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from course.locale import N_, Language, translator
from course.tasks.check import no_answer
from course.tasks.handing_in import answer_path, check_answer, working_folder
from course.tasks.learner_card import read_card
from course.tasks.task import Task
from course.tasks.titles import title_of

State = Literal["open", "begun", "complete"]
SIGNS: dict[State, str] = {"open": "○", "begun": "◐", "complete": "●"}
WORDS: dict[State, str] = {"open": N_("not begun"), "begun": N_("begun"), "complete": N_("complete")}
LIST = Markup('"list-style:none;padding-left:1em;margin:0.3em 0"')


@dataclass(frozen=True)
class Lesson:
    """A unit's lesson: the name of its notebook without `.ipynb`, its title (a message of the units), its exercises."""

    name: str
    title: str
    tasks: Sequence[Task]


class CourseMap:
    """What a notebook's cell shows."""

    def __init__(self, lessons: Sequence[Lesson], language: Language, folder: Path | None = None) -> None:
        self.lessons = lessons
        self.language = language
        self.folder = folder or working_folder()

    def __repr__(self) -> str:
        return translator(self.language, "desk")("The map of the course")

    def _repr_html_(self) -> str:
        _ = translator(self.language, "desk")
        name = read_card(self.folder).name
        title = (
            _("{name}, this is how far you have come").replace("{name}", name) if name else _("How far you have come")
        )
        lessons = Markup("").join(self._lesson(lesson) for lesson in self.lessons)
        return str(
            Markup('<section class="bo-map" lang="{}" aria-label="{}"><h3>{}</h3>{}</section>').format(
                self.language, repr(self), title, lessons
            )
        )

    def _lesson(self, lesson: Lesson) -> Markup:
        """The link, and beneath it what there is to do; folded away unless the learner is in the middle of it."""
        states = [(task, progress_of(task, self.language, self.folder)) for task in lesson.tasks]
        items = Markup("").join(
            Markup('<li><span aria-hidden="true">{}</span> {} – {}</li>').format(
                SIGNS[state], title_of(task, self.language), self._word(state)
            )
            for task, state in states
        )
        found = [state for _task, state in states]
        under_way = set(found) not in ({"open"}, {"complete"})
        return Markup("<h4>{}</h4><details{}><summary>{}</summary><ul style={}>{}</ul></details>").format(
            self._link(lesson), Markup(" open" if under_way else ""), self._summary(found), LIST, items
        )

    def _link(self, lesson: Lesson) -> Markup:
        number = int(lesson.name.split("-", 1)[0])
        title = f"{number} · {translator(self.language, 'units')(lesson.title)}"
        notebook = self.folder / f"{lesson.name}.ipynb"
        if not notebook.is_file():
            return Markup("{}").format(title)
        return Markup('<a href="{}">{}</a>').format(notebook.name, title)

    def _summary(self, states: Sequence[State]) -> str:
        _ = translator(self.language, "desk")
        count = Counter(states)
        said = _("{complete} of {all} exercises complete").replace("{complete}", str(count["complete"]))
        said = said.replace("{all}", str(len(states)))
        return f"{said}, {count['begun']} {self._word('begun')}." if count["begun"] else f"{said}."

    def _word(self, state: State) -> str:
        return translator(self.language, "desk")(WORDS[state])


def progress_of(task: Task, language: Language, folder: Path) -> State:
    """How far an exercise has come. A file in which nothing stands (fresh documents) is not begun."""
    if not answer_path(task, folder).exists():
        return "open"
    report = check_answer(task, language, folder)
    if report.complete:
        return "complete"
    return "open" if report == no_answer(language) else "begun"
