"""Attacks by what is handed in: links, names, sizes, broken and rearranged notebooks."""

from __future__ import annotations

import json
import os
import stat

import nbformat

from tests.grading.attacks import ASSIGNMENT, Target, attack
from tests.grading.attacks.marks import WRONG
from tests.grading.classroom import code, graded


def wrong(target: Target, student: str) -> tuple[os.PathLike[str], nbformat.NotebookNode]:
    """Hand in a wrong solution; the notebook, to be worsened."""
    target.room.hand_in(student, ASSIGNMENT, {"answer": WRONG})
    return target.room.change(student, ASSIGNMENT, ASSIGNMENT)


def folder(target: Target, student: str) -> os.PathLike[str]:
    return target.room.hand_in(student, ASSIGNMENT, {"answer": WRONG})


@attack("symlink")
def symlink_to_a_secret(target: Target, student: str) -> None:
    os.symlink(target.room.root / "secret.txt", os.path.join(folder(target, student), "notes.txt"))


@attack("symlink")
def symlink_to_a_folder(target: Target, student: str) -> None:
    os.symlink(target.room.root / "source", os.path.join(folder(target, student), "notes"))


@attack("symlink")
def notebook_is_a_symlink(target: Target, student: str) -> None:
    place = os.path.join(folder(target, student), "vault.ipynb")
    os.unlink(place)
    os.symlink(target.room.submission("honest-0", ASSIGNMENT) / "vault.ipynb", place)


@attack("hard-link")
def hard_link_to_a_secret(target: Target, student: str) -> None:
    os.link(target.room.root / "secret.txt", os.path.join(folder(target, student), "notes.txt"))


@attack("special-file", tame=False)
def pipe_that_never_ends(target: Target, student: str) -> None:
    os.mkfifo(os.path.join(folder(target, student), "notes.txt"))


@attack("special-file", tame=False)
def device_file(target: Target, student: str) -> None:
    """One that gives zeros without end, where this user may make one; else a socket."""
    place = os.path.join(folder(target, student), "notes.txt")
    try:
        os.mknod(place, 0o600 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        os.mknod(place, 0o600 | stat.S_IFSOCK)


@attack("bad-name")
def name_with_dots_and_backslashes(target: Target, student: str) -> None:
    with open(os.path.join(folder(target, student), "..\\..\\owned"), "w") as file:
        file.write("x")


@attack("bad-name")
def name_with_escape_codes(target: Target, student: str) -> None:
    with open(os.path.join(folder(target, student), "a\x1b[2Jb\n.txt"), "w") as file:
        file.write("x")


@attack("too-big", tame=False)
def file_of_a_terabyte(target: Target, student: str) -> None:
    with open(os.path.join(folder(target, student), "big"), "wb") as file:
        file.truncate(2**40)


@attack("too-deep")
def folders_without_end(target: Target, student: str) -> None:
    os.makedirs(os.path.join(folder(target, student), *(["deep"] * 60)))


@attack("too-many-files")
def thousands_of_files(target: Target, student: str) -> None:
    place = folder(target, student)
    for number in range(1000):
        with open(os.path.join(place, f"{number}.txt"), "w"):
            pass


@attack("broken-notebook")
def broken_json(target: Target, student: str) -> None:
    with open(os.path.join(folder(target, student), "vault.ipynb"), "w") as file:
        file.write('{"cells": [')


@attack("broken-notebook")
def json_nested_without_end(target: Target, student: str) -> None:
    with open(os.path.join(folder(target, student), "vault.ipynb"), "w") as file:
        file.write("[" * 200_000 + "]" * 200_000)


@attack("broken-notebook")
def cells_of_the_wrong_shape(target: Target, student: str) -> None:
    with open(os.path.join(folder(target, student), "vault.ipynb"), "w") as file:
        file.write(
            '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code", "source": {}}]}'
        )


@attack("notebook-missing")
def notebook_left_out(target: Target, student: str) -> None:
    os.unlink(os.path.join(folder(target, student), "vault.ipynb"))


@attack()
def notebook_renamed(target: Target, student: str) -> None:
    place = folder(target, student)
    os.rename(os.path.join(place, "vault.ipynb"), os.path.join(place, "vault (1).ipynb"))


@attack()
def test_cell_copied(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    book.cells.append(nbformat.from_dict(book.cells[3]))
    book.cells[-1].id = "another"
    book.cells[-1].source = "pass"
    nbformat.write(book, path)


@attack()
def test_cell_deleted(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    book.cells = [cell for cell in book.cells if cell.metadata.get("nbgrader", {}).get("grade_id") != "test"]
    nbformat.write(book, path)


@attack()
def test_cell_moved_to_the_top(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    names = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in book.cells]
    book.cells.insert(0, book.cells.pop(names.index("test")))
    nbformat.write(book, path)


@attack()
def test_cell_edited(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    for cell in book.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = "5.0"
    nbformat.write(book, path)


@attack()
def test_cell_made_text(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    for number, cell in enumerate(book.cells):
        if cell.metadata.get("nbgrader", {}).get("grade"):
            book.cells[number] = nbformat.v4.new_markdown_cell(cell.source, metadata=cell.metadata)
    nbformat.write(book, path)


@attack()
def points_changed(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    for cell in book.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(points=500, grade=True, solution=False)
    nbformat.write(book, path)


@attack()
def ids_swapped(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    for cell in book.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade_id") in ("answer", "test"):
            about.grade_id = {"answer": "test", "test": "answer"}[about.grade_id]
    nbformat.write(book, path)


@attack()
def ids_unknown_and_of_the_wrong_kind(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    for number, cell in enumerate(book.cells):
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.grade_id = [None, 5, ["test"], {"a": 1}, "no-such-cell"][number % 5]
    nbformat.write(book, path)


@attack()
def test_cell_of_ones_own(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    book.cells.append(graded("bonus", 100, "100"))
    nbformat.write(book, path)


@attack()
def outputs_handed_in(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    for cell in book.cells:
        if cell.cell_type == "code":
            output = nbformat.v4.new_output("execute_result", data={"text/plain": "5.0"}, execution_count=1)
            cell.outputs = [output]
    nbformat.write(book, path)


@attack()
def kernel_of_ones_own(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    book.metadata.kernelspec = {"name": "evil", "display_name": "Evil", "language": "sh"}
    nbformat.write(book, path)


@attack()
def module_that_shadows_the_librarys(target: Target, student: str) -> None:
    place = folder(target, student)
    evil = f"open({str(target.room.root / 'owned')!r}, 'w').write('x')\n"
    for name in ("pandas", "json", "sitecustomize", "usercustomize", "nbgrader", "course", "numpy"):
        with open(os.path.join(place, f"{name}.py"), "w") as file:
            file.write(evil)


@attack()
def hundreds_of_cells(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    book.cells += [code("pass") for _ in range(500)]
    for number, cell in enumerate(book.cells):
        cell.id = f"n{number}"
    nbformat.write(book, path)


@attack("in-the-way")
def folder_named_like_the_notebook(target: Target, student: str) -> None:
    place = folder(target, student)
    os.rename(os.path.join(place, "vault.ipynb"), os.path.join(place, "mine.ipynb"))
    os.mkdir(os.path.join(place, "vault.ipynb"))
    with open(os.path.join(place, "vault.ipynb", "notes.txt"), "w") as file:
        file.write("x")


@attack()
def schema_of_another_version(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    for cell in book.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader.update(schema_version=99, checksum="0" * 32, points="5", cell_type="raw")
    book.nbformat_minor = 2
    nbformat.write(book, path)


@attack()
def keys_twice(target: Target, student: str) -> None:
    """What a reader makes of it depends on which of the two it takes."""
    path, book = wrong(target, student)
    text = nbformat.writes(book)
    with open(path, "w") as file:
        file.write(text.replace('"grade": true', '"grade": true, "points": 500, "grade": false, "grade": true'))


@attack("broken-notebook")
def number_of_ten_thousand_digits(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    text = nbformat.writes(book)
    with open(path, "w") as file:
        file.write(text.replace('"nbformat_minor": ', '"nbformat_minor": ' + "9" * 10_000))


@attack()
def answer_cell_twice(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    double = nbformat.from_dict(next(c for c in book.cells if c.metadata.get("nbgrader", {}).get("solution")))
    double.id = "double"
    double.metadata.nbgrader.update(grade=True, points=5)
    book.cells.append(double)
    nbformat.write(book, path)


@attack()
def keys_that_no_notebook_has(target: Target, student: str) -> None:
    path, book = wrong(target, student)
    book["score"] = 5
    for cell in book.cells:
        cell["score"], cell["attachments"] = 5, {"x": {"text/html": "<script>window.owned=1</script>"}}
        cell["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "5.0"}}]
    with open(path, "w") as file:
        file.write(json.dumps(book))


@attack()
def time_that_is_none(target: Target, student: str) -> None:
    with open(os.path.join(folder(target, student), "timestamp.txt"), "w") as file:
        file.write("2026-05-06 12:00 " + "(" * 5000)
