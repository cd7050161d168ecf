"""Where an optional page is worked on: a folder of the learner's own, and no window for its pictures."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import pytest


@pytest.fixture
def learner_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matplotlib.use("Agg")
    monkeypatch.setenv("BACKOFFICE_LEARNER", "automate-learner")
    monkeypatch.chdir(tmp_path)
