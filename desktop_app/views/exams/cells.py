"""How a row of the score sheet is drawn: marks right, the total bold, 不及格 brown, the state as a pill."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop_app.services.marking import RETAKEN
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.exams.grid import MARKS, Column, Index, MarkGrid, Row
from desktop_app.views.exams.ink import ROW, Ink
from desktop_app.views.exams.roster import NO_MARK, TONES
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.theme import px

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
ELIDE = Qt.TextElideMode.ElideRight


class MarkCells(QStyledItemDelegate):
    """Draws a cell from its row; ``renew`` when the scale changes."""

    def __init__(self, grid: MarkGrid, parent: QTableView) -> None:
        super().__init__(parent)
        self._grid, self._view = grid, parent
        self.renew()

    def renew(self) -> None:
        self.ink = Ink()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(px(40), px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._grid.row(index.row())
        if row is None:
            return
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        column = Column(index.column())
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, tone("blue1" if chosen else "surface"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("soft"))
        focused = self._view.isAncestorOf(self._view.window().focusWidget() or self._view.window())
        if chosen and index == self._view.currentIndex() and column in MARKS:
            self._frame(painter, box, focused)
        self._cell(painter, box.adjusted(self.ink.pad, 0, -self.ink.pad, 0), row, column)
        if chosen and column is Column.SEAT:
            painter.fillRect(box.left(), box.top(), px(3), box.height(), tone("blue7" if focused else "field"))
        painter.restore()

    def _frame(self, painter: QPainter, box: QRect, focused: bool) -> None:
        """The cell the next digit goes into."""
        painter.fillRect(box, tone("blue6" if focused else "field"))
        painter.fillRect(box.adjusted(2, 2, -2, -2), tone("surface"))

    def _cell(self, painter: QPainter, box: QRect, row: Row, column: Column) -> None:
        text = row.cells[column]
        if column is Column.STATE:
            draw_pill(painter, box, text, TONES.get(text, "grey"), self.ink.pill, self.ink.pill_room)
        elif column in MARKS:
            bad = MARKS[column] in row.faults
            face = self.ink.strong if column is Column.TOTAL else self.ink.body
            self._write(painter, box, text, face, "red7" if bad else "ink3" if text == NO_MARK else "ink", RIGHT)
        elif column is Column.SEAT:
            self._write(painter, box.adjusted(0, 0, -px(6), 0), text, self.ink.body, "ink2", RIGHT)
        elif column is Column.GRADE:
            self._write(painter, box, text, self.ink.body, "amber7" if row.fails else "ink")
        elif column is Column.SAID:
            quiet = row.cells[Column.STATE] == RETAKEN
            self._write(painter, box, text, self.ink.meta, "ink2" if quiet else "ink")
        else:
            self._write(painter, box, text, self.ink.body, "ink")

    def _write(
        self, painter: QPainter, box: QRect, text: str, face: QFont, ink: str, where: Qt.AlignmentFlag = LEFT
    ) -> None:
        painter.setFont(face)
        painter.setPen(tone(ink))
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(text)
        painter.drawText(box, where, text if wide <= box.width() else metrics.elidedText(text, ELIDE, box.width()))
