"""Reading adverts: what the title says and what the post is, what must be there and what is only wished for, who pays.

Each question has the neighbour on the paper that is easily taken for its answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from course.firm import Firm
from course.firm.adverts import Advert, Entry, Post, Study, Style, adverts
from course.firm.papers.adverts import begun, job_advert
from course.firm.records import Document
from course.locale import N_, Language, translator
from course.locale.numbers import show_amount
from course.tasks.form import Question, Wrong
from course.tasks.handout import Choice, Field

POSTS: Mapping[Post, str] = {
    "clerk": N_("A clerk’s post: does the work, leads nobody"),
    "manager": N_("A manager’s post: leads other people"),
    "specialist": N_("A specialist’s post: one field, on one’s own"),
}
ENTRIES: Mapping[Entry, str] = {
    "either": N_("Training or experience: one of the two"),
    "training": N_("Completed training"),
    "degree": N_("A degree"),
    "both": N_("A degree and experience, both"),
}
STUDIES: Mapping[Study, str] = {
    "full": N_("The employer, all of it"),
    "part": N_("The employer and oneself, each a part"),
    "self": N_("Oneself, all of it"),
    "none": N_("The advert does not say"),
}
PREFERRED = N_("Some of that is only wished for. What is “welcome” or “preferred” is no condition.")
LEFT_OUT = N_("Read that line to its end: something else counts, too.")
REPLACED = N_("Practice takes the place of a degree only where the advert says so.")
BEGUN = ("-title", "-duties")  # what the note of a colleague answers already
NAMED = 3  # of the advert's duties that stand among the options


def chosen(firm: Firm, styles: Sequence[Style]) -> list[tuple[str, Advert]]:
    """The adverts of these styles, with their numbers."""
    found = [one for one in adverts(firm.chance("adverts"), firm.partners) if one.style in styles]
    return [(f"A-{number}", one) for number, one in enumerate(found, start=1)]


def papers(*styles: Style) -> Callable[[Firm, Language], tuple[Document, ...]]:
    def documents(firm: Firm, language: Language) -> tuple[Document, ...]:
        return tuple(job_advert(advert, number) for number, advert in chosen(firm, styles))

    return documents


def questions(*styles: Style) -> Callable[[Firm, Language], tuple[Question, ...]]:
    def of_firm(firm: Firm, language: Language) -> tuple[Question, ...]:
        return tuple(
            question for number, advert in chosen(firm, styles) for question in _on(advert, number, firm, language)
        )

    return of_firm


def begun_papers(firm: Firm, language: Language) -> tuple[Document, ...]:
    """The advert with a grand title, and a note in which a colleague has begun to read it."""
    [(number, advert)] = chosen(firm, ("grand",))
    return job_advert(advert, number), begun(firm, advert, "NOTIZ-01", number)


def rest_of_begun(firm: Firm, language: Language) -> tuple[Question, ...]:
    """The questions that the note leaves open: what the post really is, what it asks for, and who pays."""
    return tuple(one for one in questions("grand")(firm, language) if not one.field.key.endswith(BEGUN))


def _on(advert: Advert, number: str, firm: Firm, language: Language) -> Iterator[Question]:
    group = f"{advert.employer.name} ({number})"
    yield _title(advert, number, group, language)
    yield _post(advert, number, group, language)
    yield _duties(advert, number, group, firm, language)
    yield _entry(advert, number, group, language)
    yield _study(advert, number, group, language)
    yield _amount(advert, number, group, language)


def _title(advert: Advert, number: str, group: str, language: Language) -> Question:
    _ = translator(language, "units")
    title = advert.title.to(language)
    return Question(
        Field(f"{number}-title", _("Title of the post, as printed"), "text", group=group),
        truth=title,
        also=(f"{title} {_('(m/f/d)')}", f"{title} (m/f/d)", f"{title} (m/w/d)"),
        message=_("This is not what is printed there, letter for letter."),
        where=_("The title is in large letters beneath “We are looking for”."),
        worked=title,
    )


def _post(advert: Advert, number: str, group: str, language: Language) -> Question:
    _ = translator(language, "units")
    sounds = _("The title sounds like it. The sentence beneath it says who leads the office.")
    grand = advert.style == "grand"
    return Question(
        Field(f"{number}-post", _("What kind of post is it?"), "choice", _choices(POSTS, language), group=group),
        truth=advert.post,
        wrong=(Wrong("title-for-manager", "manager", sounds),) if grand else (),
        weight=2,
        message=_("The sentence beneath the title says something else."),
        where=_("Read the sentence beneath the title: who leads whom?"),
        worked=_(POSTS[advert.post]),
    )


def _duties(advert: Advert, number: str, group: str, firm: Firm, language: Language) -> Question:
    _ = translator(language, "units")
    named = advert.duties[:NAMED]
    order = firm.chance(f"duties of {number}").shuffled([*named, *advert.strange])
    truth = frozenset(duty.key for duty in named)
    missed = _("A duty is missing that the advert names.")
    assumed = _("One of these is usual in an office, but this advert does not name it.")
    return Question(
        Field(
            f"{number}-duties",
            _("Which of these duties does the advert name?"),
            "choices",
            tuple(Choice(duty.key, duty.short.to(language)) for duty in order),
            group=group,
        ),
        truth=truth,
        wrong=(
            *(Wrong("duty-overlooked", truth - {key}, missed) for key in sorted(truth)),
            *(Wrong("duty-assumed", truth | {duty.key}, assumed) for duty in advert.strange),
        ),
        weight=2,
        message=_("These are not the duties of this advert."),
        where=_("Go through the list line by line and look for each under “Your work”."),
        worked=", ".join(duty.short.to(language) for duty in named),
    )


def _entry(advert: Advert, number: str, group: str, language: Language) -> Question:
    _ = translator(language, "units")
    slips: Mapping[Entry, tuple[tuple[str, Entry, str], ...]] = {
        "either": (("experience-left-out", "training", LEFT_OUT),),
        "training": (("preferred-as-required", "degree", PREFERRED),),
        "degree": (("preferred-as-required", "both", PREFERRED), ("experience-for-degree", "either", REPLACED)),
        "both": (("experience-left-out", "degree", LEFT_OUT), ("experience-for-degree", "either", REPLACED)),
    }
    return Question(
        Field(f"{number}-entry", _("What must an applicant have?"), "choice", _choices(ENTRIES, language), group=group),
        truth=advert.entry,
        wrong=tuple(Wrong(slip, taken, _(text)) for slip, taken, text in slips[advert.entry]),
        weight=2,
        message=_("The advert says something else about training, degree and practice."),
        where=_("Under “What you bring”: what is a must, what is only wished for?"),
        worked=_(ENTRIES[advert.entry]),
    )


def _study(advert: Advert, number: str, group: str, language: Language) -> Question:
    _ = translator(language, "units")
    slips: Mapping[Study, tuple[str, Study, str]] = {
        "part": ("part-for-all", "full", _("The employer pays, but not the whole fee.")),
        "self": ("time-for-money", "full", _("What the employer gives here is time, not money.")),
        "none": ("promise-for-money", "part", _("Prospects are a fine word. Nothing is said about fees.")),
    }
    slip = slips.get(advert.study)
    return Question(
        Field(f"{number}-study", _("Who pays for further study?"), "choice", _choices(STUDIES, language), group=group),
        truth=advert.study,
        wrong=(Wrong(*slip),) if slip else (),
        weight=2,
        message=_("The advert says something else about the fee."),
        where=_("Under “What we offer”: whose money is it?"),
        worked=_(STUDIES[advert.study]),
    )


def _amount(advert: Advert, number: str, group: str, language: Language) -> Question:
    _ = translator(language, "units")
    whole = _("This is the whole fee of the school.")
    wrong = []
    if advert.study in ("part", "self"):
        wrong.append(Wrong("part-for-all" if advert.study == "part" else "time-for-money", advert.fee, whole))
    if advert.study == "part" and advert.fee != 2 * advert.share:
        wrong.append(Wrong("own-part", advert.fee - advert.share, _("This is what is left for the employee.")))
    return Question(
        Field(
            f"{number}-amount",
            _("What does the employer pay towards it in a year, in EUR?"),
            "amount",
            help=_("0 if nothing."),
            group=group,
        ),
        truth=advert.share,
        wrong=tuple(wrong),
        message=_("This amount does not follow from the advert."),
        where=_("Look at what is paid by the employer, not at what the school charges."),
        worked=show_amount(advert.share, language) if advert.share != Decimal(0) else "0",
    )


def _choices(
    options: Mapping[Post, str] | Mapping[Entry, str] | Mapping[Study, str], language: Language
) -> tuple[Choice, ...]:
    _ = translator(language, "units")
    return tuple(Choice(key, _(words)) for key, words in options.items())
