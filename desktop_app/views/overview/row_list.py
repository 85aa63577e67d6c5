"""A list of lines that open records: cursor, pointer, heads between the lines. The two lists of the first page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.views.overview.ink import Ink, tone
from desktop_app.views.overview.openers import ENTER
from desktop_app.views.theme import Role, px

Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
HEAD_HIGH = 24
PAD = 12


@dataclass(frozen=True)
class Line:
    """One line: a key by which it is found again, what a screen reader says, what it shows; heads have no key."""

    key: str
    said: str
    about: Any = None

    @property
    def is_head(self) -> bool:
        return not self.key


Draw = Callable[[QPainter, QRect, Line], None]


class Lines(QAbstractListModel):
    """The lines on show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()

    def load(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NONE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        return self.lines[index.row()].said if index.isValid() and role in shown else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].is_head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LineDelegate(QStyledItemDelegate):
    """Ground, hairline and selection bar; what stands on it is drawn by the list's own ``draw``."""

    def __init__(self, view: "RowList", ink: Ink, high: int, draw: Draw) -> None:
        super().__init__(view)
        self._view, self._ink, self._high, self._draw = view, ink, high, draw

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        head = self._view.model_.lines[index.row()].is_head
        return QSize(px(80), px(HEAD_HIGH if head else self._high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        line = self._view.model_.lines[index.row()]
        if line.is_head:
            painter.fillRect(box, tone("bg"))
            self._ink.write(painter, box.adjusted(px(PAD), 0, -px(PAD), 0), line.said, Role.HEAD, "ink2")
            return
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, tone("blue1" if selected else "blue0"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("soft"))
        if selected:
            painter.fillRect(
                box.left(), box.top(), 3, box.height(), tone("blue7" if self._view.hasFocus() else "field")
            )
        self._draw(painter, box.adjusted(px(PAD), 0, -px(PAD), -1), line)


class RowList(QListView):
    """↑↓ PgUp PgDn Home End move, Enter or a click opens. ``opened`` carries the line."""

    opened = Signal(object)
    moved = Signal()

    def __init__(self, name: str, ink: Ink, high: int, draw: Draw, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = Lines(self)
        self._high = high
        self.setModel(self.model_)
        self.setItemDelegate(LineDelegate(self, ink, high, draw))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalScrollBar().setSingleStep(px(high))
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(lambda *_rows: self.moved.emit())

    @property
    def line(self) -> Line | None:
        """The line the cursor is on."""
        row = self.currentIndex().row()
        return self.model_.lines[row] if 0 <= row < len(self.model_.lines) else None

    def load(self, lines: Sequence[Line]) -> None:
        """Show these; the cursor stays on its line, else near its place, else goes to the first."""
        key, row = self.line.key if self.line else "", self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self.model_.load(lines)
        rows = self._rows()
        kept = next((at for at in rows if self.model_.lines[at].key == key), None)
        if kept is None and rows:
            kept = max((at for at in rows if at <= row), default=rows[0])
        if kept is not None:
            self.setCurrentIndex(self.model_.index(kept))
            self.verticalScrollBar().setValue(scrolled)

    def _rows(self) -> list[int]:
        """Rows the cursor can stand on."""
        return [at for at, line in enumerate(self.model_.lines) if not line.is_head]

    def go(self, key: str) -> bool:
        """Put the cursor on a line."""
        at = next((at for at, line in enumerate(self.model_.lines) if line.key == key), None)
        if at is not None:
            self.setCurrentIndex(self.model_.index(at))
        return at is not None

    def open_current(self) -> None:
        if self.line is not None:
            self.opened.emit(self.line)

    def _clicked(self, index: QModelIndex) -> None:
        line = self.model_.lines[index.row()]
        if not line.is_head:
            self.opened.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -self._page, Qt.Key.Key_PageDown: self._page}
        steps |= {Qt.Key.Key_Home: -len(self.model_.lines), Qt.Key.Key_End: len(self.model_.lines)}
        if event.key() in ENTER and not held:
            self.open_current()
        elif event.key() in steps and not held:
            self._move(steps[Qt.Key(event.key())])
        else:
            event.ignore()

    @property
    def _page(self) -> int:
        return max(1, self.viewport().height() // px(self._high) - 1)

    def _move(self, by: int) -> None:
        rows = self._rows()
        if not rows:
            return
        now = self.currentIndex().row()
        at = rows.index(now) + by if now in rows else 0
        at = min(max(at, 0), len(rows) - 1)
        self.setCurrentIndex(self.model_.index(rows[at]))
        if at == 0:
            self.scrollToTop()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()
        self.moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()
        self.moved.emit()
