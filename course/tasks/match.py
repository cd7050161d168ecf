"""Match: each of many things is put in one of a few places - duties to front or back office, situations to skills.

A unit declares it with one function that says which places there are and what belongs where:

    Match(id="front-or-back", title=..., instructions=..., points=Decimal(4), questions=duties)

    def duties(firm: Firm, language: Language) -> tuple[Question, ...]:
        places = {"front": _("Front office"), "back": _("Back office")}
        return put_in(places, [Thing("post", _("Sort the post"), "back", wrong={"front": ("post-is-front", ...)})])

A slip is a wrong rule ("whatever comes by telephone is front office"), so it shows on several things at once. It is
named where most of the things show it that it would put in a wrong place; a single one may be a slip of the hand, and
then is only explained. Points come in twentieths: the kind refuses a number of things that would share odd cents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import ClassVar

from course.firm import Firm
from course.tasks.form import Form, Question, Wrong, where_it_shows
from course.tasks.handout import Choice, Field, FormLayout, Handout, Header, TaskKind
from course.tasks.mark import Mark
from course.tasks.task import Answer

SMALLEST_SHARE = Decimal("0.05")  # of a point


@dataclass(frozen=True)
class Thing:
    """What is to be put somewhere. `wrong` maps a wrong place to the slip that puts it there and what to say of it.

    `message` explains a wrong place that no slip explains. Texts are in the learner's language.
    """

    key: str
    label: str
    place: str
    wrong: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    message: str = ""
    where: str = ""
    worked: str = ""


def put_in(places: Mapping[str, str], things: Sequence[Thing]) -> tuple[Question, ...]:
    """The questions of a Match: every thing with the same `places` (key -> words) to choose from."""
    options = tuple(Choice(key, words) for key, words in places.items())
    return tuple(_question(thing, options, places) for thing in things)


def _question(thing: Thing, options: tuple[Choice, ...], places: Mapping[str, str]) -> Question:
    return Question(
        field=Field(thing.key, thing.label, "choice", options),
        truth=thing.place,
        wrong=tuple(Wrong(slip, place, text) for place, (slip, text) in thing.wrong.items()),
        message=thing.message,
        where=thing.where,
        worked=thing.worked or places[thing.place],
    )


@dataclass(frozen=True, kw_only=True)
class Match(Form):
    """Things to be put in places."""

    kind: ClassVar[TaskKind] = "match"

    def handout(self, firm: Firm, header: Header, earlier: Mapping[str, Answer]) -> Handout:
        """As of a form. Raises ValueError for a declaration that cannot be matched, or shared out, fairly."""
        handout = super().handout(firm, header, earlier)
        assert isinstance(handout.layout, FormLayout)
        fields = handout.layout.fields
        if len({field.options for field in fields}) != 1:
            raise ValueError(f"{self.id}: all things of a match need the same places to choose from")
        if self.points % (SMALLEST_SHARE * len(fields)):
            raise ValueError(f"{self.id}: {len(fields)} things cannot share {self.points} points without odd cents")
        return handout

    def mark(self, answer: Answer | None, firm: Firm, handout: Handout, earlier: Mapping[str, Answer]) -> Mark:
        """As of a form, but a slip is named only where the rule shows and not just one wrong thing."""
        mark = super().mark(answer, firm, handout, earlier)
        questions = self.questions(firm, handout.header.language)
        rules = {wrong.slip for question in questions for wrong in question.wrong}
        return replace(mark, items=where_it_shows(mark.items, questions, rules))
