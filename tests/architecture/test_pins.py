"""The packages are exactly those that were tried: pinned, hashed, named without addresses."""

import importlib
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FILES = {"requirements.txt": PROJECT["dependencies"], "requirements-dev.txt": PROJECT["optional-dependencies"]["dev"]}
PIN = re.compile(r"^([a-z0-9-]+)==([\w.]+)(?: ; [^\\]+)?$")
HASH = re.compile(r"^--hash=sha256:[0-9a-f]{64}$")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(file: str) -> list[list[str]]:
    """Each requirement of ``file`` as its pin followed by its hashes."""
    joined = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", "\0")
    return [[part.strip() for part in line.split("\0")] for line in joined.splitlines() if line.strip()]


def pins(file: str) -> dict[str, str]:
    found = [PIN.match(entry[0]) for entry in entries(file)]
    return {match[1]: match[2] for match in found if match}


@pytest.mark.parametrize("file", FILES)
def test_every_requirement_is_one_version_with_hashes(file: str) -> None:
    for pin, *hashes in entries(file):
        assert PIN.match(pin), f"{file}: {pin} is not an exact pin"
        assert hashes, f"{file}: {pin} has no hash"
        assert all(HASH.match(one) for one in hashes), f"{file}: {pin}"


@pytest.mark.parametrize("file", FILES)
def test_no_requirement_file_holds_an_address(file: str) -> None:
    assert "//" not in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES)
def test_what_the_project_names_is_what_is_pinned(file: str) -> None:
    named = dict(requirement.split("==") for requirement in FILES[file])
    assert {normal(name): number for name, number in named.items()}.items() <= pins(file).items()


def test_the_development_list_holds_the_whole_running_list() -> None:
    development = {tuple(entry) for entry in entries("requirements-dev.txt")}
    assert {tuple(entry) for entry in entries("requirements.txt")} <= development


def test_tools_for_development_are_not_shipped() -> None:
    development = {normal(requirement.split("==")[0]) for requirement in FILES["requirements-dev.txt"]}
    assert not development & set(pins("requirements.txt"))


def test_reportlab_has_its_accelerator() -> None:
    assert importlib.import_module("_rl_accel")


def test_qt_stays_below_6_10() -> None:
    assert tuple(map(int, version("PySide6-Essentials").split(".")))[:2] < (6, 10)
