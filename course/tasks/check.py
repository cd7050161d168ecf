"""What Check says before the work is handed in: is it complete, can it be read, do the totals agree?

Never whether it is right: a check is made from the handout alone and does not know the truth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from course.locale import Language, translator

Level = Literal["ok", "todo", "unreadable", "note"]  # note: for your information, nothing to be done
_SIGNS = {"ok": "✓", "todo": "○", "unreadable": "!", "note": "i"}


@dataclass(frozen=True)
class CheckLine:
    """One thing that was looked at; `ref` is the cell or field it speaks of, where there is one."""

    level: Level
    text: str
    ref: str = ""


@dataclass(frozen=True, repr=False)
class CheckReport:
    """What was looked at, line by line. `complete` means ready to hand in, not right."""

    lines: tuple[CheckLine, ...]
    language: Language

    @property
    def complete(self) -> bool:
        return all(line.level in ("ok", "note") for line in self.lines)

    @property
    def summary(self) -> str:
        _ = translator(self.language, "tasks")
        if self.complete:
            return _("Complete and readable. Whether it is right is looked at when it is marked.")
        if any(line.level == "unreadable" for line in self.lines):
            return _("Something cannot be read yet.")
        return _("Not finished yet.")

    def __repr__(self) -> str:
        return "\n".join([self.summary, *(f"{_SIGNS[line.level]} {line.text}" for line in self.lines)])

    def _repr_html_(self) -> str:
        items = Markup("").join(
            Markup("<li>{} {}</li>").format(_level_sign(line.level, self.language), line.text) for line in self.lines
        )
        return str(
            Markup('<div class="bo-check"><p><strong>{}</strong></p><ul style="{}">{}</ul></div>').format(
                self.summary, "list-style:none;padding-left:0", items
            )
        )


def _level_sign(level: Level, language: Language) -> Markup:
    """The sign, and for a screen reader its meaning: never colour alone."""
    _ = translator(language, "tasks")
    words = {"ok": _("done"), "todo": _("to do"), "unreadable": _("cannot be read"), "note": _("note")}
    return Markup('<span role="img" aria-label="{}">{}</span>').format(words[level], _SIGNS[level])


def no_answer(language: Language) -> CheckReport:
    _ = translator(language, "tasks")
    return CheckReport((CheckLine("todo", _("Nothing has been filled in yet.")),), language)


def not_readable(reason: str, language: Language) -> CheckReport:
    return CheckReport((CheckLine("unreadable", reason),), language)


def report(lines: Iterable[CheckLine], language: Language) -> CheckReport:
    """A report of these lines; with nothing to complain of, one line that says so."""
    _ = translator(language, "tasks")
    found = tuple(lines)
    return CheckReport(found or (CheckLine("ok", _("Everything is filled in.")),), language)
