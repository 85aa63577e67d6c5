"""What a key means in the score sheet, whether a cell is open or not."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ENTER, UP, DOWN, PAGE_UP, PAGE_DOWN, LEFT, RIGHT = "enter", "up", "down", "page up", "page down", "left", "right"
HOME, END, TAB, BACK, ESCAPE, EDIT, STRIKE = "home", "end", "tab", "back", "escape", "edit", "strike"
ABSENT, RETAKE, DITTO, STEP, CHANGE, UNDO = "absent", "retake", "ditto", "step", "change", "undo"

_K = Qt.Key
_PLAIN = {
    _K.Key_Return: ENTER,
    _K.Key_Enter: ENTER,
    _K.Key_Up: UP,
    _K.Key_Down: DOWN,
    _K.Key_PageUp: PAGE_UP,
    _K.Key_PageDown: PAGE_DOWN,
    _K.Key_Left: LEFT,
    _K.Key_Right: RIGHT,
    _K.Key_Escape: ESCAPE,
    _K.Key_F2: EDIT,
    _K.Key_F6: ABSENT,
    _K.Key_F7: RETAKE,
}
_ROWS = {_K.Key_Home: HOME, _K.Key_End: END, _K.Key_Delete: STRIKE}
_CONTROL = {_K.Key_D: DITTO, _K.Key_Return: STEP, _K.Key_Enter: STEP}

SHORTCUTS = frozenset({EDIT, ABSENT, RETAKE, DITTO, STEP, CHANGE, UNDO})
"""Deeds whose keys mean something else outside the sheet."""


def meant(event: QKeyEvent, *, typing: bool, published: bool) -> str:
    """The deed of a key, empty for none. In an open cell Home, End and Del are the line's, Ctrl+Z gives up."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if held == Qt.KeyboardModifier.NoModifier:
        return _PLAIN.get(key, "") or ("" if typing else _ROWS.get(key, ""))
    if held == Qt.KeyboardModifier.ControlModifier:
        return UNDO if typing and key == _K.Key_Z else _CONTROL.get(key, "")
    change = held == Qt.KeyboardModifier.AltModifier and key == _K.Key_M
    return CHANGE if change and published else ""
