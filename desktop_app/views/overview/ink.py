"""Fonts, colours and strokes of the first page, made once for a scale."""

from functools import cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from desktop_app.views.theme import Role, T, font, px

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter

SEGMENTS = {
    "完成": "blue7",
    "进行": "blueM",
    "未开始": "soft",
    "停办": "line",
    "销号": "blue7",
    "待验收": "blueM",
    "整改": "blueDone",
    "长期": "blueL",
    "登记": "soft",
}
"""The colour token of each standing in a bar; the count stands beside it."""
SERIES = ("blue7", "blueM", "blueDone", "blueL", "soft")
"""Tokens of standings without one of their own, the most finished first."""


@cache
def tone(name: str) -> QColor:
    """A token as a colour, made once."""
    return QColor(getattr(T, name))


def segment_tone(word: str, place: int, bad: bool) -> str:
    """The token of a part of a bar."""
    return "red7" if bad else SEGMENTS.get(word, SERIES[min(place, len(SERIES) - 1)])


class Ink:
    """Fonts and their measures at the officer's scale (字号)."""

    def __init__(self) -> None:
        self._fonts: dict[Role, QFont] = {}
        self._metrics: dict[Role, QFontMetrics] = {}

    def font(self, role: Role) -> QFont:
        if role not in self._fonts:
            self._fonts[role] = font(role)
        return self._fonts[role]

    def metrics(self, role: Role) -> QFontMetrics:
        if role not in self._metrics:
            self._metrics[role] = QFontMetrics(self.font(role))
        return self._metrics[role]

    def wide(self, role: Role, text: str) -> int:
        """Pixels a text takes."""
        return self.metrics(role).horizontalAdvance(text)

    def write(
        self, painter: QPainter, box: QRect, text: str, role: Role, ink: str, where: Qt.AlignmentFlag = LEFT
    ) -> None:
        """One line of text, cut at the end when there is no room."""
        painter.setFont(self.font(role))
        painter.setPen(tone(ink))
        if self.wide(role, text) > box.width():
            text = self.metrics(role).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, where, text)


def draw_ground(painter: QPainter, box: QRect, hovered: bool, focused: bool) -> None:
    """The tint under the pointer and the ring of the focus."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("blue0"))
        painter.drawRoundedRect(box, 4, 4)
    if focused:
        painter.setPen(QPen(tone("blue6"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def draw_square(painter: QPainter, left: int, middle: int, token: str) -> None:
    """The small square before the word of a bar's part."""
    side = px(8)
    painter.fillRect(left, middle - side // 2, side, side, tone(token))
