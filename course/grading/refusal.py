"""Why a command does nothing: said in the language of whoever typed it. What is refused is data until it is shown."""

from __future__ import annotations

from typing import Any

from course.locale import Language, translator


class Refusal(Exception):
    """`message` is an English message of the grading catalogue, `facts` fill its gaps. As text it is English."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message, facts)
        self.message = message
        self.facts = facts

    def __str__(self) -> str:
        return self.to("en")

    def __reduce__(self) -> Any:
        """It may have to come from another process or machine, and exceptions do not take keywords with them."""
        return _made_again, (type(self), self.message, self.facts)

    def to(self, language: Language) -> str:
        words = {name: _words(fact, language) for name, fact in self.facts.items()}
        return translator(language, "grading")(self.message).format(**words)


def _made_again(kind: type[Refusal], message: str, facts: dict[str, object]) -> Refusal:
    return kind(message, **facts)


def _words(fact: object, language: Language) -> object:
    """A fact may itself be something to be said, or several such things."""
    if isinstance(fact, tuple):
        return " ".join(str(_words(one, language)) for one in fact)
    return fact.to(language) if isinstance(fact, Refusal) else fact


class NotReady(Refusal):
    """The assignment cannot be worked with yet. The text says what to do."""
