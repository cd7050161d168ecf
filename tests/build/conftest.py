"""A small unit of two lesson tasks and two assignment tasks, in a course folder of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import ClassVar, Literal, NoReturn

import pytest

from course.build.complaint import Refused
from course.build.output import built_files
from course.tasks.task import Task
from course.units import Unit

REPOSITORY = Path(__file__).parents[2]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path d="M0 0h4v4z"/></svg>'

LESSON = """\
# {title}

Prose with a picture:

![{alt}](box.svg)

## {first}

```task
count-boxes
```

More prose.

```text
a fence that is not a cell
```

### {second}

```task
count-pens
```

```view
course-map
```
"""

ASSIGNMENT = """\
---
points: 7
---
# {title}

## {first} (3 {points})

```task
box-list
```

## {second}

```task
pen-list
```
"""

AUTOMATE = """\
---
points: 2
---
# {title}

```python
import json
```

```python solution id=add-up
### BEGIN SOLUTION
total = 1 + 1
### END SOLUTION
```

```python tests id=test-add-up points=2
assert isinstance(total, int)
### BEGIN HIDDEN TESTS
assert total == 2
### END HIDDEN TESTS
```
"""

WORDS = {
    "en": {"title": "Boxes", "alt": "A box", "first": "Count boxes", "second": "Count pens", "points": "points"},
    "de": {"title": "Kisten", "alt": "Eine Kiste", "first": "Kisten", "second": "Stifte", "points": "Punkte"},
}


def _never(*_: object) -> NoReturn:
    raise AssertionError("building notebooks asks a task for its id, its points and its file name, and nothing else")


@dataclass(frozen=True, kw_only=True)
class PaperTask(Task):
    """A task that can only be built into a notebook."""

    kind: ClassVar[Literal["quiz", "form", "sheet", "journal"]] = "sheet"
    suffix: ClassVar[str] = ".xlsx"
    title: str = "Boxes"
    instructions: str = "Count them."
    points: Decimal = Decimal(0)
    handout = read = check = mark = slips = perfect = write = _never


@dataclass
class SmallCourse:
    """A course folder with one unit, whose texts a test may spoil before it is built."""

    folder: Path
    units: tuple[Unit, ...]

    @property
    def unit_folder(self) -> Path:
        return self.folder / "units" / "u90_paper_boxes"

    def build(self) -> dict[Path, bytes]:
        return built_files(self.folder, self.units, self.folder / "units")

    def spoil(self, name: str, old: str, new: str) -> None:
        path = self.unit_folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def complaints(self) -> list[str]:
        """What the build complains about, as `file:line: text` with paths below the unit's folder."""
        with pytest.raises(Refused) as refused:
            self.build()
        return [str(complaint).replace(f"{self.unit_folder}/", "") for complaint in refused.value.complaints]


@pytest.fixture
def course(tmp_path: Path) -> SmallCourse:
    """A course to spoil."""
    return small_course(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, bytes]:
    """What the unspoiled course is built into; made once, because nbgrader takes seconds for it."""
    return small_course(tmp_path_factory.mktemp("course")).build()


def small_course(folder: Path) -> SmallCourse:
    unit = Unit(
        number=90,
        slug="paper-boxes",
        title="Boxes",
        lesson=(PaperTask(id="count-boxes"), PaperTask(id="count-pens")),
        assignment=(PaperTask(id="box-list", points=Decimal(3)), PaperTask(id="pen-list", points=Decimal(4))),
    )
    small = SmallCourse(folder, (unit,))
    small.unit_folder.mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", folder)
    for language, words in WORDS.items():
        for kind, text in {"lesson": LESSON, "assignment": ASSIGNMENT, "automate": AUTOMATE}.items():
            (small.unit_folder / f"{kind}.{language}.md").write_text(text.format(**words), encoding="utf-8")
    (small.unit_folder / "box.svg").write_text(PICTURE, encoding="utf-8")
    return small
