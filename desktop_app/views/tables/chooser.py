"""Choosing a table (选表): the saved ones narrowed by words or initials, and what is counted by what."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.figures import cross_bases
from desktop_app.rules.search import search_text, words
from desktop_app.services.saved_tables import Wanted, fitting
from desktop_app.views.controls import label
from desktop_app.views.step_list import STEPS, step
from desktop_app.views.text import TAB_NAMES
from desktop_app.views.theme import px

NO_COLUMNS = "（只列合计）"


class TableList(QWidget):
    """The saved tables under a box that narrows them. ``chosen`` carries one, ``done`` says Enter."""

    chosen = Signal(object)
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        self.box = FindBox()
        self.box.setPlaceholderText("找表：词或首字母")
        self.box.setAccessibleName("找表")
        self.list = QListWidget()
        self.list.setProperty("frame", "box")
        self.list.setAccessibleName("统计表")
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        self.tables: Sequence[Wanted] = ()
        self.box.textChanged.connect(self._narrow)
        self.box.stepped.connect(partial(step, self.list))
        self.box.returnPressed.connect(self.done)
        self.list.itemActivated.connect(lambda _item: self.done.emit())
        self.list.currentRowChanged.connect(self._tell)
        self.setFocusProxy(self.box)

    def load(self, tables: Sequence[Wanted], number: str = "") -> None:
        """Show these, the one of that number under the cursor; it is not told as chosen."""
        self.list.blockSignals(True)
        self.list.clear()
        self.tables = tables
        for one in tables:
            item = QListWidgetItem(one.title)
            item.setToolTip(f"{one.number}　{one.title}")
            self.list.addItem(item)
        at = next((at for at, one in enumerate(tables) if one.number == number), -1)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    def let_go(self) -> None:
        """None of them is chosen any more."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)

    def _narrow(self, typed: str) -> None:
        """Only those whose words or initials are typed; the first of them is chosen."""
        asked = words(typed)
        first = -1
        for row, one in enumerate(self.tables):
            told = search_text([one.number], [one.title])
            shown = all(word in told for word in asked)
            self.list.item(row).setHidden(not shown)
            first = row if first < 0 and shown else first
        if asked and first >= 0:
            self.list.setCurrentRow(first)

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self.tables):
            self.chosen.emit(self.tables[row])


class FindBox(QLineEdit):
    """↑ ↓ choose while the cursor stays in the box: ``stepped`` carries +1 or -1."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        by = STEPS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(by)


class Words(QWidget):
    """What is counted, by which words, told by which measures. ``changed`` carries the table as chosen."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        self.base, self.rows, self.columns, self.measure = (QComboBox() for _ in range(4))
        named = (
            ("对象 (&B)", self.base),
            ("行 (&R)", self.rows),
            ("列 (&C)", self.columns),
            ("指标 (&Z)", self.measure),
        )
        for said, box in named:
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.setMaxVisibleItems(24)
            row.addWidget(label(said, "label", box))
            row.addWidget(box, 1)
            box.activated.connect(lambda _at, box=box: self._chosen(box))
        for one in cross_bases.BASES:
            self.base.addItem(f"{one.label}（{TAB_NAMES[one.tab]}）", one.label)
        self.wanted: Wanted | None = None

    def show_table(self, wanted: Wanted) -> None:
        """What a table counts; nothing is told."""
        self.wanted = wanted
        of = cross_bases.base(wanted.base)
        labels = [one.label for one in of.dimensions]
        self.base.setCurrentIndex(self.base.findData(of.label))
        _fill(self.rows, [(one, one) for one in labels], wanted.rows)
        _fill(self.columns, [(NO_COLUMNS, ""), *((one, one) for one in labels)], wanted.columns)
        single = [one.label for one in of.measures]
        every, now = "、".join(single), wanted.measure or single[0]
        said = {every: "全部指标"} if len(single) > 1 else {}
        _fill(self.measure, [(said.get(one, one), one) for one in dict.fromkeys((*single, every, now))], now)

    def _chosen(self, box: QComboBox) -> None:
        if self.wanted is None:
            return
        if box is self.base:
            wanted = fitting(self.wanted, str(self.base.currentData()))
        else:
            told = (box.currentData() for box in (self.base, self.rows, self.columns, self.measure))
            base, rows, columns, measure = map(str, told)
            columns = "" if box is self.rows and columns == rows else columns
            wanted = Wanted("", base, rows, columns, measure, self.wanted.period, self.wanted.listed)
        self.show_table(wanted)
        self.changed.emit(wanted)


def _fill(box: QComboBox, offered: Sequence[tuple[str, str]], now: str) -> None:
    box.clear()
    for said, value in offered:
        box.addItem(said, value)
    box.setCurrentIndex(max(0, box.findData(now)))
