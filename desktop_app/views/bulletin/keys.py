"""The keys of the text (键位): which move the caret, which are deeds; every one is printed in the menu of the text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_S = QKeySequence.StandardKey
MOVES = (
    _S.MoveToNextChar,
    _S.MoveToPreviousChar,
    _S.MoveToNextWord,
    _S.MoveToPreviousWord,
    _S.MoveToNextLine,
    _S.MoveToPreviousLine,
    _S.MoveToStartOfLine,
    _S.MoveToEndOfLine,
    _S.MoveToStartOfBlock,
    _S.MoveToEndOfBlock,
    _S.MoveToStartOfDocument,
    _S.MoveToEndOfDocument,
    _S.MoveToNextPage,
    _S.MoveToPreviousPage,
    _S.SelectNextChar,
    _S.SelectPreviousChar,
    _S.SelectNextWord,
    _S.SelectPreviousWord,
    _S.SelectNextLine,
    _S.SelectPreviousLine,
    _S.SelectStartOfLine,
    _S.SelectEndOfLine,
    _S.SelectStartOfBlock,
    _S.SelectEndOfBlock,
    _S.SelectStartOfDocument,
    _S.SelectEndOfDocument,
    _S.SelectNextPage,
    _S.SelectPreviousPage,
    _S.SelectAll,
)
_EDITS = {
    _S.Undo: "undo",
    _S.Redo: "redo",
    _S.Cut: "cut",
    _S.Copy: "copy",
    _S.Paste: "paste",
    _S.DeleteStartOfWord: "erase_word_back",
    _S.DeleteEndOfWord: "erase_word",
    _S.Delete: "erase",
}
DEEDS = {
    "Ctrl+Y": "redo",
    "Alt+Up": "up",
    "Alt+Down": "down",
    "Alt+0": "kind:0",
    "Alt+1": "kind:1",
    "Alt+2": "kind:2",
    "Alt+3": "kind:3",
    "Alt+4": "kind:4",
    "Alt+5": "kind:5",
    "Ctrl+I": "insert",
    "Alt+L": "person",
    "Ctrl+T": "table",
    "Backspace": "erase_back",
    "Shift+Backspace": "erase_back",
    "F2": "open",
    "F3": "phrase",
    "Shift+F3": "keep_phrase",
    "Return": "enter",
    "Enter": "enter",
    "Shift+Return": "enter",
    "Shift+Enter": "enter",
}
"""Key to deed. Alt with a digit sets the kind of the paragraph: Ctrl with a digit goes to a tab."""
_HELD = Qt.KeyboardModifier.KeypadModifier
_BY_KEY = {QKeySequence(key)[0].toCombined(): deed for key, deed in DEEDS.items()}  # type: ignore[index]


def deed_of(event: QKeyEvent) -> str:
    """The deed a key asks for; empty when it asks for none."""
    held = event.modifiers() & ~_HELD
    found = _BY_KEY.get(event.key() | held.value)
    if found is not None:
        return found
    return next((deed for key, deed in _EDITS.items() if event.matches(key)), "")


def is_move(event: QKeyEvent) -> bool:
    """Whether a key only moves the caret or the selection; letters do so only to select all, Ctrl+E is 导出."""
    moves = (_S.SelectAll,) if Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z else MOVES
    return any(event.matches(key) for key in moves)


def typed_text(event: QKeyEvent) -> str:
    """The letters a key types; AltGr comes as Ctrl with Alt."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    text = event.text()
    return text if text and text.isprintable() and held in (Qt.KeyboardModifier.NoModifier, both) else ""
