"""pyproject.toml says what is needed, requirements*.txt pin it, environment.yml passes the pins on: they must agree."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]


def pins(name: str) -> list[Requirement]:
    return [Requirement(line) for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]


def pinned(name: str) -> dict[str, str]:
    """Package -> version, of the pins that hold for this system and Python."""
    here = [pin for pin in pins(name) if pin.marker is None or pin.marker.evaluate()]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in here}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_a_requirements_file_holds_exact_versions_and_nothing_of_the_machine_that_made_it(name: str) -> None:
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[a-z0-9._-]+==[A-Za-z0-9.!+_-]+( ; [^/@\\]+)?", line), line


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("requirements.txt", PROJECT["dependencies"]),
        ("requirements-test.txt", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]),
    ],
)
def test_every_dependency_has_a_pin_that_it_allows(name: str, wanted: list[str]) -> None:
    found = pinned(name)
    for requirement in map(Requirement, wanted):
        version = found[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is pinned to {version}; run: make lock"


def test_every_dependency_of_a_dependency_has_a_pin_too() -> None:
    """Otherwise pip would take whatever is newest on the day."""
    found = pinned("requirements-test.txt")
    for package in found:
        try:
            requires = distribution(package).requires or []
        except PackageNotFoundError:
            pytest.fail(f"{package} is pinned but not installed; run: make test")
        for requirement in map(Requirement, requires):
            needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            assert not needed or canonicalize_name(requirement.name) in found, f"{package} needs {requirement}"


def test_these_tests_run_with_the_pinned_versions() -> None:
    found = pinned("requirements-test.txt")
    assert {package: distribution(package).version for package in found} == found


def test_learning_and_testing_use_the_same_versions() -> None:
    learning, testing = (
        {(pin.name, str(pin.specifier)) for pin in pins(name)} for name in ("requirements.txt", "requirements-test.txt")
    )
    assert learning <= testing


def test_conda_and_binder_get_the_same_versions_from_pip() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, pip = environment["dependencies"]
    assert pip == {"pip": ["-r requirements.txt", "-e ."]}
    assert "pip" in conda
    (python,) = [line.removeprefix("python=") for line in conda if line.startswith("python=")]
    assert SpecifierSet(PROJECT["requires-python"]).contains(python)
    assert len(conda) == 2, "everything but Python and pip comes from requirements.txt"


def test_nothing_copyleft_is_needed_to_run_the_course() -> None:
    """beancount (GPL) and python-stdnum (LGPL) are witnesses in the tests, and must not slip into the course."""
    run_time = pinned("requirements.txt")
    assert not {"beancount", "python-stdnum", "formulas", "pycel"} & set(run_time)
    for package in run_time:
        metadata = distribution(package).metadata
        classifiers = [line for line in metadata.get_all("Classifier", []) if line.startswith("License ::")]
        short = [metadata.get(field, "").split("\n")[0] for field in ("License-Expression", "License")]
        stated = " ".join([*classifiers, *short])
        assert not re.search(r"\bA?GPL|General Public|EUPL", stated), f"{package}: {stated}"


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """pytest's own list of folders to leave out has `build` in it."""
    left_out = pytestconfig.getini("norecursedirs")
    folders = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*") if list(path.glob("test_*.py"))]
    assert len(folders) > 5
    assert not [str(path) for path in folders for part in path.parts if any(fnmatch(part, one) for one in left_out)]
