"""How the chart of rotations is drawn: heads of months, names, blocks with their words, today, the cursor."""

from typing import Protocol

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from desktop_app.figures.post_boards import Block, Chart
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.posts.geometry import Extent, YearAxis, label_at
from desktop_app.views.posts.ink import Ink, dash_of, fill_of, ink_of, pale_of
from desktop_app.views.theme import px

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
GAP = 2
"""Pixels of ground between two blocks."""


class Drawn(Protocol):
    """What the strokes ask of the chart (轮岗图)."""

    told: Chart | None
    month: int
    ink: Ink

    @property
    def axis(self) -> YearAxis: ...

    def hasFocus(self) -> bool: ...  # noqa: N802


def draw_month(painter: QPainter, chart: Drawn, number: int, high: int) -> None:
    """The head of one month; that of today blue, that of the cursor underlined."""
    left, right = chart.axis.month(number)
    box = QRectF(left, 0, right - left, high - 1)
    told = chart.told
    now = told is not None and (told.today.year, told.today.month) == (told.year, number)
    painter.setFont(chart.ink.head)
    painter.setPen(tone("blue7" if now else "ink2"))
    word = f"{number}月"
    fits = painter.fontMetrics().horizontalAdvance("12月") + px(4) <= right - left
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word if fits else str(number))
    if number == chart.month and chart.hasFocus():
        painter.fillRect(QRectF(left + px(4), high - px(3), right - left - px(8), px(2)), tone("blue6"))


def draw_name(painter: QPainter, name: str, box: QRect, chart: Drawn, chosen: bool) -> None:
    """An officer's name; the chosen one on the tint of selection behind a bar."""
    if chosen:
        painter.fillRect(box.adjusted(0, 0, 0, -1), tone("blue1"))
        painter.fillRect(box.left(), box.top(), px(3), box.height() - 1, tone("blue7" if chart.hasFocus() else "field"))
    painter.setFont(chart.ink.strong if chosen else chart.ink.body)
    painter.setPen(tone("ink"))
    inner = box.adjusted(px(16), 0, -px(4), -1)
    painter.drawText(inner, LEFT, painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, inner.width()))


def block_box(axis: YearAxis, block: Block, top: int, line: int) -> QRect:
    """Where a block stands in a line that begins at ``top``."""
    left, right = round(axis.x(block.first)), round(axis.end(block.last))
    return QRect(left + 1, top + 1, max(px(3), right - left - GAP), line - 3)


def draw_block(painter: QPainter, block: Block, box: QRect, today: float | None, ink: Ink) -> None:
    """A block in its department's colour, paler at home: dashed while planned; its short name beside the today line."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill_of(block.short) if block.rotation_id else pale_of(block.short))
    pen = QPen(dash_of(block.short)) if block.planned else QPen(Qt.PenStyle.NoPen)
    if block.planned:
        pen.setWidthF(1.0)
        pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    inset = 0.5 if block.planned else 0.0
    painter.drawRoundedRect(QRectF(box).adjusted(inset, inset, -inset, -inset), 2, 2)
    painter.restore()
    _label(painter, block.short, box, today, ink)


def _label(painter: QPainter, short: str, box: QRect, today: float | None, ink: Ink) -> None:
    """The short name: smaller, then its first character, where the block is narrow."""
    face, room = ink.pill, ink.pill_room
    if room.horizontalAdvance(short) > box.width() - px(4):
        face, room = ink.hint, ink.hint_room
    said = short if room.horizontalAdvance(short) <= box.width() - 2 else short[:1]
    wide = room.horizontalAdvance(said)
    pad = min(px(6), max(0, (box.width() - wide) // 2))
    left = label_at((box.left(), box.left() + box.width()), wide, today, pad, px(8))
    painter.setFont(face)
    painter.setPen(ink_of(short))
    painter.drawText(QRectF(left, box.top(), wide + 2, box.height()), LEFT, said)


def draw_today(painter: QPainter, x: float, high: int) -> None:
    """The line of today, over all blocks."""
    painter.fillRect(round(x) - 1, 0, 2, high, tone("blue6"))


def draw_cursor(painter: QPainter, chart: Drawn, box: QRect, month: Extent) -> None:
    """A frame around the block under the cursor, a stroke under its month."""
    focused = chart.hasFocus()
    painter.save()
    pen = QPen(tone("blue6" if focused else "field"))
    pen.setWidth(2 if focused else 1)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0, 0, -1, -1))
    painter.restore()
    if focused:
        left, right = max(float(box.left()), month[0]), min(float(box.left() + box.width()), month[1])
        painter.fillRect(QRectF(left + 2, box.bottom() - px(3), max(0.0, right - left - 4), px(2)), tone("blue6"))


def legend_width(short: str, room: QFontMetrics) -> int:
    """Pixels one department of the legend takes."""
    return px(12) + px(5) + room.horizontalAdvance(short) + px(14)
