"""The list of names of a sign-in dialog: a digit marks the name under the cursor, letters find a name."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop_app.rules.names import match
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import AttendanceState
from desktop_app.services.sign_in import CAUSES, Roll, Sign
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.register.editors.line import ENTER
from desktop_app.views.theme import Role, font, px
from desktop_app.views.tick_table import LEFT, RIGHT, Index, draw_ground, draw_text, dress

PATIENCE_MS = 1_500
"""After so long a letter begins another name."""

TONES = {AttendanceState.PRESENT: "green", AttendanceState.EXCUSED: "amber", AttendanceState.ABSENT: "red"}
KEYS = {
    Qt.Key.Key_1: AttendanceState.PRESENT,
    Qt.Key.Key_2: AttendanceState.EXCUSED,
    Qt.Key.Key_3: AttendanceState.ABSENT,
}


class Column(IntEnum):
    """The columns from left to right."""

    DEPARTMENT = 0
    NAME = 1
    STATE = 2
    CAUSE = 3
    HOURS = 4


HEADS = ("部门", "姓名", "签到", "事由", "本年学时")
_WIDTHS = (80, 150, 96, 0, 80)


class SignRows(QAbstractTableModel):
    """The names as texts; a department stands beside its first name only."""

    def __init__(self, roll: Roll) -> None:
        super().__init__()
        self.roll = roll

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.roll.signs)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return int(RIGHT if section == Column.HOURS else LEFT) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), Column(index.column()))
        return None

    def text(self, row: int, column: Column) -> str:
        """A cell in words."""
        sign = self.roll.signs[row]
        first = row == 0 or self.roll.signs[row - 1].department != sign.department
        texts = {
            Column.DEPARTMENT: sign.department if first else "",
            Column.NAME: sign.name,
            Column.STATE: str(sign.state or "—"),
            Column.CAUSE: sign.cause,
            Column.HOURS: points(self.roll.hours_of(sign)),
        }
        return texts[column]

    def show_roll(self, roll: Roll) -> None:
        """The list with other marks."""
        self.roll = roll
        if roll.signs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(roll.signs) - 1, len(Column) - 1))


class SignCells(QStyledItemDelegate):
    """Draws the cells: a pill for the mark, quiet text where there is none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rows = index.model()
        assert isinstance(rows, SignRows)
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        sign, column = rows.roll.signs[index.row()], Column(index.column())
        painter.save()
        draw_ground(painter, box, state, self.parent(), first=column is Column.DEPARTMENT)
        if column is Column.STATE and sign.state is not None:
            face = font(Role.PILL)
            inner = box.adjusted(px(8), 0, -px(8), 0)
            draw_pill(painter, inner, sign.state, TONES[sign.state], face, QFontMetrics(face))
        else:
            ink = "ink2" if column in (Column.DEPARTMENT, Column.HOURS) or sign.state is None else "ink"
            role = Role.KEY if column is Column.NAME else Role.BODY
            side = RIGHT if column is Column.HOURS else LEFT
            draw_text(painter, box, rows.text(index.row(), column), ink, role, side)
        painter.restore()


class SignTable(QTableView):
    """1 出勤, 2 请假 and then the digit of its cause, 3 缺席, Del takes the mark away; each goes on to the next name.

    ``marked`` carries officer, mark and cause; ``awaits`` says whether the digit of a cause is due; ``sought`` is what
    was typed to find a name and whether it was found; ``cause_asked``: 2 twice, the cause is typed.
    """

    marked = Signal(int, object, str)
    awaits = Signal(bool)
    sought = Signal(str, bool)
    cause_asked = Signal(int)
    left = Signal()

    def __init__(self, rows: SignRows) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setItemDelegate(SignCells(self))
        dress(self, "签到表")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for at, wide in enumerate(_WIDTHS):
            self.setColumnWidth(at, px(wide))
        heads.setSectionResizeMode(Column.CAUSE, QHeaderView.ResizeMode.Stretch)
        self.awaiting = False
        self._typed = ""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._forget)

    @property
    def sign(self) -> Sign | None:
        """The name under the cursor."""
        row = self.currentIndex().row()
        return self.rows.roll.signs[row] if row >= 0 else None

    def go(self, row: int) -> None:
        """The cursor on a name."""
        if 0 <= row < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(row, Column.NAME))

    def on(self) -> None:
        """To the next name; below the last, ``left``."""
        row = self.currentIndex().row()
        if row + 1 < self.rows.rowCount():
            self.go(row + 1)
        else:
            self.left.emit()

    def _forget(self) -> None:
        self._typed = ""

    def await_cause(self, awaiting: bool) -> None:
        """Whether the next digit is a cause."""
        self.awaiting = awaiting
        self._typed = ""
        self.awaits.emit(awaiting)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, sign, text = event.key(), self.sign, event.text()
        if held & ~Qt.KeyboardModifier.ShiftModifier or (key == Qt.Key.Key_Escape and not self.awaiting):
            event.ignore()
        elif key == Qt.Key.Key_Escape:
            self.await_cause(False)
        elif sign is None:
            super().keyPressEvent(event)
        elif self.awaiting and self._cause(key, sign):
            pass
        elif key in KEYS:
            self._mark(KEYS[Qt.Key(key)], sign)
        elif key in ENTER:
            self._enter(sign)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0):
            self._put(sign, None)
        elif text and (text.isalpha() and text.isprintable()):
            self._seek(text)
        else:
            self.await_cause(False)
            super().keyPressEvent(event)

    def _mark(self, state: AttendanceState, sign: Sign) -> None:
        if state is AttendanceState.EXCUSED:
            self.marked.emit(sign.officer_id, state, "")
            self.await_cause(True)
        else:
            self._put(sign, state)

    def _cause(self, key: int, sign: Sign) -> bool:
        """The digit of a cause: 1 the first; 0 asks for another one to be typed."""
        at = key - Qt.Key.Key_1
        if key == Qt.Key.Key_0:
            self.await_cause(False)
            self.cause_asked.emit(sign.officer_id)
        elif 0 <= at < len(CAUSES):
            self._put(sign, AttendanceState.EXCUSED, CAUSES[at])
        else:
            return False
        return True

    def _enter(self, sign: Sign) -> None:
        """Enter: an unmarked name was there; a marked one stays as it is."""
        if sign.state is None:
            self._put(sign, AttendanceState.PRESENT)
        else:
            self.await_cause(False)
            self.on()

    def _put(self, sign: Sign, state: AttendanceState | None, cause: str = "") -> None:
        self.await_cause(False)
        self.marked.emit(sign.officer_id, state, cause)
        self.on()

    def _seek(self, text: str) -> None:
        """Letters go to the next name they meet: initials, pinyin or characters."""
        typed = self._typed + text
        self.await_cause(False)
        self._typed = typed
        self._clock.start(PATIENCE_MS)
        signs, here = self.rows.roll.signs, max(0, self.currentIndex().row())
        order = [*range(here, len(signs)), *range(here)]
        found = next((at for at in order if _begins(self._typed, signs[at].name)), None)
        self.sought.emit(self._typed, found is not None)
        if found is not None:
            self.go(found)


def _begins(typed: str, name: str) -> bool:
    met = match(typed, name)
    return met is not None and met.start == 0
