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
from course.grading.cli import whole_number
from course.locale import LANGUAGES, N_, Language, system_language, translator

Commands = argparse._SubParsersAction  # argparse has no public name for what add_subparsers returns
Command = Callable[[argparse.Namespace], None]

ARGPARSE = (  # what argparse says itself, as far as a user of these commands meets it
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    language = _spoken(arguments)
    _let_argparse_speak(language)
    options = _parser(language).parse_args(arguments)
    command: Command = options.command
    try:
        command(options)
    except CommandError as error:
        print(f"backoffice: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _spoken(arguments: Sequence[str] | None) -> Language:
    """The language to speak: --lang, wherever it stands, and else the system's."""
    finder = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    finder.add_argument("--lang", nargs="?")
    wanted = finder.parse_known_args(arguments)[0].lang
    return next((language for language in LANGUAGES if language == wanted), system_language())


def _let_argparse_speak(language: Language) -> None:
    """argparse asks gettext for its words, and Python brings no German ones: it gets ours."""
    setattr(argparse, "_", translator(language, "cli"))  # noqa: B010 - a name that its stubs do not know


def course_folder(language: Language = "en") -> Path:
    """The folder with notebooks/, source/ and release/: here, or above here, or where the package was cloned."""
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parent.parent):
        if (folder / "nbgrader_config.py").is_file() and (folder / "course" / "units").is_dir():
            return folder
    _ = translator(language, "cli")
    raise CommandError(
        _("The course was not found in {folder} or above it. Change into the course's folder and try again.").format(
            folder=here
        )
    )


def _parser(language: Language) -> argparse.ArgumentParser:
    _ = translator(language, "cli")
    parser = argparse.ArgumentParser(prog="backoffice", description=_("Becoming a back office executive: the course."))
    parser.set_defaults(lang=language)
    commands = parser.add_subparsers(title=_("commands"), required=True, metavar=_("COMMAND"))
    _add_learn(commands, language)
    _add_build(commands, language)
    _add_firm(commands, language)
    _add_simulate(commands, language)
    _add_demo(commands, language)
    add_grading(commands, language)
    return parser


def _add_learn(commands: Commands[argparse.ArgumentParser], language: Language) -> None:
    _ = translator(language, "cli")
    parser = commands.add_parser("learn", help=_("open the lesson in JupyterLab"))
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=language, help=_("language of the lesson and of JupyterLab")
    )
    parser.add_argument("--no-browser", action="store_true", help=_("start without opening a browser"))
    parser.add_argument(
        "--port",
        type=whole_number(1, 65_535, language),
        default=8888,
        metavar="N",
        help=_("where on this machine (default: 8888; if it is taken, the next free one)"),
    )
    parser.set_defaults(command=_learn)


def _learn(options: argparse.Namespace) -> None:
    from course.lab.start import MissingLesson, already_open, start_lab

    _ = translator(options.lang, "cli")
    course = course_folder(options.lang)
    notebooks = course / "notebooks"
    try:
        if address := already_open(notebooks, options.lang):
            _show_again(address, options)
            return
        print(_(OPEN_IT if options.no_browser else OPENS), _(STAYS).format(folder=notebooks), sep="\n", flush=True)
        start_lab(course, options.lang, port=options.port, browser=not options.no_browser)
    except MissingLesson as error:
        raise CommandError(_("There is no lesson in {folder}. Run: make build").format(folder=error)) from None
    print(_("The course is closed. Your work is kept in {folder}.").format(folder=notebooks / options.lang))


def _show_again(address: str, options: argparse.Namespace) -> None:
    import webbrowser

    print(translator(options.lang, "cli")(OPEN_ALREADY), address, sep="\n", flush=True)
    if not options.no_browser:
        webbrowser.open(address)


OPENS = N_("The course opens in your browser. If it does not, copy the last address below into it.")
OPEN_IT = N_("Open the last address below in a browser.")
STAYS = N_(
    "Leave this window open while you work; Ctrl+C in it closes the course. Your work is saved as you type, in "
    "{folder}."
)
OPEN_ALREADY = N_("The course is open already, in another window of your terminal. You find it here:")


def _add_build(commands: Commands[argparse.ArgumentParser], language: Language) -> None:
    _ = translator(language, "cli")
    parser = commands.add_parser("build", help=_("turn the units' Markdown into notebooks/, source/ and release/"))
    parser.add_argument("--check", action="store_true", help=_("write nothing; fail when anything built is stale"))
    parser.set_defaults(command=_build)


def _build(options: argparse.Namespace) -> None:
    """Speaks English, as its complaints and the pages for authors do."""
    from course.build.complaint import Refused
    from course.build.output import build
    from course.build.release import ReleaseFailed

    try:
        differences = build(course_folder(options.lang), check=options.check)
    except Refused as refused:
        raise CommandError(f"nothing was built; {len(refused.complaints)} to put right:\n{refused}") from None
    except ReleaseFailed as error:
        raise CommandError(str(error)) from None
    for line in differences:
        print(line)
    if differences and options.check:
        raise CommandError(f"{len(differences)} built files differ from their source. Run: backoffice build")
    print("Built." if differences else "Everything built is up to date.")


def _add_firm(commands: Commands[argparse.ArgumentParser], language: Language) -> None:
    _ = translator(language, "cli")
    parser = commands.add_parser("firm", help=_("look at a simulated firm, or export its books"))
    actions = parser.add_subparsers(title=_("actions"), required=True, metavar=_("ACTION"))
    show = actions.add_parser("show", help=_("print a short picture of the firm"))
    seed = _("any text; the same text gives the same firm")
    show.add_argument("seed", metavar="SEED", help=seed)
    show.add_argument("--lang", choices=LANGUAGES, default=language, help=_("language of the picture"))
    show.set_defaults(command=_firm_show)
    export = actions.add_parser("export", help=_("write the firm's books for another program"))
    export.add_argument("seed", metavar="SEED", help=seed)
    export.add_argument("--format", choices=("beancount", "hledger", "json"), required=True)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("written over if it exists"))
    export.set_defaults(command=_firm_export)


def _firm_show(options: argparse.Namespace) -> None:
    from course.firm import Firm
    from course.firm.picture import short_picture

    print(short_picture(Firm.deal(options.seed), options.lang))


def _firm_export(options: argparse.Namespace) -> None:
    from course.firm import Firm
    from course.firm.export import to_beancount, to_hledger, to_json

    _ = translator(options.lang, "cli")
    export = {"beancount": to_beancount, "hledger": to_hledger, "json": to_json}[options.format]
    try:
        options.out.write_text(export(Firm.deal(options.seed)), encoding="utf-8")
    except OSError as error:
        told = _("{path} could not be written: {why}. Choose another --out.")
        raise CommandError(told.format(path=options.out, why=error.strerror)) from None


def _class_options(parser: argparse.ArgumentParser, students: int, language: Language) -> None:
    """The size of a simulated class, and which one."""
    _ = translator(language, "cli")
    many = whole_number(1, 10_000, language)
    parser.add_argument(
        "--students", type=many, default=students, metavar="N", help=_("how many (default: {n})").format(n=students)
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help=_("another class for another number"))


def _add_simulate(commands: Commands[argparse.ArgumentParser], language: Language) -> None:
    _ = translator(language, "cli")
    parser = commands.add_parser("simulate", help=_("write submissions of simulated students, whose slips are known"))
    parser.add_argument("assignment", metavar="ASSIGNMENT", help=_("for example 11-bookkeeping-en"))
    parser.add_argument(
        "--course-dir", type=Path, metavar="FOLDER", help=_("the nbgrader course (default: the current folder)")
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=language, help=_("language of what is said to you"))
    _class_options(parser, 12, language)
    parser.set_defaults(command=_simulate)


def _simulate(options: argparse.Namespace) -> None:
    from course.grading.refusal import Refusal
    from course.grading.simulate import simulate

    _ = translator(options.lang, "cli")
    course = options.course_dir or Path.cwd()
    if not (course / "release").is_dir():
        told = _("There is no release/ in {folder}. Change into the course's folder, or name it: --course-dir FOLDER.")
        raise CommandError(told.format(folder=course))
    try:
        rows = simulate(course, options.assignment, options.students, options.seed)
    except Refusal as refusal:
        raise CommandError(refusal.to(options.lang)) from None
    written = _("{count} submissions and {path} are written.")
    print(written.format(count=len({row.student for row in rows}), path=course / "submitted" / "expected.csv"))


def _add_demo(commands: Commands[argparse.ArgumentParser], language: Language) -> None:
    _ = translator(language, "cli")
    parser = commands.add_parser(
        "demo", help=_("an instructor's whole cycle on simulated students, in a temporary folder")
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=language, help=_("language of the assignments, and of what is said to you")
    )
    _class_options(parser, 12, language)
    parser.set_defaults(command=_demo)


def _demo(options: argparse.Namespace) -> None:
    from course.grading.demo import run_demo, table
    from course.grading.exchange import CommandFailed

    _ = translator(options.lang, "cli")
    try:
        results = run_demo(course_folder(options.lang), options.lang, options.students, options.seed, say=print)
    except CommandFailed as error:
        raise CommandError(error.to(options.lang)) from None
    pages = [page for result in results for page in result.pages]
    print("", table(results, options.lang), sep="\n")
    written = _("{count} feedback pages were written, in a folder for each student:").format(count=len(pages))
    print("", written, *sorted({page.parents[1] for page in pages}), sep="\n")
    print(*(_("One of them: {path}").format(path=page) for page in pages[:1]))
    print("", _("The class reports:"), *(result.report for result in results), sep="\n")
    if any(result.unexpected(options.lang) for result in results):
        raise CommandError(_("Not every mark is the expected one; the lines beneath the table say which."))


if __name__ == "__main__":
    sys.exit(main())
