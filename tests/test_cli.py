"""`backoffice`: understood or refused, with an exit code that a script can rely on."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from course.cli import course_folder, main

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("arguments", [[], ["bild"], ["learn", "--lang", "fr"], ["learn", "--port", "99999"]])
def test_what_is_not_understood_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage: backoffice" in capsys.readouterr().err


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    for command in ("learn", "build", "firm", "simulate", "demo"):
        assert f"    {command} " in told


def test_the_demonstration_has_the_class_that_the_readme_and_the_makefile_speak_of(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["demo", "--help", "--lang", "en"])
    assert "(default: 12)" in capsys.readouterr().out
    for page in ("README.md", "Makefile"):
        assert "twelve simulated students" in (ROOT / page).read_text(encoding="utf-8"), page


def dry_run(*arguments: str) -> str:
    """What `make` would do in this folder, with a set-up that is done."""
    command = ["make", "--dry-run", "--no-print-directory", *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    environment["LANGUAGE"] = "de_DE:de"  # as a German desktop has it; the command reads that itself
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("target", ["learn", "demo"])
def test_make_passes_on_the_language_that_is_typed_and_no_other(target: str) -> None:
    assert re.search(rf"/backoffice {target} --lang de *$", dry_run(target, "LANGUAGE=de"), re.MULTILINE)
    assert re.search(rf"/backoffice {target} *$", dry_run(target), re.MULTILINE)


def test_make_passes_on_how_to_learn() -> None:
    done = dry_run("learn", "LANGUAGE=en", "LEARN_OPTIONS=--no-browser --port 8899")
    assert "/backoffice learn --lang en --no-browser --port 8899\n" in done


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main(arguments)
    return capsys.readouterr().err


def test_the_commands_speak_the_language_of_the_system_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = ["demo", "--students", "x"]
    assert "error: argument --students: 'x' is not a whole number" in refused(wrong, capsys)
    monkeypatch.setenv("LANGUAGE", "de_DE:de:en")  # as a German desktop has it
    assert "Fehler: --students: 'x' ist keine ganze Zahl von 1 bis 10000" in refused(wrong, capsys)
    assert "error: argument --students" in refused([*wrong, "--lang=en"], capsys)
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    assert "es fehlt: ASSIGNMENT" in refused(["grade"], capsys)
    assert main(["simulate", "11-bookkeeping-fr"]) == 1
    assert "Einen Auftrag „11-bookkeeping-fr“" in capsys.readouterr().err
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")  # LC_ALL comes first, and is neither of the two
    assert "required: ASSIGNMENT" in refused(["grade"], capsys)


@pytest.mark.parametrize("command", ["learn", "build", "firm", "simulate", "demo", "deal", "grade", "report"])
def test_help_is_german_to_the_last_word(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help", "--lang", "de"])
    told = capsys.readouterr().out
    assert told.startswith("Aufruf: backoffice")
    assert "diese Hilfe zeigen" in told
    assert not re.search(r"\b(the|usage|options|default)\b", told)


def test_the_course_is_found_from_any_folder_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parent.parent
    monkeypatch.chdir(root / "course" / "units")
    assert course_folder() == root


def test_a_missing_lesson_is_told_in_the_learners_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "course" / "units").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert main(["learn", "--lang", "de", "--no-browser"]) == 1
    assert "liegt keine Lektion. Abhilfe: make build" in capsys.readouterr().err


def test_a_firm_is_shown_and_exported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["firm", "show", "anything", "--lang", "de"]) == 0
    assert "Tintenfass GmbH" in capsys.readouterr().out
    for form, start in {"json": "{", "beancount": "option", "hledger": "account"}.items():
        out = tmp_path / form
        assert main(["firm", "export", "anything", "--format", form, "--out", str(out)]) == 0
        assert start in out.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_and_an_assignment_that_is_none_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nowhere" / "firm.json"
    assert main(["firm", "export", "anything", "--format", "json", "--out", str(out)]) == 1
    assert f"{out} could not be written: No such file or directory" in capsys.readouterr().err
    assert main(["simulate", "11-bookkeeping-fr", "--students", "1"]) == 1
    assert "There is no assignment '11-bookkeeping-fr'" in capsys.readouterr().err
    assert main(["simulate", "11-bookkeeping-en", "--course-dir", str(tmp_path)]) == 1
    assert f"There is no release/ in {tmp_path}" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["simulate", "11-bookkeeping-en", "--students", "0"])
    assert "'0' is not a whole number from 1 to 10000" in capsys.readouterr().err
