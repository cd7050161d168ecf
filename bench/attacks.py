"""What each attack of the corpus comes to with `backoffice grade`, and with plain `nbgrader autograde` beside it.

    python bench/attacks.py        prints the table and writes it into docs/attacks.md (some minutes)

On plain nbgrader only those attacks are tried that can harm nothing but the temporary course; each has a course of its
own there, with a classmate who has been marked (and one who comes next, where the folder itself is the attack).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
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
from tests.grading.attacks import ASSIGNMENT, ATTACKS, Attack, Target  # noqa: E402
from tests.grading.classroom import Classroom  # noqa: E402
from tests.grading.commands import run  # noqa: E402
from tests.grading.conftest import HONEST, SECRET, Listener, fingerprints, grade, vault_assignment  # noqa: E402

PAGE = ROOT / "docs" / "attacks.md"
MARK = "<!-- table -->\n"
KINDS = {
    "marks": "On the verdict: a wrong solution is to count as right",
    "machine": "On the machine and on others' work",
    "folders": "By what is handed in",
    "pages": "On whoever opens the page",
}
BEFORE, NEXT = "honest-0", "zz-honest-next"  # the first is whom the attacks aim at
OUTSIDE = [Path(place) / "owned" for place in ("/tmp", "/var/tmp", "/dev/shm")]
TOLD = {
    SECRET: "**copies the instructor's secret**",
    "root:x:0": "**shows the system's files**",
    "value = 4711": "**copies the work of others**",
}
LIMIT = 120  # seconds for one run of plain nbgrader
RIGHT, ENDLESS = {"answer": HONEST}, {"timed-out"}


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


def empty_room(root: Path, listener: Listener) -> Target:
    room = Classroom.make(root)
    vault_assignment(room)
    (root / "secret.txt").write_text(SECRET)
    room.hand_in(BEFORE, ASSIGNMENT, RIGHT)
    return Target(room, SECRET, listener.port)


@dataclass
class Plain:
    """Plain nbgrader: each attack in a copy of one course in which the first classmate has been marked."""

    folder: Path
    listener: Listener
    page: Any

    def __post_init__(self) -> None:
        self.made = empty_room(self.folder / "as-released", self.listener)
        self.made.room.nbgrader("autograde", ASSIGNMENT)

    def comes_to(self, attack: Attack) -> str:
        room = self.made.room.twin(self.folder / attack.name)
        attack.build(Target(room, SECRET, self.listener.port), attack.name)
        if attack.kind == "folders":  # by which plain nbgrader may be stopped
            room.hand_in(NEXT, ASSIGNMENT, RIGHT)
        before, visits = fingerprints(room.root), len(self.listener.all())
        run(("autograde", ASSIGNMENT), room.root, limit=LIMIT)
        found = [points(room, attack.name)]
        found += self._harm(room, attack.name, before)
        found += ["**reaches the network**"] if len(self.listener.all()) > visits else []
        if attack.kind == "pages":
            run(("generate_feedback", ASSIGNMENT, "--student", attack.name), room.root, limit=LIMIT)
            found += on_the_page(self.page, room, attack.name)
        shutil.rmtree(room.root)
        return ", ".join(found)

    def _harm(self, room: Classroom, name: str, before: dict[str, str]) -> Iterator[str]:
        grades = room.grades(ASSIGNMENT)
        if grades.get(BEFORE) != self.made.room.grades(ASSIGNMENT)[BEFORE]:
            yield "**changes a classmate's marks**"
        if room.submission(NEXT, ASSIGNMENT).is_dir() and not (room.root / "autograded" / NEXT).is_dir():
            yield "**nobody after it is marked**"
        shown = text_below(room.root / "autograded" / name)
        yield from (harm for told, harm in TOLD.items() if told in shown)
        after = fingerprints(room.root)
        changed = {path for path, content in before.items() if after.get(path) != content} | (after.keys() - before)
        if any(f"/submitted/{name}/" not in path for path in changed):
            yield "**changes files of others**"
        made = [place for place in (*OUTSIDE, room.root / "owned") if place.exists()]
        for place in made:
            place.unlink()
        if made:
            yield "**writes outside**"


def points(room: Classroom, student: str) -> str:
    grade_ = room.grades(ASSIGNMENT).get(student, {}).get("vault/test")
    if not isinstance(grade_, tuple) or not (room.root / "autograded" / student).is_dir():
        return "not marked"
    scored = grade_[1] if grade_[1] is not None else grade_[0] or 0
    return f"**{scored:g} of 5 points**" if scored else "0 points"


def text_below(folder: Path) -> str:
    return "".join(path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file())


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
    target = empty_room(folder, listener)
    for attack in ATTACKS.values():
        attack.build(target, attack.name)
    target.room.hand_in(NEXT, ASSIGNMENT, RIGHT)
    before = fingerprints(folder)
    endless = tuple(name for name, attack in ATTACKS.items() if attack.ends == ENDLESS)
    rows = grade(target.room, ASSIGNMENT, timeout=5, jobs=len(endless), students=endless).rows
    others = tuple(student for student in (*ATTACKS, BEFORE, NEXT) if student not in endless)
    rows += grade(target.room, ASSIGNMENT, timeout=20, students=others).rows
    target.room.nbgrader("generate_feedback", ASSIGNMENT)
    aside = {row.student: f"set aside: {row.reason.replace('-', ' ')}" for row in rows if row.reason}
    found = {row.student: aside.get(row.student) or points(target.room, row.student) for row in rows}
    for name in (name for name, attack in ATTACKS.items() if attack.kind == "pages"):
        found[name] = ", ".join([found[name], *on_the_page(page, target.room, name)])
    assert found.pop(BEFORE) == found.pop(NEXT) == "**5 of 5 points**", "an honest classmate was harmed"
    assert fingerprints(folder) == before, "files of others were changed"
    assert not any(place.exists() for place in (*OUTSIDE, folder / "owned")), "something was written outside"
    assert SECRET not in text_below(folder / "autograded"), "the secret was copied"
    assert listener.all() == [], "the network was reached"
    return found


def table(ours: dict[str, str], theirs: dict[str, str]) -> str:
    lines = []
    for kind, title in KINDS.items():
        lines += ["", f"### {title}", "", "| attack | `backoffice grade` | `nbgrader autograde` |", "|---|---|---|"]
        lines += [
            f"| {name.replace('-', ' ')} | {ours[name]} | {theirs.get(name, 'not tried')} |"
            for name, attack in ATTACKS.items()
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


def all_of(plain: Plain) -> dict[str, str]:
    """Two at a time, but for those that aim at what all have in common (files outside, a port, the one browser)."""
    tame = [attack for attack in ATTACKS.values() if attack.tame]
    with ThreadPoolExecutor(2) as both:
        apart = [attack for attack in tame if attack.kind in ("marks", "folders")]
        found = dict(zip((attack.name for attack in apart), both.map(plain.comes_to, apart), strict=True))
    return found | {attack.name: plain.comes_to(attack) for attack in tame if attack.name not in found}


def main() -> None:
    put_commands_on_path()
    os.environ["INSTRUCTORS_TOKEN"] = SECRET
    warnings.simplefilter("ignore")  # nbformat's, about the cell ids of some attacks
    listener = Listener()
    listener.start()
    with tempfile.TemporaryDirectory() as folder, browser() as page:
        ours = sealed(Path(folder) / "ours", listener, page)
        plain = Plain(Path(folder) / "plain", listener, page)
        theirs = all_of(plain)
    text = f"{summary(ours, theirs)}\n{table(ours, theirs)}\n"
    print(text)
    if PAGE.exists():
        PAGE.write_text(PAGE.read_text("utf-8").partition(MARK)[0] + MARK + "\n" + text, encoding="utf-8")
    if any("**" in end for end in ours.values()):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
