"""Two or three fixed words as joined buttons with their keys: 共性 1 | 个性 2."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.registers.spec import Field
from desktop_app.rules.names import initials
from desktop_app.views.controls import joined, keycap
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.line import DITTO, DITTO_TYPED, belongs_to_form, is_enter
from desktop_app.views.theme import px


class SegmentEditor(Editor):
    """Keys 1 2 3, initials or arrows choose; Space goes on to the next word; Delete empties; Enter goes on."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        kind = field.word_type
        assert kind is not None
        self._words = tuple(kind)
        self._value: Any = None
        self._dots = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._buttons = [self._button(at, row) for at in range(len(self._words))]
        self._mark = keycap(DITTO)
        self._mark.hide()
        row.addSpacing(px(1))
        row.addWidget(self._mark)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(px(30))

    def _button(self, at: int, row: QHBoxLayout) -> QPushButton:
        made = QPushButton(f"{self._words[at].value}  {at + 1}", self)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setProperty("kind", "segment")
        made.setProperty("low", True)
        made.setProperty("place", joined(at, len(self._words)))
        made.clicked.connect(partial(self._choose, at))
        row.addWidget(made, 1)
        return made

    @property
    def inner(self) -> QWidget:
        return self

    def set_ditto(self, on: bool) -> None:
        self._mark.setVisible(on)

    def _choose(self, at: int, _checked: bool = True) -> None:
        self.set_ditto(False)
        self.show_value(self._words[at])
        self.edited.emit()

    def read(self) -> Any:
        return self._value

    def show_value(self, value: Any) -> None:
        self._value = value
        for word, button in zip(self._words, self._buttons, strict=True):
            button.setChecked(word == value)
        self.setAccessibleDescription(str(value or "未选"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if is_enter(event):
            self.advance.emit()
        elif belongs_to_form(event) or not self._word_key(event):
            event.ignore()

    def _word_key(self, event: QKeyEvent) -> bool:
        at = self._words.index(self._value) if self._value in self._words else -1
        text, count = event.text().lower(), len(self._words)
        if text.isdigit() and 0 < int(text) <= count:
            self._choose(int(text) - 1)
        elif text in (".", "。"):
            self._dotted()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Space):
            self._choose((at + 1) % count)
        elif event.key() == Qt.Key.Key_Left:
            self._choose((at - 1) % count)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.show_value(None)
            self.edited.emit()
        else:
            met = [at for at, word in enumerate(self._words) if text and any(i[0] == text for i in initials(word))]
            if not met:
                return False
            self._choose(met[0])
        return True

    def _dotted(self) -> None:
        """``..`` takes the value of the record before, as in a field of text."""
        self._dots += 1
        if self._dots == len(DITTO_TYPED):
            self._dots = 0
            self.carry.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._ring(False)
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._dots = 0
        self._ring(True)

    def _ring(self, on: bool) -> None:
        """The focus ring goes round the chosen word, or the first."""
        for button in self._buttons:
            button.setProperty("ring", on)
            button.style().unpolish(button)
            button.style().polish(button)
