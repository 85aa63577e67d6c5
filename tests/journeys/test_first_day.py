"""The officer's first day: found the office, put the key into the envelope, lock, unlock, leave, come back."""

import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.services.setup import Founding, found
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views.dialogs import Dialog
from desktop_app.views.envelope import EnvelopePage
from desktop_app.views.unlock import UnlockScreen
from desktop_app.views.wizard import Wizard
from desktop_app.views.wizard_secret import SecretPage
from desktop_app.views.wizard_unit import UnitPage
from tests.kit.files import CHEAP
from tests.kit.program import running, settle

PASSWORD = "guizheng2015"
UNIT = "清源县人民检察院"


def front(program: Program) -> object:
    return program.window.page_now


def unlock(qtbot: QtBot, program: Program, password: str) -> None:
    screen = front(program)
    assert isinstance(screen, UnlockScreen)
    screen.password.line.setText(password)
    qtbot.keyClick(screen.password.line, Qt.Key.Key_Return)
    settle(qtbot, program)


@pytest.fixture
def office(folder: DataFolder, clock: TurnedClock) -> str:
    """A founded office; its recovery key."""
    store, recovery = found(folder, clock, Founding(UNIT, keeper="许嘉树"), PASSWORD, cost=CHEAP)
    store.close()
    return recovery


def test_from_nothing_to_the_desk(qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock) -> None:
    with running(qtbot, qapp, folder, clock) as program:
        wizard = front(program)
        assert isinstance(wizard, Wizard)
        wizard.go_on()
        unit, secret = wizard.pages[1], wizard.pages[3]
        assert isinstance(unit, UnitPage)
        assert isinstance(secret, SecretPage)
        unit.unit.setText(UNIT)
        unit.keeper.setText("许嘉树")
        unit.confirm.setChecked(True)
        wizard.go_on()
        wizard.go_on()
        secret.password.line.setText(PASSWORD)
        secret.again.line.setText(PASSWORD)
        wizard.go_on()
        settle(qtbot, program)
        envelope = front(program)
        assert isinstance(envelope, EnvelopePage)
        envelope.go.click()
        assert "还没确认" in envelope.said.text()
        envelope.ticked.setChecked(True)
        envelope.go.click()
        settle(qtbot, program)
        assert program.session is not None
        assert program.window.windowTitle() == f"规范司法行为专项整治工作台 — {UNIT} — 2015年度"
        assert "审计链 正常" in program.window.status.right
        assert "上次备份 无" not in program.window.status.right
    assert Settings.read(folder.settings).unit == UNIT


def test_the_next_morning_a_wrong_password_then_the_right_one(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: str
) -> None:
    with running(qtbot, qapp, folder, clock) as program:
        unlock(qtbot, program, "wrong-one")
        screen = front(program)
        assert isinstance(screen, UnlockScreen)
        assert "还可试 4 次" in screen.said
        unlock(qtbot, program, PASSWORD)
        assert program.session is not None
        assert program.session.desk.store.who == "许嘉树"


def test_a_forgotten_password_is_reset_with_the_envelope(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: str
) -> None:
    with running(qtbot, qapp, folder, clock) as program:
        screen = front(program)
        assert isinstance(screen, UnlockScreen)
        screen.reset_asked.emit(office.lower().replace("-", " "), "xinkouling2015")
        settle(qtbot, program)
        envelope = front(program)
        assert isinstance(envelope, EnvelopePage)
        envelope.ticked.setChecked(True)
        envelope.go.click()
        settle(qtbot, program)
        assert program.session is not None
    with running(qtbot, qapp, folder, clock) as program:
        unlock(qtbot, program, PASSWORD)
        assert program.session is None
        unlock(qtbot, program, "xinkouling2015")
        assert program.session is not None


def test_locking_hides_everything_and_unlocking_comes_back_to_the_same_place(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: str
) -> None:
    with running(qtbot, qapp, folder, clock) as program:
        unlock(qtbot, program, PASSWORD)
        session = program.session
        assert session is not None
        session.workspace.show_code("basics")
        open_dialog = Dialog(program.window, "写了一半的对话框")
        open_dialog.show()
        session.gate.lock()
        assert isinstance(front(program), UnlockScreen)
        assert not session.workspace.isVisible()
        assert not session.menu.isVisible()
        assert not open_dialog.isVisible()
        assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == [program.window]
        session.do("import")
        assert isinstance(front(program), UnlockScreen)
        unlock(qtbot, program, "wrong-one")
        assert session.gate.is_locked
        unlock(qtbot, program, PASSWORD)
        assert not session.gate.is_locked
        assert session.workspace.isVisible()
        assert session.workspace.tab_now == "basics"
        assert open_dialog.isVisible()
        open_dialog.close()
        open_dialog.deleteLater()


def test_work_that_ends_behind_the_lock_shows_its_dialog_only_afterwards(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: str
) -> None:
    with running(qtbot, qapp, folder, clock) as program:
        unlock(qtbot, program, PASSWORD)
        session = program.session
        assert session is not None
        gate, shown = threading.Event(), []
        result = Dialog(program.window, "导入预检")

        def show(_nothing: object) -> None:
            shown.append(1)
            result.show()

        program.jobs.run(lambda _progress: gate.wait(), show, shown.append, "核对台账")
        session.gate.lock()
        gate.set()
        unlock(qtbot, program, "wrong-one")
        assert not shown
        unlock(qtbot, program, PASSWORD)
        settle(qtbot, program)
        assert shown == [1]
        assert result.isVisible()
        result.close()
        result.deleteLater()


def test_an_idle_desk_locks_itself(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: str
) -> None:
    with running(qtbot, qapp, folder, clock) as program:
        unlock(qtbot, program, PASSWORD)
        session = program.session
        assert session is not None
        assert 9 * 60_000 < session.gate.left_ms <= 10 * 60_000
        session.gate.set_minutes(3)
        assert session.gate.left_ms <= 3 * 60_000
        session.gate.idle()
        screen = front(program)
        assert isinstance(screen, UnlockScreen)
        assert "闲置 3 分钟" in screen.state


def test_the_scale_is_remembered_and_every_start_begins_with_the_overview(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: str
) -> None:
    with running(qtbot, qapp, folder, clock) as program:
        unlock(qtbot, program, PASSWORD)
        assert program.session is not None
        program.session.workspace.show_code("basics")
        program.session.menu.chosen.emit("scale", 115)
    kept = Settings.read(folder.settings)
    assert kept.scale == 115
    with running(qtbot, qapp, folder, clock) as program:
        unlock(qtbot, program, PASSWORD)
        assert program.session is not None
        assert program.session.workspace.tab_now == "overview"
        program.session.menu.chosen.emit("scale", 100)


def test_the_sheet_for_the_envelope_is_saved_from_its_page(
    qtbot: QtBot,
    qapp: QApplication,
    folder: DataFolder,
    clock: TurnedClock,
    office: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = tmp_path / "恢复码.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(sheet), ""))
    with running(qtbot, qapp, folder, clock) as program:
        screen = front(program)
        assert isinstance(screen, UnlockScreen)
        screen.reset_asked.emit(office, "xinkouling2015")
        settle(qtbot, program)
        envelope = front(program)
        assert isinstance(envelope, EnvelopePage)
        gc.collect()
        envelope.save_asked.emit()
        settle(qtbot, program)
        assert sheet.read_bytes().startswith(b"%PDF")
        assert envelope.said.text() == "已存 恢复码.pdf"


def test_a_reset_at_the_locked_desk_renews_the_envelope_too(
    qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock, office: str
) -> None:
    with running(qtbot, qapp, folder, clock) as program:
        unlock(qtbot, program, PASSWORD)
        session = program.session
        assert session is not None
        session.gate.lock()
        screen = front(program)
        assert isinstance(screen, UnlockScreen)
        screen.reset_asked.emit(office, "xinkouling2015")
        qtbot.waitUntil(lambda: isinstance(front(program), EnvelopePage), timeout=20_000)
        session.gate.lock()
        again = front(program)
        assert isinstance(again, UnlockScreen)
        again.reset_asked.emit(office, "haiyaogai2015")
        qtbot.waitUntil(lambda: bool(again.said), timeout=20_000)
        assert session.gate.is_locked, "the key that was used is void"
        unlock(qtbot, program, "xinkouling2015")
        qtbot.waitUntil(lambda: not session.gate.is_locked, timeout=20_000)
        assert isinstance(front(program), EnvelopePage), "the new key is shown until it is on paper"
