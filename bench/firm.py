"""How long the firm takes: dealing, writing its papers, showing one, importing the course. Medians in milliseconds."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time

from course.firm import Firm
from course.firm.paper import render

RUNS = 50


def milliseconds(work: Callable[[int], object], runs: int = RUNS, clock: Callable[[], float] = process_time) -> float:
    """The median over the runs, after one run to warm up. Processor time, unless another clock is given."""
    work(-1)
    times = []
    for run in range(runs):
        begin = clock()
        work(run)
        times.append((clock() - begin) * 1000)
    return median(times)


def importing(_run: int) -> object:
    return subprocess.run([sys.executable, "-c", "import course"], check=True)


def bare_python(_run: int) -> object:
    return subprocess.run([sys.executable, "-c", "pass"], check=True)


def main() -> None:
    firm = Firm.deal("bench")
    rows = [
        ("Firm.deal (limit 50)", milliseconds(lambda run: Firm.deal(f"bench {run}"))),
        ("Firm.deal and all documents", milliseconds(lambda run: Firm.deal(f"bench {run}").documents)),
        ("render one document", milliseconds(lambda run: render(firm.documents[run], "de"))),
        ("import course, new process (limit 300)", milliseconds(importing, 10, perf_counter)),
        ("of which Python itself", milliseconds(bare_python, 10, perf_counter)),
    ]
    print(f"firm: medians of {RUNS} runs (new processes: 10 runs, by the clock on the wall)")
    for name, value in rows:
        print(f"  {name:<42}{value:8.1f} ms")


if __name__ == "__main__":
    main()
