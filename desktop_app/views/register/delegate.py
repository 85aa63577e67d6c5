"""One light delegate that draws every cell itself from ready-made strings."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.registers.spec import Draw, Field, Parts
from desktop_app.rules.cases import is_numbered
from desktop_app.views.register.cells import GLYPHS, Cell
from desktop_app.views.register.grid import Grid, Index
from desktop_app.views.theme import Role, T, font, px

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter
ELIDE, MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
"""What has no room loses its end; a number of a case or a paper its middle: the serial tells one from another."""
PILLS = {
    "grey": (T.grey0, T.ink2),
    "blue": (T.blue1, T.blue8),
    "amber": (T.amber0, T.amber7),
    "green": (T.green0, T.green7),
    "red": (T.red0, T.red7),
}
INKS = {"red": T.red7, "amber": T.amber7, "quiet": T.ink3, "green": T.green7, "link": T.blue6}
BARS = {"red": T.red7, "done": T.blueDone, "blue": T.blue7}


class CellDelegate(QStyledItemDelegate):
    """8-px padding, hairline below, 3-px bar on the selected row (grey without focus); pills, due, bars, tags."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.restock()

    def restock(self) -> None:
        """Fonts and colours at the present scale; asked again when the officer changes it."""
        self._fonts = {role: font(role) for role in (Role.BODY, Role.KEY, Role.STRONG, Role.PILL, Role.META)}
        self._metrics = {role: QFontMetrics(made) for role, made in self._fonts.items()}
        self._colours = {hex_: QColor(hex_) for hex_ in vars(T).values()}
        self._pad = px(8)
        self._draws: dict[Draw, Callable[[QPainter, QRect, Cell], None]] = {
            Draw.PILL: self._pill,
            Draw.DUE: self._due,
            Draw.BAR: self._bar,
            Draw.DONE: self._done,
            Draw.TAG: self._tag,
            Draw.KEY: self._key,
            Draw.LACK: self._lack,
        }

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        return QSize(px(80), px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        grid = index.model()
        assert isinstance(grid, Grid)
        item, cell = grid.items[index.column()], grid.cell(index.row(), index.column())
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        self._ground(painter, box, state, index.column() == 0)
        if not cell.text:
            return
        inner = box.adjusted(self._pad, 0, -self._pad, 0)
        if cell.gap and cell.tone == "amber":
            self._pill(painter, inner if inner.width() >= self._pad * 7 else box.adjusted(2, 0, -2, 0), cell)
            return
        made = self._draws.get(item.draw)
        if made is not None:
            made(painter, inner, cell)
        else:
            self._plain(painter, inner, cell, item)

    def _ground(self, painter: QPainter, box: QRect, state: QStyle.StateFlag, first: bool) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        active = bool(state & QStyle.StateFlag.State_Active)
        if selected:
            painter.fillRect(box, self._colours[T.blue1])
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, self._colours[T.soft])
        if state & QStyle.StateFlag.State_HasFocus and not first:
            painter.fillRect(box.left(), box.bottom() - 1, box.width(), 2, self._colours[T.blue6])
        if selected and first:
            bar = self._colours[T.blue7 if active and self._has_focus() else T.field]
            painter.fillRect(box.left(), box.top(), 3, box.height(), bar)

    def _has_focus(self) -> bool:
        view = self.parent()
        return isinstance(view, QWidget) and view.hasFocus()

    def _write(self, painter: QPainter, box: QRect, text: str, ink: str, role: Role, where: Qt.AlignmentFlag) -> None:
        painter.setFont(self._fonts[role])
        painter.setPen(self._colours[ink])
        metrics = self._metrics[role]
        if metrics.horizontalAdvance(text) > box.width():
            text = metrics.elidedText(text, MIDDLE if is_numbered(text) else ELIDE, box.width())
        painter.drawText(box, where, text)

    def _plain(self, painter: QPainter, box: QRect, cell: Cell, item: Field | Parts) -> None:
        right = isinstance(item, Field) and item.right
        self._write(painter, box, cell.text, INKS.get(cell.tone, T.ink), Role.BODY, RIGHT if right else LEFT)
        if cell.gap:
            self._write(painter, box, "◆", T.amber7, Role.META, RIGHT)

    def _key(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        self._write(painter, box, cell.text, T.ink, Role.KEY, LEFT)

    def _due(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        """Date left, days right; red and bold when overdue, amber when near."""
        loud = cell.tone == "red" or cell.tail == "今天"
        role = Role.STRONG if loud else Role.BODY
        self._write(painter, box, cell.text, T.red7 if cell.tone == "red" else T.ink, role, LEFT)
        small = self._loud(Role.META) if loud else self._fonts[Role.META]
        painter.setFont(small)
        painter.setPen(self._colours[INKS.get(cell.tone, T.ink3)])
        painter.drawText(box, RIGHT, cell.tail)

    def _loud(self, role: Role) -> QFont:
        made = QFont(self._fonts[role])
        made.setWeight(QFont.Weight.Bold)
        return made

    def _pill(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        draw_pill(painter, box, cell.text, cell.tone, self._fonts[Role.PILL], self._metrics[Role.PILL])

    def _lack(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        """What is missing as a pill; that nothing is, quietly."""
        if cell.tone == "red":
            self._pill(painter, box, Cell(self._counted(cell.text, box.width()), tone="red"))
        else:
            self._write(painter, box, cell.text, INKS.get(cell.tone, T.ink3), Role.META, LEFT)

    def _counted(self, text: str, room: int) -> str:
        """The first of several and how many more, where not all have room: 缺 见证人 +2."""
        first, *more = text.split("、")
        fits = self._metrics[Role.PILL].horizontalAdvance(text) + px(18) <= room
        return text if fits or not more else f"{first} +{len(more)}"

    def _tag(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        metrics = self._metrics[Role.META]
        width = min(metrics.horizontalAdvance(cell.text) + px(12), box.width())
        frame = QRect(box.left(), box.top() + (box.height() - px(20)) // 2, width, px(20))
        tinted = cell.tone == "blue"
        painter.setPen(self._colours[T.blue2 if tinted else T.line])
        painter.setBrush(self._colours[T.blue0 if tinted else T.surface])
        painter.drawRoundedRect(frame.adjusted(0, 0, -1, -1), 3, 3)
        inside = frame.adjusted(px(5), 0, -px(5), 0)
        self._write(painter, inside, cell.text, T.blue8 if tinted else T.ink2, Role.META, CENTRE)

    def _bar(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        self._track(painter, box, max(0, box.width() - px(42)), cell)
        self._write(painter, box, cell.text, T.ink, Role.BODY, RIGHT)

    def _done(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        """A short bar and what it says beside it: 2/3."""
        wide = min(px(32), box.width() - self._metrics[Role.BODY].horizontalAdvance(cell.text) - px(6))
        self._track(painter, box, max(0, wide), cell)
        self._write(painter, box.adjusted(max(0, wide) + px(6), 0, 0, 0), cell.text, T.ink, Role.BODY, LEFT)

    def _track(self, painter: QPainter, box: QRect, wide: int, cell: Cell) -> None:
        track = QRect(box.left(), box.top() + (box.height() - px(6)) // 2, wide, px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours[T.soft])
        painter.drawRoundedRect(track, 3, 3)
        if cell.bar > 0:
            painter.setBrush(self._colours[BARS.get(cell.tone, T.blue7)])
            painter.drawRoundedRect(track.adjusted(0, 0, -track.width() * (100 - cell.bar) // 100, 0), 3, 3)


def draw_pill(painter: QPainter, box: QRect, text: str, tone: str, face: QFont, metrics: QFontMetrics) -> int:
    """A pill with glyph and word at the left of ``box``; returns its width. Padding goes before the word is cut."""
    fill, ink = PILLS.get(tone, PILLS["grey"])
    sign, word = px(12), metrics.horizontalAdvance(text)
    side = max(2, min(px(8), (box.width() - word - sign) // 2))
    width = min(word + sign + 2 * side, box.width())
    frame = QRect(box.left(), box.top() + (box.height() - px(20)) // 2, width, px(20))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(frame, px(10), px(10))
    draw_glyph(painter, QRect(frame.left() + side, frame.top(), sign, frame.height()), tone, ink, face)
    painter.setFont(face)
    painter.setPen(QColor(ink))
    room = frame.adjusted(side + sign, 0, 0, 0)
    painter.drawText(room, LEFT, metrics.elidedText(text, ELIDE, room.width()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    return width


def draw_glyph(painter: QPainter, box: QRect, tone: str, ink: str, face: QFont) -> None:
    """The sign of a tone at the left of ``box``: ring, dot, lozenge, or the characters ✓ and !."""
    side, colour = px(6), QColor(ink)
    spot = QRect(box.left(), box.top() + (box.height() - side) // 2, side, side)
    if tone in ("green", "red"):
        painter.setFont(face)
        painter.setPen(colour)
        painter.drawText(box, LEFT, GLYPHS[tone])
    elif tone == "amber":
        middle = spot.center()
        reach = side // 2 + 1
        turned = [QPoint(0, -reach), QPoint(reach, 0), QPoint(0, reach), QPoint(-reach, 0)]
        painter.setBrush(colour)
        painter.drawPolygon(QPolygon([middle + step for step in turned]))
    else:
        ring = tone != "blue"
        painter.setBrush(Qt.BrushStyle.NoBrush if ring else colour)
        painter.setPen(QPen(colour, 1.4) if ring else QPen(Qt.PenStyle.NoPen))
        painter.drawEllipse(spot)
