"""The grid of a marking sheet: dossiers down, judges across; typing marks, Tab over what is barred, F6 chooses."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.services.award_sheets import AwardLine, Judge
from desktop_app.views.award_sheet import Marking
from desktop_app.views.contest_table import VoteLine
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.register.editors.line import ENTER
from desktop_app.views.theme import Role, colour, font, px
from desktop_app.views.tick_table import LEFT, RIGHT, Index, draw_ground, draw_text, dress

CODE, KIND, FIRST = 0, 1, 2
"""Blind number, type of case; then one column a judge, behind them what follows of the marks."""

BEHIND = ("人数", "平均分", "名次", "评定")
_WIDTHS = (64, 0, 72, 60, 72, 56, 84)


class AwardRows(QAbstractTableModel):
    """The lines of the sheet as texts."""

    def __init__(self, marking: Marking) -> None:
        super().__init__()
        self.marking = marking
        self.named = False

    @property
    def judges(self) -> tuple[Judge, ...]:
        return self.marking.judges

    def judge(self, column: int) -> Judge | None:
        """The judge of a column; None for the others."""
        return self.judges[column - FIRST] if FIRST <= column < FIRST + len(self.judges) else None

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.marking.lines)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else FIRST + len(self.judges) + len(BEHIND)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            heads = ("盲号", "案件" if self.named else "案件类型", *(one.name for one in self.judges), *BEHIND)
            return heads[section]
        left = section in (KIND, self.columnCount() - 1)
        return int(LEFT if left else RIGHT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, judge = self.marking.lines[index.row()], self.judge(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(line, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            why = self.marking.barred(line, judge) if judge is not None else ""
            return f"应回避：{why}" if why else self.text(line, index.column())
        return None

    def text(self, line: AwardLine, column: int) -> str:
        """A cell in words."""
        judge = self.judge(column)
        if judge is not None:
            return self.marking.text(line, judge)
        if column in (CODE, KIND):
            named = f"{line.name}　{line.department}　{line.handler}" if self.named else line.kind
            return line.code or "待编" if column == CODE else named
        counted = sum(map(self.marking.now.fits, line.points.values()))
        mean = f"{line.averaged.mean}" if line.averaged.mean is not None else ""
        rank = "" if line.rank is None else f"{line.rank}{' 并列' if line.tied else ''}"
        return (str(counted), mean, rank, "优秀" if line.id in self.marking.chosen else "")[
            column - FIRST - len(self.judges)
        ]

    def left_out(self, line: AwardLine, judge: Judge) -> bool:
        """Whether a mark is left out as the highest or the lowest; of equal marks the first one is."""
        given = line.points.get(judge.id)
        out = line.averaged.left_out
        if given is None or given not in out:
            return False
        alike = [id_ for id_, mark in line.points.items() if mark == given]
        return alike.index(judge.id) < out.count(given)

    def renew(self) -> None:
        """Something was filled in: all rows anew."""
        if self.marking.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rebuild(self) -> None:
        """Other judges: other columns."""
        self.beginResetModel()
        self.endResetModel()


class AwardCells(QStyledItemDelegate):
    """Draws the cells: hatched where a judge is barred, red what cannot be taken, amber ties and missing marks."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = index.model()
        assert isinstance(rows, AwardRows)
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        line, judge = rows.marking.lines[index.row()], rows.judge(index.column())
        painter.save()
        current = bool(state & QStyle.StateFlag.State_Selected)
        draw_ground(painter, box, QStyle.StateFlag.State_None, self.parent(), first=False)
        if judge is not None and rows.marking.barred(line, judge):
            painter.fillRect(box.adjusted(0, 0, -1, -1), QBrush(colour("line"), Qt.BrushStyle.BDiagPattern))
        elif judge is not None:
            self._mark(painter, box, rows, line, judge)
        else:
            self._behind(painter, box, rows, line, index.column())
        if current and judge is not None:
            painter.setPen(QPen(colour("blue7" if _focused(self.parent()) else "field"), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        painter.restore()

    def _mark(self, painter: QPainter, box: QRect, rows: AwardRows, line: AwardLine, judge: Judge) -> None:
        now = rows.marking.now
        bad = (line.id, judge.id) in rows.marking.bad or bool(now.barred(line, judge))
        bad = bad or not now.fits(line.points.get(judge.id, 0))
        out = rows.left_out(line, judge)
        ink = "red7" if bad else "ink3" if out else "ink"
        text = rows.marking.text(line, judge)
        draw_text(painter, box, f"({text})" if out else text, ink, Role.KEY, RIGHT)

    def _behind(self, painter: QPainter, box: QRect, rows: AwardRows, line: AwardLine, column: int) -> None:
        text, at = rows.text(line, column), column - FIRST - len(rows.judges)
        if at == len(BEHIND) - 1 and text:
            face = font(Role.PILL)
            draw_pill(painter, box.adjusted(px(8), 0, -px(8), 0), text, "green", face, QFontMetrics(face))
            return
        amber = (at == 0 and rows.marking.now.short(line)) or (at == 2 and line.tied)
        role = Role.KEY if column == CODE or at in (1, 2) else Role.BODY
        draw_text(painter, box, text, "amber7" if amber else "ink", role, LEFT if column == KIND else RIGHT)


def _focused(view: object) -> bool:
    return isinstance(view, QWidget) and view.hasFocus()


class MarkLine(VoteLine):
    """A mark being typed over its cell, without the input method. ``tabbed``: which way Tab ended it, 0 for Enter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tabbed = 0
        self.setAccessibleName("评分")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAlignment(RIGHT)

    def begin(self, box: QRect, text: str, *, select: bool) -> None:
        self.tabbed = 0
        super().begin(box.adjusted(px(24), 0, 0, 0), text, select=select)

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: N802
        """Tab ends the typing and goes on in the grid; Qt also asks this of a line that is being hidden."""
        if self._open:
            self.tabbed = 1 if onward else -1
            self._close(keep=True)
        return True


class AwardTable(QTableView):
    """``typed`` carries row, column and text; ``choose`` a row; ``left``: Enter below the last mark."""

    typed = Signal(int, int, str)
    choose = Signal(int)
    left = Signal()

    def __init__(self, rows: AwardRows) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setItemDelegate(AwardCells(self))
        dress(self, "评分表")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.typing = MarkLine(self.viewport())
        self.typing.kept.connect(self._keep)
        self.typing.dropped.connect(self.setFocus)
        self.fit()

    def fit(self) -> None:
        """Widths for the judges there are."""
        heads, judges = self.horizontalHeader(), len(self.rows.judges)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(px(40))
        for at, wide in enumerate((*_WIDTHS[:FIRST], *[_WIDTHS[FIRST]] * judges, *_WIDTHS[FIRST + 1 :])):
            self.setColumnWidth(at, px(wide or 120))
        heads.setSectionResizeMode(KIND, QHeaderView.ResizeMode.Stretch)

    # where the cursor goes

    def _cells(self, *, down: bool) -> Iterator[tuple[int, int]]:
        """Cells that take a mark, judge by judge (down) or dossier by dossier."""
        columns = range(FIRST, FIRST + len(self.rows.judges))
        lines = range(self.rows.rowCount())
        every = ((r, c) for c in columns for r in lines) if down else ((r, c) for r in lines for c in columns)
        return (cell for cell in every if self._open(*cell))

    def _open(self, row: int, column: int) -> bool:
        judge = self.rows.judge(column)
        return judge is not None and not self.rows.marking.barred(self.rows.marking.lines[row], judge)

    def at(self) -> tuple[int, int]:
        """Row and column of the cursor."""
        return self.currentIndex().row(), self.currentIndex().column()

    def go(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.rows.index(row, column))
        self.scrollTo(self.rows.index(row, column))

    def go_first(self) -> None:
        """The first cell still without a mark, judge by judge; else the first."""
        cells = list(self._cells(down=True))
        marking = self.rows.marking
        empty = (c for c in cells if not marking.text(marking.lines[c[0]], self.rows.judges[c[1] - FIRST]))
        if cells:
            self.go(*next(empty, cells[0]))

    def step(self, by: int, *, down: bool) -> bool:
        """To the next or last cell that takes a mark; False at the end."""
        cells, here = list(self._cells(down=down)), self.at()
        order = [(c, r) if down else (r, c) for r, c in cells]
        own = here[::-1] if down else here
        beyond = [cell for cell, key in zip(cells, order, strict=True) if (key > own if by > 0 else key < own)]
        if not beyond:
            return False
        self.go(*(beyond[0] if by > 0 else beyond[-1]))
        return True

    # typing

    def begin(self, text: str = "") -> None:
        """Type the mark of the current cell, over what stands there or from a first digit."""
        row, column = self.at()
        judge = self.rows.judge(column)
        if row < 0 or judge is None:
            return
        if not self._open(row, column):
            self.typed.emit(row, column, text or "0")
            return
        given = self.rows.marking.text(self.rows.marking.lines[row], judge)
        self.typing.begin(self.visualRect(self.rows.index(row, column)), text or given, select=not text)

    def _keep(self, text: str) -> None:
        self.setFocus()
        row, column = self.at()
        self.typed.emit(row, column, text)
        judge = self.rows.judge(column)
        bad = judge is not None and (self.rows.marking.lines[row].id, judge.id) in self.rows.marking.bad
        by = self.typing.tabbed
        if not bad and not self.step(by or 1, down=not by):
            self.left.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and self.rows.judge(at.column()) is not None:
            self.begin()
        elif at.isValid() and at.column() == self.rows.columnCount() - 1:
            self.choose.emit(at.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, (row, column) = event.key(), self.at()
        if key == Qt.Key.Key_Escape or held & ~Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        elif key == Qt.Key.Key_F6 and row >= 0:
            self.choose.emit(row)
        elif key in ENTER:
            if not self.step(1, down=True):
                self.left.emit()
        elif key == Qt.Key.Key_F2:
            self.begin()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self.typed.emit(row, column, "")
        elif event.text() and (event.text().isdecimal() or event.text() in ".．"):
            self.begin(event.text())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: N802
        """Tab goes to the right, over barred cells; past the ends the focus goes on."""
        return self.step(1 if onward else -1, down=False) or super().focusNextPrevChild(onward)
