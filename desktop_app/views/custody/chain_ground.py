"""What lies under and beside the bars of 保管链: grounds of rows, days, names of items, heads of cases."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.figures.custody_boards import Thing
from desktop_app.views.boards.roadmap_ink import Ink, tone
from desktop_app.views.boards.timeline import Axis
from desktop_app.views.custody.chain_rows import Band
from desktop_app.views.theme import px

NUMBER_WIDE = 124
"""Design pixels a number takes at most."""

HEADING = "案件、财物"
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Corner(QWidget):
    """The head over the names."""

    def __init__(self, ink: Ink, parent: QWidget) -> None:
        super().__init__(parent)
        self.ink = ink

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone("head"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, tone("line"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), tone("line"))
        painter.setFont(self.ink.label_strong)
        painter.setPen(tone("ink2"))
        painter.drawText(self.rect().adjusted(px(12), 0, 0, 0), LEFT, HEADING)
        painter.end()


def draw_ground(painter: QPainter, box: QRect, band: bool, chosen: bool) -> None:
    """The tint of a case's head or of the chosen item, and the hairline under a row."""
    if chosen or band:
        painter.fillRect(box, tone("blue0" if chosen else "bg"))
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("soft"))


def draw_days(painter: QPainter, axis: Axis, box: QRectF) -> None:
    """Months as lines, weeks or days as paler ones."""
    steps = list(axis.steps(box.left(), box.right()))
    for mark in steps:
        painter.fillRect(QRectF(round(mark.x) - 1, box.top(), 1, box.height()), tone("soft"))
    for mark in axis.months():
        if box.left() <= mark.x <= box.right():
            painter.fillRect(QRectF(round(mark.x) - 1, box.top(), 1, box.height()), tone("line" if steps else "soft"))


def draw_name(painter: QPainter, box: QRect, thing: Thing, ink: Ink, chosen: bool, focused: bool) -> None:
    """An item's name and quantity, its number at the right; the chosen one on the tint of selection behind a bar."""
    if chosen:
        painter.fillRect(box, tone("blue1"))
        painter.fillRect(box.left(), box.top(), px(3), box.height(), tone("blue7" if focused else "field"))
    inner = box.adjusted(px(20), 0, -px(8), 0)
    painter.setFont(ink.hint)
    painter.setPen(tone("ink3"))
    number = painter.fontMetrics().elidedText(thing.number, Qt.TextElideMode.ElideLeft, px(NUMBER_WIDE))
    painter.drawText(inner, RIGHT, number)
    room = inner.width() - painter.fontMetrics().horizontalAdvance(number) - px(8)
    painter.setFont(ink.strong if chosen else ink.body)
    painter.setPen(tone("ink"))
    said = f"{thing.name} {thing.much}"
    painter.drawText(inner, LEFT, painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room))


def draw_band(painter: QPainter, box: QRect, band: Band, ink: Ink) -> None:
    """The head of a case over the whole width: its name, how many items, its number."""
    painter.fillRect(box, tone("bg"))
    inner, name = box.adjusted(px(12), 0, -px(12), 0), band.name or band.case
    painter.setFont(ink.strong)
    painter.setPen(tone("ink"))
    painter.drawText(inner, LEFT, name)
    left = painter.fontMetrics().horizontalAdvance(name) + px(10)
    painter.setFont(ink.label)
    painter.setPen(tone("ink3"))
    said = f"{band.count} 件" + (f"　{band.case}" if band.name else "")
    painter.drawText(inner.adjusted(left, 0, 0, 0), LEFT, said)
