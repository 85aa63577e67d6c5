"""Typing a new password: what is too weak, a sentence on strength, twice the same; watching CapsLock."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

LEAST = 8


def strength(password: str) -> tuple[bool, str]:
    """Whether a new password is taken, and a sentence: what is missing, or how strong it is."""
    if len(password) < LEAST:
        return False, f"口令至少 {LEAST} 位，现为 {len(password)} 位"
    if len(set(password)) < 4:
        return False, "口令里重复的字太多。换一个"
    kinds = sum(any(test(sign) for sign in password) for test in (str.isdigit, str.islower, str.isupper, _other))
    if kinds < 2 and len(password) < 14:
        return False, "只有一类字符，容易被试出。加字母、数字或汉字"
    return True, "强度：强" if len(password) >= 14 or (kinds >= 3 and len(password) >= 10) else "强度：够用。更长更好"


def _other(sign: str) -> bool:
    return not (sign.isdigit() or sign.islower() or sign.isupper())


def accepted(first: str, second: str) -> str:
    """What is wrong with a new password typed twice; empty when nothing is."""
    good, said = strength(first)
    if not good:
        return said
    return "" if first == second else "两次输入不一样。重输一次"


class CapsWatch:
    """Whether CapsLock is on (大写锁定): asked of the system where it tells, else read off the letters typed."""

    def __init__(self) -> None:
        self.on = bool(_asked())

    def see(self, event: QKeyEvent) -> None:
        """Learn from a key press."""
        asked = _asked()
        text = event.text()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if asked is not None:
            self.on = asked
        elif event.key() == Qt.Key.Key_CapsLock:
            self.on = not self.on
        elif len(text) == 1 and text.isascii() and text.isalpha():
            self.on = text.isupper() != shift


def _asked() -> bool | None:
    if sys.platform != "win32":
        return None
    import ctypes

    return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
