"""Keys of the text: what some desktops give to the caret stays the screen's."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop_app.views.bulletin.editor import Editor


def test_letters_that_move_the_caret_elsewhere_are_the_screens(editor: Editor) -> None:
    for letter, taken in ((Qt.Key.Key_E, False), (Qt.Key.Key_P, False), (Qt.Key.Key_A, True)):
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, letter, Qt.KeyboardModifier.ControlModifier)
        editor.page.event(asked)
        assert asked.isAccepted() is taken
