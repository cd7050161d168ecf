"""Two hundred firms, dealt once for all tests of this room."""

from __future__ import annotations

import pytest

from course.firm import Firm


@pytest.fixture(scope="session")
def firms() -> tuple[Firm, ...]:
    return tuple(Firm.deal(f"learner {number}") for number in range(200))


@pytest.fixture(scope="session")
def firm(firms: tuple[Firm, ...]) -> Firm:
    return firms[0]
