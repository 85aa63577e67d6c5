"""The grids of 成批登记 under the officer's hands: type, Enter to the next cell, ditto, rows put in and taken out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.views import table_dress
from desktop_app.views.custody.burst_columns import Col
from desktop_app.views.custody.burst_rows import BurstRows
from desktop_app.views.register.editors.choices import Source, found
from desktop_app.views.register.editors.completing import CompletingLine
from desktop_app.views.register.editors.line import ENTER, Line
from desktop_app.views.theme import px

Index = QModelIndex | QPersistentModelIndex
ROW = 28
_MARK = 172
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_CLOSE = QAbstractItemDelegate.EndEditHint.NoHint
Offer = Callable[[Col], Source | None]


class CellEditors(QStyledItemDelegate):
    """A line per cell; where words or names are known they are offered by first letters. ``gone_on``: Enter."""

    gone_on = Signal()

    def __init__(self, offer: Offer, parent: QWidget) -> None:
        super().__init__(parent)
        self._offer = offer

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002, N802
        rows = index.model()
        assert isinstance(rows, BurstRows)
        col = rows.columns[index.column() - 1]
        source = self._offer(col)
        line = Line(parent) if source is None or col.many else CompletingLine(source, lambda _key: 0, True, parent)
        line.setAccessibleName(col.label)
        line.setFrame(False)
        line.entered.connect(lambda: self._entered(line))
        line.carried.connect(lambda: self._carried(line, rows, index.row(), index.column() - 1))
        return line

    def _entered(self, line: Line) -> None:
        self.commitData.emit(line)
        self.closeEditor.emit(line, _CLOSE)
        self.gone_on.emit()

    def _carried(self, line: Line, rows: BurstRows, row: int, column: int) -> None:
        """.. means as above."""
        line.setText(rows.texts[row - 1][column] if row else "")
        self._entered(line)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:  # noqa: N802
        assert isinstance(model, BurstRows)
        assert isinstance(editor, Line)
        if isinstance(editor, CompletingLine):
            editor.take_offered()
        col = model.columns[index.column() - 1]
        source = self._offer(col)
        text = editor.text().strip()
        model.setData(index, _named(text, source, col) if source is not None else text)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802
        assert isinstance(editor, Line)
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002, N802
        box = option.rect  # type: ignore[attr-defined]
        box.setWidth(max(box.width(), px(120)))
        editor.setGeometry(box)

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802
        """Esc leaves the cell as it was; going elsewhere by mouse keeps what was typed; Enter is the line's own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and isinstance(watched, Line):
                if isinstance(watched, CompletingLine) and watched.listing:
                    watched.close_list()
                    return True
                self.closeEditor.emit(watched, _CLOSE)
                return True
            if event.key() in ENTER and not event.modifiers() & (CTRL | ALT):
                return False
        return bool(super().eventFilter(watched, event))  # type: ignore[arg-type]


def _named(text: str, source: Source, col: Col) -> str:
    """First letters as the words they mean: of one name, or of several parted by blanks and 、."""
    parts = [part for part in text.replace("、", " ").replace("，", " ").replace(",", " ").split() if part]
    if not col.many or not text.isascii():
        parts = [text] if text else []
    told = []
    for part in parts:
        met = found(part, source()) if part.isascii() and part.isalpha() else []
        told.append(met[0].label if met else part)
    return "、".join(told)


class BurstTable(QTableView):
    """One grid. ``pasted`` is Ctrl+V; ``at_cell`` tells where the cursor is; ``said`` what a key did."""

    pasted = Signal()
    at_cell = Signal()
    said = Signal(str)

    def __init__(self, rows: BurstRows, offer: Offer, name: str, last: str) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        table_dress.dress(self, name, ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setShowGrid(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.verticalHeader().show()
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.verticalHeader().setFixedWidth(px(40))
        self.editors = CellEditors(offer, self)
        self.editors.gone_on.connect(self.on)
        self.setItemDelegate(self.editors)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for at, wide in enumerate((_MARK, *(col.width for col in rows.columns))):
            self.setColumnWidth(at, px(wide))
        self._last = next(at for at, col in enumerate(rows.columns, 1) if col.name == last and not col.word)
        rows.modelReset.connect(lambda: self.go(0, 1))

    @property
    def cell(self) -> tuple[int, int]:
        """Row and column of the cursor; the first column is the mark."""
        here = self.currentIndex()
        return here.row(), here.column()

    def go(self, row: int, column: int) -> None:
        """The cursor in a cell."""
        row = min(max(0, row), self.rows.rowCount() - 1)
        at = self.rows.index(row, min(max(0, column), self.rows.columnCount() - 1))
        self.selectionModel().setCurrentIndex(at, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(at)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        self.at_cell.emit()

    def on(self) -> None:
        """Enter: the next cell; behind the last the next row, a new one at the end, at the first cell not carried."""
        row, column = self.cell
        if column < self._last:
            self.go(row, column + 1)
        elif any(self.rows.texts[row]):
            self.go(row + 1, self.first(row + 1))

    def first(self, row: int) -> int:
        """Where a row begins: an empty one behind what it takes over."""
        empty = row < self.rows.rowCount() and not any(self.rows.texts[row])
        return 2 if empty and (self.rows.begins or (row and self.rows.carries(0))) else 1

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, (row, column) = event.key(), self.cell
        if row < 0:
            super().keyPressEvent(event)
        elif key in ENTER and not held:
            self.on()
        elif (held == CTRL and key == Qt.Key.Key_D) or (not held and event.text() in ("'", "’", "‘")):
            self._ditto(row, column)
        elif not self._row_key(event, row, column, held):
            if held & (CTRL | ALT) or key == Qt.Key.Key_Escape or (Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35):
                event.ignore()
            else:
                super().keyPressEvent(event)

    def _row_key(self, event: QKeyEvent, row: int, column: int, held: Qt.KeyboardModifier) -> bool:
        """Keys about whole rows, and those of the clipboard."""
        deeds: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]] = {
            (Qt.Key.Key_V, CTRL): self.pasted.emit,
            (Qt.Key.Key_Z, CTRL): self._take_back,
            (Qt.Key.Key_D, CTRL | SHIFT): lambda: self._down(row, column),
            (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier): lambda: self._insert(row),
            (Qt.Key.Key_Delete, CTRL): lambda: self._remove(row, column),
            (Qt.Key.Key_Up, ALT): lambda: self._move(row, column, -1),
            (Qt.Key.Key_Down, ALT): lambda: self._move(row, column, 1),
            (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier): lambda: self.go(row, 1),
            (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier): lambda: self.edit(self.currentIndex()),
            (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): lambda: self._clear(row, column),
            (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier): lambda: self._clear(row, column),
        }
        deed = deeds.get((Qt.Key(event.key()), held))
        if deed is not None:
            deed()
        return deed is not None

    def _ditto(self, row: int, column: int) -> None:
        if column and self.rows.ditto(row, column - 1):
            self.on()

    def _down(self, row: int, column: int) -> None:
        if column:
            filled = self.rows.down(row, column - 1)
            self.said.emit(f"下面 {filled} 个空格填了“{self.rows.texts[row][column - 1]}”" if filled else "")

    def _take_back(self) -> None:
        here = self.cell
        if self.rows.take_back():
            self.go(*here)

    def _insert(self, row: int) -> None:
        self.rows.insert(row)
        self.go(row, 1)

    def _remove(self, row: int, column: int) -> None:
        self.rows.remove(row)
        self.go(min(row, self.rows.rowCount() - 1), column)

    def _move(self, row: int, column: int, by: int) -> None:
        if self.rows.move(row, by):
            self.go(row + by, column)

    def _clear(self, row: int, column: int) -> None:
        if self.rows.may_edit(row, column):
            self.rows.put(row, column - 1, "")

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """A Chinese word begun over a cell goes on in its line."""
        if event.preeditString() or event.commitString():
            self.edit(self.currentIndex())
            line = self.indexWidget(self.currentIndex()) or self.focusWidget()
            if isinstance(line, Line):
                line.clear()
                line.inputMethodEvent(event)
                if isinstance(line, CompletingLine):
                    line.suggest()
                return
        super().inputMethodEvent(event)


def offered(columns: Sequence[Col], make: Callable[[Col], Source | None]) -> Offer:
    """What is offered for each column, asked for once."""
    kept: dict[tuple[str, str], Source | None] = {}

    def offer(col: Col) -> Source | None:
        key = (col.name, col.word)
        if key not in kept:
            kept[key] = make(col)
        return kept[key]

    assert columns
    return offer
