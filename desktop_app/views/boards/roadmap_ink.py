"""Fonts, colours and measures of the roadmap, made once for a scale."""

from functools import cache

from PySide6.QtGui import QColor, QFont, QFontMetrics

from desktop_app.views.theme import Role, T, font, px

ROW = 30
HEAD = 36
BAR = 14
BASE = 4


class Ink:
    """Fonts and measures at the officer's scale (字号)."""

    def __init__(self) -> None:
        self.body: QFont = font(Role.BODY)
        self.strong: QFont = font(Role.STRONG)
        self.month: QFont = font(Role.PILL)
        self.month_now: QFont = font(Role.HEAD)
        self.label: QFont = font(Role.META)
        self.label_strong: QFont = font(Role.HEAD)
        self.hint: QFont = font(Role.HINT)
        self._plain = QFontMetrics(self.label)
        self._strong = QFontMetrics(self.label_strong)
        self.row = px(ROW)
        self.head = px(HEAD)
        self.bar = px(BAR)
        self.base = px(BASE)
        self.gap = px(9)
        self.pad = px(8)

    def label_width(self, text: str, strong: bool) -> float:
        """Pixels a label beside a bar takes."""
        return float((self._strong if strong else self._plain).horizontalAdvance(text))


@cache
def tone(name: str) -> QColor:
    """A token as a colour, made once."""
    return QColor(getattr(T, name))
