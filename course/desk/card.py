"""The learner's card at the desk: a form that nobody marks, asked once, in the welcome lesson."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from course import __version__
from course.desk.answers import Message
from course.desk.work import as_report
from course.firm.records import Document
from course.locale import Language, translator
from course.tasks.check import CheckLine, CheckReport
from course.tasks.handing_in import learner_id, working_folder
from course.tasks.handout import Field, FormLayout, Handout, Header
from course.tasks.learner_card import CARD_FILE, read_card


class CardWork:
    """The card as a piece of work for the desk (`course.desk.work.Work`)."""

    def __init__(self, language: Language, folder: Path | None = None) -> None:
        self.language = language
        self.folder = folder or working_folder()
        self.handout = self._handout()

    def _handout(self) -> Handout:
        _ = translator(self.language, "desk")
        fields = (
            Field("name", _("Your name"), "text", help=_("As you like to be called. It stays in this folder.")),
            Field("number", _("Your learner number"), "code", help=_("Your instructor tells you, or choose one.")),
        )
        return Handout(
            header=Header(learner_id(self.folder), "00-welcome", "learner-card", 0, __version__, self.language),
            kind="form",
            title=_("Your card"),
            instructions=_(
                "Both may stay empty. Where people share an account, a number gives each documents of their own."
            ),
            points=Decimal(0),
            lesson=False,
            documents=(),
            layout=FormLayout(fields),
            answer_file=CARD_FILE,
        )

    def paper(self, document: Document) -> str:
        raise ValueError("no papers lie with the learner's card")

    def paper_style(self) -> str:
        return ""

    def check(self) -> Message:
        """What the card does, in words: whose documents these are."""
        _ = translator(self.language, "desk")
        card = read_card(self.folder)
        if card.number:
            said = _("Your documents go by the number {number}.").replace("{number}", card.number)
        else:
            account = learner_id(self.folder)
            said = _("No number is given. Your documents go by the name of the account: {account}.")
            said = said.replace("{account}", account)
        report = as_report(CheckReport((CheckLine("ok", said),), self.language))
        hello = _("Good to have you here, {name}.").replace("{name}", card.name)
        return report | {"headline": hello if card.name else _("Good to have you here.")}

    def fresh(self) -> str:
        raise ValueError("a card has no fresh documents")
