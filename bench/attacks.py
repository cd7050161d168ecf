"""What each attack of the corpus comes to with `backoffice grade`, and with plain `nbgrader autograde` beside it.

    python bench/attacks.py            prints the table and writes it into docs/attacks.md (some minutes)
    python bench/attacks.py zip-bomb   only prints it, and plain nbgrader is tried with this attack alone

On plain nbgrader only those attacks are tried that can harm nothing but the temporary course; each has a course of its
own there, with a classmate who has been marked (and one who comes next, where the folder itself is the attack).
"""

from __future__ import annotations

import shutil
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course.build.release import put_commands_on_path  # noqa: E402 - the folder above has to be found first
from tests.grading.attacks import ASSIGNMENT, ATTACKS, FIRST, Attack, Target  # noqa: E402
from tests.grading.attacks.answers import ANSWER_ATTACKS, NAME, TASK, work  # noqa: E402
from tests.grading.classroom import Classroom  # noqa: E402
from tests.grading.commands import empty_gradebook, run  # noqa: E402
from tests.grading.conftest import grade  # noqa: E402
from tests.grading.vault import (  # noqa: E402
    ENDLESS,
    HONEST,
    SECRET,
    TOKEN,
    Listener,
    fingerprints,
    folder_outside_tmp,
    instructors_place,
    made_outside,
    make_target,
    told_by,
    with_secrets,
)

PAGE = ROOT / "docs" / "attacks.md"
MARK = "<!-- table -->\n"
KINDS = {
    "marks": "On the verdict: a wrong solution is to count as right",
    "machine": "On the machine and on others' work",
    "folders": "By what is handed in",
    "pages": "On whoever opens the page",
    "answers": "By answer files, on an assignment that runs no learner's code",
}
NEXT = "zz-honest-next"
LIMIT = 120  # seconds for one run of plain nbgrader
RIGHT = {"answer": HONEST}
ALL = ATTACKS | ANSWER_ATTACKS


@contextmanager
def browser() -> Iterator[Any]:
    """A page in chromium that reaches no network; None without chromium."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if not chromium:
        yield None
        return
    with sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]).new_page()
        page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
        yield page


def course_of_files(root: Path, listener: Listener) -> Target:
    """A course with one of the assignments whose answers are files, and the first honest learner's work."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    (root / "gradebook.db").write_bytes(empty_gradebook("backoffice"))
    room = Classroom(root, "backoffice")
    shutil.copytree(ROOT / "source" / NAME, root / "source" / NAME)
    room.nbgrader("generate_assignment", NAME)
    hand_in_right(room, FIRST, NAME)
    return with_secrets(room, listener)


def hand_in_right(room: Classroom, student: str, assignment: str) -> None:
    if assignment == NAME:
        work(room.hand_in(student, NAME), student, TASK)
    elif student != FIRST:  # whose work the vault is made with
        room.hand_in(student, ASSIGNMENT, RIGHT)


@dataclass
class Plain:
    """Plain nbgrader: each attack in a copy of one course in which the first classmate has been marked."""

    folder: Path
    made: Target
    assignment: str
    listener: Listener
    page: Any

    def __post_init__(self) -> None:
        self.made.room.nbgrader("autograde", self.assignment)

    def comes_to(self, attack: Attack) -> str:
        room = self.made.room.twin(self.folder / attack.name)
        target = Target(room, SECRET, self.listener.port)
        attack.build(target, attack.name)
        if attack.kind in ("folders", "answers"):  # by which plain nbgrader may be stopped
            hand_in_right(room, NEXT, self.assignment)
        before, visits = fingerprints(room.root), len(self.listener.all())
        place = {"HOME": str(target.home), "INSTRUCTORS_TOKEN": TOKEN}
        run(("autograde", self.assignment), room.root, place, limit=LIMIT)
        found = [points(room, attack.name, self.assignment)]
        found += self._harm(room, attack.name, before)
        found += ["**reaches the network**"] if len(self.listener.all()) > visits else []
        if attack.kind == "pages":
            run(("generate_feedback", ASSIGNMENT, "--student", attack.name), room.root, limit=LIMIT)
            found += on_the_page(self.page, room, attack.name)
        shutil.rmtree(room.root)
        return ", ".join(found)

    def _harm(self, room: Classroom, name: str, before: dict[str, str]) -> Iterator[str]:
        grades = room.grades(self.assignment)
        if grades.get(FIRST) != self.made.room.grades(self.assignment)[FIRST]:
            yield "**changes a classmate's marks**"
        handed_in = room.submission(NEXT, self.assignment).is_dir()
        if handed_in and not (room.root / "autograded" / NEXT).is_dir():
            yield "**nobody after it is marked**"
        yield from (f"**{harm}**" for harm in told_by(room.root, name))
        after = fingerprints(room.root)
        changed = {path for path, content in before.items() if after.get(path) != content} | (after.keys() - before)
        if any(f"/submitted/{name}/" not in path for path in changed):
            yield "**changes files of others**"
        if made_outside(room.root):
            yield "**writes outside**"


def points(room: Classroom, student: str, assignment: str) -> str:
    """The points of all its cells that are not marked by hand, of those that there are."""
    cells = [cell for cell in room.grades(assignment).get(student, {}).values() if isinstance(cell, tuple)]
    marked = [cell for cell in cells if not cell[2] or cell[1] is not None]
    if not marked or not (room.root / "autograded" / student).is_dir():
        return "not marked"
    scored = sum(cell[1] if cell[1] is not None else cell[0] or 0 for cell in marked)
    return f"**{scored:g} of {sum(cell[3] for cell in marked):g} points**" if scored else "0 points"


def on_the_page(page: Any, room: Classroom, student: str) -> list[str]:
    """What happens when the feedback page is opened."""
    file = room.root / "feedback" / student / ASSIGNMENT / "vault.html"
    if page is None or not file.exists():
        return []
    page.goto(file.as_uri(), wait_until="domcontentloaded")
    if page.evaluate("window.owned") is not None:
        return ["**its script runs on the feedback page**"]
    if page.evaluate("getComputedStyle(document.body).display") == "none":
        return ["**hides the feedback page**"]
    harmful = page.evaluate("document.querySelectorAll('.output_area form, .output_area iframe').length")
    return ["**puts a form or frame on the feedback page**"] if harmful else []


def sealed(folder: Path, listener: Listener, page: Any) -> dict[str, str]:
    """`backoffice grade`: all attacks in one class; what each came to. Ends the program if anything outside changed."""
    target = make_target(Classroom.make(folder), listener)
    endless = tuple(name for name, attack in ATTACKS.items() if attack.ends == ENDLESS)
    return _sealed(target, ASSIGNMENT, ATTACKS, endless, page)


def sealed_files(folder: Path, listener: Listener) -> dict[str, str]:
    """The same with the attacks by answer files."""
    return _sealed(course_of_files(folder, listener), NAME, ANSWER_ATTACKS, (), None)


def _sealed(
    target: Target, assignment: str, attacks: dict[str, Attack], endless: tuple[str, ...], page: Any
) -> dict[str, str]:
    room = target.room
    for attack in attacks.values():
        attack.build(target, attack.name)
    hand_in_right(room, NEXT, assignment)
    others = tuple(student for student in (*attacks, NEXT) if student not in endless)
    with instructors_place(target):
        grade(room, assignment, students=(FIRST,))
        before, marks_before = fingerprints(room.root), room.grades(assignment)[FIRST]
        rows = grade(room, assignment, timeout=5, jobs=len(endless), students=endless).rows if endless else []
        rows += grade(room, assignment, timeout=20, students=others).rows
    room.nbgrader("generate_feedback", assignment)
    aside = {row.student: f"set aside: {row.reason.replace('-', ' ')}" for row in rows if row.reason}
    found = {row.student: aside.get(row.student) or points(room, row.student, assignment) for row in rows}
    for name, attack in attacks.items():
        harm = on_the_page(page, room, name) if attack.kind == "pages" else []
        found[name] = ", ".join([found[name], *harm, *(f"**{told}**" for told in told_by(room.root, name))])
    assert found.pop(NEXT) == points(room, FIRST, assignment) != "0 points", "an honest classmate was harmed"
    assert room.grades(assignment)[FIRST] == marks_before, "a classmate's marks were changed"
    assert fingerprints(room.root) == before, "files of others were changed"
    assert made_outside(room.root) == [], "something was written outside"
    return found


def table(ours: dict[str, str], theirs: dict[str, str]) -> str:
    lines = []
    for kind, title in KINDS.items():
        lines += ["", f"### {title}", "", "| attack | `backoffice grade` | `nbgrader autograde` |", "|---|---|---|"]
        lines += [
            f"| {name.replace('-', ' ')} | {ours[name]} | {theirs.get(name, 'not tried')} |"
            for name, attack in ALL.items()
            if attack.kind == kind
        ]
    return "\n".join(lines)


def summary(ours: dict[str, str], theirs: dict[str, str]) -> str:
    harmed = [end for end in theirs.values() if "**" in end]
    failed = sum("**" in end for end in ours.values())
    return (
        f"{len(ours)} attacks. With `backoffice grade`, {failed} of them earned points or did harm. "
        f"With `nbgrader autograde` {version('nbgrader')}, {len(theirs)} were tried: "
        f"{sum('points**' in end for end in harmed)} earned points, {len(harmed)} earned points or did harm."
    )


def all_of(plain: Plain, attacks: dict[str, Attack]) -> dict[str, str]:
    """Two at a time, but for those that aim at what all have in common (files outside, a port, the one browser)."""
    tame = [attack for attack in attacks.values() if attack.tame]
    with ThreadPoolExecutor(2) as both:
        apart = [attack for attack in tame if attack.kind in ("marks", "folders")]
        found = dict(zip((attack.name for attack in apart), both.map(plain.comes_to, apart), strict=True))
    return found | {attack.name: plain.comes_to(attack) for attack in tame if attack.name not in found}


def main() -> None:
    put_commands_on_path()
    warnings.simplefilter("ignore")  # nbformat's, about the cell ids of some attacks
    listener = Listener()
    listener.start()
    with folder_outside_tmp() as folder, browser() as page:
        ours = sealed(folder / "ours", listener, page) | sealed_files(folder / "our-files", listener)
        assert listener.all() == [], "the network was reached"
        vault = make_target(Classroom.make(folder / "plain" / "as-released"), listener)
        theirs = all_of(Plain(folder / "plain", vault, ASSIGNMENT, listener, page), chosen(ATTACKS))
        files = course_of_files(folder / "files" / "as-released", listener)
        theirs |= all_of(Plain(folder / "files", files, NAME, listener, page), chosen(ANSWER_ATTACKS))
    text = f"{summary(ours, theirs)}\n{table(ours, theirs)}\n"
    print(text)
    if PAGE.exists() and not sys.argv[1:]:
        PAGE.write_text(PAGE.read_text("utf-8").partition(MARK)[0] + MARK + "\n" + text, encoding="utf-8")
    if any("**" in end for end in ours.values()):
        raise SystemExit(1)


def chosen(attacks: dict[str, Attack]) -> dict[str, Attack]:
    """Those named on the command line, to try them alone; all of them without any."""
    return {name: attack for name, attack in attacks.items() if not sys.argv[1:] or name in sys.argv[1:]}


if __name__ == "__main__":
    main()
