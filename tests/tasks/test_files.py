"""Writing whole or not at all; reading plain files only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from course.tasks import files
from course.tasks.files import read_bytes, read_json, write_bytes, write_json
from course.tasks.task import Unreadable


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"answers": {"wer": "Frau Öztürk"}})
    assert read_json(path, "de") == {"answers": {"wer": "Frau Öztürk"}}
    write_json(path, {"answers": {}})
    assert read_json(path, "de") == {"answers": {}}
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.bin"
    write_bytes(path, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.bin"]


def test_a_new_file_can_be_read_by_the_grader_and_an_old_one_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write_bytes(path, b"1")
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask
    path.chmod(0o600)
    write_bytes(path, b"2")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    assert read_bytes(tmp_path / "none", "en") is None
    assert read_json(tmp_path / "none" / "deeper", "en") is None


def test_a_file_one_byte_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 10)
    assert read_bytes(path, "en", 10) == b"x" * 10
    with pytest.raises(Unreadable, match="larger"):
        read_bytes(path, "en", 9)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": NaN}', "not readable JSON"),
        ('{"a": -Infinity}', "not readable JSON"),
        ('{"a": 1e400}', "not readable JSON"),
        ('{"a": 123456789012345678901234567890}', "not readable JSON"),
        ('{"a": "\\ud800"}', "damaged characters"),
        ('{"\\udfff": "a"}', "damaged characters"),
        ('{"a": "\\u0000"}', "damaged characters"),
        ("[" * 100_000, "nested"),
        ('{"a":' * 50 + "1" + "}" * 50, "nested"),
        ("[]", "something else"),
        ('"text"', "something else"),
        ("null", "something else"),
        ('{"a": "' + "x" * 20_000 + '"}', "longer"),
        ('{"a": [' + "1," * 30_000 + "1]}", "more values"),
        ('{"a"', "not readable JSON"),
        ("{'a': 1}", "not readable JSON"),
        ("\x00\x01", "not readable JSON"),
    ],
)
def test_json_that_is_no_answer_is_refused_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=reason):
        read_json(path, "en")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes('{"a": "ä"}'.encode("latin-1"))
    with pytest.raises(Unreadable, match="not readable JSON"):
        read_json(path, "en")


def test_a_file_exchanged_for_a_link_at_the_last_moment_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, path = tmp_path / "secret", tmp_path / "a"
    secret.write_bytes(b"secret")
    path.symlink_to(secret)
    monkeypatch.setattr(files.os, "lstat", os.stat)  # the moment before, it looked like a plain file
    with pytest.raises(Unreadable, match="cannot be opened"):
        read_bytes(path, "en")
