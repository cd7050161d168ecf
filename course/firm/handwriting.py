"""Handwriting: words as pen strokes, for cards that people have filled in by hand.

The strokes are drawn for this course (`hand.toml`), so no font has to be shipped, and each line is one SVG path of a
thousand bytes or so. A writer has a slant, an ink, and a way of writing 1 and 7, and keeps to them on a whole card: a 1
with an upstroke stands beside a 7 with a bar, a plain 1 beside a plain 7, so that every sign can be told by comparing
it with another one on the same card. What wavers from sign to sign (a little drift, a little size) comes from a seed.

For whoever listens instead of looking, a line is spelt out sign by sign, in words, as it would be dictated on the
telephone: "capital M, u umlaut, e, hyphen" and "zero, one, zero, nine, seven". It is the label of a picture, so it can
be neither selected nor copied; whoever works with it has to take down every sign, as whoever reads the card has to, and
the same traps are in it (ß or ss, a zero in front, the letter O or the digit). Reading the plain word aloud would hide
how it is spelt; putting it into the page as text would make the task one of copying.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from course.firm.chance import Chance
from course.firm.facts import read
from course.locale import Language, translator

FOLDER = Path(__file__).parent
FINE = 4  # steps of a path for one unit of the drawing
GAP = 3.0  # units between two signs
ABOVE, BELOW = 22, 9  # units that a line needs above and beneath its baseline
PIXEL = 1.02  # of a card at its own size, for one unit
UMLAUTS = {"ä": "a", "ö": "o", "ü": "u"}
INKS = ("#1d3a8f", "#23262b", "#274690", "#3b2a63")

Point = tuple[float, float]
Stroke = tuple[Point, ...]


@dataclass(frozen=True)
class Hand:
    """How one person writes. `slant` leans to the right, `size` is 1 for the drawing's own."""

    slant: float
    size: float
    spread: float  # of the signs, 1 for the drawing's own
    ink: str
    upright: bool  # a plain 1 and a plain 7, instead of an upstroke and a bar

    @classmethod
    def of(cls, seed: str) -> Hand:
        chance = Chance(seed, "hand")
        return cls(
            slant=chance.between(-8, 26) / 100,
            size=chance.between(94, 106) / 100,
            spread=chance.between(88, 112) / 100,
            ink=chance.pick(INKS),
            upright=chance.happens(35),
        )


@cache
def _signs() -> dict[str, tuple[float, tuple[Stroke, ...]]]:
    """Sign -> its width and strokes."""
    signs = read(FOLDER / "hand.toml")["signs"]
    return {sign: (float(row["width"]), _strokes(row["strokes"])) for sign, row in signs.items()}


def _strokes(text: str) -> tuple[Stroke, ...]:
    chains = (chain.split() for chain in text.split(";"))
    return tuple(tuple((float(x), float(y)) for x, _, y in (p.partition(",") for p in c)) for c in chains if c)


def can_write(text: str) -> bool:
    return all(sign in _signs() for sign in text)


def handwritten(text: str, seed: str, language: Language) -> Markup:
    """A line in the hand of this seed, as an SVG picture with the line spelt out as its label."""
    hand = Hand.of(seed)
    path, width = strokes(text, hand, Chance(seed, f"line {text}"))
    box = f"0 {-ABOVE * FINE} {round(width * FINE)} {(ABOVE + BELOW) * FINE}"
    size = round(width * PIXEL), round((ABOVE + BELOW) * PIXEL)
    return Markup(
        '<svg class="hand" role="img" aria-label="{}" viewBox="{}" width="{}" height="{}" stroke="{}">'
        '<path d="{}"/></svg>'
    ).format(spelt(text, language), box, *size, hand.ink, path)


def strokes(text: str, hand: Hand, chance: Chance) -> tuple[str, float]:
    """The path of a line, in steps of a FINE-th unit, and the line's width in units."""
    at, drift, parts = 4.0, 0.0, []
    for sign in text:
        width, drawn = _signs()[_form(sign, hand)]
        size = hand.size * (1 + _waver(chance, 3) / 100)
        drift = max(-1.0, min(1.0, drift + _waver(chance, 40) / 100))
        for stroke in drawn:
            parts.append(_path([_placed(point, at, drift, size, hand, chance) for point in stroke]))
        at += (width + GAP) * hand.spread * size
    return "".join(parts), at + 4 + 16 * max(0.0, hand.slant)


def _form(sign: str, hand: Hand) -> str:
    return {"1": "1^", "7": "7-"}.get(sign, sign) if not hand.upright else sign


def _placed(point: Point, at: float, drift: float, size: float, hand: Hand, chance: Chance) -> Point:
    x, y = point
    x, y = x + _waver(chance, 22) / 100, y + _waver(chance, 22) / 100
    return (at + size * (x * hand.spread - y * hand.slant)) * FINE, (drift + y * size) * FINE


def _waver(chance: Chance, most: int) -> int:
    return chance.between(-most, most)


def _path(points: list[Point]) -> str:
    """A quadratic B-spline through these points, written relative and in whole steps, as short as SVG allows."""
    (x, y), *rest = [(round(px), round(py)) for px, py in points]
    path = f"M{x}{_step(y)}"
    if len(rest) == 1:
        return path + f"l{rest[0][0] - x}{_step(rest[0][1] - y)}"
    for number, (cx, cy) in enumerate(rest[:-1]):
        nx, ny = rest[number + 1]
        last = number == len(rest) - 2
        ex, ey = (nx, ny) if last else ((cx + nx) // 2, (cy + ny) // 2)
        path += f"q{cx - x}{_step(cy - y)}{_step(ex - x)}{_step(ey - y)}"
        x, y = ex, ey
    return path


def _step(number: int) -> str:
    """A further number of a path: a minus sign parts it from the one before, else a space does."""
    return str(number) if number < 0 else f" {number}"


def spelt(text: str, language: Language) -> str:
    """The line sign by sign, as it is dictated."""
    return ", ".join(_word(sign, language) for sign in text)


def _word(sign: str, language: Language) -> str:
    _ = translator(language, "firm")
    if sign.isdigit():
        return _digits(language)[int(sign)]
    named = {
        " ": _("space"),
        "-": _("hyphen"),
        ".": _("full stop"),
        ",": _("comma"),
        ":": _("colon"),
        "/": _("slash"),
        "'": _("apostrophe"),
        "+": _("plus"),
        "&": _("and sign"),
        "@": _("at sign"),
        "(": _("bracket opens"),
        ")": _("bracket closes"),
        "€": _("euro sign"),
        "ß": _("sharp s"),
    }
    if sign in named:
        return named[sign]
    plain = UMLAUTS.get(sign.lower(), sign)
    letter = plain.upper() if sign.isupper() else plain
    if sign.lower() in UMLAUTS:
        letter = _("{letter} umlaut").format(letter=letter)
    return _("capital {letter}").format(letter=letter) if sign.isupper() else letter


def _digits(language: Language) -> tuple[str, ...]:
    _ = translator(language, "firm")
    return (
        _("zero"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
    )
