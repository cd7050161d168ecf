"""Job adverts of firms that we deal with, and what they really say: which post it is, what must be there, who pays.

The truth is chosen first, and then words that say it. Adverts love grand titles and soft words: a "manager" who leads
nobody, a degree that is "welcome" beside a training that is a must, "prospects" where no money is meant. Those are in
every deal, so that every learner meets each of them once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from course.firm.cast import FOLDER
from course.firm.chance import Chance
from course.firm.facts import read
from course.firm.records import Partner
from course.locale import Text

Style = Literal["grand", "plain", "special"]  # what the title sounds like
Post = Literal["clerk", "manager", "specialist"]
Entry = Literal["either", "training", "degree", "both"]
Study = Literal["full", "part", "self", "none"]
STYLES: tuple[Style, ...] = ("grand", "plain", "special")
NAMED = 4  # duties that an advert names; a special post's three own and one of the office
SHARES = ("0.4", "0.5", "0.6")


@dataclass(frozen=True)
class Duty:
    key: str
    line: Text  # as the advert has it
    short: Text  # as a question names it


@dataclass(frozen=True)
class Advert:
    """An advert and its truth. `fee` and `share` are EUR a year: the school's fee, and what the employer adds."""

    employer: Partner
    title: Text
    style: Style
    post: Post
    leads: Text
    duties: tuple[Duty, ...]
    strange: tuple[Duty, ...]  # duties that this advert does not name
    entry: Entry
    requirements: tuple[Text, ...]
    study: Study
    fee: Decimal
    share: Decimal
    study_line: Text
    helps: tuple[Text, ...]
    offers: tuple[Text, ...]


@cache
def _cast() -> Mapping[str, Any]:
    return read(FOLDER / "adverts.toml")


@cache
def _duties() -> Mapping[str, Duty]:
    rows: Mapping[str, Any] = _cast()["duties"]
    return {key: Duty(key, Text(**row["line"]), Text(**row["short"])) for key, row in rows.items()}


def adverts(chance: Chance, partners: Sequence[Partner]) -> tuple[Advert, ...]:
    """Three adverts: a grand title, a plain one, a special post. One pays a part of study; the other two differ."""
    houses = chance.some([one for one in partners if one.role in ("customer", "supplier")], len(STYLES))
    clerks: list[Entry] = chance.shuffled(["either", "training"])
    special: tuple[Entry, ...] = ("degree", "both")
    entries: list[Entry] = [*clerks, chance.pick(special)]
    others: list[Study] = chance.some(["full", "self", "none"], 2)
    studies = chance.shuffled(["part", *others])
    rows = zip(STYLES, houses, entries, studies, strict=True)
    return tuple(_advert(style, house, entry, study, chance) for style, house, entry, study in rows)


def _advert(style: Style, employer: Partner, entry: Entry, study: Study, chance: Chance) -> Advert:
    cast = _cast()
    post = chance.pick([row for row in cast["posts"] if row["type"] == style])
    own = [_duties()[key] for key in post.get("duties", ())]
    clerical = chance.shuffled([duty for key, duty in _duties().items() if key not in _special()])
    named, strange = chance.shuffled([*own, *clerical[: NAMED - len(own)]]), clerical[NAMED : NAMED + 3]
    fee = Decimal(chance.between(20, 60) * 60)
    share = {"full": fee, "part": (fee * Decimal(chance.pick(SHARES))).quantize(Decimal(1))}.get(study, Decimal(0))
    years = {"years": chance.between(2, 5)}
    return Advert(
        employer=employer,
        title=Text(**post["title"]),
        style=style,
        post=post["kind"],
        leads=_filled(chance.pick(cast["leads"][post["kind"]]), {"count": chance.between(3, 9)}),
        duties=tuple(named),
        strange=tuple(strange),
        entry=entry,
        requirements=_requirements(chance.pick(cast["entry"][entry]), post, years),
        study=study,
        fee=fee,
        share=share,
        study_line=Text(**chance.pick(cast["study"][study])),
        helps=tuple(Text(**words) for words in chance.some(cast["helps"], 2)),
        offers=tuple(_filled(words, _offer(chance)) for words in chance.some(cast["offers"], 2)),
    )


@cache
def _special() -> frozenset[str]:
    """Duties that only a manager's or specialist's post has."""
    return frozenset(key for row in _cast()["posts"] for key in row.get("duties", ()))


def _requirements(
    words: Mapping[str, list[str]], post: Mapping[str, Any], years: Mapping[str, int]
) -> tuple[Text, ...]:
    pairs = zip(words["en"], words["de"], strict=True)
    degree: Mapping[str, str] = post.get("degree", {"en": "", "de": ""})
    return tuple(
        Text(
            en.format(subject=post["subject"]["en"], degree=degree["en"], **years),
            de.format(subject=post["subject"]["de"], degree=degree["de"], **years),
        )
        for en, de in pairs
    )


def _offer(chance: Chance) -> dict[str, int]:
    return {"days": chance.between(27, 30), "hours": chance.between(36, 39)}


def _filled(words: Mapping[str, str], values: Mapping[str, int]) -> Text:
    return Text(words["en"].format(**values), words["de"].format(**values))
