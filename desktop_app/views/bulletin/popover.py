"""The source of a number under it (来源小窗): value, question in words, records; F2 opens them in their register."""

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.views.bulletin.record_list import RecordList
from desktop_app.views.bulletin.source import Source
from desktop_app.views.controls import keycap, label, link, rule
from desktop_app.views.theme import px

WIDE = 375


class FigurePopover(QFrame):
    """``opened`` carries a record's kind and id; ``all_opened`` a kind, the ids behind the number, their name.

    ``gone`` says that it was closed.
    """

    opened = Signal(str, int)
    all_opened = Signal(str, object, str)
    gone = Signal()

    def __init__(self, source: Source, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.source = source
        self._closed = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("frame", "popover")
        self.setAccessibleName(f"{source.shown}的来源：{source.asked}，{source.total} 条记录")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(rule())
        self._tell_moved(column)
        self.list = RecordList("来源记录")
        self.list.show_records(source.first)
        self.list.setFixedHeight(self.list.needed)
        self.list.setVisible(bool(source.first))
        self.list.opened.connect(self._open)
        column.addSpacing(px(2))
        column.addWidget(self.list)
        self._foot(column)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QApplication.instance().focusChanged.connect(self._left)  # type: ignore[union-attr]

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(8))
        self.asked = label(self.source.asked, "meta2")
        self.asked.setWordWrap(True)
        row.addWidget(label(self.source.shown, "strong"))
        row.addWidget(self.asked, 1)
        if self.source.kinds:
            row.addWidget(keycap("F2"))
            self.go = link("打开来源", self.open_all)
            row.addWidget(self.go)
        row.insertSpacing(0, 0)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return row

    def _tell_moved(self, column: QVBoxLayout) -> None:
        if not self.source.is_moved:
            return
        same = self.source.now == self.source.shown
        said = "数没变，所涉记录变了" if same else f"台账现为 {self.source.now}"
        told = label(f"◆ {said}。重取 F5", "caution")
        told.setContentsMargins(px(12), px(6), px(12), 0)
        column.addWidget(told)

    def _foot(self, column: QVBoxLayout) -> None:
        """What is not listed, and the registers of mixed records."""
        more = self.source.total - len(self.source.first)
        words = f"其余 {more} 条" if more > 0 else "没有记录" if not self.source.total else ""
        row = QHBoxLayout()
        row.setContentsMargins(px(12), 0, px(12), px(4))
        if words:
            row.addWidget(label(words, "meta"))
        row.addStretch(1)
        if len(self.source.kinds) > 1:
            for at, (register, ids) in enumerate(self.source.kinds):
                said = f"{register.title} {len(ids)} {register.measure}"
                row.addWidget(link(said, partial(self.open_kind, at)))
        column.addLayout(row)

    def _open(self, kind: str, record_id: int) -> None:
        self.shut()
        self.opened.emit(kind, record_id)

    def open_all(self) -> None:
        """F2: all of them in their register, those of the first kind when they are mixed."""
        self.open_kind(0)

    def open_kind(self, at: int) -> None:
        """The records of one register."""
        if not self.source.kinds:
            return
        register, ids = self.source.kinds[at]
        self.shut()
        self.all_opened.emit(register.kind, ids, self.source.said)

    def show_under(self, box: QRect, within: QRect | None = None) -> None:
        """Show under a box of the screen, above it where there is no room; across not out of ``within``."""
        corner = self._ground.mapToGlobal(QPoint(0, 0))
        room = QRect(corner, self._ground.size())
        if within is not None and within.width() >= px(WIDE):
            room = QRect(within.left(), room.top(), within.width(), room.height())
        self.setFixedWidth(px(WIDE))
        self.adjustSize()
        self.move(placed(box, QSize(px(WIDE), self.sizeHint().height()), room) - corner)
        self.show()
        self.raise_()
        (self.list if self.source.first else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def _left(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The keyboard went elsewhere."""
        if now is not None and now is not self and not self.isAncestorOf(now):
            self.shut()

    def shut(self) -> None:
        """Close it, once."""
        if self._closed:
            return
        self._closed = True
        QApplication.instance().focusChanged.disconnect(self._left)  # type: ignore[union-attr]
        self.gone.emit()
        self.hide()
        self.deleteLater()

    def event(self, event: QEvent) -> bool:
        """Its keys are its own, not the screen's."""
        asked = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if asked and event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Escape):  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif event.key() == Qt.Key.Key_F2:
            self.open_all()
        else:
            super().keyPressEvent(event)


def placed(box: QRect, size: QSize, room: QRect) -> QPoint:
    """The corner of a pop-up below a box, inside the screen."""
    below = box.bottom() + px(8)
    y = below if below + size.height() <= room.bottom() else box.top() - px(6) - size.height()
    x = min(max(box.center().x() - size.width() * 2 // 5, room.left()), room.right() - size.width())
    return QPoint(x, max(y, room.top()))
