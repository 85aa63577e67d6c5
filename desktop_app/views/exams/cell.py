"""What opens in a cell of the score sheet: a mark, typed without anything before it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.views.exams.hand import plain
from desktop_app.views.exams.keys import BACK, SHORTCUTS, TAB, meant
from desktop_app.views.register.editors.line import Line

ALLOWED = frozenset("0123456789.０１２３４５６７８９．。、")


class MarkCell(Line):
    """A line over a cell; ``struck`` says what a key means there. 、 and 。 are points, letters are not taken."""

    struck = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "cell")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMaxLength(7)

    def open_with(self, text: str, *, typed: bool) -> None:
        """Begin with what was typed; what stood there comes selected, so that typing overwrites it."""
        self.setText(plain(text))
        self.setFocus()
        if not typed:
            self.selectAll()
        else:
            self.end(False)

    def event(self, event: QEvent) -> bool:
        own = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if own and meant(event, typing=True, published=False) in SHORTCUTS:  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        deed, text = meant(event, typing=True, published=False), event.text()
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if deed:
            event.accept()
            self.struck.emit(deed)
        elif text and text.isprintable() and not held:
            event.accept()
            if set(text) <= ALLOWED:
                self.insert(plain(text))
                self.textEdited.emit(self.text())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes where the sheet says."""
        self.struck.emit(TAB if forward else BACK)
        return True
