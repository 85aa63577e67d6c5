"""F12 and the idle lock wherever the officer is: in a dialog, in a dialog over a dialog, in a list that is open."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.bootstrap import Program
from desktop_app.registers.seizures import ITEMS
from desktop_app.store import drafts
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views.bus import Bus
from desktop_app.views.custody.handing import HandingDialog
from desktop_app.views.dialogs import Dialog, ReasonDialog, confirm
from desktop_app.views.draw.press import Press
from desktop_app.views.progress import PATIENCE_MS, ProgressBox
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.entry import Entry
from desktop_app.views.register.known import Known
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.unlock import UnlockScreen
from tests.kit.files import PASSWORD
from tests.kit.handing import handing_room
from tests.kit.keys import press, settled, type_
from tests.kit.office import furnished
from tests.kit.program import at_desk, settle

F12 = Qt.Key.Key_F12


@pytest.fixture
def room(folder: DataFolder, clock: TurnedClock) -> dict[str, Any]:
    """A storeroom with bottles in it."""
    desk, ids = furnished("handing room", handing_room, folder.root, clock)
    desk.store.close()
    return dict(ids)


@pytest.fixture
def program(
    room: dict[str, Any], qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: TurnedClock
) -> Iterator[Program]:
    """The desk, unlocked."""
    with at_desk(qtbot, qapp, folder, clock) as made:
        yield made
        for left in qapp.topLevelWidgets():
            if isinstance(left, Dialog):
                left.done(0)
                left.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def locked(program: Program) -> UnlockScreen:
    """The unlock screen stands alone, with the keyboard."""
    assert program.session is not None
    assert program.session.gate.is_locked
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [program.window]
    assert QApplication.activeModalWidget() is None
    screen = program.window.page_now
    assert isinstance(screen, UnlockScreen)
    settled(program.window)
    return screen


def unlock(qtbot: QtBot, program: Program, password: str = PASSWORD) -> None:
    screen = locked(program)
    screen.password.line.setText(password)
    QTest.keyClick(screen.password.line, Qt.Key.Key_Return)
    settle(qtbot, program)


def handing(program: Program, room: dict[str, Any]) -> HandingDialog:
    """交接 of the bottles, over the desk."""
    session = program.session
    assert session is not None
    paper = Press(session.desk, program.jobs, Settings(), Bus())
    dialog = HandingDialog(program.window, Known(session.desk), Recent(), (room["bottles"],), paper)
    dialog.show()
    settled(dialog)
    return dialog


def reason(parent: QWidget, text: str) -> ReasonDialog:
    """A dialog with words half written, the cursor behind the second."""
    dialog = ReasonDialog(parent, "退回", "为什么退回？", "退回", (), False)
    dialog.show()
    settled(dialog)
    type_(text)
    return dialog


def test_f12_in_a_handing_over_hides_it_with_what_was_typed(
    program: Program, room: dict[str, Any], qtbot: QtBot
) -> None:
    dialog = handing(program, room)
    type_("领用")
    before, at, spot = dialog.typed, dialog.focusWidget(), dialog.pos()
    press(F12)
    screen = locked(program)
    assert not dialog.isVisible()
    QTest.keyClicks(screen.password.line, "abc")
    unlock(qtbot, program, "wrong-one")
    assert not dialog.isVisible()
    unlock(qtbot, program)
    assert dialog.isVisible()
    assert QApplication.activeModalWidget() is dialog
    assert dialog.typed == before
    assert dialog.focusWidget() is at
    assert dialog.pos() == spot
    assert not dialog.answered


def test_f12_in_a_new_record_keeps_it_as_a_draft_too(program: Program, qtbot: QtBot) -> None:
    session = program.session
    assert session is not None
    session.workspace.show_code(ITEMS.tab)
    screen = session.workspace.screen_now
    assert isinstance(screen, RegisterScreen)
    session.do("new")
    entry = QApplication.activeModalWidget()
    assert isinstance(entry, Entry)
    settled(entry)
    entry.form.put("name", "茅台酒")
    entry.form.changed.emit()
    QTest.keyClick(entry, F12)
    assert "1 份" in locked(program)._drafts.text()
    assert [one.values.get("name") for one in drafts.all_kept(session.desk.store)] == ["茅台酒"]
    unlock(qtbot, program)
    assert entry.isVisible()
    assert entry.form.draft.values["name"] == "茅台酒"


def test_a_question_waits_for_its_answer_behind_the_lock(program: Program, qtbot: QtBot) -> None:
    told: list[str] = []

    def work() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, Dialog)
        QTest.keyClick(asked, F12)
        locked(program)
        told.append("locked")
        unlock(qtbot, program)
        assert asked.isVisible()
        asked.accept()

    QTimer.singleShot(0, work)
    assert confirm(program.window, "删除", "删除 3 条？", "删除 3 条", "不删")
    assert told == ["locked"]


def test_the_idle_lock_over_a_dialog_over_a_dialog_brings_both_back_as_they_lay(
    program: Program, room: dict[str, Any], qtbot: QtBot
) -> None:
    session = program.session
    assert session is not None
    below = handing(program, room)
    middle = reason(below, "one two")
    above = reason(middle, "three")
    session.gate.idle()
    screen = locked(program)
    assert "闲置" in screen.state
    unlock(qtbot, program)
    assert (middle.text, above.text) == ("one two", "three")
    for dialog in (above, middle, below):
        assert dialog.isVisible()
        assert QApplication.activeModalWidget() is dialog
        dialog.done(0)
    assert QApplication.activeModalWidget() is None


def test_a_field_shown_again_keeps_its_cursor(program: Program, qtbot: QtBot) -> None:
    dialog = Dialog(program.window, "一行")
    line = QLineEdit()
    dialog.body.addWidget(line)
    line.setFocus()
    dialog.show()
    settled(dialog)
    type_("half written")
    line.setCursorPosition(4)
    press(F12)
    unlock(qtbot, program)
    assert dialog.isVisible()
    assert not line.hasSelectedText()
    assert line.cursorPosition() == 4


@pytest.mark.qt_log_ignore("grabbing the keyboard", "raise()")
def test_f12_in_an_open_menu_closes_it(program: Program) -> None:
    menu = QMenu(program.window)
    menu.addAction("案件")
    menu.popup(program.window.mapToGlobal(program.window.rect().center()))
    QTest.keyClick(menu, F12)
    locked(program)
    assert not menu.isVisible()


def test_a_file_chooser_is_closed_by_the_idle_lock(program: Program, qtbot: QtBot) -> None:
    session = program.session
    assert session is not None
    dialog = handing_free(program)
    chooser = QFileDialog(dialog, "添加附件")
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    chooser.open()
    session.gate.idle()
    locked(program)
    unlock(qtbot, program)
    assert dialog.isVisible()
    assert not chooser.isVisible()
    assert QApplication.activeModalWidget() is dialog


def handing_free(program: Program) -> Dialog:
    """A dialog that asks nothing."""
    dialog = Dialog(program.window, "附件")
    dialog.show()
    settled(dialog)
    return dialog


def test_what_comes_up_behind_the_lock_waits_for_the_officer(program: Program, qtbot: QtBot) -> None:
    session = program.session
    assert session is not None
    session.gate.lock()
    late = Dialog(program.window, "来晚的")
    late.show()
    QApplication.processEvents()
    locked(program)
    unlock(qtbot, program)
    assert late.isVisible()
    assert not late.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)


def test_work_that_begins_behind_the_lock_shows_no_box_over_it(program: Program, qtbot: QtBot) -> None:
    session = program.session
    assert session is not None
    go = threading.Event()
    done: list[object] = []
    program.jobs.run(lambda _progress: go.wait(), done.append, done.append, "生成清单")
    session.gate.lock()
    qtbot.wait(PATIENCE_MS + 100)
    locked(program)
    go.set()
    unlock(qtbot, program)
    settle(qtbot, program)
    assert done == [True]
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, ProgressBox) and one.isVisible()]


def test_leaving_while_locked_is_asked_twice_when_a_dialog_alone_knows_what_was_typed(
    program: Program, qtbot: QtBot
) -> None:
    dialog = reason(program.window, "half written")
    press(F12)
    screen = locked(program)
    program.window.close()
    assert program.window.isVisible()
    assert "填了还没存" in screen.said
    unlock(qtbot, program)
    assert dialog.text == "half written"
    QTest.keyClick(dialog, F12)
    locked(program)
    program.window.close()
    assert program.window.isVisible(), "every locking asks anew"
    program.window.close()
    assert not program.window.isVisible()


def test_help_of_the_unlock_screen_still_comes(program: Program) -> None:
    session = program.session
    assert session is not None
    session.gate.lock()
    screen = locked(program)
    shown: list[str] = []

    def look() -> None:
        page = QApplication.activeModalWidget()
        assert isinstance(page, Dialog)
        shown.append(page.windowTitle())
        page.reject()

    QTimer.singleShot(0, look)
    QTest.keyClick(screen.password.line, Qt.Key.Key_F1)
    assert shown == ["帮助"]
