"""保管链 drawn: a dot and a line for every event, hands, place and paper; the next thing expected as a hollow dot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.views.custody.words import Link
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.theme import Role, T, font, px

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROW, SECOND, DOT, ACT, GAP = 24, 19, 10, 22, 8
LEAST_ACT, MOST_ACT = 40, 124


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line stands: its box, and whether what does not fit beside the hands stands below them.

    ``told`` says that a condition other than well stands on a line of its own under that.
    """

    box: QRect
    two: bool
    told: bool = False


class ChainLines(QWidget):
    """One line an event, the cursor going over them: ↑ ↓ Home End, Enter or Space opens. ``opened``: kind and id."""

    opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links: Sequence[Link] = ()
        self.at = 0
        self._spots: list[Spot] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("保管链")

    def show_links(self, links: Sequence[Link]) -> None:
        """Show a chain; the cursor goes to its last event."""
        self.links = links
        done = [at for at, one in enumerate(links) if not one.ahead]
        self.at = done[-1] if done else 0
        self._arrange()
        self._tell()

    # where things stand

    def _faces(self) -> tuple[QFontMetrics, QFontMetrics]:
        return QFontMetrics(font(Role.STRONG)), QFontMetrics(font(Role.META))

    def _columns(self) -> tuple[int, int]:
        """Where the days and the hands begin."""
        strong, small = self._faces()
        acts = (strong.horizontalAdvance(one.act) for one in self.links if not one.ahead)
        widest = min(max(acts, default=0), px(MOST_ACT))
        day = px(ACT) + max(px(LEAST_ACT), widest) + px(GAP)
        days = max((small.horizontalAdvance(one.day) for one in self.links if not one.ahead), default=0)
        return day, day + max(days, small.horizontalAdvance("00-00")) + px(GAP)

    def _behind(self, link: Link) -> int:
        """The width of what stands at the right end: what is lacking, else the paper."""
        small = self._faces()[1]
        if link.lack:
            return small.horizontalAdvance(f"缺 {link.lack}") + px(30)
        return small.horizontalAdvance(link.paper) + px(2)

    def _two(self, link: Link, hands: int) -> bool:
        small = self._faces()[1]
        beside = "　".join(filter(None, (link.who, link.aside)))
        return not link.ahead and hands + small.horizontalAdvance(beside) + px(GAP) + self._behind(link) > self.width()

    def _arrange(self) -> None:
        hands, top = self._columns()[1], 0
        self._spots = []
        for link in self.links:
            two = self._two(link, hands)
            told = link.harm
            tall = px(ROW) + px(SECOND) * (two + told)
            self._spots.append(Spot(QRect(0, top, self.width(), tall), two, told))
            top += tall
        if self.height() != top:
            self.setFixedHeight(max(top, 1))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(320), max((spot.box.bottom() + 1 for spot in self._spots), default=1))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange()

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        day, hands = self._columns()
        for at, (link, spot) in enumerate(zip(self.links, self._spots, strict=True)):
            if not spot.box.intersects(event.rect()):
                continue
            if self.hasFocus() and at == self.at:
                painter.fillRect(spot.box, QColor(T.blue0))
                painter.setPen(QPen(QColor(T.blue6), 2))
                painter.drawRoundedRect(spot.box.adjusted(1, 1, -1, -1), 3, 3)
            self._line(painter, at)
            self._link(painter, link, spot, day, hands)
        painter.end()

    def _middle(self, at: int) -> QPoint:
        return QPoint(px(10), self._spots[at].box.top() + px(ROW) // 2)

    def _line(self, painter: QPainter, at: int) -> None:
        """The dot, and the line down to the next one."""
        link, middle, reach = self.links[at], self._middle(at), px(DOT) // 2
        if at + 1 < len(self.links):
            ahead = self.links[at + 1].ahead
            style = Qt.PenStyle.DashLine if ahead else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(T.field if ahead else T.blue7), 2, style))
            painter.drawLine(middle + QPoint(0, reach + 3), self._middle(at + 1) - QPoint(0, reach + 3))
        ink = T.red7 if link.lack or link.late else T.field if link.ahead or link.struck else T.blue7
        hollow = link.ahead or link.struck or bool(link.lack)
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(QColor(T.surface if hollow else ink))
        painter.drawEllipse(middle, reach, reach)

    def _link(self, painter: QPainter, link: Link, spot: Spot, day: int, hands: int) -> None:
        box = QRect(0, spot.box.top(), self.width(), px(ROW))
        if link.ahead:
            self._ahead(painter, link, box)
            return
        quiet = T.ink3 if link.struck else T.ink
        self._write(painter, QRect(px(ACT), box.top(), day - px(ACT), box.height()), link.act, quiet, Role.STRONG, link)
        self._write(painter, QRect(day, box.top(), hands - day, box.height()), link.day, T.ink3, Role.META, link)
        behind = min(self._behind(link), (self.width() - hands) * 2 // 3 if not spot.two else self.width() - hands)
        beside = link.who if spot.two else "　".join(filter(None, (link.who, link.aside)))
        below = box.translated(0, px(SECOND) + px(1))
        right = below if spot.two else box
        who = self.width() - hands - (0 if spot.two else behind + px(GAP))
        self._write(painter, QRect(hands, box.top(), who, box.height()), beside, quiet, Role.META, link)
        if spot.two:
            rest = self.width() - hands - behind - px(GAP)
            self._write(painter, QRect(hands, below.top(), rest, below.height()), link.aside, T.ink2, Role.META, link)
        if spot.told:
            last = QRect(hands, spot.box.top() + px(ROW) + px(SECOND) * spot.two, self.width() - hands, px(SECOND))
            self._write(painter, last, f"◆ {link.state}", T.amber7, Role.META, link)
        self._paper(painter, QRect(self.width() - behind, right.top(), behind, right.height()), link)

    def _paper(self, painter: QPainter, box: QRect, link: Link) -> None:
        if link.lack:
            face = font(Role.PILL)
            draw_pill(painter, box, f"缺 {link.lack}", "red", face, QFontMetrics(face))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        else:
            ink = T.ink3 if link.struck else T.blue6
            self._write(painter, box, link.paper, ink, Role.META, link, RIGHT)

    def _ahead(self, painter: QPainter, link: Link, box: QRect) -> None:
        """What comes next, quietly; red once it is late."""
        small = self._faces()[1]
        words = QRect(px(ACT), box.top(), self.width() - px(ACT), box.height())
        self._write(painter, words, link.act, T.red7 if link.late else T.ink3, Role.META, link)
        words.setLeft(px(ACT) + small.horizontalAdvance(link.act) + px(2 * GAP))
        self._write(painter, words, link.day, T.red7 if link.late else T.ink3, Role.META, link)

    def _write(
        self,
        painter: QPainter,
        box: QRect,
        text: str,
        ink: str,
        role: Role,
        link: Link,
        where: Qt.AlignmentFlag = LEFT,
    ) -> None:
        face = QFont(font(role))
        face.setStrikeOut(link.struck)
        metrics = QFontMetrics(face)
        painter.setFont(face)
        painter.setPen(QColor(ink))
        painter.drawText(box, where, metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width())))

    # keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        last = len(self.links) - 1
        steps = {
            Qt.Key.Key_Up: self.at - 1,
            Qt.Key.Key_Down: self.at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in steps and last >= 0:
            self.go(max(0, min(steps[key], last)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_here()
        else:
            super().keyPressEvent(event)

    def go(self, at: int) -> None:
        """Put the cursor on a line."""
        self.at = at
        self._tell()
        self.update()

    def open_here(self) -> None:
        """The record behind the line with the cursor."""
        opens = self.links[self.at].opens if self.at < len(self.links) else None
        if opens is not None:
            self.opened.emit(*opens)

    def line_at(self, spot: QPoint) -> int:
        """The line under a point, -1 for none."""
        return next((at for at, one in enumerate(self._spots) if one.box.contains(spot)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = self.line_at(event.position().toPoint())
        if at >= 0:
            self.go(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802
        self.open_here()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()

    def _tell(self) -> None:
        link = self.links[self.at] if self.at < len(self.links) else None
        here = link.said if link is not None else ""
        turn = "；打开后 Alt+B 转问题" if link is not None and link.harm and not link.issue else ""
        self.setAccessibleDescription(here)
        self.setToolTip(f"{here}\nEnter 打开{turn}" if here else "")
