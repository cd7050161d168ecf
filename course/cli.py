"""`backoffice`: the one command of the course. Each subcommand only reads its options and calls its room.

Exit codes: 0 done, 1 something was found wrong and is named, 2 the command was not understood.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from course.locale import LANGUAGES, translator

Commands = argparse._SubParsersAction  # argparse has no public name for what add_subparsers returns
Command = Callable[[argparse.Namespace], None]


class CommandError(Exception):
    """Something the user can put right. Its text says what was found, where, and what to do."""


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
    return parser


def _add_learn(commands: Commands[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("learn", help="open the lesson in JupyterLab / die Lektion in JupyterLab öffnen")
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the lesson and of JupyterLab")
    parser.add_argument("--no-browser", action="store_true", help="start without opening a browser")
    parser.add_argument("--port", type=int, default=8888, help="port of the local server (default: 8888)")
    parser.add_argument("--allow-root", action="store_true", help="let the server run as root (in a container)")
    parser.set_defaults(command=_learn)


def _learn(options: argparse.Namespace) -> None:
    from course.lab.start import MissingLesson, start_lab

    _ = translator(options.lang, "cli")
    extra = ("--allow-root",) if options.allow_root else ()
    try:
        start_lab(course_folder(), options.lang, port=options.port, browser=not options.no_browser, extra=extra)
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


if __name__ == "__main__":
    sys.exit(main())
