"""Folders made once in a run of the tests, by whichever worker needs one first, and copied for whoever asks."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

_HOME = "GUIZHENGTAI_TEST_TEMPLATES"


def begin() -> None:
    """Called where the run begins; its workers inherit the place."""
    os.environ.setdefault(_HOME, tempfile.mkdtemp(prefix="guizhengtai-templates-"))


def end() -> None:
    """Called where the run ends."""
    shutil.rmtree(os.environ.pop(_HOME), ignore_errors=True)


def copied(name: str, make: Callable[[Path], None], to: Path) -> None:
    """A copy, in ``to``, of the folder that ``make`` fills."""
    home = Path(os.environ[_HOME])
    with (home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / name).exists():
            make(home / f"{name}.making")
            (home / f"{name}.making").rename(home / name)
    shutil.copytree(home / name, to, dirs_exist_ok=True)
