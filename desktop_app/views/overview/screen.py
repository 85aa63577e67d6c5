"""总览: the first page. Read in the worker, shown when it is there; every number opens its records in their tab."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.figures.engine import Question
from desktop_app.figures.overview import Overview, overview
from desktop_app.figures.owed import Owed
from desktop_app.figures.promises import wanting
from desktop_app.services.desk import Desk
from desktop_app.views.bus import Bus
from desktop_app.views.controls import PRIMARY, HintButton, label
from desktop_app.views.icons import icon
from desktop_app.views.inspecting import office_only, rest
from desktop_app.views.jobs import Cancelled, Jobs, Progress
from desktop_app.views.overview.due_card import DueCard
from desktop_app.views.overview.openers import Opener
from desktop_app.views.overview.panels import Panels
from desktop_app.views.overview.promise_card import PromiseCard
from desktop_app.views.overview.rhythm_strip import RhythmStrip
from desktop_app.views.overview.words import Opening, day_head, phase_head, promise_counts
from desktop_app.views.screen import Deeds
from desktop_app.views.theme import T, px

PAPER = "overview"
BRIEFING = "bulletin:BRIEFING"
"""The kind of record and of bulletin that 生成工作简报 begins."""
FIRST_STEP = "task"
"""What an office that keeps nothing yet begins with."""
Read = tuple[Overview, datetime]


class OverviewScreen(QScrollArea):
    """The first tab. ``told`` says that ``status`` or ``deeds`` changed."""

    told = Signal()

    def __init__(self, desk: Desk, bus: Bus, jobs: Jobs) -> None:
        super().__init__()
        self.desk, self.bus, self.jobs = desk, bus, jobs
        self.view: Overview | None = None
        self._reading = self._again = self._aloud = False
        self._last: Opening | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.panels = Panels()
        ink = self.panels.ink
        self.promises, self.due, self.rhythm = PromiseCard(ink), DueCard(ink), RhythmStrip(ink)
        self.setWidget(self._page())
        self._connect()
        self._bind()
        self.refresh()

    # what it is made of

    def _page(self) -> QWidget:
        page = QWidget()
        page.setProperty("ground", "bg")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(16), 0, px(16), px(12))
        column.setSpacing(px(12))
        column.addLayout(self._head())
        column.addWidget(self.panels)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.promises, 11)
        row.addWidget(self.due, 6)
        column.addLayout(row, 1)
        column.addWidget(self.rhythm)
        return page

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, px(10), 0, 0)
        row.setSpacing(px(8))
        self.day = label(day_head(self.desk.today), "title")
        self.phase = label("", "meta2")
        row.addWidget(self.day)
        row.addWidget(self.phase)
        row.addStretch(1)
        self.print_button = HintButton("打印总览", "Ctrl+P", icon=icon("print"), clicked=self.print_overview)
        row.addWidget(self.print_button)
        self.brief_button = HintButton(
            "生成工作简报", "Ctrl+G", PRIMARY, icon=icon("file-plus", T.surface), clicked=self.brief
        )
        row.addWidget(self.brief_button)
        if self.desk.inspecting:
            rest(self.brief_button)
        return row

    def _connect(self) -> None:
        for pane in (self.panels, self.promises, self.rhythm):
            pane.asked.connect(self.open)
        self.due.asked.connect(self._open_owed)
        self.promises.begin.import_asked.connect(lambda: self.bus.import_asked.emit(""))
        self.promises.begin.new_asked.connect(self.new_record)
        self.promises.list.moved.connect(self.told)
        self.due.list.moved.connect(self.told)
        self.bus.committed.connect(self._committed)

    def _bind(self) -> None:
        keys = {
            "Ctrl+P": self.print_overview,
            "Ctrl+N": self.new_record,
            "Ctrl+G": self.brief,
            "F5": self.check_again,
            "F6": self.next_pane,
            "Alt+Left": self.bus.back_asked.emit,
            "Alt+Right": self.forward,
        }
        for key, deed in keys.items():
            QShortcut(QKeySequence(key), self, deed)

    # reading

    def refresh(self) -> None:
        """Read anew in the worker; while one reading runs, the next waits for it."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self.jobs.run(self._read, self._show, self._failed)

    def _read(self, _progress: Progress) -> Read:
        with self.desk.store.read() as session:
            return overview(Question(session, self.desk.today)), self.desk.clock.now()

    def _show(self, read: Read) -> None:
        if not isValid(self):
            return
        self._reading = False
        self.view, checked_at = read
        self.day.setText(day_head(self.view.day))
        self.phase.setText(phase_head(self.view))
        held = self._holds_focus()
        self.panels.load(self.view.panels)
        self.promises.load(self.view, checked_at)
        self.due.load(self.view)
        self.rhythm.load(self.view)
        self._order()
        if held and not self._holds_focus():
            self.promises.setFocus()
        if self._aloud:
            self._aloud = False
            self.bus.said.emit(f"已重新核查：{promise_counts(self.view.promises)}")
        self.told.emit()
        self._read_again()

    def _order(self) -> None:
        """Tab goes as one reads."""
        lists = (self.promises.list, self.due.all, self.due.list)
        chain = [self.print_button, self.brief_button, *self.panels.walk.items, *lists, *self.rhythm.walk.items]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _read_again(self) -> None:
        if self._again:
            self._again = False
            self.refresh()

    def _failed(self, error: Exception) -> None:
        self._reading = False
        if not isinstance(error, Cancelled):
            raise error

    def check_again(self) -> None:
        """F5 重新核查."""
        self._aloud = True
        self.refresh()

    def _committed(self, _outcome: object) -> None:
        if self.isVisible():
            self.refresh()

    # opening

    def open(self, opening: Opening) -> None:
        """Show the records behind a number in their tab; without any, say so."""
        if not opening.ids:
            self.bus.said.emit(f"{opening.said}。没有要看的记录")
            return
        self._last = opening
        self.bus.open_records.emit(opening.kind, opening.ids, opening.said)

    def _open_owed(self, owed: Owed) -> None:
        """The record that is owed, or all of a line that tells of many."""
        if len(owed.ids) > 1:
            self.open(Opening(owed.said, owed.kind, owed.ids))
        else:
            self.bus.open_record.emit(*owed.behind)

    def open_current(self) -> None:
        """What the cursor is on."""
        focus = QApplication.focusWidget()
        if focus is self.due.list:
            self.due.list.open_current()
        elif isinstance(focus, Opener):
            focus.click()
        else:
            self.promises.list.open_current()

    def forward(self) -> None:
        """Alt+→: what was opened from here last."""
        if self._last is not None:
            self.open(self._last)

    @office_only
    def new_record(self) -> None:
        """The first step of an office that keeps nothing yet."""
        if self.view is not None and not self.view.begun:
            self.bus.new_asked.emit(FIRST_STEP)

    @office_only
    def brief(self) -> None:
        """生成工作简报 of the month."""
        self.bus.new_asked.emit(BRIEFING)

    def print_overview(self) -> None:
        """打印总览."""
        self.bus.paper_asked.emit(PAPER, "")

    # going round

    def _panes(self) -> list[QWidget]:
        return [self.panels, self.promises, self.due, self.rhythm]

    def next_pane(self) -> None:
        """F6: panels → promises → what is due → rhythm."""
        panes, focus = self._panes(), QApplication.focusWidget()
        at = next((at for at, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        pane = panes[(at + 1) % len(panes)]
        pane.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(pane, 0, px(12))

    def _holds_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Come back to where the cursor stood."""
        super().showEvent(event)
        if not self._holds_focus():
            (self.widget().focusWidget() or self.promises).setFocus()

    # what the window asks

    def status(self) -> list[str]:
        if self.view is None:
            return ["正在核查"]
        if not self.view.begun:
            return [f"承诺 {len(self.view.promises)} 条"]
        said = [f"承诺 {len(self.view.promises)} 条 · {wanting(self.view.promises)} 条待处理"]
        line = self.due.list.line if self.due.list.hasFocus() else self.promises.list.line
        if line is None:
            return said
        return [*said, f"已选 {line.about.number}" if self.due.list.hasFocus() and line.about.number else "已选 1"]

    def deeds(self) -> Deeds:
        deeds = {
            "print": self.print_overview,
            "brief": self.brief,
            "refresh": self.check_again,
            "open": self.open_current,
        }
        if self.view is not None and not self.view.begun:
            deeds["new"] = self.new_record
        if self._last is not None:
            deeds["forward"] = self.forward
        return deeds

    def reveal(self, kind: str, record_id: int) -> bool:  # noqa: ARG002
        return False

    def show_only(self, kind: str, ids: Sequence[int], said: str) -> bool:  # noqa: ARG002
        return False

    def begin(self, kind: str) -> bool:  # noqa: ARG002
        return False

    def arrive(self) -> None:
        """Nothing to prepare: the cursor is where it was."""

    def leave(self) -> bool:
        return True
