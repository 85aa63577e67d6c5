"""Fonts and measures of the score board, made once for a scale."""

from PySide6.QtGui import QFont, QFontMetrics

from desktop_app.views.theme import Role, font, px

LEFT_PANE, LEFT_LEAST, LEFT_SHARE = 296, 188, 32
"""Width of the left in design pixels, at least, and in per cent of the board."""

ROW, HEAD, TOTAL, HINTS = 27, 32, 32, 30
WIDTHS = (0, 52, 60, 52)
"""Fixed columns of the sheet in design pixels; 0 shares with the reasons."""


class Ink:
    """Fonts at the officer's scale (字号)."""

    def __init__(self) -> None:
        self.body: QFont = font(Role.BODY)
        self.strong: QFont = font(Role.STRONG)
        self.head: QFont = font(Role.HEAD)
        self.meta: QFont = font(Role.META)
        self.title: QFont = font(Role.TITLE)
        self.body_room = QFontMetrics(self.body)
        self.strong_room = QFontMetrics(self.strong)
        self.meta_room = QFontMetrics(self.meta)
        self.pad = px(8)
