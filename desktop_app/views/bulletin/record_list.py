"""Records behind a number as lines (来源行): number, subject, state; Enter or a click opens one."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.views.bulletin.source import Behindhand
from desktop_app.views.theme import Role, colour, font, px

HIGH = 26


class _Lines(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: object) -> QSize:  # noqa: N802
        return QSize(px(120), px(HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        one: Behindhand = index.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and bool(state & QStyle.StateFlag.State_Selected)
        if focused or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colour("blue1" if focused else "blue0"))
        metrics = QFontMetrics(font(Role.BODY))
        painter.setFont(font(Role.BODY))
        row = box.adjusted(px(12), 0, -px(12), 0)
        first = min(max(metrics.horizontalAdvance(one.number) + px(16), px(96)), row.width() // 2)
        last = min(metrics.horizontalAdvance(one.state), row.width() // 3)
        spots = (
            (one.number, "blue6", QRect(row.left(), row.top(), first - px(8), row.height()), False),
            (
                one.subject,
                "ink2",
                QRect(row.left() + first, row.top(), row.width() - first - last - px(12), row.height()),
                False,
            ),
            (one.state, "ink", QRect(row.right() - last, row.top(), last + 1, row.height()), True),
        )
        for text, ink, spot, right in spots:
            painter.setPen(colour(ink))
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, spot.width())
            painter.drawText(spot, side | Qt.AlignmentFlag.AlignVCenter, told)


class RecordList(QListWidget):
    """``opened`` carries kind and id."""

    opened = Signal(str, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Lines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.itemClicked.connect(self._open)

    def show_records(self, some: Sequence[Behindhand]) -> None:
        self.clear()
        for one in some:
            item = QListWidgetItem(one.said)
            item.setToolTip(one.said)
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.addItem(item)
        self.setCurrentRow(0 if some else -1)

    @property
    def needed(self) -> int:
        """The height its lines take."""
        return self.count() * px(HIGH)

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            one: Behindhand = item.data(Qt.ItemDataRole.UserRole)
            self.opened.emit(one.kind, one.record_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self._open(self.currentItem())
        else:
            super().keyPressEvent(event)
