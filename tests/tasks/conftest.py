"""Where a learner works: a folder of their own, no key in sight, and nothing left of an earlier test."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.tasks import handing_in, sealing


@pytest.fixture
def a_learners_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(handing_in, "_directed", [])
    for name in (sealing.KEYS_FOLDER, sealing.STUDENT, "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BACKOFFICE_LEARNER", "ada")
    monkeypatch.chdir(tmp_path)
