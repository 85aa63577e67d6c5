"""Dialogs: the reason is never empty, the safe answer is the default, a hidden dialog is not answered."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.views.dialogs import Dialog, ErrorBar, ReasonDialog, ask_reason, confirm


def modal() -> Dialog:
    found = QApplication.activeModalWidget()
    assert isinstance(found, Dialog)
    return found


def test_a_reason_must_be_written(qtbot: QtBot) -> None:
    dialog = ReasonDialog(None, "删除任务", "删除 3 条任务？可撤销。", "删除 3 条", (), True)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert "没写原因" in dialog.said.text()
    dialog.reason.setPlainText("登记重复")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert dialog.text == "登记重复"


def test_stepping_back_gives_no_reason(qtbot: QtBot) -> None:
    QTimer.singleShot(0, lambda: modal().reject())
    assert ask_reason(None, "删除", "删除？", "删除") is None


@pytest.mark.parametrize("dangerous", [True, False])
def test_enter_takes_the_safe_answer_of_a_dangerous_question(qtbot: QtBot, dangerous: bool) -> None:
    def press() -> None:
        dialog = modal()
        default = next(button for button in dialog.findChildren(QPushButton) if button.isDefault())
        default.click()

    QTimer.singleShot(0, press)
    assert confirm(None, "删除", "删除 3 条？", "删除 3 条", "不删", dangerous=dangerous) is not dangerous


def test_hiding_a_waiting_dialog_does_not_answer_it(qtbot: QtBot) -> None:
    seen: list[str] = []

    def hide() -> None:
        dialog = modal()
        dialog.hide()
        QTimer.singleShot(0, lambda: (seen.append("waited"), dialog.show(), dialog.accept()))

    QTimer.singleShot(0, hide)
    answer = Dialog(None, "写了一半").exec()
    assert seen == ["waited"]
    assert answer == Dialog.DialogCode.Accepted


def test_the_error_bar_stays_until_mended(qtbot: QtBot) -> None:
    bar = ErrorBar()
    qtbot.addWidget(bar)
    mended: list[int] = []
    bar.show_fault("备份没有完成：磁盘已满", "再备份一次", lambda: mended.append(1))
    assert bar.text == "! 备份没有完成：磁盘已满"
    assert bar._deed is not None
    bar._deed.click()
    assert mended == [1]
    bar.clear()
    assert bar.text == ""
