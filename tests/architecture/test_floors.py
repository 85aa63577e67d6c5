"""The floors hold: nothing runs up, and a breach of each kind is really seen."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

BREACHES = [
    ("floors", "rules/problems.py", "import desktop_app.services"),
    ("Qt only in views, crash, bootstrap", "services/__init__.py", "import PySide6.QtCore"),
    ("rules are pure", "rules/problems.py", "import sqlite3"),
    ("paper only in reports", "views/__init__.py", "import reportlab"),
    ("no SQL above services", "registers/__init__.py", "import sqlalchemy"),
]


def lint(tree: Path) -> tuple[int, str]:
    """The contracts of ``tree``'s pyproject.toml, checked there: exit status and what was said."""
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command, "import-linter is not installed beside this Python"
    done = subprocess.run([command, "--no-logo", "--no-cache"], cwd=tree, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copied_house(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "desktop_app", tmp_path / "desktop_app", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_the_house_keeps_its_floors() -> None:
    status, said = lint(ROOT)
    assert status == 0, said


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES, ids=[breach[0] for breach in BREACHES])
def test_a_planted_breach_turns_its_contract_red(copied_house: Path, contract: str, file: str, line: str) -> None:
    victim = copied_house / "desktop_app" / file
    victim.write_text(f"{victim.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    status, said = lint(copied_house)
    assert status == 1, said
    assert f"{contract} BROKEN" in said
