"""手续 4/5 ✓清单 !照片: the checklist of an item in a line or two; one key ticks a point complete."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.rules.vocabulary import ProcedureState
from desktop_app.views.custody.words import Point, tally
from desktop_app.views.theme import Role, T, font, px

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ROW, GAP, SIDE = 22, 6, 4
SIGNS = {
    ProcedureState.THERE: ("✓", T.green7),
    ProcedureState.LACKING: ("!", T.red7),
    ProcedureState.NOT_NEEDED: ("–", T.ink3),
    None: ("○", T.ink3),
}


class PointRow(QWidget):
    """← → go over the points; Space or Enter completes one, N says it is not needed. ``ticked``: word and state;
    ``case_asked``: the point stands in the record of the case."""

    ticked = Signal(str, object)
    case_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: Sequence[Point] = ()
        self.at = 0
        self._boxes: list[QRect] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("手续")

    @property
    def head(self) -> str:
        """手续 4/5."""
        return f"手续 {tally(self.points)}"

    def show_points(self, points: Sequence[Point]) -> None:
        """Show a checklist; the cursor goes to the first point that is not there, or stays where it was."""
        same = [point.word for point in points] == [point.word for point in self.points]
        open_ = [at for at, point in enumerate(points) if point.state in (ProcedureState.LACKING, None)]
        self.points = points
        self.at = self.at if same else next(iter(open_), 0)
        self._arrange()
        self._tell()

    def _text(self, point: Point) -> str:
        return f"{SIGNS[point.state][0]} {point.word}"

    def _arrange(self) -> None:
        plain, strong = QFontMetrics(font(Role.META)), QFontMetrics(font(Role.HEAD))
        left, top = QFontMetrics(font(Role.STRONG)).horizontalAdvance(self.head) + px(GAP), 0
        self._boxes = []
        for point in self.points:
            metrics = strong if point.state is ProcedureState.LACKING else plain
            wide = metrics.horizontalAdvance(self._text(point)) + 2 * px(SIDE)
            if left + wide > self.width() and left > 0:
                left, top = 0, top + px(ROW)
            self._boxes.append(QRect(left, top, wide, px(ROW)))
            left += wide + px(2)
        if self.height() != top + px(ROW):
            self.setFixedHeight(top + px(ROW))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(320), max((box.bottom() + 1 for box in self._boxes), default=px(ROW)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        painter = QPainter(self)
        painter.setFont(font(Role.STRONG))
        painter.setPen(QColor(T.ink))
        painter.drawText(QRect(0, 0, self.width(), px(ROW)), LEFT, self.head)
        for at, (point, box) in enumerate(zip(self.points, self._boxes, strict=True)):
            painter.setFont(font(Role.HEAD if point.state is ProcedureState.LACKING else Role.META))
            painter.setPen(QColor(SIGNS[point.state][1]))
            painter.drawText(box.adjusted(px(SIDE), 0, 0, 0), LEFT, self._text(point))
            if self.hasFocus() and at == self.at:
                painter.setPen(QPen(QColor(T.blue6), 2))
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key, last = Qt.Key(event.key()), len(self.points) - 1
        steps = {
            Qt.Key.Key_Left: self.at - 1,
            Qt.Key.Key_Right: self.at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in steps and last >= 0:
            self.go(max(0, min(steps[key], last)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.complete()
        elif key is Qt.Key.Key_N and not event.modifiers():
            self.spare()
        else:
            super().keyPressEvent(event)

    def go(self, at: int) -> None:
        """Put the cursor on a point."""
        self.at = at
        self._tell()
        self.update()

    def complete(self) -> None:
        """The point is there now; one of the case is mended in the case's record."""
        point = self.points[self.at]
        if not point.own:
            self.case_asked.emit()
        elif point.state is not ProcedureState.THERE:
            self.ticked.emit(point.word, ProcedureState.THERE)

    def spare(self) -> None:
        """The point is not needed of this item."""
        point = self.points[self.at]
        if point.own and point.state is not ProcedureState.NOT_NEEDED:
            self.ticked.emit(point.word, ProcedureState.NOT_NEEDED)

    def point_at(self, spot: QPoint) -> int:
        """The point under the pointer, -1 for none."""
        return next((at for at, box in enumerate(self._boxes) if box.contains(spot)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if (at := self.point_at(event.position().toPoint())) >= 0:
            self.go(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.point_at(event.position().toPoint()) >= 0:
            self.complete()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def _tell(self) -> None:
        point = self.points[self.at] if self.at < len(self.points) else None
        said = point.said if point is not None else ""
        deed = "Enter 到案件里补" if point is not None and not point.own else "空格 补齐　N 不需要"
        self.setAccessibleDescription(f"{self.head}，{said}")
        self.setToolTip(f"{said}\n{deed}" if said else "")
