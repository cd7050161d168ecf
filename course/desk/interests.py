"""The interest profile: twelve statements, a picture of the ticks, two paragraphs. Nobody marks it or sees it but them.

It lies in the lesson's folder like any answer, but no assignment has it, so it is never handed in. It describes what
somebody ticked on one day; it does not say whether the work suits them. Only they can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from course.desk.answers import Message
from course.desk.own_form import OwnForm
from course.locale import N_, Language, translator
from course.tasks.files import read_json
from course.tasks.handout import Choice, Field, Handout
from course.tasks.task import Unreadable

FILE = "interest-profile.json"
LEVELS = (N_("no"), N_("rather not"), N_("rather"), N_("yes"))  # worth 0 to 3
EACH = 2  # statements an area
MOST = EACH * (len(LEVELS) - 1)


@dataclass(frozen=True)
class Area:
    """`easy` is said where much was ticked, `hard` where little was."""

    key: str
    name: str
    statements: tuple[str, str]
    easy: str
    hard: str


AREAS = (
    Area(
        "care",
        N_("Being exact"),
        (
            N_("I notice when two digits in a long number have changed places."),
            N_("I read a letter again before I send it."),
        ),
        N_("Comparing and looking twice make up much of the day; it seems to cost you little."),
        N_("Much of the day is comparing and looking twice. Whoever is bored by it needs checks and short breaks."),
    ),
    Area(
        "figures",
        N_("Figures"),
        (N_("I check a bill in my head."), N_("A page full of numbers does not frighten me.")),
        N_("Prices, quantities and dates go through your hands every hour, and you do not seem to mind."),
        N_("Hardly an hour goes by without a figure. It is the four basic sums and percentages, no more than that."),
    ),
    Area(
        "words",
        N_("Writing"),
        (N_("I like to look for the right word."), N_("I like to explain something in writing.")),
        N_("Letters and e-mails are read by people who do not know you; a liking for words shows in them."),
        N_("Every day has its e-mails and notes. They are short, and most follow a pattern that can be learned."),
    ),
    Area(
        "technology",
        N_("Office technology"),
        (
            N_("When a program does something odd I try until I know why."),
            N_("I like to learn keys and new tools."),
        ),
        N_("Programs change every year; you may become the one whom the others ask."),
        N_("Hardly anything is done without a program. You need not love it, but you will meet it every day."),
    ),
    Area(
        "people",
        N_("People"),
        (
            N_("I like a day on which many people ask me something."),
            N_("I find it easy to ring up somebody I do not know."),
        ),
        N_("Back office is not silent: colleagues and suppliers ask. If you like that best, try the front office."),
        N_(
            "There are quiet hours, but the telephone rings and colleagues come in. Being calm about it takes practice."
        ),
    ),
    Area(
        "order",
        N_("Keeping order"),
        (
            N_("My things have their places, and I find them there."),
            N_("I finish one list before I begin the next."),
        ),
        N_("Files, stock and due dates depend on somebody who likes to see things in their place."),
        N_("Files and due dates do not keep themselves. Firm habits help more than talent."),
    ),
)


class InterestProfile(OwnForm):
    def __init__(self, language: Language, folder: Path | None = None) -> None:
        super().__init__(language, folder)
        _ = translator(language, "desk")
        self.button = [_("Show my picture"), _("Nothing here is marked or sent. It stays in this folder.")]
        self.handout = self._handout()

    def _handout(self) -> Handout:
        _ = translator(self.language, "desk")
        levels = tuple(Choice(str(worth), _(level)) for worth, level in enumerate(LEVELS))
        rows = [(area, number) for number in range(EACH) for area in AREAS]  # not two of a kind together
        fields = tuple(Field(f"{a.key}-{number}", _(a.statements[number]), "choice", levels) for a, number in rows)
        text = _(
            "Twelve statements. There is no right answer. Choose what is true of you, not what you wish were true."
        )
        title = _("What comes easily to me?")
        return self.asking("match", "01-role", "interest-profile", title, text, fields, FILE)

    def check(self) -> Message:
        """The picture and two paragraphs, or how many statements are still open."""
        _ = translator(self.language, "desk")
        ticked = ticks(self.folder / FILE, self.language)
        missing = EACH * len(AREAS) - len(ticked)
        if missing:
            said = _("The picture needs all twelve. Still open: {count}.").replace("{count}", str(missing))
            return {"headline": said, "good": False, "lines": []}
        sums = {area.key: sum(ticked[f"{area.key}-{number}"] for number in range(EACH)) for area in AREAS}
        paragraphs = Markup("").join(Markup("<p>{}</p>").format(text) for text in words(sums, self.language))
        return {"html": str(picture(sums, self.language) + paragraphs), "lines": []}


def ticks(path: Path, language: Language) -> dict[str, int]:
    """What was ticked, 0 to 3, as far as it can be read."""
    try:
        answers = (read_json(path, language) or {}).get("answers")
    except Unreadable:
        return {}
    known = {f"{area.key}-{number}" for area in AREAS for number in range(EACH)}
    worth = {str(level): level for level in range(len(LEVELS))}
    found = answers.items() if isinstance(answers, dict) else ()
    return {key: worth[value] for key, value in found if key in known and isinstance(value, str) and value in worth}


def words(sums: Mapping[str, int], language: Language) -> tuple[str, str]:
    """Two honest paragraphs: what seems to come easily, and what may cost strength. Never whether the work suits."""
    _ = translator(language, "desk")
    high, low = max(sums.values()), min(sums.values())
    closing = _("Twelve ticks do not know you. A week in an office tells you more; so do the next lessons.")
    if high == low:
        level = _(
            "All six areas are level in your picture. Then it says little, and your own judgement counts the more."
        )
        return level, closing
    easy = [area for area in AREAS if sums[area.key] == high][:2]
    hard = [area for area in AREAS if sums[area.key] == low][:2]
    first = _("You agreed most with: {areas}.").replace("{areas}", ", ".join(_(area.name) for area in easy))
    second = _("You agreed least with: {areas}.").replace("{areas}", ", ".join(_(area.name) for area in hard))
    return (
        " ".join([first, *(_(area.easy) for area in easy)]),
        " ".join([second, *(_(area.hard) for area in hard), closing]),
    )


LINE, LEFT, SCALE = 34, 170, 58  # pixels: height of a bar's line, where bars begin, a point


def picture(sums: Mapping[str, int], language: Language) -> Markup:
    """One bar an area, in the colours of the desk. What the bars say is written beside them, and in the description."""
    _ = translator(language, "desk")
    of = _("{points} of {most}")
    said = {a.key: of.replace("{points}", str(sums[a.key])).replace("{most}", str(MOST)) for a in AREAS}
    bars = Markup("").join(_bar(at, _(a.name), sums[a.key], said[a.key]) for at, a in enumerate(AREAS))
    told = ", ".join(f"{_(area.name)}: {said[area.key]}" for area in AREAS)
    return Markup(
        '<svg class="bo-interests" role="img" aria-label="{}" viewBox="0 0 {} {}" font-size="14" fill="currentColor">'
        "{}</svg>"
    ).format(told, LEFT + MOST * SCALE + 70, LINE * len(AREAS) + 6, bars)


def _bar(at: int, name: str, points: int, said: str) -> Markup:
    top, width = at * LINE + 6, points * SCALE
    return Markup(
        '<text x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="20" rx="3" fill="none" stroke="var(--bo-line)"/>'
        '<rect x="{}" y="{}" width="{}" height="20" rx="3" fill="var(--bo-accent)"/>'
        '<text x="{}" y="{}" font-size="12">{}</text>'
    ).format(
        LEFT - 10, top + 15, name, LEFT, top, MOST * SCALE, LEFT, top, width, LEFT + MOST * SCALE + 8, top + 15, said
    )
