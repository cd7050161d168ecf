"""A submission is taken in as ordinary files, or set aside with the reason; nothing outside it is ever read."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from course.grading.intake import Limits, require_room, take_in
from course.grading.outcome import SetAside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "submitted"
    (place / "pictures").mkdir(parents=True)
    (place / "work.ipynb").write_text("{}")
    (place / "pictures" / "a.png").write_bytes(b"png")
    return place


def reason(folder: Path, **limits: int) -> str:
    with pytest.raises(SetAside) as caught:
        take_in(folder, (".ipynb_checkpoints",), Limits(**limits))
    return caught.value.reason


def test_ordinary_files_and_folders_are_taken_in(folder: Path) -> None:
    assert take_in(folder) == {"work.ipynb": b"{}", "pictures/a.png": b"png"}


def test_what_nbgrader_ignores_is_ignored(folder: Path) -> None:
    (folder / ".ipynb_checkpoints").symlink_to("/etc")
    assert set(take_in(folder, (".ipynb_checkpoints",))) == {"work.ipynb", "pictures/a.png"}


def test_a_link_to_a_file_a_folder_or_nowhere_is_refused(folder: Path) -> None:
    for target in ("/etc/passwd", "/etc", "nowhere", "work.ipynb"):
        link = folder / "link"
        link.symlink_to(target)
        assert reason(folder) == "symlink"
        link.unlink()


def test_a_submission_that_is_itself_a_link_is_refused(folder: Path) -> None:
    link = folder.with_name("linked")
    link.symlink_to(folder)
    assert reason(link) == "symlink"


def test_a_second_name_of_a_file_elsewhere_is_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("key")
    os.link(secret, folder / "mine.txt")
    assert reason(folder) == "hard-link"


def test_pipes_and_sockets_are_refused_without_waiting_for_them(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert reason(folder) == "special-file"
    (folder / "pipe").unlink()
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(os.path.relpath(folder / "line"))
        assert reason(folder) == "special-file"


@pytest.mark.parametrize("name", ["a\nb", "a\\..\\b", b"\xff\xfe", "a\x1b[2Jb"])
def test_names_that_no_page_can_show_are_refused(folder: Path, name: str | bytes) -> None:
    (folder / os.fsdecode(name)).write_text("x")
    assert reason(folder) == "bad-name"


def test_sizes_counts_and_depth_are_bounded(folder: Path) -> None:
    assert reason(folder, file=2) == "too-big"
    assert reason(folder, total=4) == "too-big"
    assert reason(folder, files=2) == "too-many-files"
    assert reason(folder, depth=0) == "too-deep"


def test_a_sparse_file_of_a_terabyte_costs_no_more_than_the_limit(folder: Path) -> None:
    with open(folder / "huge", "wb") as file:
        file.truncate(2**40)
    assert reason(folder, file=1000) == "too-big"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(folder: Path) -> None:
    (folder / "work.ipynb").chmod(0)
    assert reason(folder) == "unreadable"


@pytest.mark.parametrize("path", ["work.ipynb/x", "work.ipynb/deep/x", "data"])
def test_a_file_and_a_folder_of_one_name_are_refused(path: str) -> None:
    with pytest.raises(SetAside) as caught:
        require_room([path], ["work.ipynb", "data/accounts.csv"])
    assert caught.value.reason == "in-the-way"
    assert caught.value.facts["name"] == path


def test_a_file_of_the_learners_in_the_place_of_one_of_ours_is_no_obstacle() -> None:
    require_room(["work.ipynb", "data/accounts.csv", "data/mine.csv", "data2"], ["work.ipynb", "data/accounts.csv"])
