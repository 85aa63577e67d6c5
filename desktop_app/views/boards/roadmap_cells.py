"""How the fixed table part of the roadmap is drawn: number, name, department, deadline, progress."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.figures.roadmap import RoadmapHead, RoadmapTask
from desktop_app.rules.vocabulary import TaskState
from desktop_app.views.boards.roadmap_grid import Column, Index, RoadmapGrid
from desktop_app.views.boards.roadmap_ink import Ink, tone
from desktop_app.views.boards.roadmap_words import STOPPED
from desktop_app.views.theme import px

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RoadmapCells(QStyledItemDelegate):
    """Draws a cell from its row object; ``ink`` is renewed when the scale changes."""

    def __init__(self, grid: RoadmapGrid) -> None:
        super().__init__(grid)
        self.grid = grid
        self.number_room = 0
        self.renew()

    def renew(self) -> None:
        """Fonts for the scale as it is now, and room for the widest number."""
        self.ink = Ink()
        self.body = QFontMetrics(self.ink.body)
        self.strong = QFontMetrics(self.ink.strong)
        self.number_room = px(34)

    def fit_numbers(self) -> None:
        """Make room for the widest number among the rows."""
        numbers = {row.number for row in self.grid.rows if isinstance(row, RoadmapTask)}
        longest = max(numbers, key=len, default="")
        self.number_room = max(px(34), self.body.horizontalAdvance(longest) + px(8))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(px(40), self.ink.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row, column = self.grid.shown[index.row()], Column(index.column())
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        _ground(painter, rect, "blue1" if chosen else "bg" if isinstance(row, RoadmapHead) else "surface")
        if chosen and column is Column.NAME:
            focused = bool(state & QStyle.StateFlag.State_HasFocus) or self._view_has_focus(option)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), tone("blue7" if focused else "field"))
        if column is not Column.NAME:
            rect = rect.adjusted(self.ink.pad, 0, 0, 0)
        if isinstance(row, RoadmapHead):
            self._head(painter, rect, row, column)
        else:
            self._task(painter, rect, row, column)
        painter.restore()

    @staticmethod
    def _view_has_focus(option: QStyleOptionViewItem) -> bool:
        view = option.widget  # type: ignore[attr-defined]
        return view is not None and bool(view.hasFocus())

    def _head(self, painter: QPainter, rect: QRect, head: RoadmapHead, column: Column) -> None:
        text = self.grid.cell(head, column)
        painter.setFont(self.ink.strong)
        painter.setPen(tone("ink"))
        if column is Column.NAME:
            _triangle(painter, rect, head.id in self.grid.folded)
            self._text(painter, rect.adjusted(px(20), 0, 0, 0), head.mark)
            at = px(46) if head.mark else px(20)
            self._text(painter, rect.adjusted(at, 0, 0, 0), head.name, self.strong)
            return
        painter.setFont(self.ink.body if column is Column.DUE else self.ink.label_strong)
        painter.setPen(tone("red7" if column is Column.PROGRESS else "ink"))
        self._text(painter, rect, text)

    def _task(self, painter: QPainter, rect: QRect, task: RoadmapTask, column: Column) -> None:
        painter.setFont(self.ink.body)
        if column is Column.NAME:
            painter.setPen(tone("ink3"))
            self._text(painter, rect.adjusted(px(20), 0, 0, 0), task.number)
            painter.setPen(tone("ink"))
            self._text(painter, rect.adjusted(px(20) + self.number_room, 0, -px(6), 0), task.name, self.body)
        elif column is Column.PROGRESS:
            self._progress(painter, rect, task)
        else:
            text = self.grid.cell(task, column)
            painter.setPen(_cell_tone(task, column, text))
            self._text(painter, rect.adjusted(0, 0, -px(4), 0), text, self.body)

    def _progress(self, painter: QPainter, rect: QRect, task: RoadmapTask) -> None:
        text = self.grid.cell(task, Column.PROGRESS)
        if task.state in STOPPED:
            painter.setPen(tone("ink3"))
            self._text(painter, rect, text)
            return
        finished = task.state == TaskState.DONE
        track = QRectF(rect.left(), rect.center().y() - px(2), px(44), px(5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _pill(painter, track, tone("soft"))
        if task.progress:
            done = QRectF(track)
            done.setWidth(max(track.width() * task.progress / 100, track.height()))
            _pill(painter, done, tone("blueDone" if finished else "red7" if task.late else "blue7"))
        painter.setFont(self.ink.label)
        painter.setPen(tone("green7" if finished else "ink"))
        self._text(painter, rect.adjusted(px(50), 0, 0, 0), text)

    @staticmethod
    def _text(painter: QPainter, rect: QRect, text: str, cut: QFontMetrics | None = None) -> None:
        if cut is not None and cut.horizontalAdvance(text) > rect.width():
            text = cut.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _LEFT, text)


def _cell_tone(task: RoadmapTask, column: Column, text: str) -> QColor:
    if text == "待补":
        return tone("amber7")
    if column is Column.DUE:
        return tone("red7" if task.late else "ink")
    return tone("ink2")


def _ground(painter: QPainter, rect: QRect, name: str) -> None:
    painter.fillRect(rect, tone(name))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tone("soft"))


def _pill(painter: QPainter, rect: QRectF, fill: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)


def _triangle(painter: QPainter, rect: QRect, folded: bool) -> None:
    middle, size = QPointF(rect.left() + px(11), rect.center().y() + 0.5), px(2.6)
    points = ((-1, -1.3), (1.3, 0), (-1, 1.3)) if folded else ((-1.3, -1), (1.3, -1), (0, 1.3))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone("ink2"))
    painter.drawPolygon(QPolygonF([middle + QPointF(x * size, y * size) for x, y in points]))
    painter.restore()
