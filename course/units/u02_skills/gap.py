"""The gap: an advert's requirements laid beside a CV. How far is each met, and which line of the CV shows it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from course.firm import Firm
from course.firm.hiring import NOTHING, STATUS_WORDS, TRAINING, Application, Finding, Status, apply
from course.firm.papers.hiring import advert, begun, cv
from course.firm.records import Document
from course.locale import Language, translator
from course.tasks.form import Question, Wrong
from course.tasks.handout import Choice, Field

NOT_COUNTED = "experience-not-counted"
AS_EXAMINATION = "experience-as-qualification"
OTHER_TRADE = "training-for-another-trade"
TOO_FEW_YEARS = "too-few-years"
HALF_FOR_WHOLE = "partly-for-met"
WORD_FOR_SKILL = "word-for-skill"
OVERLOOKED = "line-overlooked"
LINE_SLIPPED = "line-slipped"


@dataclass(frozen=True)
class Gap:
    """A CV against an advert. A colleague has done the first `given` requirements."""

    purpose: str
    statuses: tuple[Status, ...]
    given: int = 0

    def application(self, firm: Firm) -> Application:
        return apply(firm.chance(self.purpose), self.statuses)

    def documents(self, firm: Firm, language: Language) -> tuple[Document, ...]:
        application = self.application(firm)
        papers = (cv(application, "BEW-01"), advert(firm, application, "ANZ-01"))
        return (*papers, begun(firm, application, self.given, "NOTIZ-01")) if self.given else papers

    def questions(self, firm: Firm, language: Language) -> tuple[Question, ...]:
        application = self.application(firm)
        rows = list(enumerate(application.findings, start=1))[self.given :]
        return tuple(question for row in rows for question in _Row(*row, application, language).questions())


@dataclass(frozen=True)
class _Row:
    """One requirement: how far it is met, and the line that shows it."""

    number: int
    finding: Finding
    application: Application
    language: Language

    def questions(self) -> Iterator[Question]:
        _ = translator(self.language, "units")
        group = f"{self.number}. {self.finding.requirement.text.to(self.language)}"
        status = self.finding.status
        kinds = tuple(Choice(key, words.to(self.language)) for key, words in STATUS_WORDS.items())
        yield Question(
            Field(f"how-far-{self.number}", _("How far?"), "choice", kinds, group=group),
            truth=status,
            wrong=tuple(self._wrong_statuses()),
            message=_("That does not agree with what the CV says."),
            where=_("Read what the advert asks for word by word, then look for each part of it in the CV."),
            worked=STATUS_WORDS[status].to(self.language),
        )
        yield Question(
            Field(f"line-{self.number}", _("Line of the CV"), "choice", self._lines(), group=group),
            truth=str(self.finding.line),
            wrong=tuple(self._wrong_lines()),
            message=_("This line does not show it."),
            where=_("The number is in the margin of the CV. Where nothing shows it, pick “No line”."),
            worked=next(line.label for line in self._lines() if line.key == str(self.finding.line)),
        )

    def _lines(self) -> tuple[Choice, ...]:
        _ = translator(self.language, "units")
        lines = self.application.lines
        named = (Choice(str(line.number), f"{line.number}: {line.text.to(self.language)}") for line in lines)
        return (*named, Choice(str(NOTHING), _("No line")))

    def _wrong_statuses(self) -> Iterator[Wrong]:
        message = self._messages()
        match self.finding.status, self.finding.requirement.key:
            case "experience", key:
                yield Wrong(NOT_COUNTED, "missing", message[NOT_COUNTED])
                as_examination = OTHER_TRADE if key == TRAINING else AS_EXAMINATION
                yield Wrong(as_examination, "qualification", message[as_examination])
            case "qualification", "training":
                yield Wrong(TOO_FEW_YEARS, "experience", message[TOO_FEW_YEARS])
            case "partly", _key:
                line = self.application.lines[self.finding.line - 1]
                whole = "qualification" if line.section == "courses" else "experience"
                yield Wrong(HALF_FOR_WHOLE, whole, message[HALF_FOR_WHOLE])
            case "missing", _key:
                yield Wrong(WORD_FOR_SKILL, "experience", message[WORD_FOR_SKILL])
        if self.finding.status in ("qualification", "partly"):
            yield Wrong(OVERLOOKED, "missing", message[OVERLOOKED])

    def _wrong_lines(self) -> Iterator[Wrong]:
        message, finding = self._messages(), self.finding
        if finding.status == "experience":
            yield Wrong(NOT_COUNTED, str(NOTHING), message[NOT_COUNTED])
        elif finding.line:
            yield Wrong(OVERLOOKED, str(NOTHING), message[OVERLOOKED])
        if finding.bait:
            kinds = {"experience": OTHER_TRADE, "qualification": TOO_FEW_YEARS, "missing": WORD_FOR_SKILL}
            slip = kinds[finding.status]
            yield Wrong(slip, str(finding.bait), message[slip])
        below = finding.line + 1
        if finding.line and below != finding.bait:
            yield Wrong(LINE_SLIPPED, str(below), message[LINE_SLIPPED])

    def _messages(self) -> dict[str, str]:
        _ = translator(self.language, "units")
        return {
            NOT_COUNTED: _("Experience counts: there is a line that says it was done at work, without a certificate."),
            AS_EXAMINATION: _("It was done at work. A qualification would be a certificate or an examination."),
            OTHER_TRADE: _("That training was for another trade. The advert also accepts years in an office."),
            TOO_FEW_YEARS: _("Count the years: in an office there are fewer than the advert asks for."),
            HALF_FOR_WHOLE: _("The line says itself what is lacking. A part of what is asked for is not all of it."),
            WORD_FOR_SKILL: _("It only sounds like it. What was done there is another thing."),
            LINE_SLIPPED: _("This is the line below: the number has slipped."),
            OVERLOOKED: _("There is a line that shows it, or a part of it."),
        }
