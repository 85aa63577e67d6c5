"""The page of one officer or one case (人员档案、案件档案): tabs with their counts, what stands in each by the day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop_app.figures.engine import Question
from desktop_app.registers import archive
from desktop_app.registers.archive import Archive, Entry
from desktop_app.registers.archive_heads import Said, case_head, person_head
from desktop_app.registers.relations import CASES, PEOPLE
from desktop_app.rules.dates import read_date
from desktop_app.rules.periods import Period, read_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.desk import Desk
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.list_table import ListTable
from desktop_app.views.text import TAB_NAMES
from desktop_app.views.theme import px

WIDE, TALL, SIDE = 1180, 430, 190
HEADS = ("日期", "台账", "编号", "关系", "内容")
WIDTHS = (92, 96, 216, 110, 300)
ALL, TIME = "", "time"
_TITLES = {PEOPLE: "人员档案", CASES: "案件档案"}
_PAPERS = {PEOPLE: "person_dossier", CASES: "case_dossier"}


class ArchiveWindow(Dialog):
    """``chosen`` carries the record a line opens, ``print_asked`` the paper and its record."""

    chosen = Signal(str, int)
    print_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None, desk: Desk, kind: str, about: int | str) -> None:
        super().__init__(parent, _TITLES[kind], WIDE)
        self._desk, self._kind, self._about = desk, kind, about
        self._period: Period | None = None
        self._day: date = desk.today
        self.page: Archive
        self.rows: Sequence[Entry] = ()
        self.title, self.facts, self.held = label("", "title"), label("", "meta2"), label("")
        for said in (self.facts, self.held):
            said.setWordWrap(True)
        self.body.addWidget(self.title)
        self.body.addWidget(self.facts)
        self.body.addLayout(self._asking())
        self.body.addLayout(self._middle(), 1)
        self.hint("↑ ↓ ← →", "行、台账")
        self.hint("Enter", "打开记录")
        self.add_button("打印", "Ctrl+P", self._print)
        self.add_button("打开记录", "", self._open, PRIMARY).hint = "Enter"
        self.add_button("关闭", "Esc", self.reject)
        self.read()
        self.table.setFocus()

    def _asking(self) -> QHBoxLayout:
        """A period that narrows the lines, and the day asked about."""
        row = QHBoxLayout()
        self.period, self.day = QLineEdit(), QLineEdit()
        self.period.setPlaceholderText("全部；或 2015-05、2015Q1")
        self.day.setPlaceholderText(f"{self._desk.today}")
        for box, said, done in ((self.period, "时段 (&U)", self.read), (self.day, "某日在岗 (&Y)", self.read)):
            box.setFixedWidth(px(190))
            box.editingFinished.connect(done)
            if box is self.period or self._kind == PEOPLE:
                row.addWidget(label(said, "label", box))
                row.addWidget(box)
        self.held.setVisible(self._kind == PEOPLE)
        row.addWidget(self.held, 1)
        row.addStretch(0 if self._kind == PEOPLE else 1)
        return row

    def _middle(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.tabs = QListWidget()
        self.tabs.setProperty("frame", "box")
        self.tabs.setAccessibleName("台账")
        self.tabs.setFixedWidth(px(SIDE))
        self.tabs.setMinimumHeight(px(TALL))
        self.tabs.currentRowChanged.connect(lambda _at: self._fill())
        self.table = ListTable(HEADS, WIDTHS, len(HEADS) - 1, "记录", toned=frozenset({0, 3}), key=2)
        self.table.setMinimumHeight(px(TALL))
        self.table.left.connect(self._open)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(lambda _at: self._open())
        self.table.moved.connect(self._tell)
        row.addWidget(self.tabs)
        row.addWidget(self.table, 1)
        return row

    # reading

    def read(self) -> None:
        """Read the page for the period and the day typed; what cannot be read is said and changes nothing."""
        try:
            period = read_period(self.period.text()) if self.period.text().strip() else None
            day = read_date(self.day.text(), self._desk.today.year) if self.day.text().strip() else None
        except (Unreadable, ValueError):
            self.say("时段写成 2015、2015-05 或 2015Q1，日期写成 2015-05-31")
            return
        asked = (period, day or self._desk.today)
        if hasattr(self, "page") and asked == (self._period, self._day):
            return
        self._period, self._day = asked
        self.read_again()

    def read_again(self) -> None:
        """The page as it may be told now."""
        with self._desk.facts() as facts:
            ask = Question(facts.session, self._desk.today)
            if self._kind == PEOPLE:
                self.page = archive.of_officer(facts, int(self._about), None, self._period)
                head = person_head(facts, ask, int(self._about), self._day)
            else:
                self.page = archive.of_case(facts, str(self._about), None, self._period)
                head = case_head(facts, ask, self.page)
        self._show_head(head)
        self._show_tabs()

    def _show_head(self, head: Sequence[Said]) -> None:
        self.title.setText(f"{_TITLES[self._kind]}　{self.page.name}　{self.page.number}")
        if self._kind == PEOPLE:
            self.held.setText("：".join(head[-2]))
            head = [*head[:-2], head[-1]]
        told = [f"{said} {text}" for said, text in head[2:]]
        if self.page.withheld:
            told.append(f"{'、'.join(self.page.withheld)}锁着，没有列出")
        self.facts.setText("　".join(told))

    def _show_tabs(self) -> None:
        kept = max(0, self.tabs.currentRow())
        self.tabs.blockSignals(True)
        self.tabs.clear()
        self._add(ALL, "全部", len(self.page.entries))
        self._add(TIME, "时间线", len(self.page.events))
        for tab, count in self.page.counts.items():
            self._add(tab, TAB_NAMES[tab], count)
        self.tabs.setCurrentRow(kept)
        self.tabs.blockSignals(False)
        self._fill()

    def _add(self, code: str, said: str, count: int) -> None:
        item = QListWidgetItem(f"{said}　{count}")
        item.setData(Qt.ItemDataRole.UserRole, code)
        if not count and code not in (ALL, TIME):
            item.setForeground(self.palette().placeholderText())
        self.tabs.addItem(item)

    @property
    def tab(self) -> str:
        """The tab chosen at the left, ``ALL`` or ``TIME``."""
        item = self.tabs.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ALL

    def _fill(self) -> None:
        if self.tab == TIME:
            self.rows = [event.entry for event in self.page.events]
            told = [
                (str(event.on), event.entry.title, event.entry.number, event.said, _content(event.entry))
                for event in self.page.events
            ]
        else:
            self.rows = archive.by_day(self.page.entries) if self.tab == ALL else self.page.of_tab(self.tab)
            told = [
                (str(one.on or "未写日期"), one.title, one.number, "、".join(one.roles), _content(one))
                for one in self.rows
            ]
        self.table.fill(told, ["ink2"] * len(told))
        self._tell(self.table.row())

    def _tell(self, at: int) -> None:
        """The whole of a line whose words have no room."""
        if not self.rows:
            self.say("未发现记录", "meta2")
        elif 0 <= at < len(self.rows):
            self.say(_content(self.rows[at]).replace("\n", "")[:160], "meta2")

    # verbs

    def _open(self) -> None:
        at = self.table.row()
        if 0 <= at < len(self.rows):
            self.accept()
            self.chosen.emit(self.rows[at].kind, self.rows[at].id)

    def _print(self) -> None:
        self.print_asked.emit(_PAPERS[self._kind], self.page.number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """← → in the lines go to the tab before or after."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if by and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self.tabs.setCurrentRow(min(max(self.tabs.currentRow() + by, 0), self.tabs.count() - 1))
                return True
        return super().eventFilter(watched, event)


def _content(one: Entry) -> str:
    return "　".join(filter(None, (one.what, one.told))).replace("\n", "")
