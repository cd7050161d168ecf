"""How fast a class is graded: against plain nbgrader in the same run, and how it grows with the class.

    python bench/grading.py                        as `make bench` makes it: plain nbgrader marks 40 of the 200
    python bench/grading.py --full                 plain nbgrader marks all 200
    python bench/grading.py speed --students 60
    python bench/grading.py growth 50 100

The notebook imports pandas and matplotlib, reads a table, sums it up, draws it; the sandbox is on.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
import time
from io import StringIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course.grading.assignment import Course  # noqa: E402 - the folder above has to be found first
from course.grading.progress import Progress  # noqa: E402
from course.grading.run import Options, Summary, grade_class  # noqa: E402
from tests.grading.classroom import Classroom, graded, locked, notebook, solution  # noqa: E402

RUNS = 3
FLAT = 15  # per cent, over all sizes of a class
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

        while not self.over.wait(1):
            total = 0
            for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
                try:
                    total += process.memory_full_info().pss
                except (psutil.Error, OSError):
                    continue
            self.most = max(self.most, total / 2**20)


class Clock(Progress):
    """Notes when the first and the last submission were done."""

    def __init__(self, total: int) -> None:
        super().__init__(total, "en", StringIO())
        self.times: list[float] = []

    def step(self) -> None:
        super().step()
        self.times.append(time.perf_counter())

    @property
    def each(self) -> float:
        """Milliseconds for a submission once the first is done: without the imports at the start."""
        return 1000 * (self.times[-1] - self.times[0]) / (len(self.times) - 1)


def ours(room: Classroom, force: bool = False) -> tuple[float, Clock, Summary]:
    """Seconds for all of it, the clock, and how it ended."""
    clocks: list[Clock] = []

    def clock(total: int) -> Progress:
        clocks.append(Clock(total))
        return clocks[0]

    started = time.perf_counter()
    summary = grade_class(Course(room.root), "sums", Options(force=force), clock)
    return time.perf_counter() - started, clocks[0], summary


def speed(students: int, plain: int) -> None:
    """Both ways in one run; plain nbgrader marks the first `plain` of the class."""
    with tempfile.TemporaryDirectory() as folder:
        room = make_class(Path(folder) / "ours", students)
        stock = room.twin(Path(folder) / "stock")
        for number in range(plain, students):
            shutil.rmtree(stock.root / "submitted" / f"s{number:04}")
        runs = [ours(room, force=True) for _ in range(RUNS)]
        mine = [seconds / students for seconds, _, _ in runs]
        started = time.perf_counter()
        stock.nbgrader("autograde", "sums")
        theirs = (time.perf_counter() - started) / plain
        grades = room.grades("sums")
        same = {student: grades[student] for student in stock.grades("sums")} == stock.grades("sums")
        print(f"a notebook with pandas and matplotlib, {students} submissions, sandbox on, {RUNS} runs:")
        print(f"  backoffice grade    {told([1000 * each for each in mine])} a submission, imports included")
        print(f"  nbgrader autograde  {told([1000 * theirs])} a submission, of {plain}")
        equal = "equal, cell by cell" if same else "DIFFERENT"
        print(f"  {theirs / median(mine):.1f} times as fast; the gradebooks are {equal}", flush=True)
        if not same or any(summary.set_aside for _, _, summary in runs):
            raise SystemExit(1)


def told(times: list[float]) -> str:
    runs = f" ({' '.join(f'{one:.0f}' for one in times)})" if len(times) > 1 else ""
    return f"{median(times):6.0f} ms{runs}"


def growth(sizes: list[int]) -> None:
    print("the same notebook, sandbox on; memory of all processes together (PSS):")
    times, peaks = list[float](), list[float]()
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            room = make_class(Path(folder), size)
            peak = Peak()
            peak.start()
            seconds, clock, summary = ours(room)
            peak.over.set()
            peak.join()
            print(f"  {size:5} submissions: {seconds:6.1f} s, {clock.each:4.0f} ms each after the first, "
                  f"peak {peak.most:4.0f} MB, {len(summary.set_aside)} set aside", flush=True)  # fmt: skip
            times.append(clock.each)
            peaks.append(peak.most)
    print(f"  {apart('time for a submission', times)}\n  {apart('peak memory', peaks)}")


def apart(what: str, figures: list[float]) -> str:
    """How far the largest lies above the smallest, and whether that is flat, which a slow machine decides as well."""
    percent = 100 * (max(figures) / min(figures) - 1)
    told_ = f"within {FLAT} %" if percent <= FLAT else f"NOT WITHIN {FLAT} %"
    return f"{what}: the largest is {percent:.1f} % above the smallest, {told_}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--full", action="store_true", help="plain nbgrader marks all 200 as well")
    commands = parser.add_subparsers(dest="what")
    fast = commands.add_parser("speed")
    fast.add_argument("--students", type=int, default=200)
    fast.add_argument("--plain", type=int, default=0, help="how many of them plain nbgrader marks (default: all)")
    commands.add_parser("growth").add_argument("sizes", type=int, nargs="+")
    chosen = parser.parse_args()
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    if chosen.what == "speed":
        speed(chosen.students, chosen.plain or chosen.students)
    elif chosen.what == "growth":
        growth(chosen.sizes)
    else:
        speed(200, 200 if chosen.full else 40)
        growth([100, 400, 1600])


if __name__ == "__main__":
    main()
