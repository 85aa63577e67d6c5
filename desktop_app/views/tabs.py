"""The tab bar: number, name, badge; painted whole, because labels put into QTabBar buttons crash Qt."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from desktop_app.views.theme import Role, T, colour, font, px


@dataclass
class Badge:
    """What a tab needs a hand for: red overdue or broken, amber waiting; 0 shows nothing."""

    red: int = 0
    amber: int = 0

    @property
    def count(self) -> int:
        return self.red or self.amber

    @property
    def tones(self) -> tuple[str, str]:
        return (T.red7, T.red0) if self.red else (T.amber7, T.amber0)

    def said(self) -> str:
        return f"，{self.red} 项逾期或不符" if self.red else f"，{self.amber} 项待办" if self.amber else ""


class TabBar(QTabBar):
    """Tabs with the digit of their shortcut in front (Ctrl+digit)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digits: list[str] = []
        self._badges: list[Badge] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("台账")

    def add(self, digit: str, name: str) -> int:
        self._digits.append(digit)
        self._badges.append(Badge())
        at = self.addTab(name)
        self._name(at)
        return at

    def set_badge(self, at: int, badge: Badge) -> None:
        self._badges[at] = badge
        self._name(at)
        self.setTabText(at, self.tabText(at))
        self.update()

    def badge(self, at: int) -> Badge:
        return self._badges[at]

    def _name(self, at: int) -> None:
        said = f"{self.tabText(at)}{self._badges[at].said()}"
        self.setAccessibleTabName(at, said)
        self.setTabToolTip(at, f"{said}　Ctrl+{self._digits[at]}")

    def tabSizeHint(self, index: int) -> QSize:  # noqa: N802
        digit = QFontMetrics(font(Role.HINT)).horizontalAdvance(self._digits[index])
        name = QFontMetrics(font(Role.TAB_NOW)).horizontalAdvance(self.tabText(index))
        badge = self._badge_width(index)
        return QSize(px(4) + digit + px(7) + name + (px(6) + badge if badge else 0) + px(16), px(36))

    def minimumTabSizeHint(self, index: int) -> QSize:  # noqa: N802
        return self.tabSizeHint(index)

    def _badge_width(self, at: int) -> int:
        count = self._badges[at].count
        wide = QFontMetrics(font(Role.BADGE)).horizontalAdvance(str(count)) + px(10)
        return max(px(18), wide) if count else 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(self.count()):
            self._draw(painter, at, self.tabRect(at))
        painter.end()

    def _draw(self, painter: QPainter, at: int, box: QRect) -> None:
        now = at == self.currentIndex()
        left = box.left() + px(4)
        painter.setFont(font(Role.HINT))
        painter.setPen(colour("blue7" if now else "ink3"))
        digit = painter.fontMetrics().horizontalAdvance(self._digits[at])
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, box.top(), digit + 2, box.height()), middle, self._digits[at])
        left += digit + px(7)
        painter.setFont(font(Role.TAB_NOW if now else Role.TAB))
        painter.setPen(colour("blue7" if now else "ink2"))
        name = painter.fontMetrics().horizontalAdvance(self.tabText(at))
        painter.drawText(QRect(left, box.top(), name + 4, box.height()), middle, self.tabText(at))
        if self._badges[at].count:
            self._draw_badge(painter, at, QRect(left + name + px(6), box.top(), self._badge_width(at), box.height()))
        if now:
            painter.fillRect(QRect(box.left(), box.bottom() - px(3) + 1, box.width() - px(8), px(3)), colour("blue7"))
            if self.hasFocus():
                self._draw_ring(painter, box)

    def _draw_badge(self, painter: QPainter, at: int, room: QRect) -> None:
        ink, fill = self._badges[at].tones
        pill = QRect(room.left(), room.center().y() - px(9) + 1, room.width(), px(18))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(pill, px(9), px(9))
        painter.setPen(QColor(ink))
        painter.setFont(font(Role.BADGE))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, str(self._badges[at].count))

    def _draw_ring(self, painter: QPainter, box: QRect) -> None:
        painter.setPen(QPen(colour("blue6"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1, 2, -px(8) + 1, -px(4)), 3, 3)
