"""How a row of the score sheet is drawn: points off in brown, vetoes in red, sums bold on a tint."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.review.grid import Column, Index, Row, ScoreGrid, cell
from desktop_app.views.review.ink import ROW, Ink
from desktop_app.views.theme import px

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
ELIDE = Qt.TextElideMode.ElideRight
NUMERALS = "〇一二三四五六七八九十"


def numeral(place: int) -> str:
    """一, 十二: the number of a group."""
    tens, rest = divmod(place, 10)
    if tens == 0:
        return NUMERALS[rest]
    return f"{NUMERALS[tens] if tens > 1 else ''}十{NUMERALS[rest] if rest else ''}"


class ScoreCells(QStyledItemDelegate):
    """Draws a cell from its row; ``renew`` when the scale changes."""

    def __init__(self, grid: ScoreGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid
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
        painter.fillRect(box, tone("blue1" if chosen else "bg" if row.is_group else "surface"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("soft"))
        if column is Column.ITEM:
            self._item(painter, box, row)
        elif column is Column.SAID:
            self._said(painter, box.adjusted(self.ink.pad, 0, -self.ink.pad, 0), row)
        else:
            self._number(painter, box.adjusted(0, 0, -self.ink.pad, 0), row, column)
        if chosen and column is Column.ITEM:
            painter.fillRect(box.left(), box.top(), px(3), box.height(), tone("blue7" if self._focused() else "field"))
        painter.restore()

    def _focused(self) -> bool:
        view = self.parent()
        return isinstance(view, QWidget) and (view.hasFocus() or view.isAncestorOf(view.window().focusWidget() or view))

    def _item(self, painter: QPainter, box: QRect, row: Row) -> None:
        if row.is_group:
            triangle(painter, box, row.group.item in self._grid.folded)
            self._write(painter, box.adjusted(px(26), 0, 0, 0), numeral(row.place), self.ink.strong, "ink")
            self._write(painter, box.adjusted(px(56), 0, -px(4), 0), row.name, self.ink.strong, "ink")
        elif row.part:
            self._write(painter, box.adjusted(px(74), 0, -px(4), 0), row.name, self.ink.meta, "ink3")
        else:
            code = row.line.code if row.line is not None else ""
            self._write(painter, box.adjusted(px(28), 0, 0, 0), code, self.ink.body, "ink3")
            name = box.adjusted(px(60 if code else 28), 0, -px(4), 0)
            self._write(painter, name, row.name, self.ink.body, "ink")

    def _number(self, painter: QPainter, box: QRect, row: Row, column: Column) -> None:
        ink, face = "ink", self.ink.strong if row.is_group else self.ink.body
        if column is Column.OFF and row.off:
            ink, face = "red7" if row.vetoes else "amber7", self.ink.strong
        elif not row.is_group and column is not Column.LEFT:
            ink = "ink3"
        painter.setFont(face)
        painter.setPen(tone(ink))
        painter.drawText(box, RIGHT, cell(row, column))

    def _said(self, painter: QPainter, box: QRect, row: Row) -> None:
        tail, ink = row.tail
        if tail:
            painter.setFont(self.ink.meta)
            painter.setPen(tone(ink))
            painter.drawText(box, RIGHT, tail)
            box = box.adjusted(0, 0, -self.ink.meta_room.horizontalAdvance(tail) - px(8), 0)
        if row.vetoes:
            box = self._mark(painter, box)
        room = self.ink.meta_room.horizontalAdvance(row.page) + px(12) if row.page else 0
        used = self._write(painter, box.adjusted(0, 0, -room, 0), row.said, self.ink.meta, _ink_of(row))
        if row.page:
            left = used + px(12) if row.said else 0
            self._write(painter, box.adjusted(left, 0, 0, 0), row.page, self.ink.meta, "ink2")

    def _mark(self, painter: QPainter, box: QRect) -> QRect:
        """一票否决 before the reason."""
        word = "一票否决"
        face = QFont(self.ink.meta)
        face.setWeight(QFont.Weight.Bold)
        wide = QFontMetrics(face).horizontalAdvance(word)
        painter.setFont(face)
        painter.setPen(tone("red7"))
        painter.drawText(box, LEFT, word)
        return box.adjusted(wide + px(8), 0, 0, 0)

    def _write(self, painter: QPainter, box: QRect, text: str, face: QFont, ink: str) -> int:
        """Write at the left, cut where there is no room; the pixels used."""
        painter.setFont(face)
        painter.setPen(tone(ink))
        metrics = painter.fontMetrics()
        shown = text if metrics.horizontalAdvance(text) <= box.width() else metrics.elidedText(text, ELIDE, box.width())
        painter.drawText(box, LEFT, shown)
        return metrics.horizontalAdvance(shown)


def _ink_of(row: Row) -> str:
    return "ink3" if row.many else "red7" if row.vetoes else "ink"


def triangle(painter: QPainter, box: QRect, folded: bool) -> None:
    """The sign of a group that folds."""
    middle, size = QPointF(box.left() + px(13), box.center().y() + 0.5), px(2.6)
    corners = ((-1, -1.3), (1.3, 0), (-1, 1.3)) if folded else ((-1.3, -1), (1.3, -1), (0, 1.3))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone("ink2"))
    painter.drawPolygon(QPolygonF([middle + QPointF(x * size, y * size) for x, y in corners]))
    painter.restore()
