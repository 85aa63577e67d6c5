"""Starting: one window per folder, options, practice."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import bootstrap
from desktop_app.system.clock import SystemClock
from desktop_app.system.paths import DataFolder
from desktop_app.views.front import PRACTICE_PASSWORD
from desktop_app.views.instance import Instance
from desktop_app.views.unlock import UnlockScreen
from tests.kit.program import running, settle


def test_a_second_start_raises_the_first_and_ends_well(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    first = Instance(folder.root, folder.lock)
    assert first.take()
    with qtbot.waitSignal(first.called):
        assert bootstrap.run(qapp, folder, False) == 0
    first.release()


def test_unknown_options_are_wrong_usage() -> None:
    with pytest.raises(SystemExit) as left:
        bootstrap.main(["--nonsense"])
    assert left.value.code == 2


def test_the_practice_county_says_so_and_leaves_nothing(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with running(qtbot, qapp, folder, SystemClock()) as program:
        program.front.practise()
        settle(qtbot, program)
        session = program.session
        assert session is not None
        assert program.window.windowTitle().endswith("— 演练")
        made = session.desk.store.folder.root
        assert made.exists()
        session.gate.lock()
        screen = program.window.page_now
        assert isinstance(screen, UnlockScreen)
        assert PRACTICE_PASSWORD in screen.said
        screen.tried.emit(PRACTICE_PASSWORD)
        settle(qtbot, program)
        assert not session.gate.is_locked
        settle(qtbot, program)
    assert not made.exists()
    assert not folder.file.exists()
