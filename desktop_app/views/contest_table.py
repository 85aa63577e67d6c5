"""The table of a contest: candidates of one class by rank; Space puts forward, typing records votes, F6 chooses."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import BestWorst
from desktop_app.views.contest_sheet import Line, Sheet
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.register.editors.line import ENTER
from desktop_app.views.register.editors.line import Line as Typing
from desktop_app.views.theme import Role, font, px
from desktop_app.views.tick_table import LEFT, RIGHT, Index, draw_box, draw_ground, draw_text, dress


class Column(IntEnum):
    """The columns from left to right."""

    BOX = 0
    RANK = 1
    CASE = 2
    NAME = 3
    DEPARTMENT = 4
    HANDLER = 5
    SCORE = 6
    GRADE = 7
    FINDINGS = 8
    SERIOUS = 9
    WHY = 10
    VOTES = 11
    CHOSEN = 12


HEADS = (
    "提名",
    "名次",
    "受案号",
    "案件名称",
    "部门",
    "承办人",
    "得分",
    "等次",
    "问题",
    "严重",
    "排序依据",
    "得票",
    "评定",
)
_WIDTHS = (40, 44, 236, 0, 48, 64, 48, 60, 44, 44, 136, 136, 76)
_RIGHT = frozenset({Column.RANK, Column.SCORE, Column.FINDINGS, Column.SERIOUS})


class ContestRows(QAbstractTableModel):
    """The lines of one class as texts."""

    def __init__(self, sheet: Sheet, names: dict[int, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet, self.names = sheet, names
        self.category = BestWorst.BEST

    @property
    def lines(self) -> list[Line]:
        return self.sheet.lines[self.category]

    def show_class(self, category: BestWorst) -> None:
        self.beginResetModel()
        self.category = category
        self.endResetModel()

    def renew(self) -> None:
        """Something was filled in: all rows anew, as equals may have come or gone."""
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(Column) - 1))

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return int(RIGHT if section in _RIGHT else LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(line, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.BOX:
            return "已提名" if line.nominated else "未提名"
        return None

    def text(self, line: Line, column: Column) -> str:
        """A cell in words."""
        texts = {
            Column.RANK: str(line.rank or "—"),
            Column.CASE: line.case_no,
            Column.NAME: line.name,
            Column.DEPARTMENT: line.department,
            Column.HANDLER: line.handler,
            Column.SCORE: points(line.score) if line.score is not None else "",
            Column.GRADE: line.grade,
            Column.FINDINGS: str(line.findings) if line.rank else "",
            Column.SERIOUS: str(line.serious) if line.rank else "",
            Column.WHY: line.why,
            Column.VOTES: self._votes(line),
            Column.CHOSEN: str(line.category) if line.chosen else "",
        }
        return texts.get(column, "")

    def _votes(self, line: Line) -> str:
        if line.bad:
            return line.bad
        if not line.nominated or line.votes is None:
            return ""
        tied = " 同票" if self.sheet.tied(line) else ""
        judges = "、".join(self.names.get(id_, "") for id_ in line.judges)
        return f"{line.votes} 票{tied}{f'　{judges}' if judges else ''}"

    def typed(self, line: Line) -> str:
        """Votes as they are typed."""
        if line.bad:
            return line.bad
        judges = "、".join(self.names.get(id_, "") for id_ in line.judges)
        return judges or ("" if line.votes is None else str(line.votes))


class ContestCells(QStyledItemDelegate):
    """Draws the cells: box, pill of the chosen ones, votes in ink, amber for equals, red for what cannot be read."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = index.model()
        assert isinstance(rows, ContestRows)
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        line, column = rows.lines[index.row()], Column(index.column())
        painter.save()
        draw_ground(painter, box, state, self.parent(), first=column is Column.BOX)
        if column is Column.BOX:
            draw_box(painter, box, line.nominated)
        elif column is Column.CHOSEN and line.chosen:
            face = font(Role.PILL)
            inner = box.adjusted(px(8), 0, -px(8), 0)
            tone = "green" if line.category is BestWorst.BEST else "blue"
            draw_pill(painter, inner, str(line.category), tone, face, QFontMetrics(face))
        else:
            self._text(painter, box, rows, line, column)
        painter.restore()

    def _text(self, painter: QPainter, box: QRect, rows: ContestRows, line: Line, column: Column) -> None:
        ink = "ink" if line.nominated or column in (Column.CASE, Column.NAME) else "ink2"
        if column is Column.VOTES:
            ink = "red7" if line.bad else "amber7" if rows.sheet.tied(line) else "ink"
        role = Role.KEY if column is Column.CASE or (column is Column.VOTES and line.nominated) else Role.BODY
        draw_text(painter, box, rows.text(line, column), ink, role, RIGHT if column in _RIGHT else LEFT)


class VoteLine(Typing):
    """Votes being typed over their cell. ``kept`` carries the text; Esc gives it up: ``dropped``."""

    kept = Signal(str)
    dropped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("得票")
        self._open = False
        self.entered.connect(lambda: self._close(keep=True))
        self.gone.connect(lambda: self._close(keep=True))
        self.hide()

    def begin(self, box: QRect, text: str, *, select: bool) -> None:
        self.setGeometry(box.adjusted(-px(24), 0, 0, 0))
        self.setText(text)
        self._open = True
        self.show()
        self.setFocus()
        if select:
            self.selectAll()

    def _close(self, *, keep: bool) -> None:
        if self._open:
            self._open = False
            self.hide()
            if keep:
                self.kept.emit(self.text())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if _is_escape(event):
            self._close(keep=False)
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


def _is_escape(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape


class ContestTable(QTableView):
    """``nominate``, ``choose`` carry a row; ``voted`` a row and what was typed. ``left``: Enter below the last case."""

    nominate = Signal(int)
    choose = Signal(int)
    voted = Signal(int, str)
    left = Signal()

    def __init__(self, rows: ContestRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.setModel(rows)
        self.setItemDelegate(ContestCells(self))
        dress(self, "候选案件")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(1)
        for at, wide in enumerate(_WIDTHS):
            self.setColumnWidth(at, px(wide))
        heads.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.typing = VoteLine(self.viewport())
        self.typing.kept.connect(self._keep)
        self.typing.dropped.connect(self.setFocus)

    def row(self) -> int:
        """The row of the cursor, -1 for none."""
        return self.currentIndex().row()

    def go(self, row: int) -> None:
        if 0 <= row < len(self.rows.lines):
            self.setCurrentIndex(self.rows.index(row, Column.NAME))

    def begin(self, text: str = "") -> None:
        """Type the votes of the current row, over what stands there or from a first letter."""
        row = self.row()
        if row < 0:
            return
        line = self.rows.lines[row]
        if not line.nominated:
            self.voted.emit(row, text)
            return
        index = self.rows.index(row, Column.VOTES)
        self.scrollTo(index)
        self.typing.begin(self.visualRect(index), text or self.rows.typed(line), select=not text)

    def _keep(self, text: str) -> None:
        self.setFocus()
        row = self.row()
        self.voted.emit(row, text)
        if not self.rows.lines[row].bad:
            self.go(self._next() or row)

    def _next(self) -> int | None:
        """The next case put forward below the cursor; None behind the last."""
        return next((at for at, line in enumerate(self.rows.lines) if line.nominated and at > self.row()), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() == Column.BOX:
            self.nominate.emit(at.row())
        elif at.isValid() and at.column() == Column.CHOSEN:
            self.choose.emit(at.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() == Column.VOTES:
            self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, row = event.key(), self.row()
        if held & ~Qt.KeyboardModifier.ShiftModifier or key == Qt.Key.Key_Escape:
            event.ignore()
        elif key == Qt.Key.Key_Space and row >= 0:
            self.nominate.emit(row)
        elif key == Qt.Key.Key_F6 and row >= 0:
            self.choose.emit(row)
        elif key in (*ENTER, Qt.Key.Key_F2):
            self._enter(row)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self.voted.emit(row, "")
        elif event.text().isalnum():
            self.begin(event.text())
        else:
            super().keyPressEvent(event)

    def _enter(self, row: int) -> None:
        """Enter: the votes of a case put forward; on another, on to the next that is; below the last, ``left``."""
        later = self._next()
        if row >= 0 and self.rows.lines[row].nominated:
            self.begin()
        elif later is not None:
            self.go(later)
        else:
            self.left.emit()
