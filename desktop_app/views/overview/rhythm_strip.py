"""本月节奏: the steps of the month in a row; Enter or a click opens a step's records."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.figures.overview import Overview
from desktop_app.views.controls import label
from desktop_app.views.overview.ink import CENTRE, Ink, tone
from desktop_app.views.overview.openers import Opener, Walk
from desktop_app.views.overview.words import of_step
from desktop_app.views.theme import Role, px

HIGH = 62
RING = 26


class StepButton(Opener):
    """One step: its number or a tick in a ring, title, when, how far."""

    def __init__(self, number: int, ink: Ink) -> None:
        super().__init__(ink)
        self.number, self.now = number, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_step(self, view: Overview, now: bool) -> None:
        """How far the step is; the one under way now is tinted."""
        self.step, self.now = view.rhythm[self.number - 1], now
        far = "，已完成" if self.step.finished else ""
        said = f"第 {self.number} 步 {self.step.title}，{self.step.when}，{self.step.said}{far}"
        self.open_with(of_step(view.day, self.step), said)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(180), px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        if self.now:
            painter.fillRect(self.rect(), tone("blue0"))
        painter.fillRect(0, 0, 1, self.height(), tone("soft"))
        painter.end()
        super().paintEvent(event)

    def draw(self, painter: QPainter, box: QRect) -> None:
        left = box.left() + px(8)
        self._ring(painter, QRect(left, box.center().y() - px(RING) // 2 + 1, px(RING), px(RING)))
        left += px(RING) + px(10)
        upper = QRect(left, box.top() + px(11), box.right() - left, px(20))
        self.ink.write(painter, upper, self.step.title, Role.PANEL, "ink")
        after = upper.adjusted(self.ink.wide(Role.PANEL, self.step.title) + px(8), 0, 0, 0)
        self.ink.write(painter, after, self.step.when, Role.META, "ink2")
        lower = QRect(left, upper.bottom() + 1, upper.width(), px(20))
        if self.step.total and not self.step.finished:
            lower = self._progress(painter, lower)
        self.ink.write(painter, lower, self.step.said, Role.META, "ink2")

    def _ring(self, painter: QPainter, box: QRect) -> None:
        done = self.step.finished
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if done else QPen(tone("blue7" if self.now else "field"), 2))
        painter.setBrush(tone("blue7" if done else "surface"))
        painter.drawEllipse(QRectF(box).adjusted(1, 1, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        ink = "surface" if done else "blue7" if self.now else "ink3"
        self.ink.write(painter, box, "✓" if done else str(self.number), Role.STRONG, ink, CENTRE)

    def _progress(self, painter: QPainter, box: QRect) -> QRect:
        """A short bar at the left; what is left for the words."""
        track = QRect(box.left(), box.center().y() - px(3) + 1, px(72), px(6))
        painter.fillRect(track, tone("blueL"))
        painter.fillRect(
            track.adjusted(0, 0, -round(track.width() * (1 - self.step.done / self.step.total)), 0), tone("blue7")
        )
        return box.adjusted(px(80), 0, 0, 0)


class RhythmStrip(QFrame):
    """The month's name and its steps. ``asked`` carries an Opening."""

    asked = Signal(object)

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ink
        self.walk = Walk(self)
        self.steps: list[StepButton] = []
        self.setProperty("frame", "card")
        self.setFixedHeight(px(HIGH) + 4)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)
        self._row.addWidget(self._name())

    def _name(self) -> QWidget:
        made = QWidget()
        made.setFixedWidth(px(132))
        column = QVBoxLayout(made)
        column.setContentsMargins(px(14), px(10), px(4), px(10))
        column.setSpacing(0)
        self.title = label("本月节奏", "panel")
        column.addWidget(self.title)
        column.addWidget(label("问题整改", "meta2"))
        return made

    def load(self, view: Overview) -> None:
        """Show the month's steps; the cursor stays at its place."""
        if not self.steps:
            self._make(len(view.rhythm))
        self.title.setText(f"{view.day.month} 月节奏")
        now = next((at for at, step in enumerate(view.rhythm) if step.total and not step.finished), -1)
        for at, step in enumerate(self.steps):
            step.show_step(view, at == now)

    def _make(self, count: int) -> None:
        self.steps = [StepButton(at + 1, self._ink) for at in range(count)]
        for step in self.steps:
            self._row.addWidget(step, 1)
            step.clicked.connect(lambda _checked=False, step=step: self.asked.emit(step.opening))
        self.walk.over(self.steps)
