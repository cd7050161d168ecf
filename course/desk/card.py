"""The learner's card at the desk: a form that nobody marks, asked once, in the welcome lesson."""

from __future__ import annotations

from pathlib import Path

from course.desk.answers import Message
from course.desk.own_form import OwnForm
from course.desk.work import as_report
from course.locale import Language, translator
from course.tasks.check import CheckLine, CheckReport
from course.tasks.handing_in import learner_id
from course.tasks.handout import Field, Handout
from course.tasks.learner_card import CARD_FILE, read_card


class CardWork(OwnForm):
    def __init__(self, language: Language, folder: Path | None = None) -> None:
        super().__init__(language, folder)
        self.handout = self._handout()

    def _handout(self) -> Handout:
        _ = translator(self.language, "desk")
        fields = (
            Field("name", _("Your name"), "text", help=_("As you like to be called. It stays in this folder.")),
            Field("number", _("Your learner number"), "code", help=_("Your instructor tells you, or choose one.")),
        )
        text = _("Both may stay empty. Where people share an account, a number gives each documents of their own.")
        return self.asking("form", "00-welcome", "learner-card", _("Your card"), text, fields, CARD_FILE)

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
