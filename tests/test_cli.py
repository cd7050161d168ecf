"""`backoffice`: understood or refused, with an exit code that a script can rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.cli import course_folder, main


@pytest.mark.parametrize("arguments", [[], ["bild"], ["learn", "--lang", "fr"], ["learn", "--port", "eighty"]])
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
    assert "not a number of students" in capsys.readouterr().err
