"""Adverts and careers: the paper says what the truth says, the traps are always there, nobody has much more to read."""

from __future__ import annotations

import re
from decimal import Decimal
from statistics import median

import pytest

from course.firm import Firm
from course.firm.adverts import Advert, adverts
from course.firm.careers import NUMBERS, Career, careers
from course.firm.paper import render
from course.firm.papers.adverts import job_advert, portrait
from course.locale import LANGUAGES, Language
from course.locale.numbers import show_amount

FIRMS = [Firm.deal(f"adverts {number}") for number in range(12)]
WISHED = re.compile("welcome|preferably|advantage|gern gesehen|idealerweise|von Vorteil")
INSTEAD = re.compile("or else|just as much|one of the two|oder stattdessen|genauso viel|Eines von beiden")


def dealt(firm: Firm) -> tuple[Advert, ...]:
    return adverts(firm.chance("adverts"), firm.partners)


def text(html: str) -> str:
    return re.sub("[ \n]+", " ", re.sub("<[^>]+>", " ", html).replace("&#39;", "'"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_advert_says_its_truth_and_never_its_name(language: Language) -> None:
    for firm in FIRMS:
        for advert in dealt(firm):
            said = text(render(job_advert(advert, "A-1"), language))
            assert advert.title.to(language) in said
            assert advert.leads.to(language) in said
            assert all(duty.line.to(language) in said for duty in advert.duties)
            assert not any(duty.line.to(language) in said for duty in advert.strange)
            assert (show_amount(advert.fee, language) in said) == (advert.study != "none")
            share = re.escape(show_amount(advert.share, language))
            assert bool(re.search(rf"(?<![\d.,]){share}", said)) == (advert.study in ("part", "full"))


def test_a_papers_data_holds_what_is_printed_and_no_more() -> None:
    for firm in FIRMS:
        for advert in dealt(firm):
            data = job_advert(advert, "A-1").data
            assert (data["fee"] != "0") == (advert.study != "none")
            assert (data["share"] != "0") == (advert.study == "part")
            assert not {advert.post, advert.entry, advert.study} & {str(value) for value in data.values()}


def test_every_deal_has_the_traps() -> None:
    for firm in FIRMS:
        grand, plain, special = dealt(firm)
        assert (grand.post, plain.post) == ("clerk", "clerk")
        assert special.post != "clerk"
        assert re.search("Executive|Manager", grand.title.en)
        assert {grand.entry, plain.entry} == {"either", "training"}
        assert special.entry in ("degree", "both")
        assert "part" in {one.study for one in (grand, plain, special)}
        assert len({one.study for one in (grand, plain, special)}) == 3


def test_soft_words_stand_where_something_is_only_wished_for() -> None:
    for firm in FIRMS:
        for advert in dealt(firm):
            for language in LANGUAGES:
                said = " ".join(line.to(language) for line in advert.requirements)
                assert bool(WISHED.search(said)) == (advert.entry in ("training", "degree")), said
                assert bool(INSTEAD.search(said)) == (advert.entry == "either"), said


def test_the_share_is_a_part_of_the_fee() -> None:
    for firm in FIRMS:
        for advert in dealt(firm):
            share = {"full": advert.fee, "part": advert.share, "self": Decimal(0), "none": Decimal(0)}[advert.study]
            assert advert.share == share
            assert advert.study != "part" or 0 < advert.share < advert.fee


def years_in(career: Career, language: Language) -> list[int]:
    """The years of a portrait in the order of telling, reckoned from its words alone."""
    numbers = NUMBERS[language].split()
    told_by = career.portrait.to(language).casefold()
    told = re.findall(r"\b20[0-2]\d\b|\b(?:" + "|".join(numbers[2:]) + r") (?:years|jahre)\b", told_by)
    found: list[int] = []
    for word in told:
        if word.isdigit():
            found.append(int(word))
        else:
            gap = numbers.index(word.split()[0])
            later = re.search(rf"{word} (later|danach)", told_by)
            found.append(found[-1] + gap if later else found[-1] - gap)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_portrait_tells_the_years_of_its_steps_and_not_in_order(language: Language) -> None:
    for firm in FIRMS:
        for career in careers(firm.chance("careers")):
            by_key = {step.key: step.year for step in career.steps}
            assert years_in(career, language) == [by_key[key] for key in career.told], career.portrait.to(language)
            assert list(career.told) != sorted(career.told)
            assert [step.year for step in career.steps] == sorted({step.year for step in career.steps})
            assert max(by_key.values()) < 2026
            assert career.portrait.to(language) in text(render(portrait(firm, career, "P-1"), language))


def test_nobody_reads_much_more_than_others() -> None:
    for language in LANGUAGES:
        lengths = [sum(len(text(render(job_advert(one, "A-1"), language))) for one in dealt(firm)) for firm in FIRMS]
        assert all(abs(length / median(lengths) - 1) <= 0.15 for length in lengths), lengths
