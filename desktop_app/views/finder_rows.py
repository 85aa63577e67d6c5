"""The rows of the search pop-up: number and subject at the left, where the word was met, the state at the right."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidgetItem, QStyle, QStyledItemDelegate

from desktop_app.registers.finding import Hit, Met
from desktop_app.views.theme import Role, T, font, px

TALL = 30
"""Pixels of a row."""
CALLED, STATE = 0.46, 96
"""Share of the width for number and subject where something stands beside them; pixels of the state."""


@dataclass(frozen=True)
class Row:
    """One row: a heading (``head``, of a register within its tab ``inner``), a hit, or a ``link`` to all of them.

    ``target`` says what Enter opens.
    """

    said: str
    head: bool = False
    inner: bool = False
    link: bool = False
    number: str = ""
    subject: str = ""
    state: str = ""
    met: Met | None = None
    marked: tuple[int, int] | None = None
    target: tuple[Any, ...] | None = None


def hit_row(hit: Hit) -> Row:
    """A hit; what a screen reader says of it holds everything the row shows."""
    met = f"{hit.met.label}：{hit.met.before}{hit.met.met}{hit.met.after}" if hit.met is not None else ""
    said = "　".join(filter(None, (hit.number, hit.subject, met, hit.state)))
    target = ("hit", hit.kind, hit.id)
    return Row(said, False, False, False, hit.number, hit.subject, hit.state, hit.met, hit.marked, target)


def row_of(item: QListWidgetItem) -> Row:
    """What stands behind an entry of the list."""
    row = item.data(Qt.ItemDataRole.UserRole)
    assert isinstance(row, Row)
    return row


class RowDrawer(QStyledItemDelegate):
    """Draws the rows; what was met stands bold and blue in its text."""

    def sizeHint(  # noqa: N802
        self,
        option: Any,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return QSize(option.rect.width(), px(TALL))

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(T.blue1))
        elif row.head and not row.inner:
            painter.fillRect(option.rect, QColor(T.head))
        room = option.rect.adjusted(px(12), 0, -px(12), 0)
        if row.head or row.link or not row.number:
            self._line(painter, row, room)
        else:
            self._hit(painter, row, room)
        painter.restore()

    def _line(self, painter: QPainter, row: Row, room: QRect) -> None:
        tone = T.ink2 if row.head else T.blue7
        left = room if row.head else room.adjusted(px(12), 0, 0, 0)
        _write(painter, left, row.said, tone, strong=row.head and not row.inner)

    def _hit(self, painter: QPainter, row: Row, room: QRect) -> None:
        room = room.adjusted(px(12), 0, 0, 0)
        if row.state:
            right = QRect(room.right() - px(STATE), room.top(), px(STATE), room.height())
            _write(painter, right, row.state, T.ink2, align=Qt.AlignmentFlag.AlignRight)
            room.setRight(right.left() - px(8))
        called = QRect(room)
        if row.met is not None:
            called.setWidth(int(room.width() * CALLED))
        used = _write(painter, called, row.number, T.blue7)
        first, last = row.marked or (0, 0)
        pieces = ((row.subject[:first], False), (row.subject[first:last], True), (row.subject[last:], False))
        rest = called.adjusted(used + px(10), 0, 0, 0)
        for text, strong in pieces:
            rest = rest.adjusted(_write(painter, rest, text, T.blue7 if strong else T.ink, strong=strong), 0, 0, 0)
        if row.met is not None:
            self._met(painter, row.met, room.adjusted(called.width() + px(10), 0, 0, 0))

    def _met(self, painter: QPainter, met: Met, room: QRect) -> None:
        pieces = ((f"{met.label}：{met.before}", T.ink2, False), (met.met, T.blue7, True), (met.after, T.ink2, False))
        for text, tone, strong in pieces:
            room = room.adjusted(_write(painter, room, text, tone, strong=strong), 0, 0, 0)


def _write(
    painter: QPainter,
    room: QRect,
    text: str,
    tone: str,
    *,
    strong: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:
    """Write as much as there is room for; the pixels used."""
    if room.width() <= 0:
        return 0
    face = QFont(font(Role.BODY))
    face.setBold(strong)
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(face)
    painter.setPen(QColor(tone))
    painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return QFontMetrics(face).horizontalAdvance(shown)
