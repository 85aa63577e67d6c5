"""The command line as a script calls it, on one data folder."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from desktop_app import cli
from tests.kit.files import PASSWORD

ROOT = Path(__file__).resolve().parents[2]


class Shell:
    """Runs commands on one data folder: in this process, which spares every command a start, or in one of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(self, *words: object, status: int = 0, password: str = PASSWORD) -> str:
        said, complained = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
            patch.setenv(cli.PASSWORD, password)
            patch.chdir(ROOT)
            try:
                left = cli.main(["--data", str(self.data), *map(str, words)])
            except SystemExit as ended:
                left = ended.code if isinstance(ended.code, int) else cli.USAGE
        assert left == status, (said.getvalue(), complained.getvalue())
        return (said if status == 0 else complained).getvalue()

    def process(self, *words: object, status: int = 0, password: str = PASSWORD) -> str:
        """The same as a script does it: a real process, its output through a pipe."""
        done = self.ran(*words, password=password)
        assert done.returncode == status, (done.stdout, done.stderr)
        return done.stdout if status == 0 else done.stderr

    def ran(self, *words: object, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
        """A real process with all it left."""
        command = [sys.executable, str(ROOT / "main.py"), "--data", str(self.data), *map(str, words)]
        env = {**os.environ, cli.PASSWORD: password}
        return subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, timeout=120)

    def json(self, *words: object) -> dict:  # type: ignore[type-arg]
        return json.loads(self(*words, "--json"))
