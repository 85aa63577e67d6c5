"""Editors of texts, numbers, money, percentages, clock times and ticks."""

import re
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.registers.spec import Field, Shape
from desktop_app.registers.words import yuan
from desktop_app.rules.numbers import (
    points,
    quantity,
    read_clock,
    read_fen,
    read_int,
    read_percent,
    read_points,
    read_quantity,
)
from desktop_app.rules.unreadable import tight
from desktop_app.views.register.editors.base import Editor
from desktop_app.views.register.editors.line import (
    ALT,
    DITTO,
    DITTO_TYPED,
    ENTER,
    SHIFT,
    Composing,
    Line,
    belongs_to_form,
    is_enter,
)
from desktop_app.views.theme import Role, font, px

_DIGITS = re.compile(r"(\d{1,2})[.:：]?(\d{2})")


def filled(editor: Editor, inner: QWidget) -> None:
    """Give an editor its one inner widget, edge to edge."""
    box = QHBoxLayout(editor)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(inner)
    editor.setFocusProxy(inner)


class LineEditor(Editor):
    """An editor around one ``Line``."""

    def __init__(self, field: Field, parent: QWidget | None = None, line: Line | None = None) -> None:
        super().__init__(field, parent)
        self.line = line or Line(self)
        filled(self, self.line)
        self.line.textEdited.connect(self.edited)
        self.line.entered.connect(self.advance)
        self.line.carried.connect(self.carry)
        self.line.gone.connect(self.left)

    @property
    def inner(self) -> QWidget:
        return self.line

    def set_ditto(self, on: bool) -> None:
        self.line.set_ditto(on)

    def read(self) -> Any:
        return self.line.text().strip()

    @property
    def text(self) -> str:
        return self.line.text()

    def show_text(self, text: str) -> None:
        self.line.setText(text)

    def show_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)


_UNITS = {Shape.PERCENT: "%", Shape.FEN: "元", Shape.POINTS: "分"}


class NumberEditor(LineEditor):
    """Whole numbers, percentages, money in 元, clock times; the unit stands at the right end."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhPreferNumbers)
        self.line.set_suffix(field.unit or _UNITS.get(field.shape, ""))

    def read(self) -> Any:
        text = tight(self.line.text())
        match self.field.shape:
            case Shape.PERCENT:
                return read_percent(text if not text or text.endswith("%") else f"{text}%")
            case Shape.FEN:
                return read_fen(text)
            case Shape.POINTS:
                return read_points(text)
            case Shape.QUANTITY:
                return read_quantity(text, self.field.signed)
            case Shape.CLOCK:
                found = _DIGITS.fullmatch(text)
                return read_clock(f"{found[1]}:{found[2]}" if found else text)
        return read_int(text)

    def show_value(self, value: Any) -> None:
        told = (
            {Shape.FEN: yuan, Shape.POINTS: points, Shape.QUANTITY: quantity}.get(self.field.shape)
            if value is not None
            else None
        )
        super().show_value(told(value) if told else value)

    def tidy(self) -> None:
        self.show_value(self.read())


class DittoMark(QLabel):
    """同上 in the upper right corner of a text of several lines."""

    def __init__(self, area: QPlainTextEdit) -> None:
        super().__init__(DITTO, area)
        self.setProperty("role", "keycap")
        self.hide()
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show) and isinstance(watched, QWidget):
            self.adjustSize()
            self.move(watched.width() - self.width() - px(8), px(5))
        return False


class TextArea(QPlainTextEdit):
    """Several lines: Enter goes on to the next field, Shift+Enter or Alt+Enter starts a new line."""

    def __init__(self, editor: "AreaEditor", lines: int) -> None:
        super().__init__(editor)
        self._editor = editor
        self._composing = Composing(self)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tall = px(lines * 20 + 12)

    def stand(self, tall: int) -> None:
        """Be so many pixels tall. A hint, as fixed heights do not outlive a new look from the style sheet."""
        if tall != self._tall:
            self._tall = tall
            self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().sizeHint().width(), self._tall)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().minimumSizeHint().width(), self._tall)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTER and event.modifiers() & (SHIFT | ALT):
            self.insertPlainText("\n")
        elif belongs_to_form(event):
            event.ignore()
        elif is_enter(event):
            event.accept()
            if not self._composing.on:
                self._editor.enter()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._editor.left.emit()


class AreaEditor(Editor):
    """An editor of a longer text; ``growing`` begins with one line and grows to four."""

    def __init__(self, field: Field, parent: QWidget | None = None, growing: bool = False) -> None:
        super().__init__(field, parent)
        self.area = TextArea(self, 1 if growing else max(2, field.lines))
        filled(self, self.area)
        self._showing = False
        self.mark = DittoMark(self.area)
        self.area.textChanged.connect(self._typed)
        if growing:
            self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.area.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())

    def _grow(self) -> None:
        lines = max(1, min(4, int(self.area.document().size().height())))
        self.area.stand((lines - 1) * self.area.fontMetrics().lineSpacing() + px(28))

    def _typed(self) -> None:
        if not self._showing:
            self.mark.hide()
            self.edited.emit()

    def set_ditto(self, on: bool) -> None:
        self.mark.setVisible(on)

    @property
    def inner(self) -> QWidget:
        return self.area

    def enter(self) -> None:
        (self.carry if self.area.toPlainText().strip() == DITTO_TYPED else self.advance).emit()

    def read(self) -> str:
        return self.area.toPlainText().strip()

    def show_value(self, value: Any) -> None:
        self._showing = True
        self.area.setPlainText(value or "")
        self._showing = False


class TitleEditor(AreaEditor):
    """The subject of a record, edited where its title stands; as tall as its lines."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.area.setProperty("look", "title")
        self.area.document().setDocumentMargin(0)
        self.area.setFont(font(Role.TITLE))
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def take_focus(self) -> None:
        super().take_focus()
        self.area.selectAll()

    def _fit(self) -> None:
        lines = max(1, min(3, int(self.area.document().size().height())))
        self.area.stand(lines * self.area.fontMetrics().lineSpacing() + px(6))


class TickBox(QCheckBox):
    """A box to tick with Space; Enter goes on."""

    def __init__(self, editor: "TickEditor") -> None:
        super().__init__(editor)
        self._editor = editor

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if is_enter(event):
            event.accept()
            self._editor.advance.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._editor.left.emit()


class TickEditor(Editor):
    """Yes or no; a box that Enter passes by says itself what it is for."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.box = TickBox(self)
        self.box.setText(field.label if field.aside else "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.clicked.connect(self.edited)

    @property
    def inner(self) -> QWidget:
        return self.box

    def read(self) -> bool:
        return self.box.isChecked()

    def show_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))
