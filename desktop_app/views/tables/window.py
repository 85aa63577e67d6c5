"""The window 统计表: a table chosen, its period, the numbers; Enter opens the records of a cell, Ctrl+P and Ctrl+E."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.exchange.paper_book import paper_workbook
from desktop_app.registers.saved_tables import SAVED_TABLES
from desktop_app.reports.paper_options import AS_OF, PERIOD, asked_with
from desktop_app.reports.request import Request
from desktop_app.reports.saved_table import BASE, COLUMNS, LIST, MEASURE, NAME, ROWS, Told, saved_table, told
from desktop_app.rules.dates import long_day
from desktop_app.services.desk import Desk
from desktop_app.services.saved_tables import Wanted, keep, kept, plain_table
from desktop_app.system.errors import Refusal
from desktop_app.system.files import plain_name
from desktop_app.system.settings import Settings
from desktop_app.views.boards.kind_table import KindTable
from desktop_app.views.bus import Bus
from desktop_app.views.controls import PRIMARY, label, mark_bad
from desktop_app.views.dialogs import Dialog, ask_text
from desktop_app.views.inspecting import rest
from desktop_app.views.jobs import Cancelled, Job, Jobs
from desktop_app.views.paper import Paper, listed_paper
from desktop_app.views.tables.chooser import TableList, Words
from desktop_app.views.tables.words import heads, rows
from desktop_app.views.theme import px

PAPER = "saved_table"
COUNTING = "正在统计…"
WIDE, HIGH, LIST_WIDE = 1220, 620, 236


@dataclass
class Place:
    """Where the officer stood in the window, so that it opens there again: the table, what was typed, the cell."""

    wanted: Wanted | None = None
    period: str = ""
    as_of: str = ""
    cell: tuple[int, int] = (0, 1)


@dataclass(frozen=True)
class Given:
    """What the window works with."""

    desk: Desk
    bus: Bus
    jobs: Jobs
    settings: Settings


class TableWindow(Dialog):
    """``place`` is kept up as the officer moves; opening records closes the window."""

    def __init__(self, parent: QWidget | None, given: Given, place: Place) -> None:
        super().__init__(parent, "统计表", WIDE)
        self.desk, self.bus, self.given, self.place = given.desk, given.bus, given, place
        self.told: Told | None = None
        self._job: Job | None = None
        self._asked_last = 0
        self.list = TableList()
        self.words = Words()
        self.period = _line(place.period, "如 1-3月、2015Q1、本月；空着不限", 230)
        self.as_of = _line(place.as_of, "今天", 108)
        self.listed = QCheckBox("打印、导出连明细 (&M)")
        self.title, self.over = label("", "panel"), label("", "meta")
        self.table = KindTable("统计表", "")
        self._lay_out()
        self._bind()
        self._begin()

    def _lay_out(self) -> None:
        self.resize(px(WIDE), px(HIGH))
        self.body.setContentsMargins(px(16), px(14), px(16), px(10))
        across = QHBoxLayout()
        across.setSpacing(px(16))
        self.list.setFixedWidth(px(LIST_WIDE))
        across.addWidget(self.list)
        column = QVBoxLayout()
        column.setSpacing(px(8))
        column.addWidget(self.words)
        typed = QHBoxLayout()
        typed.setSpacing(px(6))
        for said, box in (("期间 (&Q)", self.period), ("截至 (&Y)", self.as_of)):
            typed.addWidget(label(said, "label", box))
            typed.addWidget(box)
            typed.addSpacing(px(8))
        typed.addWidget(self.listed)
        typed.addStretch(1)
        column.addLayout(typed)
        named = QHBoxLayout()
        named.setSpacing(px(12))
        named.addWidget(self.title)
        named.addWidget(self.over)
        named.addStretch(1)
        column.addLayout(named)
        column.addWidget(self.table, 1)
        across.addLayout(column, 1)
        self.body.addLayout(across, 1)
        for key, said in (("↑ ↓", "选表"), ("Enter", "到期间，再到表；在表里打开记录"), ("Alt+O", "按这一列排序")):
            self.hint(key, said)
        self.add_cancel("关闭")
        self.keeper = self.add_button("另存", "Ctrl+S", self.keep_as)
        self.add_button("导出", "Ctrl+E", self.export)
        self.add_button("打印", "Ctrl+P", self.print, PRIMARY)
        if self.desk.inspecting:
            rest(self.keeper)

    def _bind(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.done.connect(self._to_period)
        self.words.changed.connect(self._change)
        self.listed.toggled.connect(self._list)
        for box in (self.period, self.as_of):
            box.returnPressed.connect(partial(self.count, self.table.setFocus))
            box.editingFinished.connect(self._typed)
        self.table.asked.connect(self._open)

    def _begin(self) -> None:
        with self.desk.facts() as facts:
            tables = kept(facts)
        wanted = self.place.wanted or (tables[0] if tables else plain_table("问题"))
        self.list.load(tables, wanted.number)
        self._stand(wanted)
        self.list.setFocus()
        self.count()

    # what is asked

    @property
    def wanted(self) -> Wanted:
        """The table as it stands in the window."""
        assert self.place.wanted is not None
        return self.place.wanted

    def _stand(self, wanted: Wanted) -> None:
        self.place.wanted = wanted
        self.words.show_table(wanted)
        self.listed.blockSignals(True)
        self.listed.setChecked(wanted.listed)
        self.listed.blockSignals(False)

    def _choose(self, wanted: Wanted) -> None:
        """A saved table; a period typed stays unless the table brings its own."""
        if wanted.period:
            self.period.setText(wanted.period)
        self.place.cell = (0, 1)
        try:
            self._stand(wanted)
        except Refusal as refused:
            self._asked_last += 1
            self._failed(self._asked_last, refused)
        else:
            self.count()

    def _change(self, wanted: Wanted) -> None:
        self._stand(wanted)
        self.list.let_go()
        self.count()

    def _list(self, listed: bool) -> None:
        self.place.wanted = replace(self.wanted, listed=listed)

    def _to_period(self) -> None:
        self.period.setFocus(Qt.FocusReason.TabFocusReason)
        self.period.selectAll()

    def _typed(self) -> None:
        """A period or day was left: count anew where it is another."""
        if (self.period.text().strip(), self.as_of.text().strip()) != (self.place.period, self.place.as_of):
            self.count()

    def request(self) -> Request:
        """What is asked of the figures and of the paper; refuses a period or day that cannot be read."""
        wanted = replace(self.wanted, period="")
        options = {
            NAME: wanted.title,
            BASE: wanted.base,
            ROWS: wanted.rows,
            COLUMNS: wanted.columns,
            MEASURE: wanted.measure,
            LIST: "1" if wanted.listed else "0",
        }
        plain = Request(self.desk, self.desk.today, options=options)
        return asked_with(plain, {AS_OF: self.place.as_of, PERIOD: self.place.period})

    # the numbers

    def count(self, then: Callable[[], object] | None = None) -> None:
        """Count in the worker; what was counted before stays only while the same is asked."""
        self.place.period, self.place.as_of = self.period.text().strip(), self.as_of.text().strip()
        if self._job is not None:
            self._job.cancel()
        self._asked_last += 1
        asked = self._asked_last
        try:
            request = self.request()
        except Refusal as refused:
            self._failed(asked, refused)
            return
        desk = self.desk

        def work(_progress: object) -> Told:
            with desk.facts() as facts:
                return told(request, facts)

        self.say(COUNTING, "meta2")
        self._job = self.given.jobs.run(work, partial(self._show, asked, then), partial(self._failed, asked))

    @property
    def busy(self) -> bool:
        """Whether the numbers are still being counted."""
        return self._job is not None

    def _show(self, asked: int, then: Callable[[], object] | None, told: Told) -> None:
        """An answer; one that was overtaken by another question is let go."""
        if self.answered or asked != self._asked_last:
            return
        self._job, self.told = None, told
        self._mark("")
        self.title.setText(told.title)
        whole = told.found.cell()
        said = f"{told.found.measures[0].label} {whole.said} {told.found.measures[0].unit}".strip()
        self.over.setText("　".join(filter(None, (told.over, f"截至{long_day(told.as_of)}", said))))
        self.table.kind = told.found.base.kind
        self._fill(told)
        row, column = self.place.cell
        shown = self.table.sheet
        if shown.rows:
            at = min(row, len(shown.rows) - 1), min(column, len(shown.heads) - 1)
            self.table.setCurrentIndex(shown.index(*at))
        notes = "；".join(told.notes) if shown.rows else f"没有{told.found.base.label}。换期间或截至日期"
        self.say(notes, "meta2")
        if then is not None:
            then()

    def _fill(self, told: Told | None) -> None:
        """The numbers, or nothing at all."""
        body = rows(told.found) if told is not None else ()
        self.table.load(heads(told.found) if told is not None and body else (), body)
        self.table.heads.setVisible(bool(body))

    def _failed(self, asked: int, error: Exception) -> None:
        if isinstance(error, Cancelled) or self.answered or asked != self._asked_last:
            return
        if not isinstance(error, Refusal):
            raise error
        self._job, self.told = None, None
        self._fill(None)
        self.title.setText("")
        self.over.setText("")
        self._mark(error.field or "")
        self.say(f"! {error.said}")

    def _mark(self, field: str) -> None:
        """The box that is wrong, if one is."""
        for name, box in ((PERIOD, self.period), (AS_OF, self.as_of)):
            mark_bad(box, name == field)

    # what is done with them

    def _open(self, kind: str, ids: tuple[int, ...], said: str) -> None:
        self.accept()
        self.bus.open_records.emit(kind, ids, said)

    def done(self, result: int) -> None:
        """Where it stands is where it opens again."""
        now = self.table.currentIndex()
        if now.isValid():
            self.place.cell = (now.row(), now.column())
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def print(self) -> None:
        """The preview of the paper as it stands."""
        if (asked := self._asked()) is not None:
            _title, write = listed_paper(PAPER, asked)
            assert self.told is not None
            given = self.given
            Paper(self, self.told.title, PAPER, write, given.jobs, given.settings, self._say_fault, self._say).preview()

    def export(self) -> None:
        """Ask where, write the workbook in the worker."""
        if self._asked() is None or self.told is None:
            return
        settings = self.given.settings
        folder = Path(settings.save_folder) if settings.save_folder else Path.home()
        name = plain_name(self.told.title) or "统计表"
        chosen, _ = QFileDialog.getSaveFileName(self, f"导出 — {name}", str(folder / f"{name}.xlsx"), "Excel (*.xlsx)")
        if chosen:
            path = Path(chosen)
            path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
            settings.save_folder = str(path.parent)
            self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the table, and the records behind it on a sheet of their own where they are asked for."""
        asked = self._asked()
        if asked is None:
            return

        def failed(error: Exception) -> None:
            if isinstance(error, Refusal):
                self._say_fault(error.said)
            elif not isinstance(error, Cancelled):
                raise error

        def written(sheets: int) -> None:
            self._say(f"已导出 {path.name}{f'，{sheets} 个表页' if sheets > 1 else ''}")

        self.given.jobs.run(lambda _progress: paper_workbook(saved_table(asked), path), written, failed, "导出统计表")

    def _asked(self) -> Request | None:
        """The request of what is shown; without numbers nothing goes out."""
        self._typed()
        if self.told is None:
            if not self.said.text().startswith("!"):
                self.say("! 还没有统计出来。稍候再打印、导出")
            return None
        return self.request()

    def _say_fault(self, said: str) -> None:
        self.say(f"! {said}")

    def _say(self, said: str) -> None:
        self.say(said, "meta2")
        self.bus.said.emit(said)

    def keep_as(self) -> None:
        """另存: the table as it stands under a name; a name already kept is given this table."""
        name = ask_text(self, "另存统计表", "表名", "保存", self.wanted.named)
        if not name:
            return
        try:
            done = keep(self.desk, SAVED_TABLES, replace(self.wanted, title=name, period=self.place.period))
        except Refusal as refused:
            self._say_fault(refused.said)
            return
        self.bus.committed.emit(done)
        with self.desk.facts() as facts:
            tables = kept(facts)
        own = next(one for one in tables if one.id == done.ids[0])
        self.list.load(tables, own.number)
        self._stand(own)
        self.count()
        self._say(done.said)


def _line(text: str, hint: str, width: int) -> QLineEdit:
    line = QLineEdit(text)
    line.setPlaceholderText(hint)
    line.setToolTip(hint)
    line.setFixedWidth(px(width))
    return line


class Tables:
    """Opens the window where it stood last, or at a saved table."""

    def __init__(self, parent: QWidget, given: Given) -> None:
        self._parent, self._given = parent, given
        self.place = Place()
        self.window: TableWindow | None = None

    def open(self, table_id: int = 0) -> None:
        """The window; a table named here stands in it."""
        if table_id:
            with self._given.desk.facts() as facts:
                self.place.wanted = next((one for one in kept(facts) if one.id == table_id), self.place.wanted)
            self.place.cell = (0, 1)
        self.window = TableWindow(self._parent, self._given, self.place)
        self.window.exec()
        self.window.deleteLater()
        self.window = None
