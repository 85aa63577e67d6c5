"""A line that filters and a list under it (选一个): initials, pinyin or characters; Enter takes, ↑↓ walk."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.views.controls import label
from desktop_app.views.register.editors.choices import Choice, found
from desktop_app.views.theme import px

_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PickLine(QLineEdit):
    """The line keeps the keyboard; arrows go to the list."""

    stepped = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(event)
        else:
            super().keyPressEvent(event)


class Picker(QWidget):
    """``picked``: Enter or a double click; ``moved``: another choice is the current one."""

    picked = Signal()
    moved = Signal()

    def __init__(self, caption: str, hint: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self.line = PickLine()
        self.line.setPlaceholderText(hint)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setProperty("frame", "box")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = label("", "meta")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(label(caption, "label", self.line))
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.none)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._filter)
        self.line.stepped.connect(self._step)
        self.line.returnPressed.connect(self._enter)
        self.list.itemDoubleClicked.connect(lambda _item: self._enter())
        self.list.currentRowChanged.connect(lambda _row: self.moved.emit())

    def offer(self, some: Iterable[Choice]) -> None:
        """What can be picked."""
        self._all = tuple(some)
        self._filter()

    def _filter(self) -> None:
        typed = self.line.text()
        self._fill(found(typed, self._all) if typed.strip() else self._all)
        words = f"没有“{typed.strip()[:12]}”。换首字母或别的字" if typed.strip() else "还没有"
        self.none.setText(words)
        self.none.setVisible(not self.list.count())

    def _fill(self, some: Sequence[Choice]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for choice in some:
            item = QListWidgetItem(f"{choice.label}　{choice.detail}" if choice.detail else choice.label)
            item.setData(Qt.ItemDataRole.UserRole, choice)
            item.setToolTip(choice.label)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if some else -1)
        self.list.blockSignals(False)
        self.moved.emit()

    @property
    def choice(self) -> Choice | None:
        """The current one."""
        item = self.list.currentItem()
        found_: Choice | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found_

    def _step(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        row = self.list.currentRow() + by[Qt.Key(event.key())]
        self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))

    def _enter(self) -> None:
        if self.choice is not None:
            self.picked.emit()
