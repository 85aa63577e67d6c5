"""The view of a sheet of figures: a cursor on every cell, heads in two storeys, Enter or a click opens the records."""

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.views.boards.issue_ink import Ink, draw_parts, tone
from desktop_app.views.boards.issue_sheet import Box, Head, Index, Row, Sheet
from desktop_app.views.theme import px

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
STOREY, WORDS, ROW = 24, 36, 26


class SheetHead(QHeaderView):
    """Heads of two lines at most, under the name of their group."""

    def __init__(self, sheet: Sheet, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sheet = sheet
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.renew()

    def renew(self) -> None:
        """Height for the scale as it is now, and for the groups there are."""
        self.ink = Ink()
        tall = any("\n" in head.word for head in self._sheet.heads)
        self._marks = px(4) if any(head.mark for head in self._sheet.heads) else 0
        self._storey = px(STOREY) if any(head.group for head in self._sheet.heads) else 0
        self.setFixedHeight(self._storey + px(WORDS if tall else 28) + self._marks)

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:  # noqa: N802
        if section >= len(self._sheet.heads):
            return
        head = self._sheet.heads[section]
        painter.fillRect(box, tone("head"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("line"))
        top = self._storey if head.group else 0
        spare = box.width() - max(self.ink.head_room.horizontalAdvance(line) for line in head.word.split("\n"))
        right = 0 if head.left else max(0, min(px(6), spare // 2))
        words = box.adjusted(px(8) if head.left else 0, top, -right, -self._marks)
        painter.setFont(self.ink.head)
        painter.setPen(tone("ink2"))
        painter.drawText(words, LEFT if head.left else RIGHT, head.word)
        if head.mark:
            painter.fillRect(box.left() + px(8), box.bottom() - px(4), box.width() - px(14), px(3), tone(head.mark))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setFont(self.ink.head)
        for group, box in self._groups():
            painter.fillRect(box, tone("head"))
            painter.fillRect(box.left(), box.top(), 1, self.height(), tone("line"))
            painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("line"))
            painter.setPen(tone("ink2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, group)
        painter.end()

    def _groups(self) -> list[tuple[str, QRect]]:
        """Every group with the rectangle above its columns."""
        found: dict[str, QRect] = {}
        for place, head in enumerate(self._sheet.heads):
            if head.group:
                own = QRect(self.sectionViewportPosition(place), 0, self.sectionSize(place), self._storey)
                found[head.group] = found.get(head.group, own).united(own)
        return list(found.items())


class SheetCells(QStyledItemDelegate):
    """Draws a cell from its box: number or word, bar, tint of sums; the cursor is a frame."""

    def __init__(self, sheet: Sheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.ink = Ink()

    def renew(self) -> None:
        self.ink = Ink()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(px(40), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row, head = self._sheet.rows[index.row()], self._sheet.heads[index.column()]
        painter.save()
        painter.fillRect(rect, tone("head" if row.total else "bg" if head.sum else "surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, tone("soft"))
        if self._opens_group(index.column()):
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), tone("line"))
        self._fill(painter, rect.adjusted(self.ink.pad, 0, -self.ink.pad, 0), row.boxes[index.column()], head)
        if state & QStyle.StateFlag.State_Selected:
            self._cursor(painter, rect)
        painter.restore()

    def _opens_group(self, column: int) -> bool:
        heads = self._sheet.heads
        return column > 0 and heads[column].group != heads[column - 1].group

    def _cursor(self, painter: QPainter, rect: QRect) -> None:
        view = self.parent()
        focused = isinstance(view, QWidget) and view.hasFocus()
        pen = painter.pen()
        pen.setColor(tone("blue6" if focused else "field"))
        pen.setWidth(2 if focused else 1)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _fill(self, painter: QPainter, rect: QRect, box: Box, head: Head) -> None:
        strong = box.strong or head.sum
        room = self.ink.strong_room if strong else self.ink.body_room
        if box.of:
            rect = self._bar(painter, rect, box, room.horizontalAdvance(box.text) if box.text else 0)
        painter.setFont(self.ink.strong if strong else self.ink.body)
        painter.setPen(tone(box.tone))
        if not head.left:
            rect = rect.adjusted(-self.ink.pad + 2, 0, 0, 0)
        shown = room.elidedText(box.text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, LEFT if head.left else RIGHT, shown)

    def _bar(self, painter: QPainter, rect: QRect, box: Box, text: int) -> QRect:
        """The bar at the left; what is left for the text."""
        width = rect.width() - (text + self.ink.pad if text else 0)
        track = QRectF(rect.left(), rect.center().y() - px(3), max(0, width), px(8))
        draw_parts(painter, track, box.parts, box.of)
        return rect.adjusted(int(track.width()) + self.ink.pad, 0, 0, 0) if text else rect


class SheetTable(QTableView):
    """``opened`` carries the records of a cell and the sentence that names them; an empty cell opens nothing."""

    opened = Signal(object, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet(self)
        self.cells = SheetCells(self.sheet, self)
        self.heads = SheetHead(self.sheet, self)
        self.setHorizontalHeader(self.heads)
        self.setModel(self.sheet)
        self.setItemDelegate(self.cells)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.clicked.connect(self._open)

    def load(self, heads: tuple[Head, ...], rows: tuple[Row, ...]) -> None:
        """Show these; the cursor stays on its row and column."""
        now = self.currentIndex()
        key = self.sheet.rows[now.row()].key if now.isValid() else None
        column = max(0, now.column())
        self.sheet.load(heads, rows)
        self.heads.renew()
        self._fit()
        if rows:
            place = max(0, self.sheet.place(key)) if key is not None else 0
            self.setCurrentIndex(self.sheet.index(place, min(column, len(heads) - 1)))

    def renew(self) -> None:
        """The officer changed the type size."""
        self.cells.renew()
        self.heads.renew()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self._fit()

    @property
    def whole_height(self) -> int:
        """Pixels all rows and the heads take."""
        bar = self.horizontalScrollBar()
        return self.heads.height() + len(self.sheet.rows) * px(ROW) + (bar.height() if bar.maximum() else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Named widths as they are; the others share what is left, never less than they need."""
        heads = self.sheet.heads
        fixed = sum(px(head.width) for head in heads)
        sharing = [place for place, head in enumerate(heads) if not head.width]
        rest = max(0, self.viewport().width() - fixed)
        for place, head in enumerate(heads):
            self.setColumnWidth(place, px(head.width))
        for left, place in zip(range(len(sharing), 0, -1), sharing, strict=True):
            wide = max(px(heads[place].least), rest // left)
            self.setColumnWidth(place, wide)
            rest = max(0, rest - wide)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and (box := self.sheet.box(index.row(), index.column())).ids:
            self.opened.emit(box.ids, box.said)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        last = len(self.sheet.rows) - 1
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in ENTER and not held:
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held and last >= 0:
            at = 0 if event.key() == Qt.Key.Key_Home else last
            self.setCurrentIndex(self.sheet.index(at, max(0, self.currentIndex().column())))
        elif event.key() in (*ARROWS, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and not held:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _copy(self) -> None:
        """The whole sheet as table text."""
        lines = [[head.word.replace("\n", "") for head in self.sheet.heads]]
        lines += [[box.text for box in row.boxes] for row in self.sheet.rows]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()
