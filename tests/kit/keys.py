"""The officer's hands: typing, composing Chinese, pressing keys, wherever the cursor is."""

import sys
from dataclasses import dataclass

from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def focus() -> QWidget:
    """Where the cursor is."""
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = PLAIN, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(focus(), key, held)


def enter(times: int = 1) -> None:
    press(Qt.Key.Key_Return, times=times)


def compose(preedit: str) -> None:
    """The input method shows what is being composed."""
    QApplication.sendEvent(focus(), QInputMethodEvent(preedit, []))


def commit(text: str) -> None:
    """The input method commits a word."""
    done = QInputMethodEvent("", [])
    done.setCommitString(text)
    QApplication.sendEvent(focus(), done)


def type_(text: str) -> None:
    """Type a text: letters and digits by keys, anything else through the input method."""
    if text.isascii():
        QTest.keyClicks(focus(), text)
    else:
        compose("pinyin")
        commit(text)


@dataclass
class Tally:
    """Counts what the officer does. ``actions``: one click, one command key or one typed field with the Enter that
    leaves it. ``presses``: every key that is no character of a text.
    """

    actions: int = 0
    presses: int = 0

    def command(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """One command key: Ctrl+N, Ctrl+Shift+Enter, an Enter that only goes on."""
        self.actions += 1
        self.presses += 1
        press(key, held)

    def field(self, text: str, enters: int = 1) -> None:
        """One typed field and the Enter that leaves it; a list of names takes one Enter more for the last name."""
        self.actions += 1
        self.presses += enters
        type_(text)
        enter(enters)

    def tell(self, work: str) -> None:
        """Print both counts (``pytest -s``)."""
        sys.stdout.write(f"\n{work}：{self.actions} 个动作，字符以外 {self.presses} 次按键\n")


@dataclass
class Said:
    """What the desk was told while the officer worked."""

    sentences: list[str]
    faults: list[str]
    outcomes: list[object]


def settled(window: QWidget) -> None:
    """Wait until a window has the keyboard."""
    window.activateWindow()
    patience = QDeadlineTimer(5000)
    while QApplication.activeWindow() is not window and not patience.hasExpired():
        QApplication.processEvents()
    assert QApplication.activeWindow() is window
