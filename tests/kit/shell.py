"""The command line as a script calls it: real processes on one data folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Shell:
    """Runs main.py on one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(self, *words: object, status: int = 0, password: str = "清源-2015") -> str:
        env = {**os.environ, "GUIZHENGTAI_PASSWORD": password}
        command = [sys.executable, str(ROOT / "main.py"), "--data", str(self.data), *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT, timeout=120)
        assert done.returncode == status, (done.stdout, done.stderr)
        return done.stdout if status == 0 else done.stderr

    def json(self, *words: object) -> dict:  # type: ignore[type-arg]
        return json.loads(self(*words, "--json"))
