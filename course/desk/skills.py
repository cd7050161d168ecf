"""The learner's own skills, as they see them: a match that nobody marks, and a radar drawn from it.

Twice: today, and as it is to be later (or has become, when they come back). It stays in the learner's folder. What is
drawn is said in words as well; matplotlib is loaded only when a picture is asked for.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from io import BytesIO
from math import pi, sin
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from course.desk.answers import Message
from course.desk.own_form import OwnForm
from course.firm.skills import skills
from course.locale import N_, Language, translator
from course.tasks.files import read_json
from course.tasks.handout import Choice, Field, Handout
from course.tasks.task import Unreadable

if TYPE_CHECKING:
    from matplotlib.projections.polar import PolarAxes

When = Literal["before", "after"]
Levels = Mapping[When, Mapping[str, int]]
LEVELS = 5
TITLES: Mapping[When, str] = {"before": N_("My skills today"), "after": N_("My skills later")}
INK, ACCENT, PAPER, LINE = "#0f4c5c", "#b4472f", "#fffdf7", "#b9c2c4"


def file_of(when: When) -> str:
    return f"skills-{when}.json"


class SkillsWork(OwnForm):
    """One of the two self-assessments."""

    def __init__(self, language: Language, when: When, folder: Path | None = None) -> None:
        super().__init__(language, folder)
        self.when: When = when
        self.handout = self._handout()
        _ = translator(language, "desk")
        self.button = [_("Draw my skills"), _("Nothing here is marked or sent. It stays in this folder.")]

    def _handout(self) -> Handout:
        _ = translator(self.language, "desk")
        levels = tuple(Choice(str(level), str(level)) for level in range(1, LEVELS + 1))
        fields = tuple(Field(key, skill.name.to(self.language), "choice", levels) for key, skill in skills().items())
        scale = _("1: never done. 3: with somebody beside me. 5: I could show others.")
        name, title = f"skills-{self.when}", _(TITLES[self.when])
        return self.asking("match", "02-skills", name, title, scale, fields, file_of(self.when))

    def check(self) -> Message:
        """The picture, and what it shows in words."""
        _ = translator(self.language, "desk")
        levels = {when: levels_in(self.folder, when) for when in TITLES}
        if not levels[self.when]:
            return {"headline": _("Nothing is filled in yet."), "good": False, "lines": []}
        words = Markup("").join(Markup("<li>{}</li>").format(line) for line in in_words(levels, self.language))
        picture = Markup(
            '<p><strong>{}</strong></p><figure class="bo-picture"><img src="{}" alt="{}">'
            "<details><summary>{}</summary><ul>{}</ul></details></figure>"
        ).format(
            _("This is how you see yourself."),
            radar(levels, self.language),
            _("Your skills as a radar: ten spokes, the further out, the surer."),
            _("In words"),
            words,
        )
        return {"html": str(picture), "lines": []}


def levels_in(folder: Path, when: When) -> dict[str, int]:
    """Skill -> level, as far as filled in; a file that cannot be read is as good as none."""
    try:
        answers = (read_json(folder / file_of(when), "en") or {}).get("answers")
    except Unreadable:
        return {}
    found = answers if isinstance(answers, dict) else {}
    allowed = {str(level): level for level in range(1, LEVELS + 1)}
    return {key: allowed[found[key]] for key in skills() if isinstance(found.get(key), str) and found[key] in allowed}


def in_words(levels: Levels, language: Language) -> list[str]:
    """One line a skill: "Entering data: 2 today, 4 later."."""
    _ = translator(language, "desk")
    words: Mapping[When, str] = {"before": _("{level} today"), "after": _("{level} later")}
    lines = []
    for key, skill in skills().items():
        said = [text.format(level=levels[when][key]) for when, text in words.items() if key in levels[when]]
        if said:
            lines.append(f"{skill.name.to(language)}: {', '.join(said)}.")
    return lines


def radar(levels: Levels, language: Language) -> str:
    """The radar as the source of an image. A skill that is not filled in is drawn at 0."""
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.projections.polar import PolarAxes

    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "skills", "font.family": "sans-serif"}):
        figure = Figure(figsize=(7, 5.4), facecolor=PAPER)
        axes = figure.add_subplot(projection="polar", theta_offset=pi / 2, theta_direction=-1, facecolor=PAPER)
        assert isinstance(axes, PolarAxes)
        _draw(axes, levels, language)
        figure.legend(loc="lower right", frameon=False, fontsize=10)
        page = BytesIO()
        figure.savefig(page, format="svg", bbox_inches="tight", metadata={"Date": None})
    return "data:image/svg+xml;base64," + base64.b64encode(page.getvalue()).decode("ascii")


def _draw(axes: PolarAxes, levels: Levels, language: Language) -> None:
    _ = translator(language, "desk")
    names = [skill.name.to(language).replace(", ", ",\n", 1) for skill in skills().values()]
    angles = [2 * pi * place / len(names) for place in range(len(names))]
    lines: tuple[tuple[When, str, str, str], ...] = (
        ("before", _("today"), INK, "-"),
        ("after", _("later"), ACCENT, "--"),
    )
    for when, said, colour, style in lines:
        if levels[when]:
            values = [levels[when].get(key, 0) for key in skills()]
            axes.plot([*angles, angles[0]], [*values, values[0]], style, color=colour, linewidth=2, label=said)
            axes.fill(angles, values, color=colour, alpha=0.12)
    axes.set_xticks(angles, names, fontsize=10)
    for label, angle in zip(axes.get_xticklabels(), angles, strict=True):
        label.set_horizontalalignment(_side(angle))
    axes.set_rlabel_position(18)
    axes.set_yticks(range(1, LEVELS + 1), [str(level) for level in range(1, LEVELS + 1)], fontsize=9)
    axes.set_ylim(0, LEVELS)
    axes.tick_params(axis="x", pad=10)
    axes.grid(color=LINE)
    axes.spines["polar"].set_color(LINE)


def _side(angle: float) -> Literal["left", "center", "right"]:
    """On which side of its spoke a label stands, so that it stays outside the circle."""
    if abs(sin(angle)) < 0.1:
        return "center"
    return "left" if sin(angle) > 0 else "right"
