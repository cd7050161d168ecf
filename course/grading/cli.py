"""`backoffice grade` and `report`: read the options, call the room, put the outcome into words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from course.command_error import CommandError
from course.grading.outcome import shown
from course.locale import LANGUAGES, N_, Language, translator
from course.locale.numbers import show_number

if TYPE_CHECKING:
    from course.grading.class_result import ClassResult
    from course.grading.run import Options, Summary

Commands = argparse._SubParsersAction  # argparse has no public name for what add_subparsers returns


def add_commands(commands: Commands[argparse.ArgumentParser], language: Language) -> None:
    """Add this room's commands to `backoffice`; their help is in this language."""
    _add_deal(commands, language)
    _add_grade(commands, language)
    _add_report(commands, language)


def _common(parser: argparse.ArgumentParser, language: Language) -> None:
    _ = translator(language, "grading")
    parser.add_argument("assignment", metavar="ASSIGNMENT", help=_("its name in source/, e.g. 11-bookkeeping-en"))
    parser.add_argument(
        "--course-dir", type=Path, metavar="FOLDER", help=_("the nbgrader course (default: the current folder)")
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=language, help=_("language of what is said to you"))


def whole_number(least: int, most: int, language: Language) -> Callable[[str], int]:
    """Reads a whole number, for argparse."""

    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            told = translator(language, "cli")("'{text}' is not a whole number from {least} to {most}")
            raise argparse.ArgumentTypeError(told.format(text=text, least=least, most=most))
        return int(text)

    return read


def number_of_seconds(least: int, most: int, language: Language) -> Callable[[str], float]:
    """Reads seconds, for argparse. What is no number at all, or nan, is not between the bounds either."""

    def read(text: str) -> float:
        with suppress(ValueError):
            if least <= float(text) <= most:
                return float(text)
        told = translator(language, "cli")("'{text}' is not a number of seconds from {least} to {most}")
        raise argparse.ArgumentTypeError(told.format(text=text, least=least, most=most))

    return read


def _add_deal(commands: Commands[argparse.ArgumentParser], language: Language) -> None:
    _ = translator(language, "grading")
    parser = commands.add_parser("deal", help=_("seal an assignment: deal each learner documents under a key of yours"))
    _common(parser, language)
    parser.add_argument("--roster", type=Path, required=True, metavar="FILE", help=_("who is in the class, as CSV"))
    parser.set_defaults(command=_deal)


def _deal(options: argparse.Namespace) -> None:
    from course.grading.assignment import Course
    from course.grading.deal import deal_class
    from course.grading.refusal import Refusal, why_of
    from course.grading.roster import read_roster

    _ = translator(options.lang, "grading")
    try:
        roster = read_roster(options.roster)
        dealt = deal_class(Course(options.course_dir or Path.cwd()), options.assignment, roster)
    except Refusal as refusal:
        raise CommandError(refusal.to(options.lang)) from None
    except OSError as problem:
        raise CommandError(
            _("A file could not be written or read ({why}).").format(why=why_of(problem, options.lang))
        ) from None
    print(_(DEALT).format(assignment=options.assignment, new=len(dealt.dealt), unchanged=dealt.unchanged))
    for learners, words in ((roster.twice, TWICE), (dealt.differs, DIFFERS)):
        if learners:
            print(_(words).format(learners=", ".join(learners)))
    if dealt.others:
        print(_(OTHERS).format(count=dealt.others))
    print(_(NEW_KEY if dealt.new_key else SAME_KEY).format(key=dealt.key))


DEALT = N_("{assignment} is sealed. Handouts: {new} new, {unchanged} as they were.")
TWICE = N_("More than once on the roster, and dealt once: {learners}.")
DIFFERS = N_(
    "Another version of the course has dealt to {learners}. Their handouts were left as they are. Grade with that "
    "version; or delete these handouts, if they have not begun, and deal again."
)
OTHERS = N_("Handouts of learners who are not on this roster were left where they are: {count}.")
NEW_KEY = N_("The key is new: {key}. It stays with you. Keep a copy in a safe place: without it nothing can be marked.")
SAME_KEY = N_("The key is the one from before: {key}.")


def _add_grade(commands: Commands[argparse.ArgumentParser], language: Language) -> None:
    _ = translator(language, "grading")
    parser = commands.add_parser("grade", help=_("mark a whole class"))
    _common(parser, language)
    parser.add_argument(
        "--student", action="append", default=[], metavar="ID", help=_("only this learner (repeatable)")
    )
    parser.add_argument("--force", action="store_true", help=_("mark again what has been marked"))
    parser.add_argument(
        "--any-documents", action="store_true", help=_("mark work on a classmate's documents as well; it is noted")
    )
    many = whole_number(1, 1000, language)
    parser.add_argument("--jobs", type=many, default=0, metavar="N", help=_("how many at once (default: all cores)"))
    seconds = number_of_seconds(1, 86_400, language)
    parser.add_argument("--timeout", type=seconds, default=60.0, metavar="S", help=_("seconds for one submission (60)"))
    parser.add_argument("--cluster", default="", metavar="ADDRESS", help=_("a Dask scheduler, tcp://host:port"))
    parser.add_argument("--unsafe-no-sandbox", action="store_true", help=_("run learners' code without protection"))
    parser.set_defaults(command=_grade)


def _grade(options: argparse.Namespace) -> None:
    from course.grading.assignment import Course
    from course.grading.progress import Progress
    from course.grading.refusal import Refusal, why_of
    from course.grading.run import grade_class

    _ = translator(options.lang, "grading")
    if options.unsafe_no_sandbox:
        print(_(UNSAFE), file=sys.stderr)
    course = Course(options.course_dir or Path.cwd())
    try:
        summary = grade_class(course, options.assignment, _chosen(options), lambda n: Progress(n, options.lang))
    except Refusal as refusal:  # not ready, no sandbox, no room, no cluster, no gradebook
        raise CommandError(refusal.to(options.lang)) from None
    except OSError as problem:
        raise CommandError(_(DISK).format(why=why_of(problem, options.lang))) from None
    say_summary(summary, options.lang)
    if summary.undealt:
        print(_(UNDEALT).format(assignment=options.assignment))
    if summary.set_aside:
        raise SystemExit(1)


def _chosen(options: argparse.Namespace) -> Options:
    from course.grading.run import Options

    return Options(
        force=options.force,
        any_documents=options.any_documents,
        students=tuple(options.student),
        jobs=options.jobs,
        timeout=options.timeout,
        sandboxed=not options.unsafe_no_sandbox,
        cluster=options.cluster,
        language=options.lang,
    )


def _add_report(commands: Commands[argparse.ArgumentParser], language: Language) -> None:
    _ = translator(language, "grading")
    parser = commands.add_parser("report", help=_("what the class got right and wrong, as a page; marks as CSV"))
    _common(parser, language)
    parser.add_argument("--out", type=Path, default=None, metavar="FILE", help=_("where to (default: in grading/)"))
    parser.add_argument(
        "--csv", choices=("plain", "moodle", "canvas"), default=None, help=_("a table instead of the page")
    )
    parser.add_argument("--worksheet", type=Path, default=None, help=_("Moodle's grading worksheet, as downloaded"))
    parser.set_defaults(command=_report)


def _report(options: argparse.Namespace) -> None:
    from course.grading.assignment import Course
    from course.grading.class_result import read_class
    from course.grading.ledger import write_atomically
    from course.grading.refusal import Refusal, why_of
    from course.grading.report import report_page

    _ = translator(options.lang, "grading")
    course = Course(options.course_dir or Path.cwd())
    try:
        result = read_class(course, options.assignment)
        content, said = _table(options, result) if options.csv else (report_page(result, options.lang), [])
        name = f"marks-{options.csv}.csv" if options.csv else "report.html"
        place = options.out or course.root / "grading" / options.assignment / name
        write_atomically(place, content.encode())
    except Refusal as refusal:
        raise CommandError(refusal.to(options.lang)) from None
    except OSError as problem:
        raise CommandError(
            _("A file could not be written or read ({why}).").format(why=why_of(problem, options.lang))
        ) from None
    print(place, *said, sep="\n")


def _table(options: argparse.Namespace, result: ClassResult) -> tuple[str, list[str]]:
    """The marks for another program, and what an instructor has to know before uploading them."""
    from course.grading.exports import canvas_csv, moodle_csv, plain_csv

    _ = translator(options.lang, "grading")
    if options.csv == "plain":
        return plain_csv(result, options.lang), []
    if options.csv == "canvas":
        without = [learner.id for learner in result.learners if learner.score is None]
        return canvas_csv(result), _told(((WITHOUT, without),), options.lang)
    if options.worksheet is None:
        raise CommandError(_("Moodle's marks go into its own worksheet. Give it with --worksheet FILE."))
    merged = moodle_csv(result, options.worksheet)
    entered = _("Learners whose points were entered: {count}.").format(count=merged.entered)
    return merged.text, [entered, *_told(((NOT_THERE, merged.not_there), (WITHOUT, merged.without)), options.lang)]


def _told(lists: Iterable[tuple[str, Sequence[str]]], language: Language) -> list[str]:
    _ = translator(language, "grading")
    return [_(words).format(learners=", ".join(map(shown, learners))) for words, learners in lists if learners]


NOT_THERE = N_("Have points, but are not in the worksheet: {learners}.")
WITHOUT = N_("In the table without points: {learners}.")

UNSAFE = N_(
    "Warning: no sandbox. Learners' code runs as you: it can read and change your files, the gradebook and other "
    "learners' work, and use the network."
)
DISK = N_(
    "A file could not be written or read ({why}). What was marked until then is kept. Make room or mend the "
    "permissions, then run the same command again: it goes on where it stopped."
)


NOTHING = N_(
    "Nothing has been handed in yet. Run nbgrader collect first, or put what came back into "
    "submitted/<learner>/<assignment>/."
)


UNDEALT = N_(
    "{assignment} has a key, but its release holds no handouts: it was made anew since they were dealt. Handed out "
    "like this, nobody's work would count. Run: backoffice deal {assignment} --roster FILE, then: nbgrader "
    "release_assignment {assignment} --force"
)
EARLIER = N_(
    "In the gradebook these learners still have the points of what they had handed in before: {learners}. backoffice "
    "report leaves these points out; nbgrader export does not."
)


def say_summary(summary: Summary, language: Language) -> None:
    """The end of a run: what was mended, who was set aside and what to do."""
    _ = translator(language, "grading")
    if not summary.rows:
        print(_(NOTHING))
        return
    marked = len(summary.rows) - len(summary.set_aside)
    print(
        _("{marked} of {total} submissions are marked ({unchanged} of them unchanged since the last run).").format(
            marked=marked, total=len(summary.rows), unchanged=summary.unchanged
        )
    )
    for row in summary.rows:
        for note in row.notes:
            print(f"  {row.student}: {note.text(language)}")
    if summary.set_aside:
        print(_("Set aside:"))
        for row in summary.set_aside:
            print(f"  {row.student}: {row.why(language)} {row.advice(language)}")
    if summary.earlier:
        points = {who: show_number(Decimal(str(round(one, 2))), language, 2) for who, one in summary.earlier.items()}
        print(_(EARLIER).format(learners=", ".join(f"{who} ({one})" for who, one in points.items())))
