"""`backoffice`: the one command of the course. Each subcommand only reads its options and calls its room.

Exit codes: 0 done, 1 something was found wrong and is named, 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from course.command_error import CommandError
from course.grading.cli import add_commands as add_grading
from course.locale import LANGUAGES, translator

Commands = argparse._SubParsersAction  # argparse has no public name for what add_subparsers returns
Command = Callable[[argparse.Namespace], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        command(options)
    except CommandError as error:
        print(f"backoffice: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def course_folder() -> Path:
    """The folder with notebooks/, source/ and release/: here, or above here, or where the package was cloned."""
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parent.parent):
        if (folder / "nbgrader_config.py").is_file() and (folder / "course" / "units").is_dir():
            return folder
    raise CommandError(
        f"The course was not found in {here} or above it. Change into the course's folder and try again."
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="backoffice", description="Becoming a back office executive: the course.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_learn(commands)
    _add_build(commands)
    _add_firm(commands)
    _add_simulate(commands)
    _add_demo(commands)
    add_grading(commands)
    return parser


def _add_learn(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("learn", help="open the lesson in JupyterLab / die Lektion in JupyterLab öffnen")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the lesson and of JupyterLab")
    parser.add_argument("--no-browser", action="store_true", help="start without opening a browser")
    parser.add_argument("--port", type=int, default=8888, help="port of the local server (default: 8888)")
    parser.set_defaults(command=_learn)


def _learn(options: argparse.Namespace) -> None:
    from course.lab.start import MissingLesson, start_lab

    _ = translator(options.lang, "cli")
    try:
        start_lab(course_folder(), options.lang, port=options.port, browser=not options.no_browser)
    except MissingLesson as error:
        raise CommandError(_("There is no lesson in {folder}. Run: make build").format(folder=error)) from None


def _add_build(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("build", help="turn the units' Markdown into notebooks/, source/ and release/")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when anything built is stale")
    parser.set_defaults(command=_build)


def _build(options: argparse.Namespace) -> None:
    from course.build.complaint import Refused
    from course.build.output import build
    from course.build.release import ReleaseFailed

    try:
        differences = build(course_folder(), check=options.check)
    except Refused as refused:
        raise CommandError(f"nothing was built; {len(refused.complaints)} to put right:\n{refused}") from None
    except ReleaseFailed as error:
        raise CommandError(str(error)) from None
    for line in differences:
        print(line)
    if differences and options.check:
        raise CommandError(f"{len(differences)} built files differ from their source. Run: backoffice build")
    print("Built." if differences else "Everything built is up to date.")


def _add_firm(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("firm", help="look at a simulated firm, or export its books")
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    show = actions.add_parser("show", help="print a short picture of the firm")
    show.add_argument("seed", metavar="SEED", help="any text; the same text gives the same firm")
    show.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the picture")
    show.set_defaults(command=_firm_show)
    export = actions.add_parser("export", help="write the firm's books for another program")
    export.add_argument("seed", metavar="SEED", help="any text; the same text gives the same firm")
    export.add_argument("--format", choices=("beancount", "hledger", "json"), required=True)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="written over if it exists")
    export.set_defaults(command=_firm_export)


def _firm_show(options: argparse.Namespace) -> None:
    from course.firm import Firm
    from course.firm.picture import short_picture

    print(short_picture(Firm.deal(options.seed), options.lang))


def _firm_export(options: argparse.Namespace) -> None:
    from course.firm import Firm
    from course.firm.export import to_beancount, to_hledger, to_json

    export = {"beancount": to_beancount, "hledger": to_hledger, "json": to_json}[options.format]
    try:
        options.out.write_text(export(Firm.deal(options.seed)), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{options.out} could not be written: {error.strerror}. Choose another --out.") from None


def _number_of_students(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of students from 1 to 10000")
    return int(text)


def _add_simulate(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("simulate", help="write submissions of simulated students, whose slips are known")
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="for example 11-bookkeeping-en")
    parser.add_argument("--students", type=_number_of_students, default=12, metavar="N", help="how many (default: 12)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another class for another number")
    parser.add_argument(
        "--course-dir", type=Path, default=None, help="the nbgrader course (default: the current folder)"
    )
    parser.set_defaults(command=_simulate)


def _simulate(options: argparse.Namespace) -> None:
    from course.grading.refusal import Refusal
    from course.grading.simulate import simulate

    course = options.course_dir or Path.cwd()
    if not (course / "release").is_dir():
        raise CommandError(
            f"There is no release/ in {course}. Change into the course's folder, or name it: --course-dir FOLDER."
        )
    try:
        rows = simulate(course, options.assignment, options.students, options.seed)
    except Refusal as error:
        raise CommandError(str(error)) from None
    print(f"{len({row.student for row in rows})} submissions and {course / 'submitted' / 'expected.csv'} are written.")


def _add_demo(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "demo", help="an instructor's whole cycle on simulated students, in a temporary folder"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the assignments")
    parser.add_argument("--students", type=_number_of_students, default=6, metavar="N", help="how many (default: 6)")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="another class for another number")
    parser.set_defaults(command=_demo)


def _demo(options: argparse.Namespace) -> None:
    from course.grading.demo import DemoFailed, run_demo, table

    try:
        results = run_demo(course_folder(), options.lang, options.students, options.seed, say=print)
    except DemoFailed as error:
        raise CommandError(str(error)) from None
    count = sum(len(result.pages) for result in results)
    print("", table(results), "", f"{count} feedback pages were written, among them:", sep="\n")
    print(*(result.pages[0] for result in results if result.pages), sep="\n")
    print("", "The class reports:", *(result.report for result in results), sep="\n")
    if any(line for result in results for line in result.unexpected):
        raise CommandError("Not every mark is the expected one; the lines beneath the table say which.")


if __name__ == "__main__":
    sys.exit(main())
