"""Cases: somebody asks whether the role is open to them. One question for each thing that is often believed of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from course.firm import Firm
from course.firm.careers import careers
from course.firm.chance import Chance
from course.locale import N_, Language, translator
from course.tasks.form import Question
from course.tasks.quiz import pick

NO_DEGREE = N_("A post in a back office does not always ask for a degree; this advert does not.")
NO_TRAINING = N_("This advert names one way only, and practice is not it.")
WHOSE_MONEY = N_("That is kindly meant, but no money.")
USUAL = N_("For a specialised career something has to be learned that a clerk’s work does not teach.")
ONE_OF_THEM = N_("That is one of them, but not the only one.")
SUBJECT = N_("What they studied is not what they will do all day.")
GRAND = N_("The word sounds grander than it is meant.")


@dataclass(frozen=True)
class Case:
    """`asked` may use {name}. The first of `answers` is right; `wrong` maps others to slip and message. With `several`
    the first so many answers are right."""

    key: str
    asked: str
    answers: tuple[str, ...]
    wrong: dict[int, tuple[str, str]] = field(default_factory=dict)
    where: str = ""
    several: int = 1


ADVERT = N_("Look at what the advert asks for, word by word.")
CASES = (
    Case(
        "no-degree",
        N_("{name} is trained for the office and has no degree. An advert for a clerk asks for a completed training."),
        (
            N_("{name} can apply: a degree is not always needed."),
            N_("{name} needs a degree first."),
            N_("{name} may apply, but only for a post as a trainee."),
        ),
        {1: ("degree-for-all", NO_DEGREE), 2: ("degree-for-all", NO_DEGREE)},
        ADVERT,
    ),
    Case(
        "experience",
        N_("{name} never finished any training, but has kept a firm’s orders for six years. Which advert is open?"),
        (
            N_("“Completed training, or else three years’ practice”"),
            N_("“Completed training, experience welcome”"),
            N_("“A degree and three years’ practice”"),
        ),
        {1: ("experience-for-degree", NO_TRAINING), 2: ("experience-for-degree", NO_TRAINING)},
        N_("Where does practice take the place of an examination?"),
    ),
    Case(
        "study",
        N_("{name} would like to study beside the work and cannot pay for it alone. Which line in an advert helps?"),
        (
            N_("“We pay half of the fees of an evening degree.”"),
            N_("“For evening study we give you two afternoons a month.”"),
            N_("“With us you grow with your tasks.”"),
        ),
        {1: ("time-for-money", WHOSE_MONEY), 2: ("promise-for-money", WHOSE_MONEY)},
        N_("Which line says who pays?"),
    ),
    Case(
        "special",
        N_("{name} works as a clerk and would like to become an accountant one day. What is usual on the way there?"),
        (
            N_("A degree, perhaps in the evenings, beside the work."),
            N_("Ten years as a clerk; that is always enough."),
            N_("A grander title on the door."),
        ),
        {1: ("experience-for-degree", USUAL), 2: ("title-for-manager", USUAL)},
        N_("Accountant, HR manager and programmer are careers of their own."),
    ),
    Case(
        "subject",
        N_("One degree is in history, one in biology. Both people write well and know spreadsheets. Who fits better?"),
        (
            N_("One fits as well as the other: the subject hardly matters."),
            N_("Biology fits better: it is a science."),
            N_("Neither fits: it has to be business."),
        ),
        {1: ("subject-for-skill", SUBJECT), 2: ("subject-for-skill", SUBJECT)},
        N_("What will they need on their first morning?"),
    ),
    Case(
        "helps",
        N_("{name} may take courses before beginning in a back office. Which help nearly everywhere?"),
        (N_("Mathematics"), N_("Writing"), N_("Office technology"), N_("History of art"), N_("Astronomy")),
        {0: ("one-is-enough", ONE_OF_THEM), 1: ("one-is-enough", ONE_OF_THEM), 2: ("one-is-enough", ONE_OF_THEM)},
        N_("Think of what is calculated, written and operated in an office. There is more than one."),
        several=3,
    ),
    Case(
        "title",
        N_("An advert is headed “Back Office Executive”. What is most likely meant?"),
        (
            N_("A clerk’s post from which there is a way up."),
            N_("A place in the management."),
            N_("A post for people with a degree in management."),
        ),
        {1: ("title-for-manager", GRAND), 2: ("degree-for-all", GRAND)},
        N_("Do not read the title, read the duties."),
    ),
)


def cases(*keys: str) -> Callable[[Firm, Language], tuple[Question, ...]]:
    """The questions on these cases (all of them, if none is named), in an order of the deal."""

    def questions(firm: Firm, language: Language) -> tuple[Question, ...]:
        chance = firm.chance("cases")
        people = [career.person for career in careers(chance)]
        wanted = [case for case in CASES if not keys or case.key in keys]
        return tuple(
            _question(number, case, chance.pick(people), chance, language)
            for number, case in enumerate(chance.shuffled(wanted), start=1)
        )

    return questions


def _question(number: int, case: Case, name: str, chance: Chance, language: Language) -> Question:
    _ = translator(language, "units")
    words = {str(place): _(answer).format(name=name) for place, answer in enumerate(case.answers)}
    truth: Sequence[str] = [str(place) for place in range(case.several)]
    return pick(
        case.key,
        f"{number}. {_(case.asked).format(name=name)}",
        words,
        truth[0] if case.several == 1 else frozenset(truth),
        chance=chance,
        wrong={str(place): (slip, _(text)) for place, (slip, text) in case.wrong.items()},
        where=_(case.where),
    )
