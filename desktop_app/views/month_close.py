"""月结: tabs down, months across; Enter closes a month after telling what stands against it, or opens it again."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QListWidget,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.figures.engine import Question, by_kind
from desktop_app.figures.month_drift import Drift, Drifted, drifted
from desktop_app.models.whole import MonthClose
from desktop_app.registers.month_closes import MONTH_CLOSES
from desktop_app.registers.spec import Field
from desktop_app.rules.month_close import TABS, CloseState
from desktop_app.rules.periods import Period
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.month_close import Against, Month, against, close, reopen, standing, to_close
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal
from desktop_app.views import table_dress
from desktop_app.views.bus import Bus
from desktop_app.views.controls import DANGER, PRIMARY, label, rule
from desktop_app.views.dialogs import Dialog, tell
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.theme import Role, colour, font, px

Index = QModelIndex | QPersistentModelIndex
TITLE = "月结"
MARKS: Mapping[CloseState, tuple[str, str]] = {
    CloseState.CLOSED: ("■", "green7"),
    CloseState.REOPENED: ("◆", "amber7"),
    CloseState.OPEN: ("□", "ink"),
    CloseState.AHEAD: ("·", "ink2"),
}
"""Shape and colour of a state, beside its word."""
_ROW, _NAME, _MONTH, _MOST = 34, 104, 96, 10
"""Design pixels of a row, of the names and of a month; months seen at once."""
_TALL = 200
_LINES = 96
"""Design pixels of the list of what moved."""
MOVED = ("▲ 数字变了", "amber7")
"""What a closed month shows whose figures are others now."""


class Months(QAbstractTableModel):
    """Tabs down, months across."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Sequence[Month]] = ()
        self.moved: dict[int, Drifted] = {}

    def fill(self, found: Mapping[str, Sequence[Month]], moved: Sequence[Drifted] = ()) -> None:
        """Show how every month stands now, and which closed ones say otherwise than they did."""
        self.beginResetModel()
        self.rows = list(found.values())
        self.moved = {one.id: one for one in moved}
        self.endResetModel()

    def drift(self, month: Month) -> tuple[Drift, ...]:
        """The figures of a closed month that are others now."""
        found = self.moved.get(int((month.row or {}).get("id", 0))) if month.state is CloseState.CLOSED else None
        return found.figures if found is not None else ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() or not self.rows else len(self.rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        month = self.rows[index.row()][index.column()]
        moved = bool(self.drift(month))
        if role == Qt.ItemDataRole.DisplayRole:
            return MOVED[0] if moved else f"{MARKS[month.state][0]} {month.state}"
        said = f"{month.called} {month.state}{'，数字变了' if moved else ''}"
        return said if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if way == Qt.Orientation.Vertical:
            return TABS[self.rows[section][0].tab]
        return _short(self.rows[0][section].period, section == 0)


def _short(month: Period, first: bool) -> str:
    """12月 of the year before with its year, the others alone."""
    return month.label if first or month.first.month == 1 else f"{month.first.month}月"


class _Cells(QStyledItemDelegate):
    """Shape, word and colour of a state; the chosen cell framed."""

    def __init__(self, months: Months, view: QTableView) -> None:
        super().__init__(view)
        self._months, self._view = months, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        month = self._months.rows[index.row()][index.column()]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, colour("blue1" if chosen else "surface"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, colour("soft"))
        if chosen:
            painter.setPen(colour("blue7" if self._view.hasFocus() else "field"))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.setFont(font(Role.BODY))
        painter.setPen(colour((MOVED if self._months.drift(month) else MARKS[month.state])[1]))
        painter.drawText(box.adjusted(px(8), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()


class MonthTable(QTableView):
    """The table itself. ``asked``: Enter or a double click on a month."""

    asked = Signal()

    def __init__(self, months: Months) -> None:
        super().__init__()
        self.setModel(months)
        self.setItemDelegate(_Cells(months, self))
        table_dress.dress(self, TITLE, _ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.horizontalHeader().setDefaultSectionSize(px(_MONTH))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().show()
        self.verticalHeader().setFixedWidth(px(_NAME))
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(lambda _index: self.asked.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_PAD:
            self.asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


_PAD = Qt.KeyboardModifier.KeypadModifier


class MovedList(QListWidget):
    """The figures of a closed month that are others now, a sentence each. ``asked`` carries the one to be opened."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("结账后变动的数字")
        self.setProperty("frame", "box")
        self.setFixedHeight(px(_LINES))
        self.found: tuple[Drift, ...] = ()
        self.itemDoubleClicked.connect(lambda _item: self._ask())
        self.hide()

    def show_figures(self, found: tuple[Drift, ...]) -> None:
        """These, and nothing where there are none."""
        self.found = found
        self.clear()
        self.addItems([f"▲ {one.said}" for one in found])
        self.setCurrentRow(0 if found else -1)
        self.setVisible(bool(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_PAD:
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if 0 <= self.currentRow() < len(self.found):
            self.asked.emit(self.found[self.currentRow()])


class MonthCloseDialog(Dialog):
    """月结: how every month of every tab stands; what is done here is told on ``bus``."""

    def __init__(self, parent: QWidget | None, desk: Desk, bus: Bus, tab: str = "") -> None:
        super().__init__(parent, TITLE, 640)
        self.desk, self.bus = desk, bus
        self.known, self.recent = Known(desk), Recent()
        self.months = Months()
        self.table = MonthTable(self.months)
        self.told = label("", "label")
        self.told.setWordWrap(True)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.told)
        self.moved = MovedList()
        self.moved.asked.connect(self.open_rows)
        self.body.addWidget(self.moved)
        self.hint("Enter", "结账、反结账")
        self.hint("", "结了账的月份不能再改，反结账要写明原因")
        self.add_cancel("关闭")
        self.table.asked.connect(self.act)
        self._fill()
        if self.months.moved:
            self.hint("Tab", "到变动的数字，Enter 打开记录")
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self._begin(tab)
        self._fit()

    def _fill(self) -> None:
        with self.desk.facts() as facts:
            asked = Question(facts.session, facts.today)
            tabs = dict.fromkeys(one.tab for one in drifted(asked, last=True))
            self.months.fill(standing(facts), [one for tab in tabs for one in drifted(asked, tab=tab)])

    def _begin(self, tab: str) -> None:
        """On the tab shown, at its first month that waits to be closed."""
        tabs = list(TABS)
        row = tabs.index(tab) if tab in tabs else 0
        over = [at for at, one in enumerate(self.months.rows[row]) if one.state is not CloseState.AHEAD]
        waits = [at for at in over if self.months.rows[row][at].state is not CloseState.CLOSED]
        self._go(row, waits[-1] if waits else over[-1] if over else 0)

    def _go(self, row: int, column: int) -> None:
        self.table.setCurrentIndex(self.months.index(row, column))
        self.table.setFocus()
        self._tell()

    def _fit(self) -> None:
        shown = min(self.months.columnCount(), _MOST)
        self.table.setMinimumWidth(px(_NAME + _MONTH * shown) + 2 * self.table.frameWidth() + 2)
        high = self.table.horizontalHeader().sizeHint().height() + px(_ROW) * self.months.rowCount()
        self.table.setMinimumHeight(high + 2 * self.table.frameWidth() + px(4))

    @property
    def month(self) -> Month:
        """The month the cursor is on."""
        at = self.table.currentIndex()
        return self.months.rows[at.row()][at.column()]

    def _tell(self) -> None:
        with self.desk.facts() as facts:
            self.told.setText(_said(facts, self.month))
        self.moved.show_figures(self.months.drift(self.month))

    def open_rows(self, one: Drift) -> None:
        """The records behind a figure that moved, in their tab; the dialog makes room for them."""
        kinds = by_kind(one.rows)
        if not kinds:
            self.say("没有要看的记录", "note")
            return
        kind, ids = next(iter(kinds.items()))
        self.accept()
        self.bus.open_records.emit(kind, tuple(ids), f"结账后变动：{one.said}")

    def act(self) -> None:
        """Close the month the cursor is on, or open it again."""
        month, at = self.month, self.table.currentIndex()
        try:
            dialog = self._asking(month)
        except Refusal as refused:
            tell(self, TITLE, refused.said)
            return
        done = dialog.exec() == QDialog.DialogCode.Accepted
        outcome = dialog.outcome if done else None
        dialog.deleteLater()
        if outcome is not None:
            self.known.forget()
            self._fill()
            self._go(at.row(), at.column())
            self.bus.committed.emit(outcome)

    def _asking(self, month: Month) -> "VerbDialog":
        kind = ReopenDialog if month.state is CloseState.CLOSED else CloseDialog
        return kind(self, self.known, self.recent, month)


def _said(facts: Facts, month: Month) -> str:
    """What is known of a month in a line."""
    row = month.row or {}
    if month.state is CloseState.CLOSED:
        who = facts.label("officer", row.get("closer_id"))
        waived = "，有未了事项照结" if row.get("note") else ""
        return f"{month.called} {row['closed_on']} 结账{f'，{who}' if who else ''}{waived}。历史 {row['entries']} 条"
    if month.state is CloseState.REOPENED:
        return f"{month.called} {row['reopened_on']} 反结账：{row['reason']}。改完重新结账"
    return f"{month.called} {month.state}"


class CloseDialog(VerbDialog):
    """结账: what stands against it month by month; with anything open, why it is closed all the same."""

    WHY = Field(MonthClose.note, "照结原因", required=True, lines=2, stretch=True)

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, month: Month) -> None:
        super().__init__(parent, "结账", known, recent, 600)
        self.month = month
        with known.facts() as facts:
            self.wanted = to_close(facts, month.tab, month.period)
            self.left = {one: against(facts, month.tab, one) for one in self.wanted}
        number = sum(len(every) for every in self.left.values())
        self.body.addWidget(label(f"{month.called}结账", "title"))
        self.body.addWidget(label("结账后，这个月里登记的内容不能再改、不能删，也不能再登记这个月的。", "label"))
        if len(self.wanted) > 1:
            self.body.addWidget(
                label(f"◆ {self.wanted[0].label}起 {len(self.wanted) - 1} 个月还没结，一起结", "caution")
            )
        self.body.addWidget(rule())
        if number:
            self.body.addWidget(label(f"未了 {number} 项", "strong"))
            self.body.addWidget(_list(self.left, len(self.wanted) > 1))
            self.body.addWidget(self.seat_fields((self.WHY,)))
            self.hint("", "办完再结，或写明为什么照结；原因随月结记录留存")
        else:
            self.body.addWidget(label("没有未了事项。", "label"))
        self.body.addStretch(1)
        self.add_cancel("不结")
        self.verb = self.add_button("照结" if number else "结账", "Ctrl+Enter", self.carry_out, PRIMARY)
        if number:
            self.seats[MonthClose.note.key].editor.take_focus()
        else:
            self.verb.setFocus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        why = str(values.get(MonthClose.note.key) or "")
        return close(self.known.desk, MONTH_CLOSES, self.month.tab, self.month.period, why, earlier=True)


def _list(left: Mapping[Period, Sequence[Against]], several: bool) -> QWidget:
    """What stands against it, to be scrolled through where it is much."""
    inner = QWidget()
    inner.setProperty("ground", "surface")
    rows = QVBoxLayout(inner)
    rows.setContentsMargins(0, 0, px(8), 0)
    rows.setSpacing(px(4))
    for month, found in left.items():
        for one in found:
            said = label(f"◆ {f'{month.label}：' if several else ''}{one.said}", "caution")
            said.setWordWrap(True)
            rows.addWidget(said)
    rows.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inner)
    inner.ensurePolished()
    area.setFixedHeight(min(px(_TALL), max(px(28), inner.sizeHint().height())))
    return area


class ReopenDialog(VerbDialog):
    """反结账: why, and who allowed it; the next bulletin's internal copy tells it."""

    FIELDS = (
        Field(MonthClose.reason, "原因", required=True, lines=2, stretch=True),
        Field(MonthClose.approver_id, "批准人", required=True),
    )

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent, month: Month) -> None:
        super().__init__(parent, "反结账", known, recent, 560)
        self.month = month
        self.body.addWidget(label(f"{month.called}反结账", "title"))
        said = label("反结账后这个月又可以改。下一份通报的内部留存稿会写明这次反结账。", "label")
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.body.addWidget(rule())
        self.body.addWidget(self.seat_fields(self.FIELDS))
        self.body.addStretch(1)
        self.hint("Enter", "下一项")
        self.add_cancel("不反结账")
        self.verb = self.add_button("反结账", "Ctrl+Enter", self.carry_out, DANGER)
        self.seats[MonthClose.reason.key].editor.take_focus()

    def act(self, values: Mapping[str, Any]) -> Outcome:
        desk, month = self.known.desk, self.month
        return reopen(desk, MONTH_CLOSES, month.tab, month.period, str(values["reason"]), values["approver_id"])


def close_months(window: QWidget, desk: Desk, bus: Bus, tab: str) -> None:
    """月结, beginning at the tab shown."""
    dialog = MonthCloseDialog(window, desk, bus, tab)
    dialog.exec()
    dialog.deleteLater()
