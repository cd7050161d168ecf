"""Situations of an office day, each of which asks for one skill above all: those that the course's article names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course.firm import Firm
from course.firm.chance import Chance
from course.firm.skills import Situation, Skill, skills
from course.locale import Language, Text, translator
from course.tasks.form import Question
from course.tasks.match import Thing, put_in

EACH = 2  # situations a skill: a mistake that shows on both is no slip of the hand


@dataclass(frozen=True)
class Situations:
    """Two situations for each of `count` skills; `purpose` is the task's id, its stream of chance."""

    purpose: str
    count: int

    def questions(self, firm: Firm, language: Language) -> tuple[Question, ...]:
        chance = firm.chance(self.purpose)
        wanted = chance.some(list(skills().values()), self.count)
        things = [(skill, text) for skill in wanted for text in dealt(skill.situations, chance)]
        places = {key: skill.name.to(language) for key, skill in skills().items()}
        return put_in(places, list(_things(chance.shuffled(things), language)))


def dealt(situations: Sequence[Situation], chance: Chance) -> list[Text]:
    """One situation of each part that the skill has, so that every learner is asked about each; then any."""
    deck = chance.shuffled(situations)
    firsts = list({one.about: one for one in deck}.values())
    return [one.text for one in (*firsts, *(one for one in deck if one not in firsts))][:EACH]


def _things(things: Sequence[tuple[Skill, Text]], language: Language) -> Iterator[Thing]:
    _ = translator(language, "units")
    for number, (skill, text) in enumerate(things, start=1):
        yield Thing(
            f"situation-{number}",
            f"{number}. {text.to(language)}",
            skill.key,
            wrong={skill.near: (f"{skill.key}-as-{skill.near}", skill.say.to(language))},
            message=_("Another skill matters more here."),
            where=_("Ask what would go wrong first if somebody could not do it."),
        )
