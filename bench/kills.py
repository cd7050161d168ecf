"""A run that is killed (SIGKILL) at random moments and continued ends as one that nobody disturbed.

    python bench/kills.py       30 kills, each in a class of its own, between the first row and the last
    python bench/kills.py 3

Compared are the gradebook, every file in autograded/ and the rows of the ledger. The program fails where any differ.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course.build.release import put_commands_on_path  # noqa: E402 - the folder above has to be found first
from tests.grading.killing import CLASS, kill_and_go_on, make_class  # noqa: E402

KILLS = 30


def main() -> None:
    put_commands_on_path()
    kills = int(sys.argv[1]) if sys.argv[1:] else KILLS
    with tempfile.TemporaryDirectory() as folder:
        left = kill_and_go_on(make_class(Path(folder) / "made"), Path(folder), kills)
    if len(left) < kills:
        raise SystemExit(f"Only {len(left)} of {kills} kills fell between the first row and the last.")
    counted = ", ".join(f"{rows} ({times}x)" for rows, times in sorted(Counter(left).items()))
    print(f"{kills} kills, each in a run of its own over {CLASS} submissions")
    print(f"  rows that stood when it was killed: {counted}")
    print(f"  continued: {len(left)} of {kills} ended with the undisturbed run's gradebook, folders and rows")


if __name__ == "__main__":
    main()
