"""Fonts and measures of the mark board, made once for a scale."""

from PySide6.QtGui import QFont, QFontMetrics

from desktop_app.views.theme import Role, font, px

ROW, HEAD, HINTS = 32, 32, 30


class Ink:
    """Fonts at the officer's scale (字号)."""

    def __init__(self) -> None:
        self.body: QFont = font(Role.BODY)
        self.strong: QFont = font(Role.STRONG)
        self.head: QFont = font(Role.HEAD)
        self.meta: QFont = font(Role.META)
        self.pill: QFont = font(Role.PILL)
        self.figure: QFont = font(Role.FIGURE)
        self.body_room = QFontMetrics(self.body)
        self.strong_room = QFontMetrics(self.strong)
        self.head_room = QFontMetrics(self.head)
        self.meta_room = QFontMetrics(self.meta)
        self.pill_room = QFontMetrics(self.pill)
        self.figure_room = QFontMetrics(self.figure)
        self.pad = px(8)
