"""When things go wrong on the officer's disk: a damaged file, a lost backup medium, going back to yesterday."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.registers.people import OFFICERS
from desktop_app.services.setup import Founding, found
from desktop_app.store.backup import backup, list_backups
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views.dialogs import Dialog
from desktop_app.views.secrets import PasswordDialog
from desktop_app.views.unlock import UnlockScreen
from tests.kit.files import CHEAP
from tests.kit.office import officer
from tests.kit.program import running, settle

PASSWORD = "guizheng2015"


@pytest.fixture
def office(folder: DataFolder, clock: TurnedClock) -> DataFolder:
    """A founded office with one verified backup."""
    store, _ = found(folder, clock, Founding("清源县人民检察院", keeper="许嘉树"), PASSWORD, cost=CHEAP)
    backup(store, folder.backups, clock)
    store.close()
    return folder


def unlock(qtbot: QtBot, program: Program) -> None:
    screen = program.window.page_now
    assert isinstance(screen, UnlockScreen)
    screen.tried.emit(PASSWORD)
    settle(qtbot, program)


def give_password() -> None:
    """Answer the password dialog that comes next."""

    def give() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PasswordDialog)
        dialog.secret.line.setText(PASSWORD)
        dialog.accept()

    QTimer.singleShot(0, give)


def press(text: str) -> None:
    """Press the button whose label holds ``text`` in the dialog in front."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, Dialog)
    next(button for button in dialog.findChildren(QPushButton) if text in button.text()).click()


def test_a_damaged_file_is_kept_and_the_newest_backup_offered(
    qtbot: QtBot, qapp: QApplication, office: DataFolder, clock: TurnedClock
) -> None:
    content = bytearray(office.file.read_bytes())
    content[5000:5100] = bytes(100)
    office.file.write_bytes(content)
    with running(qtbot, qapp, office, clock) as program:

        def agree() -> None:
            give_password()
            press("恢复 ")

        offered = QTimer(program.window)
        offered.timeout.connect(lambda: QApplication.activeModalWidget() and (offered.stop(), agree()))
        offered.start(10)
        unlock(qtbot, program)
        settle(qtbot, program)
        unlock(qtbot, program)
        assert program.session is not None
    assert [path.read_bytes() for path in office.damaged.rglob("guizhengtai.db")] == [bytes(content)]


def test_going_back_to_a_backup(qtbot: QtBot, qapp: QApplication, office: DataFolder, clock: TurnedClock) -> None:
    kept = list_backups(office.backups)[0].path
    with running(qtbot, qapp, office, clock) as program:
        unlock(qtbot, program)
        session = program.session
        assert session is not None
        officer(session.desk, "周敏")
        give_password()
        assert session.close()
        session.restore_wanted.emit(kept)
        settle(qtbot, program)
        assert program.session is None
        screen = program.window.page_now
        assert isinstance(screen, UnlockScreen)
        assert "已恢复到" in screen.state
        unlock(qtbot, program)
        assert program.session is not None
        with program.session.desk.facts() as facts:
            assert not list(facts.live(OFFICERS.kind))


def test_a_second_medium_that_is_gone_turns_the_status_red_until_mended(
    qtbot: QtBot, qapp: QApplication, office: DataFolder, clock: TurnedClock, tmp_path: Path
) -> None:
    pulled = tmp_path / "优盘"
    Settings(unit="清源县人民检察院", year=2015, second_backup=str(pulled)).write(office.settings)
    with running(qtbot, qapp, office, clock) as program:
        unlock(qtbot, program)
        session = program.session
        assert session is not None
        session.do("backup")
        settle(qtbot, program)
        assert "第二备份缺" in program.window.status.right
        assert "第二备份位置不在" in session.workspace.error.text
    with running(qtbot, qapp, office, clock) as program:
        unlock(qtbot, program)
        session = program.session
        assert session is not None
        assert "第二备份缺" in program.window.status.right, "red also after leaving and coming back"
        pulled.mkdir()
        session.do("backup")
        settle(qtbot, program)
        assert "上次备份" in program.window.status.right
        assert len(list(pulled.glob("*.gzt"))) == 1
        assert session.workspace.error.text == ""


def test_checking_the_file_says_what_was_checked(
    qtbot: QtBot, qapp: QApplication, office: DataFolder, clock: TurnedClock
) -> None:
    with running(qtbot, qapp, office, clock) as program:
        unlock(qtbot, program)
        assert program.session is not None
        program.session.do("verify")
        settle(qtbot, program)
        assert "核验正常" in program.window.status.left
        assert "审计链 正常" in program.window.status.right


def test_undo_and_redo_from_the_menu(qtbot: QtBot, qapp: QApplication, office: DataFolder, clock: TurnedClock) -> None:
    with running(qtbot, qapp, office, clock) as program:
        unlock(qtbot, program)
        session = program.session
        assert session is not None
        session.workspace.show_code("basics")
        officer_id = officer(session.desk, "周敏")
        session.do("undo")
        assert "已撤销" in program.window.status.left
        with session.desk.facts() as facts:
            assert not list(facts.live(OFFICERS.kind))
        session.do("redo")
        with session.desk.facts() as facts:
            assert [row["id"] for row in facts.live(OFFICERS.kind)] == [officer_id]
        session.do("undo")
        session.do("undo")
        assert session.workspace.error.text
