"""How fast a class is graded, against otter-grader: the same notebook and tests, the same machine, the same run.

otter-grader is installed from the package index into a folder of its own, which is deleted afterwards. It has no
sandbox but Docker; what is measured is its quickest way, `otter.api.grade_submission`, one submission after the other.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.grading import DATA, PARTS, TESTS, make_class, ours, told  # noqa: E402 - the folder above first

STUDENTS, THEIRS = 100, 10
PACKAGES = ("otter-grader", "pandas", "matplotlib", "ipykernel")
GRADE = """
import sys, time
from importlib.metadata import version
from otter.api import grade_submission
begin = time.perf_counter()
for number in range(int(sys.argv[1])):
    result = grade_submission("sums.ipynb", "autograder.zip", quiet=True)
    assert result.total == result.possible == 8, result
print(version("otter-grader"), 1000 * (time.perf_counter() - begin) / int(sys.argv[1]))
"""


def otter(folder: Path) -> tuple[str, float]:
    """Its version, and milliseconds a submission."""
    import nbformat

    venv.create(folder / "venv", with_pip=True)
    python = str(folder / "venv" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True, stderr=subprocess.DEVNULL)
    (folder / "data.csv").write_text(DATA)
    (folder / "tests").mkdir()
    sources = ["import otter\ngrader = otter.Notebook()", "import pandas as pd\nimport matplotlib.pyplot as plt"]
    for name, source in PARTS.items():
        sources += [source, f"grader.check({name!r})"]
        code = "\n".join(f">>> {line}" for line in TESTS[name].splitlines())
        suite = {"cases": [{"code": code, "hidden": True, "locked": False}], "scored": True, "type": "doctest"}
        test = {"name": name, "points": 2, "suites": [suite | {"setup": "", "teardown": ""}]}
        (folder / "tests" / f"{name}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    book.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(book, folder / "sums.ipynb")
    make = [python, "-m", "otter", "generate", "-t", "tests", "-o", "autograder.zip", "data.csv"]
    subprocess.run(make, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    done = subprocess.run(
        [python, "-c", GRADE, str(THEIRS)], cwd=folder, check=True, text=True, capture_output=True
    ).stdout.splitlines()[-1]
    found, milliseconds = done.split()
    return found, float(milliseconds)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found, theirs = otter(Path(folder))
        seconds, _, _ = ours(make_class(Path(folder) / "class", STUDENTS))
        mine = 1000 * seconds / STUDENTS
        print(f"  backoffice grade       {told([mine])} a submission, of {STUDENTS}, sandbox on, imports included")
        print(f"  otter-grader {found:9} {told([theirs])} a submission, of {THEIRS}, no sandbox")
        print(f"  {theirs / mine:.1f} times as fast")


if __name__ == "__main__":
    main()
