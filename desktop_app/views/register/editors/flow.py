"""A layout that lets its widgets flow into lines, as words do."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Widgets side by side, a new line when one is full; the last widget takes what is left of its line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 4, least: int = 80, fill_last: bool = True) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._least = least
        self._fill_last = fill_last

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        self._items.append(item)

    def put_before_last(self, widget: QWidget) -> None:
        """Add a widget in front of the last one."""
        self.addWidget(widget)
        self._items.insert(len(self._items) - 2, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._lay(QRect(0, 0, width, 0), place=False)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        margins = self.contentsMargins()
        tall = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(self._least + margins.left() + margins.right(), tall + margins.top() + margins.bottom())

    def setGeometry(self, box: QRect) -> None:  # noqa: N802
        super().setGeometry(box)
        self._lay(box, place=True)

    def _lay(self, box: QRect, place: bool) -> int:
        margins = self.contentsMargins()
        inner = box.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        x, y, tall = inner.left(), inner.top(), 0
        for item in self._shown():
            size = item.sizeHint()
            filling = self._fill_last and item is self._items[-1]
            wide = self._least if filling else size.width()
            if x > inner.left() and x + wide > inner.right() + 1:
                x, y, tall = inner.left(), y + tall + self._gap, 0
            if place:
                reach = inner.right() + 1 - x if filling else min(wide, inner.width())
                item.setGeometry(QRect(QPoint(x, y), QSize(reach, size.height())))
            x, tall = x + wide + self._gap, max(tall, size.height())
        return y + tall - box.top() + margins.bottom()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if (widget := item.widget()) is None or not widget.isHidden()]
