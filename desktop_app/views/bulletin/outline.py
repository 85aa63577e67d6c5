"""The outline at the left of the text (提纲): its sections in order; Enter or a click jumps, Alt+↑↓ move one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.views.bulletin.editor import Editor
from desktop_app.views.bulletin.paras import Para, Text
from desktop_app.views.bulletin.said import Shown
from desktop_app.views.controls import label
from desktop_app.views.theme import Role, colour, font, px

WIDE = 139
LEAD = "导语"
_ENDS = "，。；：、！？,;:（"
_STEP = 16
_ALT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class Section:
    """One line of the outline: words, indent, the paragraph it begins with; a heading can be moved."""

    words: str
    indent: int
    para: int
    movable: bool = False


def sections(paras: Sequence[Para], shown: Sequence[Shown]) -> list[Section]:
    """Title, addressee, lead, headings of the first two levels, annexes, closing words."""
    return list(_sections(paras, shown))


def _sections(paras: Sequence[Para], shown: Sequence[Shown]) -> Iterator[Section]:
    led = False
    for at, (para, showing) in enumerate(zip(paras, shown, strict=True)):
        if not para.is_line:
            yield Section(para.place.value, 0, at)
        elif para.level <= 2:
            led = True
            yield Section(_head(showing), 1 if para.level == 2 else 0, at, movable=True)
        elif not led:
            led = True
            yield Section(LEAD, 0, at)


def _head(showing: Shown) -> str:
    """The number with the words up to the first stop."""
    words = showing.text.removeprefix(showing.prefix)
    stop = next((at for at, ch in enumerate(words) if ch in _ENDS and at), len(words))
    return f"{showing.prefix}{words[:stop]}".strip()


def current(found: Sequence[Section], para: int) -> int:
    """The section a paragraph lies in."""
    return max((at for at, one in enumerate(found) if one.para <= para), default=0)


class SectionDelegate(QStyledItemDelegate):
    """A line 30 px high; the current one blue with a bar at its left."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: object) -> QSize:  # noqa: N802
        return QSize(px(80), px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        words, indent, now, ring = index.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]
        if now or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, colour("blue1" if now else "blue0"))
        if now:
            painter.fillRect(box.left(), box.top(), px(4), box.height(), colour("blue7"))
        face = font(Role.STRONG if now else Role.BODY)
        painter.setFont(face)
        painter.setPen(colour("blue8" if now else "ink"))
        room = box.adjusted(px(12) + indent * px(_STEP), 0, -px(6), 0)
        told = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)
        if ring and state & QStyle.StateFlag.State_Selected:
            painter.setPen(colour("blue6"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
            painter.drawRect(box.adjusted(1, 1, -2, -2))


class SectionList(QListWidget):
    """↑↓ walk, Enter goes into the text, Alt+↑↓ move the section."""

    gone = Signal(int)
    pushed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found: list[Section] = []
        self.setAccessibleName("提纲")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(SectionDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemClicked.connect(lambda item: self.gone.emit(self.row(item)))

    def show_sections(self, found: list[Section], now: int) -> None:
        """These sections, the one at ``now`` marked; the cursor of a list that has no focus goes along."""
        same = [(one.words, one.indent) for one in found] == [(one.words, one.indent) for one in self.found]
        self.found = found
        if not same:
            self._fill()
        for at, one in enumerate(found):
            item = self.item(at)
            told = (one.words, one.indent, at == now, self.hasFocus())
            if item.data(Qt.ItemDataRole.UserRole) != told:
                item.setData(Qt.ItemDataRole.UserRole, told)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.words}，当前" if at == now else one.words)
        if not self.hasFocus():
            self.setCurrentRow(now)

    def _fill(self) -> None:
        row = self.currentRow()
        self.clear()
        for one in self.found:
            item = QListWidgetItem(one.words)
            item.setToolTip(one.words)
            self.addItem(item)
        self.setCurrentRow(min(max(row, 0), len(self.found) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row = self.currentRow()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held and row >= 0:
            self.gone.emit(row)
        elif held == _ALT and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and row >= 0:
            self.pushed.emit(row, -1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._ring(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._ring(False)

    def _ring(self, on: bool) -> None:
        for at in range(self.count()):
            words, indent, now, _ = self.item(at).data(Qt.ItemDataRole.UserRole)
            self.item(at).setData(Qt.ItemDataRole.UserRole, (words, indent, now, on))


class Outline(QFrame):
    """Head with the count, and the list."""

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.setProperty("frame", "outline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(px(WIDE) + 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.count = label("", "meta")
        column.addWidget(pane_head(label("提纲", "panel"), self.count))
        self.list = SectionList()
        self.setFocusProxy(self.list)
        column.addWidget(self.list, 1)
        self.list.gone.connect(self._go)
        self.list.pushed.connect(self._push)
        self._read: tuple[object, object, int] | None = None
        editor.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the text's sections; a caret that moves within its paragraph asks nothing."""
        text: Text = self.editor.text
        shown = self.editor.shown
        read = (text.paras, shown, text.caret.para)
        if self._read is not None and all(one is other for one, other in zip(read, self._read, strict=True)):
            return
        self._read = read
        found = sections(text.paras, shown)
        self.list.show_sections(found, current(found, text.caret.para))
        self.count.setText(str(len(found)))

    def _go(self, row: int) -> None:
        self.editor.go(self.list.found[row].para)

    def _push(self, row: int, by: int) -> None:
        one = self.list.found[row]
        if not one.movable:
            return
        self.editor.move_section(one.para, by)
        self.list.setCurrentRow(current(self.list.found, self.editor.text.caret.para))


def pane_head(*parts: QWidget, end: Sequence[QWidget] = ()) -> QFrame:
    """The head of a pane, 36 px: name and count, what can be done at its right end."""
    made = QFrame()
    made.setProperty("frame", "pane")
    made.setFixedHeight(px(36))
    row = QHBoxLayout(made)
    row.setContentsMargins(px(12), 0, px(12), 0)
    row.setSpacing(px(8))
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    for part in end:
        row.addWidget(part)
    return made
