"""The seat plan (座次) drawn: rooms one below the other, the front at the top, every seat with name and department."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop_app.rules.seating import Room
from desktop_app.services.seating import Plan, Seat
from desktop_app.views.theme import DEPARTMENTS, Role, T, colour, font, px

_WIDE, _TALL, _GAP, _HEAD = 73, 46, 3, 30
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft, _MIDDLE | Qt.AlignmentFlag.AlignRight


class SeatPlan(QWidget):
    """Rooms and seats of a plan; neighbours of one department wear an amber frame and the sign ◆."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._shorts: Mapping[str, str] = {}
        self._seats: dict[tuple[str, int, int], Seat] = {}
        self._clashing: set[str] = set()
        self.setAccessibleName("座次")

    def show_plan(self, plan: Plan | None, shorts: Mapping[str, str]) -> None:
        """Draw a plan; ``shorts`` maps department names to the words on the seats. None draws nothing."""
        self._plan, self._shorts = plan, shorts
        seats = plan.seats if plan is not None else ()
        self._seats = {(seat.place.room, seat.place.rank, seat.place.file): seat for seat in seats if seat.place}
        clashes = plan.clashes if plan is not None else ()
        self._clashing = {seat.one.key for clash in clashes for seat in (clash.first, clash.second)}
        self.setAccessibleDescription("；".join(map(self.told, seats)))
        self.setFixedSize(self.sizeHint())
        self.update()

    def told(self, seat: Seat) -> str:
        """A seat in words: 12 座 李明 公诉."""
        place = f"{seat.place.number} 座" if seat.place is not None else "不排座"
        return f"{place} {seat.one.name} {self._short(seat)}"

    def _short(self, seat: Seat) -> str:
        return self._shorts.get(seat.one.department, seat.one.department)

    @property
    def _rooms(self) -> tuple[Room, ...]:
        return self._plan.rooms if self._plan is not None else ()

    def sizeHint(self) -> QSize:  # noqa: N802
        files = max((room.files for room in self._rooms), default=1)
        ranks = sum(room.ranks for room in self._rooms)
        wide = files * px(_WIDE + _GAP) + px(_GAP)
        return QSize(wide, ranks * px(_TALL + _GAP) + len(self._rooms) * px(_HEAD + _GAP) + px(_GAP))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour("surface"))
        top = px(_GAP)
        for room in self._rooms:
            self._head(painter, room, top)
            top += px(_HEAD)
            for rank in range(room.ranks):
                line = QRect(0, top, self.width(), px(_TALL))
                if line.intersects(event.rect()):
                    self._rank(painter, room, rank, top)
                top += px(_TALL + _GAP)
            top += px(_GAP)
        painter.end()

    def _head(self, painter: QPainter, room: Room, top: int) -> None:
        taken = sum(name == room.name for name, _, _ in self._seats)
        box = QRect(px(_GAP), top, self.width() - 2 * px(_GAP), px(_HEAD - _GAP))
        painter.setFont(font(Role.HEAD))
        painter.setPen(colour("ink2"))
        painter.drawText(box, _LEFT, f"{room.name}　{room.ranks} 排 {room.files} 座，坐 {taken} 人，上方是讲台")

    def _rank(self, painter: QPainter, room: Room, rank: int, top: int) -> None:
        for file in range(room.files):
            box = QRect(px(_GAP) + file * px(_WIDE + _GAP), top, px(_WIDE), px(_TALL))
            seat = self._seats.get((room.name, rank + 1, file + 1))
            if seat is None:
                painter.setPen(QPen(colour("line"), 1, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(0, 0, -1, -1))
            else:
                self._seat(painter, box, seat)

    def _seat(self, painter: QPainter, box: QRect, seat: Seat) -> None:
        short = self._short(seat)
        fill, ink = DEPARTMENTS.get(short, (T.grey0, T.ink2))
        clash = seat.one.key in self._clashing
        painter.fillRect(box, QColor(fill))
        if clash:
            painter.setPen(QPen(colour("amber7"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        upper = QRect(box.left() + px(5), box.top() + px(3), box.width() - px(10), px(20))
        lower = upper.translated(0, px(20))
        self._text(painter, upper, _LEFT, seat.one.name, Role.STRONG, T.ink)
        self._text(painter, upper, _RIGHT, str(seat.place.number if seat.place else ""), Role.HINT, T.ink2)
        self._text(painter, lower, _LEFT, f"◆ {short}" if clash else short or "未填部门", Role.META, ink)

    @staticmethod
    def _text(painter: QPainter, box: QRect, side: Qt.AlignmentFlag, text: str, role: Role, ink: str) -> None:
        painter.setFont(font(role))
        painter.setPen(QColor(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side, shown)


class SeatPlanView(QScrollArea):
    """The plan in a frame, to be scrolled with the arrow keys."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = SeatPlan()
        self.setWidget(self.plan)
        self.setProperty("frame", "box")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("座次预览")
