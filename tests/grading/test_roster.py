"""Rosters as instructors have them: from Excel, from nbgrader, typed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.grading.roster import NoRoster, Roster, read_roster


def roster(folder: Path, content: bytes) -> Roster:
    path = folder / "roster.csv"
    path.write_bytes(content)
    return read_roster(path)


@pytest.mark.parametrize(
    ("content", "learners"),
    [
        (b"ada\ngrace\n", ("ada", "grace")),
        (b"ada\r\ngrace", ("ada", "grace")),
        (b"\xef\xbb\xbfid\nada\n", ("ada",)),
        (b"\xef\xbb\xbfada\ngrace\n", ("ada", "grace")),
        ("Name;Kennung\r\nMüller, Jörg;müller\r\n".encode(), ("müller",)),
        ("Name;Kennung\r\nMüller, Jörg;jörg\r\n".encode("cp1252"), ("jörg",)),
        ("id\tname\nzoë\tZoë\n".encode("utf-16"), ("zoë",)),
        (b'id,first_name,last_name\nada,Ada,"Lovelace, Countess"\n', ("ada",)),
        (b"\n  \nada\n;;\n\n grace \n", ("ada", "grace")),
        (b"ID\n007\nB17\n", ("007", "B17")),
        (b" Student_ID ;name\nada;\n;nobody\n", ("ada",)),
        (b"ada;\ngrace;\n", ("ada", "grace")),
        (b"ada@school.example\n", ("ada@school.example",)),
        ("mu\u0308ller\n".encode(), ("müller",)),
    ],
)
def test_the_learners_are_found(tmp_path: Path, content: bytes, learners: tuple[str, ...]) -> None:
    assert roster(tmp_path, content) == Roster(learners, ())


def test_who_stands_there_twice_is_dealt_once_and_told(tmp_path: Path) -> None:
    found = roster(tmp_path, "ada\nAda\ngrace\nada \nmüller\nmu\u0308ller\n".encode())
    assert found == Roster(("ada", "Ada", "grace", "müller"), ("ada", "müller"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "names nobody"),
        (b"\n;\n ; \n", "names nobody"),
        (b"id;name\n;Ada\n", "names nobody"),
        (b"Ada;Lovelace\nGrace;Hopper\n", "none of them is called id"),
        (b"ada\n../grace\n", "Line 2"),
        (b"id\n\nada/b\n", "Line 3"),
        (b".hidden\n", "Line 1"),
        (b"a\x00da\n", "Line 1"),
        (b"x" * 100, "Line 1"),
    ],
)
def test_what_is_no_roster_is_refused_with_the_place(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(NoRoster, match=said):
        roster(tmp_path, content)


def test_a_refusal_is_said_in_german(tmp_path: Path) -> None:
    with pytest.raises(NoRoster) as refused:
        read_roster(tmp_path / "missing.csv")
    assert "missing.csv" in refused.value.to("de")
    assert refused.value.to("de") != refused.value.to("en")
    with pytest.raises(NoRoster) as refused:
        roster(tmp_path, b"ada\n.\n")
    assert "Zeile 2" in refused.value.to("de")
