"""Fonts, measures and department colours of the board 矩阵与轮岗, made once for a scale."""

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from desktop_app.rules.department_colours import colour_of
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.row_table import RowInk
from desktop_app.views.theme import Role, font, px

STRIP, LINE, FOOT = 36, 23, 30
"""Design pixels: title strip, an officer of the dense chart, hint bar."""

NAMES, NAMES_MOST = 84, 124
"""Design pixels of the names beside the chart, at least and at most."""

PALE = 0.45
"""How much of its colour a block at home keeps."""


class Ink(RowInk):
    """Fonts and measures of both halves at the officer's scale (字号)."""

    def __init__(self) -> None:
        super().__init__()
        self.plain_head: QFont = font(Role.PILL)
        self.badge: QFont = font(Role.BADGE)
        self.hint_room = QFontMetrics(self.hint)
        self.line = px(LINE)
        self.names = px(NAMES)

    def fit_names(self, names: Iterable[str]) -> None:
        """Room for the longest name, within bounds."""
        room = QFontMetrics(self.strong)
        longest = max((room.horizontalAdvance(name) for name in names), default=0)
        self.names = max(px(NAMES), min(px(NAMES_MOST), longest + px(22)))


@cache
def fill_of(short: str) -> QColor:
    """The fill of a department's block."""
    return QColor(colour_of(short).fill)


@cache
def dash_of(short: str) -> QColor:
    """The dashed frame of a planned block: its ink, softer."""
    soft = QColor(ink_of(short))
    soft.setAlpha(150)
    return soft


@cache
def pale_of(short: str) -> QColor:
    """A paler fill: days in one's own department (原部门)."""
    full = fill_of(short)
    return QColor(*(round(255 - (255 - part) * PALE) for part in (full.red(), full.green(), full.blue())))


@cache
def ink_of(short: str) -> QColor:
    """The ink of words on that fill."""
    return QColor(colour_of(short).ink)


def frame(painter: QPainter, box: QRect, focused: bool) -> None:
    """The cursor: a blue frame with the focus, a grey one without."""
    pen = QPen(tone("blue6" if focused else "field"))
    pen.setWidth(2 if focused else 1)
    painter.save()
    painter.setPen(pen)
    painter.drawRect(box.adjusted(1, 1, -1, -1))
    painter.restore()
