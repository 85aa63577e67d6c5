"""How one row of the chart is drawn: the bar of a phase, the bar of a task, its labels."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from desktop_app.figures.roadmap import RoadmapHead, RoadmapTask
from desktop_app.rules.vocabulary import TaskState
from desktop_app.views.boards.roadmap_bars import Bar, Extent
from desktop_app.views.boards.roadmap_ink import Ink, tone
from desktop_app.views.boards.roadmap_words import STOPPED
from desktop_app.views.boards.timeline import Axis
from desktop_app.views.theme import px


def draw_head(painter: QPainter, top: int, head: RoadmapHead, axis: Axis, ink: Ink) -> None:
    """A dark bar over the whole phase with its ends turned down like brackets."""
    if head.due is None:
        return
    left, right = axis.x(head.start or head.due), axis.end(head.due)
    high, drop = px(7), px(4)
    y = top + (ink.row - high) // 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone("ink2"))
    painter.drawRect(QRectF(left, y, right - left, high))
    side = min(float(px(5)), (right - left) / 2)
    for edge, inward in ((left, side), (right, -side)):
        painter.drawPolygon(
            QPolygonF([QPointF(edge, y + high), QPointF(edge + inward, y + high), QPointF(edge, y + high + drop)])
        )


def draw_task(painter: QPainter, top: int, task: RoadmapTask, bar: Bar, ink: Ink) -> None:
    """The planned part, the done part on it, the overdue tail, and the baseline beneath where it differs."""
    y = top + (ink.row - ink.bar) // 2
    if bar.tail is not None:
        _tail(painter, _box(bar.tail, y, ink.bar))
    if bar.base is not None:
        _outline(painter, _box(bar.base, y + ink.bar + 2, ink.base), tone("ink3"))
    if bar.body is None:
        return
    body = _box(bar.body, y, ink.bar)
    if task.state in STOPPED:
        _fill(painter, body, QBrush(tone("grey0")))
        _outline(painter, body, tone("field"), Qt.PenStyle.DashLine)
        return
    _fill(painter, body, QBrush(tone("blueDone" if task.state == TaskState.DONE else "blueL")))
    if bar.done is not None and task.state != TaskState.DONE:
        _fill(painter, _box(bar.done, y, ink.bar), QBrush(tone("blue7")))


def draw_labels(painter: QPainter, top: int, bar: Bar, ink: Ink) -> None:
    """The words beside a bar, from left to right."""
    x = bar.label_x
    for label in bar.labels:
        painter.setFont(ink.label_strong if label.strong else ink.label)
        painter.setPen(tone(label.tone))
        wide = ink.label_width(label.text, label.strong)
        at = QRectF(x, top, wide + 2, ink.row)
        painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label.text)
        x += wide + ink.gap


def draw_pointer(painter: QPainter, top: int, bar: Bar, left: int, wide: int, ink: Ink) -> None:
    """An arrow at the edge beyond which a bar lies that is wholly out of sight."""
    if bar.body is None:
        return
    words = sum(ink.label_width(label.text, label.strong) + ink.gap for label in bar.labels)
    before, after = max(bar.label_x + words, bar.body[1]) < left, bar.body[0] > left + wide
    if before or after:
        painter.setFont(ink.hint)
        painter.setPen(tone("ink3"))
        side = Qt.AlignmentFlag.AlignLeft if before else Qt.AlignmentFlag.AlignRight
        box = QRectF(left + px(4), top, wide - px(8), ink.row)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, "◂" if before else "▸")


def _box(extent: Extent, y: int, high: int) -> QRectF:
    return QRectF(extent[0], y, extent[1] - extent[0], high)


def _fill(painter: QPainter, box: QRectF, brush: QBrush) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(box, 2, 2)


def _outline(painter: QPainter, box: QRectF, colour: QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
    painter.setPen(QPen(colour, 1, style))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def _tail(painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(tone("red7"), 1))
    painter.setBrush(tone("red0"))
    painter.drawRect(box.adjusted(-0.5, 0.5, -0.5, -0.5))
