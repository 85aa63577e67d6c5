"""One data folder, one window: a second start raises the first, a killed one leaves no lock behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.views.instance import Instance, socket_name

ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop_app.views.instance import Instance
app = QCoreApplication([])
held = Instance(Path(sys.argv[1]), Path(sys.argv[1]) / "lock")
print(held.take(), flush=True)
app.exec()
"""


def test_a_second_start_is_refused_and_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = Instance(tmp_path, tmp_path / "lock"), Instance(tmp_path, tmp_path / "lock")
    assert first.take()
    assert not second.take()
    with qtbot.waitSignal(first.called):
        assert second.raise_first()
    first.release()
    assert second.take()
    second.release()


def test_two_folders_do_not_meet(tmp_path: Path) -> None:
    one, other = tmp_path / "一", tmp_path / "二"
    first, second = Instance(one, one / "lock"), Instance(other, other / "lock")
    assert first.take()
    assert second.take()
    assert socket_name(one) != socket_name(other)
    first.release()
    second.release()


def test_a_killed_program_leaves_the_folder_free(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "True"
    mine = Instance(tmp_path, tmp_path / "lock")
    assert not mine.take()
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    assert mine.take()
    mine.release()
