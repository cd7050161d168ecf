"""How fast a class is graded: against plain nbgrader in the same run, how it grows, and what attacks earn in both.

    python bench/grading.py                        a small run of everything, as `make bench` makes it
    python bench/grading.py speed --students 200   200 submissions, both ways
    python bench/grading.py growth 100 400 1600    time and peak memory per submission
    python bench/grading.py attacks                what each tame attack earns in both

The notebook imports pandas and matplotlib, reads a table, sums it up, draws it; the sandbox is on.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course.grading.assignment import Course  # noqa: E402 - the folder above has to be found first
from course.grading.progress import Progress  # noqa: E402
from course.grading.run import Options, Summary, grade_class  # noqa: E402
from tests.grading.classroom import Classroom, graded, locked, notebook, solution  # noqa: E402

DATA = "account,amount\n" + "".join(f"{1000 + n % 7},{n}.5\n" for n in range(200))
PARTS = {
    "table": "table = pd.read_csv('data.csv', dtype={'account': str})",
    "sums": "sums = table.groupby('account').amount.sum()",
    "total": "def total(numbers):\n    return round(sum(numbers), 2)",
    "picture": "figure, axes = plt.subplots()\naxes.bar(sums.index, sums.values)\naxes.set_title('Sums')",
}
TESTS = {
    "table": "assert len(table) == 200",
    "sums": "assert list(sums.index) == [str(1000 + n) for n in range(7)]\nassert sums.sum() == table.amount.sum()",
    "total": "assert total([0.1, 0.2]) == 0.3\nassert total([]) == 0",
    "picture": "assert len(axes.patches) == 7\nassert axes.get_title() == 'Sums'",
}


def make_class(folder: Path, students: int) -> Classroom:
    room = Classroom.make(folder)
    cells = [locked("setup", "import pandas as pd\nimport matplotlib.pyplot as plt")]
    for name, source in PARTS.items():
        cells.append(solution(name, f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"))
        cells.append(
            graded(f"test-{name}", 2, f"### BEGIN HIDDEN TESTS\n{TESTS[name]}\n### END HIDDEN TESTS\nassert True")
        )
    room.assign("sums", files={"data.csv": DATA}, sums=notebook(*cells))
    wrong = PARTS | {"total": "def total(numbers):\n    return 0"}
    for number in range(students):
        room.hand_in(f"s{number:04}", "sums", wrong if number % 4 == 0 else PARTS)
    return room


class Peak(threading.Thread):
    """The largest memory (PSS, so shared pages count once) of this process and all beneath it, in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0.0
        self.over = threading.Event()

    def run(self) -> None:
        import psutil

        while not self.over.wait(0.5):
            total = 0
            for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
                try:
                    total += process.memory_full_info().pss
                except (psutil.Error, OSError):
                    continue
            self.most = max(self.most, total / 2**20)


def ours(room: Classroom) -> tuple[float, float, Summary]:
    """Seconds, peak MB, and how it ended."""
    peak = Peak()
    peak.start()
    started = time.perf_counter()
    summary = grade_class(Course(room.root), "sums", Options(), lambda total: Progress(total, "en", StringIO()))
    seconds = time.perf_counter() - started
    peak.over.set()
    peak.join()
    return seconds, peak.most, summary


def speed(students: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        room = make_class(Path(folder) / "ours", students)
        stock = room.twin(Path(folder) / "stock")
        mine, _, summary = ours(room)
        started = time.perf_counter()
        stock.nbgrader("autograde", "sums")
        theirs = time.perf_counter() - started
        same = room.grades("sums") == stock.grades("sums") and not summary.set_aside
        print(f"{students} submissions: backoffice grade {mine:.1f} s ({mine / students:.3f} s each), "
              f"nbgrader autograde {theirs:.1f} s ({theirs / students:.3f} s each), {theirs / mine:.1f} times as fast, "
              f"gradebooks {'equal' if same else 'DIFFERENT'}")  # fmt: skip
        if not same:
            raise SystemExit(1)


def growth(sizes: list[int]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            seconds, peak, summary = ours(make_class(Path(folder), size))
            print(f"{size} submissions: {seconds:.1f} s, {1000 * seconds / size:.0f} ms each, peak {peak:.0f} MB, "
                  f"{len(summary.set_aside)} set aside", flush=True)  # fmt: skip


def attacks() -> None:
    """The corpus in both; only attacks that can harm nothing but the temporary course."""
    from tests.grading import conftest
    from tests.grading.attacks import ASSIGNMENT, ATTACKS, Target

    tame = {name: attack for name, attack in ATTACKS.items() if attack.tame}
    with tempfile.TemporaryDirectory() as folder:
        both = []
        for side in ("ours", "stock"):
            room = Classroom.make(Path(folder) / side)
            conftest.vault_assignment(room)
            (room.root / "secret.txt").write_text(conftest.SECRET)
            listener = conftest.Listener()
            listener.start()
            room.hand_in("honest-0", ASSIGNMENT, {"answer": conftest.HONEST})
            for name, attack in tame.items():
                attack.build(Target(room, conftest.SECRET, listener.port), name)
            both.append((room, listener))
        (room, mine), (stock, theirs) = both
        rows = {row.student: row for row in conftest.grade(room, ASSIGNMENT, timeout=20).rows}
        for name in tame:
            stock.nbgrader("autograde", ASSIGNMENT, "--student", name, check=False)
        print(f"{'attack':45}{'backoffice grade':30}nbgrader autograde")
        for name in tame:
            end = rows[name].reason or f"{_points(room, name)} of 5 points"
            print(f"{name:45}{end:30}{_stock_end(stock, name, conftest.SECRET)}")
        print(f"{'network, visits to the listener':45}{len(mine.all())!s:30}{len(theirs.all())}")


def _points(room: Classroom, student: str) -> str:
    grade = room.grades("vault").get(student, {}).get("vault/test")
    return "-" if not isinstance(grade, tuple) else f"{grade[1] or grade[0] or 0:g}"


def _stock_end(stock: Classroom, name: str, secret: str) -> str:
    folder = stock.root / "autograded" / name
    told = folder.is_dir() and any(secret in p.read_text(errors="replace") for p in folder.rglob("*") if p.is_file())
    ends = [f"{_points(stock, name)} of 5 points" if folder.is_dir() else "stopped with a traceback"]
    ends += ["the secret was copied"] if told else []
    ends += ["wrote outside"] if (stock.root / "owned").exists() else []
    (stock.root / "owned").unlink(missing_ok=True)
    return ", ".join(ends)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    commands = parser.add_subparsers(dest="what")
    commands.add_parser("speed").add_argument("--students", type=int, default=200)
    commands.add_parser("growth").add_argument("sizes", type=int, nargs="+")
    commands.add_parser("attacks")
    chosen = parser.parse_args()
    told = ", ".join(f"{name} {version(name)}" for name in ("nbgrader", "pandas", "matplotlib", "SQLAlchemy"))
    print(f"{len(os.sched_getaffinity(0))} cores, {platform.machine()}, Python {platform.python_version()}, {told}, "
          f"load {os.getloadavg()[0]:.1f}")  # fmt: skip
    if chosen.what in (None, "speed"):
        speed(chosen.students if chosen.what else 20)
    if chosen.what in (None, "growth"):
        growth(chosen.sizes if chosen.what else [20, 80])
    if chosen.what == "attacks":
        attacks()
    print(f"peak of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
