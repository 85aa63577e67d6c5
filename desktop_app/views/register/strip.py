"""The lifecycle strip: chevrons of the main line, the present step in blue, passed ones tinted."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.views.theme import Role, colour, font, px

POINT = 7


class Strip(QWidget):
    """The steps of a record (办理环节) and where it stands; a side state stands on no step."""

    def __init__(self, states: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states = tuple(states)
        self._at = -1
        self.setFixedHeight(px(28))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str) -> None:
        self._at = self._states.index(state) if state in self._states else -1
        self.setAccessibleName("办理环节")
        steps = (f"{word}（当前）" if at == self._at else word for at, word in enumerate(self._states))
        self.setAccessibleDescription("，".join(steps))
        self.update()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(48) * len(self._states), px(28))

    def sizeHint(self) -> QSize:  # noqa: N802
        metrics = QFontMetrics(font(Role.STRONG))
        return QSize(sum(metrics.horizontalAdvance(word) + px(28) for word in self._states), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count = len(self._states)
        for at, word in enumerate(self._states):
            left, right = self.width() * at // count, self.width() * (at + 1) // count
            self._step(painter, left, right, word, at)
        painter.end()

    def _step(self, painter: QPainter, left: int, right: int, word: str, at: int) -> None:
        point, low = px(POINT), self.height()
        first, last = at == 0, at == len(self._states) - 1
        tip = right - (0 if last else 2)
        shape = [QPoint(left, 0), QPoint(tip - point, 0), QPoint(tip, low // 2), QPoint(tip - point, low)]
        shape += [QPoint(left, low)] if first else [QPoint(left, low), QPoint(left + point, low // 2)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("blue7" if at == self._at else "blue2" if at < self._at else "soft"))
        painter.drawPolygon(QPolygon(shape))
        now = at == self._at
        painter.setFont(font(Role.STRONG if now else Role.BODY))
        painter.setPen(colour("surface" if now else "blue8" if at < self._at else "ink3"))
        inner = self.rect()
        inner.setLeft(left + (px(2) if first else point))
        inner.setRight(tip - px(3))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, word)
