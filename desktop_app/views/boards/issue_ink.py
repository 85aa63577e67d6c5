"""Fonts, colours and strokes the boards of 问题清单 share, made once for a scale."""

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from desktop_app.rules.vocabulary import IssueState
from desktop_app.views.theme import Role, T, font, px

SEGMENTS = {
    IssueState.UNCLAIMED: "field",
    IssueState.CORRECTING: "blue7",
    IssueState.RETURNED: "amber7",
    IssueState.APPLIED: "amberM",
    IssueState.CHECKING: "amberM",
    IssueState.LASTING: "blueM",
    IssueState.CLOSED: "blueL",
}
"""The colour token of each state in a segmented bar; the number stands beside it."""


class Ink:
    """Fonts and measures at the officer's scale (字号)."""

    def __init__(self) -> None:
        self.body: QFont = font(Role.BODY)
        self.strong: QFont = font(Role.STRONG)
        self.head: QFont = font(Role.HEAD)
        self.meta: QFont = font(Role.META)
        self.body_room = QFontMetrics(self.body)
        self.strong_room = QFontMetrics(self.strong)
        self.head_room = QFontMetrics(self.head)
        self.pad = px(8)


@cache
def tone(name: str) -> QColor:
    """A token as a colour, made once."""
    return QColor(getattr(T, name))


def draw_parts(painter: QPainter, track: QRectF, parts: tuple[tuple[str, float], ...], whole: float) -> None:
    """Segments side by side, a hairline of ground between them."""
    left, scale = track.left(), track.width() / whole if whole else 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    for name, share in ((name, share) for name, share in parts if share):
        width = share * scale
        painter.fillRect(QRectF(left, track.top(), max(1.0, width - 1), track.height()), tone(name))
        left += width
