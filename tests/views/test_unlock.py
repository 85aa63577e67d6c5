"""The unlock screen: password, CapsLock, wrong tries, the way with the recovery key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.views.passwords import accepted, strength
from desktop_app.views.unlock import UnlockScreen


@pytest.fixture
def screen(qtbot: QtBot) -> UnlockScreen:
    made = UnlockScreen("清源县人民检察院", 2015)
    qtbot.addWidget(made)
    made.show()
    return made


def said(screen: UnlockScreen) -> str:
    return screen._said.text()


def test_the_officer_types_the_password_and_presses_enter(qtbot: QtBot, screen: UnlockScreen) -> None:
    qtbot.keyClicks(screen.password.line, "guizheng2015")
    with qtbot.waitSignal(screen.tried) as tried:
        qtbot.keyClick(screen.password.line, Qt.Key.Key_Return)
    assert tried.args == ["guizheng2015"]
    assert not screen.go.isEnabled()


def test_a_wrong_password_says_how_many_tries_are_left(qtbot: QtBot, screen: UnlockScreen) -> None:
    qtbot.keyClicks(screen.password.line, "wrong")
    qtbot.keyClick(screen.password.line, Qt.Key.Key_Return)
    screen.refused("口令不对，还可试 4 次。")
    assert said(screen) == "! 口令不对，还可试 4 次。"
    assert screen.go.isEnabled()
    assert screen.password.line.selectedText()


def test_an_empty_password_is_not_tried(qtbot: QtBot, screen: UnlockScreen) -> None:
    with qtbot.assertNotEmitted(screen.tried):
        qtbot.keyClick(screen.password.line, Qt.Key.Key_Return)
    assert "没输口令" in said(screen)


def test_capslock_is_told_from_the_letters_typed(qtbot: QtBot, screen: UnlockScreen) -> None:
    qtbot.keyClicks(screen.password.line, "a")
    assert said(screen) == ""
    qtbot.keyClicks(screen.password.line, "A")
    assert said(screen) == "◆ 大写锁定已开，按 CapsLock 关闭"
    qtbot.keyClick(screen.password.line, Qt.Key.Key_CapsLock)
    assert said(screen) == ""


def test_alt_v_shows_and_hides_the_password(qtbot: QtBot, screen: UnlockScreen) -> None:
    line = screen.password.line
    qtbot.keyClicks(line, "guizheng")
    screen.password._turn()
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    screen.password._turn()
    assert line.echoMode() == QLineEdit.EchoMode.Password


def test_the_recovery_key_sets_a_new_password(qtbot: QtBot, screen: UnlockScreen) -> None:
    screen.show_reset()
    screen.recovery.setText("7KQ4M-0XW2P")
    qtbot.keyClicks(screen.first.line, "guizheng2015")
    qtbot.keyClicks(screen.second.line, "guizheng2016")
    screen.renew.click()
    assert "两次输入不一样" in screen._said_back.text()
    screen.second.line.setText("guizheng2015")
    with qtbot.waitSignal(screen.reset_asked) as asked:
        screen.renew.click()
    assert asked.args == ["7KQ4M-0XW2P", "guizheng2015"]
    screen.refused("恢复码第 2 组有误。对照纸上核对")
    assert "第 2 组" in screen._said_back.text()


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("", False),
        ("short1", False),
        ("aaaaaaaa", False),
        ("12345678", False),
        ("guizheng2015", True),
        ("检察院规整台二零一五", False),
    ],
)
def test_weak_passwords_are_refused_with_a_sentence(typed: str, taken: bool) -> None:
    good, said = strength(typed)
    assert good is taken
    assert said
    assert bool(accepted(typed, typed)) is not taken
