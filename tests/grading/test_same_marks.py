"""The same marks as plain `nbgrader autograde`, cell by cell, and the same feedback: two independent ways to both.

A few students, and each assignment in one language, the next in the other; bench/same_marks.py tries a whole class on
every assignment there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from course.grading.simulate import simulate
from tests.grading.both_ways import compare, first, of_cells, solutions, with_a_slip
from tests.grading.classroom import Classroom, graded, locked, notebook, solution, text
from tests.grading.conftest import CODE, FILES, grade

pytestmark = pytest.mark.tool("bwrap")
FEW = 2


@pytest.fixture
def course(released: Classroom, tmp_path: Path) -> Classroom:
    return released.twin(tmp_path / "course")


def some(names: list[str]) -> list[str]:
    """Of each assignment one language, in turns."""
    unit_by_unit = sorted({name.removesuffix("-de").removesuffix("-en") for name in names})
    return [f"{unit}-{('en', 'de')[number % 2]}" for number, unit in enumerate(unit_by_unit)]


def points(cells: dict[str, object], name: str) -> float:
    grade_ = cells[name]
    assert isinstance(grade_, tuple)
    return float(grade_[0])


@pytest.mark.parametrize("name", some(FILES))
def test_answers_that_are_files(course: Classroom, tmp_path: Path, name: str) -> None:
    simulate(course.root, name, FEW, seed=4)
    grades = compare(course, name, tmp_path / "stock")
    assert len(grades) == FEW
    assert any(sum(map(first, of_cells(cells))) > 0 for cells in grades.values())


def pages(room: Classroom, assignment: str) -> dict[str, str]:
    """Each learner's feedback page."""
    room.nbgrader("generate_feedback", assignment)
    found = (room.root / "feedback").glob(f"*/{assignment}/*.html")
    return {path.parts[-3]: path.read_text("utf-8") for path in found}


def test_the_feedback_is_in_the_learners_language_with_their_work_and_the_reasons(
    course: Classroom, tmp_path: Path
) -> None:
    name = "11-bookkeeping-de"
    simulate(course.root, name, FEW, seed=4)
    compare(course, name, tmp_path / "stock")
    ours, theirs = pages(course, name), pages(Classroom(tmp_path / "stock", course.course_id), name)
    assert len(ours) == FEW
    assert ours == theirs
    for page in ours.values():
        assert '<html lang="de">' in page
        assert re.search(r"<title>Arbeitsauftrag: [^<]{10,}</title>", page)
        assert page.count("<details><summary>Ihre Abgabe</summary>") == 6
        assert "<details><summary>✓" in page, "what is right is folded away"
        assert "from course import" not in page, "code that no learner wrote"


@pytest.mark.parametrize("name", some(CODE))
def test_the_courses_code_tasks(course: Classroom, tmp_path: Path, name: str) -> None:
    answers = solutions(course, name)
    course.hand_in("right", name, answers)
    course.hand_in("with-a-slip", name, answers | with_a_slip(answers))
    course.hand_in("untouched", name)
    grades = compare(course, name, tmp_path / "stock")
    totals = {who: sum(map(first, of_cells(cells))) for who, cells in grades.items()}
    most = sum(grade_[3] or 0 for grade_ in of_cells(grades["right"]))
    assert totals["untouched"] <= totals["with-a-slip"] < totals["right"] == most
    assert totals["with-a-slip"] > 0
    stock = Classroom(tmp_path / "stock", course.course_id)
    shown = [one for who in grades for one in shown_by_code(course, who, name)]
    assert shown == [one for who in grades for one in shown_by_code(stock, who, name)]
    draws = "plt." in "".join(answers.values())
    assert any("image/png" in forms for forms in shown) == draws, "a learner's pictures are shown"


def shown_by_code(room: Classroom, student: str, name: str) -> Iterator[list[str]]:
    """In which forms each of the learner's own cells shows something. (The figures differ: each way of grading deals
    its own journal.)"""
    (path,) = (room.root / "autograded" / student / name).glob("*.ipynb")
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            for output in cell.outputs:
                if output.output_type != "stream":  # a kernel sends what is printed in pieces, as it comes
                    yield sorted(output.get("data", {})) or [output.ename]


DATA = "account,amount\n1000,5\n1200,7\n"
FRAME = "table = pd.read_csv('data.csv')\ntable['double'] = table.amount * 2"
ORDINARY = notebook(
    text("# Sums"),
    locked("setup", "import pandas as pd\n\n\ndef near(a, b):\n    return abs(a - b) < 0.01"),
    solution("total", "def total(numbers):\n    ### BEGIN SOLUTION\n    return sum(numbers)\n    ### END SOLUTION"),
    graded(
        "test-total",
        3,
        "assert total([1, 2]) == 3\n### BEGIN HIDDEN TESTS\n"
        "assert near(total([5, 6.5]), 11.5), 'With cents it is off.'\n"
        "### END HIDDEN TESTS",
    ),
    solution("table", f"### BEGIN SOLUTION\n{FRAME}\n### END SOLUTION"),
    graded(
        "test-table",
        4,
        "assert list(table.columns) == ['account', 'amount', 'double']\n### BEGIN HIDDEN TESTS\n"
        "pd.testing.assert_series_equal(table.double, pd.Series([10, 14], name='double'))\n### END HIDDEN TESTS",
    ),
    solution("sort", "def in_order(numbers):\n    ### BEGIN SOLUTION\n    numbers.sort()\n    ### END SOLUTION"),
    graded(
        "test-sort", 2, "numbers = [3, 1, 2]\nin_order(numbers)\n1 if numbers[0] == 1 and total(numbers) < 6 else 2"
    ),
    solution(
        "strict",
        "def half(n):\n    ### BEGIN SOLUTION\n    if n % 2: raise ValueError\n    return n // 2\n    ### END SOLUTION",
    ),
    graded(
        "test-strict",
        1,
        "try:\n    half(3)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('half(3) has to be refused')",
    ),
    text("Say why.", grade_id="why", grade=True, solution=True, points=5),
)
RIGHT = {
    "total": "def total(numbers):\n    return sum(numbers)",
    "table": FRAME,
    "sort": "def in_order(numbers):\n    numbers.sort()",
    "strict": "def half(n):\n    if n % 2:\n        raise ValueError(n)\n    return n // 2",
    "why": "Because.",
}
OTHERS = {  # each cell is compared, so one learner may go wrong in several
    "right": {},
    "wrong-sum": {
        "total": "def total(numbers):\n    return int(sum(numbers))",
        "sort": "def in_order(numbers):\n    sorted(numbers)",
        "strict": "def half(n):\n    return n // 2",
    },
    "stops": {"total": "1 / 0", "table": "table = ("},
    "warns": {"total": "import warnings\ndef total(numbers):\n    warnings.warn('hm')\n    return sum(numbers)"},
    "prints": {"total": "def total(numbers):\n    print(numbers)\n    return sum(numbers)"},
}


def test_an_ordinary_assignment_with_code_and_hidden_tests(tmp_path: Path) -> None:
    late = "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
    room = Classroom.make(tmp_path / "ours", late)
    room.assign("sums", files={"data.csv": DATA}, sums=ORDINARY)
    for name, change in OTHERS.items():
        folder = room.hand_in(name, "sums", RIGHT | change)
        (folder / "timestamp.txt").write_text("2026-05-06 16:30:00.000000 UTC")
    room.hand_in("untouched", "sums")
    room.nbgrader("db", "assignment", "add", "sums", "--duedate=2026-05-06 12:00:00 UTC")
    grades = compare(room, "sums", tmp_path / "stock")
    assert points(grades["right"], "sums/test-total") == 3
    assert points(grades["warns"], "sums/test-total") == 0
    assert grades["right"]["sums late"] == 10, "the late penalty takes all automatic points"
    shown = (room.root / "autograded" / "wrong-sum" / "sums" / "sums.ipynb").read_text()
    assert "With cents it is off." in shown
    assert "11.5" not in shown


def test_manual_points_and_comments_outlive_a_second_run(tmp_path: Path) -> None:
    from nbgrader.api import Gradebook

    room = Classroom.make(tmp_path / "ours")
    total = solution(
        "total", "def total(numbers):\n    ### BEGIN SOLUTION\n    return sum(numbers)\n    ### END SOLUTION"
    )
    why = text("Say why.", grade_id="why", grade=True, solution=True, points=5)
    room.assign("sums", sums=notebook(total, graded("test-total", 3, "assert total([1, 2]) == 3"), why))
    room.hand_in("right", "sums", RIGHT)
    grade(room, "sums")
    with Gradebook(f"sqlite:///{room.root / 'gradebook.db'}", "office") as book:
        book.find_grade("why", "sums", "sums", "right").manual_score = 4.5
        book.find_comment("why", "sums", "sums", "right").manual_comment = "Good."
        book.db.commit()
    grade(room, "sums", force=True)
    grades = room.grades("sums")["right"]
    assert grades["sums/why"] == (None, 4.5, True, 5.0)
