"""Nothing heavy is imported before the first picture stands, whichever front it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("sqlalchemy", "reportlab", "alembic", "pypinyin", "python_calamine", "docx", "xlsxwriter", "pypdfium2")
ROOT = Path(__file__).resolve().parents[2]
PROBE = """
import json, sys
from pathlib import Path
from desktop_app import crash
from desktop_app.bootstrap import Program, application
from desktop_app.system.clock import SystemClock
from desktop_app.system.paths import DataFolder

app = application()
program = Program(app, DataFolder(Path(sys.argv[1])), SystemClock(), crash.Watch(None))
program.window.painted.disconnect()
def painted():
    shown = type(program.window.page_now).__name__
    print(json.dumps([shown, sorted(name for name in sys.modules if "." not in name)]))
    app.quit()
program.window.painted.connect(painted)
program.begin()
app.exec()
program.jobs.close()
"""


def painted(folder: Path) -> tuple[str, set[str]]:
    """Which front was painted first, and the modules loaded by then."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown, modules = json.loads(done.stdout)
    return shown, set(modules)


@pytest.mark.parametrize("there", [False, True], ids=["first start", "unlock"])
def test_the_first_picture_waits_for_nothing_heavy(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "guizhengtai.db").write_bytes(b"")
    shown, modules = painted(tmp_path)
    assert shown == ("UnlockScreen" if there else "Wizard")
    assert not modules & set(HEAVY)
