"""The items of a branch at the right of 库位: ticked by Space, Enter opens one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from desktop_app.figures.custody_boards import Thing
from desktop_app.rules.vocabulary import ItemState
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.custody import board_words as words
from desktop_app.views.custody.place_grid import NONE_LEFT, Index
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.row_table import RowCells, RowHead, RowTable, box_of, ground, write
from desktop_app.views.theme import px

TICK, NUMBER, NAME, MUCH, MONEY, WHERE, CASE, STATE = range(8)
HEADS = ("", "编号", "财物", "数量", "金额（元）", "位置", "案件", "状态")
WIDTHS = {TICK: 34, NUMBER: 142, MUCH: 76, MONEY: 92, WHERE: 112, CASE: 150, STATE: 132}
NAME_LEAST = 110
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ItemGrid(QAbstractTableModel):
    """The items shown; ``ticked`` are the ids of those a verb is to be about."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.things: tuple[Thing, ...] = ()
        self.ticked: set[int] = set()
        self._rows: dict[int, int] = {}

    def load(self, things: Sequence[Thing]) -> None:
        """Show these; ticks of items no longer shown are gone."""
        self.beginResetModel()
        self.things = tuple(things)
        self._rows = {thing.id: at for at, thing in enumerate(self.things)}
        self.ticked &= self._rows.keys()
        self.endResetModel()

    def tick(self, rows: Sequence[int], on: bool | None = None) -> None:
        """Tick rows, or take the tick away; None turns it."""
        for thing in (self.things[at] for at in rows):
            wanted = thing.id not in self.ticked if on is None else on
            (self.ticked.add if wanted else self.ticked.discard)(thing.id)
        if self.things:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(HEADS) - 1))

    def row(self, at: int) -> Thing | None:
        return self.things[at] if 0 <= at < len(self.things) else None

    def place(self, item_id: int) -> int:
        """The row of an item, -1 where it is not shown."""
        return self._rows.get(item_id, -1)

    def rowCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.things)

    def columnCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        thing = self.row(index.row()) if index.isValid() else None
        if thing is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(thing, index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{'已勾，' if thing.id in self.ticked else ''}{words.thing_told(thing)}"
        return None

    def _text(self, thing: Thing, column: int) -> str:
        if column == STATE:
            return words.pill(thing)[0]
        money = words.money(thing.amount)
        case = thing.case_name or thing.case
        return ("", thing.number, thing.name, thing.much, money, _where(thing), case)[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        told = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return HEADS[section] if told and orientation is Qt.Orientation.Horizontal else None


def _where(thing: Thing) -> str:
    """Its place, or with whom it is: 调用 许嘉树."""
    away = thing.state in (ItemState.LENT, ItemState.SENT)
    return f"{words.SHORT[thing.state]} {thing.where}".rstrip() if away else thing.where


class ItemCells(RowCells):
    """Draws a cell of an item: a tick box, words, money at the right, the state as a pill."""

    def __init__(self, grid: ItemGrid, parent: QTableView) -> None:
        super().__init__(parent)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        thing = self._grid.row(index.row())
        if thing is None:
            return
        box, chosen = box_of(option)
        column = index.column()
        painter.save()
        ticked = thing.id in self._grid.ticked
        ground(painter, box, chosen, column == TICK, self._view.hasFocus(), "blue0" if ticked else "surface")
        inner = box.adjusted(self.ink.pad, 0, -self.ink.pad // 2, 0)
        if column == TICK:
            self._tick(painter, box, ticked)
        elif column == STATE:
            said, colour = words.pill(thing)
            draw_pill(painter, inner, said, colour, self.ink.pill, self.ink.pill_room)
        else:
            self._write(painter, inner, str(index.data()), column)
        painter.restore()

    def _write(self, painter: QPainter, inner: QRect, said: str, column: int) -> None:
        right = column in (MUCH, MONEY)
        face = self.ink.strong if column == NAME else self.ink.body
        ink = "ink2" if column in (NUMBER, CASE) else "ink"
        write(painter, inner.adjusted(0, 0, -px(4) if right else 0, 0), said, face, ink, right)

    def _tick(self, painter: QPainter, box: QRect, ticked: bool) -> None:
        """An empty box, or a blue one with its hook."""
        side = px(14)
        frame = QRect(box.left() + px(12), box.top() + (box.height() - side) // 2, side, side)
        painter.setPen(QPen(tone("blue7" if ticked else "field"), 1))
        painter.setBrush(tone("blue7" if ticked else "surface"))
        painter.drawRect(frame.adjusted(0, 0, -1, -1))
        if ticked:
            painter.setPen(tone("surface"))
            painter.setFont(self.ink.hint)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "✓")


class ItemTable(RowTable):
    """``chosen`` carries the item the cursor comes to, ``opened`` the one to edit, ``ticked`` that ticks changed."""

    chosen = Signal(int)
    opened = Signal(int)
    ticked = Signal()

    def __init__(self, grid: ItemGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid, self.cells = grid, ItemCells(grid, self)
        self.set_up(grid, RowHead(self, frozenset({MUCH, MONEY})), self.cells, "财物")
        self._silent = False
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda _index: self.open())
        self.renew()

    def fit(self) -> None:
        """Columns as the design has them; the name takes the rest. Where there is none, the case gives way."""
        widths = self._widths()
        rest = self.viewport().width() - sum(widths.values())
        self.setColumnHidden(CASE, rest < px(NAME_LEAST))
        if rest < px(NAME_LEAST):
            rest += widths.pop(CASE)
        for column, wide in widths.items():
            self.setColumnWidth(column, wide)
        self.setColumnWidth(NAME, max(px(NAME_LEAST), rest))

    def _widths(self) -> dict[int, int]:
        """Numbers and sums as wide as the longest, within bounds."""
        room = QFontMetrics(self.cells.ink.body)
        widths = {column: px(wide) for column, wide in WIDTHS.items()}
        for column, text in ((NUMBER, "number"), (MUCH, "much")):
            longest = max((getattr(thing, text) for thing in self.grid.things), key=len, default="")
            widths[column] = min(px(190), max(px(64), room.horizontalAdvance(longest) + px(18)))
        return widths

    @property
    def thing(self) -> Thing | None:
        """The item the cursor is on."""
        return self.grid.row(self.currentIndex().row())

    def go(self, at: int) -> None:
        """Put the cursor on a row without telling."""
        if 0 <= at < len(self.grid.things):
            self._silent = True
            self.setCurrentIndex(self.grid.index(at, NAME))
            self._silent = False

    def open(self) -> None:
        """Enter: the item is to be edited."""
        if (thing := self.thing) is not None:
            self.opened.emit(thing.id)

    def tick(self, rows: Sequence[int], on: bool | None = None) -> None:
        """Tick rows that are there; None turns the tick."""
        there = [at for at in rows if 0 <= at < len(self.grid.things)]
        if there:
            self.grid.tick(there, on)
            self.ticked.emit()

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        thing = self.grid.row(now.row())
        if thing is not None and not self._silent:
            self.chosen.emit(thing.id)

    def _to(self, at: int) -> None:
        if 0 <= at < len(self.grid.things):
            self.setCurrentIndex(self.grid.index(at, NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        at, last, key = self.currentIndex().row(), len(self.grid.things) - 1, Qt.Key(event.key())
        steps = self.steps()
        if key in steps and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            if held:
                self._tick_to(at, max(0, min(last, steps[key])))
            self._to(steps[key])
        elif key == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
            self.tick(range(last + 1), True)
        elif held:
            event.ignore()
        elif key in ENTER:
            self.open()
        elif key == Qt.Key.Key_Space:
            self.tick((at,))
            self._to(at + 1)
        else:
            event.ignore()

    def _tick_to(self, start: int, end: int) -> None:
        """Shift and a step: every row on the way is ticked."""
        self.tick(range(min(start, end), max(start, end) + 1), True)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the box ticks."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == TICK:
            self.tick((index.row(),))
