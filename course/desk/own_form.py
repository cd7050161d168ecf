"""What learners fill in about themselves: nobody marks it, no papers lie with it, and it stays in their folder."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from course import __version__
from course.firm.records import Document
from course.locale import Language
from course.tasks.handing_in import learner_id, working_folder
from course.tasks.handout import Field, FormLayout, Handout, Header, TaskKind


class OwnForm:
    """All of a piece of work for the desk (`course.desk.work.Work`) but its `handout` and what Check says."""

    def __init__(self, language: Language, folder: Path | None) -> None:
        self.language = language
        self.folder = folder or working_folder()

    def asking(
        self, kind: TaskKind, unit: str, name: str, title: str, instructions: str, fields: tuple[Field, ...], file: str
    ) -> Handout:
        return Handout(
            header=Header(learner_id(self.folder), unit, name, 0, __version__, self.language),
            kind=kind,
            title=title,
            instructions=instructions,
            points=Decimal(0),
            lesson=False,
            documents=(),
            layout=FormLayout(fields),
            answer_file=file,
        )

    def paper(self, document: Document) -> str:
        raise ValueError("no papers lie with a form of one's own")

    def paper_style(self) -> str:
        return ""

    def fresh(self) -> str:
        raise ValueError("a form of one's own has no fresh documents")
